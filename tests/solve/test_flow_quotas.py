"""Side rules that count pairs in the flow engine: laminar quotas, one post per host, pins at a host."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import oracle
import pytest
import subsets
from tiny_problems import random_problem

from matcher.policy.records import EngineSettings
from matcher.problem import NO_LIMIT, Problem
from matcher.solve import solve
from matcher.solve.binding import binding_rules
from matcher.solve.exact import solve_exact
from matcher.solve.flow.engine import provable_prefix, solve_flow
from matcher.solve.flow.nesting import nest_rules
from matcher.solve.incremental import cover_of_withdrawals, leading_sums, make_base
from matcher.verify import verify

ORDERS = [
    ("coverage", "satisfaction", "travel"),
    ("size", "ranks"),
    ("satisfaction", "coverage", "continuity"),
    ("coverage", "size", "ranks"),
    ("travel", "size"),
    ("size", "generous"),
]
RULES = (
    (),
    ("ban", "pin"),
    ("one_post_per_host",),
    ("one_post_per_host", "pin"),
    ("company_posts", "ban"),
)


def draw(rng: np.random.Generator, objectives: tuple, rules: tuple, *, max_pairs: int = 9) -> Problem:
    """Return a tiny problem with quotas on both sides, two in three of which some plan keeps."""
    problem = random_problem(
        rng, objectives=objectives, rules=rules, max_pairs=max_pairs, has_least_loads=rng.random() < 0.5
    )
    return replace(problem, **subsets.open_quotas(rng, problem, is_planted=rng.random() < 0.67))


def rows_of(problem: Problem, *quotas: tuple[list[int], int, int]) -> Problem:
    """Return the problem with quota rows given as (rows of pairs, least, most)."""
    return replace(
        problem,
        quota_start=np.cumsum([0, *(len(rows) for rows, _, _ in quotas)]),
        quota_pair=np.array([row for rows, _, _ in quotas for row in rows], np.int32),
        quota_coefficient=np.ones(sum(len(rows) for rows, _, _ in quotas), np.int64),
        quota_least=np.array([low for _, low, _ in quotas], np.int64),
        quota_most=np.array([high for _, _, high in quotas], np.int64),
        quota_count=np.zeros(len(quotas), np.int32),
    )


def test_subsets_agree_with_the_oracle() -> None:
    """The quick enumeration finds the optimum that the plain one finds."""
    rng = np.random.default_rng(1)
    for number in range(120):
        rules = (*RULES[number % len(RULES)], "quota")
        problem = random_problem(
            rng, rules=rules, objectives=ORDERS[number % len(ORDERS)], max_pairs=6, has_least_loads=number % 3 == 0
        )
        expected = oracle.best(problem)
        assert subsets.best(problem) == (None if expected is None else expected[0])


@pytest.mark.parametrize("objectives", ORDERS, ids="-".join)
def test_equals_enumeration(objectives: tuple) -> None:
    """Nested and disjoint quotas on both sides, with ties, minima, pins, bans and hosts of several posts."""
    rng = np.random.default_rng(len("".join(objectives)))
    seen: Counter[str] = Counter()
    for number in range(500):
        problem = draw(rng, objectives, RULES[number % len(RULES)])
        if provable_prefix(problem) != objectives:
            seen["left to others"] += 1
            continue
        outcome = solve_flow(problem, objectives)
        expected = subsets.best(problem)
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            assert outcome.cause is not None
            seen["infeasible"] += 1
            continue
        assert outcome.status == "OPTIMAL", outcome.cause
        assert {r.name: r.value for r in outcome.objectives} == expected
        assert all(r.proven and r.bound == r.value for r in outcome.objectives)
        assert outcome.assignment is not None
        assert not oracle.broken_rules(problem, oracle.as_plan(outcome.assignment))
        seen["binding" if binding_rules(problem) else "free"] += 1
    assert seen["binding"] >= 220
    assert seen["infeasible"] >= 40
    assert seen["left to others"] <= 60


def test_portfolio_agrees_with_rules_of_both_kinds() -> None:
    """Whatever engine takes it, with stability after coverage too, the plan is the best one and verifies."""
    rng = np.random.default_rng(8)
    taken: Counter[bool] = Counter()
    for number in range(60):
        objectives = (("coverage", "stability", "satisfaction"), ("coverage", "satisfaction"))[number % 2]
        problem = draw(rng, objectives, (*RULES[number % len(RULES)], *(("site_days",) * (number % 3 == 0))))
        outcome = solve(problem)
        expected = oracle.best(problem)
        taken[bool(provable_prefix(problem))] += 1
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            continue
        assert outcome.status == "OPTIMAL"
        assert {r.name: r.value for r in outcome.objectives} == expected[0]
        assert outcome.assignment is not None
        assert verify(problem, outcome.assignment, outcome.objectives).ok
    assert min(taken[True], taken[False]) >= 8


def test_large_problems_with_quotas_keep_their_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the reach of the exact engine the plan is the flow's or mended, and still legal."""
    from matcher.solve import portfolio

    monkeypatch.setattr(portfolio, "EXACT_PAIRS_WITH_RULES", 0)
    rng = np.random.default_rng(21)
    solved = 0
    for number in range(60):
        problem = draw(rng, ("coverage", "stability", "satisfaction"), RULES[number % len(RULES)])
        if "quota" not in binding_rules(problem) or not provable_prefix(problem):
            continue
        outcome = solve(problem)
        expected = subsets.best(replace(problem, objectives=("coverage",)))
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            continue
        assert outcome.objectives[0].value == expected["coverage"]
        assert outcome.objectives[0].proven
        assert outcome.assignment is not None
        assert verify(problem, outcome.assignment, outcome.objectives).ok
        solved += 1
    assert solved >= 15


def test_equals_the_exact_engine_in_the_middle() -> None:
    """Committees, pools and hosts of two posts: CP-SAT and the flow prove the same values."""
    rng = np.random.default_rng(4)
    problem = random_problem(
        rng,
        objectives=("coverage", "size", "satisfaction"),
        num_candidates=40,
        num_posts=36,
        max_pairs=400,
        most_capacity=3,
        has_least_loads=True,
    )
    problem = replace(problem, host=(np.arange(36) // 2).astype(np.int32))
    pool, committee = problem.candidate % 5, problem.post % 6
    free = solve_flow(problem, problem.objectives)
    assert free.assignment is not None
    held = np.bincount(free.assignment.pairs[:, 1] % 6, minlength=6)
    sent = np.bincount(free.assignment.pairs[:, 0] % 5, minlength=5)
    quotas = [(np.flatnonzero(committee == c).tolist(), 0, int(held[c]) - 2 + c % 3) for c in range(6)]
    quotas += [(np.flatnonzero(pool == c).tolist(), int(sent[c]) - (c + 1) % 3, NO_LIMIT) for c in range(3)]
    quotas += [(np.flatnonzero(committee < 3).tolist(), 0, int(held[:3].sum()) - 3)]
    problem = rows_of(problem, *quotas)
    assert {"quota", "one_post_per_host"} <= binding_rules(problem)
    flow = solve_flow(problem, problem.objectives)
    exact = solve_exact(problem, EngineSettings(effort=30))
    assert flow.status == exact.status == "OPTIMAL"
    assert [r.value for r in flow.objectives] == [r.value for r in exact.objectives]
    assert [r.value for r in flow.objectives] != [r.value for r in free.objectives]
    assert flow.assignment is not None
    assert verify(problem, flow.assignment, flow.objectives).ok


def test_cause_names_rules_that_clash() -> None:
    """With every rule that the cause does not name taken away, there is still no plan."""
    rng = np.random.default_rng(31)
    named: Counter[str] = Counter()
    for number in range(500):
        problem = draw(rng, ("coverage",), RULES[number % len(RULES)], max_pairs=8)
        problem = replace(problem, **subsets.open_quotas(rng, problem, is_planted=False))
        if provable_prefix(problem) != ("coverage",):
            continue
        outcome = solve_flow(problem, ("coverage",))
        if outcome.status != "INFEASIBLE" or "pins exceed" in outcome.cause.en:
            continue
        cause = outcome.cause
        assert subsets.best(keep_only(problem, cause.en)) is None, cause.en
        named.update(re.findall(r"quota|capacity|most people|pinned|banned|host", cause.en))
    assert named["quota"] >= 100
    assert {"capacity", "most people", "pinned"} <= set(named)


def keep_only(problem: Problem, cause: str) -> Problem:
    """Return the problem without the rules that a cause leaves out."""
    n, m = problem.num_candidates, problem.num_posts
    least = {int(q): int(bound) for bound, q in re.findall(r"at least (-?\d+) in quota (\d+)", cause)}
    most = {int(q): int(bound) for bound, q in re.findall(r"at most (-?\d+) in quota (\d+)", cause)}
    changes: dict[str, object] = {
        "quota_least": np.array([least.get(q, -NO_LIMIT) for q in range(problem.num_quotas)], np.int64),
        "quota_most": np.array([most.get(q, NO_LIMIT) for q in range(problem.num_quotas)], np.int64),
    }
    if "capacity" not in cause:
        changes["capacity"] = np.full(n, m)
    if "most people" not in cause:
        changes["most"] = np.full(m, n)
    if "banned" not in cause:
        changes["is_banned"] = np.zeros(problem.num_pairs, bool)
    if "pinned" not in cause:
        changes |= {"is_pinned": np.zeros(problem.num_pairs, bool), "pin_group_start": np.zeros(1, np.int64)}
        changes["pin_group_pair"] = np.zeros(0, np.int32)
    if "post per person" not in cause:
        changes |= {"host": np.arange(m, dtype=np.int32), "host_x_m": np.zeros(m, int), "host_y_m": np.zeros(m, int)}
    if "company" not in cause:
        changes["most_company_posts"] = NO_LIMIT
    return replace(problem, **changes)


def square(objectives: tuple = ("size",)) -> Problem:
    """Return two people with room for two posts each, both acceptable to both of them."""
    rng = np.random.default_rng(5)
    problem = random_problem(rng, num_candidates=2, num_posts=2, max_pairs=4, objectives=objectives)
    candidate, post = np.array([0, 0, 1, 1], np.int32), np.array([0, 1, 0, 1], np.int32)
    ones = np.ones(4, np.int64)
    return replace(
        problem,
        candidate=candidate,
        post=post,
        points=ones,
        rank_by_candidate=ones,
        rank_by_post=ones,
        travel_m=ones,
        is_kept=np.zeros(4, bool),
        is_pinned=np.zeros(4, bool),
        is_banned=np.zeros(4, bool),
        capacity=np.array([2, 2]),
        most=np.array([2, 2]),
        least=np.array([0, 0]),
    )


@pytest.mark.parametrize(
    ("quotas", "size"),
    [
        ([([0, 1], 0, 1)], 3),  # of one person
        ([([0, 2], 0, 1)], 3),  # of one post
        ([([0, 1, 2, 3], 0, 3), ([0, 1], 0, 1), ([0], 1, 1)], 3),  # nested three deep
        ([([0, 1], 0, 1), ([1, 3], 0, 0)], 2),  # one on each side
        ([([0], 0, 0), ([0], -5, NO_LIMIT), ([1], 1, 1)], 3),  # single pairs, and one that binds nobody
        ([([0, 1, 2, 3], 4, NO_LIMIT)], 4),
        ([([], 0, 0)], 4),
    ],
)
def test_laminar_rows_are_taken(quotas: list, size: int) -> None:
    """Sets of one person, of one post, of both sides and of single pairs each give the value counted by hand."""
    problem = rows_of(square(), *quotas)
    assert provable_prefix(problem) == ("size",)
    assert solve_flow(problem, ("size",)).objectives[0].value == size


@pytest.mark.parametrize(
    "changes",
    [
        rows_of(square(), ([0, 3], 0, 1)),  # a diagonal: of no agent and no union of agents
        replace(rows_of(square(), ([0, 1, 2, 3], 0, 1)), quota_coefficient=np.array([1, 1, 1, 2])),
        replace(rows_of(square(), ([0, 1, 2, 3], 0, 1)), quota_count=np.array([1], np.int32)),
        replace(rows_of(square(), ([0, 1, 2, 3], 0, 1)), quota_count=np.array([2], np.int32)),
        rows_of(square(), ([0, 0, 1], 0, 1)),  # a pair that counts twice
        replace(rows_of(square(), ([0, 1], 0, 1)), avoid_a=np.array([0], np.int32), avoid_b=np.array([1], np.int32)),
    ],
    ids=["diagonal", "coefficient", "people", "hosts", "twice", "avoid"],
)
def test_what_is_not_laminar_is_left_to_others(changes: Problem) -> None:
    """Such rules leave the flow nothing to prove, and asked all the same it refuses."""
    assert provable_prefix(changes) == ()
    with pytest.raises(ValueError, match="side rules bind"):
        solve_flow(changes, ("size",))
    outcome = solve(changes)
    assert outcome.objectives[0].value == oracle.best(changes)[0]["size"]


def test_sets_that_cross_are_left_to_others() -> None:
    """Two groups of people with one in common, and the whole of each, are not nested in one tree."""
    rng = np.random.default_rng(2)
    problem = random_problem(rng, num_candidates=3, num_posts=3, max_pairs=9, objectives=("size",))
    first, second = (np.flatnonzero(np.isin(problem.candidate, group)).tolist() for group in ((0, 1), (1, 2)))
    assert nest_rules(rows_of(problem, (first, 0, 1))) is not None
    assert nest_rules(rows_of(problem, (first, 0, 1), (second, 0, 1))) is None


@pytest.mark.parametrize("count", [1, 2], ids=["people", "hosts"])
def test_people_and_hosts_that_cannot_come_twice_are_pairs(count: int) -> None:
    """Where everybody holds one post at most, counting people is counting pairs; so for hosts with one seat."""
    problem = replace(square(), capacity=np.array([1, 1])) if count == 1 else replace(square(), most=np.array([1, 1]))
    problem = replace(problem, host=np.arange(2, dtype=np.int32))
    problem = replace(rows_of(problem, ([0, 1, 2, 3], 0, 1)), quota_count=np.array([count], np.int32))
    assert provable_prefix(problem) == ("size",)
    assert solve_flow(problem, ("size",)).objectives[0].value == 1 == oracle.best(problem)[0]["size"]


@pytest.mark.parametrize(
    ("quotas", "words"),
    [
        ([([0, 1], 3, NO_LIMIT)], ["at least 3 in quota 0"]),
        ([([0, 1, 2, 3], -NO_LIMIT, -1)], ["at most -1 in quota 0"]),
        ([([0, 1, 2, 3], 0, 2), ([0, 2], 2, 2), ([1, 3], 1, 2)], ["at most 2 in quota 0", "at least 2 in quota 1"]),
        ([([], 1, NO_LIMIT)], ["at least 1 in quota 0"]),
        ([([0, 1, 2, 3], NO_LIMIT, NO_LIMIT)], [f"at least {NO_LIMIT} in quota 0"]),
    ],
)
def test_quotas_nobody_can_keep_are_named(quotas: list, words: list) -> None:
    """A least above what there is, a most below nothing, and bounds that contradict each other."""
    outcome = solve(rows_of(square(), *quotas))
    assert outcome.status == "INFEASIBLE"
    assert outcome.cause is not None
    for word in words:
        assert word in outcome.cause.en
    assert "配额 0" in outcome.cause.zh


def test_an_empty_pin_is_named() -> None:
    """A pin at a host where no pair is left binds, and no plan keeps it."""
    problem = replace(square(), pin_group_start=np.array([0, 0]))
    outcome = solve(problem)
    assert outcome.status == "INFEASIBLE"
    assert outcome.cause is not None
    assert outcome.cause.en == "no plan keeps this rule: pinned pairs"


def test_nothing_to_optimise_still_keeps_the_bounds() -> None:
    """Without an objective the flow places what pins and quotas ask for."""
    problem = rows_of(square(), ([0, 1], 1, 1), ([1, 3], 2, 2))
    plan = solve_flow(problem, ()).assignment
    assert plan is not None
    assert not oracle.broken_rules(problem, oracle.as_plan(plan))


def test_incremental_engine_still_refuses_quotas() -> None:
    """A base, and the cover of withdrawals, say that the rule binds instead of leaving it out."""
    problem = rows_of(square(("coverage", "size")), ([0, 1], 0, 1))
    assert leading_sums(problem) == ()
    with pytest.raises(ValueError, match="quota"):
        make_base(problem)
    with pytest.raises(ValueError, match="quota"):
        cover_of_withdrawals(problem, np.zeros((1, 2), bool))
