"""The checker against brute force: every rule, every objective, every blocking pair, every bound."""

from collections import Counter

import numpy as np
import oracle
import pytest
from tiny_problems import DEFAULT_OBJECTIVES, random_problem

from matcher.problem.problem import SIDE_RULES, Problem
from matcher.verify import is_better, verify

GLOBAL = (
    "coverage",
    "hosts",
    "stability",
    "size",
    "ranks",
    "generous",
    "satisfaction",
    "balance",
    "travel",
    "continuity",
)


def _some_rules(rng: np.random.Generator) -> list[str]:
    return [rule for rule in SIDE_RULES if rng.random() < 0.3]


def _any_plan(rng: np.random.Generator, problem: Problem) -> set[tuple[int, int]]:
    plan = {pair for pair in oracle.pairs_of(problem) if rng.random() < 0.4}
    if rng.random() < 0.3:
        plan.add((int(rng.integers(problem.num_candidates)), int(rng.integers(problem.num_posts))))
    return plan


@pytest.mark.parametrize("block", range(10))
def test_rules_objectives_and_blocking_pairs_equal_the_oracle(block: int) -> None:
    """On any assignment, kept or broken rules, both say the same of every rule, objective and blocking pair."""
    for seed in range(block * 150, block * 150 + 150):
        rng = np.random.default_rng(seed)
        problem = random_problem(
            rng,
            rules=SIDE_RULES if seed % 3 == 0 else _some_rules(rng),
            objectives=("stability", "coverage") if seed % 5 == 0 else DEFAULT_OBJECTIVES,
            has_least_loads=bool(seed % 2),
            has_ties=seed % 7 != 0,
        )
        for _ in range(2):
            plan = _any_plan(rng, problem)
            result = verify(problem, oracle.as_assignment(plan))
            assert {violation.rule for violation in result.violations} == oracle.broken_rules(problem, plan)
            assert result.objectives == oracle.measure(problem, plan)
            blocking, excused = oracle.blocking_pairs(problem, plan)
            assert {tuple(row) for row in result.blocking.tolist()} == blocking
            assert {tuple(row) for row in result.blocking[result.excused].tolist()} == excused


def test_each_rule_is_broken_and_kept_often_enough() -> None:
    """The random assignments break each rule, alone and among others, so that agreement means something."""
    broken: Counter[str] = Counter()
    for seed in range(400):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, rules=SIDE_RULES)
        broken.update(oracle.broken_rules(problem, _any_plan(rng, problem)))
    assert all(20 <= broken[rule] <= 380 for rule in ("acceptable", "capacity", "seats", *SIDE_RULES)), broken


@pytest.mark.parametrize("block", range(6))
def test_no_plan_beats_a_bound(block: int) -> None:
    """Every bound holds over all plans, and the coverage bound is the same whatever plan is verified."""
    for seed in range(block * 60, block * 60 + 60):
        rng = np.random.default_rng(seed)
        problem = random_problem(
            rng,
            rules=_some_rules(rng),
            objectives=("coverage", "size", "ranks"),
            has_least_loads=bool(seed % 2),
            most_capacity=2,
        )
        plans = list(oracle.enumerate_plans(problem))
        values = [oracle.measure(problem, plan) for plan in plans]
        coverage_bounds = set()
        for at in sorted({int(rng.integers(len(plans))) for _ in range(4)} if plans else set()):
            result = verify(problem, oracle.as_assignment(plans[at]))
            assert result.ok
            coverage_bounds.add(result.coverage_bound)
            for name in set(GLOBAL) & set(result.bounds):
                assert not any(is_better(name, value[name], result.bounds[name]) for value in values), name
        assert len(coverage_bounds) <= 1


@pytest.mark.parametrize("rules", [(), ("ban",), ("pin",)], ids=["none", "bans", "pins"])
def test_the_coverage_bound_is_reached_without_side_rules(rules: tuple[str, ...]) -> None:
    """With no rule but seats, capacities, bans and pins of single pairs, some plan has exactly the bound."""
    num_tried = 0
    for seed in range(250):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, rules=rules, has_least_loads=bool(seed % 3), objectives=("coverage",))
        found = oracle.best(problem)
        if found is None or len(problem.pin_group_start) > 1:
            continue
        values, assignment = found
        result = verify(problem, assignment)
        assert result.coverage_bound == values["coverage"]
        assert "coverage" in result.confirmed
        num_tried += 1
    assert num_tried > 150


def test_the_size_bound_is_reached_without_side_rules() -> None:
    """With no side rule, the size bound is the size of some plan."""
    for seed in range(150):
        problem = random_problem(np.random.default_rng(seed), objectives=("size",), rules=("ban",))
        found = oracle.best(problem)
        assert found is not None
        assert verify(problem, found[1]).bounds["size"] == found[0]["size"]


def test_what_is_confirmed_is_best() -> None:
    """A confirmed objective is beaten by no plan that keeps those before it; each objective is at times."""
    confirmed: Counter[str] = Counter()
    for seed in range(300):
        rng = np.random.default_rng(seed)
        order = list(rng.permutation([*GLOBAL, "regret"]))
        problem = random_problem(
            rng,
            rules=[] if seed % 2 else _some_rules(rng),
            objectives=tuple(map(str, order)),
            most_capacity=2,
            max_pairs=7,
        )
        plans = list(oracle.enumerate_plans(problem))
        if not plans:
            continue
        found = oracle.best(problem)
        assert found is not None
        best_values, assignment = found
        result = verify(problem, assignment)
        confirmed.update(result.confirmed)
        for name in result.confirmed:
            before = problem.objectives[: problem.objectives.index(name)]
            for values in (oracle.measure(problem, plan) for plan in plans):
                if all(values[earlier] == best_values[earlier] for earlier in before):
                    assert not oracle.is_better(name, values[name], result.objectives[name]), (seed, name)
    assert all(confirmed[name] >= 5 for name in (*GLOBAL, "regret")), confirmed
