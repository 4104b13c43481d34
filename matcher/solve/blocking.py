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
from matcher.problem.problem import Flags
from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints, Market, Marks, Pairs, build_market

ROOM = 2**31 - 1
"""Threshold of an agent with room: every rank is better."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Hold the number of blocking pairs of a plan, and how many of them nothing excuses."""

    num_blocking: int
    num_unexcused: int


def find_blocking(problem: Problem, rows: Ints) -> Ints:
    """Return the rows of all blocking pairs of a plan that uses `rows`, in order."""
    return _find(
        problem.candidate,
        problem.post,
        problem.rank_by_candidate,
        problem.rank_by_post,
        problem.capacity,
        problem.most,
        problem.is_banned,
        rows,
    )


def count_blocking(problem: Problem, assignment: Assignment) -> Stability:
    """Count the blocking pairs of `assignment`."""
    market = build_market(problem)
    return count_in_market(market, market.as_marks(assignment))


def count_in_market(market: Market, x: Marks) -> Stability:
    """Count the blocking pairs of the plan marked in `x`."""
    marks = mark_blocking(market, x)
    return Stability(int(np.count_nonzero(marks)), int(np.count_nonzero(marks == 2)))


def mark_blocking(market: Market, x: Marks) -> Marks:
    """Return for each pair 0, 1 (blocks, excused) or 2 (blocks, nothing excuses it)."""
    worst_i, worst_p, free_i, free_p = find_thresholds(market, x)
    pairs = (market.candidate, market.post, market.rank_i, market.rank_p)
    marks = _mark_wanted(*pairs, worst_i, worst_p)
    # Whom an agent can spare is among those it holds, so what nothing excuses has a mark already.
    marks += _mark_wanted(*pairs, free_i, free_p)
    marks[x > 0] = 0
    return marks


def find_thresholds(market: Market, x: Marks) -> tuple[Pairs, Pairs, Pairs, Pairs]:
    """Return ranks that a newcomer must beat: of candidates, of posts, and both without losing cover.

    `ROOM` while the agent has room, 0 where nobody could come in.
    """
    rows = np.flatnonzero(x)
    load = np.bincount(market.candidate[rows], minlength=market.num_candidates)
    people = np.bincount(market.post[rows], minlength=market.num_posts)
    free_i = rows[(people > market.least)[market.post[rows]]]
    free_p = rows[(load > market.least_load)[market.candidate[rows]]]
    candidates = (market.candidate, market.rank_i, market.capacity, rows)
    posts = (market.post, market.rank_p, market.most, rows)
    return (
        _worst_held(*candidates, rows),
        _worst_held(*posts, rows),
        _worst_held(*candidates, free_i),
        _worst_held(*posts, free_p),
    )


@compile_kernel
def _find(
    candidate: Pairs,
    post: Pairs,
    rank_i: Ints,
    rank_p: Ints,
    capacity: Ints,
    most: Ints,
    is_banned: Flags,
    rows: Ints,
) -> Ints:
    worst_i = _worst_held(candidate, rank_i, capacity, rows, rows)
    worst_p = _worst_held(post, rank_p, most, rows, rows)
    marks = _mark_wanted(candidate, post, rank_i, rank_p, worst_i, worst_p)
    for e in rows:
        marks[e] = 0
    found = np.empty(marks.sum(), np.int64)
    num = 0
    for e in range(len(marks)):
        if marks[e] and not is_banned[e]:
            found[num] = e
            num += 1
    return found[:num]


@compile_kernel
def _worst_held(agent: Pairs, rank: Pairs | Ints, room: Pairs | Ints, rows: Ints, free: Ints) -> Pairs:
    """Return each agent's worst rank in the rows `free`, `ROOM` while it has room for more than `rows`."""
    held = np.zeros(len(room), np.int64)
    worst = np.zeros(len(room), rank.dtype)
    for e in rows:
        held[agent[e]] += 1
    for e in free:
        worst[agent[e]] = max(worst[agent[e]], rank[e])
    for a in range(len(room)):
        if held[a] < room[a]:
            worst[a] = ROOM
    return worst


@compile_kernel
def _mark_wanted(
    candidate: Pairs, post: Pairs, rank_i: Pairs | Ints, rank_p: Pairs | Ints, worst_i: Pairs, worst_p: Pairs
) -> Marks:
    """Return 1 for each pair that both ends rank above their thresholds."""
    marks = np.empty(len(candidate), np.uint8)
    for e in range(len(candidate)):
        # An unsigned index needs no look from the end of the array, so eight pairs go through at a time.
        i, p = np.uint32(candidate[e]), np.uint32(post[e])
        marks[e] = (rank_i[e] < worst_i[i]) & (rank_p[e] < worst_p[p])
    return marks


def cover_weight(market: Market, x: Marks) -> int:
    """Return the priority-weighted least seats filled, plus the least loads carried."""
    chosen = np.flatnonzero(x)
    people = np.bincount(market.post[chosen], minlength=market.num_posts)
    load = np.bincount(market.candidate[chosen], minlength=market.num_candidates)
    seats: Ints = market.priority * np.minimum(people, market.least)
    return int(seats.sum() + np.minimum(load, market.least_load).sum())
