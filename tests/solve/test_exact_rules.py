"""Each hard rule of the exact engine changes the optimum of a small market.

Two people and three posts of one seat each. Left alone, person 0 takes posts 0 and 1 and person 1
takes post 2: 10 + 8 + 5 points.
"""

from dataclasses import replace

import numpy as np
import oracle
import pytest

from matcher.policy.records import EngineSettings
from matcher.problem import NO_LIMIT, RULES, Problem
from matcher.solve.exact import solve_exact

FREE = 23


def ints(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def indices(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


def flags(*rows: int, length: int = 6) -> np.ndarray:
    marked = np.zeros(length, np.bool_)
    marked[list(rows)] = True
    return marked


def market() -> Problem:
    """Return the market without side rules; pair row 3 i + p is person i at post p."""
    return Problem(
        capacity=ints(2, 1),
        least_load=ints(0, 0),
        least=ints(0, 0, 0),
        most=ints(1, 1, 1),
        priority=ints(1, 1, 1),
        host=indices(0, 1, 2),
        candidate=indices(0, 0, 0, 1, 1, 1),
        post=indices(0, 1, 2, 0, 1, 2),
        points=ints(10, 8, 1, 9, 2, 5),
        rank_by_candidate=ints(1, 2, 3, 1, 3, 2),
        rank_by_post=ints(1, 1, 2, 2, 2, 1),
        travel_m=np.zeros(6, np.int64),
        is_kept=flags(),
        is_pinned=flags(),
        is_banned=flags(),
        objectives=("satisfaction",),
        is_company_post=flags(length=3),
        site_days=ints(0, 0, 0),
        days_budget=np.full(2, NO_LIMIT),
        workload=ints(0, 0, 0),
        workload_budget=np.full(2, NO_LIMIT),
        host_x_m=ints(0, 0, 0),
        host_y_m=ints(0, 0, 0),
        radius_m=np.full(2, NO_LIMIT),
    )


def quota(kind: int, rows: tuple[int, ...], least: int, most: int, coefficients: tuple[int, ...] = ()) -> dict:
    return {
        "quota_start": ints(0, len(rows)),
        "quota_pair": indices(*rows),
        "quota_coefficient": ints(*(coefficients or (1,) * len(rows))),
        "quota_least": ints(least),
        "quota_most": ints(most),
        "quota_count": indices(kind),
    }


ROWS = np.array([0, 2, 3, 4, 5])
WITHOUT_PAIR = {
    name: getattr(market(), name)[ROWS]
    for name in (
        "candidate", "post", "points", "rank_by_candidate", "rank_by_post", "travel_m", "is_kept", "is_pinned",
        "is_banned",
    )
}  # fmt: skip

CASES = {
    "acceptable": (WITHOUT_PAIR, 15),
    "capacity": ({"capacity": ints(1, 1)}, 17),
    "seats": ({"most": ints(1, 0, 1)}, 15),
    "quota-pairs": (quota(0, (0, 1, 2), -NO_LIMIT, 1), 17),
    "quota-share": (quota(0, (0, 1, 2, 3, 4, 5), 0, NO_LIMIT, (-1, -1, -1, 1, 1, 1)), 17),
    "quota-people": (quota(1, (3, 4), 1, NO_LIMIT), 18),
    "quota-people-most": (quota(1, (0, 1, 2, 3, 4, 5), -NO_LIMIT, 1), 18),
    "quota-hosts": (quota(2, (0, 3, 1, 4), -NO_LIMIT, 1), 15),
    "pin": ({"is_pinned": flags(3)}, 18),
    "pin-group": ({"pin_group_start": ints(0, 2), "pin_group_pair": indices(3, 4)}, 18),
    "ban": ({"is_banned": flags(0)}, 18),
    "one_post_per_host": ({"host": indices(0, 0, 2)}, 18),
    "company_posts": ({"is_company_post": flags(0, 1, length=3), "most_company_posts": 1}, 18),
    "team_skills": ({"team_post": indices(1), "team_start": ints(0, 1), "team_pair": indices(4)}, 15),
    "team_skills-nobody": ({"team_post": indices(1), "team_start": ints(0, 0), "team_pair": indices()}, 15),
    "site_days": ({"site_days": ints(2, 2, 0), "days_budget": ints(3, NO_LIMIT)}, 18),
    "site_days-too-dear": ({"site_days": ints(0, 9, 0), "days_budget": ints(3, NO_LIMIT)}, 15),
    "workload": ({"workload": ints(2, 2, 0), "workload_budget": ints(3, NO_LIMIT)}, 18),
    "bundle_radius": ({"host_x_m": ints(0, 5000, 5000), "radius_m": ints(4999, NO_LIMIT)}, 18),
    "avoid": ({"host": indices(0, 1, 0), "avoid_a": indices(0), "avoid_b": indices(1)}, 18),
}


def test_every_rule_has_a_case():
    """No rule goes untested."""
    assert {name.split("-")[0] for name in CASES} == set(RULES)


def test_the_market_without_rules():
    """Nothing but capacities and seats: everybody serves."""
    assert solve_exact(market(), EngineSettings()).objectives[0].value == FREE


@pytest.mark.parametrize("name", CASES)
def test_a_rule_changes_the_optimum(name):
    """With the rule the best plan is worth less, by exactly as much as by hand and by brute force."""
    change, expected = CASES[name]
    problem = replace(market(), **change)
    outcome = solve_exact(problem, EngineSettings())
    assert outcome.status == "OPTIMAL"
    assert outcome.objectives[0].value == expected < FREE
    assert oracle.best(problem)[0]["satisfaction"] == expected
    assert oracle.broken_rules(problem, oracle.as_plan(outcome.assignment)) == set()


def test_a_radius_that_just_reaches_holds_nothing_back():
    """Two hosts at exactly the radius may be served by one person."""
    problem = replace(market(), host_x_m=ints(0, 3000, 0), host_y_m=ints(0, 4000, 0), radius_m=ints(5000, 5000))
    assert solve_exact(problem, EngineSettings()).objectives[0].value == FREE


CLASHES = {
    "pin": {"is_pinned": flags(0, 3)},
    "quota": quota(1, (0, 1, 2), 2, NO_LIMIT),
    "ban": quota(2, (0, 1), 2, NO_LIMIT) | {"is_banned": flags(0)},
    "capacity": {"capacity": ints(1, 1), "is_pinned": flags(0, 1)},
    "seats": {"is_pinned": flags(0, 3)},
    "one_post_per_host": {"host": indices(0, 0, 2), "is_pinned": flags(0, 1)},
    "company_posts": {
        "is_company_post": flags(0, 1, length=3),
        "most_company_posts": 1,
        "is_pinned": flags(0, 1),
    },
    "team_skills": CASES["team_skills-nobody"][0] | {"is_pinned": flags(1)},
    "site_days": CASES["site_days"][0] | {"is_pinned": flags(0, 1)},
    "workload": CASES["workload"][0] | {"is_pinned": flags(0, 1)},
    "bundle_radius": CASES["bundle_radius"][0] | {"is_pinned": flags(0, 1)},
    "avoid": CASES["avoid"][0] | {"is_pinned": flags(0, 5)},
    "stability": {"objectives": ("stability",), "is_pinned": flags(1, 2)},
}


@pytest.mark.parametrize("name", CLASHES)
def test_an_impossible_problem_names_the_rule(name):
    """The cause names the rule that clashes, in both languages, and no rule that has no part in it."""
    problem = replace(market(), **CLASHES[name])
    assert oracle.best(problem) is None
    outcome = solve_exact(problem, EngineSettings())
    assert outcome.status == "INFEASIBLE"
    for sentence in (outcome.cause.zh, outcome.cause.en):
        assert name in sentence
        named = {rule for rule in (*RULES, "stability") if rule in sentence}
        assert len(named) <= 3
