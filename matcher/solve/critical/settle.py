"""Honour blocking pairs that nothing excuses, one by one, without losing cover.

The two ends of such a pair can have each other while every post keeps its least and every candidate
its least load: each end without room gives up the worst partner it can spare. Like the random paths
to stability of A. Roth, J. Vande Vate, Econometrica 58 (1990) 1475-1480, this ends in practice after
few steps, but has no bound; so steps are counted, and what is left is told.

Complexity: O(k) a pass, and a partner list a step.
"""

import numpy as np

from matcher.solve.blocking import mark_blocking
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import slot_starts
from matcher.solve.preferences import Ints, Market, Marks, Pairs


def settle_market(market: Market, start: Marks, *, max_passes: int = 200) -> tuple[Marks, int]:
    """Return a plan of no less cover, and the number of its blocking pairs that nothing excuses.

    Pinned pairs are never given up, so with pins some may have to stay.
    """
    x = start.copy()
    slots_i = slot_starts(market.capacity, np.diff(market.start_i))
    slots_p = slot_starts(market.most, np.diff(market.start_p))
    left = 0
    for turn in range(max_passes):
        pairs = np.flatnonzero(mark_blocking(market, x) == 2)
        left = len(pairs)
        if not left:
            break
        # The candidates' first wishes first, as if they proposed; every third time the posts'.
        rank = market.rank_p if turn % 3 == 2 else market.rank_i
        queue = pairs[np.argsort(rank[pairs], kind="stable")].astype(np.int32)
        honoured = _honour(
            market.candidate,
            market.post,
            market.rank_i,
            market.rank_p,
            market.capacity,
            market.most,
            market.least,
            market.least_load,
            market.is_pinned,
            slots_i,
            slots_p,
            queue,
            x,
        )
        if not honoured:
            break
    return x, left


@compile_kernel
def _drop(held: Pairs, begin: int, size: int, e: int) -> None:
    """Take pair `e` out of ``held[begin:begin + size]``; the last entry takes its place."""
    for s in range(begin, begin + size):
        if held[s] == e:
            held[s] = held[begin + size - 1]
            break


@compile_kernel
def _spare(mine: Pairs, rank: Pairs, better: int, partner: Pairs, count: Pairs, minimum: Pairs, pinned: Marks) -> int:
    """Return the worst of `mine` behind rank `better` whose partner is above its minimum, -1 for none."""
    out = -1
    for f in mine:
        is_spare = rank[f] > better and count[partner[f]] > minimum[partner[f]] and pinned[f] == 0
        if is_spare and (out < 0 or rank[f] > rank[out]):
            out = f
    return out


@compile_kernel
def _honour(
    candidate: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    capacity: Pairs,
    most: Pairs,
    least: Pairs,
    least_load: Pairs,
    pinned: Marks,
    slots_i: Ints,
    slots_p: Ints,
    queue: Pairs,
    x: Marks,
) -> int:
    load, people = np.zeros(len(capacity), np.int32), np.zeros(len(most), np.int32)
    held_i, held_p = np.empty(slots_i[-1], np.int32), np.empty(slots_p[-1], np.int32)
    for e in range(len(x)):
        if x[e]:
            i, p = candidate[e], post[e]
            held_i[slots_i[i] + load[i]] = e
            held_p[slots_p[p] + people[p]] = e
            load[i] += 1
            people[p] += 1
    honoured = 0
    for e in queue:
        i, p = candidate[e], post[e]
        if x[e] or capacity[i] == 0 or most[p] == 0:
            continue
        out_i, out_p = -1, -1
        if load[i] >= capacity[i]:
            out_i = _spare(held_i[slots_i[i] : slots_i[i] + load[i]], rank_i, rank_i[e], post, people, least, pinned)
            if out_i < 0:
                continue
        if people[p] >= most[p]:
            mine = held_p[slots_p[p] : slots_p[p] + people[p]]
            out_p = _spare(mine, rank_p, rank_p[e], candidate, load, least_load, pinned)
            if out_p < 0:
                continue
        for f in (out_i, out_p):
            if f >= 0:
                j, q = candidate[f], post[f]
                _drop(held_i, slots_i[j], load[j], f)
                _drop(held_p, slots_p[q], people[q], f)
                load[j] -= 1
                people[q] -= 1
                x[f] = 0
        held_i[slots_i[i] + load[i]] = e
        held_p[slots_p[p] + people[p]] = e
        load[i] += 1
        people[p] += 1
        x[e] = 1
        honoured += 1
    return honoured
