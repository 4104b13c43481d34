"""Where people do not suffice whatever is planned: the cover of a problem, and what an open need reaches.

Needs on one side are served from the other through pairs, pins used and bans taken out, every other
side rule left aside. In a heaviest cover an open need reaches, along pairs it could use and pairs that
would have to give way, a set of needs and all people they know; there everybody is used up. That set is
the cut of the maximum flow on the side of this one need, and it is the smallest: whichever of the
others is taken out of it, its people would serve the open one.

References: L. R. Ford, D. R. Fulkerson, Maximal flow through a network, Canadian Journal of Mathematics
8 (1956) 399-404; A. L. Dulmage, N. S. Mendelsohn, Coverings of bipartite graphs, same journal 10 (1958)
517-534.
"""

from dataclasses import replace
from functools import cached_property

import numpy as np

from matcher.problem import NO_LIMIT, Assignment, Problem
from matcher.problem.problem import Flags, Indices, Ints
from matcher.verify import Side, Witness
from matcher.verify.cover import Cover
from matcher.verify.network import Network
from matcher.verify.placed import place
from matcher.verify.rows import expand, start_rows


class Scarcity:
    """Hold the heaviest cover of one side's needs, grown from a plan.

    Parameters
    ----------
    problem, assignment
        The cover starts from the plan and keeps what it fills as far as a heaviest cover may.
    side
        ``posts``: least seats served by people; ``candidates``: least loads served by posts.

    Attributes
    ----------
    network, cover
        Near agents are those of `side`, far agents the others.
    """

    def __init__(self, problem: Problem, assignment: Assignment, side: Side = "posts") -> None:
        self.problem = problem
        self.side: Side = side
        asked = problem.least if side == "posts" else problem.least_load
        self.weight: Ints = problem.priority if side == "posts" else np.ones(problem.num_candidates, np.int64)
        self.network = Network(problem, side, asked)
        network = self.network
        self.cover = Cover(network.need, self.weight, network.room, network.near, network.far)
        self.cover.grow(place(problem, assignment).is_used[network.pair])

    @cached_property
    def missing(self) -> Ints:
        """Units of each near agent that stay open; int64, one per near agent."""
        missing: Ints = self.network.asked - self.cover.filled
        return missing

    @property
    def loss(self) -> int:
        """The least loss of cover of this side, by weight."""
        return int((self.missing * self.weight).sum())

    def reach(self, near: int | Ints) -> tuple[Ints, Ints]:
        """Return the near and far agents that some near agents reach in the residual graph, themselves included."""
        cover = self.cover
        is_near, is_far = np.zeros(len(cover.need), np.bool_), np.zeros(len(cover.room), np.bool_)
        is_near[near] = True
        fresh = np.atleast_1d(np.asarray(near, np.int64))
        while len(fresh):
            pairs = expand(cover.start[fresh], cover.start[fresh + 1] - cover.start[fresh])
            far = np.unique(cover.far[pairs[~cover.is_flow[pairs]]]).astype(np.int64)
            far = far[~is_far[far]]
            is_far[far] = True
            back = self._served_by(far)
            fresh = np.unique(back[~is_near[back]]).astype(np.int64)
            is_near[fresh] = True
        return np.flatnonzero(is_near), np.flatnonzero(is_far)

    def find_witness(self, near: int) -> Witness | None:
        """Return the smallest set that explains why an agent stays short, or None where none does."""
        if not self.missing[near]:
            return None
        return count_witness(self.problem, self.side, self.reach(near)[0], self.network)

    @cached_property
    def is_loose(self) -> Flags:
        """Whether each far agent could give one unit more and everybody stays served; bool."""
        cover = self.cover
        is_far = cover.spent < cover.room
        is_near = np.zeros(len(cover.need), np.bool_)
        order = np.argsort(cover.far, kind="stable")
        starts = start_rows(cover.far[order], len(cover.room))
        holder = np.flatnonzero(cover.is_flow)
        holder_starts = start_rows(cover.near[holder], len(cover.need))
        fresh = np.flatnonzero(is_far)
        while len(fresh):
            # Whoever could be served by a loose one frees those who serve it now.
            pairs = order[expand(starts[fresh], starts[fresh + 1] - starts[fresh])]
            near = np.unique(cover.near[pairs[~cover.is_flow[pairs]]])
            near = near[~is_near[near]]
            is_near[near] = True
            held = holder[expand(holder_starts[near], holder_starts[near + 1] - holder_starts[near])]
            fresh = np.unique(cover.far[held]).astype(np.int64)
            fresh = fresh[~is_far[fresh]]
            is_far[fresh] = True
        return is_far

    def _served_by(self, far: Ints) -> Ints:
        """Return the near agents that some far agents serve in the cover."""
        near, rows = self._by_far
        return near[expand(rows[far], rows[far + 1] - rows[far])]

    @cached_property
    def _by_far(self) -> tuple[Ints, Ints]:
        carrying = np.flatnonzero(self.cover.is_flow)
        carrying = carrying[np.argsort(self.cover.far[carrying], kind="stable")]
        return self.cover.near[carrying].astype(np.int64), start_rows(self.cover.far[carrying], len(self.cover.room))


def count_witness(problem: Problem, side: Side, near: Ints, network: Network | None = None) -> Witness:
    """Return what some near agents need, and what everyone they know can give them at most.

    The supply counts each far agent with its room or with its pairs to these, whichever is less, so
    it holds for every plan.

    Parameters
    ----------
    near
        Posts for side ``posts``, candidates otherwise; ascending.
    network
        Of the problem's needs on that side, where it is at hand.
    """
    network = network or Network(problem, side, problem.least if side == "posts" else problem.least_load)
    is_near = np.zeros(len(network.asked), np.bool_)
    is_near[near] = True
    pairs = np.flatnonzero(is_near[network.near])
    offers = np.bincount(network.far[pairs], minlength=len(network.room))
    pins = is_near[network.pinned_near]
    num_pinned = int(network.pinned[near].sum())
    known = np.union1d(network.far[pairs], network.pinned_far[pins]).tolist()
    needed = int((network.pinned + network.asked)[near].sum())
    available = num_pinned + int(np.minimum(offers, network.room).sum())
    posts, people = (near.tolist(), known) if side == "posts" else (known, near.tolist())
    return Witness(side, tuple(posts), tuple(people), needed, available)


def bound_cover(problem: Problem, assignment: Assignment) -> int:
    """Return the least coverage loss of a problem with pins and bans, all other side rules left aside.

    The losses of the two sides add up (Mendelsohn and Dulmage, 1958).
    """
    loss = Scarcity(problem, assignment).loss
    return loss + (Scarcity(problem, assignment, "candidates").loss if problem.least_load.any() else 0)


def force_cover(problem: Problem, post: int) -> Problem:
    """Return the problem with the least of one post as a hard rule."""
    rows = np.flatnonzero(problem.post == post).astype(np.int32)
    return demand(problem, rows, int(problem.least[post]))


def force_place(problem: Problem, candidate: int, least: int = 1) -> Problem:
    """Return the problem with a hard rule that a candidate serves somewhere."""
    rows = np.flatnonzero(problem.candidate == candidate).astype(np.int32)
    return demand(problem, rows, least)


def demand(problem: Problem, rows: Indices, least: int, most: int = NO_LIMIT) -> Problem:
    """Return the problem with a quota more: at least, and at most, so many of some pairs are used."""
    return replace(
        problem,
        quota_start=np.append(problem.quota_start, problem.quota_start[-1] + len(rows)),
        quota_pair=np.concatenate([problem.quota_pair, rows]).astype(np.int32),
        quota_coefficient=np.concatenate([problem.quota_coefficient, np.ones(len(rows), np.int64)]),
        quota_least=np.append(problem.quota_least, least),
        quota_most=np.append(problem.quota_most, most),
        quota_count=np.append(problem.quota_count, 0).astype(np.int32),
    )
