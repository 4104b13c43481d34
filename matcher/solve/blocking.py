"""Blocking pairs of a plan, counted in one pass over the pairs.

A pair blocks when it is acceptable, not used, and each end has room or strictly prefers the other
end to one of its partners. It is excused when honouring it would lose cover: the candidate is full
and every post it holds below the pair is at or below its least, or the post is full and all people
it ranks below are at or below their least loads.

Complexity: O(k) for k pairs.
"""

from dataclasses import dataclass

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints, Market, Marks, Pairs, build_market

ROOM = 2**31 - 1
"""Threshold of an agent with room: every rank is better."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Hold the number of blocking pairs of a plan, and how many of them nothing excuses."""

    num_blocking: int
    num_unexcused: int


def count_blocking(problem: Problem, assignment: Assignment) -> Stability:
    """Count the blocking pairs of `assignment`."""
    market = build_market(problem)
    return count_in_market(market, market.as_marks(assignment))


def count_in_market(market: Market, x: Marks) -> Stability:
    """Count the blocking pairs of the plan marked in `x`."""
    blocking, unexcused = _count(*find_thresholds(market, x), market.candidate, market.post, *_ranks(market), x)
    return Stability(int(blocking), int(unexcused))


def mark_blocking(market: Market, x: Marks) -> Marks:
    """Return for each pair 0, 1 (blocks, excused) or 2 (blocks, nothing excuses it)."""
    return _mark(*find_thresholds(market, x), market.candidate, market.post, *_ranks(market), x)


def find_thresholds(market: Market, x: Marks) -> tuple[Pairs, Pairs, Pairs, Pairs]:
    """Return ranks that a newcomer must beat: of candidates, of posts, and both without losing cover.

    `ROOM` while the agent has room, 0 where nobody could come in.
    """
    return _thresholds(
        market.candidate,
        market.post,
        *_ranks(market),
        market.capacity,
        market.most,
        market.least,
        market.least_load,
        x,
    )


def _ranks(market: Market) -> tuple[Pairs, Pairs]:
    return market.rank_i, market.rank_p


@compile_kernel
def _thresholds(
    candidate: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    capacity: Pairs,
    most: Pairs,
    least: Pairs,
    least_load: Pairs,
    x: Marks,
) -> tuple[Pairs, Pairs, Pairs, Pairs]:
    load, people = np.zeros(len(capacity), np.int32), np.zeros(len(most), np.int32)
    for e in range(len(x)):
        if x[e]:
            load[candidate[e]] += 1
            people[post[e]] += 1
    worst_i, worst_p = np.zeros(len(capacity), np.int32), np.zeros(len(most), np.int32)
    free_i, free_p = np.zeros(len(capacity), np.int32), np.zeros(len(most), np.int32)
    for e in range(len(x)):
        if x[e]:
            i, p = candidate[e], post[e]
            worst_i[i] = max(worst_i[i], rank_i[e])
            worst_p[p] = max(worst_p[p], rank_p[e])
            if people[p] > least[p]:
                free_i[i] = max(free_i[i], rank_i[e])
            if load[i] > least_load[i]:
                free_p[p] = max(free_p[p], rank_p[e])
    for i in range(len(capacity)):
        if load[i] < capacity[i]:
            worst_i[i] = ROOM
            free_i[i] = ROOM
        elif capacity[i] == 0:
            worst_i[i] = 0
    for p in range(len(most)):
        if people[p] < most[p]:
            worst_p[p] = ROOM
            free_p[p] = ROOM
        elif most[p] == 0:
            worst_p[p] = 0
    return worst_i, worst_p, free_i, free_p


@compile_kernel
def _count(
    worst_i: Pairs,
    worst_p: Pairs,
    free_i: Pairs,
    free_p: Pairs,
    candidate: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    x: Marks,
) -> tuple[int, int]:
    blocking, unexcused = 0, 0
    for e in range(len(x)):
        i, p = candidate[e], post[e]
        if x[e] == 0 and rank_i[e] < worst_i[i] and rank_p[e] < worst_p[p]:
            blocking += 1
            if rank_i[e] < free_i[i] and rank_p[e] < free_p[p]:
                unexcused += 1
    return blocking, unexcused


@compile_kernel
def _mark(
    worst_i: Pairs,
    worst_p: Pairs,
    free_i: Pairs,
    free_p: Pairs,
    candidate: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    x: Marks,
) -> Marks:
    marks = np.zeros(len(x), np.uint8)
    for e in range(len(x)):
        i, p = candidate[e], post[e]
        if x[e] == 0 and rank_i[e] < worst_i[i] and rank_p[e] < worst_p[p]:
            marks[e] = 2 if rank_i[e] < free_i[i] and rank_p[e] < free_p[p] else 1
    return marks


def cover_weight(market: Market, x: Marks) -> int:
    """Return the priority-weighted least seats filled, plus the least loads carried."""
    chosen = np.flatnonzero(x)
    people = np.bincount(market.post[chosen], minlength=market.num_posts)
    load = np.bincount(market.candidate[chosen], minlength=market.num_candidates)
    seats: Ints = market.priority * np.minimum(people, market.least)
    return int(seats.sum() + np.minimum(load, market.least_load).sum())
