"""The network behind coverage and every additive objective."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Problem
from matcher.solve.binding import binding_rules
from matcher.solve.flow.nesting import CANDIDATES, POSTS, Nesting, nest_rules

Ints = NDArray[np.int64]


@dataclass(slots=True, eq=False)
class Network:
    """Hold arcs and node supplies; stages take arcs away, so it changes.

    Nodes: 0 the source, 1..n candidates, n+1..n+m posts, n+m+1 the sink, and from n+m+2 on one for
    each set that a side rule bounds. Arcs, in this order: source to candidate up to the least load,
    the rest of its capacity, the usable pairs, post to sink up to its least, the rest of its most,
    one bypass from source to sink that takes what nobody uses, and one for each set. Sets stand
    between the source and their candidates, between a candidate and some of its pairs, and the same
    way on the side of the posts.

    Parameters
    ----------
    tail, head, capacity
        One entry per arc. What a set needs at least is no part of its arc: it is taken from the
        supply of the arc's tail and given to its head.
    supply
        What leaves each node; negative: what it takes.
    pair_row
        Row in the problem of each pair arc; the first pair arc is number 2n.
    fixed
        Pairs already decided to be used, rows in the problem.
    nesting
        The sets; None where no side rule binds.
    """

    problem: Problem
    tail: Ints
    head: Ints
    capacity: Ints
    supply: Ints
    pair_row: Ints
    fixed: Ints
    nesting: Nesting | None

    @property
    def first_pair(self) -> int:
        """Number of the first pair arc."""
        return 2 * self.problem.num_candidates

    @property
    def first_post(self) -> int:
        """Number of the first arc from a post's least to the sink."""
        return self.first_pair + len(self.pair_row)

    @property
    def bypass(self) -> int:
        """Number of the arc from source to sink; those of the sets come after it."""
        return self.first_post + 2 * self.problem.num_posts


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """Hold where the arcs of agents, pairs and sets begin and end."""

    into_candidate: Ints
    out_of_post: Ints
    pair_tail: Ints
    pair_head: Ints
    set_tail: Ints
    set_head: Ints


def build_network(problem: Problem) -> Network:
    """Build the network of a problem; pinned pairs become supplies, banned ones are left out.

    Raises
    ------
    ValueError
        A side rule binds that the network cannot hold.
    """
    nesting = None
    if rules := binding_rules(problem):
        nesting = nest_rules(problem)
        if nesting is None:
            raise ValueError(f"side rules bind: {', '.join(sorted(rules))}")
    n, m = problem.num_candidates, problem.num_posts
    source, sink = 0, n + m + 1
    people, posts = np.arange(1, n + 1), np.arange(n + 1, n + m + 1)
    ends = _plain_ends(problem) if nesting is None else _nested_ends(problem, nesting)
    usable = np.flatnonzero(~problem.is_banned & ~problem.is_pinned).astype(np.int64)
    pinned = np.flatnonzero(problem.is_pinned).astype(np.int64)
    # Nobody can hold more than the pairs there are, so that bounds without limit do not overflow.
    capacity = np.minimum(problem.capacity, np.bincount(problem.candidate, minlength=n))
    most = np.minimum(problem.most, np.bincount(problem.post, minlength=m))
    least = np.minimum(problem.least, most)
    # What sets need at least is sent even where too little can follow; the check of that comes after.
    total = int(min(capacity.sum(), most.sum())) if nesting is None else problem.num_pairs
    set_least = np.zeros(0, np.int64) if nesting is None else nesting.sets.least
    set_room = np.zeros(0, np.int64) if nesting is None else np.maximum(nesting.sets.most - set_least, 0)
    supply = np.zeros(n + m + 2 + len(set_least), np.int64)
    supply[source], supply[sink] = total, -total
    # A pinned pair always flows: its candidate sends one unit less, its post has one to pass on.
    np.add.at(supply, ends.pair_tail[pinned], -1)
    np.add.at(supply, ends.pair_head[pinned], 1)
    np.add.at(supply, ends.set_tail, -set_least)
    np.add.at(supply, ends.set_head, set_least)
    least_load = np.minimum(problem.least_load, capacity)
    return Network(
        problem=problem,
        tail=np.concatenate(
            [ends.into_candidate, ends.into_candidate, ends.pair_tail[usable], posts, posts, [source], ends.set_tail]
        ),
        head=np.concatenate(
            [people, people, ends.pair_head[usable], ends.out_of_post, ends.out_of_post, [sink], ends.set_head]
        ),
        capacity=np.concatenate(
            [
                least_load,
                capacity - least_load,
                np.ones(len(usable), np.int64),
                least,
                most - least,
                [total],
                set_room,
            ]
        ),
        supply=supply,
        pair_row=usable,
        fixed=pinned,
        nesting=nesting,
    )


def _plain_ends(problem: Problem) -> _Ends:
    n, m = problem.num_candidates, problem.num_posts
    none = np.zeros(0, np.int64)
    return _Ends(
        into_candidate=np.zeros(n, np.int64),
        out_of_post=np.full(m, n + m + 1),
        pair_tail=1 + problem.candidate.astype(np.int64),
        pair_head=n + 1 + problem.post.astype(np.int64),
        set_tail=none,
        set_head=none,
    )


def _nested_ends(problem: Problem, nesting: Nesting) -> _Ends:
    n, m = problem.num_candidates, problem.num_posts
    source, sink = 0, n + m + 1

    def place(numbers: Ints, end: int) -> Ints:
        """Return the nodes of sets, `end` for what lies in none."""
        # The sink stands between the posts and the other sets.
        return np.where(numbers < 0, end, 1 + numbers + (numbers >= n + m))

    own = place(n + m + np.arange(len(nesting.sets)), source)
    side, parent = nesting.side[n + m :], nesting.parent[n + m :]
    return _Ends(
        into_candidate=place(nesting.parent[:n], source),
        out_of_post=place(nesting.parent[n : n + m], sink),
        pair_tail=place(nesting.inside[CANDIDATES], source),
        pair_head=place(nesting.inside[POSTS], sink),
        set_tail=np.where(side == CANDIDATES, place(parent, source), own),
        set_head=np.where(side == CANDIDATES, own, place(parent, sink)),
    )


def stage_costs(network: Network, objective: Objective) -> list[Ints]:
    """Return the arc costs of each stage of an objective, to be minimised one after the other.

    Rank-maximal takes one stage per rank: most of rank 1, then most of rank 2, both sides counted.
    Generous does the same from the other end: fewest of the worst rank, then fewest of the next.
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
        case "generous":
            by_candidate, by_post = problem.rank_by_candidate[rows], problem.rank_by_post[rows]
            levels = np.unique(np.concatenate([by_candidate, by_post]))[::-1]
            return [on_pairs((by_candidate == r).astype(np.int64) + (by_post == r)) for r in levels]
        case "stability" | "popularity" | "regret" | "balance":
            raise ValueError(f"{objective} is no sum over pairs")
