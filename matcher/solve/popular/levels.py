"""Multi-level deferred acceptance with minima on both sides: the kernel behind popular plans.

Candidates propose, on levels. On the first `low` levels they ask only posts with a minimum, and such
a post takes no more than its minimum that way. Then comes the main level, where they ask their whole
lists, and one level more for everybody with room left, which is what makes a popular plan larger
than a stable one. On the levels above only a candidate below its own minimum goes on asking. A post
prefers the higher level, then its list; a pair held already is raised to the level it is asked on.

References: M. Nasre, P. Nimbhorkar, K. Ranjan, "Popular critical matchings in the many-to-many
setting" (2022); without minima, and so with two levels, F. Brandl, T. Kavitha, "Two
problems in max-size popular matchings", Algorithmica 81 (2019) 2738-2764.

Guarantee: where all minima can be met together, and levels enough are given (at most the sum of
posts' minima below, the sum of candidates' minima above), they are met, and the levels of the pairs
prove the plan popular and largest (see `certificate`). Fewer levels often do; that the minima are
met is then proof enough, because the certificate does not ask how many levels there were.

Complexity: O((low + high + 2) k u) for k pairs and at most u people a post.
"""

from dataclasses import dataclass

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import slot_starts
from matcher.solve.heaps import add_key, call_back, lower_key
from matcher.solve.popular.face import Face
from matcher.solve.preferences import Ints, Market, Marks, Pairs, Ties, make_keys, sort_by_candidate, sort_by_post

POSITION_MASK = (1 << 31) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Hold a plan with the level of each of its pairs.

    Parameters
    ----------
    x
        The plan, fixed pairs included, a mark for each pair of the market.
    level
        Level of each pair the kernel chose; `low` is the main level; int32.
    low
        Number of levels below the main one.
    """

    x: Marks
    level: Pairs
    low: int


def climb_levels(market: Market, face: Face, *, ties: Ties = "id", seed: int = 0) -> Levels:
    """Return a plan of `face` that meets all its minima, with the levels that prove it popular.

    Levels are added, below and above, twice as many each time, until the minima are met.
    """
    order_i = sort_by_candidate(market, make_keys(market.rank_i, ties=ties, points=market.points, seed=seed))
    keys_p = make_keys(market.rank_p, ties=ties, points=market.points, seed=seed + 1)
    order_p = sort_by_post(market, keys_p)
    place = np.empty(market.num_pairs, np.int32)
    place[order_p] = np.arange(market.num_pairs) - market.start_p[market.post[order_p]]
    slots = slot_starts(face.most_p, np.diff(market.start_p))
    below, above = int(face.least_p.sum()), int(face.least_i.sum())
    low, high = 0, min(above, 16)
    while True:
        x, level, met_p, met_i = _climb(
            market.start_i,
            order_i,
            market.candidate,
            market.post,
            face.is_free,
            market.start_p,
            order_p,
            place,
            slots,
            face.least_i,
            face.most_i,
            face.least_p,
            face.most_p,
            low,
            high,
        )
        if (met_p and met_i) or (low >= below and high >= above):
            break
        if not met_p:
            low = min(max(1, 2 * low), below)
        if not met_i or low >= below:
            high = min(max(1, 2 * high), above)
    x |= face.is_fixed
    return Levels(x, level, low)


@compile_kernel
def _climb(
    start: Ints,
    order: Pairs,
    candidate: Pairs,
    post: Pairs,
    is_free: Marks,
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
) -> tuple[Marks, Pairs, bool, bool]:
    num = len(start) - 1
    top_level = low + 1 + high
    x = np.zeros(len(post), np.uint8)
    level = np.zeros(len(post), np.int32)
    heap = np.empty(slots[-1], np.int64)
    size, num_low = np.zeros(len(most_p), np.int32), np.zeros(len(most_p), np.int32)
    held, on = np.zeros(num, np.int32), np.zeros(num, np.int32)
    pointer = start[:-1].copy()
    stack = np.arange(num - 1, -1, -1).astype(np.int32)
    waits = np.ones(num, np.uint8)
    top = num
    while top > 0:
        top -= 1
        a = stack[top]
        waits[a] = 0
        while start[a] < start[a + 1]:
            if held[a] >= (most_i[a] if on[a] < low + 2 else least_i[a]):
                break
            if pointer[a] == start[a + 1]:
                if on[a] >= top_level or (on[a] > low and held[a] >= least_i[a]):
                    break
                on[a] += 1
                pointer[a] = start[a]
                continue
            e = order[pointer[a]]
            pointer[a] += 1
            b = post[e]
            is_low = on[a] < low
            if is_free[e] == 0 or most_p[b] == 0 or (is_low and least_p[b] == 0):
                continue
            key = (np.int64(top_level - on[a]) << 31) | place[e]
            begin = slots[b]
            if x[e]:
                if level[e] < on[a]:
                    _raise_level(heap, begin, size[b], place[e], key)
                    num_low[b] -= level[e] < low and not is_low
                    level[e] = on[a]
                continue
            limit = least_p[b] if is_low or num_low[b] > 0 else most_p[b]
            if size[b] < limit:
                add_key(heap, begin, size[b], key)
                size[b] += 1
            elif key < heap[begin]:
                out = order_p[start_p[b] + (heap[begin] & POSITION_MASK)]
                lower_key(heap, begin, size[b], 0, key)
                x[out] = 0
                num_low[b] -= level[out] < low
                loser = candidate[out]
                held[loser] -= 1
                top = call_back(stack, top, waits, loser, a)
            else:
                continue
            x[e] = 1
            level[e] = on[a]
            num_low[b] += is_low
            held[a] += 1
    return x, level, bool((size >= least_p).all()), bool((held >= least_i).all())


@compile_kernel
def _raise_level(heap: Ints, begin: int, size: int, place: int, key: int) -> None:
    """Give the held pair at `place` of the post's list the better key."""
    for s in range(size):
        if heap[begin + s] & POSITION_MASK == place:
            lower_key(heap, begin, size, s, key)
            break
