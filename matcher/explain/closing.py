"""What stands in the way of closing one gap, found by solving again with the gap closed by force."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.explain.evidence import Evidence
from matcher.explain.groups import Group, leave_out, list_groups
from matcher.explain.resolving import Answer, lead
from matcher.policy.records import Objective
from matcher.problem import Problem
from matcher.solve.binding import binding_rules
from matcher.verify import CHECKS, is_better
from matcher.verify.placed import place

Verdict: TypeAlias = Literal["better", "same", "worse", "impossible", "unknown"]
Force: TypeAlias = Callable[[Problem], Problem]
"""Returns a problem with one gap closed by a hard rule."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Hold what keeps a gap open.

    Parameters
    ----------
    key
        ``side-rule``: `groups` together, each of them needed. ``objective-order``: closing it would
        worsen `objective`. ``priority-order``: it can be closed, but another one as heavy opens.
        ``not-asked``: nothing asks for cover. ``not-proven``, ``not-tried``: nothing is known.
    """

    key: str
    groups: tuple[Group, ...] = ()
    objective: Objective | None = None


def find_obstacle(evidence: Evidence, force: Force) -> Obstacle:
    """Return what keeps a gap open that people alone would suffice for."""
    problem = evidence.problem
    leading = lead(problem.objectives)
    proven = {result.name for result in evidence.outcome.objectives if result.proven}
    if not proven.issuperset(leading):
        return Obstacle("not-proven")
    verdict: Verdict = "worse"
    objective: Objective | None = "coverage"
    if leading != ("coverage",):
        if not evidence.trials.may_resolve(problem):
            return Obstacle("not-tried")
        verdict, objective = judge(evidence, evidence.resolver.resolve_problem(force(problem), "cover"))
        if verdict == "worse" and objective != "coverage":
            return Obstacle("objective-order", objective=objective)
        if verdict in {"better", "unknown"}:
            return Obstacle("not-proven")
        if "coverage" not in leading and verdict == "same":
            return Obstacle("not-asked")
        if verdict == "impossible" and leading[0] == "stability":
            return Obstacle("objective-order", objective="stability")
    groups = find_rules(evidence, force)
    if groups is None:
        return Obstacle("not-tried")
    if groups:
        return Obstacle("side-rule", groups)
    if not evidence.trials.may_resolve(problem):
        return Obstacle("not-tried")
    verdict, _ = judge(evidence, evidence.resolver.resolve_problem(force(problem), "cover"))
    return Obstacle("priority-order" if verdict == "same" else "not-proven")


def find_rules(evidence: Evidence, force: Force) -> tuple[Group, ...] | None:
    """Return a smallest set of rules without which a gap closes and cover grows.

    Single rules first; then a deletion filter over all of them.

    Returns
    -------
    tuple or None
        Empty: not even without all of them. None: the limit of trials was reached.
    """
    binding = binding_rules(evidence.compiled.open_problem)
    groups = tuple(group for group in list_groups(evidence.compiled) if group.rule in binding)
    if not groups:
        return ()
    for group in groups:
        found = closes_without(evidence, force, (group,))
        if found is None:
            return None
        if found:
            return (group,)
    left = groups
    if len(groups) == 1 or not closes_without(evidence, force, groups):
        return ()
    for group in groups:
        fewer = tuple(other for other in left if other != group)
        if len(fewer) > 1 and closes_without(evidence, force, fewer):
            left = fewer
    return left


def closes_without(evidence: Evidence, force: Force, groups: tuple[Group, ...]) -> bool | None:
    """Tell whether some plan that may break these rules closes the gap and covers more; None: not tried.

    The plan found is held against every other rule of the problem as it is.
    """
    problem = evidence.problem
    if not evidence.trials.may_resolve(problem):
        return None
    return _closes(
        evidence, evidence.resolver.resolve_problem(force(leave_out(evidence.compiled, groups)), "cover"), groups
    )


def _closes(evidence: Evidence, answer: Answer, groups: tuple[Group, ...]) -> bool:
    assignment = answer.outcome.assignment
    if assignment is None:
        return False
    dropped = {group.rule for group in groups}
    placed = place(evidence.compiled.open_problem, assignment)
    kept = (check for rule, check in CHECKS.items() if rule not in dropped)
    if any(check(placed) for check in kept):
        return False
    quotas = {group.name for group in groups if group.rule == "quota"}
    if any(evidence.compiled.quota_names[v.row or 0] not in quotas for v in CHECKS["quota"](placed)):
        return False
    changes = {change.objective: change for change in answer.changes}
    if "coverage" not in changes:
        return True
    return bool(is_better("coverage", changes["coverage"].after, changes["coverage"].before))


def judge(evidence: Evidence, answer: Answer) -> tuple[Verdict, Objective | None]:
    """Say how the leading objectives fare in an answer: the first one that differs decides.

    ``unknown`` where no plan was found and none ruled out, or where a value that looks worse is not
    proven to be the best.
    """
    if answer.outcome.assignment is None:
        return ("impossible" if answer.is_infeasible else "unknown"), None
    for change in answer.changes:
        if change.objective not in lead(evidence.problem.objectives):
            break
        if change.after != change.before:
            if is_better(change.objective, change.after, change.before):
                return "better", change.objective
            return ("worse" if change.is_exact else "unknown"), change.objective
    return "same", None
