"""Trimming against brute force, the simple test it must not use, and the public hospital instance."""

from collections.abc import Callable
from dataclasses import replace

import instances
import numpy as np
import oracle
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.blocking import count_blocking
from matcher.solve.deferred import find_largest_stable, propose_from_candidates, propose_from_posts
from matcher.solve.measure import used_rows
from matcher.solve.trimming import trim

HRT = instances.SHARED / "ipmatch-glasgow" / "hrt.instance"

Verdict = Callable[[int, int, list[int]], bool]
"""Units left over, room of the agent examined, rooms of its partners: is it full for certain?"""


def stable_plans(problem: Problem) -> set[oracle.Plan]:
    """Return every plan without a blocking pair."""
    return {plan for plan in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, plan)[0]}


def without(problem: Problem, kept: np.ndarray) -> Problem:
    """Return the problem with only the kept pairs usable."""
    return replace(problem, is_banned=~kept)


def tied_problem(rng: np.random.Generator, *, has_ties: bool) -> Problem:
    """Return a small many-to-many problem with two to four agents on each side and nearly all pairs."""
    size = int(rng.integers(2, 4))
    problem = random_problem(
        rng,
        rules=("ban",),
        num_candidates=size + int(rng.integers(0, 2)),
        num_posts=size,
        max_pairs=9,
        has_ties=has_ties,
    )
    while problem.num_pairs < 2 * size:
        problem = random_problem(
            rng, rules=("ban",), num_candidates=size, num_posts=size, max_pairs=9, has_ties=has_ties
        )
    return problem


def leftover(problem: Problem, kept: np.ndarray, members: list[int], *, is_post: bool) -> int:
    """Return the units that no rival absorbs when the far ends of the pairs `members` are full without us."""
    mine, their = (problem.post, problem.candidate) if is_post else (problem.candidate, problem.post)
    my_room, their_room = (problem.most, problem.capacity) if is_post else (problem.capacity, problem.most)
    their_rank = problem.rank_by_candidate if is_post else problem.rank_by_post
    num_mine, num_their = len(my_room), len(their_room)
    source, sink = num_mine + num_their, num_mine + num_their + 1
    limit = np.zeros((sink + 1, sink + 1), np.int32)
    limit[:num_mine, sink] = my_room
    for e in members:
        j = int(their[e])
        limit[source, num_mine + j] = their_room[j]
        rivals = kept & (their == j) & (mine != mine[e]) & (their_rank <= their_rank[e])
        limit[num_mine + j, mine[rivals]] = 1
    absorbed = maximum_flow(csr_array(limit), source, sink).flow_value
    return sum(int(their_room[their[e]]) for e in members) - int(absorbed)


def trim_plainly(problem: Problem, is_full: Verdict) -> np.ndarray:
    """Trim by the words of the method, agent after agent and rank after rank."""
    kept = ~problem.is_banned & (problem.capacity > 0)[problem.candidate] & (problem.most > 0)[problem.post]
    before = -1
    while before != kept.sum():
        before = kept.sum()
        for is_post in (False, True):
            mine, their = (problem.post, problem.candidate) if is_post else (problem.candidate, problem.post)
            my_room, their_room = (problem.most, problem.capacity) if is_post else (problem.capacity, problem.most)
            rank = problem.rank_by_post if is_post else problem.rank_by_candidate
            for v in range(len(my_room)):
                for k in np.unique(rank[kept & (mine == v)]):
                    members = np.flatnonzero(kept & (mine == v) & (rank <= k)).tolist()
                    rooms = [int(their_room[their[e]]) for e in members]
                    if is_full(leftover(problem, kept, members, is_post=is_post), int(my_room[v]), rooms):
                        kept = kept & ~((mine == v) & (rank > k))
                        break
    return kept


def is_full_simply(left_over: int, room: int, rooms: list[int]) -> bool:
    """Judge as the papers do, who have capacity 1 on one side."""
    return left_over >= room


def is_full_rightly(left_over: int, room: int, rooms: list[int]) -> bool:
    """Judge by the units that the partners an agent may hold without being full could still explain."""
    return left_over > sum(sorted(rooms, reverse=True)[: room - 1])


def test_weakly_stable_plans_stay_the_same() -> None:
    """In 900 tied and strict problems, capacities on both sides, the stable plans are the same pair for pair."""
    rng = np.random.default_rng(51)
    num_cut = num_listed = 0
    for turn in range(900):
        problem = tied_problem(rng, has_ties=turn % 4 > 0)
        kept = trim(problem)
        assert not (kept & problem.is_banned).any()
        assert stable_plans(without(problem, kept)) == stable_plans(problem)
        num_cut += int((~kept & ~problem.is_banned).sum())
        num_listed += int((~problem.is_banned).sum())
    assert num_cut > num_listed / 5


def test_the_papers_test_destroys_stable_plans_and_ours_does_not() -> None:
    """With capacities above 1 on both sides the simple test loses stable plans in many problems, ours in none."""
    rng = np.random.default_rng(52)
    destroyed = 0
    for _ in range(120):
        problem = tied_problem(rng, has_ties=True)
        everything = stable_plans(problem)
        destroyed += stable_plans(without(problem, trim_plainly(problem, is_full_simply))) != everything
        rightly = trim_plainly(problem, is_full_rightly)
        assert stable_plans(without(problem, rightly)) == everything
        # What the plain form finds is found by the product too, which looks closer.
        assert not (trim(problem) & ~rightly).any()
    assert destroyed > 10


def test_one_partner_with_two_places_fills_one_place_only() -> None:
    """The smallest trap: a post leaves two units over, yet the candidate with room for two needs both posts."""
    problem = random_problem(np.random.default_rng(1), num_candidates=1, num_posts=2, has_ties=False)
    problem = replace(
        problem,
        capacity=np.array([2]),
        most=np.array([2, 1]),
        least=np.array([0, 0]),
        candidate=np.array([0, 0], np.int32),
        post=np.array([0, 1], np.int32),
        points=np.zeros(2, np.int64),
        rank_by_candidate=np.array([1, 2]),
        rank_by_post=np.array([1, 1]),
        travel_m=np.zeros(2, np.int64),
        is_kept=np.zeros(2, np.bool_),
        is_pinned=np.zeros(2, np.bool_),
        is_banned=np.zeros(2, np.bool_),
    )
    assert stable_plans(problem) == {((0, 0), (0, 1))}
    assert trim_plainly(problem, is_full_simply).tolist() == [True, False]
    assert trim(problem).tolist() == [True, True]


def test_strict_one_to_one_lists_keep_what_deferred_acceptance_leaves_open() -> None:
    """On strict lists with capacity 1 nothing better than one side's best or worse than its worst plan is kept."""
    rng = np.random.default_rng(53)
    for _ in range(200):
        problem = random_problem(rng, most_capacity=1, most_seats=1, max_pairs=16, has_ties=False)
        kept = trim(problem)
        best = dict(oracle.as_plan(propose_from_candidates(problem)))
        worst = dict(oracle.as_plan(propose_from_posts(problem)))
        rank = dict(zip(oracle.pairs_of(problem), problem.rank_by_candidate.tolist(), strict=True))
        for (i, p), is_kept in zip(oracle.pairs_of(problem), kept.tolist(), strict=True):
            if is_kept and i in best:
                assert rank[i, best[i]] <= rank[i, p] <= rank[i, worst[i]]


def test_a_second_trimming_and_the_order_of_agents_change_nothing() -> None:
    """What is kept does not depend on the numbering of agents, and trimming again finds nothing."""
    rng = np.random.default_rng(54)
    for _ in range(150):
        problem = random_problem(rng, num_candidates=5, num_posts=5, max_pairs=20)
        kept = trim(problem)
        assert np.array_equal(trim(without(problem, kept)), kept)
        people, posts = rng.permutation(5), rng.permutation(5)
        candidate, post = people[problem.candidate].astype(np.int32), posts[problem.post].astype(np.int32)
        order = np.lexsort((post, candidate))
        moved = replace(
            problem,
            capacity=problem.capacity[np.argsort(people)],
            least_load=problem.least_load[np.argsort(people)],
            most=problem.most[np.argsort(posts)],
            least=problem.least[np.argsort(posts)],
            candidate=candidate[order],
            post=post[order],
            rank_by_candidate=problem.rank_by_candidate[order],
            rank_by_post=problem.rank_by_post[order],
            is_banned=problem.is_banned[order],
        )
        assert np.array_equal(trim(moved), kept[order])


def test_stopped_early_it_keeps_more_and_stays_exact() -> None:
    """With little or no work allowed the stable plans are still the same."""
    rng = np.random.default_rng(55)
    for turn in range(60):
        problem = tied_problem(rng, has_ties=True)
        kept = trim(problem, most_steps=turn)
        assert not (trim(problem) & ~kept).any()
        assert stable_plans(without(problem, kept)) == stable_plans(problem)


@pytest.mark.skipif(not HRT.exists(), reason="the public instances are not beside the checkout")
def test_three_of_five_pairs_of_the_hospital_instance_go_and_no_stable_plan_with_them() -> None:
    """Of 4,154 pairs fewer than 1,700 are kept, yet 20 large stable plans of the whole keep every pair."""
    problem = instances.as_problem(instances.read_glasgow(HRT), ("stability", "size"))
    kept = trim(problem)
    assert problem.num_pairs == 4154
    assert kept.sum() < 1700
    for seed in range(20):
        plan = find_largest_stable(problem, num_runs=2, seed=seed).assignment
        assert len(plan) > 740
        assert kept[used_rows(problem, plan)].all()
        # And the other way round: stable without the pairs left out is stable with them.
        smaller = find_largest_stable(without(problem, kept), num_runs=2, seed=seed).assignment
        assert count_blocking(problem, smaller).num_blocking == 0
