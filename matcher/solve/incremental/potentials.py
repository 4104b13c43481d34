"""Node potentials of an optimal plan, found once.

Shortest distances in the residual network from a root joined to every node at 0, by label
correcting in passes over the nodes that changed. A cycle among the parents of the labels is a
negative cycle, so a plan that is not optimal is recognised soon, not after n passes (Ahuja, Magnanti,
Orlin, Network Flows (1993), section 5.5).

Complexity: O(k) a pass, as many passes as the longest shortest way has arcs at worst.
"""

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import (
    FREE,
    USED,
    Graph,
    State,
    enter_load,
    enter_seat,
    leave_load,
    leave_seat,
    use_pair,
)
from matcher.solve.preferences import Ints, Marks, Pairs

CHECK_EVERY = 8
"""Passes between two looks for a negative cycle."""


@compile_kernel
def settle_potentials(graph: Graph, state: State) -> bool:
    """Set the potentials of `state` anew; False where a negative cycle shows that the plan is not optimal."""
    potential = state[3]
    num_people, hub = len(state[1]), len(potential) - 1
    potential[:] = 0
    parent = np.full(hub + 1, -1, np.int32)
    waits = np.ones(hub + 1, np.uint8)
    queue, later = np.empty(hub + 1, np.int32), np.empty(hub + 1, np.int32)
    size = 0
    for u in range(num_people, hub):
        queue[size] = u
        size += 1
    for u in range(num_people):
        queue[size] = u
        size += 1
    queue[size] = hub
    size += 1
    passes = 0
    while size:
        waiting = 0
        for u in queue[:size]:
            waits[u] = 0
            if u < num_people:
                waiting = _from_candidate(graph, state, u, parent, waits, later, waiting)
            elif u < hub:
                waiting = _from_post(graph, state, u, parent, waits, later, waiting)
            else:
                waiting = _from_hub(graph, state, parent, waits, later, waiting)
        queue, later = later, queue
        size = waiting
        passes += 1
        if (passes % CHECK_EVERY == 0 or passes > hub + 1) and _has_cycle(parent):
            return False
    return True


@compile_kernel
def _lower(potential: Ints, v: int, way: int, u: int, parent: Pairs, waits: Marks, later: Pairs, waiting: int) -> int:
    """Lower node `v` by the reduced cost `way` < 0 of the arc from `u`, and queue it."""
    potential[v] += way
    parent[v] = u
    if not waits[v]:
        waits[v] = 1
        later[waiting] = v
        return waiting + 1
    return waiting


@compile_kernel
def _from_candidate(graph: Graph, state: State, i: int, parent: Pairs, waits: Marks, later: Pairs, waiting: int) -> int:
    start, marks, potential = graph[0], state[0], state[3]
    way = leave_load(graph, state, i)
    if way < 0:
        waiting = _lower(potential, len(potential) - 1, way, i, parent, waits, later, waiting)
    for e in range(start[i], start[i + 1]):
        if marks[e] == FREE:
            way = use_pair(graph, state, e)
            if way < 0:
                waiting = _lower(potential, len(state[1]) + graph[4][e], way, i, parent, waits, later, waiting)
    return waiting


@compile_kernel
def _from_post(graph: Graph, state: State, u: int, parent: Pairs, waits: Marks, later: Pairs, waiting: int) -> int:
    start, rows, marks, potential = graph[1], graph[2], state[0], state[3]
    p = u - len(state[1])
    way = enter_seat(graph, state, p)
    if way < 0:
        waiting = _lower(potential, len(potential) - 1, way, u, parent, waits, later, waiting)
    for e in rows[start[p] : start[p + 1]]:
        if marks[e] == USED:
            way = -use_pair(graph, state, e)
            if way < 0:
                waiting = _lower(potential, graph[3][e], way, u, parent, waits, later, waiting)
    return waiting


@compile_kernel
def _from_hub(graph: Graph, state: State, parent: Pairs, waits: Marks, later: Pairs, waiting: int) -> int:
    potential = state[3]
    hub = len(potential) - 1
    for i in range(len(state[1])):
        way = enter_load(graph, state, i)
        if way < 0:
            waiting = _lower(potential, i, way, hub, parent, waits, later, waiting)
    for p in range(len(state[2])):
        way = leave_seat(graph, state, p)
        if way < 0:
            waiting = _lower(potential, len(state[1]) + p, way, hub, parent, waits, later, waiting)
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
