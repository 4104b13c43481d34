"""The network behind coverage and every additive objective."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Problem

Ints = NDArray[np.int64]


@dataclass(slots=True, eq=False)
class Network:
    """Hold arcs and node supplies; stages take arcs away, so it changes.

    Nodes: 0 the source, 1..n candidates, n+1..n+m posts, n+m+1 the sink. Arcs, in this order:
    source to candidate up to the least load, the rest of its capacity, the usable pairs, post to
    sink up to its least, the rest of its most, and one bypass from source to sink that takes what
    nobody uses.

    Parameters
    ----------
    tail, head, capacity
        One entry per arc.
    supply
        What leaves each node; negative: what it takes.
    pair_row
        Row in the problem of each pair arc; the first pair arc is number 2n.
    fixed
        Pairs already decided to be used, rows in the problem.
    """

    problem: Problem
    tail: Ints
    head: Ints
    capacity: Ints
    supply: Ints
    pair_row: Ints
    fixed: Ints

    @property
    def first_pair(self) -> int:
        """Number of the first pair arc."""
        return 2 * self.problem.num_candidates

    @property
    def first_post(self) -> int:
        """Number of the first arc from a post's least to the sink."""
        return self.first_pair + len(self.pair_row)


def build_network(problem: Problem) -> Network:
    """Build the network of a problem; pinned pairs become supplies, banned ones are left out."""
    n, m = problem.num_candidates, problem.num_posts
    source, sink = 0, n + m + 1
    people, posts = np.arange(1, n + 1), np.arange(n + 1, n + m + 1)
    usable = np.flatnonzero(~problem.is_banned & ~problem.is_pinned).astype(np.int64)
    pinned = np.flatnonzero(problem.is_pinned).astype(np.int64)
    # Nobody can hold more than the pairs there are, so that bounds without limit do not overflow.
    capacity = np.minimum(problem.capacity, np.bincount(problem.candidate, minlength=n))
    most = np.minimum(problem.most, np.bincount(problem.post, minlength=m))
    least = np.minimum(problem.least, most)
    total = int(min(capacity.sum(), most.sum()))
    supply = np.zeros(n + m + 2, np.int64)
    supply[source], supply[sink] = total, -total
    # A pinned pair always flows: its candidate sends one unit less, its post has one to pass on.
    np.add.at(supply, 1 + problem.candidate[pinned], -1)
    np.add.at(supply, n + 1 + problem.post[pinned], 1)
    least_load = np.minimum(problem.least_load, capacity)
    return Network(
        problem=problem,
        tail=np.concatenate([np.full(2 * n, source), 1 + problem.candidate[usable], posts, posts, [source]]).astype(
            np.int64
        ),
        head=np.concatenate([people, people, n + 1 + problem.post[usable], np.full(2 * m, sink), [sink]]).astype(
            np.int64
        ),
        capacity=np.concatenate(
            [
                least_load,
                capacity - least_load,
                np.ones(len(usable), np.int64),
                least,
                most - least,
                [total],
            ]
        ),
        supply=supply,
        pair_row=usable,
        fixed=pinned,
    )


def stage_costs(network: Network, objective: Objective) -> list[Ints]:
    """Return the arc costs of each stage of an objective, to be minimised one after the other.

    Rank-maximal takes one stage per rank: most of rank 1, then most of rank 2, both sides counted.
    """
    problem, rows = network.problem, network.pair_row
    n, m = problem.num_candidates, problem.num_posts
    at_pairs = slice(network.first_pair, network.first_post)
    at_leasts = slice(network.first_post, network.first_post + m)

    def on_pairs(values: Ints) -> Ints:
        costs = np.zeros(len(network.tail), np.int64)
        costs[at_pairs] = values
        return costs

    match objective:
        case "coverage":
            costs = np.zeros(len(network.tail), np.int64)
            costs[:n] = -1
            costs[at_leasts] = -problem.priority
            return [costs]
        case "hosts":
            costs = np.zeros(len(network.tail), np.int64)
            costs[at_leasts] = -1
            return [costs]
        case "size":
            return [on_pairs(np.full(len(rows), -1, np.int64))]
        case "satisfaction":
            return [on_pairs(-problem.points[rows])]
        case "travel":
            return [on_pairs(problem.travel_m[rows])]
        case "continuity":
            return [on_pairs(-problem.is_kept[rows].astype(np.int64))]
        case "ranks":
            by_candidate, by_post = problem.rank_by_candidate[rows], problem.rank_by_post[rows]
            levels = np.unique(np.concatenate([by_candidate, by_post]))
            return [on_pairs(-((by_candidate == r).astype(np.int64) + (by_post == r))) for r in levels]
        case "stability" | "popularity" | "regret" | "balance":
            raise ValueError(f"{objective} is no sum over pairs")
