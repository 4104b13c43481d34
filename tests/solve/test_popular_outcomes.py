"""Problems that ask for popularity, from the question to a verified outcome."""

import dataclasses

import numpy as np
import oracle
import pytest
import voting
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.policy.records import Objective
from matcher.problem import SIDE_RULES, Outcome, Problem
from matcher.solve.binding import binding_rules
from matcher.solve.popular import answers, find_popular, find_popular_critical, solve_popular
from matcher.solve.progress import Progress
from matcher.verify import verify

ORDERS: tuple[tuple[Objective, ...], ...] = (
    ("popularity",),
    ("popularity", "size"),
    ("coverage", "popularity"),
    ("coverage", "popularity", "size"),
    ("coverage", "popularity", "satisfaction"),
    ("popularity", "coverage", "size"),
)


def _problem(seed: int, objectives: tuple[Objective, ...], *, has_ties: bool = False) -> Problem:
    while True:
        problem = random_problem(
            np.random.default_rng(seed),
            rules=("ban", "pin"),
            objectives=objectives,
            num_candidates=12,
            num_posts=9,
            max_pairs=70,
            has_ties=has_ties,
            has_least_loads=seed % 2 > 0,
        )
        problem = dataclasses.replace(problem, is_pinned=problem.is_pinned & (np.arange(problem.num_pairs) % 4 == 0))
        if not binding_rules(problem) and solve_popular(problem).status != "INFEASIBLE":
            return problem
        seed += 1_000


def _require_verified(problem: Problem, outcome: Outcome) -> None:
    assert outcome.assignment is not None
    assert tuple(result.name for result in outcome.objectives) == problem.objectives
    result = verify(problem, outcome.assignment, outcome.objectives)
    assert result.ok, result.violations


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_outcomes_pass_the_check_with_what_they_claim(order: tuple[Objective, ...]) -> None:
    """Strict lists and ties, pins and bans: every claim holds; strict lists prove cover, popularity and size."""
    for seed in range(40):
        problem = _problem(seed, order, has_ties=seed % 2 > 0)
        outcome = solve_popular(problem)
        _require_verified(problem, outcome)
        if seed % 2 == 0:
            proven = [result.name for result in outcome.objectives if result.proven]
            assert proven[: order.index("popularity") + 1] == list(order[: order.index("popularity") + 1])
            assert (outcome.status == "OPTIMAL") == (len(proven) == len(order))
            assert ("size" in proven) == ("size" in order)


def test_a_claim_survives_the_loss_of_its_certificate() -> None:
    """Stored without prices, a claim of a small problem is still decided by the search for a rival."""
    for seed in range(12):
        problem = _problem(seed, ("coverage", "popularity"))
        outcome = solve_popular(problem)
        assert outcome.assignment is not None
        bare = tuple(dataclasses.replace(result, certificate=None) for result in outcome.objectives)
        result = verify(problem, outcome.assignment, bare)
        assert result.ok, result.violations
        assert result.confirmed[:1] == ("coverage",)


def test_uncertified_plans_claim_nothing_of_popularity() -> None:
    """Where ties leave no certificate the value is 0 without a bound, and the outcome is not optimal."""
    seen = 0
    for seed in range(200):
        problem = _problem(seed, ("coverage", "popularity", "size"), has_ties=True)
        outcome = solve_popular(problem)
        popularity = outcome.objectives[1]
        if popularity.certificate is None:
            seen += 1
            assert (popularity.value, popularity.bound, popularity.proven) == (0, None, False)
            assert outcome.status == "FEASIBLE"
            _require_verified(problem, outcome)
    assert seen > 3


@pytest.mark.parametrize("order", [("stability", "popularity"), ("size", "popularity"), ("coverage", "size")])
def test_other_orders_are_refused(order: tuple[Objective, ...]) -> None:
    """Popularity among stable or largest plans is another question."""
    assert not answers(order)
    with pytest.raises(ProblemError):
        solve_popular(random_problem(np.random.default_rng(1), objectives=order))


def test_side_rules_that_the_plan_breaks_are_refused_by_name() -> None:
    """Room for everybody at two posts of one host: the popular plan takes both, and the error names that rule."""
    drawn = (random_problem(np.random.default_rng(seed), num_candidates=2, num_posts=2) for seed in range(99))
    problem = next(one for one in drawn if one.num_pairs > 2)
    two = np.full(2, 2)
    crowded = dataclasses.replace(
        problem, objectives=("popularity",), host=problem.host * 0, capacity=two, most=two, least=two * 0
    )
    assert len(find_popular(crowded).assignment) == crowded.num_pairs
    with pytest.raises(ProblemError, match=r"：one_post_per_host$"):
        solve_popular(crowded)


@pytest.mark.parametrize("rule", [rule for rule in SIDE_RULES if rule != "ban"])
@pytest.mark.parametrize("order", [("popularity",), ("coverage", "popularity", "size")], ids="-".join)
def test_beside_rules_a_plan_is_popular_among_those_that_keep_them(rule: str, order: tuple[Objective, ...]) -> None:
    """Brute force over all plans within the rules: nobody wins, no larger one ties; or the error names a rule."""
    rng = np.random.default_rng(8)
    answered = refused = named = 0
    for turn in range(120):
        problem = random_problem(
            rng, rules=(rule,), objectives=order, num_candidates=3, num_posts=4, max_pairs=7, has_ties=turn % 2 > 0
        )
        plans = list(oracle.enumerate_plans(problem))
        if not binding_rules(problem) or not plans:
            continue
        try:
            outcome = solve_popular(problem)
        except ProblemError as error:
            refused += 1
            named += rule in error.words.en
            continue
        if outcome.assignment is None:
            continue
        answered += 1
        keeps_cover = order[0] == "coverage"
        if keeps_cover:
            missing = [oracle.measure(problem, plan)["coverage"] for plan in plans]
            plans = [plan for plan, short in zip(plans, missing, strict=True) if short == min(missing)]
        plan = oracle.as_plan(outcome.assignment)
        assert plan in plans
        for rival in plans:
            votes = voting.margin(problem, rival, plan, keeps_cover=keeps_cover)
            assert votes < 0 or (votes == 0 and len(rival) <= len(plan))
        _require_verified(problem, outcome)
    assert answered > 5
    assert named == refused > 0


def test_pins_beyond_the_room_are_infeasible_with_a_cause() -> None:
    """More pins than seats leave no plan; the cause names who."""
    problem = random_problem(
        np.random.default_rng(4), num_candidates=3, num_posts=2, max_pairs=6, objectives=("popularity",)
    )
    every = np.ones(problem.num_pairs, np.bool_)
    for crowded in (
        {"capacity": problem.capacity * 0},
        {"capacity": problem.capacity * 0 + 9, "most": problem.least * 0},
    ):
        limits = {"least": problem.least * 0, "least_load": problem.least_load * 0, **crowded}
        outcome = solve_popular(dataclasses.replace(problem, is_pinned=every, **limits))
        assert outcome.status == "INFEASIBLE"
        assert outcome.assignment is None
        assert outcome.cause is not None


def test_progress_and_stopping() -> None:
    """Each objective is told once; a stop between ways to break ties leaves a plan that holds."""
    problem = _problem(2, ("coverage", "popularity"))
    told: list[Progress] = []
    solve_popular(problem, on_progress=told.append)
    assert [progress.objective for progress in told] == ["coverage", "popularity"]
    for seed in range(1, 200, 2):
        tied = _problem(seed, ("coverage", "popularity"), has_ties=True)
        outcome = solve_popular(tied, should_stop=lambda: True)
        _require_verified(tied, outcome)
        assert outcome.was_stopped == (outcome.objectives[1].certificate is None)


def test_nothing_to_match_is_popular() -> None:
    """No pair, no seats or no people: the empty plan, proven."""
    problem = random_problem(np.random.default_rng(6), num_candidates=3, num_posts=3, max_pairs=9)
    nothing = dataclasses.replace(problem, is_banned=np.ones(problem.num_pairs, np.bool_), objectives=("popularity",))
    outcome = solve_popular(nothing)
    assert outcome.status == "OPTIMAL"
    assert outcome.objectives[0].value == 0
    _require_verified(nothing, outcome)
    closed = dataclasses.replace(problem, capacity=problem.capacity * 0, objectives=("coverage", "popularity"))
    outcome = solve_popular(closed)
    assert outcome.status == "OPTIMAL"
    _require_verified(closed, outcome)


def test_the_same_seed_gives_the_same_plan() -> None:
    """Ties are broken by the problem's seed alone."""
    problem = _problem(7, ("coverage", "popularity"), has_ties=True)
    first, second = find_popular_critical(problem), find_popular_critical(problem)
    assert (first.assignment.pairs == second.assignment.pairs).all()
