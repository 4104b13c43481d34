"""What the portfolio promises, whichever engines it picks."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.policy.records import EngineSettings
from matcher.problem import SIDE_RULES
from matcher.solve import solve
from matcher.verify import verify

ORDERS = [
    ("coverage", "stability", "satisfaction", "travel", "continuity"),
    ("stability", "coverage", "satisfaction"),
    ("satisfaction", "coverage", "travel", "continuity"),
    ("hosts", "stability", "size"),
    ("coverage", "regret", "balance"),
    ("stability", "size"),
    ("coverage", "stability", "ranks"),
    ("coverage", "stability", "generous"),
    ("size", "generous", "regret"),
    ("stability", "generous", "travel"),
]


@pytest.mark.parametrize("objectives", ORDERS, ids="-".join)
def test_reaches_the_optimum_of_enumeration(objectives: tuple) -> None:
    """With every side rule at hand, values, statuses and proofs agree with enumeration."""
    rng = np.random.default_rng(len("".join(objectives)))
    feasible = 0
    for number in range(24):
        rules = () if number % 3 == 0 else tuple(rng.permutation(SIDE_RULES)[: int(rng.integers(1, 4))])
        problem = random_problem(
            rng, objectives=objectives, rules=rules, has_ties=bool(number % 2), has_least_loads=number % 4 == 0
        )
        outcome = solve(problem)
        expected = oracle.best(problem)
        if objectives[0] == "stability" and expected is not None and expected[0]["stability"] > 0:
            assert outcome.status == "INFEASIBLE"
            continue
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            assert outcome.cause is not None
            continue
        feasible += 1
        assert outcome.status == "OPTIMAL"
        assert {result.name: result.value for result in outcome.objectives} == expected[0]
        assert outcome.assignment is not None
        assert verify(problem, outcome.assignment, outcome.objectives).ok
    assert feasible >= 8


def test_favoured_side_gets_its_optimum() -> None:
    """With strict lists nobody on the favoured side does better in any stable plan."""
    rng = np.random.default_rng(5)
    differing = 0
    for _ in range(60):
        problem = random_problem(rng, objectives=("stability",), has_ties=False, most_capacity=1, most_seats=1)
        stable = [plan for plan in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, plan)[0]]
        best_of = {}
        for side in ("candidates", "enterprises"):
            outcome = solve(problem, EngineSettings(favour=side))
            assert outcome.status == "OPTIMAL"
            best_of[side] = dict(outcome.assignment.pairs.tolist())
        rank = dict(zip(oracle.pairs_of(problem), problem.rank_by_candidate.tolist(), strict=True))
        for plan in stable:
            for i, p in plan:
                assert rank[i, best_of["candidates"][i]] <= rank[i, p] <= rank[i, best_of["enterprises"][i]]
        differing += best_of["candidates"] != best_of["enterprises"]
    assert differing >= 1


def test_same_input_same_plan() -> None:
    """Solving twice gives the same pairs and the same numbers."""
    rng = np.random.default_rng(9)
    problem = random_problem(rng, num_candidates=5, num_posts=5, max_pairs=14, rules=("quota", "avoid"))
    first, second = solve(problem), solve(problem)
    assert first.status == second.status
    if first.assignment is not None and second.assignment is not None:
        assert first.assignment.pairs.tolist() == second.assignment.pairs.tolist()
    assert [r.value for r in first.objectives] == [r.value for r in second.objectives]


@pytest.mark.parametrize(("objectives", "word"), [((), "目标"), (("size", "size"), "重复")])
def test_impossible_objectives_are_named(objectives: tuple, word: str) -> None:
    """No objective, or one given twice, is an error that says so."""
    problem = random_problem(np.random.default_rng(1), objectives=objectives)
    with pytest.raises(ProblemError, match=word):
        solve(problem)


def test_stop_keeps_a_plan() -> None:
    """Asked to stop at once, the portfolio still returns the plan it has, and says it was stopped."""
    problem = random_problem(np.random.default_rng(2), objectives=("coverage", "stability", "satisfaction"))
    outcome = solve(problem, should_stop=lambda: True)
    assert outcome.was_stopped
    assert outcome.status in {"FEASIBLE", "UNKNOWN"}
    if outcome.assignment is not None:
        assert verify(problem, outcome.assignment, outcome.objectives).ok


@pytest.mark.parametrize("heard", ["", "local search"])
def test_stop_keeps_a_plan_within_side_rules(heard: str) -> None:
    """Stopped at once, or while the search improves a plan, the answer is a plan within rules that no flow holds."""
    rng = np.random.default_rng(9)
    kept = 0
    for _ in range(12):
        problem = random_problem(
            rng,
            objectives=("coverage", "stability", "satisfaction"),
            rules=("site_days", "avoid", "bundle_radius"),
            num_candidates=12,
            num_posts=12,
            max_pairs=80,
            most_capacity=3,
        )
        told: list[str] = []
        outcome = solve(
            problem,
            on_progress=lambda step, told=told: told.append(step.engine),  # type: ignore[misc]
            should_stop=lambda told=told: not heard or heard in told,  # type: ignore[misc]
        )
        assert outcome.assignment is not None
        assert verify(problem, outcome.assignment, outcome.objectives).ok
        kept += outcome.was_stopped
    assert kept >= 3
