"""What a solve is measured against: a library call or a compiled loop on arrays already prepared.

Neither checks anything, knows a side rule, or says what it proved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from matcher.problem import Problem

Ints = NDArray[np.int64]
Indices = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class FlowArrays:
    """Hold a min-cost flow of coverage first, then points, as one stacked cost.

    Nodes: 0 the source, then posts, candidates, and the sink last. A post's least seats and its
    other seats are two arcs from the source; one bypass takes what nobody uses.
    """

    tail: Indices
    head: Indices
    capacity: Ints
    cost: Ints
    supply: Ints
    first_pair: int


def prepare_flow(problem: Problem) -> FlowArrays:
    """Return the arcs, each seat's weight safely above whatever points a plan could gain or lose."""
    n, m, k = problem.num_candidates, problem.num_posts, problem.num_pairs
    total = int(min(problem.most.sum(), problem.capacity.sum()))
    weight = int(problem.points.max(initial=0)) * total + 1
    posts, people = np.arange(1, m + 1), np.arange(m + 1, m + n + 1)
    sink = m + n + 1
    supply = np.zeros(n + m + 2, np.int64)
    supply[0], supply[sink] = total, -total
    return FlowArrays(
        tail=np.concatenate([np.zeros(2 * m), 1 + problem.post, people, [0]]).astype(np.int32),
        head=np.concatenate([posts, posts, m + 1 + problem.candidate, np.full(n, sink), [sink]]).astype(np.int32),
        capacity=np.concatenate(
            [problem.least, problem.most - problem.least, np.ones(k, np.int64), problem.capacity, [total]]
        ),
        cost=np.concatenate([-weight * problem.priority, np.zeros(m), -problem.points, np.zeros(n + 1)]).astype(
            np.int64
        ),
        supply=supply,
        first_pair=2 * m,
    )


def run_flow(arrays: FlowArrays) -> Ints:
    """Make one call of OR-Tools' min-cost flow, filled in bulk, and return the flow on every arc."""
    from ortools.graph.python import min_cost_flow

    # Its stubs ask for scalar types where it takes arrays.
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(arrays.tail, arrays.head, arrays.capacity, arrays.cost)
    solver.set_nodes_supplies(np.arange(len(arrays.supply), dtype=np.int32), arrays.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow ended with status {status}")
    flows: Ints = solver.flows(arcs)
    return flows


def rows_of_flow(arrays: FlowArrays, flow: Ints, problem: Problem) -> Ints:
    """Return the rows of the problem's pairs that the flow uses."""
    return np.flatnonzero(flow[arrays.first_pair : arrays.first_pair + problem.num_pairs]).astype(np.int64)


def measure_rows(problem: Problem, rows: Ints) -> tuple[int, int]:
    """Return the missing weighted seats and the points of a plan."""
    people = np.bincount(problem.post[rows], minlength=problem.num_posts)
    missing = int((problem.priority * np.maximum(0, problem.least - people)).sum())
    return missing, int(problem.points[rows].sum())


@dataclass(frozen=True, slots=True, eq=False)
class ListArrays:
    """Hold strict lists ready for deferred acceptance, candidates proposing, one post each.

    Parameters
    ----------
    start
        First entry of each candidate's list.
    post, rank
        Post of each entry, best first, and the candidate's rank there.
    most
        Seats of each post.
    slot
        First seat of each post.
    """

    start: Ints
    post: Indices
    rank: Indices
    most: Indices
    slot: Ints


def prepare_lists(problem: Problem) -> ListArrays:
    """Sort every candidate's list."""
    order = np.lexsort((problem.rank_by_candidate, problem.candidate))
    return ListArrays(
        start=np.searchsorted(problem.candidate, np.arange(problem.num_candidates + 1)).astype(np.int64),
        post=np.array(problem.post[order]),
        rank=problem.rank_by_post[order].astype(np.int32),
        most=problem.most.astype(np.int32),
        slot=np.concatenate([[0], np.cumsum(problem.most)]).astype(np.int64),
    )


def run_lists(arrays: ListArrays) -> Indices:
    """Return the post of each candidate, -1 for none."""
    return _propose(arrays.start, arrays.post, arrays.rank, arrays.most, arrays.slot)


def _compile(kernel: Callable[..., Indices]) -> Callable[..., Indices]:
    compiled: Callable[..., Indices] = numba.njit(cache=True)(kernel)
    return compiled


@_compile
def _propose(start: Ints, post: Indices, rank: Indices, most: Indices, slot: Ints) -> Indices:
    num = len(start) - 1
    place = np.full(num, -1, np.int32)
    pointer = start[:-1].copy()
    held = np.empty(slot[-1], np.int64)  # rank and candidate of each seat, a heap with the worst on top
    count = np.zeros(len(most), np.int32)
    for first in range(num):
        a = first
        while a >= 0 and pointer[a] < start[a + 1]:
            t = pointer[a]
            pointer[a] += 1
            p = post[t]
            key = (np.int64(rank[t]) << 32) | a
            base, size, loser = slot[p], count[p], -1
            if size < most[p]:
                at = size
                count[p] += 1
                while at > 0 and held[base + (at - 1) // 2] < key:
                    held[base + at] = held[base + (at - 1) // 2]
                    at = (at - 1) // 2
                held[base + at] = key
            elif size > 0 and key < held[base]:
                loser = held[base] & 0xFFFFFFFF
                place[loser] = -1
                at = 0
                while True:
                    child = 2 * at + 1
                    if child >= size:
                        break
                    if child + 1 < size and held[base + child + 1] > held[base + child]:
                        child += 1
                    if held[base + child] <= key:
                        break
                    held[base + at] = held[base + child]
                    at = child
                held[base + at] = key
            else:
                continue
            place[a] = p
            a = loser
    return place
