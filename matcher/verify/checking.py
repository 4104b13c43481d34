"""The check as a whole."""

import numpy as np

from matcher.problem.outcome import Assignment, ObjectiveResult
from matcher.problem.problem import Problem
from matcher.verify.bounds import find_bounds
from matcher.verify.checks import CHECKS
from matcher.verify.claims import check_claims
from matcher.verify.objectives import find_shortfalls, measure
from matcher.verify.placed import place
from matcher.verify.popular_claims import check_popularity
from matcher.verify.records import Verification, Violation
from matcher.verify.shortage import find_shortage
from matcher.verify.stability import find_blocking, find_excused
from matcher.words import Words


def check_plan(problem: Problem, assignment: Assignment, claimed: tuple[ObjectiveResult, ...]) -> Verification:
    """Check `assignment` and what is claimed of it against `problem`."""
    placed = place(problem, assignment)
    violations = [violation for check in CHECKS.values() for violation in check(placed)]
    pairs = find_blocking(placed)
    blocking = np.column_stack([problem.candidate[pairs], problem.post[pairs]])
    if problem.objectives[:1] == ("stability",):
        violations += [_must_not_block(i, p) for i, p in blocking.tolist()]
    values = measure(placed, len(pairs))
    posts, candidates = find_shortage(placed, "posts"), find_shortage(placed, "candidates")
    coverage_bound = posts.loss + candidates.loss
    wanted = {*problem.objectives, *(claim.name for claim in claimed)}
    wrong, popular, most_popular = check_popularity(placed, claimed, values["coverage"], coverage_bound)
    bounds = find_bounds(placed, values, posts, candidates, wanted) | most_popular
    values |= popular
    violations += wrong + check_claims(problem, claimed, values, coverage_bound)
    return Verification(
        violations=tuple(violations),
        objectives=values,
        bounds=bounds,
        blocking=blocking,
        excused=find_excused(placed, pairs),
        shortfalls=find_shortfalls(placed),
        coverage_bound=coverage_bound,
        witnesses=(*posts.witnesses, *candidates.witnesses),
    )


def _must_not_block(i: int, p: int) -> Violation:
    words = Words(f"人选 {i} 与岗位 {p} 构成阻塞对", f"candidate {i} and post {p} block, and stability comes first")
    return Violation("stability", words, candidates=(i,), posts=(p,), needed=0, actual=1)
