"""The largest stable plan with ties, against brute force."""

import numpy as np
import oracle
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.deferred import find_largest_stable


def test_size_is_near_the_largest_and_never_unstable() -> None:
    """Over 700 tied many-to-many problems: none unstable, within 3/2, nearly all optimal."""
    rng = np.random.default_rng(31)
    missed = 0
    for _ in range(700):
        problem = random_problem(rng, rules=("ban",), max_pairs=9)
        sizes = [len(p) for p in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, p)[0]]
        found = find_largest_stable(problem, num_runs=4)
        assert not oracle.blocking_pairs(problem, oracle.as_plan(found.assignment))[0]
        assert 3 * len(found.assignment) >= 2 * max(sizes)
        missed += len(found.assignment) < max(sizes)
    assert missed <= 3


def test_ties_are_used_where_plain_acceptance_stays_smaller(tied_chain: Problem) -> None:
    """The person with one wish gets it, because the other one ties two posts."""
    found = find_largest_stable(tied_chain, num_runs=1)
    assert len(found.assignment) == 2


def test_the_bound_ends_the_search(tied_chain: Problem) -> None:
    """Meeting an upper bound proves the size and saves the other runs."""
    found = find_largest_stable(tied_chain, bound=2, num_runs=50)
    assert found.is_largest
    assert found.num_runs < 50
    unproven = find_largest_stable(tied_chain, bound=3, num_runs=5)
    assert not unproven.is_largest
    assert unproven.num_runs == 5


def test_a_stop_is_heard_after_the_first_run(tied_chain: Problem) -> None:
    """Asked to stop, the search returns what it has."""
    found = find_largest_stable(tied_chain, num_runs=50, should_stop=lambda: True)
    assert found.num_runs == 1
    assert len(found.assignment) == 2
