"""Critical relaxed stable plans with ties and minima on both sides: what is left where popular fails.

Candidates propose on levels as in `levels`, without the level that makes plans popular. On the main
level ties count: each pair has three copies, asked and compared as in `deferred.largest`; on the
other levels ties are broken by chance.

Reference: M. Nasre, P. Nimbhorkar, K. Ranjan, "Critical relaxed stable matchings with ties in the
many-to-many setting", arXiv 2303.12325; the copies after Z. Király, Algorithms 6 (2013) 471-484.

Guarantee: the plan has the greatest cover, posts' priorities included, and every blocking pair is
excused: its candidate is full and every post it holds below the pair is at or below its least, or
its post is full and everyone it holds below the pair is at or below the least load. Without minima
it is a weakly stable plan. Pinned pairs count as partners that cannot be given up.

Not guaranteed: that the plan is popular, among any plans; that it is the largest of its kind (to find
that is NP-hard; one-to-one the paper proves two thirds of it); that its blocking pairs are few.

Complexity: O((low + high + 3) k u) for k pairs and at most u people a post.
"""

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.critical.cover import cover_market
from matcher.solve.deferred.proposals import free_room, run_from_candidates, slot_starts
from matcher.solve.heaps import add_key, call_back, lower_key
from matcher.solve.preferences import Ints, Market, Marks, Pairs, make_keys, sort_by_candidate, sort_by_post

PLACE_BITS = 24
PLACE_MASK = (1 << PLACE_BITS) - 1
CLASS_SHIFT = 43
"""A key: class (20 bits), rank (18), copy (1), place on the post's list (24); smaller is better."""


def relax_stability(market: Market, *, keeps_cover: bool, seed: int = 0) -> Marks:
    """Return a plan without unexcused blocking pairs, of greatest cover if told, a mark for each pair.

    Raises
    ------
    ValueError
        A post has more than 16 million pairs.
    """
    if market.num_pairs and int(np.diff(market.start_p).max()) > PLACE_MASK:
        raise ValueError("a post has too many pairs for a preference key")
    order_i = sort_by_candidate(market, make_keys(market.rank_i, ties="seed", seed=seed))
    order_p = sort_by_post(market, make_keys(market.rank_p, ties="seed", seed=seed + 1))
    place = np.empty(market.num_pairs, np.int32)
    place[order_p] = np.arange(market.num_pairs) - market.start_p[market.post[order_p]]
    room_i, room_p = free_room(market)
    least_i, least_p = np.zeros_like(room_i), np.zeros_like(room_p)
    if keeps_cover:
        cover = cover_market(market, run_from_candidates(market, ties="points"))
        pinned = market.is_pinned > 0
        pinned_i = np.bincount(market.candidate[pinned], minlength=market.num_candidates)
        pinned_p = np.bincount(market.post[pinned], minlength=market.num_posts)
        least_i = np.maximum(cover.loads - pinned_i, 0).astype(np.int32)
        least_p = np.maximum(cover.seats - pinned_p, 0).astype(np.int32)
    below, above = int(least_p.sum()), int(least_i.sum())
    low, high = 0, min(above, 16)
    while True:
        x, met_p, met_i = _climb(
            market.start_i,
            order_i,
            market.candidate,
            market.post,
            market.is_pinned,
            market.rank_i,
            market.rank_p,
            market.start_p,
            order_p,
            place,
            slot_starts(room_p, np.diff(market.start_p)),
            least_i,
            room_i,
            least_p,
            room_p,
            low,
            high,
        )
        if (met_p and met_i) or (low >= below and high >= above):
            return x | market.is_pinned
        if not met_p:
            low = min(max(1, 2 * low), below)
        if not met_i or low >= below:
            high = min(max(1, 2 * high), above)


@compile_kernel
def _climb(
    start: Ints,
    order: Pairs,
    candidate: Pairs,
    post: Pairs,
    pinned: Marks,
    rank_i: Pairs,
    rank_p: Pairs,
    start_p: Ints,
    order_p: Pairs,
    place: Pairs,
    slots: Ints,
    least_i: Pairs,
    most_i: Pairs,
    least_p: Pairs,
    most_p: Pairs,
    low: int,
    high: int,
) -> tuple[Marks, bool, bool]:
    num = len(start) - 1
    x = np.zeros(len(post), np.uint8)
    heap = np.empty(slots[-1], np.int64)
    size, num_low = np.zeros(len(most_p), np.int32), np.zeros(len(most_p), np.int32)
    held, on = np.zeros(num, np.int32), np.zeros(num, np.int32)
    copy = np.zeros(num, np.int8)
    pointer, group = start[:-1].copy(), start[:-1].copy()
    stack = np.arange(num - 1, -1, -1).astype(np.int32)
    waits = np.ones(num, np.uint8)
    first_low = np.int64(high + 2) << CLASS_SHIFT
    top = num
    while top > 0:
        top -= 1
        a = stack[top]
        waits[a] = 0
        end = start[a + 1]
        while start[a] < end and held[a] < (most_i[a] if on[a] <= low else least_i[a]):
            at = pointer[a]
            if on[a] == low and copy[a] < 2 and (at == end or rank_i[order[at]] != rank_i[order[group[a]]]):
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
                if on[a] >= low + high or (on[a] >= low and held[a] >= least_i[a]):
                    break
                on[a] += 1
                pointer[a] = group[a] = start[a]
                continue
            e = order[at]
            pointer[a] += 1
            b = post[e]
            is_low = on[a] < low
            if pinned[e] or most_p[b] == 0 or (is_low and least_p[b] == 0):
                continue
            key = _make_key(low + high - on[a], high, copy[a], rank_p[e], place[e])
            begin = slots[b]
            if x[e]:
                num_low[b] -= _raise_key(heap, begin, size[b], place[e], key, first_low)
                continue
            limit = least_p[b] if is_low or num_low[b] > 0 else most_p[b]
            if size[b] < limit:
                add_key(heap, begin, size[b], key)
                size[b] += 1
            elif key < heap[begin]:
                out = order_p[start_p[b] + (heap[begin] & PLACE_MASK)]
                num_low[b] -= heap[begin] >= first_low
                lower_key(heap, begin, size[b], 0, key)
                x[out] = 0
                loser = candidate[out]
                held[loser] -= 1
                top = call_back(stack, top, waits, loser, a)
            else:
                continue
            x[e] = 1
            num_low[b] += is_low
            held[a] += 1
    return x, bool((size >= least_p).all()), bool((held >= least_i).all())


@compile_kernel
def _make_key(left: int, high: int, copy: int, rank: int, place: int) -> np.int64:
    """Return a post's key of an asked pair, `left` levels below the highest; the main one is `high` below."""
    key = (np.int64(rank) << (PLACE_BITS + 1)) | place
    if left < high:
        return key | (np.int64(left) << CLASS_SHIFT)
    if left > high:  # after the main level's copies 0
        return key | (np.int64(left + 1) << CLASS_SHIFT)
    if copy == 0:
        return key | (np.int64(high + 1) << CLASS_SHIFT)
    return key | (np.int64(high) << CLASS_SHIFT) | (np.int64(copy != 2) << PLACE_BITS)


@compile_kernel
def _raise_key(heap: Ints, begin: int, size: int, place: int, key: np.int64, first_low: np.int64) -> bool:
    """Give the held pair at `place` of the post's list the better key; tell whether it left the low levels."""
    for s in range(size):
        old = heap[begin + s]
        if old & PLACE_MASK == place:
            if key >= old:
                return False
            lower_key(heap, begin, size, s, key)
            return bool(old >= first_low > key)
    return False
