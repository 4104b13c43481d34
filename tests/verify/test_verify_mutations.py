"""One mutation per rule: break a valid plan in the way the rule forbids, and exactly that rule is reported."""

import numpy as np
import oracle
import pytest

from matcher.problem.problem import NO_LIMIT, RULES, Problem
from matcher.verify import CHECKS, verify

Pairs = set[tuple[int, int]]

PLAN: Pairs = {(0, 0), (1, 1), (2, 3), (3, 4), (4, 0), (5, 5)}
"""Keeps every rule of the planted problem."""

MUTATIONS: dict[str, tuple[Pairs, Pairs]] = {
    "acceptable": (set(), {(5, 3)}),
    "capacity": (set(), {(4, 2)}),
    "seats": (set(), {(1, 5)}),
    "quota": (set(), {(0, 4)}),
    "pin": ({(0, 0)}, set()),
    "ban": ({(4, 0)}, {(4, 1)}),
    "one_post_per_host": (set(), {(1, 0)}),
    "company_posts": (set(), {(2, 2)}),
    "team_skills": ({(1, 1)}, {(2, 1)}),
    "site_days": (set(), {(2, 0)}),
    "workload": (set(), {(3, 0)}),
    "bundle_radius": (set(), {(1, 4)}),
    "avoid": (set(), {(3, 3)}),
}
"""Rule → matches taken out, matches put in."""

MORE_MUTATIONS = {
    "pin group": ("pin", {(5, 5)}, set()),
    "quota of people, too few": ("quota", {(3, 4)}, set()),
    "quota of hosts, too many": ("quota", set(), {(5, 4)}),
}


def plant_problem(objectives: tuple[str, ...] = ("coverage", "stability")) -> Problem:
    """Return a problem in which every rule can be broken without breaking another.

    Posts 0 and 1 belong to host 0, post p to host p - 1 beyond. The pair (5, 3) is not listed.
    """
    n, m = 6, 6
    pairs = [(i, p) for i in range(n) for p in range(m) if (i, p) != (5, 3)]
    index = {pair: k for k, pair in enumerate(pairs)}
    k = len(pairs)

    def flags(*true: tuple[int, int]) -> np.ndarray:
        chosen = np.zeros(k, bool)
        chosen[[index[pair] for pair in true]] = True
        return chosen

    def limits(**bound: int) -> np.ndarray:
        open_limits = np.full(n, NO_LIMIT)
        for name, value in bound.items():
            open_limits[int(name[1:])] = value
        return open_limits

    quotas = [
        [index[0, p] for p in range(m)],
        [index[1, 4], index[3, 0], index[3, 4]],
        [index[5, p] for p in range(m) if p != 3],
    ]
    return Problem(
        capacity=np.array([3, 3, 3, 3, 1, 3]),
        least_load=np.zeros(n, np.int64),
        least=np.ones(m, np.int64),
        most=np.array([3, 3, 3, 3, 3, 1]),
        priority=np.array([1, 2, 3, 1, 2, 3]),
        host=np.array([0, 0, 1, 2, 3, 4], np.int32),
        candidate=np.array([i for i, _ in pairs], np.int32),
        post=np.array([p for _, p in pairs], np.int32),
        points=np.arange(k) * 10,
        rank_by_candidate=np.ones(k, np.int64),
        rank_by_post=np.ones(k, np.int64),
        travel_m=np.arange(k),
        is_kept=flags((0, 0), (1, 2)),
        is_pinned=flags((0, 0)),
        is_banned=flags((4, 1)),
        objectives=objectives,  # type: ignore[arg-type]
        is_company_post=np.array([False, False, True, True, False, False]),
        most_company_posts=1,
        site_days=np.array([1, 0, 0, 4, 0, 0]),
        days_budget=limits(i2=4),
        workload=np.array([1, 0, 0, 0, 5, 0]),
        workload_budget=limits(i3=5),
        host_x_m=np.array([0, 100, 200, 3000, 300]),
        host_y_m=np.array([0, 0, 0, 4000, 0]),
        radius_m=limits(i1=4999),
        quota_start=np.concatenate([[0], np.cumsum([len(row) for row in quotas])]),
        quota_pair=np.concatenate(quotas).astype(np.int32),
        quota_coefficient=np.ones(sum(map(len, quotas)), np.int64),
        quota_least=np.array([-NO_LIMIT, 1, -NO_LIMIT]),
        quota_most=np.array([1, NO_LIMIT, 1]),
        quota_count=np.array([0, 1, 2], np.int32),
        pin_group_start=np.array([0, 2]),
        pin_group_pair=np.array([index[5, 4], index[5, 5]], np.int32),
        team_post=np.array([1], np.int32),
        team_start=np.array([0, 1]),
        team_pair=np.array([index[1, 1]], np.int32),
        avoid_a=np.array([2], np.int32),
        avoid_b=np.array([3], np.int32),
    )


def test_each_rule_has_one_check_of_its_name() -> None:
    """The checks and the rules of the problem are the same set, and each function bears its rule's name."""
    assert set(CHECKS) == set(RULES)
    assert all(check.__name__ == rule for rule, check in CHECKS.items())
    assert set(MUTATIONS) == set(RULES)


def test_the_planted_plan_is_valid() -> None:
    """The plan that the mutations start from breaks nothing."""
    assert verify(plant_problem(), oracle.as_assignment(PLAN)).ok
    assert oracle.broken_rules(plant_problem(), PLAN) == set()


@pytest.mark.parametrize("rule", RULES)
def test_a_mutation_is_reported_as_exactly_its_rule(rule: str) -> None:
    """Breaking one rule reports that rule once, with a sentence in both languages, and no other."""
    taken, put = MUTATIONS[rule]
    result = verify(plant_problem(), oracle.as_assignment((PLAN - taken) | put))
    assert [violation.rule for violation in result.violations] == [rule]
    assert not result.ok
    assert result.confirmed == ()
    assert result.violations[0].words.zh
    assert result.violations[0].words.en


@pytest.mark.parametrize("case", MORE_MUTATIONS)
def test_other_forms_of_a_rule_are_reported(case: str) -> None:
    """Pin groups and every kind of quota have a mutation of their own."""
    rule, taken, put = MORE_MUTATIONS[case]
    result = verify(plant_problem(), oracle.as_assignment((PLAN - taken) | put))
    assert [violation.rule for violation in result.violations] == [rule]
    assert result.violations[0].row is not None


@pytest.mark.parametrize(
    ("rule", "needed", "actual"),
    [
        ("capacity", 1, 2),
        ("seats", 1, 2),
        ("quota", 1, 2),
        ("one_post_per_host", 1, 2),
        ("company_posts", 1, 2),
        ("site_days", 4, 5),
        ("workload", 5, 6),
        ("bundle_radius", 4999, 5000),
    ],
)
def test_a_violation_tells_the_numbers(rule: str, needed: int, actual: int) -> None:
    """A broken bound comes with the bound and with what the plan has."""
    taken, put = MUTATIONS[rule]
    violation = verify(plant_problem(), oracle.as_assignment((PLAN - taken) | put)).violations[0]
    assert (violation.needed, violation.actual) == (needed, actual)


def test_all_violations_are_listed_together() -> None:
    """A plan that breaks every rule at once is told of every rule at once."""
    taken = set().union(*(out for out, _ in MUTATIONS.values()))
    put = {(0, 2)}.union(*(new for _, new in MUTATIONS.values()))  # one more for candidate 0, who lost a match
    result = verify(plant_problem(), oracle.as_assignment((PLAN - taken) | put))
    assert {violation.rule for violation in result.violations} == set(RULES)


def test_a_blocking_pair_is_a_violation_only_where_stability_comes_first() -> None:
    """Stability placed first means none at all; placed later it is only counted."""
    later = verify(plant_problem(("coverage", "stability")), oracle.as_assignment(PLAN))
    first = verify(plant_problem(("stability", "coverage")), oracle.as_assignment(PLAN))
    assert later.ok
    assert later.objectives["stability"] == len(later.blocking) > 0
    assert [violation.rule for violation in first.violations] == ["stability"] * len(later.blocking)
