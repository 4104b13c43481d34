"""The columns of pairs, capacities and seats, and lists cut into ranks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.problem.problem import Flags, Ints, Problem
from matcher.solve.milp.linear import Builder


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Hold a model under construction whose first columns are pairs, 1 when the pair is used.

    Parameters
    ----------
    rows
        Rows of the problem's pairs that are in the model; column c is pair rows[c].
    candidate, post
        Their ends.
    """

    problem: Problem
    builder: Builder
    rows: Ints
    candidate: NDArray[np.int32]
    post: NDArray[np.int32]

    @property
    def num(self) -> int:
        """Number of pairs in the model."""
        return len(self.rows)

    @property
    def columns(self) -> Ints:
        """Columns of all pairs."""
        return np.arange(self.num, dtype=np.int64)


def add_pairs(problem: Problem, is_kept: Flags) -> Pairs:
    """Start a model with one column for each pair kept; a pinned pair is 1."""
    rows = np.flatnonzero(is_kept).astype(np.int64)
    builder = Builder()
    one = np.ones(len(rows), np.int64)
    builder.add_columns(problem.is_pinned[rows].astype(np.int64), one, lambda is_used: is_used[rows])
    return Pairs(problem, builder, rows, problem.candidate[rows], problem.post[rows])


def limit_people_and_posts(pairs: Pairs) -> None:
    """Hold everybody's capacity and every post's seats, where there are more pairs than that."""
    sides = ((pairs.candidate, pairs.problem.capacity), (pairs.post, pairs.problem.most))
    for agent, room in sides:
        offered = np.bincount(agent, minlength=len(room))
        tight = np.flatnonzero(offered > room)
        at = np.full(len(room), -1, np.int64)
        at[tight] = np.arange(len(tight))
        inside = np.flatnonzero(at[agent] >= 0).astype(np.int64)
        pairs.builder.add_rows([(at[agent[inside]], inside, 1)], 0, room[tight], len(tight))


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Hold every agent's list cut into its ranks.

    Parameters
    ----------
    of_pair
        Level of each pair.
    agent
        Whose level it is; agents in order, their ranks from best to worst.
    before
        The level before it of the same agent; -1 where there is none.
    reach
        Pairs at this level or a better one.
    """

    of_pair: Ints
    agent: Ints
    before: Ints
    reach: Ints

    @property
    def num(self) -> int:
        """Number of levels."""
        return len(self.agent)

    def count(self, is_used: NDArray[np.bool_]) -> Ints:
        """Return how many of the used pairs are at each level or a better one."""
        return self._sum_up(np.bincount(self.of_pair[is_used], minlength=self.num))

    def _sum_up(self, at: Ints) -> Ints:
        total = np.cumsum(at)
        first = np.maximum.accumulate(np.where(self.before < 0, np.arange(self.num), 0))
        summed: Ints = (total - (total - at)[first]).astype(np.int64)
        return summed


def cut_levels(agent: NDArray[np.int32], rank: Ints) -> Levels:
    """Return the levels of the pairs' agents on one side.

    Examples
    --------
    >>> levels = cut_levels(np.array([0, 0, 1, 0], np.int32), np.array([1, 2, 1, 1]))
    >>> levels.of_pair.tolist(), levels.before.tolist(), levels.reach.tolist()
    ([0, 1, 2, 0], [-1, 0, -1], [2, 3, 1])
    """
    order = np.lexsort((rank, agent))
    sorted_agent, sorted_rank = agent[order], rank[order]
    is_new = np.r_[True, (sorted_agent[1:] != sorted_agent[:-1]) | (sorted_rank[1:] != sorted_rank[:-1])][: len(agent)]
    of_pair = np.empty(len(agent), np.int64)
    of_pair[order] = np.cumsum(is_new) - 1
    owner = sorted_agent[is_new].astype(np.int64)
    is_first = np.r_[True, owner[1:] != owner[:-1]][: len(owner)]
    before = np.where(is_first, -1, np.arange(len(owner)) - 1)
    levels = Levels(of_pair, owner, before, np.zeros(len(owner), np.int64))
    return Levels(of_pair, owner, before, levels.count(np.ones(len(agent), np.bool_)))
