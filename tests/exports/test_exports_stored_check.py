"""A stored plan is believed in nothing: each single change is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import FileError
from matcher.exports.plan_folder import is_plan_folder, write_plan_folder
from matcher.exports.problem_file import write_problem
from matcher.exports.stored_check import check_plan_folder
from matcher.plans.plan import Plan
from matcher.policy import Policy, digest, load_policy, write_policy

Content = dict[str, Any]


@pytest.fixture
def folder(plan: Plan, tmp_path: Path) -> Path:
    """Return the folder of a plan whose scenario, problem and numbers agree."""
    policy = Policy(name="banner", season_start=date(2026, 12, 1), objectives=plan.problem.objectives)
    (tmp_path / "scenario").mkdir()
    write_policy(policy, tmp_path / "scenario")
    plan = replace(plan, digests={**plan.digests, "policy": digest(policy)})
    write_plan_folder(plan, tmp_path / "out", scenario_file=tmp_path / "scenario" / "scenario.toml")
    return tmp_path / "out"


def test_an_untouched_folder_holds(folder: Path, plan: Plan) -> None:
    """Nothing differs, and the check names the same objectives."""
    check = check_plan_folder(folder)
    assert check.faults == ()
    assert check.ok
    assert check.verification is not None
    assert check.verification.objectives["satisfaction"] == 5 * 8250


def swap_person(content: Content) -> None:
    """Give a place to the person left over."""
    content["matches"][0]["candidate"] = content["unplaced"][0]["candidate"]


def drop_match(content: Content) -> None:
    """Lose a pair."""
    del content["matches"][1]


def repeat_match(content: Content) -> None:
    """Count a pair twice."""
    content["matches"].append(content["matches"][0])


def raise_points(content: Content) -> None:
    """Flatter one pair."""
    content["matches"][0]["points"] += 1


def better_rank(content: Content) -> None:
    """Claim another rank."""
    content["matches"][0]["post_rank"] = 2


def shorten_way(content: Content) -> None:
    """Claim a shorter way."""
    content["matches"][2]["travel_m"] = 1


def claim_renewal(content: Content) -> None:
    """Claim that they served together."""
    content["matches"][0]["is_kept"] = not content["matches"][0]["is_kept"]


def rename_host(content: Content) -> None:
    """Put the pair at another host."""
    content["matches"][0]["enterprise"] = "H3"


def unknown_person(content: Content) -> None:
    """Name somebody who is not in the problem."""
    content["matches"][0]["candidate"] = "999"


def better_value(content: Content) -> None:
    """Claim more satisfaction than there is."""
    content["objectives"][3]["value"] += 1


def false_proof(content: Content) -> None:
    """Take a proof away and keep the status."""
    content["objectives"][0]["proven"] = False


def false_status(content: Content) -> None:
    """Doubt what is proven."""
    content["status"] = "FEASIBLE"


def no_plan_with_matches(content: Content) -> None:
    """Say that there is no plan beside one."""
    content["status"] = "INFEASIBLE"


def drop_objective(content: Content) -> None:
    """Leave the hardest objective out."""
    del content["objectives"][0]


def hide_gap(content: Content) -> None:
    """Hide an uncovered post."""
    content["uncovered"] = []


def fill_seat(content: Content) -> None:
    """Count a seat that is empty."""
    content["coverage"]["seats_filled"] += 1


def more_matches(content: Content) -> None:
    """Boast in the summary."""
    content["summary"]["matches"] += 1


def invent_blocking(content: Content) -> None:
    """Count blocking pairs that are not there."""
    content["summary"]["blocking"] += 1


def other_loads(content: Content) -> None:
    """Spread the load differently."""
    content["summary"]["loads"] = []


def swap_ids(content: Content) -> None:
    """Let two people trade their indices."""
    ids = content["ids"]["candidates"]
    ids[0], ids[-1] = ids[-1], ids[0]


def drop_id(content: Content) -> None:
    """Lose an index."""
    content["ids"]["posts"].pop()


def repeat_id(content: Content) -> None:
    """Let two indices have one name."""
    content["ids"]["hosts"][1] = content["ids"]["hosts"][0]


CHANGES: dict[Callable[[Content], None], str] = {
    swap_person: "指纹",
    drop_match: "指纹",
    repeat_match: "指纹",
    raise_points: "points",
    better_rank: "post_rank",
    shorten_way: "travel_m",
    claim_renewal: "is_kept",
    rename_host: "enterprise",
    unknown_person: "999",
    better_value: "契合",
    false_proof: "状态",
    false_status: "状态",
    no_plan_with_matches: "状态",
    drop_objective: "状态",
    hide_gap: "uncovered",
    fill_seat: "seats_filled",
    more_matches: "summary.matches",
    invent_blocking: "summary.blocking",
    other_loads: "summary.loads",
    swap_ids: "指纹",
    drop_id: "编号表",
    repeat_id: "编号表",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_each_change_is_found(folder: Path, change: Callable[[Content], None]) -> None:
    """One thing changed in plan.json is at least one fault, and the fault speaks of it."""
    path = folder / "plan.json"
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    check = check_plan_folder(folder)
    assert not check.ok
    said = "\n".join(fault.zh for fault in check.faults)
    assert CHANGES[change] in said or change is better_value, said
    assert all(fault.en for fault in check.faults)


def test_another_problem_is_found(folder: Path, plan: Plan) -> None:
    """A problem that is whole but not the plan's is refused by its digest."""
    write_problem(replace(plan.problem, seed=99), folder / "problem.npz")
    said = [fault.zh for fault in check_plan_folder(folder).faults]
    assert any("problem.npz" in words for words in said)


def test_other_settings_are_found(folder: Path) -> None:
    """Settings that changed since then are told by digest, and other objectives by name."""
    policy = load_policy(folder / "scenario.toml")
    write_policy(policy.model_copy(update={"near_km": 7.0}), folder / "scenario.toml")
    assert ["scenario.toml" in fault.zh for fault in check_plan_folder(folder).faults] == [True]
    write_policy(policy.model_copy(update={"objectives": ("size",)}), folder / "scenario.toml")
    assert len(check_plan_folder(folder).faults) == 2


@pytest.mark.parametrize("name", ["plan.json", "problem.npz"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    """Without plan or problem there is nothing to check."""
    (folder / name).unlink()
    with pytest.raises(FileError, match=name):
        check_plan_folder(folder)


def test_missing_settings_are_a_fault(folder: Path) -> None:
    """The rest is checked all the same."""
    (folder / "scenario.toml").unlink()
    check = check_plan_folder(folder)
    assert len(check.faults) == 1
    assert check.verification is not None


def test_a_plan_of_nothing_holds(no_plan: Plan, folder: Path, tmp_path: Path) -> None:
    """An infeasible result is intact, and there is nothing to recompute."""
    policy = load_policy(folder / "scenario.toml")
    no_plan = replace(no_plan, digests={**no_plan.digests, "policy": digest(policy)})
    write_plan_folder(no_plan, tmp_path / "none", scenario_file=folder / "scenario.toml")
    check = check_plan_folder(tmp_path / "none")
    assert check.ok
    assert check.verification is None


def test_only_a_plan_folder_is_one(folder: Path, tmp_path: Path) -> None:
    """A folder is known by what its plan.json says of itself."""
    assert is_plan_folder(folder)
    assert not is_plan_folder(tmp_path)
    (tmp_path / "plan.json").write_text("[]", encoding="utf-8")
    assert not is_plan_folder(tmp_path)


def test_a_plan_never_lands_in_its_scenario(plan: Plan, folder: Path, tmp_path: Path) -> None:
    """The scenario's own folder is refused as a place for the plan."""
    scenario = tmp_path / "scenario" / "scenario.toml"
    before = scenario.read_bytes()
    with pytest.raises(FileError, match="换一个位置"):
        write_plan_folder(plan, scenario.parent, scenario_file=scenario)
    assert [path.name for path in scenario.parent.iterdir()] == ["scenario.toml"]
    assert scenario.read_bytes() == before
