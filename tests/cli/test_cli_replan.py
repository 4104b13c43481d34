"""``matcher replan``, and variants wherever a scenario is asked for, on real folders."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.cli.asking import read_pairs
from matcher.cli.output import UsageError
from matcher.edits.kinds import EDIT
from matcher.exports.stored_view import read_plan_view
from matcher.plans import load_scenario
from matcher.whatif import Variant, save_variant

Run = Callable[..., object]


@pytest.fixture(scope="module")
def withdrawn(small_plan: Path) -> str:
    """Return somebody the plan places."""
    return next(iter(read_plan_view(small_plan).posts_of))


@pytest.fixture(scope="module")
def variant_file(small_scenario: Path, withdrawn: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a variant of the small scenario without that person."""
    edit = EDIT.validate_python({"kind": "withdraw_candidate", "candidate": withdrawn})
    file = tmp_path_factory.mktemp("variant") / "退出.toml"
    save_variant(Variant("退出", load_scenario(small_scenario)).add(edit), file)
    return file


def test_nothing_new_changes_nothing(run: Run, small_scenario: Path, small_plan: Path, tmp_path: Path) -> None:
    """The same scenario again, from its own plan: every pair stays, and that is said."""
    answer = run("replan", small_scenario, "--from", small_plan, "--out", tmp_path / "plan")
    assert answer.code in {0, 1}
    assert "没有任何变动" in answer.out
    assert read_plan_view(tmp_path / "plan").by_pair.keys() == read_plan_view(small_plan).by_pair.keys()
    assert run("verify", tmp_path / "plan").code == 0


def test_a_withdrawal_keeps_the_others(
    run: Run, small_plan: Path, variant_file: Path, withdrawn: str, tmp_path: Path
) -> None:
    """Earlier pairs are kept, given up or lost; kept and new ones are the plan's; no free solve keeps more."""
    asked = ("replan", variant_file, "--from", small_plan, "--out", tmp_path / "plan", "--json")
    found = run(*asked).document
    before, after = (set(read_plan_view(folder).by_pair) for folder in (small_plan, tmp_path / "plan"))
    changes = found["changes"]
    kept, new = ({tuple(pair) for pair in changes[key]} for key in ("kept", "new"))
    lost = {tuple(one["pair"]) for one in changes["lost"]}
    assert lost == {pair for pair in before if pair[0] == withdrawn}
    assert kept | new == after
    assert kept == before & after
    assert len(kept) + len(changes["given_up"]) + len(lost) == len(before)
    assert all(one["why"] for one in changes["lost"])
    run("run", variant_file, "--out", tmp_path / "free", "--json")
    assert len(kept) >= len(before & set(read_plan_view(tmp_path / "free").by_pair))
    told = run(*asked[:-1], "--lang", "en", "--price", 100).out
    assert f"{len(before)} earlier pairs" in told
    assert "cannot stay" in told


def test_signed_pairs_are_fixed_or_free(run: Run, small_scenario: Path, small_plan: Path, tmp_path: Path) -> None:
    """A signed pair that the plan has not is put into it, unless it may move at a price of nothing."""
    scenario = load_scenario(small_scenario)
    view = read_plan_view(small_plan)
    rows = zip(view.problem.candidate.tolist(), view.problem.post.tolist(), strict=True)
    pairs = [(view.candidate_ids[i], view.post_ids[p]) for i, p in rows]
    odd = next(pair for pair in pairs if pair not in view.by_pair and pair[0] in view.posts_of)
    file = tmp_path / "已签.csv"
    file.write_bytes(f"人选编号,岗位编号\r\n{odd[0]}，{odd[1]}\r\n".encode("gb18030"))
    asked = ("replan", small_scenario, "--from", small_plan, "--signed", file, "--price", 0, "--json")
    fixed = run(*asked, "--out", tmp_path / "fixed").document
    assert list(odd) in fixed["changes"]["kept"]
    assert odd in read_plan_view(tmp_path / "fixed").by_pair
    assert "已签订协议" in (tmp_path / "fixed/scenario.toml").read_text(encoding="utf-8")
    free = run(*asked, "--free-signed", "--out", tmp_path / "free").document
    assert (list(odd) in free["changes"]["given_up"]) == (odd not in read_plan_view(tmp_path / "free").by_pair)
    assert "已签订协议" not in (tmp_path / "free/scenario.toml").read_text(encoding="utf-8")
    assert scenario.policy.pins == ()


def test_last_season_counts_where_no_plan_is_named(run: Run, small_scenario: Path, tmp_path: Path) -> None:
    """Without --from the pairs of last season are the earlier ones, by host."""
    found = run("replan", small_scenario, "--out", tmp_path / "plan", "--json").document["changes"]
    pools = load_scenario(small_scenario).pools
    served = {(one.candidate, one.enterprise) for one in pools.incumbents}
    assert {(i, pools.host_of_post(p).id) for i, p in found["kept"]} <= served
    assert found["price"] is None


def test_slips_of_use(run: Run, small_scenario: Path, tmp_path: Path) -> None:
    """A price below 0, a folder or file that is not there, and a line that is no pair are told with their place."""
    for wrong in (("--price", "-1"), ("--from", tmp_path / "没有"), ("--signed", tmp_path / "没有.csv")):
        answer = run("replan", small_scenario, *wrong)
        assert (answer.code, answer.out) == (2, "")
    file = tmp_path / "已签.csv"
    file.write_text("001,H001-1\n002\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_pairs(file, "matcher replan")
    assert "2" in refused.value.words.en
    assert "002" in refused.value.words.zh
    (tmp_path / "empty").mkdir()
    assert run("replan", small_scenario, "--from", tmp_path / "empty").code == 1


def test_commands_take_a_variant(run: Run, variant_file: Path, withdrawn: str, tmp_path: Path) -> None:
    """Checked, solved, and asked about: whoever withdrew has no room in any of it."""
    assert run("check", variant_file).code == 0
    run("run", variant_file, "--out", tmp_path / "plan", "--json")
    found = run("best", variant_file, "--plan", tmp_path / "plan", "--candidate", withdrawn, "--limit", 1, "--json")
    assert {offer["price"]["status"] for offer in found.document["offers"] if offer["price"]} <= {"impossible"}
    stress = run("stress", variant_file, "--plan", tmp_path / "plan", "--processes", 1, "--json").document
    assert next(one for one in stress["singles"] if one["people"] == [withdrawn])["loss"] == 0
    assert run("frontier", variant_file, "--plan", tmp_path / "plan", "--points", 2, "--effort", 0.2).code == 0


def test_check_tells_an_edit_that_cannot_be_made(run: Run, variant_file: Path, tmp_path: Path) -> None:
    """A misspelt id in a variant is a finding with its line, like any fault of a scenario."""
    file = tmp_path / "错.toml"
    text = variant_file.read_text(encoding="utf-8").replace('candidate = "', 'candidate = "无')
    base = (variant_file.parent / text.split('scenario = "')[1].split('"')[0]).resolve()
    file.write_text(text.replace(text.split('scenario = "')[1].split('"')[0], base.as_posix()), encoding="utf-8")
    answer = run("check", file, "--json")
    assert answer.code == 1
    assert "edits[0].candidate" in json.dumps(answer.document, ensure_ascii=False)
