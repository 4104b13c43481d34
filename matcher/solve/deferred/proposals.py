"""Deferred acceptance, many-to-many, either side proposing (engine 1).

Every proposer with room asks the next on its list; a receiver keeps the best it may hold and turns
the rest away, who ask on. D. Gale, L. S. Shapley, "College admissions and the stability of
marriage", American Mathematical Monthly 69 (1962) 9-15; with capacities on both sides A. E. Roth,
Econometrica 52 (1984) 47-57.

Guarantee: no blocking pair in the tied ranks. On strict lists the plan is the best stable one for
every proposer at once and the worst for every receiver, and by the rural hospitals theorem every
stable plan gives each agent as many partners as this one. Pinned pairs are fixed beforehand and use
up room; then no pair blocks but one that could be honoured only by dropping a pinned pair.

Complexity: O(k log u) for k pairs and at most u partners a receiver, after sorting one side.
"""

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.binding import binding_rules
from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import (
    Ints,
    Market,
    Marks,
    Pairs,
    Ties,
    build_market,
    make_keys,
    sort_by_candidate,
    sort_by_post,
)


def supports(problem: Problem) -> bool:
    """Tell whether capacities, seats, bans and pins are all the hard rules that can bind."""
    return not binding_rules(problem)


def propose_from_candidates(problem: Problem, *, ties: Ties = "id", seed: int | None = None) -> Assignment:
    """Return the stable plan that suits candidates best among all, ties broken as told.

    Parameters
    ----------
    ties
        Order inside a rank: by pair index, by points, or by chance.
    seed
        For ``seed`` ties; the problem's own when None.
    """
    market = build_market(problem)
    return market.as_assignment(run_from_candidates(market, ties=ties, seed=_seed(problem, seed)))


def propose_from_posts(problem: Problem, *, ties: Ties = "id", seed: int | None = None) -> Assignment:
    """Return the stable plan that suits posts best among all, ties broken as told."""
    market = build_market(problem)
    return market.as_assignment(run_from_posts(market, ties=ties, seed=_seed(problem, seed)))


def run_from_candidates(market: Market, *, ties: Ties = "id", seed: int = 0) -> Marks:
    """Return the candidate-proposing plan as a mark for each pair."""
    order = sort_by_candidate(market, make_keys(market.rank_i, ties=ties, points=market.points, seed=seed))
    keys = make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1)
    room_i, room_p = free_room(market)
    slots = slot_starts(room_p, np.diff(market.start_p))
    return _propose(market.start_i, order, room_i, market.candidate, market.post, keys, room_p, slots, market.is_pinned)


def run_from_posts(market: Market, *, ties: Ties = "id", seed: int = 0) -> Marks:
    """Return the post-proposing plan as a mark for each pair."""
    order = sort_by_post(market, make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1))
    keys = make_keys(market.rank_i, ties=ties, points=market.points, seed=seed)
    room_i, room_p = free_room(market)
    slots = slot_starts(room_i, np.diff(market.start_i))
    return _propose(market.start_p, order, room_p, market.post, market.candidate, keys, room_i, slots, market.is_pinned)


def free_room(market: Market) -> tuple[Pairs, Pairs]:
    """Return the room of candidates and of posts that pinned pairs leave.

    More pins than room leave none; whether that is a fault is the caller's question.
    """
    if not market.has_pins:
        return market.capacity, market.most
    pinned = np.flatnonzero(market.is_pinned)
    used_i = np.bincount(market.candidate[pinned], minlength=market.num_candidates)
    used_p = np.bincount(market.post[pinned], minlength=market.num_posts)
    return (
        np.maximum(market.capacity - used_i, 0).astype(np.int32),
        np.maximum(market.most - used_p, 0).astype(np.int32),
    )


def slot_starts(room: Pairs, degree: Ints) -> Ints:
    """Return where each agent's slots for partners begin, and their total at the end."""
    starts = np.zeros(len(room) + 1, np.int64)
    np.cumsum(np.minimum(room, degree), out=starts[1:])
    return starts


def _seed(problem: Problem, seed: int | None) -> int:
    return problem.seed if seed is None else seed


@compile_kernel
def sift_down(heap: Ints, begin: int, size: int, at: int) -> None:
    """Restore the heap ``heap[begin:begin + size]``, worst key on top, after position `at` got smaller."""
    key = heap[begin + at]
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[begin + child + 1] > heap[begin + child]:
            child += 1
        if heap[begin + child] <= key:
            break
        heap[begin + at] = heap[begin + child]
        at = child
    heap[begin + at] = key


@compile_kernel
def sift_up(heap: Ints, begin: int, at: int) -> None:
    """Restore the heap after position `at` got a larger key."""
    key = heap[begin + at]
    while at > 0:
        parent = (at - 1) // 2
        if heap[begin + parent] >= key:
            break
        heap[begin + at] = heap[begin + parent]
        at = parent
    heap[begin + at] = key


@compile_kernel
def _propose(
    start: Ints,
    order: Pairs,
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
    stack = np.empty(num, np.int32)
    waits = np.ones(num, np.uint8)
    top = 0
    for a in range(num - 1, -1, -1):
        stack[top] = a
        top += 1
    while top > 0:
        top -= 1
        a = stack[top]
        waits[a] = 0
        while held[a] < room[a] and pointer[a] < start[a + 1]:
            e = order[pointer[a]]
            pointer[a] += 1
            b = receiver[e]
            if room_r[b] == 0 or pinned[e]:
                continue
            begin = slots[b]
            if size[b] < room_r[b]:
                heap[begin + size[b]] = keys[e]
                size[b] += 1
                sift_up(heap, begin, size[b] - 1)
            elif keys[e] < heap[begin]:
                out = np.int32(heap[begin] & 0x7FFFFFFF)
                heap[begin] = keys[e]
                sift_down(heap, begin, size[b], 0)
                x[out] = 0
                loser = proposer[out]
                held[loser] -= 1
                if waits[loser] == 0 and loser != a:
                    waits[loser] = 1
                    stack[top] = loser
                    top += 1
            else:
                continue
            x[e] = 1
            held[a] += 1
    return x
