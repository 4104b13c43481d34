"""Linear models of stable plans and whole-host coverage against brute force."""

from dataclasses import fields, replace

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.policy.records import EngineSettings
from matcher.problem import Assignment, Problem
from matcher.solve.milp import linear_prefix, solve_linear
from matcher.verify import verify

ONE = EngineSettings(workers=1)
AFTER_STABILITY = ("size", "coverage", "hosts", "satisfaction", "travel", "continuity")


SUMS = ("hosts", "coverage", "size", "satisfaction", "travel", "continuity")


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
    made = random_problem(rng, rules=rules, objectives=objectives, max_pairs=9, has_least_loads=seed % 2 == 0)
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


@pytest.mark.parametrize("block", range(4))
def test_whole_hosts_first_or_after_coverage(block):
    """Fewest uncovered hosts, alone and beside other sums, equals brute force."""
    short = 0
    for seed in range(1000 + 50 * block, 1050 + 50 * block):
        others = tuple(name for name in pick(seed, SUMS) if name != "hosts")
        objectives = ("hosts", *others) if seed % 2 else (*others, "hosts")
        problem = draw(seed, objectives)
        assert linear_prefix(problem) == objectives
        short += bool((problem.least > 1).any())
        assert_optimal(problem, "CP-SAT")
    assert short > 5


def test_pins_that_no_stable_plan_holds():
    """Pinned pairs are kept, and where they exclude every stable plan that is said."""
    statuses = []
    for seed in range(2000, 2120):
        problem = draw(seed, ("stability", "size"), rules=("pin",))
        if linear_prefix(problem):
            statuses.append(assert_optimal(problem, "CP-SAT"))
    assert statuses.count("INFEASIBLE") > 5
    assert statuses.count("OPTIMAL") > 5


def side_by_side(problems: list[Problem]) -> Problem:
    """Return one problem that holds all the given ones without a bond between them."""
    shifts = {"candidate": "num_candidates", "post": "num_posts", "host": "num_hosts"}
    arrays = {}
    for item in fields(Problem):
        parts = [getattr(problem, item.name) for problem in problems]
        if not isinstance(parts[0], np.ndarray) or item.name.startswith(("quota", "pin", "team", "avoid")):
            continue
        if item.name in shifts:
            sizes = [getattr(problem, shifts[item.name]) for problem in problems]
            starts = np.cumsum([0, *sizes[:-1]])
            parts = [part + start for part, start in zip(parts, starts, strict=True)]
        arrays[item.name] = np.concatenate(parts).astype(parts[0].dtype)
    return replace(problems[0], **arrays)


@pytest.mark.parametrize("objective", SUMS)
@pytest.mark.parametrize("is_stable", [True, False])
def test_highs_on_forty_problems_side_by_side(objective, is_stable):
    """HiGHS reaches and proves the sum of forty brute-force optima, also from a start."""
    objectives = ("stability", objective) if is_stable else (objective,)
    problems = [draw(seed, objectives) for seed in range(3000, 3040)]
    total = sum(oracle.best(problem)[0][objective] for problem in problems)
    joined = side_by_side(problems)
    outcome = solve_linear(joined, ONE, engines=("HiGHS",), start=Assignment(np.zeros((0, 2), np.int32)))
    last = outcome.objectives[-1]
    assert (last.value, last.bound, last.proven) == (total, total, True)
    assert outcome.status == "OPTIMAL"
    assert verify(joined, outcome.assignment, outcome.objectives).ok
