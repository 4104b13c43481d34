"""``matcher compare`` and variants on the command line, on real folders."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.edits.kinds import EDIT
from matcher.exports.stored_view import read_plan_view
from matcher.plans import load_scenario
from matcher.whatif import Variant, save_variant

Run = Callable[..., object]


@pytest.fixture(scope="module")
def variant_file(small_scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a variant of the small scenario: one person withdrawn, one host with fewer seats."""
    scenario = load_scenario(small_scenario)
    edits = [
        {"kind": "withdraw_candidate", "candidate": scenario.pools.candidates[0].id},
        {"kind": "set_weight", "criterion": "needs", "weight": 80},
    ]
    file = tmp_path_factory.mktemp("variant") / "退出.toml"
    save_variant(Variant("退出", scenario).add(*(EDIT.validate_python(edit) for edit in edits)), file)
    return file


def test_a_variant_runs_and_its_folder_verifies(run: Run, variant_file: Path, tmp_path: Path) -> None:
    """The folder of a variant's plan holds the settings it answers, and passes the check."""
    answer = run("run", variant_file, "--out", tmp_path / "plan", "--json")
    assert answer.code in {0, 1}
    assert run("verify", tmp_path / "plan").code == 0
    assert 'name = "退出"' in (tmp_path / "plan/scenario.toml").read_text(encoding="utf-8")


def test_a_changed_base_is_told_when_a_variant_runs(run: Run, variant_file: Path, tmp_path: Path) -> None:
    """The remark goes to standard error, in the language asked for."""
    text = variant_file.read_text(encoding="utf-8")
    changed = variant_file.with_name("旧.toml")
    changed.write_text(text.replace('settings = "', 'settings = "0'), encoding="utf-8")
    answer = run("run", changed, "--out", tmp_path / "plan", "--lang", "en")
    assert "the settings of the base changed" in answer.err


def test_plan_folders_compare_without_their_scenario(
    run: Run, small_plan: Path, variant_file: Path, tmp_path: Path
) -> None:
    """Numbers, moves and gains come from the folders alone; the map asks for the scenario."""
    run("run", variant_file, "--out", tmp_path / "plan", "--json")
    found = run("compare", small_plan, tmp_path / "plan", "--json").document
    views = [read_plan_view(folder) for folder in (small_plan, tmp_path / "plan")]
    figures = {(figure["topic"], figure["key"]): figure for figure in found["figures"]}
    assert figures["objective", "coverage"]["values"] == [view.values["coverage"] for view in views]
    (change,) = found["changes"]
    pairs = [set(view.by_pair) for view in views]
    assert change["pairs"] == {
        "kept": len(pairs[0] & pairs[1]), "left": len(pairs[0] - pairs[1]), "taken": len(pairs[1] - pairs[0]),
    }  # fmt: skip
    points = [sum(pair.points for pair in view.pairs) for view in views]
    assert sum(tally["gain"] for tally in change["gains"]["committee"]) == points[1] - points[0]
    assert found["disagreements"] is None
    told = run("compare", small_plan, tmp_path / "plan").out
    assert "--scenario" in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_scenario_and_variant_are_solved_and_edits_named(
    run: Run, small_scenario: Path, variant_file: Path, language: str
) -> None:
    """The table names the edits and the pairs not seen alike; English holds no Chinese sentence."""
    answer = run("compare", small_scenario, variant_file, "--lang", language)
    assert answer.code == 0
    first, second = (
        ("改动 1：", "意见不一致的配对") if language == "zh" else ("edit 1: candidate", "Pairs not seen alike")
    )
    assert first in answer.out
    assert second in answer.out
    if language == "en":
        assert not any(word in answer.out for word in ("原因", "人选", "指标", "合计"))


def test_only_differences_leaves_out_what_is_the_same(run: Run, small_plan: Path, small_scenario: Path) -> None:
    """A plan against itself shows no figure; with its scenario it opens with evidence and shows the map."""
    full, short = (
        run("compare", small_plan, small_plan, *more, "--json").document for more in ((), ("--only-differences",))
    )
    assert len(full["figures"]) > 20
    assert short["figures"] == []
    told = run("compare", small_plan, small_plan, "--scenario", small_scenario, "--only-differences")
    assert "（全部相同）" in told.out
    assert "不是这份方案" not in told.err


def test_a_plan_of_another_scenario_is_told(run: Run, small_plan: Path, variant_file: Path) -> None:
    """A folder that does not answer the scenario named is compared from its files alone, and that is said."""
    answer = run("compare", small_plan, small_plan, "--scenario", variant_file)
    assert answer.code == 0
    assert "不是这份方案的结果" in answer.err


def test_wrong_use_is_refused(run: Run, small_plan: Path, plan_folder: Path, tmp_path: Path) -> None:
    """One plan, a place where nothing is, or a tampered folder: a sentence and the right exit code."""
    assert run("compare", small_plan).code == 2
    assert run("compare", small_plan, tmp_path / "nichts").code == 2
    plan = (plan_folder / "plan.json").read_text(encoding="utf-8")
    name = next(iter(read_plan_view(small_plan).by_pair))[0]
    (plan_folder / "plan.json").write_text(
        plan.replace(f'"candidate": "{name}"', '"candidate": "没有"'), encoding="utf-8"
    )
    answer = run("compare", small_plan, plan_folder)
    assert answer.code == 1
    assert "matcher verify" in answer.err
