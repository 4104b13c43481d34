"""The weighted cover, against brute force and against a max-flow of another library."""

from dataclasses import replace

import numpy as np
import oracle
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.critical import find_cover
from matcher.solve.deferred import propose_from_candidates, supports


def shortfall(problem: Problem, weight: int) -> int:
    """Return the coverage objective that belongs to a cover's weight."""
    return int((problem.priority * problem.least).sum() + problem.least_load.sum()) - weight


def test_cover_equals_brute_force_with_priorities_and_least_loads() -> None:
    """The least weighted shortfall over all plans, with pins and bans, from any start."""
    rng = np.random.default_rng(41)
    for turn in range(1200):
        problem = random_problem(
            rng, rules=("ban", "pin") if turn % 3 == 0 else ("ban",), max_pairs=9, has_least_loads=turn % 4 < 2
        )
        plans = list(oracle.enumerate_plans(problem)) if supports(problem) else []
        if not plans:
            continue
        start = None if turn % 2 else oracle.as_assignment(plans[int(rng.integers(len(plans)))])
        plan, cover = find_cover(problem, start)
        least = min(oracle.measure(problem, p)["coverage"] for p in plans)  # type: ignore[type-var]
        assert not oracle.broken_rules(problem, oracle.as_plan(plan))
        assert oracle.measure(problem, oracle.as_plan(plan))["coverage"] == least == shortfall(problem, cover.weight)


def test_number_of_seats_equals_scipys_max_flow() -> None:
    """With equal priorities the cover is a greatest flow; priorities never change the number of seats."""
    rng = np.random.default_rng(42)
    for _ in range(60):
        problem = random_problem(rng, num_candidates=30, num_posts=40, max_pairs=300, most_capacity=4)
        n, m = problem.num_candidates, problem.num_posts
        tail = np.concatenate([np.zeros(n), 1 + problem.candidate, 1 + n + np.arange(m)]).astype(int)
        head = np.concatenate([1 + np.arange(n), 1 + n + problem.post, np.full(m, 1 + n + m)]).astype(int)
        limit = np.concatenate([problem.capacity, np.ones(problem.num_pairs, int), problem.least]).astype(np.int32)
        most = maximum_flow(csr_array((limit, (tail, head)), shape=(n + m + 2, n + m + 2)), 0, n + m + 1).flow_value
        for start in (None, propose_from_candidates(problem)):
            assert find_cover(problem, start)[1].seats.sum() == most


def test_a_scarce_person_goes_to_the_weightier_post(one_person_two_posts: Problem) -> None:
    """The heavier post is covered even when the start covers the lighter one."""
    start = oracle.as_assignment([(0, 0)])
    plan, cover = find_cover(one_person_two_posts, start)
    assert oracle.as_plan(plan) == ((0, 1),)
    assert (cover.seats.tolist(), cover.weight) == ([0, 1], 3)


def test_no_pair_is_used_twice_where_both_sides_have_room_for_two(two_by_one: Problem) -> None:
    """Seats cloned on both sides would cover both needed seats with one pair."""
    plan, cover = find_cover(two_by_one)
    assert oracle.as_plan(plan) == ((0, 0), (1, 0))
    assert cover.weight == 2


def test_nobody_carries_more_than_their_capacity_to_meet_a_least_load(two_by_one: Problem) -> None:
    """A least load above the capacity stays short; the plan keeps the capacity."""
    problem = replace(two_by_one, capacity=np.array([0, 1]), least_load=np.array([1, 1]))
    plan, cover = find_cover(problem)
    assert oracle.as_plan(plan) == ((1, 0),)
    assert (cover.loads.tolist(), cover.weight) == ([0, 1], 2)
