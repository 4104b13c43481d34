"""Edits as steps of one unit, each of which leaves an optimal plan with valid potentials.

A limit moves by one at a time. Where the step takes a unit away, the unit is sent back on the
cheapest way; where it opens an arc of negative reduced cost, one cheapest way closes the cycle, if
that pays. Between two steps the state is that of a solved problem.
"""

from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.residual import (
    BANNED,
    FREE,
    PINNED,
    USED,
    Graph,
    State,
    enter_load,
    enter_seat,
    leave_seat,
    use_pair,
)
from matcher.solve.incremental.search import FAR, HIGHEST, Scratch, send_unit

DONE, TIRED, STUCK = 0, 1, 2
"""A limit reached; potentials grown too large, to be settled anew; no way for a unit that must go."""

MOST_POTENTIAL = 1 << 59


@compile_kernel
def set_capacity(graph: Graph, state: State, scratch: Scratch, i: int, target: int) -> int:
    """Move the capacity of candidate `i` to `target`; return `DONE`, `TIRED` or `STUCK`."""
    load, capacity, hub = state[1], state[4], len(state[3]) - 1
    while capacity[i] != target:
        if scratch[7][HIGHEST] > MOST_POTENTIAL:
            return TIRED
        if load[i] < capacity[i]:
            capacity[i] = max(target, load[i])
        elif target > capacity[i]:
            capacity[i] += 1
            gain = enter_load(graph, state, i)
            if gain < 0 and send_unit(graph, state, scratch, i, hub, 1, -gain):
                load[i] += 1
        else:
            capacity[i] -= 1
            load[i] -= 1
            if not send_unit(graph, state, scratch, i, hub, -1, FAR):
                return STUCK
    return DONE


@compile_kernel
def set_most(graph: Graph, state: State, scratch: Scratch, p: int, target: int) -> int:
    """Move the most of post `p` to `target`; return `DONE`, `TIRED` or `STUCK`."""
    people, most, hub, node = state[2], state[6], len(state[3]) - 1, len(state[1]) + p
    while most[p] != target:
        if scratch[7][HIGHEST] > MOST_POTENTIAL:
            return TIRED
        if people[p] < most[p]:
            most[p] = max(target, people[p])
        elif target > most[p]:
            most[p] += 1
            gain = enter_seat(graph, state, p)
            if gain < 0 and send_unit(graph, state, scratch, node, hub, -1, -gain):
                people[p] += 1
        else:
            most[p] -= 1
            people[p] -= 1
            if not send_unit(graph, state, scratch, node, hub, 1, FAR):
                return STUCK
    return DONE


@compile_kernel
def set_least(graph: Graph, state: State, scratch: Scratch, p: int, target: int) -> int:
    """Move the least of post `p` to `target`, at most its most; return `DONE` or `TIRED`."""
    people, least, hub, node = state[2], state[7], len(state[3]) - 1, len(state[1]) + p
    while least[p] != target:
        if scratch[7][HIGHEST] > MOST_POTENTIAL:
            return TIRED
        if target > least[p]:
            if people[p] < least[p]:
                least[p] = target
                continue
            least[p] += 1
            gain = enter_seat(graph, state, p) if people[p] == least[p] - 1 else 0
            if gain < 0 and send_unit(graph, state, scratch, node, hub, -1, -gain):
                people[p] += 1
        else:
            least[p] -= 1
            gain = leave_seat(graph, state, p) if people[p] == least[p] + 1 else 0
            if gain < 0 and send_unit(graph, state, scratch, node, hub, 1, -gain):
                people[p] -= 1
    return DONE


@compile_kernel
def ban_pair(graph: Graph, state: State, scratch: Scratch, e: int) -> int:
    """Take pair `e` out; a unit it carried finds another way between its ends."""
    marks = state[0]
    was_used = marks[e] == USED
    marks[e] = BANNED
    if was_used and not send_unit(graph, state, scratch, graph[3][e], len(state[1]) + graph[4][e], 1, FAR):
        return STUCK
    return DONE


@compile_kernel
def unban_pair(graph: Graph, state: State, scratch: Scratch, e: int) -> int:
    """Let pair `e` back in, and use it if that pays."""
    gain = use_pair(graph, state, e)
    pays = gain < 0 and send_unit(graph, state, scratch, len(state[1]) + graph[4][e], graph[3][e], 1, -gain)
    state[0][e] = USED if pays else FREE
    return DONE


@compile_kernel
def pin_pair(graph: Graph, state: State, scratch: Scratch, e: int) -> int:
    """Fix pair `e`; if it was not used, a unit goes back from its post to its candidate."""
    marks = state[0]
    was_used = marks[e] == USED
    marks[e] = PINNED
    if not was_used and not send_unit(graph, state, scratch, len(state[1]) + graph[4][e], graph[3][e], 1, FAR):
        return STUCK
    return DONE


@compile_kernel
def unpin_pair(graph: Graph, state: State, scratch: Scratch, e: int) -> int:
    """Leave pinned pair `e` open, and give it up if that pays."""
    gain = -use_pair(graph, state, e)
    pays = gain < 0 and send_unit(graph, state, scratch, graph[3][e], len(state[1]) + graph[4][e], 1, -gain)
    state[0][e] = FREE if pays else USED
    return DONE
