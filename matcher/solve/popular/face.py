"""All plans of greatest cover at once, as a smaller problem whose minima can all be met.

A plan of greatest cover and a price for each agent that proves it greatest tell which pairs every
such plan uses, which none does, and between which numbers each agent's partners lie in all of them
(complementary slackness: A. Schrijver, "Combinatorial Optimization" (2003), chapter 17). So "popular
among plans of greatest cover", posts' priorities included, becomes "popular among plans that meet
these minima", whatever minima cannot be met in the original.

Complexity: O(k + m log m) after the cover, for k pairs and m posts.
"""

from dataclasses import dataclass

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.critical.cover import cover_market
from matcher.solve.deferred.proposals import free_room, run_from_candidates
from matcher.solve.preferences import Ints, Market, Marks, Pairs

NO_PRICE = -1
"""Price of agents that no unmet need and no spare room reaches."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Hold the plans of greatest cover, or all plans, as pairs that may be used and numbers to keep.

    Parameters
    ----------
    is_free, is_fixed
        Pairs that some but not all of these plans use, and pairs that all use, pinned ones
        included; the rest are used by none. Marks of the market's pairs.
    least_i, most_i, least_p, most_p
        Least and most free pairs of each candidate and each post; int32.
    price_i, price_p
        What one more unit of the agent costs in cover; all 0 where nothing is needed. A plan's pair
        costs its candidate's price at least and its post's at most; int64.
    keeps_cover
        Whether anything is needed, so that these are the plans of greatest cover.
    """

    is_free: Marks
    is_fixed: Marks
    least_i: Pairs
    most_i: Pairs
    least_p: Pairs
    most_p: Pairs
    price_i: Ints
    price_p: Ints
    keeps_cover: bool


def face_of_all(market: Market) -> Face:
    """Return all plans that keep the pins, whatever they cover."""
    room_i, room_p = free_room(market)
    return Face(
        is_free=1 - market.is_pinned,
        is_fixed=market.is_pinned.copy(),
        least_i=np.zeros_like(room_i),
        most_i=room_i,
        least_p=np.zeros_like(room_p),
        most_p=room_p,
        price_i=np.zeros(market.num_candidates, np.int64),
        price_p=np.zeros(market.num_posts, np.int64),
        keeps_cover=False,
    )


def face_of_greatest_cover(market: Market) -> Face:
    """Return the plans that cover the greatest weight of posts' minima and of candidates' minima."""
    best = cover_market(market, run_from_candidates(market, ties="points")).x
    pinned_i = np.bincount(market.candidate[market.is_pinned > 0], minlength=market.num_candidates)
    pinned_p = np.bincount(market.post[market.is_pinned > 0], minlength=market.num_posts)
    room_i, room_p = free_room(market)
    needs_i = np.minimum(np.maximum(market.least_load - pinned_i, 0), room_i).astype(np.int32)
    needs_p = np.minimum(np.maximum(market.least - pinned_p, 0), room_p).astype(np.int32)
    if not needs_i.any() and not needs_p.any():
        return face_of_all(market)
    free = 1 - market.is_pinned
    x = best & free
    load = np.bincount(market.candidate[x > 0], minlength=market.num_candidates)
    people = np.bincount(market.post[x > 0], minlength=market.num_posts)
    first = np.where(people < needs_p, market.priority, np.where(people < room_p, 0, NO_PRICE))
    spare = np.where(load > needs_i, 0, NO_PRICE)
    price_i, price_p = _spread_prices(
        market.start_i,
        market.post,
        market.start_p,
        market.by_post,
        market.candidate,
        x,
        free,
        spare,
        first,
        np.argsort(-first, kind="stable"),
    )
    gap = price_p[market.post] - price_i[market.candidate]
    fixed = ((x > 0) & (gap > 0)).astype(np.uint8)
    least_i, most_i = _bound(-price_i, np.where(needs_i > 0, 1, 0), needs_i, room_i)
    least_p, most_p = _bound(price_p, np.where(needs_p > 0, market.priority, 0), needs_p, room_p)
    fixed_i = np.bincount(market.candidate[fixed > 0], minlength=market.num_candidates)
    fixed_p = np.bincount(market.post[fixed > 0], minlength=market.num_posts)
    return Face(
        is_free=((free > 0) & (gap == 0)).astype(np.uint8),
        is_fixed=fixed | market.is_pinned,
        least_i=np.maximum(least_i - fixed_i, 0).astype(np.int32),
        most_i=np.maximum(most_i - fixed_i, 0).astype(np.int32),
        least_p=np.maximum(least_p - fixed_p, 0).astype(np.int32),
        most_p=np.maximum(most_p - fixed_p, 0).astype(np.int32),
        price_i=price_i,
        price_p=price_p,
        keeps_cover=True,
    )


def _bound(worth: Ints, weight: Ints, needs: Pairs, room: Pairs) -> tuple[Ints, Ints]:
    """Return the least and most partners an agent has in every plan of greatest cover.

    `worth` is the slope of its cover at the number it has: `weight` up to its need, 0 up to its
    room; at a slope in between only the number where the slope changes will do.
    """
    cases = [worth > weight, (worth == weight) & (weight > 0), worth > 0, worth == 0]
    zero = np.zeros(len(needs), np.int64)
    return np.select(cases, [zero, zero, needs, needs], room), np.select(cases, [zero, needs, needs, room], room)


@compile_kernel
def _spread_prices(
    start_i: Ints,
    post: Pairs,
    start_p: Ints,
    by_post: Pairs,
    candidate: Pairs,
    x: Marks,
    free: Marks,
    spare: Ints,
    first: Ints,
    by_price: Ints,
) -> tuple[Ints, Ints]:
    """Give each agent the highest price among needs and spare units that reach it.

    A post's price reaches the candidates it might have, a candidate's the posts it has.
    """
    num, num_p = len(start_i) - 1, len(start_p) - 1
    price_i, price_p = np.full(num, NO_PRICE, np.int64), np.full(num_p, NO_PRICE, np.int64)
    queue = np.empty(num + num_p, np.int64)  # candidates as they are, posts after them
    head, tail, turn = 0, 0, 0
    is_spare_asked = False
    while True:
        if head == tail:  # nothing left at this price: the next lower one
            if turn < num_p and first[by_price[turn]] > NO_PRICE:
                p = by_price[turn]
                turn += 1
                if price_p[p] < first[p]:
                    price_p[p] = first[p]
                    queue[tail] = num + p
                    tail += 1
                continue
            if is_spare_asked:
                break
            is_spare_asked = True
            for i in range(num):
                if price_i[i] < spare[i]:
                    price_i[i] = spare[i]
                    queue[tail] = i
                    tail += 1
            continue
        v = queue[head]
        head += 1
        if v < num:
            for e in range(start_i[v], start_i[v + 1]):
                if x[e] and price_p[post[e]] < price_i[v]:
                    price_p[post[e]] = price_i[v]
                    queue[tail] = num + post[e]
                    tail += 1
        else:
            p = v - num
            for t in range(start_p[p], start_p[p + 1]):
                e = by_post[t]
                if free[e] and not x[e] and price_i[candidate[e]] < price_p[p]:
                    price_i[candidate[e]] = price_p[p]
                    queue[tail] = candidate[e]
                    tail += 1
    return price_i, price_p
