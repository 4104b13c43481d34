"""Edits as data: what each changes, and what it leaves alone."""

from dataclasses import fields, replace

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.problem import Problem
from matcher.problem.edits import (
    CandidateLeaves,
    CapacityChange,
    Edit,
    PairBan,
    PairPin,
    PairUnban,
    PairUnpin,
    SeatsChange,
    edit_problem,
    find_pair,
)


@pytest.fixture
def problem() -> Problem:
    """Return a problem with many pairs, the first of them pinned and the second banned."""
    drawn = random_problem(np.random.default_rng(3), num_candidates=4, num_posts=5, max_pairs=20, has_least_loads=True)
    flags = np.arange(drawn.num_pairs)
    return replace(drawn, is_pinned=flags == 0, is_banned=flags == 1)


def changed_fields(before: Problem, after: Problem) -> set:
    """Return the names of the arrays that differ."""
    return {f.name for f in fields(before) if not np.array_equal(getattr(before, f.name), getattr(after, f.name))}


def pair(problem: Problem, row: int) -> tuple[int, int]:
    """Return the ends of a pair."""
    return int(problem.candidate[row]), int(problem.post[row])


def test_each_edit_changes_its_own_arrays_alone(problem: Problem) -> None:
    """Limits, marks and nothing else; the problem before stays as it was."""
    digest = problem.digest()
    i = int(problem.candidate[0])
    cases: list[tuple[Edit, set]] = [
        (CapacityChange(i, 9), {"capacity"}),
        (SeatsChange(0, 7, 8), {"least", "most"}),
        (PairBan(*pair(problem, 2)), {"is_banned"}),
        (PairUnban(*pair(problem, 1)), {"is_banned"}),
        (PairPin(*pair(problem, 2)), {"is_pinned"}),
        (PairUnpin(*pair(problem, 0)), {"is_pinned"}),
        (PairUnpin(*pair(problem, 2)), set()),
    ]
    for edit, names in cases:
        assert changed_fields(problem, edit_problem(problem, edit)) == names
    gone = edit_problem(problem, CandidateLeaves(i))
    assert {"capacity", "is_pinned"} <= changed_fields(problem, gone) <= {"capacity", "is_pinned", "least_load"}
    assert (gone.capacity[i], gone.least_load[i], gone.is_pinned.sum()) == (0, 0, 0)
    assert problem.digest() == digest


def test_a_pair_is_not_pinned_and_banned_at_once(problem: Problem) -> None:
    """The order already given must be lifted first, and the error says which."""
    with pytest.raises(ProblemError) as banned:
        edit_problem(problem, PairBan(*pair(problem, 0)))
    assert "pinned" in banned.value.words.en
    with pytest.raises(ProblemError) as pinned:
        edit_problem(problem, PairPin(*pair(problem, 1)))
    assert "banned" in pinned.value.words.en


def test_every_pair_is_found_and_no_other(problem: Problem) -> None:
    """The row of each listed pair, and an error for each that is not acceptable."""
    listed = set(oracle.pairs_of(problem))
    for i in range(problem.num_candidates):
        for p in range(problem.num_posts):
            if (i, p) in listed:
                assert pair(problem, find_pair(problem, i, p)) == (i, p)
            else:
                with pytest.raises(ProblemError, match="不能配对"):
                    find_pair(problem, i, p)
