"""Largest weakly stable plan with ties on both sides, many-to-many (engine 2).

Deferred acceptance on three copies of each pair, after the edge-duplicating idea of G. Csáji,
arXiv 2304.02558, which restates Z. Király, "Linear time local approximation algorithm for maximum
stable marriage", Algorithms 6 (2013) 471-484. A proposer's order: rank by rank, inside a rank all
copies 0, then all copies 1; after the whole list all copies 2 by rank. A receiver's order: copies
1 and 2 by rank, inside a rank copy 2 first; after all of these the copies 0 by rank. At most one
copy of a pair is held; a new copy from a held partner takes the place of the old one.

Guarantee: the plan is weakly stable. One-to-one it has at least 2/3 of the largest stable size
(3/2-approximation; 33/29 is the best possible unless P = NP); several seeds usually reach the
optimum. `is_largest` is set only where the size meets the bound given, an upper bound on any plan.

The loop is not that of `proposals`: a pair is asked up to three times, and one that is held has to be
found and raised, so it keeps pairs and marks where the plain loop keeps neither.

Complexity: O(k log u) a seed for k pairs and at most u partners a receiver.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import free_room, slot_starts
from matcher.solve.heaps import add_key, call_back, lower_key
from matcher.solve.preferences import (
    Ints,
    Market,
    Marks,
    Pairs,
    build_market,
    make_keys,
    sort_by_candidate,
    sort_by_post,
)

COPY_0 = 1 << 62
IS_COPY_1 = 1 << 43
RANK_SHIFT = 44
TIE_MASK = (1 << 12) - 1


@dataclass(frozen=True, slots=True, eq=False)
class LargestStable:
    """Hold the largest stable plan found.

    Parameters
    ----------
    is_largest
        Its size equals the bound given: no plan is larger.
    num_runs
        Runs of deferred acceptance spent.
    """

    assignment: Assignment
    is_largest: bool
    num_runs: int


def find_largest_stable(
    problem: Problem,
    *,
    bound: int | None = None,
    num_runs: int = 8,
    seed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> LargestStable:
    """Return the largest weakly stable plan of several seeded runs, sides taking turns to propose.

    Parameters
    ----------
    bound
        Size that no plan can exceed, such as a greatest flow; reaching it ends the search.
    num_runs
        Runs at most; 1 or more.
    seed
        The problem's own when None.
    """
    market = build_market(problem)
    first = problem.seed if seed is None else seed
    champion: Marks | None = None
    size = -1
    used = 0
    for run in range(max(num_runs, 1)):
        x = run_with_copies(market, from_candidates=run % 2 == 0, seed=first + run)
        used += 1
        if int(x.sum()) > size:
            champion, size = x, int(x.sum())
        if size == bound or (should_stop is not None and should_stop()):
            break
    assert champion is not None
    return LargestStable(market.as_assignment(champion), is_largest=size == bound, num_runs=used)


def run_with_copies(market: Market, *, from_candidates: bool, seed: int) -> Marks:
    """Run deferred acceptance on three copies of each pair once; ties by chance."""
    keys_i = make_keys(market.rank_i, ties="seed", seed=seed)
    keys_p = make_keys(market.rank_p, ties="seed", seed=seed + 1)
    room_i, room_p = free_room(market)
    if from_candidates:
        order = sort_by_candidate(market, keys_i)
        slots = slot_starts(room_p, np.diff(market.start_p))
        sides = (market.start_i, order, market.rank_i, room_i, market.candidate, market.post, keys_p, room_p, slots)
    else:
        order = sort_by_post(market, keys_p)
        slots = slot_starts(room_i, np.diff(market.start_i))
        sides = (market.start_p, order, market.rank_p, room_p, market.post, market.candidate, keys_i, room_i, slots)
    return _propose_copies(*sides, market.is_pinned)


@compile_kernel
def _copy_key(key: int, copy: int) -> int:
    """Return the receiver's key of a copy: copy 0 last of all, copy 2 before copy 1 inside a rank."""
    rank = key >> 45
    tie = (key >> 33) & TIE_MASK
    made = (rank << RANK_SHIFT) | (tie << 31) | (key & 0x7FFFFFFF)
    if copy == 0:
        return made | COPY_0
    if copy == 1:
        return made | IS_COPY_1
    return made


@compile_kernel
def _raise_copy(heap: Ints, begin: int, size: int, e: int, key: int) -> None:
    """Put a better copy of the held pair `e` in the place of the present one."""
    for s in range(size):
        if heap[begin + s] & 0x7FFFFFFF == e and key < heap[begin + s]:
            lower_key(heap, begin, size, s, key)


@compile_kernel
def _propose_copies(
    start: Ints,
    order: Pairs,
    rank: Pairs,
    room: Pairs,
    proposer: Pairs,
    receiver: Pairs,
    keys: Ints,
    room_r: Pairs,
    slots: Ints,
    pinned: Marks,
) -> Marks:
    num = len(start) - 1
    x = pinned.copy()
    heap = np.empty(slots[-1], np.int64)
    size = np.zeros(len(room_r), np.int32)
    held = np.zeros(num, np.int32)
    pointer = start[:-1].copy()
    group = start[:-1].copy()  # where the rank now asked begins
    copy = np.zeros(num, np.int8)
    stack = np.arange(num - 1, -1, -1).astype(np.int32)
    waits = np.ones(num, np.uint8)
    top = num
    while top > 0:
        top -= 1
        a = stack[top]
        waits[a] = 0
        end = start[a + 1]
        while held[a] < room[a] and start[a] < end:
            at = pointer[a]
            if copy[a] < 2 and (at == end or rank[order[at]] != rank[order[group[a]]]):
                if copy[a] == 0:  # the rank again, with copies 1
                    copy[a] = 1
                    pointer[a] = group[a]
                elif at < end:  # the next rank, with copies 0
                    copy[a] = 0
                    group[a] = at
                else:  # the whole list again, with copies 2
                    copy[a] = 2
                    pointer[a] = start[a]
                continue
            if at == end:
                break
            e = order[at]
            pointer[a] += 1
            b = receiver[e]
            if room_r[b] == 0 or pinned[e]:
                continue
            key = _copy_key(keys[e], copy[a])
            begin = slots[b]
            if x[e]:
                _raise_copy(heap, begin, size[b], e, key)
                continue
            if size[b] < room_r[b]:
                add_key(heap, begin, size[b], key)
                size[b] += 1
            elif key < heap[begin]:
                out = np.int32(heap[begin] & 0x7FFFFFFF)
                lower_key(heap, begin, size[b], 0, key)
                x[out] = 0
                loser = proposer[out]
                held[loser] -= 1
                top = call_back(stack, top, waits, loser, a)
            else:
                continue
            x[e] = 1
            held[a] += 1
    return x
