"""The closed sets of rotations that are still open, narrowed one question after the other.

"Rotation a only with rotation b" is an arc a -> b, and every narrowing is such arcs again:

- a pair is refused: the rotation that takes it only with the one that gives it up;
- a pair is ordered: the one that takes it is chosen, the one that gives it up is not;
- a sum of weights is least: a closed set of least weight is one side of a least cut (J.-C. Picard,
  "Maximal closure of a graph and applications to combinatorial problems", Management Science 22
  (1976) 1268-1272), and the least cuts are exactly the sets closed in the residual graph of any
  greatest flow (J.-C. Picard, M. Queyranne, Mathematical Programming Study 13 (1980) 8-16). So arcs
  that carry flow are added backwards, and the next sum is minimised over what is left.

No weights are stacked, so nothing can overflow, and each stage is exact. After each narrowing
rotations that can only go together are merged, and decided ones drop out.

Complexity: one maximum flow (push-relabel) a sum, near-linear otherwise.
"""

from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.errors import SolverError
from matcher.solve.preferences import Ints, Marks, Pairs
from matcher.words import Words

ALWAYS, NEVER = 0, 1
"""Nodes of what is decided; free groups of rotations are numbered from 2."""


class ClosedSets:
    """Hold the closed sets still open.

    Parameters
    ----------
    num
        Number of rotations.
    before, after
        Arcs between them: `after` only with `before`.
    """

    def __init__(self, num: int, before: Pairs, after: Pairs) -> None:
        self._node: Ints = np.arange(num, dtype=np.int64) + 2
        self._num_nodes = num + 2
        self._tail: Ints = after.astype(np.int64) + 2
        self._head: Ints = before.astype(np.int64) + 2
        self.is_empty = False

    @property
    def num_free(self) -> int:
        """Number of groups of rotations that are not decided."""
        return self._num_nodes - 2

    def twin(self) -> "ClosedSets":
        """Return an independent copy."""
        return copy(self)  # its arrays are never written to

    def refuse(self, taken_in: Pairs, given_up_in: Pairs) -> None:
        """Keep the sets whose plan has none of the pairs taken and given up in these rotations (-1: none)."""
        self._narrow(self._at(taken_in, ALWAYS), self._at(given_up_in, NEVER))

    def order(self, taken_in: Pairs, given_up_in: Pairs) -> None:
        """Keep the sets whose plan has all of the pairs taken and given up in these rotations (-1: none)."""
        taken, given_up = self._at(taken_in, ALWAYS), self._at(given_up_in, NEVER)
        self._narrow(
            np.concatenate([np.full_like(taken, ALWAYS), given_up]),
            np.concatenate([taken, np.full_like(given_up, NEVER)]),
        )

    def minimise(self, weights: Ints) -> None:
        """Keep the sets of least total weight; `weights` has one entry a rotation."""
        total = np.zeros(self._num_nodes, np.int64)
        np.add.at(total, self._node, weights)
        gains, costs = np.flatnonzero(total[2:] < 0) + 2, np.flatnonzero(total[2:] > 0) + 2
        if not len(gains) and not len(costs):
            return
        # Nodes ALWAYS and NEVER serve as source and sink.
        arcs = len(self._tail)
        tail = np.concatenate([self._tail, np.full_like(gains, ALWAYS), costs])
        head = np.concatenate([self._head, gains, np.full_like(costs, NEVER)])
        limit = np.concatenate([np.full(arcs, -total[gains].sum() + 1), -total[gains], total[costs]])
        flow = _greatest_flow(tail, head, limit)
        backwards, open_ = np.flatnonzero(flow[:arcs] > 0), np.flatnonzero(flow[arcs:] < limit[arcs:]) + arcs
        self._narrow(
            np.concatenate([self._head[backwards], tail[open_]]), np.concatenate([self._tail[backwards], head[open_]])
        )

    def smallest(self) -> Marks:
        """Return the set of fewest rotations, the plan best for candidates: 1 for the chosen ones."""
        chosen: Marks = (self._node == ALWAYS).astype(np.uint8)
        return chosen

    def largest(self) -> Marks:
        """Return the set of most rotations, the plan best for posts: 1 for the chosen ones."""
        chosen: Marks = (self._node != NEVER).astype(np.uint8)
        return chosen

    def _at(self, rotation: Pairs, missing: int) -> Ints:
        return np.append(self._node, missing)[rotation]

    def _narrow(self, tail: Ints, head: Ints) -> None:
        """Add arcs, merge what can only go together, and drop what is decided."""
        if self.is_empty or not len(tail):
            return
        free = np.arange(2, self._num_nodes)
        # ALWAYS is chosen anyway and NEVER is not, so these arcs say nothing; with them, what is decided
        # lies on a cycle with ALWAYS or NEVER, and a contradiction on one with both.
        ends = (
            np.concatenate([self._tail, tail, free, np.full_like(free, NEVER), [NEVER]]),
            np.concatenate([self._head, head, np.full_like(free, ALWAYS), free, [ALWAYS]]),
        )
        graph = coo_array((np.ones(len(ends[0]), np.int8), ends), shape=(self._num_nodes, self._num_nodes)).tocsr()
        num_groups, group = connected_components(graph, connection="strong")
        if group[ALWAYS] == group[NEVER]:
            self.is_empty = True
            return
        number = np.full(num_groups, -1, np.int64)
        number[group[ALWAYS]], number[group[NEVER]] = ALWAYS, NEVER
        number[number < 0] = np.arange(2, num_groups)
        renamed: Ints = number[group]
        self._node = renamed[self._node]
        self._num_nodes = num_groups
        new_tail = renamed[np.concatenate([self._tail, tail])]
        new_head = renamed[np.concatenate([self._head, head])]
        is_kept = (new_tail != new_head) & (new_tail > NEVER) & (new_head > NEVER)
        key = np.unique(new_tail[is_kept] * num_groups + new_head[is_kept])
        self._tail, self._head = key // num_groups, key % num_groups


def _greatest_flow(tail: Ints, head: Ints, limit: Ints) -> NDArray[np.int64]:
    """Return the arc flows of a greatest flow from ALWAYS to NEVER."""
    from ortools.graph.python import max_flow

    # Its stubs ask for scalar types where it takes arrays.
    solver: Any = max_flow.SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), limit)
    status = solver.solve(ALWAYS, NEVER)
    if status != solver.OPTIMAL:
        raise SolverError(Words(f"网络流求解失败：{status}", f"the flow engine failed: {status}"))
    flow: NDArray[np.int64] = solver.flows(arcs).astype(np.int64)
    return flow
