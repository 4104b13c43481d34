"""Linear models of stable plans and whole-host coverage against brute force."""

from dataclasses import replace

import numpy as np
import oracle
import pytest

from matcher.policy.records import EngineSettings
from matcher.problem import Problem
from matcher.solve.milp import linear_prefix, solve_linear
from matcher.verify import verify

ONE = EngineSettings(workers=1)
AFTER_STABILITY = ("size", "coverage", "hosts", "satisfaction", "travel", "continuity")


def assert_optimal(problem: Problem, engine: str, settings: EngineSettings = ONE) -> str:
    """Assert that one engine and brute force agree on everything there is to say; return the status."""
    best = oracle.best(problem)
    outcome = solve_linear(problem, settings, engines=(engine,))
    if best is None:
        assert outcome.status == "INFEASIBLE"
        assert outcome.assignment is None
        assert outcome.cause is not None
        return outcome.status
    values, _ = best
    assert outcome.status == "OPTIMAL"
    assert [(result.name, result.value) for result in outcome.objectives] == list(values.items())
    assert all(result.proven and result.bound == result.value for result in outcome.objectives)
    assert oracle.broken_rules(problem, oracle.as_plan(outcome.assignment)) == set()
    assert verify(problem, outcome.assignment, outcome.objectives).ok
    return outcome.status


def draw(seed: int, objectives: tuple[str, ...], rules: tuple[str, ...] = ("ban",)) -> Problem:
    """Return a tiny problem with ties, room for several on both sides, and no binding rule."""
    rng = np.random.default_rng(seed)
    made = oracle.random_problem(rng, rules=rules, objectives=objectives, max_pairs=9, has_least_loads=seed % 2 == 0)
    # Nobody meets two posts of one host, so that this rule does not bind.
    hosts = np.arange(made.num_posts, dtype=np.int32)
    if linear_prefix(made):
        return made
    far = np.zeros(made.num_posts, np.int64)
    return replace(made, host=hosts, host_x_m=far, host_y_m=far)


def pick(seed: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return some of the names in a random order."""
    rng = np.random.default_rng(10_000 + seed)
    return tuple(rng.permutation(names)[: rng.integers(1, 4)].tolist())


@pytest.mark.parametrize("block", range(6))
def test_stable_plans_then_any_sums(block):
    """With no blocking pair allowed, every order of sums after it is brute force's own."""
    several = 0
    for seed in range(50 * block, 50 * block + 50):
        problem = draw(seed, ("stability", *pick(seed, AFTER_STABILITY)))
        assert linear_prefix(problem) == problem.objectives
        several += bool((problem.capacity > 1).any() and (problem.most > 1).any())
        assert_optimal(problem, "CP-SAT")
    assert several > 5
