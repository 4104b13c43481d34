"""Greatest priority-weighted cover of least seats, exact (first half of engine 4).

Sets of seats that can be filled together form a matroid, so filling the classes of equal priority
in falling order, each to its greatest number, gives the greatest weight. A class is filled by
shortest augmenting paths found in phases: J. Hopcroft, R. Karp, SIAM Journal on Computing 2 (1973)
225-231; with capacities, Y. Dinitz 1970. A path starts at a post below its least and ends at a
candidate with room, or with a seat at a post of lower priority or above its least, so any plan may
serve as a start. Least loads of candidates come after, by paths that never lower a post's number;
that both minima can be reached together is the theorem of N. Mendelsohn, A. Dulmage, "Some
generalizations of the problem of distinct representatives", Canadian J. Math. 10 (1958) 230-241.

Guarantee: no plan covers more weight, and each class of candidates' minima is at its greatest too.

Complexity: O(k sqrt(n + m)) a class for seats of size one, a few phases in practice.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.blocking import cover_weight
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import free_room, slot_starts
from matcher.solve.preferences import Ints, Market, Marks, Pairs, build_market

Graph: TypeAlias = tuple[Ints, Pairs, Pairs, Pairs, Pairs, Pairs, Pairs, Ints, Marks]
"""Start, rows, asker, giver, needs, classes, room, slots, pinned: what a search only reads."""

SPENT = -3
"""Level of an asker from which this phase finds no more ends."""

DEAD = -2
"""Level of an agent from which no later path can reach an end."""

FAR = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Hold a plan of greatest cover.

    Parameters
    ----------
    x
        The plan, a mark for each pair of the market; seats beyond the least come from the start.
    seats
        Least seats of each post that the plan fills, pinned ones included; int32 (m,).
    loads
        Least load of each candidate that it carries; int32 (n,).
    weight
        Sum of priority times `seats`, plus sum of `loads`.
    """

    x: Marks
    seats: Pairs
    loads: Pairs
    weight: int


def find_cover(problem: Problem, start: Assignment | None = None) -> tuple[Assignment, Cover]:
    """Return a plan that covers the greatest weight of least seats, then of least loads.

    Parameters
    ----------
    start
        A plan within all limits to start from; near-covering ones save most of the work, and seats
        it covers are given up only for others of higher priority.
    """
    market = build_market(problem)
    cover = cover_market(market, None if start is None else market.as_marks(start))
    return market.as_assignment(cover.x), cover


def cover_market(market: Market, start: Marks | None = None) -> Cover:
    """Return the greatest cover of a market, from the plan marked in `start` if given."""
    pinned_i = np.bincount(market.candidate[market.is_pinned > 0], minlength=market.num_candidates)
    pinned_p = np.bincount(market.post[market.is_pinned > 0], minlength=market.num_posts)
    room_i, room_p = free_room(market)
    x = np.zeros(market.num_pairs, np.uint8) if start is None else start & (1 - market.is_pinned)
    needs = np.maximum(market.least - pinned_p, 0).astype(np.int32)
    _, classes = np.unique(-market.priority, return_inverse=True)
    slots = slot_starts(room_i, np.diff(market.start_i))
    by_post = (market.start_p, market.by_post, market.post, market.candidate)
    _fill(*by_post, needs, classes.astype(np.int32), room_i, slots, market.is_pinned, x)
    if market.least_load.any():
        loads = np.clip(market.least_load - pinned_i, 0, room_i).astype(np.int32)
        rows = np.arange(market.num_pairs, dtype=np.int32)
        by_candidate = (market.start_i, rows, market.candidate, market.post)
        one_class = np.zeros(market.num_candidates, np.int32)
        slots = slot_starts(room_p, np.diff(market.start_p))
        _fill(*by_candidate, loads, one_class, room_p, slots, market.is_pinned, x)
    x |= market.is_pinned
    people = np.bincount(market.post[x > 0], minlength=market.num_posts)
    load = np.bincount(market.candidate[x > 0], minlength=market.num_candidates)
    return Cover(
        x,
        np.minimum(people, market.least).astype(np.int32),
        np.minimum(load, market.least_load).astype(np.int32),
        cover_weight(market, x),
    )


@compile_kernel
def _fill(
    start: Ints,
    rows: Pairs,
    asker: Pairs,
    giver: Pairs,
    needs: Pairs,
    classes: Pairs,
    room: Pairs,
    slots: Ints,
    pinned: Marks,
    x: Marks,
) -> None:
    """Raise `x` class by class until as many needs of askers are met as can be.

    Class 0 is the most important. Givers keep within `room`; an asker once served stays served
    unless one of a more important class takes over.
    """
    num = len(start) - 1
    held = np.empty(slots[-1], np.int32)
    load = np.zeros(len(room), np.int32)
    served = np.zeros(num, np.int32)
    for e in range(len(x)):
        if x[e]:
            g = giver[e]
            held[slots[g] + load[g]] = e
            load[g] += 1
            served[asker[e]] += 1
    level_a, level_g = np.full(num, -1, np.int32), np.full(len(room), -1, np.int32)
    arc_a, arc_g = np.zeros(num, np.int64), np.zeros(len(room), np.int32)
    queue, path = np.empty(num, np.int32), np.empty((2, num + 1), np.int64)
    num_classes = 0
    for a in range(num):
        num_classes = max(num_classes, classes[a] + 1)
    graph = (start, rows, asker, giver, needs, classes, room, slots, pinned)
    for c in range(num_classes):
        while True:
            for a in range(num):
                arc_a[a] = start[a]
                level_a[a] = DEAD if level_a[a] == DEAD else -1
            for g in range(len(room)):
                arc_g[g] = 0
                level_g[g] = DEAD if level_g[g] == DEAD else -1
            roots, tail, has_end = _layer(graph, c, x, held, load, served, level_a, level_g, queue)
            if not has_end:
                _bury(start, rows, giver, level_a, level_g, queue[:tail])
                break
            for root in queue[:roots]:
                while served[root] < needs[root] and _augment(
                    graph, c, root, x, held, load, served, level_a, level_g, arc_a, arc_g, path
                ):
                    served[root] += 1


@compile_kernel
def _layer(
    graph: Graph,
    c: int,
    x: Marks,
    held: Pairs,
    load: Pairs,
    served: Pairs,
    level_a: Pairs,
    level_g: Pairs,
    queue: Pairs,
) -> tuple[int, int, bool]:
    """Lay out shortest alternating paths from the short askers of class `c`, giver by giver.

    Returns how many askers in `queue` are short, how many were reached, and whether any path ends.
    """
    start, rows, asker, giver, needs, classes, room, slots, pinned = graph
    tail = 0
    for a in range(len(needs)):
        if classes[a] == c and served[a] < needs[a] and level_a[a] == -1:
            level_a[a] = 0
            queue[tail] = a
            tail += 1
    roots = tail
    reach = FAR  # level of the nearest giver where a path can end
    head = 0
    while head < tail and level_a[queue[head]] < reach:
        a = queue[head]
        head += 1
        for e in rows[start[a] : start[a + 1]]:
            g = giver[e]
            if level_g[g] != -1 or x[e] or pinned[e] or room[g] == 0:
                continue
            level_g[g] = level_a[a] + 1
            if load[g] < room[g]:
                reach = level_g[g]
                continue
            for f in held[slots[g] : slots[g] + load[g]]:
                b = asker[f]
                if classes[b] > c or served[b] > needs[b]:
                    reach = level_g[g]
                elif level_a[b] == -1:
                    level_a[b] = level_g[g] + 1
                    queue[tail] = b
                    tail += 1
    return roots, tail, reach != FAR


@compile_kernel
def _bury(start: Ints, rows: Pairs, giver: Pairs, level_a: Pairs, level_g: Pairs, reached: Pairs) -> None:
    """Take everything reached out of later searches: nothing there has a seat to spare, nor will it."""
    for a in reached:
        level_a[a] = DEAD
        for e in rows[start[a] : start[a + 1]]:
            if level_g[giver[e]] >= 0:
                level_g[giver[e]] = DEAD


@compile_kernel
def _augment(
    graph: Graph,
    c: int,
    root: int,
    x: Marks,
    held: Pairs,
    load: Pairs,
    served: Pairs,
    level_a: Pairs,
    level_g: Pairs,
    arc_a: Ints,
    arc_g: Pairs,
    path: Ints,
) -> bool:
    """Follow the layers from `root` to an end and move seats along; tell whether one was reached."""
    start, rows, asker, giver, _, _, room, slots, pinned = graph
    depth, a = 0, root
    while True:
        if arc_a[a] == start[a + 1]:
            level_a[a] = SPENT
            if depth == 0:
                return False
            depth -= 1
            arc_g[giver[path[0, depth]]] += 1
            a = asker[path[0, depth]]
            continue
        e = rows[arc_a[a]]
        g = giver[e]
        if x[e] or pinned[e] or level_g[g] != level_a[a] + 1 or room[g] == 0:
            arc_a[a] += 1
            continue
        if load[g] < room[g]:
            held[slots[g] + load[g]] = e
            load[g] += 1
            break
        s, is_end = _next_slot(graph, c, g, held, load, served, level_a, level_g, arc_g)
        if s < 0:
            arc_a[a] += 1
        elif is_end:
            served[asker[held[s]]] -= 1
            x[held[s]] = 0
            held[s] = e
            break
        else:
            path[0, depth], path[1, depth] = e, s
            depth += 1
            a = asker[held[s]]
    x[e] = 1
    for d in range(depth):
        x[held[path[1, d]]] = 0
        held[path[1, d]] = path[0, d]
        x[path[0, d]] = 1
    return True


@compile_kernel
def _next_slot(
    graph: Graph,
    c: int,
    g: int,
    held: Pairs,
    load: Pairs,
    served: Pairs,
    level_a: Pairs,
    level_g: Pairs,
    arc_g: Pairs,
) -> tuple[int, bool]:
    """Return a slot of giver `g` whose asker can spare it or leads on, and which of both; -1 for none."""
    _, _, asker, _, needs, classes, _, slots, _ = graph
    while arc_g[g] < load[g]:
        s = slots[g] + arc_g[g]
        b = asker[held[s]]
        if classes[b] > c or served[b] > needs[b]:
            return s, True
        if level_a[b] == level_g[g] + 1:
            return s, False
        arc_g[g] += 1
    return -1, False
