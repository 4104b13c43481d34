"""The residual network of a plan: what one more unit may do, and what it costs.

Nodes are the candidates 0..n-1, the posts n..n+m-1 and one hub, n+m, which is source and sink at
once, so that a plan is a circulation and no unit is forced. Arcs: hub to candidate (a place in the
candidate's load), candidate to post (the pair), post to hub (a seat). The first places and seats up
to the least ones save coverage, later ones nothing; that cost is convex, so a single arc with the
cost of the next unit stands for all. The reduced cost of an arc is its cost plus the potential of
its tail less that of its head; a plan is optimal exactly when potentials exist that leave no residual
arc below zero (Ahuja, Magnanti, Orlin, Network Flows (1993), theorem 9.3).

Both sides are treated alike: `SIDE` is 1 for a candidate, whose seat arc comes from the hub, and -1
for a post, whose arc goes to it. Kernels take arrays, not tuples of them: what is unpacked inside a
loop costs more than the arithmetic.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints, Marks, Pairs

FREE, USED, BANNED, PINNED = 0, 1, 2, 3
"""Marks of a pair; the last two are out of the residual network. A pinned pair is used."""

POTENTIAL, HELD, MOST, LEAST, SAVING, SIDE = 0, 1, 2, 3, 4, 5
"""Rows of the table of nodes: potential, pairs held, limits, what a least unit saves, and the side."""

FAR: int = 2**63 - 1
"""Reduced cost of an arc that is not there."""

Graph: TypeAlias = tuple[Ints, Pairs, Pairs, Ints]
"""Row starts of the nodes; pair and other end of each entry of a row; cost of each pair."""

State: TypeAlias = tuple[Marks, NDArray[np.int64]]
"""Mark of each pair, and the table of nodes (6, n + m + 1). An edit works on a copy."""


@compile_kernel
def enter(nodes: Ints, v: int) -> int:
    """Return the reduced cost of one more pair at agent `v`, hub arc alone."""
    if nodes[HELD, v] >= nodes[MOST, v]:
        return FAR
    cost = nodes[SIDE, v] * (nodes[POTENTIAL, -1] - nodes[POTENTIAL, v])
    if nodes[HELD, v] < nodes[LEAST, v]:
        cost -= nodes[SAVING, v]
    return int(cost)


@compile_kernel
def leave(nodes: Ints, v: int) -> int:
    """Return the reduced cost of one pair less at agent `v`, hub arc alone."""
    if nodes[HELD, v] == 0:
        return FAR
    cost = nodes[SIDE, v] * (nodes[POTENTIAL, v] - nodes[POTENTIAL, -1])
    if nodes[HELD, v] <= nodes[LEAST, v]:
        cost += nodes[SAVING, v]
    return int(cost)


@compile_kernel
def count_violations(start: Ints, other: Pairs, cost: Ints, marks: Marks, nodes: Ints) -> int:
    """Return how many residual arcs have a negative reduced cost; 0 proves the plan optimal."""
    broken = 0
    for v in range(nodes.shape[1] - 1):
        broken += int(enter(nodes, v) < 0) + int(leave(nodes, v) < 0)
        if nodes[SIDE, v] < 0:
            continue
        for e in range(start[v], start[v + 1]):  # the rows of candidates are the pairs in order
            way = cost[e] + nodes[POTENTIAL, v] - nodes[POTENTIAL, other[e]]
            if (marks[e] == FREE and way < 0) or (marks[e] == USED and way > 0):
                broken += 1
    return broken
