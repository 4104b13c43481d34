"""Popular plans against every other plan of thousands of tiny problems."""

from collections import Counter

import numpy as np
import oracle
import pytest
import voting
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.binding import binding_rules
from matcher.solve.blocking import cover_weight
from matcher.solve.critical import find_cover
from matcher.solve.popular import find_popular, find_popular_critical
from matcher.solve.popular.certificate import certifies, make_certificate
from matcher.solve.popular.face import face_of_greatest_cover
from matcher.solve.popular.levels import climb_levels
from matcher.solve.popular.relaxed import relax_stability
from matcher.solve.preferences import build_market


def _tiny(rng: np.random.Generator, turn: int, *, has_ties: bool = False, max_pairs: int = 8) -> Problem:
    """Return a problem with bans, at times pins, minima on one side, both or none; no rule that can bind."""
    while True:
        problem = random_problem(
            rng,
            rules=("ban", "pin") if turn % 2 else ("ban",),
            num_candidates=2 + turn % 4,
            num_posts=2 + turn % 3,
            max_pairs=max_pairs,
            has_ties=has_ties,
            has_least=turn % 7 > 0,
            has_least_loads=turn % 3 > 0,
        )
        if not binding_rules(problem):
            return problem


def _of_greatest_cover(problem: Problem, plans: list[oracle.Plan]) -> list[oracle.Plan]:
    short = [oracle.measure(problem, plan)["coverage"] for plan in plans]
    return [plan for plan, missing in zip(plans, short, strict=True) if missing == min(short)]


def test_no_plan_wins_against_a_popular_one_and_every_larger_one_loses() -> None:
    """On strict lists, among all plans: nobody wins, in either way to pair seats, and more matches lose."""
    rng = np.random.default_rng(11)
    for turn in range(800):
        problem = _tiny(rng, turn)
        plans = list(oracle.enumerate_plans(problem))
        if not plans:
            continue
        found = find_popular(problem)
        assert found.is_certified
        plan = oracle.as_plan(found.assignment)
        assert plan in plans
        for rival in plans:
            votes = voting.margin(problem, rival, plan)
            assert votes <= 0
            assert voting.margin_by_smaller_side(problem, rival, plan) <= votes
            assert votes < 0 or len(rival) <= len(plan)


def test_popular_critical_plans_win_against_every_plan_of_greatest_cover() -> None:
    """On strict lists with weighted minima on both sides, met or not: the same among the best covering plans."""
    rng = np.random.default_rng(12)
    num_short = 0
    for turn in range(1_100):
        problem = _tiny(rng, turn)
        plans = list(oracle.enumerate_plans(problem))
        if not plans:
            continue
        rivals = _of_greatest_cover(problem, plans)
        found = find_popular_critical(problem)
        assert found.is_certified
        plan = oracle.as_plan(found.assignment)
        assert plan in rivals
        num_short += oracle.measure(problem, plan)["coverage"] != 0
        for rival in rivals:
            votes = voting.margin(problem, rival, plan, keeps_cover=True)
            assert votes <= 0
            assert voting.margin_by_smaller_side(problem, rival, plan) <= votes
            assert votes < 0 or len(rival) <= len(plan)
    assert num_short > 200


@pytest.mark.parametrize("keeps_cover", [False, True])
def test_no_popular_plan_is_larger(*, keeps_cover: bool) -> None:
    """The size is the greatest over all plans that brute force finds popular."""
    rng = np.random.default_rng(13)
    find = find_popular_critical if keeps_cover else find_popular
    for turn in range(300):
        problem = _tiny(rng, turn, max_pairs=6)
        plans = list(oracle.enumerate_plans(problem))
        if not plans:
            continue
        if keeps_cover:
            plans = _of_greatest_cover(problem, plans)
        sizes = [len(plan) for plan in plans if voting.is_popular(problem, plan, plans, keeps_cover=keeps_cover)]
        assert len(find(problem).assignment) == max(sizes)


def test_ties_are_certified_only_where_nobody_wins() -> None:
    """With ties a certified plan is popular with ties counted as no vote; the rest excuse every blocking pair."""
    rng = np.random.default_rng(14)
    outcomes: Counter[bool] = Counter()
    for turn in range(600):
        problem = _tiny(rng, 2 * turn, has_ties=True)
        plans = list(oracle.enumerate_plans(problem))
        for keeps_cover, find in ((False, find_popular), (True, find_popular_critical)):
            found = find(problem)
            outcomes[found.is_certified] += 1
            plan = oracle.as_plan(found.assignment)
            rivals = _of_greatest_cover(problem, plans) if keeps_cover else plans
            assert plan in rivals
            if found.is_certified:
                assert all(voting.margin(problem, rival, plan, keeps_cover=keeps_cover) <= 0 for rival in rivals)
            else:
                blocking, excused = oracle.blocking_pairs(problem, plan)
                assert blocking == (excused if keeps_cover else set())
    assert outcomes[True] > 900
    assert outcomes[False] > 20


@pytest.mark.parametrize("num_candidates", [5, 9])
def test_relaxed_plans_keep_the_cover_and_excuse_every_blocking_pair(num_candidates: int) -> None:
    """Ties, minima on both sides, priorities: greatest cover, nothing unexcused, no rule broken."""
    rng = np.random.default_rng(15)
    for turn in range(500):
        problem = random_problem(
            rng,
            rules=("ban",),
            num_candidates=num_candidates,
            num_posts=4 + turn % 3,
            max_pairs=30,
            has_ties=turn % 4 > 0,
            has_least_loads=turn % 3 > 0,
        )
        market = build_market(problem)
        x = relax_stability(market, keeps_cover=True, seed=turn)
        plan = oracle.as_plan(market.as_assignment(x))
        assert cover_weight(market, x) == find_cover(problem)[1].weight
        assert not oracle.broken_rules(problem, plan)
        blocking, excused = oracle.blocking_pairs(problem, plan)
        assert blocking == excused
        stable = market.as_assignment(relax_stability(market, keeps_cover=False, seed=turn))
        assert not oracle.blocking_pairs(problem, oracle.as_plan(stable))[0]


def test_every_number_of_levels_that_meets_the_minima_is_certified() -> None:
    """Larger strict problems with scarce people on both sides need several levels below and above."""
    rng = np.random.default_rng(16)
    deepest, highest = 0, 0
    for turn in range(800):
        problem = random_problem(
            rng,
            num_candidates=6 + turn % 6,
            num_posts=5 + turn % 5,
            max_pairs=40,
            has_ties=False,
            has_least_loads=turn % 3 > 0,
        )
        market = build_market(problem)
        face = face_of_greatest_cover(market)
        levels = climb_levels(market, face)
        assert cover_weight(market, levels.x) == find_cover(problem)[1].weight
        assert certifies(market, levels.x, make_certificate(market, face, levels))
        deepest = max(deepest, levels.low)
        highest = max(highest, int(levels.level.max(initial=0)) - levels.low)
    assert deepest >= 2
    assert highest >= 3


def test_names_do_not_matter() -> None:
    """Turning both sides' numbers around changes neither size nor cover."""
    rng = np.random.default_rng(17)
    for turn in range(200):
        problem = _tiny(rng, 2 * turn, max_pairs=20)
        turned = _turn_around(problem)
        for find in (find_popular, find_popular_critical):
            plan, other = find(problem).assignment, find(turned).assignment
            assert len(plan) == len(other)
        missing = oracle.measure(problem, oracle.as_plan(find_popular_critical(problem).assignment))["coverage"]
        assert missing == oracle.measure(turned, oracle.as_plan(find_popular_critical(turned).assignment))["coverage"]


def _turn_around(problem: Problem) -> Problem:
    """Return the problem with candidates and posts numbered backwards."""
    values = {name: getattr(problem, name) for name in Problem.__dataclass_fields__}
    for name in ("capacity", "least_load", "days_budget", "workload_budget", "radius_m"):
        values[name] = values[name][::-1].copy()
    for name in ("least", "most", "priority", "is_company_post", "site_days", "workload"):
        values[name] = values[name][::-1].copy()
    values["candidate"] = (problem.num_candidates - 1 - problem.candidate[::-1]).astype(np.int32)
    values["post"] = (problem.num_posts - 1 - problem.post[::-1]).astype(np.int32)
    for name in ("points", "rank_by_candidate", "rank_by_post", "travel_m", "is_kept", "is_pinned", "is_banned"):
        values[name] = values[name][::-1].copy()
    return Problem(**values)
