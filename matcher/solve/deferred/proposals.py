"""Deferred acceptance, many-to-many, either side proposing (engine 1).

Every proposer with room asks the next on its list; a receiver keeps the best it may hold and turns
the rest away, who ask on. D. Gale, L. S. Shapley, "College admissions and the stability of
marriage", American Mathematical Monthly 69 (1962) 9-15; with capacities on both sides A. E. Roth,
Econometrica 52 (1984) 47-57.

Guarantee: no blocking pair in the tied ranks. On strict lists the plan is the best stable one for
every proposer at once and the worst for every receiver, and by the rural hospitals theorem every
stable plan gives each agent as many partners as this one. Pinned pairs are fixed beforehand and use
up room; then no pair blocks but one that could be honoured only by dropping a pinned pair.

Complexity: O(k log u) for k pairs and at most u partners a receiver, after listing one side: O(k)
where its lists are strict and nothing is banned or pinned, O(k log d) by sorting lists of d else.
"""

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.binding import binding_rules
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.lists import Entries, list_sorted, list_strictly
from matcher.solve.heaps import add_key, call_back, lower_key
from matcher.solve.preferences import (
    PAIR_BITS,
    PAIR_MASK,
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

OPEN = 2**63 - 1
"""Threshold of a receiver with room: every key is better."""


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
    return propose(problem, from_candidates=True, ties=ties, seed=seed)


def propose_from_posts(problem: Problem, *, ties: Ties = "id", seed: int | None = None) -> Assignment:
    """Return the stable plan that suits posts best among all, ties broken as told."""
    return propose(problem, from_candidates=False, ties=ties, seed=seed)


def propose(problem: Problem, *, from_candidates: bool, ties: Ties = "id", seed: int | None = None) -> Assignment:
    """Return the stable plan that suits one side best.

    Where those who ask have strict lists and nothing is banned or pinned, the lists are read off the
    ranks and nothing is sorted.
    """
    if ties == "id" and not np.count_nonzero(problem.is_banned) and not np.count_nonzero(problem.is_pinned):
        lists = list_strictly(problem, of_candidates=from_candidates)
        if lists is not None:
            # The kernel takes no read-only arrays, lest it be compiled twice.
            capacity, most = problem.capacity.copy(), problem.most.copy()
            asking, asked, _ = _propose(*lists, *((capacity, most) if from_candidates else (most, capacity)))
            rows = np.empty((len(asking), 2), np.int32)
            rows[:, 0], rows[:, 1] = (asking, asked) if from_candidates else (asked, asking)
            return Assignment(rows)
    market = build_market(problem)
    run = run_from_candidates if from_candidates else run_from_posts
    return market.as_assignment(run(market, ties=ties, seed=problem.seed if seed is None else seed))


def run_from_candidates(market: Market, *, ties: Ties = "id", seed: int = 0) -> Marks:
    """Return the candidate-proposing plan as a mark for each pair."""
    order = sort_by_candidate(market, make_keys(market.rank_i, ties=ties, points=market.points, seed=seed))
    keys = make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1)
    room_i, room_p = free_room(market)
    return _add_pairs(market, market.start_i, order, market.post, keys, (room_i, room_p))


def run_from_posts(market: Market, *, ties: Ties = "id", seed: int = 0) -> Marks:
    """Return the post-proposing plan as a mark for each pair."""
    order = sort_by_post(market, make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1))
    keys = make_keys(market.rank_i, ties=ties, points=market.points, seed=seed)
    room_i, room_p = free_room(market)
    return _add_pairs(market, market.start_p, order, market.candidate, keys, (room_p, room_i))


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


def _add_pairs(
    market: Market, start: Ints, order: Pairs, receiver: Pairs, keys: Ints, room: tuple[Pairs, Pairs]
) -> Marks:
    """Return the pinned pairs and those that deferred acceptance adds to them; room of asking and asked side."""
    if market.has_pins:
        stays = market.is_pinned[order] == 0
        start, order = np.concatenate([[0], np.cumsum(stays)])[start], order[stays]
    lists = list_sorted(start, order, receiver, keys)
    _, _, at = _propose(*lists, room[0].astype(np.int64), room[1].astype(np.int64))
    x = market.is_pinned.copy()
    x[order[at]] = 1
    return x


@compile_kernel
def _slot_starts(entry: Entries, mask: int, room: Ints) -> Pairs:
    """Return where each receiver's slots begin: one for each place it has, as far as it is asked for it."""
    most = room
    if np.minimum(room, len(entry)).sum() > len(entry):
        most = np.zeros(len(room), np.int64)
        for e in entry:
            most[e & mask] += 1
    slots = np.zeros(len(room) + 1, np.int32)
    for b in range(len(room)):
        slots[b + 1] = slots[b] + min(room[b], most[b])
    return slots


@compile_kernel
def _propose(start: Ints, entry: Entries, shift: int, room: Ints, receiver_room: Ints) -> tuple[Pairs, Pairs, Pairs]:
    """Return who asked, who was asked and the place of the entry, for each pair held in the end, by who asked."""
    num = len(start) - 1
    mask = (1 << shift) - 1
    slots = _slot_starts(entry, mask, receiver_room)
    heap = np.empty(slots[-1], np.int64)
    worst = np.full(len(receiver_room), OPEN, np.int64)  # the key that a newcomer must beat
    for b in range(len(receiver_room)):
        if receiver_room[b] == 0:
            worst[b] = -1
    size = np.zeros(len(receiver_room), np.int32)
    held = np.zeros(num, np.int32)
    pointer = start[:-1].copy()
    stack = np.empty(num, np.int32)  # turned away by the last proposals, to ask on at once
    waits = np.zeros(num, np.uint8)
    for first in range(num):
        a, top = first, 0
        while a >= 0:
            at, end, left = pointer[a], start[a + 1], room[a] - held[a]
            while left > 0 and at < end:
                b = entry[at] & mask
                key = (np.int64(entry[at] >> shift) << PAIR_BITS) | a
                at += 1
                if key >= worst[b]:
                    continue
                left -= 1
                begin = slots[b]
                if size[b] < receiver_room[b]:
                    add_key(heap, begin, size[b], key)
                    size[b] += 1
                    if size[b] == receiver_room[b]:
                        worst[b] = heap[begin]
                    continue
                loser = heap[begin] & PAIR_MASK
                lower_key(heap, begin, size[b], 0, key)
                worst[b] = heap[begin]
                held[loser] -= 1
                top = call_back(stack, top, waits, loser, -1)
            pointer[a], held[a] = at, room[a] - left
            a = -1
            if top > 0:
                top -= 1
                a = stack[top]
                waits[a] = 0
    total = size.sum()
    asking, asked, place = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.int32)
    found = 0
    for a in range(num):
        at, left = pointer[a], held[a]
        while left > 0:  # of those asked, the ones at or above the receiver's threshold are held
            at -= 1
            b = entry[at] & mask
            if (np.int64(entry[at] >> shift) << PAIR_BITS) | a <= worst[b]:
                asking[found], asked[found], place[found] = a, b, at
                found += 1
                left -= 1
    return asking, asked, place
