"""One unit on its cheapest way through the residual network.

Dijkstra's algorithm on reduced costs, stopped as soon as the end is reached or the bound passed;
only nodes settled before that get new potentials, so the work is that of the part of the network the
unit really touches. Nodes as near as the present one skip the heap: with good potentials most arcs
of interest have reduced cost zero.

Reference: J. Edmonds, R. M. Karp, Journal of the ACM 19 (1972) 248-264; early stop: Ahuja, Magnanti,
Orlin, Network Flows (1993), section 9.7 and exercise 9.47.

Complexity: O(k + (n + m) log(n + m)) at worst, for k pairs.
"""

from typing import TypeAlias

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import (
    FAR,
    FREE,
    USED,
    Graph,
    State,
    enter_load,
    enter_seat,
    leave_load,
    leave_seat,
)
from matcher.solve.preferences import Ints, Pairs

NEW, NEAR, SETTLED = -1, -2, -3
"""Places of a node that is not in the heap."""

Scratch: TypeAlias = tuple[Ints, Pairs, Pairs, Pairs, Pairs, Pairs, Pairs, Ints]
"""Distance, parent, pair of the last arc, place in the heap, heap, near nodes, touched nodes, counters."""

HEAP, NEARS, TOUCHED, LIMIT, HIGHEST = 0, 1, 2, 3, 4
"""Counters: sizes of the three lists, distance at which the search ends, greatest potential seen."""


def make_scratch(num_nodes: int) -> Scratch:
    """Return empty working memory for a network of so many nodes."""
    return (
        np.full(num_nodes, FAR, np.int64),
        np.empty(num_nodes, np.int32),
        np.empty(num_nodes, np.int32),
        np.full(num_nodes, NEW, np.int32),
        np.empty(num_nodes, np.int32),
        np.empty(num_nodes, np.int32),
        np.empty(num_nodes, np.int32),
        np.zeros(5, np.int64),
    )


@compile_kernel
def send_unit(graph: Graph, state: State, scratch: Scratch, root: int, end: int, sign: int, bound: int) -> bool:
    """Send one unit from `root` to `end` (sign 1) or from `end` to `root` (sign -1) if it costs less than `bound`.

    The bound is in reduced costs. Potentials stay valid either way: after a refusal the arc that
    would have closed the cycle has reduced cost zero or more. Returns whether the unit was sent.
    """
    parent, via, counters = scratch[1], scratch[2], scratch[7]
    _search(graph, state, scratch, root, end, sign, bound)
    is_sent = counters[LIMIT] < bound
    if counters[LIMIT] != FAR:
        _shift_potentials(state, scratch, sign)
    if is_sent:
        v = end
        while v != root:
            if sign > 0:
                _move(state, parent[v], v, via[v])
            else:
                _move(state, v, parent[v], via[v])
            v = parent[v]
    _clear(scratch)
    return is_sent


@compile_kernel
def _search(graph: Graph, state: State, scratch: Scratch, root: int, end: int, sign: int, bound: int) -> None:
    distance, _, _, place, _, near, touched, counters = scratch
    num_people, hub = len(state[1]), len(state[3]) - 1
    counters[LIMIT] = bound
    distance[root] = 0
    place[root] = NEAR
    near[0] = root
    touched[0] = root
    counters[NEARS], counters[TOUCHED] = 1, 1
    here = 0
    while True:
        if counters[NEARS]:
            counters[NEARS] -= 1
            u = near[counters[NEARS]]
        elif counters[HEAP]:
            u = _pop(scratch)
            here = distance[u]
        else:
            return
        if here >= counters[LIMIT]:
            return
        place[u] = SETTLED
        if u < num_people:
            _scan_candidate(graph, state, scratch, u, end, sign, here)
        elif u < hub:
            _scan_post(graph, state, scratch, u, end, sign, here)
        else:
            _scan_hub(graph, state, scratch, end, sign, here)


@compile_kernel
def _scan_candidate(graph: Graph, state: State, scratch: Scratch, i: int, end: int, sign: int, here: int) -> None:
    start, post, cost = graph[0], graph[4], graph[5]
    marks, potential = state[0], state[3]
    counters = scratch[7]
    first_post = len(state[1])
    wanted = FREE if sign > 0 else USED
    to_hub = leave_load(graph, state, i) if sign > 0 else enter_load(graph, state, i)
    if to_hub < counters[LIMIT] - here:
        _reach(scratch, len(potential) - 1, here + to_hub, i, -1, end, here)
    mine = potential[i]
    for e in range(start[i], start[i + 1]):
        if marks[e] == wanted:
            p = first_post + post[e]
            way = sign * (cost[e] + mine - potential[p])
            if way < counters[LIMIT] - here:
                _reach(scratch, p, here + way, i, e, end, here)


@compile_kernel
def _scan_post(graph: Graph, state: State, scratch: Scratch, u: int, end: int, sign: int, here: int) -> None:
    start, rows, candidate, cost = graph[1], graph[2], graph[3], graph[5]
    marks, potential = state[0], state[3]
    counters = scratch[7]
    p = u - len(state[1])
    wanted = USED if sign > 0 else FREE
    to_hub = enter_seat(graph, state, p) if sign > 0 else leave_seat(graph, state, p)
    if to_hub < counters[LIMIT] - here:
        _reach(scratch, len(potential) - 1, here + to_hub, u, -1, end, here)
    mine = potential[u]
    for e in rows[start[p] : start[p + 1]]:
        if marks[e] == wanted:
            i = candidate[e]
            way = -sign * (cost[e] + potential[i] - mine)
            if way < counters[LIMIT] - here:
                _reach(scratch, i, here + way, u, e, end, here)


@compile_kernel
def _scan_hub(graph: Graph, state: State, scratch: Scratch, end: int, sign: int, here: int) -> None:
    counters = scratch[7]
    num_people, hub = len(state[1]), len(state[3]) - 1
    for i in range(num_people):
        way = enter_load(graph, state, i) if sign > 0 else leave_load(graph, state, i)
        if way < counters[LIMIT] - here:
            _reach(scratch, i, here + way, hub, -1, end, here)
    for p in range(hub - num_people):
        way = leave_seat(graph, state, p) if sign > 0 else enter_seat(graph, state, p)
        if way < counters[LIMIT] - here:
            _reach(scratch, num_people + p, here + way, hub, -1, end, here)


@compile_kernel
def _reach(scratch: Scratch, v: int, far: int, u: int, e: int, end: int, here: int) -> None:
    """Note that `v` can be reached from `u` at distance `far`, which is below the limit."""
    distance, parent, via, place, heap, near, touched, counters = scratch
    if far >= distance[v]:
        return
    was = place[v]
    distance[v] = far
    parent[v] = u
    via[v] = e
    if was == NEW:
        touched[counters[TOUCHED]] = v
        counters[TOUCHED] += 1
    if v == end:
        # Whatever is as far or farther cannot matter any more, so the end itself is never scanned.
        counters[LIMIT] = far
        place[v] = NEAR
    elif was == NEW and far == here:
        place[v] = NEAR
        near[counters[NEARS]] = v
        counters[NEARS] += 1
    else:
        if was == NEW:
            place[v] = counters[HEAP]
            heap[counters[HEAP]] = v
            counters[HEAP] += 1
        _sift_up(distance, place, heap, place[v])


@compile_kernel
def _sift_up(distance: Ints, place: Pairs, heap: Pairs, at: int) -> None:
    v = heap[at]
    while at > 0:
        above = (at - 1) // 2
        if distance[heap[above]] <= distance[v]:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = v
    place[v] = at


@compile_kernel
def _pop(scratch: Scratch) -> int:
    distance, _, _, place, heap, _, _, counters = scratch
    top = heap[0]
    counters[HEAP] -= 1
    size = counters[HEAP]
    if size:
        v = heap[size]
        at = 0
        while True:
            below = 2 * at + 1
            if below >= size:
                break
            if below + 1 < size and distance[heap[below + 1]] < distance[heap[below]]:
                below += 1
            if distance[heap[below]] >= distance[v]:
                break
            heap[at] = heap[below]
            place[heap[at]] = at
            at = below
        heap[at] = v
        place[v] = at
    return top


@compile_kernel
def _shift_potentials(state: State, scratch: Scratch, sign: int) -> None:
    """Bring every arc on the cheapest ways to reduced cost zero, none below it."""
    distance, _, _, place, _, _, touched, counters = scratch
    potential = state[3]
    for u in touched[: counters[TOUCHED]]:
        if place[u] == SETTLED:
            potential[u] += sign * (distance[u] - counters[LIMIT])
            counters[HIGHEST] = max(counters[HIGHEST], abs(potential[u]))


@compile_kernel
def _move(state: State, u: int, v: int, e: int) -> None:
    """Push one unit over the arc from `u` to `v`: over pair `e`, or over the hub where `e` is -1."""
    marks, load, people, potential = state[0], state[1], state[2], state[3]
    num_people, hub = len(load), len(potential) - 1
    if e >= 0:
        marks[e] = FREE if marks[e] == USED else USED
    elif v == hub:
        if u < num_people:
            load[u] -= 1
        else:
            people[u - num_people] += 1
    elif v < num_people:
        load[v] += 1
    else:
        people[v - num_people] -= 1


@compile_kernel
def _clear(scratch: Scratch) -> None:
    distance, _, _, place, _, _, touched, counters = scratch
    for u in touched[: counters[TOUCHED]]:
        distance[u] = FAR
        place[u] = NEW
    counters[HEAP] = 0
    counters[NEARS] = 0
    counters[TOUCHED] = 0
