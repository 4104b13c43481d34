"""Rotations: the steps that lead from the stable plan best for candidates to the one best for posts.

In a stable plan M of strict lists let s(i) be the first post on candidate i's list that i does not
hold and that prefers i to its worst person, and q(p) the worst person of post p. A rotation is a
cycle i -> q(s(i)): every candidate on it takes s(i), every post on it gives up q(p). The plan stays
stable, every candidate on the cycle gets a worse post and every post a better person. A pair is
taken by one rotation at most and given up by one at most, because what a candidate takes lies
below all it holds and what a post gives up is never wanted again. Whichever cycle is
turned first, the same rotations are met, and the stable plans are exactly the sets of rotations
that contain with a rotation all that must come before it (closed sets).

What must come before rotation r, each a direct arc:

- the previous rotation of every candidate and of every post on r;
- for a candidate i on r and a post p between what i was offered last and what it takes in r, not held:
  the rotation in which p got past i, that is, after which its worst person is better than i.

These arcs are enough: when all of them are turned, every candidate on r has nothing left above
what it takes in r, and every post on r has as its worst person the one it gives up in r.

References: R. W. Irving, P. Leather, D. Gusfield, "An efficient algorithm for the optimal stable
marriage", Journal of the ACM 34 (1987) 532-543; D. Gusfield, R. W. Irving, The Stable Marriage
Problem (MIT Press 1989), chapter 3; with capacities on both sides V. Bansal, A. Agrawal,
V. Malhotra, "Polynomial time algorithm for an optimal stable assignment with multiple partners",
Theoretical Computer Science 379 (2007) 317-328, and B. C. Dean, S. Munshi, "Faster algorithms for
stable allocation problems", Algorithmica 58 (2010) 59-81, whose unit case this is.

Guarantee: every rotation is found. Complexity: O(k) for k pairs after sorting the lists; at most k
rotations and 2k arcs.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.problem import Problem
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import run_from_candidates
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


@dataclass(frozen=True, slots=True, eq=False)
class Rotations:
    """Hold every rotation of a market of strict lists; pins are not looked at.

    Parameters
    ----------
    market
        Whose pairs the arrays speak of.
    num
        Number of rotations; they are numbered in an order in which they can be turned.
    best
        1 for the pairs of the stable plan best for candidates; one entry a pair.
    taken_in, given_up_in
        The rotation that takes, and that gives up, each pair; -1 for none; int32.
    before, after
        Arcs: rotation `before` must be turned ahead of rotation `after`; int32, each arc once.
    """

    market: Market
    num: int
    best: Marks
    taken_in: Pairs
    given_up_in: Pairs
    before: Pairs
    after: Pairs

    @property
    def in_some_plan(self) -> Marks:
        """1 for the pairs of at least one stable plan."""
        marks: Marks = (self.best | (self.taken_in >= 0)).astype(np.uint8)
        return marks

    def turn(self, chosen: Marks) -> Marks:
        """Return the pairs of the plan after the `chosen` rotations, a closed set, one mark each."""
        flags = np.append(chosen.astype(np.bool_), False)  # the last entry answers for "no rotation"
        held: Marks = ((self.best.astype(np.bool_) | flags[self.taken_in]) & ~flags[self.given_up_in]).astype(np.uint8)
        return held

    def weigh(self, weights: Ints) -> Ints:
        """Return what turning each rotation adds to a plan's sum of pair weights; int64 (num,)."""
        change = np.zeros(self.num + 1, np.int64)
        np.add.at(change, self.taken_in, weights)
        np.subtract.at(change, self.given_up_in, weights)
        return change[: self.num]


def find_rotations(problem: Problem) -> Rotations:
    """Return every rotation of a problem whose lists are strict.

    Ties are broken by pair index; the rotations are then those of the broken lists, and not every
    weakly stable plan is among their plans.
    """
    return rotate_market(build_market(problem))


def rotate_market(market: Market) -> Rotations:
    """Return every rotation of a market, pins not looked at."""
    free = replace(market, is_pinned=np.zeros(market.num_pairs, np.uint8)) if market.has_pins else market
    order_i = sort_by_candidate(free, make_keys(free.rank_i))
    order_p = sort_by_post(free, make_keys(free.rank_p))
    best = run_from_candidates(free)
    ends = (free.start_i, order_i, free.start_p, order_p)
    taken_in, given_up_in, passed_in, num = _find(
        *ends, free.candidate, free.post, free.capacity, free.most, best.copy()
    )
    arcs = _draw(*ends, taken_in, given_up_in, passed_in)
    arcs = np.unique(arcs)
    return Rotations(
        market=market,
        num=int(num),
        best=best,
        taken_in=taken_in,
        given_up_in=given_up_in,
        before=(arcs >> 32).astype(np.int32),
        after=(arcs & 0xFFFFFFFF).astype(np.int32),
    )


@compile_kernel
def _worst_people(start_p: Ints, order_p: Pairs, post: Pairs, most: Pairs, x: Marks) -> tuple[Ints, Ints]:
    """Return each post's number of people and the place of the worst; past the end while it has room."""
    people = np.zeros(len(start_p) - 1, np.int64)
    worst = start_p[1:].copy()
    for e in range(len(x)):
        people[post[e]] += x[e]
    for p in range(len(people)):
        if people[p] >= most[p] and most[p] > 0:
            worst[p] -= 1
            while x[order_p[worst[p]]] == 0:
                worst[p] -= 1
    return people, worst


@compile_kernel
def _next_offer(at: int, end: int, order_i: Pairs, post: Pairs, most: Pairs, place: Ints, worst: Ints, x: Marks) -> int:
    """Return the place of the next post that would take the candidate; `end` when there is none."""
    while at < end:
        e = order_i[at]
        if x[e] == 0 and most[post[e]] > 0 and place[e] < worst[post[e]]:
            break
        at += 1
    return at


@compile_kernel
def _find(
    start_i: Ints,
    order_i: Pairs,
    start_p: Ints,
    order_p: Pairs,
    candidate: Pairs,
    post: Pairs,
    capacity: Pairs,
    most: Pairs,
    x: Marks,
) -> tuple[Pairs, Pairs, Pairs, int]:
    """Turn rotations until none is left; `x` ends as the plan best for posts."""
    num_candidates, num_pairs = len(start_i) - 1, len(candidate)
    taken_in = np.full(num_pairs, -1, np.int32)
    given_up_in = np.full(num_pairs, -1, np.int32)
    passed_in = np.full(num_pairs, -1, np.int32)
    place = np.empty(num_pairs, np.int64)
    for t in range(num_pairs):
        place[order_p[t]] = t
    people, worst = _worst_people(start_p, order_p, post, most, x)
    pointer = start_i[:-1].copy()
    is_still = np.zeros(num_candidates, np.uint8)  # no rotation will move it any more
    path = np.empty(num_candidates, np.int32)
    on_path = np.full(num_candidates, -1, np.int32)
    length, num = 0, 0
    for first in range(num_candidates):
        while is_still[first] == 0:
            if length == 0:
                path[0] = first
                on_path[first] = 0
                length = 1
            i = path[length - 1]
            pointer[i] = _next_offer(pointer[i], start_i[i + 1], order_i, post, most, place, worst, x)
            other = np.int32(-1)
            if capacity[i] > 0 and pointer[i] < start_i[i + 1]:
                p = post[order_i[pointer[i]]]
                # A post with room has the same people in every stable plan, so nobody moves towards it.
                if people[p] >= most[p]:
                    other = candidate[order_p[worst[p]]]
            if other < 0 or is_still[other] == 1:
                for s in range(length):
                    is_still[path[s]] = 1
                length = 0
                continue
            if on_path[other] < 0:
                path[length] = other
                on_path[other] = length
                length += 1
                continue
            begin = on_path[other]
            for s in range(begin, length):
                i = path[s]
                on_path[i] = -1
                e = order_i[pointer[i]]
                p = post[e]
                out = order_p[worst[p]]
                x[e] = 1
                x[out] = 0
                taken_in[e] = num
                given_up_in[out] = num
                worst[p] -= 1
                while x[order_p[worst[p]]] == 0:
                    passed_in[order_p[worst[p]]] = num
                    worst[p] -= 1
            num += 1
            length = begin
    return taken_in, given_up_in, passed_in, num


@compile_kernel
def _draw(
    start_i: Ints,
    order_i: Pairs,
    start_p: Ints,
    order_p: Pairs,
    taken_in: Pairs,
    given_up_in: Pairs,
    passed_in: Pairs,
) -> Ints:
    """Return the arcs, ``before << 32 | after``, with repeats."""
    num_pairs = len(taken_in)
    arcs = np.empty(2 * num_pairs, np.int64)
    count = 0
    for i in range(len(start_i) - 1):
        last = np.int64(-1)
        begin = start_i[i]
        for t in range(start_i[i], start_i[i + 1]):
            after = np.int64(taken_in[order_i[t]])
            if after < 0:
                continue
            if last >= 0:
                arcs[count] = (last << 32) | after
                count += 1
            for s in range(begin, t):
                before = np.int64(passed_in[order_i[s]])
                if before >= 0:
                    arcs[count] = (before << 32) | after
                    count += 1
            last, begin = after, t + 1
    for p in range(len(start_p) - 1):
        last = np.int64(-1)
        for t in range(start_p[p + 1] - 1, start_p[p] - 1, -1):
            after = np.int64(given_up_in[order_p[t]])
            if after < 0:
                continue
            if last >= 0:
                arcs[count] = (last << 32) | after
                count += 1
            last = after
    return arcs[:count]
