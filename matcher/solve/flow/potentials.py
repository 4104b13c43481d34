"""Node potentials of an optimal flow, by which a stage freezes what it reached."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@njit(cache=True)
def settle_potentials(
    num_nodes: int, tail: Ints, head: Ints, capacity: Ints, flow: Ints, cost: Ints
) -> Ints:  # pragma: no cover - compiled
    """Return shortest distances in the residual graph from a root joined to all nodes at 0.

    Bellman-Ford in passes over the arcs, stopping at the first pass that changes nothing. The flow
    is optimal, so there is no negative cycle and at most `num_nodes` passes are needed.

    Raises
    ------
    ValueError
        A negative cycle: the flow was not optimal.
    """
    potential = np.zeros(num_nodes, np.int64)
    for _ in range(num_nodes + 1):
        changed = False
        for a in range(len(tail)):
            u, v = tail[a], head[a]
            if flow[a] < capacity[a] and potential[u] + cost[a] < potential[v]:
                potential[v] = potential[u] + cost[a]
                changed = True
            if flow[a] > 0 and potential[v] - cost[a] < potential[u]:
                potential[u] = potential[v] - cost[a]
                changed = True
        if not changed:
            return potential
    raise ValueError("negative cycle")
