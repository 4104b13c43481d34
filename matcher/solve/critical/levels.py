"""Multi-level deferred acceptance that keeps a cover, with ties on both sides (engine 4).

Posts propose. At level 0 a post asks down its list for as many as it may hold. One that comes to
the end of its list short of its need goes up a level and asks again from the top, now only until
its need is met. The first `tie_levels` levels count for a candidate only inside a rank (the idea of
Király, Algorithms 6 (2013) 471-484), so they cost no blocking pair; above them a higher level beats
any rank. After M. Nasre, P. Nimbhorkar, K. Ranjan, "Critical relaxed stable matchings with ties in
the many-to-many setting", arXiv 2303.12325, and T. Kavitha, "Matchings, critical nodes, and popular
solutions" (2021).

Guarantee: when some plan meets all needs, so does this one; with the seats of a greatest weighted
cover as needs the cover is the greatest. Every blocking pair is excused: its candidate is full, and
every post it holds below the pair is at or below its least. (Pinned pairs count as partners that
cannot be dropped.) Two traps are kept in mind: a pair already held is raised to the level of the
post that comes by it again, and levels are not capped at a small number.

Complexity: O(k log u) a level; levels are at most the sum of needs, in practice under 30.
"""

from typing import Literal, TypeAlias

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import free_room, slot_starts
from matcher.solve.heaps import call_back
from matcher.solve.preferences import (
    Ints,
    Market,
    Marks,
    Pairs,
    Ties,
    make_keys,
    sort_by_post,
    sort_row,
)

Order: TypeAlias = Literal["post", "sum", "candidate"]
"""Whose rank a post asks by once its level overrides ranks: its own, both added, the candidate's."""

MODES: dict[Order, int] = {"post": 0, "sum": 1, "candidate": 2}


def keep_needs(
    market: Market,
    needs: Pairs,
    *,
    order: Order = "candidate",
    tie_levels: int = 4,
    free_first: bool = True,
    ties: Ties = "id",
    seed: int = 0,
) -> Marks:
    """Return a plan that meets the needs of posts with few blocking pairs, a mark for each pair.

    Parameters
    ----------
    needs
        Seats that each post must get, pinned ones included; together they must be possible.
    order
        Whose rank a post asks by on overriding levels.
    tie_levels
        Levels that count only inside a candidate's ties; 0 to 7.
    free_first
        Inside a tie of its own a post asks candidates with room first.
    """
    keys_i = make_keys(market.rank_i, ties=ties, points=market.points, seed=seed)
    keys_p = make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1)
    own_order = sort_by_post(market, keys_p)
    room_i, room_p = free_room(market)
    pinned = np.bincount(market.post[market.is_pinned > 0], minlength=market.num_posts)
    return _climb(
        market.start_p,
        own_order,
        market.candidate,
        market.post,
        market.rank_p,
        keys_i,
        room_p,
        np.maximum(needs - pinned, 0).astype(np.int32),
        room_i,
        slot_starts(room_i, np.diff(market.start_i)),
        market.is_pinned,
        MODES[order],
        min(max(tie_levels, 0), 7),
        free_first,
    )


@compile_kernel
def _is_worse(high: Ints, low: Ints, a: int, b: int) -> bool:
    return bool(high[a] > high[b] or (high[a] == high[b] and low[a] > low[b]))


@compile_kernel
def _swap(high: Ints, low: Ints, a: int, b: int) -> None:
    high[a], high[b] = high[b], high[a]
    low[a], low[b] = low[b], low[a]


@compile_kernel
def _sink(high: Ints, low: Ints, begin: int, size: int, at: int) -> None:
    """Move the entry at `at` down until its children are no worse."""
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _is_worse(high, low, begin + child + 1, begin + child):
            child += 1
        if not _is_worse(high, low, begin + child, begin + at):
            break
        _swap(high, low, begin + child, begin + at)
        at = child


@compile_kernel
def _rise(high: Ints, low: Ints, begin: int, at: int) -> None:
    """Move the entry at `at` up while it is worse than its parent."""
    while at > 0 and _is_worse(high, low, begin + at, begin + (at - 1) // 2):
        _swap(high, low, begin + at, begin + (at - 1) // 2)
        at = (at - 1) // 2


@compile_kernel
def _raise_level(high: Ints, low: Ints, begin: int, size: int, key: int, tie: int) -> None:
    """Raise the held entry `tie` to the level of `key` unless it stands as high already."""
    for s in range(size):
        if low[begin + s] == tie and key < high[begin + s]:
            high[begin + s] = key
            _sink(high, low, begin, size, s)
            break


@compile_kernel
def _reorder(
    begin: int,
    end: int,
    order: Pairs,
    upper: Pairs,
    keys_i: Ints,
    rank_p: Pairs,
    adds_own: bool,  # noqa: FBT001
    row: Ints,
    spare: Ints,
) -> None:
    """Write the pairs of a post into `upper` by the candidates' ranks, its own added if told."""
    for t in range(begin, end):
        e = order[t]
        rank = (keys_i[e] >> 45) + (rank_p[e] if adds_own else 0)
        row[t - begin] = (rank << 32) | (t - begin)
    sort_row(row, 0, end - begin, spare)
    for t in range(begin, end):
        upper[t] = order[begin + (row[t - begin] & 0xFFFFFFFF)]


@compile_kernel
def _climb(
    start: Ints,
    order: Pairs,
    candidate: Pairs,
    post: Pairs,
    rank_p: Pairs,
    keys_i: Ints,
    room_p: Pairs,
    needs: Pairs,
    room_i: Pairs,
    slots: Ints,
    pinned: Marks,
    mode: int,
    tie_levels: int,
    free_first: bool,  # noqa: FBT001
) -> Marks:
    num = len(start) - 1
    x = pinned.copy()
    high, low = np.empty(slots[-1], np.int64), np.empty(slots[-1], np.int64)
    size = np.zeros(len(room_i), np.int32)
    held, level = np.zeros(num, np.int32), np.zeros(num, np.int32)
    pointer, group = start[:-1].copy(), start[:-1].copy()
    asks_all = np.zeros(num, np.uint8)  # past the first round over the present tie
    upper = order.copy() if mode else order  # orders of overriding levels, made when first needed
    stack = np.arange(num - 1, -1, -1).astype(np.int32)
    waits = np.ones(num, np.uint8)
    highest = tie_levels + 2
    longest = 0
    for p in range(num):
        highest += needs[p]
        longest = max(longest, start[p + 1] - start[p])
    row, spare = np.empty(longest, np.int64), np.empty(longest + 1, np.int64)
    top = num
    while top > 0:
        top -= 1
        p = stack[top]
        waits[p] = 0
        end = start[p + 1]
        while held[p] < (room_p[p] if level[p] == 0 else needs[p]):
            at = pointer[p]
            overrides = level[p] > tie_levels
            by_tie = free_first and not overrides
            if by_tie and (at == end or rank_p[order[at]] != rank_p[order[group[p]]]):
                if asks_all[p] == 0 and at > group[p]:
                    asks_all[p] = 1
                    pointer[p] = group[p]
                    continue
                asks_all[p] = 0
                group[p] = at
            if at == end:
                if held[p] >= needs[p] or level[p] >= highest:
                    break
                level[p] += 1
                pointer[p] = group[p] = start[p]
                asks_all[p] = 0
                if mode > 0 and level[p] == tie_levels + 1:
                    _reorder(start[p], end, order, upper, keys_i, rank_p, mode == 1, row, spare)
                continue
            e = upper[at] if overrides else order[at]
            pointer[p] += 1
            i = candidate[e]
            waits_free = by_tie and asks_all[p] == 0
            if room_i[i] == 0 or pinned[e] or (waits_free and size[i] == room_i[i]):
                continue
            # Higher overriding level first, then rank, then level inside the rank, then tie order.
            over = max(level[p] - tie_levels, 0)
            inside = min(level[p], tie_levels)
            key = ((np.int64(1 << 30) - over) << 32) | ((keys_i[e] >> 45) << 3) | (7 - inside)
            tie = keys_i[e] & ((1 << 45) - 1)
            begin = slots[i]
            if x[e]:
                _raise_level(high, low, begin, size[i], key, tie)
                continue
            if size[i] < room_i[i]:
                s = size[i]
                high[begin + s], low[begin + s] = key, tie
                size[i] += 1
                _rise(high, low, begin, s)
            elif key < high[begin] or (key == high[begin] and tie < low[begin]):
                out = np.int32(low[begin] & 0x7FFFFFFF)
                high[begin], low[begin] = key, tie
                _sink(high, low, begin, size[i], 0)
                x[out] = 0
                q = post[out]
                held[q] -= 1
                top = call_back(stack, top, waits, q, p)
            else:
                continue
            x[e] = 1
            held[p] += 1
    return x
