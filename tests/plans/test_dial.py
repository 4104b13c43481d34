"""The dial from stable to largest."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.plans.dial import AIMS, PRICES, turn_to


@pytest.mark.parametrize("setting", ["stable", "few_blocking", "largest"])
def test_prices_are_those_of_enumeration(setting: str) -> None:
    """Each setting reaches the optimum of its own order, and its prices are recounted."""
    rng = np.random.default_rng(31)
    met = 0
    for _ in range(25):
        problem = random_problem(rng, objectives=AIMS[setting])
        point = turn_to(problem, setting)
        expected = oracle.best(problem)
        assert expected is not None
        assert point.outcome is not None
        assert {name: point.values[name] for name in AIMS[setting]} == expected[0]
        assert set(point.values) == set(PRICES)
        met += 1
    assert met == 25


def test_cover_never_falls_along_the_dial() -> None:
    """Every setting after the first covers as much as can be; blocking pairs are the price."""
    rng = np.random.default_rng(32)
    paid = 0
    for _ in range(40):
        problem = random_problem(rng, has_ties=False)
        points = [turn_to(problem, setting) for setting in ("stable", "few_blocking", "popular", "largest")]
        short = [point.values["coverage"] for point in points]
        assert short[0] >= short[1] == short[2] == short[3]
        assert points[0].values["stability"] == 0
        paid += short[0] > short[1] and points[1].values["stability"] > 0
    assert paid >= 1


def test_popular_beside_a_side_rule_keeps_it_or_says_why_not() -> None:
    """The popular setting has a plan within the rules, or none and the rule in the way by name."""
    rng = np.random.default_rng(33)
    kept = refused = 0
    for _ in range(60):
        problem = random_problem(rng, rules=("avoid",))
        point = turn_to(problem, "popular")
        if point.outcome is None:
            assert point.cause is not None
            assert "avoid" in point.cause.en
            refused += 1
            continue
        assert point.outcome.assignment is not None
        assert not oracle.broken_rules(problem, oracle.as_plan(point.outcome.assignment))
        kept += 1
    assert kept > 10
    assert refused > 3
