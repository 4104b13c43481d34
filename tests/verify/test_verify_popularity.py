"""Popularity proven by prices, refuted by rivals, and claimed in outcomes."""

import dataclasses
from collections import Counter
from itertools import product

import numpy as np
import oracle
import pytest
import voting
from tiny_problems import random_problem

from matcher.policy.records import Objective
from matcher.problem import NO_LIMIT, Assignment, ObjectiveResult, PopularityCertificate, Problem
from matcher.verify import verify
from matcher.verify.placed import place
from matcher.verify.popular_claims import MOST_SEATINGS
from matcher.verify.popularity import proves_popular
from matcher.verify.rivals import count_seatings, find_rival


def _tiny(rng: np.random.Generator, turn: int, *, max_pairs: int, objectives: tuple[Objective, ...] = ()) -> Problem:
    return random_problem(
        rng,
        rules=("ban", "pin") if turn % 2 else ("ban",),
        objectives=objectives or ("popularity",),
        num_candidates=2 + turn % 4,
        num_posts=2 + turn % 3,
        max_pairs=max_pairs,
        has_ties=turn % 3 == 0,
        has_least_loads=turn % 2 > 0,
    )


def _of_greatest_cover(problem: Problem) -> list[oracle.Plan]:
    plans = list(oracle.enumerate_plans(problem))
    short = [oracle.measure(problem, plan)["coverage"] for plan in plans]
    return [plan for plan, missing in zip(plans, short, strict=True) if missing == min(short)]


def test_prices_exist_exactly_for_popular_plans() -> None:
    """Every plan of tiny problems, every price of -1, 0 and 1: some prices are accepted if and only if nobody wins."""
    rng = np.random.default_rng(21)
    seen: Counter[bool] = Counter()
    for turn in range(110):
        problem = _tiny(rng, turn, max_pairs=5)
        if len(problem.pin_group_pair):
            continue
        plans = list(oracle.enumerate_plans(problem))
        for plan in plans:
            placed = place(problem, oracle.as_assignment(plan))
            has_prices = any(
                proves_popular(placed, PopularityCertificate(np.array(prices, np.int64), vote=1, cover=0, match=0))
                for prices in product((-1, 0, 1), repeat=len(plan))
            )
            assert has_prices == voting.is_popular(problem, plan, plans)
            seen[has_prices] += 1
    assert min(seen.values()) > 80


def test_no_prices_are_accepted_for_what_they_do_not_prove() -> None:
    """Random prices and weights on random plans: wherever they pass, brute force agrees with what they say."""
    rng = np.random.default_rng(22)
    num_passed: Counter[str] = Counter()
    for turn in range(2_000):
        problem = _tiny(rng, turn, max_pairs=4)
        plans = _of_greatest_cover(problem)
        if not plans or len(problem.pin_group_pair):
            continue
        cover = int(rng.choice([0, 6]))
        if not cover:
            plans = list(oracle.enumerate_plans(problem))
        plan = plans[rng.integers(len(plans))]
        prices = rng.integers(-2, 3, len(plan)) + cover * rng.integers(-1, 2, len(plan))
        certificate = PopularityCertificate(prices, vote=2, cover=cover, match=int(rng.integers(0, 2)))
        if proves_popular(place(problem, oracle.as_assignment(plan)), certificate):
            num_passed["cover" if cover else "all"] += 1
            for rival in plans:
                votes = voting.margin(problem, rival, plan, keeps_cover=cover > 0)
                assert votes <= 0
                assert votes < 0 or len(rival) <= len(plan) or not certificate.match
    assert min(num_passed.values()) > 40


@pytest.mark.parametrize("keeps_cover", [False, True])
def test_the_rival_found_wins_by_the_most_votes(*, keeps_cover: bool) -> None:
    """The linear program finds a rival exactly when brute force does, with the greatest margin there is."""
    rng = np.random.default_rng(23)
    num_found = 0
    for turn in range(220):
        problem = _tiny(rng, turn, max_pairs=8)
        plans = _of_greatest_cover(problem) if keeps_cover else list(oracle.enumerate_plans(problem))
        if not plans or len(problem.pin_group_pair):
            continue
        plan = plans[rng.integers(len(plans))]
        votes = {rival: voting.margin(problem, rival, plan, keeps_cover=keeps_cover) for rival in plans}
        placed = place(problem, oracle.as_assignment(plan))
        rival = find_rival(placed, keeps_cover=keeps_cover)
        assert (rival is not None) == (max(votes.values()) > 0)
        if rival is not None:
            num_found += 1
            assert rival.margin == max(votes.values()) == votes[oracle.as_plan(rival.assignment)]
        larger = find_rival(placed, keeps_cover=keeps_cover, is_larger=True)
        is_beaten = any(margin > 0 or (margin == 0 and len(other) > len(plan)) for other, margin in votes.items())
        assert (larger is not None) == is_beaten
    assert num_found > 50


def _chain() -> Problem:
    """Two people and two posts: person 0, wanted by both, may stay at its second post for person 1's sake."""
    limit = np.full(2, NO_LIMIT)
    return Problem(
        capacity=np.ones(2, np.int64), least_load=np.zeros(2, np.int64), least=np.zeros(2, np.int64),
        most=np.ones(2, np.int64), priority=np.ones(2, np.int64), host=np.arange(2, dtype=np.int32),
        candidate=np.array([0, 0, 1], np.int32), post=np.array([0, 1, 0], np.int32), points=np.zeros(3, np.int64),
        rank_by_candidate=np.array([1, 2, 1]), rank_by_post=np.array([1, 1, 2]), travel_m=np.zeros(3, np.int64),
        is_kept=np.zeros(3, np.bool_), is_pinned=np.zeros(3, np.bool_), is_banned=np.zeros(3, np.bool_),
        objectives=("popularity",), is_company_post=np.zeros(2, np.bool_), site_days=np.zeros(2, np.int64),
        days_budget=limit, workload=np.zeros(2, np.int64), workload_budget=limit, host_x_m=np.zeros(2, np.int64),
        host_y_m=np.zeros(2, np.int64), radius_m=limit,
    )  # fmt: skip


def _claim(
    value: int, bound: int | None, certificate: PopularityCertificate | None = None, *, proven: bool = True
) -> tuple[ObjectiveResult, ...]:
    return (ObjectiveResult("popularity", value, bound, proven, "test", 0.0, certificate),)


def _prices(*prices: int, vote: int = 2, cover: int = 0, match: int = 1) -> PopularityCertificate:
    return PopularityCertificate(np.array(prices), vote=vote, cover=cover, match=match)


SMALL = Assignment(np.array([[0, 0]]))
LARGE = Assignment(np.array([[0, 1], [1, 0]]))


def test_honest_claims_pass_and_are_confirmed() -> None:
    """The larger of two popular plans, with prices and without, is certified and the bound confirmed."""
    for certificate in (_prices(2, -2), None):
        result = verify(_chain(), LARGE, _claim(2, 2, certificate))
        assert result.ok, result.violations
        assert result.objectives["popularity"] == result.bounds["popularity"] == 2
        assert "popularity" in result.confirmed


def test_a_popular_plan_that_is_not_the_largest_has_no_bound() -> None:
    """The stable plan is popular, which may be claimed; that no larger one is may not."""
    assert verify(_chain(), SMALL, _claim(1, None, proven=False)).ok
    assert verify(_chain(), SMALL, _claim(1, None, _prices(0, match=0), proven=False)).ok
    assert not verify(_chain(), SMALL, _claim(1, 1)).ok
    assert not verify(_chain(), SMALL, _claim(1, 1, _prices(0, match=0))).ok


@pytest.mark.parametrize(
    "certificate",
    [
        _prices(2, 2),
        _prices(0, 0),
        _prices(-2, 2),
        _prices(2),
        _prices(2, -2, -2),
        _prices(2, -2, match=0),
        _prices(2, -2, match=-1),
        _prices(2, -2, vote=0),
        _prices(2, -2, vote=-2),
        _prices(2, -2, cover=5),
        _prices(2**62, -(2**62), vote=2**62),
    ],
)
def test_wrong_prices_are_refused(certificate: PopularityCertificate) -> None:
    """Prices that break a condition, are too few, weigh cover where all plans compete, or would overflow."""
    result = verify(_chain(), LARGE, _claim(2, 2, certificate))
    assert [violation.rule for violation in result.violations] == ["claim"]
    assert "popularity" not in result.objectives


@pytest.mark.parametrize(("value", "bound"), [(1, 1), (2, 3), (3, None), (0, 2), (0, 0)])
def test_wrong_numbers_are_refused(value: int, bound: int | None) -> None:
    """The value is the number of matches, the bound is that value or none."""
    assert not verify(_chain(), LARGE, _claim(value, bound, _prices(2, -2))).ok


def test_nothing_known_is_no_wrong_claim() -> None:
    """A value of 0 without prices and bound says that the plan is not known to be popular."""
    result = verify(_chain(), SMALL, _claim(0, None, proven=False))
    assert result.ok
    assert "popularity" not in result.objectives


def test_popularity_after_coverage_needs_the_greatest_cover() -> None:
    """With a least seat at the second post the smaller plan is short of cover and not among the best covering."""
    problem = dataclasses.replace(_chain(), least=np.array([0, 1]), objectives=("coverage", "popularity"))
    assert not verify(problem, SMALL, _claim(1, None, proven=False)).ok
    assert verify(problem, LARGE, _claim(2, 2)).ok
    assert verify(problem, LARGE, _claim(2, 2, _prices(2, -2))).ok


def test_popularity_after_another_objective_cannot_be_claimed() -> None:
    """Among plans of greatest size, say, nothing is known of votes."""
    problem = dataclasses.replace(_chain(), objectives=("size", "popularity"))
    assert not verify(problem, LARGE, _claim(2, 2, _prices(2, -2))).ok


def test_a_plan_that_loses_is_refused_with_the_votes() -> None:
    """The empty plan loses against anything; the sentence counts the votes."""
    empty = Assignment(np.zeros((0, 2), np.int32))
    violation = verify(_chain(), empty, _claim(0, 0)).violations[0]
    assert "4 votes ahead" in violation.words.en
    assert "4 票" in violation.words.zh


def test_a_plan_that_breaks_rules_proves_nothing() -> None:
    """Too many partners, strangers and pairs that are not listed are refused with any prices."""
    for rows in ([[0, 0], [0, 1]], [[0, 1], [5, 5]], [[0, 1], [1, 1]], [[0, 1], [0, 1]]):
        placed = place(_chain(), Assignment(np.array(rows)))
        assert not proves_popular(placed, _prices(2, -2))
        assert not proves_popular(placed, _prices(0, 0))


def test_large_problems_need_prices() -> None:
    """Beyond a size no rival is looked for, and a claim without prices is refused."""
    problem = random_problem(
        np.random.default_rng(1), objectives=("popularity",), num_candidates=300, num_posts=150, max_pairs=45_000
    )
    plan = Assignment(np.zeros((0, 2), np.int32))
    assert count_seatings(place(problem, plan)) > MOST_SEATINGS
    violation = verify(problem, plan, _claim(0, 0)).violations[0]
    assert "too large" in violation.words.en
