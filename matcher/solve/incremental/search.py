"""One unit on its cheapest way through the residual network.

Dijkstra's algorithm on reduced costs, stopped as soon as the end is reached or the bound passed;
only nodes settled before that get new potentials, so the work is that of the part of the network the
unit really touches. Nodes as near as the present one skip the heap: with good potentials most arcs
of interest have reduced cost zero.

Reference: J. Edmonds, R. M. Karp, Journal of the ACM 19 (1972) 248-264; early stop: Ahuja, Magnanti,
Orlin, Network Flows (1993), section 9.7.

Complexity: O(k + (n + m) log(n + m)) at worst, for k pairs.
"""

from typing import TypeAlias

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import FAR, FREE, HELD, POTENTIAL, SIDE, USED, Graph, State, enter, leave
from matcher.solve.preferences import Ints, Marks, Pairs

NEW, NEAR, SETTLED = -1, -2, -3
"""Places of a node that is not in the heap."""

DISTANCE, PARENT, VIA, PLACE = 0, 1, 2, 3
"""Rows of the table a search keeps of the nodes: pair `VIA` (-1: the hub arc) leads on from `PARENT`."""

HEAP, NEARS, TOUCHED = 0, 1, 2
"""Rows of the node lists, and the counters of their lengths."""

LIMIT, HIGHEST = 3, 4
"""Further counters: distance at which the search ends, and the greatest potential set so far."""

Scratch: TypeAlias = tuple[Ints, Pairs, Ints]
"""Table of nodes, node lists, counters; clean between searches."""


def make_scratch(num_nodes: int) -> Scratch:
    """Return clean working memory for a network of so many nodes."""
    table = np.full((4, num_nodes), NEW, np.int64)
    table[DISTANCE] = FAR
    return table, np.empty((3, num_nodes), np.int32), np.zeros(5, np.int64)


@compile_kernel
def send_unit(graph: Graph, state: State, scratch: Scratch, root: int, end: int, sign: int, bound: int) -> bool:
    """Send one unit from `root` to `end` (sign 1) or from `end` to `root` (sign -1), if below `bound`.

    The bound is in reduced costs; `FAR`: at any price. Potentials stay valid either way: after a
    refusal the arc that would have closed the cycle has reduced cost zero or more.
    """
    start, pair, other, cost = graph
    marks, nodes = state
    table, lists, counters = scratch
    search_ways(start, pair, other, cost, marks, nodes, table, lists, counters, root, end, sign, bound)
    limit = counters[LIMIT]
    for u in lists[TOUCHED, : counters[TOUCHED]]:
        if table[PLACE, u] == SETTLED and limit != FAR:
            nodes[POTENTIAL, u] += sign * (table[DISTANCE, u] - limit)
            counters[HIGHEST] = max(counters[HIGHEST], abs(nodes[POTENTIAL, u]))
    if limit < bound:
        v = end
        while v != root:
            _move(marks, nodes, table[PARENT, v], v, table[VIA, v], sign)
            v = table[PARENT, v]
    for u in lists[TOUCHED, : counters[TOUCHED]]:
        table[DISTANCE, u] = FAR
        table[PLACE, u] = NEW
    counters[HEAP] = 0
    counters[NEARS] = 0
    counters[TOUCHED] = 0
    return bool(limit < bound)


@compile_kernel
def _move(marks: Marks, nodes: Ints, u: int, v: int, e: int, sign: int) -> None:
    """Push one unit over the arc between `u` and `v`, away from `u` for sign 1."""
    hub = nodes.shape[1] - 1
    if e >= 0:
        marks[e] = FREE if marks[e] == USED else USED
    elif v == hub:
        nodes[HELD, u] -= sign * nodes[SIDE, u]
    else:
        nodes[HELD, v] += sign * nodes[SIDE, v]


@compile_kernel
def search_ways(
    start: Ints,
    pair: Pairs,
    other: Pairs,
    cost: Ints,
    marks: Marks,
    nodes: Ints,
    table: Ints,
    lists: Pairs,
    counters: Ints,
    root: int,
    end: int,
    sign: int,
    bound: int,
) -> None:
    """Settle nodes from `root` on: until `end` is reached or `bound` passed, or all where both are left open.

    With sign -1 the ways lead to `root`. An end of -1 is no node. The memory is left as the search ends.
    """
    hub = nodes.shape[1] - 1
    counters[LIMIT] = bound
    table[DISTANCE, root] = 0
    lists[NEARS, 0] = root
    lists[TOUCHED, 0] = root
    counters[NEARS] = 1
    counters[TOUCHED] = 1
    here = 0
    while counters[NEARS] or counters[HEAP]:
        if counters[NEARS]:
            counters[NEARS] -= 1
            u = lists[NEARS, counters[NEARS]]
        else:
            u = _pop(table, lists, counters)
            here = table[DISTANCE, u]
        if here >= counters[LIMIT]:
            return
        table[PLACE, u] = SETTLED
        if u == hub:
            for v in range(hub):
                way = enter(nodes, v) if sign * nodes[SIDE, v] > 0 else leave(nodes, v)
                # Differences, not sums: the limit may be the greatest number there is.
                if way < counters[LIMIT] - here and way < table[DISTANCE, v] - here:
                    _reach(table, lists, counters, v, here + way, hub, -1, end, here)
            continue
        turn = sign * nodes[SIDE, u]
        way = leave(nodes, u) if turn > 0 else enter(nodes, u)
        if way < counters[LIMIT] - here and way < table[DISTANCE, hub] - here:
            _reach(table, lists, counters, hub, here + way, u, -1, end, here)
        wanted = FREE if turn > 0 else USED
        mine = nodes[POTENTIAL, u]
        for t in range(start[u], start[u + 1]):
            e = pair[t]
            if marks[e] == wanted:
                v = other[t]
                way = turn * cost[e] + sign * (mine - nodes[POTENTIAL, v])
                if way < counters[LIMIT] - here and way < table[DISTANCE, v] - here:
                    _reach(table, lists, counters, v, here + way, u, e, end, here)


@compile_kernel
def _reach(table: Ints, lists: Pairs, counters: Ints, v: int, far: int, u: int, e: int, end: int, here: int) -> None:
    """Note that `v` can be reached from `u` at distance `far`, nearer than before and below the limit."""
    was = table[PLACE, v]
    table[DISTANCE, v] = far
    table[PARENT, v] = u
    table[VIA, v] = e
    if was == NEW:
        lists[TOUCHED, counters[TOUCHED]] = v
        counters[TOUCHED] += 1
    if v == end:
        # Whatever is as far or farther cannot matter any more, so the end itself is never scanned.
        counters[LIMIT] = far
        table[PLACE, v] = NEAR
        return
    if was == NEW and far == here:
        table[PLACE, v] = NEAR
        lists[NEARS, counters[NEARS]] = v
        counters[NEARS] += 1
        return
    at = was
    if was == NEW:
        at = counters[HEAP]
        counters[HEAP] += 1
    while at > 0:
        above = lists[HEAP, (at - 1) // 2]
        if table[DISTANCE, above] <= far:
            break
        lists[HEAP, at] = above
        table[PLACE, above] = at
        at = (at - 1) // 2
    lists[HEAP, at] = v
    table[PLACE, v] = at


@compile_kernel
def _pop(table: Ints, lists: Pairs, counters: Ints) -> int:
    """Take the nearest node out of the heap."""
    top = lists[HEAP, 0]
    counters[HEAP] -= 1
    size = counters[HEAP]
    if size:
        v = lists[HEAP, size]
        far = table[DISTANCE, v]
        at = 0
        while True:
            below = 2 * at + 1
            if below >= size:
                break
            if below + 1 < size and table[DISTANCE, lists[HEAP, below + 1]] < table[DISTANCE, lists[HEAP, below]]:
                below += 1
            if table[DISTANCE, lists[HEAP, below]] >= far:
                break
            lists[HEAP, at] = lists[HEAP, below]
            table[PLACE, lists[HEAP, at]] = at
            at = below
        lists[HEAP, at] = v
        table[PLACE, v] = at
    return int(top)
