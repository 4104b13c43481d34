"""What an engine says of its plan is checked, word by word."""

import dataclasses
from typing import Any

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.policy.records import Objective
from matcher.problem.outcome import SENSES, ObjectiveResult, Value
from matcher.problem.problem import Problem
from matcher.verify import is_better, verify

NAMES: tuple[Objective, ...] = (
    "coverage",
    "hosts",
    "stability",
    "size",
    "ranks",
    "generous",
    "regret",
    "satisfaction",
    "balance",
    "travel",
)


def _claim(name: Objective, value: Value, bound: Value | None, *, proven: bool) -> ObjectiveResult:
    return ObjectiveResult(name=name, value=value, bound=bound, proven=proven, engine="test", seconds=0.0)


def _solved(seed: int, **options: Any) -> tuple[Problem, Any, tuple[ObjectiveResult, ...]]:
    """Return a problem, its best plan, and the honest claims of it."""
    problem = random_problem(np.random.default_rng(seed), objectives=NAMES, **options)
    found = oracle.best(problem)
    assert found is not None
    values, assignment = found
    return problem, assignment, tuple(_claim(name, values[name], values[name], proven=True) for name in NAMES)


def _claim_rules(problem: Problem, assignment: Any, claims: tuple[ObjectiveResult, ...]) -> list[int | None]:
    violations = verify(problem, assignment, claims).violations
    assert {violation.rule for violation in violations} <= {"claim"}
    return [violation.row for violation in violations]


@pytest.mark.parametrize("seed", range(30))
def test_honest_claims_pass(seed: int) -> None:
    """The true optimum with its own values as proven bounds is never doubted."""
    problem, assignment, claims = _solved(seed, rules=("ban", "one_post_per_host"), has_least_loads=True)
    assert verify(problem, assignment, claims).ok


@pytest.mark.parametrize("row", range(len(NAMES)))
@pytest.mark.parametrize("change", [-1, 1])
def test_a_value_changed_by_one_is_found(row: int, change: int) -> None:
    """A claimed value off by one, in either direction, is a wrong claim at its own row."""
    problem, assignment, claims = _solved(3)
    value = claims[row].value
    wrong = (value[0] + change, *value[1:]) if isinstance(value, tuple) else value + change
    tampered = (
        *claims[:row],
        dataclasses.replace(claims[row], value=wrong, bound=None, proven=False),
        *claims[row + 1 :],
    )
    assert _claim_rules(problem, assignment, tampered) == [row]


@pytest.mark.parametrize("name", NAMES)
def test_a_proof_needs_a_bound_equal_to_the_value(name: Objective) -> None:
    """Proven without a bound, or with a bound that leaves a gap, is a wrong claim."""
    problem, assignment, claims = _solved(3)
    row = NAMES.index(name)
    value = claims[row].value
    assert _claim_rules(problem, assignment, (_claim(name, value, None, proven=True),)) == [0]
    sign = 1 if SENSES[name] == "max" else -1
    gap = (value[0] + sign, *value[1:]) if isinstance(value, tuple) else value + sign
    assert _claim_rules(problem, assignment, (_claim(name, value, gap, proven=True),)) == [0]
    assert _claim_rules(problem, assignment, (_claim(name, value, gap, proven=False),)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_bound_on_the_wrong_side_is_found(name: Objective) -> None:
    """A bound that the plan itself beats is a contradiction."""
    problem, assignment, claims = _solved(3)
    value = claims[NAMES.index(name)].value
    sign = -1 if SENSES[name] == "max" else 1
    beaten = (value[0] + sign, *value[1:]) if isinstance(value, tuple) else value + sign
    assert _claim_rules(problem, assignment, (_claim(name, value, beaten, proven=False),)) == [0]


def test_a_false_proof_of_coverage_is_refuted_by_the_min_cut() -> None:
    """Claiming a poor plan's cover to be the best there is fails where the minimum cut shows a better one."""
    num_refuted = 0
    for seed in range(60):
        problem = random_problem(np.random.default_rng(seed), objectives=("coverage", "size"))
        result = verify(problem, oracle.as_assignment(()))
        value = result.objectives["coverage"]
        assert isinstance(value, int)
        rows = _claim_rules(problem, oracle.as_assignment(()), (_claim("coverage", value, value, proven=True),))
        assert rows == ([0] if value > result.coverage_bound else [])
        num_refuted += len(rows)
    assert num_refuted > 40


def test_coverage_after_another_objective_is_not_refuted() -> None:
    """Where stability comes first, less cover than the minimum cut allows may well be the best."""
    problem = random_problem(np.random.default_rng(2), objectives=("stability", "coverage"))
    found = oracle.best(problem)
    assert found is not None
    values, assignment = found
    claims = tuple(_claim(name, values[name], values[name], proven=True) for name in problem.objectives)
    assert verify(problem, assignment, claims).ok


def test_a_value_of_the_wrong_kind_is_found() -> None:
    """A number claimed for the rank profile, or a profile for a number, is a wrong claim and no crash."""
    problem, assignment, _ = _solved(3)
    assert set(_claim_rules(problem, assignment, (_claim("ranks", 4, 4, proven=True),))) == {0}
    assert set(_claim_rules(problem, assignment, (_claim("size", (1,), (1,), proven=True),))) == {0}


def test_a_profile_and_a_number_are_not_compared() -> None:
    """Comparing values of different kinds is an error, not a guess."""
    with pytest.raises(TypeError, match="ranks"):
        is_better("ranks", (1,), 1)
