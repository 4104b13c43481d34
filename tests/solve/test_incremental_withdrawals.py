"""Coverage of withdrawals against full solves of every scenario."""

from dataclasses import replace

import numpy as np
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.problem import Problem
from matcher.problem.edits import CandidateLeaves, edit_problem_by_all
from matcher.solve.binding import binding_rules
from matcher.solve.flow.engine import solve_flow
from matcher.solve.incremental import cover_of_withdrawals
from matcher.solve.incremental.base import pins_fit


def solve_each(problem: Problem, withdrawals: np.ndarray) -> list:
    """Return the coverage of every scenario, each solved from nothing."""
    values = []
    for gone in withdrawals:
        edited = edit_problem_by_all(problem, [CandidateLeaves(int(i)) for i in np.flatnonzero(gone)])
        values.append(solve_flow(edited, ("coverage",)).objectives[0].value)
    return values


def test_every_scenario_equals_a_full_solve() -> None:
    """Few or most people gone, with priorities, pins, bans and least loads on the other side too."""
    rng = np.random.default_rng(61)
    scenarios = 0
    for turn in range(700):
        size = {"num_candidates": 8, "num_posts": 12, "max_pairs": 60, "most_capacity": 2} if turn % 2 else {}
        rules = ("ban", "pin") if turn % 3 else ()
        problem = random_problem(rng, rules=rules, has_least_loads=turn % 4 > 1, **size)
        if binding_rules(problem) or not pins_fit(problem):
            continue
        withdrawals = rng.random((5, problem.num_candidates)) < (0.1, 0.3, 0.6)[turn % 3]
        found = cover_of_withdrawals(problem, withdrawals, num_threads=1 + turn % 3)
        assert found.tolist() == solve_each(problem, withdrawals)
        scenarios += 5
    assert scenarios >= 2000


@pytest.mark.parametrize("most_capacity", [2, 5])
def test_a_tenth_gone_from_larger_problems(most_capacity: int) -> None:
    """Scarce and ample markets of several hundred people lose a tenth of them."""
    rng = np.random.default_rng(most_capacity)
    problem = random_problem(
        rng, num_candidates=300, num_posts=400, max_pairs=5000, most_capacity=most_capacity, has_least_loads=True
    )
    withdrawals = rng.random((12, 300)) < 0.1
    found = cover_of_withdrawals(problem, withdrawals, num_threads=2)
    assert found.tolist() == solve_each(problem, withdrawals)


def test_nobody_gone_and_everybody_gone(two_by_one: Problem) -> None:
    """The ends of the scale: the cover of the problem itself, and every least seat missing."""
    withdrawals = np.array([[False, False], [True, False], [True, True]])
    assert cover_of_withdrawals(two_by_one, withdrawals).tolist() == [0, 1, 2]
    assert cover_of_withdrawals(two_by_one, withdrawals[:0]).tolist() == []


def test_what_cannot_be_answered_is_refused(two_by_one: Problem) -> None:
    """A wrong shape, too many pins, and a side rule that binds."""
    one = np.zeros((1, 2), np.bool_)
    with pytest.raises(ValueError, match="shape"):
        cover_of_withdrawals(two_by_one, one[:, :1])
    with pytest.raises(ProblemError):
        cover_of_withdrawals(replace(two_by_one, capacity=np.array([0, 1]), is_pinned=np.ones(2, np.bool_)), one)
    with pytest.raises(ValueError, match="avoid"):
        cover_of_withdrawals(replace(two_by_one, avoid_a=np.array([0], np.int32), avoid_b=np.array([1], np.int32)), one)
