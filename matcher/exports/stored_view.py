"""A plan folder as comparisons see it, read without its scenario."""

from pathlib import Path

import numpy as np

from matcher.errors import FileError
from matcher.exports.plan_document import MatchPart, PlanDocument
from matcher.exports.plan_folder import PLAN_FILE, PROBLEM_FILE
from matcher.exports.plan_json import read_plan_json, restore_result
from matcher.exports.problem_file import read_problem
from matcher.plans.plan import CoverageCount, PlanSummary, fingerprint
from matcher.problem import Assignment, Problem
from matcher.verify import verify
from matcher.whatif.views import PairView, PlanView
from matcher.words import Words


def read_plan_view(folder: Path, label: str = "") -> PlanView:
    """Return the plan stored in a folder; objectives are measured anew from its problem.

    Parameters
    ----------
    label
        What to call it; the name of its scenario by default.

    Raises
    ------
    FileError
        A file is missing or broken, the files do not belong together, or there is no plan in them.
    """
    document = read_plan_json(folder / PLAN_FILE)
    if document.status in {"INFEASIBLE", "UNKNOWN"}:
        raise FileError(
            Words(f"{folder} 里没有方案可看，只有未成原因", f"{folder} holds no plan, only why there is none")
        )
    problem = read_problem(folder / PROBLEM_FILE)
    assignment = _find_assignment(document, problem, folder)
    return PlanView(
        label=label or document.scenario.name,
        status=document.status,
        problem=problem,
        assignment=assignment,
        candidate_ids=document.ids.candidates,
        post_ids=document.ids.posts,
        host_ids=document.ids.hosts,
        pairs=tuple(map(_view_match, document.matches)),
        objectives=tuple(restore_result(objective) for objective in document.objectives),
        values=verify(problem, assignment).objectives,
        coverage=CoverageCount(**dict(document.coverage)),
        summary=_restore_summary(document),
        blocking=frozenset((pair.candidate, pair.post) for pair in document.blocking),
    )


def _find_assignment(document: PlanDocument, problem: Problem, folder: Path) -> Assignment:
    people = {name: i for i, name in enumerate(document.ids.candidates)}
    posts = {name: p for p, name in enumerate(document.ids.posts)}
    try:
        rows = [(people[match.candidate], posts[match.post]) for match in document.matches]
    except KeyError:
        raise _broken(folder) from None
    assignment = Assignment(np.array(rows, np.int32).reshape(-1, 2))
    if fingerprint(problem.digest(), assignment) != document.digests.get("plan"):
        raise _broken(folder)
    return assignment


def _broken(folder: Path) -> FileError:
    return FileError(
        Words(
            f"{folder} 里的文件彼此不符，有过改动；先用 matcher verify 核验",
            f"the files in {folder} do not belong together; check them with matcher verify",
        )
    )


def _restore_summary(document: PlanDocument) -> PlanSummary:
    told = document.summary
    return PlanSummary(
        num_matches=told.matches,
        mutual_first_choices=told.mutual_first_choices,
        first_choices=(told.first_choices.candidates, told.first_choices.enterprises),
        top_three=(told.top_three.candidates, told.top_three.enterprises),
        num_blocking=told.blocking,
        num_excused=told.excused,
        num_unplaced=told.unplaced,
        loads=tuple((load.posts, load.people) for load in told.loads),
        travel_total_m=told.travel_total_m,
        travel_mean_m=told.travel_mean_m,
        travel_most_m=told.travel_most_m,
        approvals_needed=told.approvals_needed,
    )


def _view_match(match: MatchPart) -> PairView:
    return PairView(
        candidate=match.candidate,
        candidate_name=match.candidate_name,
        enterprise=match.enterprise,
        enterprise_name=match.enterprise_name,
        post=match.post,
        role=match.role,
        committee=match.committee,
        pool=match.pool,
        points=match.points,
        candidate_rank=match.candidate_rank,
        post_rank=match.post_rank,
        travel_m=match.travel_m,
    )
