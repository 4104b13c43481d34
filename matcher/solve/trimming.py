"""Pairs that are in no stable plan, found before any search and left out of it.

Take an agent v, partners J on its list, each at rank k or better, and suppose a weakly stable plan
in which v holds fewer than u(v) partners at rank k or better. Whoever of J is not with v would be
welcome at v, so each such j must be full with rivals v' other than v that it ranks at least as high as v;
that uses u(j) units of rivals, one for a pair (j, v') and u(v') for v' in all. At most u(v) - 1 of J
are with v. So all of J but u(v) - 1 can be absorbed by rivals at once. Where that is impossible, v
is full at rank k or better in **every** weakly stable plan: its pairs at worse ranks are in none.

Impossible it is for certain when c of J have fewer rivals than u(j) and c >= u(v), or when a greatest
flow of the others' units into rivals leaves more over than the u(v) - 1 - c largest u(j) together.
(That u(v) units are left over is not enough unless one side has capacity 1: one j with u(j) = 2 and
no rivals leaves two units over and still fills only one place of v.) J need not be all partners at
rank k or better: the sharpest are those reached from the units left over (a Hall violator).

Guarantee: leaving out the pairs is exact both ways. No weakly stable plan uses them. And none of them blocks a
plan that is stable without them: the argument looks at v's pairs down to rank k only and at rivals
of their other ends, nothing of which is left out, so it holds in the smaller problem too; there v is
full at rank k or better, and a pair that v ranks lower than all it holds does not block. So the
stable plans before and after are the same, pair for pair and for any further rules on them; a search
in the smaller problem has no blocking pair in the whole one. None of this speaks of plans with
blocking pairs: use it where stability comes first and nowhere else.

References: R. W. Irving, D. F. Manlove, "Finding large stable matchings", ACM Journal of
Experimental Algorithmics 14 (2009) 1.2; M. Delorme, S. García, J. Gondzio, J. Kalcsics, D. Manlove,
W. Pettersson, "Mathematical models for stable matching problems with ties and incomplete lists",
European Journal of Operational Research 277 (2019) 426-441; W. Pettersson, M. Delorme, S. García,
J. Gondzio, J. Kalcsics, D. Manlove, "Improving solution times for stable matching problems through
preprocessing", Computers & Operations Research 128 (2021) 105128. The form for capacities on both
sides is derived here.

Complexity: an agent is examined anew when a rival of it loses a pair; one examination is an
augmenting-path flow over its partners' lists. `most_steps` bounds it all; stopped early, the answer
is still exact, only with more pairs kept.
"""

from typing import NamedTuple

import numpy as np

from matcher.problem import Problem
from matcher.problem.problem import Flags
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import slot_starts
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

MOST_STEPS = 50_000_000
"""Pairs looked at for each side, about two seconds of work; beyond that hardly anything more is found."""


class _Side(NamedTuple):
    """Hold a market seen from one side: `mine` are the agents examined, `their` the others."""

    mine: Pairs
    their: Pairs
    my_rank: Pairs
    their_rank: Pairs
    my_start: Ints
    my_order: Pairs
    their_start: Ints
    their_order: Pairs
    my_room: Pairs
    their_room: Pairs
    my_slots: Ints


class _Flow(NamedTuple):
    """Hold the flow of one examination: who absorbs what, and the search for room.

    Whoever is dead in this examination is proven to lead to no room until its end.
    """

    is_used: Marks
    held: Pairs
    load: Pairs
    touched: Pairs
    rival_seen: Ints
    rival_dead: Ints
    rival_from: Pairs
    other_seen: Ints
    other_dead: Ints
    other_from: Pairs
    queue: Pairs
    limit_rank: Pairs
    sizes: Pairs
    counts: Ints


NUM_TOUCHED, NUM_SIZES, SEARCH, EXAMINATION, STEPS, QUEUED = 0, 1, 2, 3, 4, 5
"""Entries of `_Flow.counts`."""


def trim(problem: Problem, *, most_steps: int = MOST_STEPS) -> Flags:
    """Return which pairs are kept: every weakly stable plan consists of kept pairs only.

    The weakly stable plans of the problem are exactly those of
    ``replace(problem, is_banned=~trim(problem))``. A pinned pair that is not kept is in no stable
    plan. Banned pairs are not kept.

    Parameters
    ----------
    most_steps
        Bound on the work for each side, in pairs looked at.

    Returns
    -------
    NDArray[np.bool_]
        One entry for each pair of the problem.
    """
    market = build_market(problem)
    is_kept = ((market.capacity > 0)[market.candidate] & (market.most > 0)[market.post]).astype(np.uint8)
    for side in _both_sides(market):
        _sweep(side, is_kept, most_steps)
    kept: Flags = np.zeros(problem.num_pairs, np.bool_)
    kept[market.pair_of] = is_kept.astype(np.bool_)
    return kept


def _both_sides(market: Market) -> tuple[_Side, _Side]:
    order_i = sort_by_candidate(market, make_keys(market.rank_i))
    order_p = sort_by_post(market, make_keys(market.rank_p))
    slots_i = slot_starts(market.capacity, np.diff(market.start_i))
    slots_p = slot_starts(market.most, np.diff(market.start_p))
    i, p = (market.candidate, market.rank_i), (market.post, market.rank_p)
    lists_i, lists_p = (market.start_i, order_i), (market.start_p, order_p)
    return (
        _Side(i[0], p[0], i[1], p[1], *lists_i, *lists_p, market.capacity, market.most, slots_i),
        _Side(p[0], i[0], p[1], i[1], *lists_p, *lists_i, market.most, market.capacity, slots_p),
    )


@compile_kernel
def _sweep(side: _Side, is_kept: Marks, most_steps: int) -> None:
    """Examine the agents of one side until nothing more can be left out."""
    num_mine, num_their = len(side.my_room), len(side.their_room)
    num_pairs = len(is_kept)
    flow = _Flow(
        np.zeros(num_pairs, np.uint8),
        np.zeros(side.my_slots[-1], np.int32),
        np.zeros(num_mine, np.int32),
        np.zeros(num_mine, np.int32),
        np.zeros(num_mine, np.int64),
        np.zeros(num_mine, np.int64),
        np.zeros(num_mine, np.int32),
        np.zeros(num_their, np.int64),
        np.zeros(num_their, np.int64),
        np.zeros(num_their, np.int32),
        np.zeros(num_their, np.int32),
        np.zeros(num_their, np.int32),
        np.zeros(num_their, np.int32),
        np.zeros(6, np.int64),
    )
    _clear(side, flow)
    line = np.arange(num_mine).astype(np.int32)  # a ring of agents to examine
    waits = np.ones(num_mine, np.uint8)
    first, count = 0, num_mine
    while count > 0 and flow.counts[STEPS] < most_steps:
        v = line[first]
        first = (first + 1) % num_mine
        count -= 1
        waits[v] = 0
        last_rank = _examine(side, flow, is_kept, v, most_steps)
        _clear(side, flow)
        if last_rank < 0:
            continue
        for t in range(side.my_start[v], side.my_start[v + 1]):
            e = side.my_order[t]
            if is_kept[e] == 0 or side.my_rank[e] <= last_rank:
                continue
            is_kept[e] = 0
            # v was a rival of those whom the other end ranks no higher.
            j = side.their[e]
            for s in range(side.their_start[j], side.their_start[j + 1]):
                other = side.their_order[s]
                if is_kept[other] and side.their_rank[other] >= side.their_rank[e] and not waits[side.mine[other]]:
                    waits[side.mine[other]] = 1
                    line[(first + count) % num_mine] = side.mine[other]
                    count += 1


@compile_kernel
def _examine(side: _Side, flow: _Flow, is_kept: Marks, v: int, most_steps: int) -> int:
    """Return the rank at which `v` is full in every stable plan; -1 where none is found that cuts anything."""
    begin, end = side.my_start[v], side.my_start[v + 1]
    room = side.my_room[v]
    num_kept, worst = 0, 0
    for t in range(begin, end):
        if is_kept[side.my_order[t]]:
            num_kept += 1
            worst = side.my_rank[side.my_order[t]]
    if num_kept <= room:
        return -1
    num_certain, left_over = 0, 0
    for t in range(begin, end):
        e = side.my_order[t]
        if is_kept[e] == 0:
            continue
        if side.my_rank[e] == worst or flow.counts[STEPS] >= most_steps:
            return -1
        j = side.their[e]
        flow.limit_rank[j] = side.their_rank[e]
        if _count_rivals(side, flow, is_kept, v, j) < side.their_room[j]:
            num_certain += 1
        else:
            for _ in range(side.their_room[j]):
                if flow.other_dead[j] == flow.counts[EXAMINATION] or not _absorb(side, flow, is_kept, v, j):
                    left_over += 1
        if num_certain >= room:
            return int(side.my_rank[e])
        most = np.int64(0)
        for s in range(min(room - 1 - num_certain, flow.counts[NUM_SIZES])):
            most += flow.sizes[s]
        if left_over > most:
            return int(side.my_rank[e])
    return -1


@compile_kernel
def _count_rivals(side: _Side, flow: _Flow, is_kept: Marks, v: int, j: int) -> int:
    """Return how many rivals of `v` the agent `j` ranks at least as high, as far as its room goes."""
    count = 0
    for s in range(side.their_start[j], side.their_start[j + 1]):
        e = side.their_order[s]
        flow.counts[STEPS] += 1
        if side.their_rank[e] > flow.limit_rank[j] or count >= side.their_room[j]:
            break
        count += is_kept[e] != 0 and side.mine[e] != v
    return count


@compile_kernel
def _absorb(side: _Side, flow: _Flow, is_kept: Marks, v: int, root: int) -> bool:
    """Place one more unit of `root` with a rival, moving others' units; False if none has room.

    After a failure everything reached is dead: it leads nowhere in later searches either.
    """
    counts = flow.counts
    counts[SEARCH] += 1
    seen, dead = counts[SEARCH], counts[EXAMINATION]
    flow.queue[0] = root
    flow.other_seen[root] = seen
    at, counts[QUEUED] = 0, 1
    while at < counts[QUEUED]:
        j = flow.queue[at]
        at += 1
        for s in range(side.their_start[j], side.their_start[j + 1]):
            e = side.their_order[s]
            counts[STEPS] += 1
            if side.their_rank[e] > flow.limit_rank[j]:
                break
            rival = side.mine[e]
            if is_kept[e] == 0 or rival == v or flow.is_used[e]:
                continue
            if flow.rival_seen[rival] == seen or flow.rival_dead[rival] == dead:
                continue
            flow.rival_seen[rival] = seen
            flow.rival_from[rival] = e
            if flow.load[rival] < side.my_room[rival]:
                _shift(side, flow, root, rival)
                return True
            _reach(side, flow, rival)
    for s in range(counts[QUEUED]):
        j = flow.queue[s]
        flow.other_dead[j] = dead
        _note_size(flow, side.their_room[j])
        for t in range(side.their_start[j], side.their_start[j + 1]):
            e = side.their_order[t]
            if side.their_rank[e] > flow.limit_rank[j]:
                break
            if flow.rival_seen[side.mine[e]] == seen:
                flow.rival_dead[side.mine[e]] = dead
    return False


@compile_kernel
def _reach(side: _Side, flow: _Flow, rival: int) -> None:
    """Queue everybody with a unit at a full rival: one of them might move it elsewhere."""
    seen, dead = flow.counts[SEARCH], flow.counts[EXAMINATION]
    begin = side.my_slots[rival]
    for s in range(begin, begin + flow.load[rival]):
        other = side.their[flow.held[s]]
        if flow.other_seen[other] != seen and flow.other_dead[other] != dead:
            flow.other_seen[other] = seen
            flow.other_from[other] = flow.held[s]
            flow.queue[flow.counts[QUEUED]] = other
            flow.counts[QUEUED] += 1


@compile_kernel
def _shift(side: _Side, flow: _Flow, root: int, rival: int) -> None:
    """Move units along the path found, from the rival with room back to `root`."""
    if flow.load[rival] == 0:
        flow.touched[flow.counts[NUM_TOUCHED]] = rival
        flow.counts[NUM_TOUCHED] += 1
    e = flow.rival_from[rival]
    flow.held[side.my_slots[rival] + flow.load[rival]] = e
    flow.load[rival] += 1
    flow.is_used[e] = 1
    while side.their[e] != root:
        released = flow.other_from[side.their[e]]
        flow.is_used[released] = 0
        full = side.mine[released]
        s = side.my_slots[full]
        while flow.held[s] != released:
            s += 1
        e = flow.rival_from[full]
        flow.held[s] = e
        flow.is_used[e] = 1


@compile_kernel
def _note_size(flow: _Flow, size: int) -> None:
    """Insert a dead agent's number of units, largest first."""
    s = flow.counts[NUM_SIZES]
    flow.counts[NUM_SIZES] += 1
    while s > 0 and flow.sizes[s - 1] < size:
        flow.sizes[s] = flow.sizes[s - 1]
        s -= 1
    flow.sizes[s] = size


@compile_kernel
def _clear(side: _Side, flow: _Flow) -> None:
    """Forget the flow and who is dead, ready for the next examination."""
    flow.counts[EXAMINATION] += 1
    for t in range(flow.counts[NUM_TOUCHED]):
        rival = flow.touched[t]
        begin = side.my_slots[rival]
        for s in range(begin, begin + flow.load[rival]):
            flow.is_used[flow.held[s]] = 0
        flow.load[rival] = 0
    flow.counts[NUM_TOUCHED] = 0
    flow.counts[NUM_SIZES] = 0
