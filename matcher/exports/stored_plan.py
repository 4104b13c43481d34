"""A plan folder opened again together with its scenario: the plan as it was, with every reason."""

from pathlib import Path

import numpy as np

from matcher.errors import FileError, SolverError
from matcher.exports.plan_folder import PLAN_FILE, is_plan_folder
from matcher.exports.plan_json import read_plan_json, restore_result
from matcher.plans import Plan, Scenario
from matcher.plans.making import recall_plan
from matcher.problem import Assignment
from matcher.words import Words


def open_plan(scenario: Scenario, folder: Path) -> Plan:
    """Return the plan stored in a folder, read against the scenario it answers.

    Raises
    ------
    FileError
        The folder holds no plan, the plan has no matches to open, or scenario and plan do not
        belong together: settings or tables changed since.
    """
    if not is_plan_folder(folder):
        raise FileError(Words(f"{folder} 不是方案文件夹", f"{folder} is no plan folder"))
    document = read_plan_json(folder / PLAN_FILE)
    if document.status in {"INFEASIBLE", "UNKNOWN"}:
        raise FileError(
            Words(f"{folder} 里没有方案可看，只有未成原因", f"{folder} holds no plan, only why there is none")
        )
    people, posts = scenario.pools.candidate_index, scenario.pools.post_index
    try:
        pairs = np.array([(people[match.candidate], posts[match.post]) for match in document.matches], np.int32)
    except KeyError:
        raise _changed(folder) from None
    results = tuple(restore_result(objective) for objective in document.objectives)
    assignment = Assignment(pairs.reshape(-1, 2))
    try:
        plan = recall_plan(scenario, assignment, results, document.status, was_stopped=document.was_stopped)
    except SolverError:
        # Fewer seats or another gate than then: what was right no longer is.
        raise _changed(folder) from None
    if plan.digest != document.digests.get("plan"):
        raise _changed(folder)
    return plan


def _changed(folder: Path) -> FileError:
    return FileError(
        Words(
            f"{folder} 里的方案与这份方案设置或数据表对不上，之后有过改动；请重新求解",
            f"the plan in {folder} does not answer this scenario and these tables: they changed since; solve again",
        )
    )
