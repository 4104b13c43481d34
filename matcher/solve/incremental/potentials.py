"""Node potentials of an optimal plan, found once.

Shortest distances in the residual network from a root joined to every node at 0, by label
correcting in passes over the nodes that changed. A cycle among the parents of the labels is a
negative cycle, so a plan that is not optimal is recognised soon, not after n passes (Ahuja, Magnanti,
Orlin, Network Flows (1993), section 5.5).

Complexity: O(k) a pass, as many passes as the longest shortest way has arcs at worst.
"""

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import FREE, POTENTIAL, SIDE, USED, Graph, State, enter, leave
from matcher.solve.preferences import Ints, Marks, Pairs

CHECK_EVERY = 8
"""Passes between two looks for a negative cycle."""


@compile_kernel
def settle_potentials(graph: Graph, state: State) -> bool:
    """Set the potentials of `state` anew; False where a negative cycle shows that the plan is not optimal."""
    start, pair, other, cost = graph
    marks, nodes = state
    hub = nodes.shape[1] - 1
    nodes[POTENTIAL, :] = 0
    parent = np.full(hub + 1, -1, np.int32)
    waits = np.ones(hub + 1, np.uint8)
    queue, later = np.empty(hub + 1, np.int32), np.empty(hub + 1, np.int32)
    for u in range(hub + 1):
        queue[u] = hub - u
    size = hub + 1
    passes = 0
    while size:
        waiting = 0
        for u in queue[:size]:
            waits[u] = 0
            if u == hub:
                waiting = _lower_from_hub(nodes, parent, waits, later, waiting)
            else:
                waiting = _lower_from(start, pair, other, cost, marks, nodes, u, parent, waits, later, waiting)
        queue, later = later, queue
        size = waiting
        passes += 1
        if passes % CHECK_EVERY == 0 and _has_cycle(parent):
            return False
    return True


@compile_kernel
def _lower_from_hub(nodes: Ints, parent: Pairs, waits: Marks, later: Pairs, waiting: int) -> int:
    """Lower the labels of the hub's heads, queue those nodes, and return the length of the queue."""
    hub = nodes.shape[1] - 1
    for v in range(hub):
        way = enter(nodes, v) if nodes[SIDE, v] > 0 else leave(nodes, v)
        if way < 0:
            nodes[POTENTIAL, v] += way
            parent[v] = hub
            if not waits[v]:
                waits[v] = 1
                later[waiting] = v
                waiting += 1
    return waiting


@compile_kernel
def _lower_from(
    start: Ints,
    pair: Pairs,
    other: Pairs,
    cost: Ints,
    marks: Marks,
    nodes: Ints,
    u: int,
    parent: Pairs,
    waits: Marks,
    later: Pairs,
    waiting: int,
) -> int:
    """Lower the labels of the heads of agent `u`, queue those nodes, and return the length of the queue."""
    hub, side = nodes.shape[1] - 1, nodes[SIDE, u]
    way = leave(nodes, u) if side > 0 else enter(nodes, u)
    if way < 0:
        nodes[POTENTIAL, hub] += way
        parent[hub] = u
        if not waits[hub]:
            waits[hub] = 1
            later[waiting] = hub
            waiting += 1
    wanted = FREE if side > 0 else USED
    mine = nodes[POTENTIAL, u]
    for t in range(start[u], start[u + 1]):
        if marks[pair[t]] == wanted:
            v = other[t]
            label = mine + side * cost[pair[t]]
            if label < nodes[POTENTIAL, v]:
                nodes[POTENTIAL, v] = label
                parent[v] = u
                if not waits[v]:
                    waits[v] = 1
                    later[waiting] = v
                    waiting += 1
    return waiting


@compile_kernel
def _has_cycle(parent: Pairs) -> bool:
    """Tell whether following parents from some node comes back to it."""
    seen = np.full(len(parent), -1, np.int32)
    for root in range(len(parent)):
        v = root
        while v >= 0 and seen[v] < 0:
            seen[v] = root
            v = parent[v]
        if v >= 0 and seen[v] == root:
            return True
    return False
