"""Why a blocking pair is tolerated: what honouring it would do to the plan, tried and measured."""

from matcher.explain.cause import Cause, find_first_difference, say_groups, worsens
from matcher.explain.evidence import Evidence
from matcher.explain.groups import Group
from matcher.explain.scarcity import bound_cover
from matcher.explain.sentences import tell
from matcher.policy.records import Objective
from matcher.problem import Value
from matcher.problem.edits import PairPin, edit_problem
from matcher.words import Words


def explain_blocking(evidence: Evidence, i: int, p: int) -> Cause:
    """Say why the blocking pair of candidate `i` and post `p` is tolerated.

    The pair is put into the plan, each side giving up a partner it likes less, one without whom
    nothing falls below its least if there is such a one. What that does to rules and objectives is
    measured, so the reason holds for this plan; only ``excused`` speaks of all plans, and rests on a
    maximum flow.
    """
    problem = evidence.problem
    if "stability" not in problem.objectives:
        return _because(i, p, "not-asked")
    tried = evidence.try_change((i, p), find_worst_partners(evidence, i, p))
    if tried is None:
        return _because(i, p, "not-tried")
    broken, values = tried
    before = evidence.verification.objectives
    if _count(values["coverage"]) > _count(before["coverage"]):
        return _because(i, p, "excused" if _loses_cover(evidence, i, p) else "excused-alone")
    if broken:
        return _because(i, p, "side-rule", groups=broken, rule=say_groups(broken))
    difference = find_first_difference(evidence, values)
    stability = problem.objectives.index("stability")
    if difference is not None and not difference[1] and problem.objectives.index(difference[0]) < stability:
        return _because(i, p, "objective-order", objective=difference[0])
    num_after, num_before = _count(values["stability"]), _count(before["stability"])
    if num_after >= num_before:
        return _because(i, p, "others-arise", after=num_after, before=num_before)
    return _because(i, p, "not-proven")


def find_worst_partners(evidence: Evidence, i: int, p: int) -> tuple[tuple[int, int], ...]:
    """Return the matches both would give up for each other: none where a side has room.

    Of the partners liked less, the worst one that can be spared: a post above its least, a person
    above the least load. Where none can be spared, the worst of all.
    """
    problem = evidence.problem
    row = evidence.require_row(i, p)
    given: list[tuple[int, int]] = []
    if evidence.load[i] >= problem.capacity[i]:
        own = [(i, q) for q in evidence.posts_of(i)]
        rank = {pair: int(problem.rank_by_candidate[evidence.require_row(*pair)]) for pair in own}
        spare = {pair for pair in own if evidence.people[pair[1]] > problem.least[pair[1]]}
        given += _pick(own, rank, spare, int(problem.rank_by_candidate[row]))
    if evidence.people[p] >= problem.most[p]:
        own = [(j, p) for j in evidence.people_at(p)]
        rank = {pair: int(problem.rank_by_post[evidence.require_row(*pair)]) for pair in own}
        spare = {pair for pair in own if evidence.load[pair[0]] > problem.least_load[pair[0]]}
        given += _pick(own, rank, spare, int(problem.rank_by_post[row]))
    return tuple(given)


def _pick(
    own: list[tuple[int, int]], rank: dict[tuple[int, int], int], spare: set[tuple[int, int]], limit: int
) -> list[tuple[int, int]]:
    worse = [pair for pair in own if rank[pair] > limit and pair in spare] or own
    return [max(worse, key=lambda pair: (rank[pair], pair))] if worse else []


def _loses_cover(evidence: Evidence, i: int, p: int) -> bool:
    """Tell whether every plan with the pair covers less than this plan; proven by maximum flow."""
    problem = evidence.problem
    if problem.is_pinned[evidence.require_row(i, p)] or not evidence.trials.may_search():
        return False
    bound = bound_cover(edit_problem(problem, PairPin(i, p)), evidence.assignment)
    return bound > _count(evidence.verification.objectives["coverage"])


def _count(value: Value) -> int:
    """Return the value of an objective that is a number."""
    assert isinstance(value, int)
    return value


def _because(
    i: int,
    p: int,
    key: str,
    *,
    groups: tuple[Group, ...] = (),
    objective: Objective | None = None,
    **facts: int | Words,
) -> Cause:
    if objective is not None:
        facts |= worsens(objective)
    return Cause("blocking", key, tell("blocking", key, **facts), i, p, groups, objective)
