"""What every pair of one post, or of one candidate, would cost if it were forced.

To force the pair (i, p) into an optimal plan, one unit has to go back from p to i on its cheapest way
through the residual network (see `pin_pair`). The ways of all pairs of p start there, so one search from
p prices them all; those of a candidate end there, so one search backwards does.

Guarantee: the change of every objective is that of a full solve of the problem with the pair pinned.

Complexity: one search, O(k + (n + m) log(n + m)), for all pairs of the agent, where pinning them one by
one takes a search and a copy of the plan each.

Reference: Ahuja, Magnanti, Orlin, Network Flows (1993), section 9.11 (sensitivity analysis of
minimum cost flows).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Problem
from matcher.problem.edits import find_pair
from matcher.solve.compiled import compile_kernel
from matcher.solve.incremental.base import Base
from matcher.solve.incremental.residual import BANNED, FAR, FREE, HELD, LEAST, MOST, PINNED, SIDE
from matcher.solve.incremental.search import PARENT, VIA, make_scratch, search_ways
from matcher.solve.preferences import Ints, Pairs

Steps: TypeAlias = tuple[Ints, Pairs, Pairs, Pairs]
"""Row starts by way; pair of each step, -1 where it is a hub arc; agent of that arc; pairs it gains there."""


@dataclass(frozen=True, slots=True, eq=False)
class ForcedPairs:
    """Hold what pairs would cost if each alone were forced into the plan.

    Parameters
    ----------
    rows
        Rows of the problem's pairs; int64, shape (f,).
    is_possible
        Whether any plan holds the pair: False where it is banned, or pins take all room of a side;
        bool, shape (f,).
    objectives
        Those of the base, in order.
    changes
        Value with the pair less value of the plan; 0 where it is not possible; int64, shape (f,
        number of objectives).
    turned_start, turned
        Row f holds the pairs that change hands, the forced one included: those of the plan are given
        up, the others taken; empty where the plan holds the pair already.
    """

    rows: Ints
    is_possible: NDArray[np.bool_]
    objectives: tuple[Objective, ...]
    changes: Ints
    turned_start: Ints
    turned: Ints

    def find_turned(self, at: int) -> list[int]:
        """Return the rows of the pairs that change hands when pair ``rows[at]`` is forced."""
        rows: list[int] = self.turned[self.turned_start[at] : self.turned_start[at + 1]].tolist()
        return rows


def price_of_forcing(base: Base, *, candidate: int | None = None, post: int | None = None) -> ForcedPairs:
    """Return the price of forcing every pair of a post or of a candidate, or a single pair.

    Parameters
    ----------
    candidate, post
        Indices; one of them, or both for a single pair.

    Raises
    ------
    ValueError
        Neither is given.
    ProblemError
        Both are given and the pair is not acceptable.
    """
    origin, n = base.origin, base.origin.num_candidates
    start, pair = base.graph[:2]
    if candidate is not None and post is not None:
        rows = np.array([find_pair(origin, candidate, post)], np.int64)
        root, end, sign = n + post, candidate, 1
    elif post is not None:
        root, end, sign = n + post, -1, 1
        rows = pair[start[root] : start[root + 1]].astype(np.int64)
    elif candidate is not None:
        root, end, sign = candidate, -1, -1
        rows = np.arange(start[candidate], start[candidate + 1], dtype=np.int64)
    else:
        raise ValueError("price_of_forcing takes a candidate, a post or both")
    is_possible = _find_possible(base, rows)
    asked = np.flatnonzero(is_possible & (base.state[0][rows] == FREE))
    changes = np.zeros((len(rows), len(base.objectives)), np.int64)
    if not len(asked):
        nothing = np.zeros(len(rows) + 1, np.int64)
        return ForcedPairs(rows, is_possible, base.objectives, changes, nothing, np.zeros(0, np.int64))
    heads = origin.candidate[rows[asked]] if sign > 0 else origin.post[rows[asked]] + np.int32(n)
    starts, step_pair, agent, gained = _find_ways(base, root, end, sign, heads)
    way = np.repeat(np.arange(len(asked)), np.diff(starts))
    is_pair = step_pair >= 0
    rows_turned, of_way = step_pair[is_pair].astype(np.int64), way[is_pair]
    turns = np.where(base.state[0][rows_turned] == FREE, 1, -1)
    for at, objective in enumerate(base.objectives):
        if objective == "coverage":
            is_hub = ~is_pair
            np.add.at(changes[:, at], asked[way[is_hub]], _miss(base, agent[is_hub], gained[is_hub]))
        else:
            values = _value(origin, objective)
            np.add.at(changes[:, at], asked[of_way], turns * values[rows_turned])
            changes[asked, at] += values[rows[asked]]
    counts = np.zeros(len(rows), np.int64)
    np.add.at(counts, asked[of_way], 1)
    counts[asked] += 1
    ends = np.cumsum(counts)
    turned = np.empty(int(ends[-1]), np.int64)
    is_own = np.zeros(len(turned), np.bool_)
    is_own[ends[asked] - 1] = True
    turned[is_own], turned[~is_own] = rows[asked], rows_turned
    return ForcedPairs(rows, is_possible, base.objectives, changes, np.concatenate([[0], ends]), turned)


def _find_possible(base: Base, rows: Ints) -> NDArray[np.bool_]:
    """Tell which pairs some plan holds: not banned, and with room beside the pins of both sides."""
    marks, nodes = base.state
    n, m = base.origin.num_candidates, base.origin.num_posts
    pinned = np.flatnonzero(marks == PINNED)
    free = nodes[MOST, :-1].copy()
    free[:n] -= np.bincount(base.origin.candidate[pinned], minlength=n)
    free[n:] -= np.bincount(base.origin.post[pinned], minlength=m)
    fits = (free[base.origin.candidate[rows]] > 0) & (free[n + base.origin.post[rows]] > 0)
    possible: NDArray[np.bool_] = (marks[rows] == PINNED) | ((marks[rows] != BANNED) & fits)
    return possible


def _find_ways(base: Base, root: int, end: int, sign: int, heads: Pairs) -> Steps:
    """Return the steps of the cheapest way between `root` and each head."""
    marks, nodes = base.state
    start, pair, other, cost = base.graph
    table, lists, counters = make_scratch(nodes.shape[1])
    search_ways(start, pair, other, cost, marks, nodes, table, lists, counters, root, end, sign, FAR)
    return _walk_back(table, nodes, heads.astype(np.int64), root, sign)


@compile_kernel
def _walk_back(table: Ints, nodes: Ints, heads: Ints, root: int, sign: int) -> Steps:
    """List the steps of each way by following the parents of a finished search."""
    hub = nodes.shape[1] - 1
    starts = np.zeros(len(heads) + 1, np.int64)
    for h in range(len(heads)):
        v, num = heads[h], 0
        while v != root:
            v = table[PARENT, v]
            num += 1
        starts[h + 1] = starts[h] + num
    pairs = np.empty(starts[-1], np.int32)
    agents = np.empty(starts[-1], np.int32)
    gains = np.zeros(starts[-1], np.int32)
    for h in range(len(heads)):
        v, at = heads[h], starts[h]
        while v != root:
            u = table[PARENT, v]
            pairs[at] = table[VIA, v]
            agents[at] = u if v == hub else v
            if pairs[at] < 0:
                gains[at] = -sign * nodes[SIDE, u] if v == hub else sign * nodes[SIDE, v]
            v = u
            at += 1
    return starts, pairs, agents, gains


def _miss(base: Base, agent: Pairs, gained: Pairs) -> Ints:
    """Return by how much more coverage is missing when agents hold one pair more, or one less."""
    nodes, n = base.state[1], base.origin.num_candidates
    weight = np.concatenate([np.ones(n, np.int64), base.origin.priority])[agent]
    held, least = nodes[HELD, agent], nodes[LEAST, agent]
    missed: Ints = np.where(gained > 0, -weight * (held < least), weight * (held <= least))
    return missed


def _value(problem: Problem, objective: Objective) -> Ints:
    """Return what each pair adds to the value of a sum over pairs."""
    match objective:
        case "size":
            return np.ones(problem.num_pairs, np.int64)
        case "satisfaction":
            return problem.points
        case "travel":
            return problem.travel_m
        case _:
            return problem.is_kept.astype(np.int64)
