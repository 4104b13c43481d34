"""Frontiers: against enumeration, with limits of effort, and under a rule of stability."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import SENSES, Problem
from matcher.problem.problem import SIDE_RULES
from matcher.whatif.frontier import Frontier, find_frontier

QUICK = EngineSettings(effort=3.0)

AXES: tuple[tuple[Objective, ...], ...] = (
    ("coverage", "stability"),
    ("coverage", "satisfaction"),
    ("stability", "satisfaction"),
    ("coverage", "stability", "satisfaction"),
    ("hosts", "travel"),
    ("balance", "size"),
    ("regret", "continuity", "coverage"),
)


def enumerate_frontier(problem: Problem, axes: tuple[Objective, ...]) -> set[tuple[int, ...]]:
    """Return the values of every plan that no plan beats, by looking at all plans."""
    signs = [1 if SENSES[name] == "min" else -1 for name in axes]
    plans = [oracle.measure(problem, plan) for plan in oracle.enumerate_plans(problem)]
    costs = {tuple(sign * int(values[name]) for sign, name in zip(signs, axes, strict=True)) for values in plans}
    kept = {
        point
        for point in costs
        if not any(other != point and all(a <= b for a, b in zip(other, point, strict=True)) for other in costs)
    }
    return {tuple(sign * cost for sign, cost in zip(signs, point, strict=True)) for point in kept}


def values_of(frontier: Frontier) -> list[tuple[int, ...]]:
    """Return the values of a frontier's points on its axes."""
    return [tuple(int(point.values[name]) for name in frontier.axes) for point in frontier.points]


def draw_problem(seed: int) -> Problem:
    """Return a tiny problem with ties and lower quotas, and side rules every other time."""
    rng = np.random.default_rng(seed)
    rules = tuple(rng.choice(SIDE_RULES, 3, replace=False)) if seed % 2 else ()
    problem: Problem = random_problem(
        rng,
        rules=rules,
        objectives=("coverage", "satisfaction"),
        max_pairs=8,
        has_least_loads=bool(seed % 3 == 0),
    )
    return problem


@pytest.mark.parametrize("block", range(6))
def test_frontier_is_the_enumerated_one(block: int) -> None:
    """Every point, no other point, every one proven and no gap left."""
    for seed in range(block * 20, block * 20 + 20):
        problem, axes = draw_problem(seed), AXES[seed % len(AXES)]
        expected = enumerate_frontier(problem, axes)
        frontier = find_frontier(problem, axes, QUICK)
        assert sorted(values_of(frontier)) == sorted(expected), (seed, axes)
        if not expected:
            assert frontier.cause is not None
            continue
        assert frontier.is_complete, (seed, axes, frontier.gaps)
        assert all(point.is_proven for point in frontier.points)
        for point in frontier.points:
            plan = oracle.as_plan(point.assignment)
            assert not oracle.broken_rules(problem, plan)
            assert {name: oracle.measure(problem, plan)[name] for name in axes} == {
                name: point.values[name] for name in axes
            }


def test_few_points_state_their_gaps() -> None:
    """With a limit on points, every missing point of the frontier lies in a stated gap."""
    num_gaps = 0
    axes: tuple[Objective, ...] = ("stability", "satisfaction")
    for seed in range(8):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, num_candidates=4, num_posts=4, most_capacity=2, max_pairs=11)
        expected = enumerate_frontier(problem, axes)
        frontier = find_frontier(problem, axes, QUICK, most_points=2)
        proven = {tuple(int(point.values[name]) for name in axes) for point in frontier.points if point.is_proven}
        assert proven <= expected
        for stability, points in expected - set(values_of(frontier)):
            assert any(
                (gap.best[0] is None or gap.best[0] <= stability)
                and (gap.worst[0] is None or stability <= gap.worst[0])
                and (gap.best[1] is None or gap.best[1] >= points)
                and (gap.worst[1] is None or points >= gap.worst[1])
                for gap in frontier.gaps
            )
            num_gaps += 1
    assert num_gaps > 0


def test_points_do_not_beat_each_other_when_little_effort_is_given() -> None:
    """What was found is a frontier of its own even where nothing could be proven."""
    rng = np.random.default_rng(5)
    problem = random_problem(
        rng, rules=("quota",), num_candidates=9, num_posts=9, max_pairs=60, objectives=("coverage",)
    )
    frontier = find_frontier(
        problem, ("coverage", "stability", "satisfaction"), EngineSettings(effort=0.01), most_points=6
    )
    found = values_of(frontier)
    assert found
    for one, other in combinations(found, 2):
        costs = [
            (a if SENSES[n] == "min" else -a, b if SENSES[n] == "min" else -b)
            for n, a, b in zip(frontier.axes, one, other, strict=True)
        ]
        assert any(a < b for a, b in costs)
        assert any(a > b for a, b in costs)


def test_stability_in_first_place_stays_a_rule() -> None:
    """A scenario that forbids blocking pairs gets a frontier of stable plans only."""
    for seed in range(0, 30, 2):
        problem = replace(draw_problem(seed), objectives=("stability", "coverage"))
        frontier = find_frontier(problem, ("size", "satisfaction"), QUICK)
        assert sorted(values_of(frontier)) == sorted(enumerate_frontier(problem, ("size", "satisfaction")))
        assert all(point.values["stability"] == 0 for point in frontier.points)


def test_stop_keeps_what_was_found() -> None:
    """Asked to stop after the first point, it returns that point and says that it was stopped."""
    problem = draw_problem(4)
    seen: list[object] = []
    frontier = find_frontier(
        problem, ("coverage", "satisfaction"), QUICK, on_point=seen.append, should_stop=lambda: bool(seen)
    )
    assert len(frontier.points) >= 1
    assert frontier.was_stopped


def test_axes_that_make_no_trade_off_are_refused() -> None:
    """One axis, one named twice and a profile have a clear error."""
    problem = draw_problem(4)
    for axes in (("coverage",), ("coverage", "coverage"), ("coverage", "ranks"), ("popularity", "size")):
        with pytest.raises(ProblemError):
            find_frontier(problem, axes)
