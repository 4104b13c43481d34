"""What having a pair costs where the plainest swap will do: one pair in, and only whom it pushes out.

A person who is full gives up one post, a post that is full one person; fewer pairs cannot be given up.
Where such a swap keeps every rule, and every leading objective at the value proven best, no plan with
the pair is nearer to the present one: nothing has to be solved.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.explain.resolving import Answer, Change, Resolver, lead, list_moves
from matcher.policy.records import Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Value
from matcher.verify import CHECKS, is_better, verify
from matcher.verify.placed import place

Pair = tuple[int, int]


def swap_in(evidence: Evidence, resolver: Resolver, i: int, p: int) -> Answer | None:
    """Return the nearest plan with a pair, where a plain swap is one; None where only a search can tell.

    Of several such swaps the best is taken, in the order of objectives.
    """
    problem = evidence.problem
    leading = lead(problem.objectives)
    if not resolver.proven.issuperset(leading):
        return None
    held = set(map(tuple, evidence.assignment.pairs.tolist()))
    best: tuple[Assignment, dict[Objective, Value]] | None = None
    for dropped in _list_dropped(evidence, i, p):
        plan = Assignment(np.array(sorted({*held - dropped, (i, p)}), np.int32))
        placed = place(problem, plan)
        if any(check(placed) for check in CHECKS.values()):
            continue
        values = dict(verify(problem, plan).objectives)
        if any(values[name] != resolver.values[name] for name in leading):
            continue
        if best is None or _is_ahead(problem.objectives, values, best[1]):
            best = plan, values
    if best is None:
        return None
    plan, values = best
    changes = tuple(
        Change(name, resolver.values[name], values[name], is_exact=name in leading) for name in problem.objectives
    )
    results = tuple(
        ObjectiveResult(name, values[name], values[name], proven=True, engine="swap", seconds=0.0) for name in leading
    )
    outcome = Outcome("FEASIBLE", plan, results, 0.0)
    return Answer(problem, outcome, changes, list_moves(resolver.assignment, plan))


def _list_dropped(evidence: Evidence, i: int, p: int) -> Iterator[set[Pair]]:
    """Yield every smallest set of pairs, none of them pinned, whose places the pair could take."""
    problem = evidence.problem
    held, there = evidence.posts_of(i), evidence.people_at(p)
    mine: list[set[Pair]] = [{(i, q)} for q in held] if len(held) >= problem.capacity[i] else [set()]
    theirs: list[set[Pair]] = [{(j, p)} for j in there] if len(there) >= problem.most[p] else [set()]
    for one, other in product(mine, theirs):
        dropped = one | other
        if not any(problem.is_pinned[evidence.require_row(*pair)] for pair in dropped):
            yield dropped


def _is_ahead(objectives: tuple[Objective, ...], values: dict[Objective, Value], than: dict[Objective, Value]) -> bool:
    for name in objectives:
        if values[name] != than[name]:
            return is_better(name, values[name], than[name])
    return False
