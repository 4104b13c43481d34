"""A plan on disk: one folder that appears whole or not at all."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from matcher.errors import FileError
from matcher.exports.plan_document import FORMAT
from matcher.exports.plan_json import write_plan_json
from matcher.exports.problem_file import write_problem
from matcher.exports.replacing import replace_folder
from matcher.exports.roster import write_roster
from matcher.plans.plan import Plan
from matcher.words import Words

PLAN_FILE = "plan.json"
PROBLEM_FILE = "problem.npz"
ROSTER_FILE = "roster.xlsx"
SCENARIO_FILE = "scenario.toml"
BAD_ROWS_FILE = "问题行.xlsx"
FILES = (PLAN_FILE, PROBLEM_FILE, ROSTER_FILE, SCENARIO_FILE, BAD_ROWS_FILE)
"""What a plan folder holds; anything else in it is left as it is."""


def write_plan_folder(
    plan: Plan, folder: Path, *, scenario_file: Path, write_bad_rows: Callable[[Path], None] | None = None
) -> tuple[Path, ...]:
    """Write the plan, its problem, the roster, a copy of the scenario and the rows to correct.

    An earlier plan in `folder` is replaced in one step; other people's files in it are kept.

    Parameters
    ----------
    scenario_file
        The scenario the plan answers, copied as it stands.
    write_bad_rows
        Writes the workbook of rows to correct; None where there are none.

    Returns
    -------
    tuple[Path, ...]
        The files written.

    Raises
    ------
    FileError
        The place cannot be written, or holds something that is no plan.
    """

    def fill(staged: Path) -> None:
        write_plan_json(plan, staged / PLAN_FILE)
        write_problem(plan.problem, staged / PROBLEM_FILE)
        write_roster(plan, staged / ROSTER_FILE)
        shutil.copyfile(scenario_file, staged / SCENARIO_FILE)
        if write_bad_rows is not None:
            write_bad_rows(staged / BAD_ROWS_FILE)

    if scenario_file.resolve().parent == folder.resolve():
        raise FileError(
            Words(
                f"{folder} 是方案本身所在的文件夹，不能在这里输出；请换一个位置",
                f"{folder} is the scenario's own folder; choose another place for the plan",
            )
        )
    replace_folder(folder, fill, may_replace=is_plan_folder, is_ours=lambda name: name in FILES)
    return tuple(folder / name for name in FILES if (folder / name).exists())


def is_plan_folder(folder: Path) -> bool:
    """Tell whether a folder holds a plan written by this program, of whatever version."""
    try:
        content = json.loads((folder / PLAN_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("format") == FORMAT
