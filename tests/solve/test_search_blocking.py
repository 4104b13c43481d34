"""Local search at fixed cover: exact counts, never worse, repeatable, optimal on tiny problems."""

import numpy as np
import oracle
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.blocking import ROOM, count_blocking, count_in_market, cover_weight, find_thresholds
from matcher.solve.critical import find_critical
from matcher.solve.deferred import propose_from_candidates, supports
from matcher.solve.preferences import build_market
from matcher.solve.search import Step, improve_plan
from matcher.solve.search.moves import propose_move
from matcher.solve.search.state import (
    BLOCKING,
    COVER,
    POINTS,
    UNEXCUSED,
    build_state,
    commit,
    roll_back,
    settle_counts,
)


def some_problem(rng: np.random.Generator, **changes: object) -> Problem:
    """Return a problem of a few dozen agents whose cover is scarce."""
    settings = {"num_candidates": 20, "num_posts": 25, "max_pairs": 220, "most_capacity": 2} | changes
    return random_problem(rng, **settings)  # type: ignore[arg-type]


def test_counts_stay_exact_through_moves_kept_and_undone() -> None:
    """After every transaction the running totals and thresholds equal a count from nothing."""
    rng = np.random.default_rng(61)
    kept = undone = 0
    for turn in range(40):
        problem = some_problem(rng, rules=("ban",), has_least_loads=turn % 2 > 0)
        market = build_market(problem)
        state = build_state(market, market.as_marks(find_critical(problem).assignment))
        chance = np.array([turn + 1], np.int64)
        for _ in range(150):
            before = state.total.copy(), state.pairs.copy(), state.people.copy(), state.posts.copy()
            propose_move(state, int(rng.integers(market.num_pairs)), chance)
            settle_counts(state)
            if rng.random() < 0.5:
                roll_back(state, int(before[0][BLOCKING]), int(before[0][UNEXCUSED]))
                undone += 1
                assert state.total.tolist() == before[0].tolist()
                assert (state.pairs == before[1]).all()
                assert (state.people == before[2]).all()
                assert (state.posts == before[3]).all()
                continue
            commit(state)
            kept += 1
            x = np.ascontiguousarray(state.pairs["is_used"])
            found = count_in_market(market, x)
            assert (state.total[BLOCKING], state.total[UNEXCUSED]) == (found.num_blocking, found.num_unexcused)
            assert state.total[COVER] == cover_weight(market, x)
            assert state.total[POINTS] == market.points[x > 0].sum()
            thresholds = (state.people["worst"], state.posts["worst"], state.people["spare"], state.posts["spare"])
            assert all((a == b).all() for a, b in zip(thresholds, find_thresholds(market, x), strict=True))
            assert not oracle.broken_rules(problem, oracle.as_plan(market.as_assignment(x)))
    assert kept > 1000
    assert undone > 1000
    assert np.iinfo(np.int32).max == ROOM


def test_the_plan_is_never_worse_than_the_start() -> None:
    """Cover, unexcused pairs and blocking pairs are kept or bettered, from good and careless starts."""
    rng = np.random.default_rng(62)
    better = 0
    for turn in range(60):
        problem = some_problem(rng, has_least_loads=turn % 3 == 0)
        market = build_market(problem)
        for start in (find_critical(problem).assignment, propose_from_candidates(problem)):
            found = improve_plan(problem, start, moves=3000)
            first = count_blocking(problem, start)
            assert (found.stability.num_unexcused, found.stability.num_blocking) <= (
                first.num_unexcused,
                first.num_blocking,
            )
            assert cover_weight(market, market.as_marks(found.assignment)) >= cover_weight(
                market, market.as_marks(start)
            )
            plan = oracle.as_plan(found.assignment)
            assert not oracle.broken_rules(problem, plan)
            blocking, excused = oracle.blocking_pairs(problem, plan)
            assert found.stability.num_blocking == len(blocking)
            assert found.stability.num_unexcused == len(blocking - excused)
            better += found.stability.num_blocking < first.num_blocking
    assert better > 20


def test_tiny_problems_reach_the_fewest_blocking_pairs() -> None:
    """Brute force over all plans of greatest cover finds fewer blocking pairs in hardly any problem."""
    rng = np.random.default_rng(63)
    missed = seen = 0
    for _ in range(300):
        problem = random_problem(rng, max_pairs=9, most_capacity=2)
        found = find_critical(problem)
        if found.stability.num_blocking == 0:
            continue
        seen += 1
        measures = [oracle.measure(problem, plan) for plan in oracle.enumerate_plans(problem)]
        least = min(m["coverage"] for m in measures)  # type: ignore[type-var]
        fewest = min(m["stability"] for m in measures if m["coverage"] == least)  # type: ignore[type-var]
        plan = improve_plan(problem, found.assignment, moves=4000)
        assert plan.stability.num_unexcused == 0
        missed += plan.stability.num_blocking > fewest  # type: ignore[operator]
    assert seen > 20
    assert missed <= seen // 20


def test_one_seed_one_plan_and_chunks_do_not_matter() -> None:
    """The same seed gives the same pairs, with or without somebody watching."""
    problem = some_problem(np.random.default_rng(64))
    start = find_critical(problem).assignment
    steps: list[Step] = []
    first = improve_plan(problem, start, moves=9000, seed=5)
    second = improve_plan(problem, start, moves=9000, seed=5, on_chunk=steps.append)
    assert oracle.as_plan(first.assignment) == oracle.as_plan(second.assignment)
    assert [s.num_moves for s in steps] == sorted({s.num_moves for s in steps})
    assert steps[-1].num_moves == 9000


def test_a_stop_keeps_the_best_so_far() -> None:
    """Asked to stop, the search ends after one chunk with a plan no worse than the start."""
    problem = some_problem(np.random.default_rng(64))
    start = find_critical(problem)
    found = improve_plan(problem, start.assignment, moves=10**9, should_stop=lambda: True)
    assert found.num_moves <= 10_000
    assert found.stability.num_blocking <= start.stability.num_blocking


def test_pinned_pairs_never_move() -> None:
    """Every pinned pair of the start is in the answer."""
    rng = np.random.default_rng(65)
    seen = 0
    for _ in range(150):
        problem = some_problem(rng, rules=("pin",))
        start = find_critical(problem).assignment
        if not supports(problem) or not problem.is_pinned.any() or oracle.broken_rules(problem, oracle.as_plan(start)):
            continue
        seen += 1
        plan = set(oracle.as_plan(improve_plan(problem, start, moves=1500).assignment))
        assert not oracle.broken_rules(problem, sorted(plan))
    assert seen > 5


def test_nothing_to_do_returns_the_start(one_person_two_posts: Problem) -> None:
    """Zero moves, and a market without a pair, give back what came in."""
    start = find_critical(one_person_two_posts)
    assert oracle.as_plan(improve_plan(one_person_two_posts, start.assignment, moves=0).assignment) == ((0, 1),)
    empty = random_problem(np.random.default_rng(1), num_candidates=2, num_posts=2, max_pairs=0)
    assert len(improve_plan(empty, oracle.as_assignment([]), moves=10).assignment) == 0


def test_a_larger_budget_cools_again_and_is_not_worse() -> None:
    """Two coolings report moves without a gap and find at least what the first one finds."""
    problem = some_problem(np.random.default_rng(66))
    start = find_critical(problem).assignment
    steps: list[Step] = []
    one = improve_plan(problem, start, moves=100_000, seed=3)
    two = improve_plan(problem, start, moves=200_000, seed=3, on_chunk=steps.append)
    assert two.stability.num_blocking <= one.stability.num_blocking
    assert [s.num_moves for s in steps] == sorted({s.num_moves for s in steps})
    assert two.num_moves == 200_000 or two.stability.num_blocking == 0
