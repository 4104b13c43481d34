"""The exact engine against brute force."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.policy.records import EngineSettings
from matcher.problem import RULES, SENSES, SIDE_RULES, Value
from matcher.solve.exact import solve_exact
from matcher.solve.exact.objectives import GOALS
from matcher.solve.exact.rules import CONSTRAINTS
from matcher.verify import verify

ONE = EngineSettings(workers=1)
SOLVED = [name for name in SENSES if name != "popularity"]


def without_end(value: Value) -> Value:
    """Return a rank profile without the zeros at its end."""
    if isinstance(value, int):
        return value
    return tuple(value[: max((r + 1 for r, entry in enumerate(value) if entry), default=0)])


def assert_optimal(problem, settings=ONE):
    """Assert that the exact engine and brute force agree on everything there is to say."""
    best = oracle.best(problem)
    outcome = solve_exact(problem, settings)
    if best is None:
        assert outcome.status == "INFEASIBLE"
        assert outcome.assignment is None
        assert outcome.objectives == ()
        assert outcome.cause is not None
        return outcome
    values, _ = best
    assert outcome.status == "OPTIMAL"
    assert outcome.assignment is not None
    assert [result.name for result in outcome.objectives] == list(problem.objectives)
    for result in outcome.objectives:
        found, expected = result.value, values[result.name]
        is_from_first = result.name == "ranks"
        assert (without_end(found) == without_end(expected)) if is_from_first else found == expected, result
        assert result.bound == result.value
        assert result.proven
    assert oracle.broken_rules(problem, oracle.as_plan(outcome.assignment)) == set()
    assert verify(problem, outcome.assignment, outcome.objectives).ok
    return outcome


def test_a_rule_has_one_name_everywhere():
    """Every rule has its constraint and every objective its goal, in the same order."""
    assert tuple(CONSTRAINTS) == tuple(sorted(RULES, key=list(CONSTRAINTS).index))
    assert set(CONSTRAINTS) == set(RULES)
    assert list(GOALS) == list(SENSES)
    assert all(function.__name__ == name for name, function in [*CONSTRAINTS.items(), *GOALS.items()])


@pytest.mark.parametrize("block", range(10))
def test_random_problems_with_all_rules_and_any_order_of_objectives(block):
    """Lexicographic optima equal those of brute force, and impossible problems are found impossible."""
    impossible = 0
    for seed in range(40 * block, 40 * block + 40):
        rng = np.random.default_rng(seed)
        rules = [rule for rule in SIDE_RULES if rng.random() < 0.4]
        objectives = tuple(rng.permutation(SOLVED)[: rng.integers(1, 6)].tolist())
        if rng.random() < 0.2:
            objectives = ("stability", *(name for name in objectives if name != "stability"))
        problem = random_problem(
            rng, rules=rules, objectives=objectives, max_pairs=9, has_least_loads=bool(rng.random() < 0.5)
        )
        impossible += assert_optimal(problem).status == "INFEASIBLE"
    assert 0 < impossible < 30


@pytest.mark.parametrize("objective", SOLVED)
def test_each_objective_alone_and_last(objective):
    """An objective is right when it comes first and when it comes after two others."""
    for seed in range(6):
        rng = np.random.default_rng(1000 + seed)
        first = random_problem(rng, objectives=(objective,), has_least_loads=True)
        assert_optimal(first)
        others = tuple(name for name in ("size", "coverage") if name != objective)
        assert_optimal(random_problem(rng, objectives=(*others, objective), has_least_loads=True))


def test_two_workers_find_the_same_values():
    """Two threads taking turns prove the same optima."""
    for seed in range(10):
        rng = np.random.default_rng(2000 + seed)
        problem = random_problem(rng, rules=("quota", "one_post_per_host", "avoid"))
        assert_optimal(problem, EngineSettings(workers=2))


def test_a_problem_without_anybody():
    """Empty sides are solved, not refused: everything is missing and nothing can be done."""
    problem = random_problem(
        np.random.default_rng(3), objectives=tuple(SOLVED), num_candidates=1, num_posts=1, max_pairs=0
    )
    outcome = assert_optimal(problem)
    assert len(outcome.assignment) == 0
