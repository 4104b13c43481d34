"""The flow engine against enumeration, and its limits."""

from dataclasses import replace

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.solve.binding import binding_rules
from matcher.solve.flow.engine import provable_prefix, solve_flow

ORDERS = [
    ("coverage", "satisfaction"),
    ("coverage", "size", "travel", "continuity"),
    ("size", "ranks"),
    ("ranks", "satisfaction"),
    ("satisfaction", "coverage", "travel"),
    ("coverage", "ranks", "continuity"),
    ("size", "generous", "satisfaction"),
    ("coverage", "size", "generous"),
    ("coverage", "generous", "travel"),
]


@pytest.mark.parametrize("objectives", ORDERS, ids="-".join)
@pytest.mark.parametrize("rules", [(), ("ban",), ("ban", "pin")], ids=["free", "ban", "ban-pin"])
def test_equals_enumeration(objectives: tuple, rules: tuple) -> None:
    """Every stage of the flow reaches the lexicographic optimum found by enumeration."""
    rng = np.random.default_rng(7)
    solved = 0
    for _ in range(60):
        problem = random_problem(rng, objectives=objectives, rules=rules, has_least_loads=True)
        if provable_prefix(problem) != objectives:
            continue
        expected = oracle.best(problem)
        outcome = solve_flow(problem, objectives)
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            continue
        assert {r.name: r.value for r in outcome.objectives} == expected[0]
        assert all(r.proven and r.bound == r.value for r in outcome.objectives)
        assert not oracle.broken_rules(problem, oracle.as_plan(outcome.assignment))
        solved += 1
    assert solved >= 30


def test_steps_aside_where_a_side_rule_binds() -> None:
    """A rule that some plan could break, and that is no bound on sets, leaves the engine no prefix to prove."""
    rng = np.random.default_rng(3)
    seen = set()
    for rule in ("team_skills", "site_days", "workload", "bundle_radius", "avoid"):
        for _ in range(40):
            problem = random_problem(rng, objectives=("coverage",), rules=(rule,))
            if binding_rules(problem):
                assert provable_prefix(problem) == ()
                seen.add(rule)
                break
    assert len(seen) == 5


def test_rules_called_slack_cannot_be_broken() -> None:
    """A side rule left out of `binding_rules` is kept by every plan within capacities and seats."""
    rng = np.random.default_rng(11)
    slack = 0
    names = ("quota", "one_post_per_host", "company_posts", "site_days", "workload", "bundle_radius")
    for _ in range(400):
        rule = names[int(rng.integers(len(names)))]
        problem = random_problem(rng, objectives=("coverage",), rules=(rule,), max_pairs=6, most_capacity=2)
        if rule in binding_rules(problem):
            continue
        slack += 1
        pairs = oracle.pairs_of(problem)
        for mask in range(1 << len(pairs)):
            plan = [pair for b, pair in enumerate(pairs) if mask >> b & 1]
            broken = oracle.broken_rules(problem, plan)
            if not broken & {"capacity", "seats"}:
                assert rule not in broken
    assert slack >= 50


def test_extreme_weights_do_not_overflow() -> None:
    """With priorities, points and travel at their limits the stages still equal enumeration."""
    rng = np.random.default_rng(17)
    objectives = ("coverage", "satisfaction", "travel", "ranks")
    for _ in range(20):
        problem = random_problem(rng, objectives=objectives)
        heavy = replace(
            problem,
            priority=np.where(problem.priority > 1, 10**6, 999_999),
            points=10_000 - problem.points % 7,
            travel_m=10**9 - problem.travel_m % 11,
        )
        expected = oracle.best(heavy)
        assert expected is not None
        assert {r.name: r.value for r in solve_flow(heavy, objectives).objectives} == expected[0]
