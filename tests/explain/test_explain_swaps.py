"""The nearest plan with a pair, found without solving, against all plans of small problems."""

import numpy as np
import oracle
from made_evidence import solve_evidence
from tiny_problems import random_problem

from matcher.explain import list_absences, make_resolver
from matcher.explain.price import price_pair
from matcher.explain.resolving import Change
from matcher.explain.swaps import swap_in
from matcher.problem import SENSES, Problem
from matcher.problem.problem import SIDE_RULES

OBJECTIVES = ("coverage", "stability", "satisfaction")


def hold_bounds(problem: Problem, rivals: list[oracle.Plan], changes: tuple[Change, ...]) -> None:
    """Check that no plan with the pair passes a bound, what comes before it being as it is."""
    for change in changes:
        if isinstance(change.bound, int):
            values = [int(oracle.measure(problem, plan)[change.objective]) for plan in rivals]
            is_least = SENSES[change.objective] == "min"
            assert (min(values) >= change.bound) if is_least else (max(values) <= change.bound)
        rivals = [plan for plan in rivals if oracle.measure(problem, plan)[change.objective] == change.after]


def test_a_swap_is_the_nearest_plan_there_is() -> None:
    """It holds the pair and every rule, has the best cover, and no such plan keeps more of the pairs there were."""
    rng = np.random.default_rng(81)
    checked = swapped = 0
    for _ in range(70):
        rules = tuple(rng.choice([rule for rule in SIDE_RULES if rule != "ban"], 2, replace=False))
        evidence = solve_evidence(random_problem(rng, objectives=OBJECTIVES, rules=rules, max_pairs=8))
        if evidence is None:
            continue
        problem, resolver = evidence.problem, make_resolver(evidence)
        before = set(oracle.as_plan(evidence.assignment))
        plans = list(oracle.enumerate_plans(problem))
        best = min(oracle.measure(problem, plan)["coverage"] for plan in plans)
        for i, p in oracle.pairs_of(problem):
            if evidence.holds(i, p):
                continue
            checked += 1
            found = swap_in(evidence, resolver, i, p)
            rivals = [plan for plan in plans if (i, p) in plan and oracle.measure(problem, plan)["coverage"] == best]
            if found is None:
                continue
            swapped += 1
            assert found.outcome.assignment is not None
            plan = oracle.as_plan(found.outcome.assignment)
            assert plan in rivals
            assert len(before & set(plan)) == max(len(before & set(rival)) for rival in rivals)
            values = oracle.measure(problem, plan)
            assert {change.objective: change.after for change in found.changes} == {
                name: values[name] for name in OBJECTIVES
            }
            price = price_pair(evidence, resolver, i, p)
            assert [(one.objective, one.after) for one in price.changes] == [
                (one.objective, one.after) for one in found.changes
            ]
            hold_bounds(problem, rivals, price.changes)
            assert price.changes[0].is_exact
    assert swapped > 20
    assert checked > swapped


def test_a_whole_list_has_its_prices_where_side_rules_bind() -> None:
    """Asked for all, everybody acceptable at a post has a price, those with the least loss first."""
    rng = np.random.default_rng(82)
    num = 0
    told: list[tuple[int, int]] = []

    def count(done: int, of: int) -> None:
        told.append((done, of))

    for _ in range(12):
        evidence = solve_evidence(random_problem(rng, objectives=OBJECTIVES, rules=("avoid",), max_pairs=7))
        if evidence is None:
            continue
        for post in evidence.compiled.post_ids:
            listed = list_absences(evidence, post=post, priced="all", on_priced=count)
            assert all(one.price is not None for one in listed if one.leading.key != "banned")
            lost = [one.price.changes[0] for one in listed if one.price is not None and one.price.changes]
            costs = [int(change.after) - int(change.before) for change in lost]
            assert costs == sorted(costs)
            num += len(listed)
    assert told
    assert all(done <= of for done, of in told)
    assert num > 20
