"""An assignment laid beside its problem: who is placed where, and how full everyone is."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem.outcome import Assignment
from matcher.problem.problem import Flags, Indices, Ints, Problem

Rows: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Hold the matches of an assignment with everything that is counted from them.

    A match that is not a listed pair still fills its candidate and its post; it has no rank, no
    points and no travel. A row that repeats, or names nobody, counts for nothing.

    Parameters
    ----------
    candidate, post
        Ends of each match, sorted and unique.
    pair
        Index of the match in the problem's pairs, -1 where it is not listed.
    is_used
        Whether each pair of the problem is used.
    load, people
        Posts of each candidate, people at each post.
    strangers
        Rows (candidate, post) that name an index beyond the problem.
    repeats
        Rows that stand there more than once, each named once.
    """

    problem: Problem
    candidate: Indices
    post: Indices
    pair: Ints
    is_used: Flags
    load: Ints
    people: Ints
    strangers: Rows
    repeats: Rows

    @property
    def listed(self) -> Ints:
        """Indices of the problem's pairs in use, ascending."""
        return self.pair[self.pair >= 0]


def place(problem: Problem, assignment: Assignment) -> Placed:
    """Lay `assignment` beside `problem`."""
    rows = assignment.pairs
    n, m = problem.num_candidates, problem.num_posts
    is_known = ((rows >= 0) & (rows < np.array([n, m]))).all(axis=1)
    strangers, rows = rows[~is_known], rows[is_known]
    is_again = np.zeros(len(rows), np.bool_)
    is_again[1:] = (rows[1:] == rows[:-1]).all(axis=1)
    repeats, rows = rows[is_again], rows[~is_again]
    candidate, post = rows[:, 0].copy(), rows[:, 1].copy()
    pair = find_pairs(problem, candidate, post)
    is_used = np.zeros(problem.num_pairs, np.bool_)
    is_used[pair[pair >= 0]] = True
    return Placed(
        problem=problem,
        candidate=candidate,
        post=post,
        pair=pair,
        is_used=is_used,
        load=np.bincount(candidate, minlength=n),
        people=np.bincount(post, minlength=m),
        strangers=strangers,
        repeats=np.unique(repeats, axis=0),
    )


def find_pairs(problem: Problem, candidate: Indices, post: Indices) -> Ints:
    """Return the index of each (candidate, post) among the problem's pairs, -1 where it is not listed."""
    width = max(1, problem.num_posts)
    key = problem.candidate.astype(np.int64) * width + problem.post
    wanted = candidate.astype(np.int64) * width + post
    at = np.searchsorted(key, wanted)
    is_listed = at < len(key)
    is_listed[is_listed] = key[at[is_listed]] == wanted[is_listed]
    return np.where(is_listed, at, -1)
