"""The residual network of a plan: what one more unit may do, and what it costs.

Nodes are the candidates 0..n-1, the posts n..n+m-1 and one hub, n+m, which is source and sink at
once, so that a plan is a circulation and no unit is forced. Arcs: hub to candidate (a place in the
candidate's load), candidate to post (the pair), post to hub (a seat). The first places and seats up
to the least ones save coverage, later ones nothing; that cost is convex, so a single arc with the
cost of the next unit stands for all. The reduced cost of an arc is its cost plus the potential of
its tail less that of its head; a plan is optimal exactly when potentials exist that leave no residual
arc below zero (Ahuja, Magnanti, Orlin, Network Flows (1993), theorem 9.3).
"""

from typing import TypeAlias

from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints, Marks, Pairs

FREE, USED, BANNED, PINNED = 0, 1, 2, 3
"""Marks of a pair; the last two are out of the residual network. A pinned pair is used."""

FAR = 2**63 - 1
"""Reduced cost of an arc that is not there."""

Graph: TypeAlias = tuple[Ints, Ints, Pairs, Pairs, Pairs, Ints, Ints, Ints]
"""Start of candidates, start of posts, pairs by post, candidate, post, pair costs, seat costs, load cost."""

State: TypeAlias = tuple[Marks, Ints, Ints, Ints, Ints, Ints, Ints, Ints]
"""Marks, load, people, potentials; capacity, least load, most, least. An edit works on a copy."""


@compile_kernel
def enter_load(graph: Graph, state: State, i: int) -> int:
    """Return the reduced cost of hub to candidate `i`: one more place in their load."""
    load, potential, capacity, least_load = state[1], state[3], state[4], state[5]
    if load[i] >= capacity[i]:
        return FAR
    cost = potential[len(potential) - 1] - potential[i]
    if load[i] < least_load[i]:
        cost -= graph[7][0]
    return cost


@compile_kernel
def leave_load(graph: Graph, state: State, i: int) -> int:
    """Return the reduced cost of candidate `i` to hub: one place less."""
    load, potential, least_load = state[1], state[3], state[5]
    if load[i] == 0:
        return FAR
    cost = potential[i] - potential[len(potential) - 1]
    if load[i] - 1 < least_load[i]:
        cost += graph[7][0]
    return cost


@compile_kernel
def enter_seat(graph: Graph, state: State, p: int) -> int:
    """Return the reduced cost of post `p` to hub: one more seat filled."""
    people, potential, most, least = state[2], state[3], state[6], state[7]
    if people[p] >= most[p]:
        return FAR
    cost = potential[len(state[1]) + p] - potential[len(potential) - 1]
    if people[p] < least[p]:
        cost -= graph[6][p]
    return cost


@compile_kernel
def leave_seat(graph: Graph, state: State, p: int) -> int:
    """Return the reduced cost of hub to post `p`: one seat less."""
    people, potential, least = state[2], state[3], state[7]
    if people[p] == 0:
        return FAR
    cost = potential[len(potential) - 1] - potential[len(state[1]) + p]
    if people[p] - 1 < least[p]:
        cost += graph[6][p]
    return cost


@compile_kernel
def use_pair(graph: Graph, state: State, e: int) -> int:
    """Return the reduced cost of pair `e` from candidate to post; the way back costs its negative."""
    potential = state[3]
    return graph[5][e] + potential[graph[3][e]] - potential[len(state[1]) + graph[4][e]]


@compile_kernel
def count_violations(graph: Graph, state: State) -> int:
    """Return how many residual arcs have a negative reduced cost; 0 proves the plan optimal."""
    marks = state[0]
    broken = 0
    for e in range(len(marks)):
        cost = use_pair(graph, state, e)
        if (marks[e] == FREE and cost < 0) or (marks[e] == USED and cost > 0):
            broken += 1
    for i in range(len(state[1])):
        broken += int(enter_load(graph, state, i) < 0) + int(leave_load(graph, state, i) < 0)
    for p in range(len(state[2])):
        broken += int(enter_seat(graph, state, p) < 0) + int(leave_seat(graph, state, p) < 0)
    return broken
