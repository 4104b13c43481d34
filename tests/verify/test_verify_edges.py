"""Odd inputs, and the promises of the room as a whole."""

import dataclasses
import pickle
import subprocess
import sys

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem.outcome import Assignment
from matcher.problem.problem import NO_LIMIT, Problem
from matcher.verify import verify


def _empty(num_candidates: int, num_posts: int) -> Problem:
    """Return a problem without pairs."""
    zeros, none = np.zeros(num_posts, np.int64), np.zeros(0, np.int64)
    return Problem(
        capacity=np.ones(num_candidates, np.int64),
        least_load=np.ones(num_candidates, np.int64),
        least=np.ones(num_posts, np.int64),
        most=np.ones(num_posts, np.int64),
        priority=np.full(num_posts, 3),
        host=np.zeros(num_posts, np.int32),
        candidate=none.astype(np.int32),
        post=none.astype(np.int32),
        points=none,
        rank_by_candidate=none,
        rank_by_post=none,
        travel_m=none,
        is_kept=none.astype(bool),
        is_pinned=none.astype(bool),
        is_banned=none.astype(bool),
        objectives=("coverage", "size", "ranks", "regret"),
        is_company_post=zeros.astype(bool),
        site_days=zeros,
        days_budget=np.full(num_candidates, NO_LIMIT),
        workload=zeros,
        workload_budget=np.full(num_candidates, NO_LIMIT),
        host_x_m=np.zeros(min(1, num_posts), np.int64),
        host_y_m=np.zeros(min(1, num_posts), np.int64),
        radius_m=np.full(num_candidates, NO_LIMIT),
    )


@pytest.mark.parametrize(("num_candidates", "num_posts"), [(0, 0), (0, 3), (3, 0), (2, 3)])
def test_empty_sides_are_verified(num_candidates: int, num_posts: int) -> None:
    """Without pairs nothing can be covered: the bound is everything, and every witness names nobody to serve."""
    result = verify(_empty(num_candidates, num_posts), oracle.as_assignment(()))
    assert result.ok
    assert result.coverage_bound == result.objectives["coverage"] == 3 * num_posts + num_candidates
    assert len(result.witnesses) == num_posts + num_candidates
    assert all(witness.available == 0 for witness in result.witnesses)
    assert {"coverage", "hosts", "size", "ranks", "regret"} <= set(result.confirmed)


def test_a_repeated_match_counts_once_and_is_reported() -> None:
    """The same pair used twice, the fault of cloned seats, is refused and fills one seat only."""
    problem = random_problem(np.random.default_rng(1), has_least=False)
    pair = (int(problem.candidate[0]), int(problem.post[0]))
    result = verify(problem, Assignment(np.array([pair, pair], np.int32)))
    assert [violation.rule for violation in result.violations] == ["acceptable"]
    assert result.objectives["size"] == 1


@pytest.mark.parametrize("row", [(-1, 0), (0, -1), (99, 0), (0, 99)])
def test_a_match_of_nobody_is_reported(row: tuple[int, int]) -> None:
    """An index beyond the problem is refused and counts for nothing."""
    problem = random_problem(np.random.default_rng(1), has_least=False)
    result = verify(problem, Assignment(np.array([row], np.int32)))
    assert [violation.rule for violation in result.violations] == ["acceptable"]
    assert result.objectives["size"] == 0


def test_a_least_load_beyond_the_capacity_is_proven_hopeless() -> None:
    """A candidate asked for more than its own capacity is its own witness."""
    problem = dataclasses.replace(_empty(2, 1), capacity=np.array([1, 0]), least_load=np.array([3, 1]))
    result = verify(problem, oracle.as_assignment(()))
    assert result.coverage_bound == 3 + 4
    assert sum(witness.missing for witness in result.witnesses if witness.side == "candidates") == 4


def test_seats_without_limit_do_not_overflow() -> None:
    """Posts and candidates without an upper limit fit the 32-bit flow."""
    problem = random_problem(np.random.default_rng(5), objectives=("size",), has_least_loads=True)
    wide = dataclasses.replace(
        problem,
        capacity=np.full(problem.num_candidates, NO_LIMIT),
        most=np.full(problem.num_posts, NO_LIMIT),
        least=np.full(problem.num_posts, 2**40),
    )
    result = verify(wide, oracle.as_assignment(()))
    assert result.bounds["size"] == problem.num_pairs
    assert result.coverage_bound > 2**40


def test_a_verification_is_read_only_and_travels() -> None:
    """Its arrays cannot be written, and it survives the way to another process."""
    problem = random_problem(np.random.default_rng(4))
    result = verify(problem, oracle.as_assignment(()))
    with pytest.raises(ValueError, match="read-only"):
        result.blocking[:] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.coverage_bound = 0  # type: ignore[misc]
    copy = pickle.loads(pickle.dumps(result))
    assert copy.violations == result.violations
    assert copy.witnesses == result.witnesses
    assert copy.objectives == result.objectives


def test_the_checker_knows_no_solver() -> None:
    """Verifying loads neither the solve room nor a solver, and scipy only once something is verified."""
    script = (
        "import sys, numpy as np\n"
        "from matcher.verify import verify\n"
        "assert 'scipy' not in sys.modules\n"
        f"sys.path.insert(0, {str(oracle.__file__.rsplit('/', 1)[0])!r})\n"
        "import oracle\n"
        "from tiny_problems import random_problem\n"
        "problem = random_problem(np.random.default_rng(1))\n"
        "verify(problem, oracle.as_assignment(()))\n"
        "loaded = [m for m in sys.modules if m.split('.')[0] in ('ortools', 'numba', 'highspy')]\n"
        "assert not loaded, loaded\n"
        "assert not any(m.startswith('matcher.solve.') for m in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
