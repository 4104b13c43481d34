"""Strict lists read off the ranks, against the sorted ones."""

from dataclasses import replace

import numpy as np
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.deferred.lists import Lists, list_strictly
from matcher.solve.deferred.proposals import propose, run_from_candidates, run_from_posts
from matcher.solve.preferences import build_market, make_keys, sort_by_candidate, sort_by_post


def sort_lists(problem: Problem, *, of_candidates: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the row starts of one side, and its pairs sorted by rank."""
    market = build_market(problem)
    if of_candidates:
        return (market.start_i, sort_by_candidate(market, make_keys(market.rank_i)))
    return (market.start_p, sort_by_post(market, make_keys(market.rank_p)))


def assert_same_lists(
    problem: Problem, lists: Lists, expected: tuple[np.ndarray, np.ndarray], *, of_candidates: bool
) -> None:
    """Assert that rows, who is asked and how that one likes it are those of the sorted lists."""
    start, order = expected
    receiver = problem.post if of_candidates else problem.candidate
    liking = problem.rank_by_post if of_candidates else problem.rank_by_candidate
    assert lists.start.tolist() == start.tolist()
    assert (lists.entry & ((1 << lists.shift) - 1)).tolist() == receiver[order].tolist()
    assert (lists.entry >> lists.shift).tolist() == liking[order].tolist()


def has_tie(agent: np.ndarray, rank: np.ndarray) -> bool:
    """Tell whether an agent gives one rank twice."""
    return len(set(zip(agent.tolist(), rank.tolist(), strict=True))) < len(rank)


def test_lists_without_ties_equal_sorted_ones_and_ties_are_seen() -> None:
    """Every pair stands where sorting would put it; one tie anywhere on the asking side gives None."""
    rng = np.random.default_rng(41)
    strict = tied = 0
    for turn in range(400):
        problem = random_problem(rng, num_candidates=6, num_posts=5, max_pairs=18, has_ties=turn % 2 == 0)
        for of_candidates in (True, False):
            agent = problem.candidate if of_candidates else problem.post
            rank = problem.rank_by_candidate if of_candidates else problem.rank_by_post
            lists = list_strictly(problem, of_candidates=of_candidates)
            if has_tie(agent, rank):
                assert lists is None
                tied += 1
                continue
            assert lists is not None
            strict += 1
            expected = sort_lists(problem, of_candidates=of_candidates)
            assert_same_lists(problem, lists, expected, of_candidates=of_candidates)
    assert strict > 300
    assert tied > 100


def test_ranks_with_gaps_fall_back_to_sorting() -> None:
    """A rank beyond the end of a list, its own or a neighbour's, never puts a pair into another's list."""
    rng = np.random.default_rng(42)
    for _ in range(200):
        problem = random_problem(rng, num_candidates=4, num_posts=4, max_pairs=10, has_ties=False)
        gaps = replace(problem, rank_by_candidate=problem.rank_by_candidate + rng.integers(0, 2, problem.num_pairs))
        lists = list_strictly(gaps, of_candidates=True)
        if lists is not None:
            assert_same_lists(gaps, lists, sort_lists(gaps, of_candidates=True), of_candidates=True)
            assert not has_tie(gaps.candidate, gaps.rank_by_candidate)


def test_both_ways_to_a_plan_agree() -> None:
    """Lists read off the ranks and sorted lists lead to the same plan, ties of the side asked included."""
    rng = np.random.default_rng(43)
    for turn in range(200):
        problem = random_problem(
            rng, num_candidates=9, num_posts=7, max_pairs=45, has_ties=turn % 3 == 0, most_capacity=4
        )
        market = build_market(problem)
        for from_candidates, run in ((True, run_from_candidates), (False, run_from_posts)):
            plan = propose(problem, from_candidates=from_candidates)
            assert plan.pairs.tolist() == market.as_assignment(run(market)).pairs.tolist()


def test_ranks_beyond_half_an_entry_take_wide_ones() -> None:
    """Likings that overflow 32 bits beside the receiver's index are kept whole, and the plan is the same."""
    rng = np.random.default_rng(44)
    for shift in (1, 28):
        problem = random_problem(rng, num_candidates=9, num_posts=7, max_pairs=45, has_ties=False)
        wide = replace(problem, rank_by_post=problem.rank_by_post << shift)
        lists = list_strictly(wide, of_candidates=True)
        assert lists is not None
        assert lists.entry.dtype == (np.int32 if shift == 1 else np.int64)
        assert_same_lists(wide, lists, sort_lists(problem, of_candidates=True), of_candidates=True)
        plans = [propose(each, from_candidates=True).pairs.tolist() for each in (problem, wide)]
        assert plans[0] == plans[1]
