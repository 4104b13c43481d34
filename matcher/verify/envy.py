"""Justified envy: who would rather be where somebody less wanted is.

Candidate i has justified envy at post p when the pair is acceptable and not used, i has room or
strictly prefers p to one of its own posts, and somebody placed at p is strictly less wanted there
than i. An empty seat is nobody's envy: an envy-free plan may leave seats empty, and a stable plan is
one that is envy-free and leaves none that is claimed. (Y. Yokoi, "Envy-free matchings with lower
quotas", Algorithmica 82 (2020) 188-211.)

Complexity: O(k) for k pairs.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.problem.outcome import Assignment
from matcher.problem.problem import Problem
from matcher.verify.placed import Placed, place
from matcher.verify.stability import ANY_RANK


def find_envy(problem: Problem, assignment: Assignment) -> NDArray[np.int32]:
    """Return the pairs (candidate, post) at which somebody has justified envy, sorted; int32 (e, 2)."""
    placed = place(problem, assignment)
    content, worst = _limits(placed)
    envies = problem.rank_by_candidate < content[problem.candidate]
    envies &= problem.rank_by_post < worst[problem.post]
    envies &= ~placed.is_used & ~problem.is_banned
    pair = np.flatnonzero(envies)
    return np.column_stack([problem.candidate[pair], problem.post[pair]])


def _limits(placed: Placed) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rank below which each candidate wants more, and the worst rank each post holds."""
    problem, pair = placed.problem, placed.listed
    content = np.zeros(problem.num_candidates, np.int64)
    worst = np.zeros(problem.num_posts, np.int64)
    np.maximum.at(content, problem.candidate[pair], problem.rank_by_candidate[pair])
    np.maximum.at(worst, problem.post[pair], problem.rank_by_post[pair])
    content[placed.load < problem.capacity] = ANY_RANK
    content[problem.capacity == 0] = 0
    return content, worst
