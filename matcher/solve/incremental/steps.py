"""Edits as steps of one unit, each of which leaves an optimal plan with valid potentials.

A limit moves by one at a time. Where the step takes a unit away, the unit is sent back on the
cheapest way; where it opens an arc of negative reduced cost, one cheapest way closes the cycle, if
that pays. Between two steps the state is that of a solved problem.
"""

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import (
    BANNED,
    FAR,
    FREE,
    HELD,
    LEAST,
    MOST,
    PINNED,
    POTENTIAL,
    SIDE,
    USED,
    Graph,
    State,
    enter,
    leave,
)
from matcher.solve.incremental.search import HIGHEST, Scratch, send_unit

DONE, TIRED, STUCK = 0, 1, 2
"""The edit is made; potentials grown too large, to be settled anew; no way for a unit that must go."""

MOST_POTENTIAL = 1 << 59


@compile_kernel
def set_most(graph: Graph, state: State, scratch: Scratch, v: int, target: int) -> int:
    """Move the most pairs of agent `v` to `target`."""
    nodes, counters = state[1], scratch[2]
    hub, side = nodes.shape[1] - 1, nodes[SIDE, v]
    while nodes[MOST, v] != target:
        if counters[HIGHEST] > MOST_POTENTIAL:
            return TIRED
        if nodes[HELD, v] < nodes[MOST, v]:
            nodes[MOST, v] = max(target, nodes[HELD, v])
        elif target > nodes[MOST, v]:
            nodes[MOST, v] += 1
            gain = enter(nodes, v)
            if gain < 0 and send_unit(graph, state, scratch, v, hub, side, -gain):
                nodes[HELD, v] += 1
        else:
            nodes[MOST, v] -= 1
            nodes[HELD, v] -= 1
            if not send_unit(graph, state, scratch, v, hub, -side, FAR):
                return STUCK
    return DONE


@compile_kernel
def set_least(graph: Graph, state: State, scratch: Scratch, v: int, target: int) -> int:
    """Move the least pairs of agent `v` to `target`."""
    nodes, counters = state[1], scratch[2]
    hub, side = nodes.shape[1] - 1, nodes[SIDE, v]
    while nodes[LEAST, v] != target:
        if counters[HIGHEST] > MOST_POTENTIAL:
            return TIRED
        if nodes[HELD, v] < min(nodes[LEAST, v], target):
            nodes[LEAST, v] = target
        elif target > nodes[LEAST, v]:
            nodes[LEAST, v] += 1
            gain = enter(nodes, v)
            if gain < 0 and send_unit(graph, state, scratch, v, hub, side, -gain):
                nodes[HELD, v] += 1
        else:
            nodes[LEAST, v] -= 1
            gain = leave(nodes, v)
            if gain < 0 and send_unit(graph, state, scratch, v, hub, -side, -gain):
                nodes[HELD, v] -= 1
    return DONE


@compile_kernel
def ban_pair(graph: Graph, state: State, scratch: Scratch, i: int, v: int, e: int) -> int:
    """Take pair `e` of candidate `i` and post node `v` out; a unit it carried finds another way."""
    marks = state[0]
    was_used = marks[e] == USED
    marks[e] = BANNED
    if was_used and not send_unit(graph, state, scratch, i, v, 1, FAR):
        return STUCK
    return DONE


@compile_kernel
def unban_pair(graph: Graph, state: State, scratch: Scratch, i: int, v: int, e: int) -> int:
    """Let a banned pair back in, and use it if that pays."""
    marks, nodes = state
    gain = graph[3][e] + nodes[POTENTIAL, i] - nodes[POTENTIAL, v]
    marks[e] = USED if gain < 0 and send_unit(graph, state, scratch, v, i, 1, -gain) else FREE
    return DONE


@compile_kernel
def pin_pair(graph: Graph, state: State, scratch: Scratch, i: int, v: int, e: int) -> int:
    """Fix a pair; if it was not used, a unit goes back from its post to its candidate."""
    marks = state[0]
    was_used = marks[e] == USED
    marks[e] = PINNED
    if not was_used and not send_unit(graph, state, scratch, v, i, 1, FAR):
        return STUCK
    return DONE


@compile_kernel
def unpin_pair(graph: Graph, state: State, scratch: Scratch, i: int, v: int, e: int) -> int:
    """Leave a pinned pair open, and give it up if that pays."""
    marks, nodes = state
    gain = nodes[POTENTIAL, v] - nodes[POTENTIAL, i] - graph[3][e]
    marks[e] = FREE if gain < 0 and send_unit(graph, state, scratch, i, v, 1, -gain) else USED
    return DONE
