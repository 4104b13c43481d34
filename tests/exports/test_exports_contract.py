"""One contract for every exporter: only its target, the same bytes, any name, any plan."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.errors import FileError
from matcher.exports.picture import write_picture
from matcher.exports.plan_folder import FILES, write_plan_folder
from matcher.exports.plan_json import write_plan_json
from matcher.exports.problem_file import write_problem
from matcher.exports.roster import write_roster
from matcher.plans.plan import Plan

Export = Callable[[Plan, Path], object]


def export_problem(plan: Plan, path: Path) -> None:
    """Write the plan's problem."""
    write_problem(plan.problem, path)


EXPORTERS: dict[str, Export] = {
    "plan.json": write_plan_json,
    "roster.xlsx": write_roster,
    "problem.npz": export_problem,
    "plan.svg": write_picture,
}
PLANS = ("plan", "empty_plan", "no_plan", "hostile_plan")


@pytest.fixture(params=list(EXPORTERS))
def exporter(request: pytest.FixtureRequest) -> tuple[str, Export]:
    """Return each exporter with its file name."""
    return request.param, EXPORTERS[request.param]


@pytest.fixture(params=PLANS)
def any_plan(request: pytest.FixtureRequest) -> Plan:
    """Return each kind of plan: usual, empty, none found, hostile names."""
    plan: Plan = request.getfixturevalue(request.param)
    return plan


def test_only_the_target_is_written(exporter: tuple[str, Export], any_plan: Plan, tmp_path: Path) -> None:
    """One file appears, under the name asked for, in a folder made for it."""
    name, write = exporter
    target = tmp_path / "方案 2027·春" / name
    write(any_plan, target)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [target]
    assert target.stat().st_size > 0


def test_equal_plans_give_equal_bytes(exporter: tuple[str, Export], any_plan: Plan, tmp_path: Path) -> None:
    """Nothing of the moment of writing or of the place is in the file."""
    name, write = exporter
    write(any_plan, tmp_path / name)
    write(replace(any_plan), tmp_path / "again" / name)
    assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_an_earlier_file_is_replaced(exporter: tuple[str, Export], plan: Plan, tmp_path: Path) -> None:
    """What stood there before is gone, and readers see ordinary permissions."""
    name, write = exporter
    (tmp_path / name).write_bytes(b"old")
    write(plan, tmp_path / name)
    assert (tmp_path / name).read_bytes() != b"old"
    assert (tmp_path / name).stat().st_mode & 0o600 == 0o600


def test_a_place_that_cannot_be_written_is_a_sentence(exporter: tuple[str, Export], plan: Plan, tmp_path: Path) -> None:
    """A file in the way of the folder is told by name."""
    name, write = exporter
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError) as caught:
        write(plan, tmp_path / "file" / name)
    assert "file" in caught.value.say("zh")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_holds_all_files(any_plan: Plan, tmp_path: Path) -> None:
    """The plan folder has every file, and the bad rows only when there are some."""
    scenario = tmp_path / "banner" / "scenario.toml"
    scenario.parent.mkdir()
    scenario.write_text('name = "甲"\n', encoding="utf-8")
    written = write_plan_folder(any_plan, tmp_path / "out" / "甲", scenario_file=scenario)
    assert [path.name for path in written] == list(FILES[:4])
    written = write_plan_folder(
        any_plan,
        tmp_path / "out" / "甲",
        scenario_file=scenario,
        write_bad_rows=lambda path: path.write_bytes(b"x") and None,
    )
    assert [path.name for path in written] == list(FILES)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["甲"]
