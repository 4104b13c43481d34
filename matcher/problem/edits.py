"""One change of a problem, as data, and the problem it leads to.

An edit names candidates and posts by index and says what holds afterwards, not how to get there, so
that it can be stored, listed and applied again. `edit_problem` is the plain meaning of an edit; the
incremental engine reaches the same optimum without starting over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.problem.problem import Problem
from matcher.words import Words

MOST_ROOM = 10**6
"""Greatest capacity or number of seats an edit may ask for."""

Number = TypeVar("Number", np.int64, np.bool_)


@dataclass(frozen=True, slots=True)
class CandidateLeaves:
    """Take a candidate out: no room, no least load, and the pins that named them are lifted."""

    candidate: int


@dataclass(frozen=True, slots=True)
class CapacityChange:
    """Let a candidate hold at most `capacity` posts, 0 or more."""

    candidate: int
    capacity: int


@dataclass(frozen=True, slots=True)
class SeatsChange:
    """Let a post ask for at least `least` people and take at most `most`."""

    post: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class PairBan:
    """Forbid a pair; a pinned one must be unpinned first."""

    candidate: int
    post: int


@dataclass(frozen=True, slots=True)
class PairUnban:
    """Allow a banned pair again."""

    candidate: int
    post: int


@dataclass(frozen=True, slots=True)
class PairPin:
    """Fix a pair; a banned one must be unbanned first."""

    candidate: int
    post: int


@dataclass(frozen=True, slots=True)
class PairUnpin:
    """Leave a pinned pair to the engine again."""

    candidate: int
    post: int


PairEdit: TypeAlias = PairBan | PairUnban | PairPin | PairUnpin
Edit: TypeAlias = CandidateLeaves | CapacityChange | SeatsChange | PairEdit


def edit_problem(problem: Problem, edit: Edit) -> Problem:
    """Return the problem after one edit; all arrays that stay the same are shared.

    Ranks are left as they are: taking pairs away makes no rank wrong.

    Raises
    ------
    ProblemError
        An index or number is out of range, a pair is not acceptable, or it would be pinned and
        banned at once. More pins than room are no error here: such a problem is infeasible.

    Examples
    --------
    >>> import dataclasses
    >>> dataclasses.asdict(CapacityChange(candidate=3, capacity=1))
    {'candidate': 3, 'capacity': 1}
    """
    check_edit(problem, edit)
    match edit:
        case CandidateLeaves(i):
            is_pinned = problem.is_pinned.copy()
            is_pinned[problem.candidate == i] = False
            return replace(
                problem,
                capacity=_put(problem.capacity, i, 0),
                least_load=_put(problem.least_load, i, 0),
                is_pinned=is_pinned,
            )
        case CapacityChange(i, capacity):
            return replace(problem, capacity=_put(problem.capacity, i, capacity))
        case SeatsChange(p, least, most):
            return replace(problem, least=_put(problem.least, p, least), most=_put(problem.most, p, most))
        case PairBan() | PairUnban():
            row = find_pair(problem, edit.candidate, edit.post)
            if isinstance(edit, PairBan) and problem.is_pinned[row]:
                raise ProblemError(say_clash(edit))
            return replace(problem, is_banned=_put(problem.is_banned, row, isinstance(edit, PairBan)))
        case PairPin() | PairUnpin():
            row = find_pair(problem, edit.candidate, edit.post)
            if isinstance(edit, PairPin) and problem.is_banned[row]:
                raise ProblemError(say_clash(edit))
            return replace(problem, is_pinned=_put(problem.is_pinned, row, isinstance(edit, PairPin)))


def edit_problem_by_all(problem: Problem, edits: Iterable[Edit]) -> Problem:
    """Return the problem after several edits, one after the other."""
    for edit in edits:
        problem = edit_problem(problem, edit)
    return problem


def check_edit(problem: Problem, edit: Edit) -> None:
    """Raise `ProblemError` where an edit names what is not there, or numbers that cannot be.

    Whether a pair is pinned or banned already is not looked at.
    """
    if not isinstance(edit, SeatsChange) and not 0 <= edit.candidate < problem.num_candidates:
        raise ProblemError(Words(f"没有第 {edit.candidate} 号人选", f"there is no candidate {edit.candidate}"))
    if not isinstance(edit, CandidateLeaves | CapacityChange) and not 0 <= edit.post < problem.num_posts:
        raise ProblemError(Words(f"没有第 {edit.post} 号岗位", f"there is no post {edit.post}"))
    match edit:
        case CapacityChange(i, capacity) if not 0 <= capacity <= MOST_ROOM:
            raise ProblemError(
                Words(f"人选 {i} 的上限不能是 {capacity}", f"the capacity of candidate {i} cannot be {capacity}")
            )
        case SeatsChange(p, least, most) if not 0 <= least <= most <= MOST_ROOM:
            raise ProblemError(
                Words(
                    f"岗位 {p} 的人数下限 {least} 和上限 {most} 不成立",
                    f"post {p} cannot ask for at least {least} and at most {most} people",
                )
            )
        case PairBan() | PairUnban() | PairPin() | PairUnpin():
            find_pair(problem, edit.candidate, edit.post)
        case _:
            pass


def say_clash(edit: PairBan | PairPin) -> Words:
    """Say that a pair cannot be pinned and banned at once."""
    i, p = edit.candidate, edit.post
    if isinstance(edit, PairBan):
        return Words(f"人选 {i} 与岗位 {p} 已指定，不能禁止", f"candidate {i} and post {p} are pinned, so not banned")
    return Words(f"人选 {i} 与岗位 {p} 已禁止，不能指定", f"candidate {i} and post {p} are banned, so not pinned")


def find_pair(problem: Problem, candidate: int, post: int) -> int:
    """Return the row of a pair.

    Raises
    ------
    ProblemError
        The pair is not acceptable, so it has no row.
    """
    begin, end = np.searchsorted(problem.candidate, np.array([candidate, candidate + 1], problem.candidate.dtype))
    row = int(begin + np.searchsorted(problem.post[begin:end], problem.post.dtype.type(post)))
    if row == end or problem.post[row] != post:
        raise ProblemError(
            Words(
                f"人选 {candidate} 与岗位 {post} 不能配对", f"candidate {candidate} and post {post} are not acceptable"
            )
        )
    return row


def _put(values: NDArray[Number], at: int, value: int) -> NDArray[Number]:
    changed = values.copy()
    changed[at] = value
    return changed
