"""Levels turned into prices, and a quick test of prices that also counts ties.

Each seat votes for its partner in one plan or the other. A pair of the plan on the main level has
price one vote; each level up takes two votes off, each level down adds two. The prices of pairs
that serve the cover are moved apart by more than all votes together, so that cover comes first.
What the prices must satisfy, and why that proves the plan popular, stands in
`matcher.verify.popularity`, which checks them with code of its own.

Reference: T. Kavitha, "Maximum matchings and popularity", ICALP 2021, LIPIcs 198, 85, for dual
values that fall with the level; the weight of one on a match beside two on a vote is what shows that
no larger plan is popular (A. Cseh, T. Kavitha, "Popular edges and dominant matchings", Mathematical
Programming 172 (2018) 209-229).

Complexity: O(k) to make, O(k u) to test, for k pairs and at most u partners an agent.
"""

import numpy as np

from matcher.problem import PopularityCertificate
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import free_room
from matcher.solve.popular.face import Face
from matcher.solve.popular.levels import Levels
from matcher.solve.preferences import Ints, Market, Marks, Pairs

VOTE = 2
MATCH = 1
"""Half a vote, so that a larger plan is refused without upsetting any vote."""


def make_certificate(market: Market, face: Face, levels: Levels) -> PopularityCertificate:
    """Return the prices that the levels of a plan stand for."""
    chosen = np.flatnonzero(levels.x)
    price = VOTE * (1 - 2 * (levels.level[chosen].astype(np.int64) - levels.low))
    price[face.is_fixed[chosen] > 0] = 0
    if not face.keeps_cover:
        return PopularityCertificate(price, vote=VOTE, cover=0, match=MATCH)
    apart = int(np.abs(price).max(initial=0)) + 4 * VOTE
    # A fixed pair lies halfway between the prices of its ends, so that nothing can move it.
    price += apart * (face.price_i[market.candidate[chosen]] + face.price_p[market.post[chosen]])
    return PopularityCertificate(price, vote=VOTE, cover=2 * apart, match=MATCH)


def certifies(market: Market, x: Marks, certificate: PopularityCertificate) -> bool:
    """Tell whether the prices prove the plan marked in `x` popular, ties counted as no vote."""
    free = 1 - market.is_pinned
    pinned_i = np.bincount(market.candidate[market.is_pinned > 0], minlength=market.num_candidates)
    pinned_p = np.bincount(market.post[market.is_pinned > 0], minlength=market.num_posts)
    price = np.zeros(market.num_pairs, np.int64)
    price[x > 0] = certificate.prices
    room_i, room_p = free_room(market)
    return _certifies(
        market.candidate,
        market.post,
        market.rank_i,
        market.rank_p,
        x & free,
        free,
        price,
        room_i,
        room_p,
        np.maximum(market.least_load - pinned_i, 0),
        np.maximum(market.least - pinned_p, 0),
        market.priority,
        certificate.vote,
        certificate.cover,
        certificate.match,
    )


@compile_kernel
def _certifies(
    candidate: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    x: Marks,
    free: Marks,
    price: Ints,
    room_i: Pairs,
    room_p: Pairs,
    needs_i: Ints,
    needs_p: Ints,
    priority: Ints,
    vote: int,
    cover: int,
    match: int,
) -> bool:
    load, people = np.zeros(len(room_i), np.int64), np.zeros(len(room_p), np.int64)
    for e in range(len(x)):
        load[candidate[e]] += x[e]
        people[post[e]] += x[e]
    # Partners of each agent stand together, so that a pair only looks at those of its two ends.
    held_i, held_p = np.zeros(len(load) + 1, np.int64), np.zeros(len(people) + 1, np.int64)
    held_i[1:] = np.cumsum(load)
    held_p[1:] = np.cumsum(people)
    mine, theirs = np.empty(held_i[-1], np.int64), np.empty(held_p[-1], np.int64)
    at_i, at_p = held_i.copy(), held_p.copy()
    for e in range(len(x)):
        if x[e]:
            i, p = candidate[e], post[e]
            mine[at_i[i]] = theirs[at_p[p]] = e
            at_i[i] += 1
            at_p[p] += 1
            spare_i = cover if load[i] <= needs_i[i] else 0
            spare_p = cover * priority[p] if people[p] <= needs_p[p] else 0
            if price[e] < -vote - match - spare_i or price[e] > vote + spare_p:
                return False
    for e in range(len(x)):
        i, p = candidate[e], post[e]
        if x[e] or not free[e] or room_i[i] == 0 or room_p[p] == 0:
            continue
        least_i: int = 1 << 61
        least_p: int = 1 << 61
        if load[i] < room_i[i]:
            least_i = -match - vote - (cover if load[i] < needs_i[i] else 0)
        if people[p] < room_p[p]:
            least_p = -vote - (cover * priority[p] if people[p] < needs_p[p] else 0)
        for t in range(held_i[i], held_i[i + 1]):
            d = mine[t]
            least_i = min(least_i, price[d] - vote * np.sign(rank_i[d] - rank_i[e]))
        for t in range(held_p[p], held_p[p + 1]):
            d = theirs[t]
            least_p = min(least_p, -price[d] - vote * np.sign(rank_p[d] - rank_p[e]))
        if least_i + least_p < 0:
            return False
    return True
