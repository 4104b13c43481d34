"""Plans of greatest cover: no blocking pair without an excuse, and few of them."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.blocking import count_in_market, cover_weight
from matcher.solve.critical import (
    MANY_STARTS,
    find_cover,
    find_critical,
    keep_needs,
    reserve_and_defer,
    settle_market,
)
from matcher.solve.critical.cover import cover_market
from matcher.solve.deferred import supports
from matcher.solve.preferences import build_market


@pytest.mark.parametrize("order", ["post", "sum", "candidate"])
def test_levels_keep_the_greatest_cover_and_excuse_every_blocking_pair(order: str) -> None:
    """Thousands of runs: cover equal to the exact one, nothing unexcused, by the oracle's own count."""
    rng = np.random.default_rng(51)
    for turn in range(700):
        problem = random_problem(
            rng,
            rules=("ban",),
            num_candidates=4 + turn % 3,
            num_posts=4 + turn % 2,
            max_pairs=22,
            has_ties=turn % 3 > 0,
        )
        market = build_market(problem)
        cover = cover_market(market)
        for tie_levels, free_first in ((0, False), (1, True), (4, False), (4, True)):
            x = keep_needs(
                market,
                cover.seats,
                order=order,  # type: ignore[arg-type]
                tie_levels=tie_levels,
                free_first=free_first,
                ties="seed",
                seed=turn,
            )
            plan = oracle.as_plan(market.as_assignment(x))
            assert cover_weight(market, x) == cover.weight
            assert not oracle.broken_rules(problem, plan)
            blocking, excused = oracle.blocking_pairs(problem, plan)
            assert blocking == excused


def test_best_start_keeps_both_sides_minima_and_excuses_every_pair() -> None:
    """With least loads of candidates as well, the coverage objective is the brute-force optimum."""
    rng = np.random.default_rng(52)
    for turn in range(500):
        problem = random_problem(rng, rules=("ban",), max_pairs=9, has_least_loads=turn % 2 > 0)
        found = find_critical(problem)
        plan = oracle.as_plan(found.assignment)
        least = min(oracle.measure(problem, p)["coverage"] for p in oracle.enumerate_plans(problem))  # type: ignore[type-var]
        assert oracle.measure(problem, plan)["coverage"] == least
        assert not oracle.broken_rules(problem, plan)
        blocking, excused = oracle.blocking_pairs(problem, plan)
        assert blocking == excused
        assert found.stability.num_blocking == len(blocking)


def test_a_coverable_stable_plan_is_found_without_any_blocking_pair() -> None:
    """Where some stable plan has full cover on strict lists, no blocking pair is accepted."""
    rng = np.random.default_rng(53)
    seen = 0
    for _ in range(400):
        problem = random_problem(rng, max_pairs=8, has_ties=False)
        weight = find_cover(problem)[1].weight
        full = int((problem.priority * problem.least).sum()) - weight
        stable = [p for p in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, p)[0]]
        if any(oracle.measure(problem, p)["coverage"] == full for p in stable):
            seen += 1
            assert find_critical(problem).stability.num_blocking == 0
    assert seen > 100


def test_reserving_meets_all_needs_or_gives_up() -> None:
    """Reserve-then-acceptance returns full needs or nothing, and mostly full needs."""
    rng = np.random.default_rng(54)
    given_up = 0
    for turn in range(300):
        problem = random_problem(rng, num_candidates=5, num_posts=5, max_pairs=20)
        market = build_market(problem)
        cover = cover_market(market)
        x = reserve_and_defer(market, cover.seats, seed=turn)
        if x is None:
            given_up += 1
            continue
        assert not oracle.broken_rules(problem, oracle.as_plan(market.as_assignment(x)))
        people = np.bincount(market.post[x > 0], minlength=market.num_posts)
        assert (people >= cover.seats).all()
    assert given_up < 30


def test_pins_stay_and_the_cover_around_them_is_greatest() -> None:
    """Pinned pairs are kept by every start; coverage is the optimum among plans with them."""
    rng = np.random.default_rng(55)
    seen = 0
    for _ in range(400):
        problem = random_problem(rng, rules=("ban", "pin"), max_pairs=9)
        plans = list(oracle.enumerate_plans(problem)) if supports(problem) else []
        if not plans or not problem.is_pinned.any():
            continue
        seen += 1
        plan = oracle.as_plan(find_critical(problem).assignment)
        assert not oracle.broken_rules(problem, plan)
        best = min(oracle.measure(problem, p)["coverage"] for p in plans)  # type: ignore[type-var]
        assert oracle.measure(problem, plan)["coverage"] == best
    assert seen > 50


def test_settling_removes_what_can_be_honoured_and_keeps_the_cover() -> None:
    """From careless covers, honouring pairs ends with none left that nothing excuses."""
    rng = np.random.default_rng(56)
    for _ in range(400):
        problem = random_problem(rng, num_candidates=6, num_posts=6, max_pairs=30, has_least_loads=True)
        market = build_market(problem)
        cover = cover_market(market)
        x, left = settle_market(market, cover.x)
        assert cover_weight(market, x) == cover.weight
        assert not oracle.broken_rules(problem, oracle.as_plan(market.as_assignment(x)))
        assert left == count_in_market(market, x).num_unexcused == 0


def test_a_stop_leaves_the_first_start(one_person_two_posts: Problem) -> None:
    """Asked to stop at once, the engine still returns a covered plan."""
    found = find_critical(one_person_two_posts, should_stop=lambda: True)
    assert found.start == MANY_STARTS[0]
    assert oracle.as_plan(found.assignment) == ((0, 1),)


def test_reserving_alone_still_gives_a_plan(one_person_two_posts: Problem) -> None:
    """The one start that may give up is backed by the cover itself."""
    found = find_critical(one_person_two_posts, starts=(("reserve", False, "id"),))
    assert oracle.as_plan(found.assignment) == ((0, 1),)


def test_same_seed_same_plan() -> None:
    """Two runs return the same pairs."""
    problem = random_problem(np.random.default_rng(57), num_candidates=20, num_posts=20, max_pairs=150)
    first, second = find_critical(problem), find_critical(problem)
    assert oracle.as_plan(first.assignment) == oracle.as_plan(second.assignment)
