"""Deferred acceptance against brute force and against a few lines of plain Python."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem import Problem
from matcher.solve.blocking import count_blocking, mark_blocking
from matcher.solve.deferred import find_largest_stable, propose_from_candidates, propose_from_posts, supports
from matcher.solve.preferences import build_market, make_keys, sort_by_candidate, sort_by_post


def propose_plainly(problem: Problem, *, from_candidates: bool) -> oracle.Plan:
    """Run deferred acceptance on strict lists with sets and loops only."""
    rank_i = dict(zip(oracle.pairs_of(problem), problem.rank_by_candidate.tolist(), strict=True))
    rank_p = dict(zip(oracle.pairs_of(problem), problem.rank_by_post.tolist(), strict=True))
    asks, answers = (rank_i, rank_p) if from_candidates else (rank_p, rank_i)
    side, other = (0, 1) if from_candidates else (1, 0)
    room = (problem.capacity, problem.most) if from_candidates else (problem.most, problem.capacity)
    usable = [pair for pair, banned in zip(rank_i, problem.is_banned, strict=True) if not banned]
    held: set[tuple[int, int]] = set()
    todo = {a: sorted((q for q in usable if q[side] == a), key=asks.__getitem__) for a in {q[side] for q in usable}}
    while True:
        pair = next(
            (todo[a][0] for a in todo if todo[a] and sum(q[side] == a for q in held) < room[0][a]),
            None,
        )
        if pair is None:
            return tuple(sorted(held))
        todo[pair[side]].pop(0)
        held.add(pair)
        rivals = [q for q in held if q[other] == pair[other]]
        if len(rivals) > room[1][pair[other]]:
            held.remove(max(rivals, key=answers.__getitem__))


def stable_plans(problem: Problem) -> list[oracle.Plan]:
    """Return every plan without a blocking pair."""
    return [plan for plan in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, plan)[0]]


def degrees(problem: Problem, plan: oracle.Plan) -> tuple[list[int], list[int]]:
    """Return how many partners every candidate and every post has."""
    pairs = np.array(plan, np.int64).reshape(-1, 2)
    loads = np.bincount(pairs[:, 0], minlength=problem.num_candidates)
    return loads.tolist(), np.bincount(pairs[:, 1], minlength=problem.num_posts).tolist()


def test_plans_are_weakly_stable_with_ties_and_capacities_on_both_sides() -> None:
    """No rank order, tie order or proposing side leaves a blocking pair in a thousand tied problems."""
    rng = np.random.default_rng(11)
    for turn in range(1000):
        problem = random_problem(rng, rules=("ban",), max_pairs=14)
        ties = ("id", "points", "seed")[turn % 3]
        for plan in (propose_from_candidates(problem, ties=ties), propose_from_posts(problem, ties=ties)):
            assert not oracle.blocking_pairs(problem, oracle.as_plan(plan))[0]
            assert not oracle.broken_rules(problem, oracle.as_plan(plan))
            assert count_blocking(problem, plan).num_blocking == 0


def test_strict_lists_give_the_proposers_optimum_and_equal_degrees() -> None:
    """Every proposer likes its partners at least as well as in any stable plan, and all have as many."""
    rng = np.random.default_rng(12)
    for _ in range(250):
        problem = random_problem(rng, max_pairs=9, has_ties=False)
        rank = {
            0: dict(zip(oracle.pairs_of(problem), problem.rank_by_candidate, strict=True)),
            1: dict(zip(oracle.pairs_of(problem), problem.rank_by_post, strict=True)),
        }
        everything = stable_plans(problem)
        for side, plan in ((0, propose_from_candidates(problem)), (1, propose_from_posts(problem))):
            mine = oracle.as_plan(plan)
            assert mine in everything
            for other in everything:
                assert degrees(problem, other) == degrees(problem, mine)
                for agent in {pair[side] for pair in mine}:
                    ranks = [sorted(rank[side][q] for q in p if q[side] == agent) for p in (mine, other)]
                    assert all(a <= b for a, b in zip(*ranks, strict=True))


def test_compiled_plans_equal_plain_python() -> None:
    """On strict lists the kernels return the plan of a reference of sets and loops, pair by pair."""
    rng = np.random.default_rng(13)
    for _ in range(150):
        problem = random_problem(
            rng, rules=("ban",), num_candidates=8, num_posts=7, max_pairs=40, has_ties=False, most_capacity=4
        )
        assert oracle.as_plan(propose_from_candidates(problem)) == propose_plainly(problem, from_candidates=True)
        assert oracle.as_plan(propose_from_posts(problem)) == propose_plainly(problem, from_candidates=False)


def test_no_pair_is_used_twice_where_both_sides_have_room_for_two(two_by_one: Problem) -> None:
    """Seats cloned on both sides would match the favourite pair twice and leave the other person out."""
    for plan in (
        propose_from_candidates(two_by_one),
        propose_from_posts(two_by_one),
        find_largest_stable(two_by_one).assignment,
    ):
        assert oracle.as_plan(plan) == ((0, 0), (1, 0))


def test_pinned_pairs_stay_and_only_they_may_be_to_blame() -> None:
    """With pins, a pair blocks only if an end would have to drop a pinned partner."""
    rng = np.random.default_rng(14)
    seen = 0
    for _ in range(600):
        problem = random_problem(rng, rules=("ban", "pin"), max_pairs=12)
        if (
            not supports(problem)
            or not problem.is_pinned.any()
            or not any(True for _ in oracle.enumerate_plans(problem))
        ):
            continue
        pinned = {q for q, is_pinned in zip(oracle.pairs_of(problem), problem.is_pinned, strict=True) if is_pinned}
        listed = {q: k for k, q in enumerate(oracle.pairs_of(problem))}
        for plan in map(oracle.as_plan, (propose_from_candidates(problem), find_largest_stable(problem).assignment)):
            assert not oracle.broken_rules(problem, plan)
            for i, p in oracle.blocking_pairs(problem, plan)[0]:
                seen += 1
                mine = [listed[q] for q in plan if q[0] == i and q not in pinned]
                theirs = [listed[q] for q in plan if q[1] == p and q not in pinned]
                k = listed[i, p]
                i_may = len(degrees_of(plan, 0, i)) < problem.capacity[i] or any(
                    problem.rank_by_candidate[f] > problem.rank_by_candidate[k] for f in mine
                )
                p_may = len(degrees_of(plan, 1, p)) < problem.most[p] or any(
                    problem.rank_by_post[f] > problem.rank_by_post[k] for f in theirs
                )
                assert not (i_may and p_may)
    assert seen > 0


def degrees_of(plan: oracle.Plan, side: int, agent: int) -> list[tuple[int, int]]:
    """Return the pairs of one agent."""
    return [pair for pair in plan if pair[side] == agent]


def test_blocking_counts_equal_the_oracle_on_any_plan() -> None:
    """Counts and marks agree with loops over definitions, for stable and careless plans alike."""
    rng = np.random.default_rng(15)
    for _ in range(300):
        problem = random_problem(rng, rules=("ban",), max_pairs=7, has_least_loads=True)
        market = build_market(problem)
        plans = list(oracle.enumerate_plans(problem))
        for at in rng.integers(0, len(plans), 4):
            blocking, excused = oracle.blocking_pairs(problem, plans[at])
            found = count_blocking(problem, oracle.as_assignment(plans[at]))
            assert (found.num_blocking, found.num_unexcused) == (len(blocking), len(blocking - excused))
            marks = mark_blocking(market, market.as_marks(oracle.as_assignment(plans[at])))
            ends = list(zip(market.candidate.tolist(), market.post.tolist(), strict=True))
            assert {q for q, mark in zip(ends, marks, strict=True) if mark} == blocking
            assert {q for q, mark in zip(ends, marks, strict=True) if mark == 1} == excused


def test_an_assignment_outside_the_market_is_refused() -> None:
    """Marks exist only for acceptable pairs that are not banned."""
    problem = random_problem(np.random.default_rng(3), num_candidates=3, num_posts=3, max_pairs=4)
    listed = set(oracle.pairs_of(problem))
    outside = next((i, p) for i in range(3) for p in range(3) if (i, p) not in listed)
    with pytest.raises(ValueError, match="not acceptable"):
        count_blocking(problem, oracle.as_assignment([outside]))


@pytest.mark.parametrize("ties", ["id", "points", "seed"])
def test_lists_are_sorted_by_rank_then_tie(ties: str) -> None:
    """Own row sorts equal numpy's on rows from one entry to hundreds, on both sides."""
    rng = np.random.default_rng(16)
    problem = random_problem(rng, num_candidates=5, num_posts=300, max_pairs=1200)
    market = build_market(problem)
    for rank, agent, sort in (
        (market.rank_i, market.candidate, sort_by_candidate),
        (market.rank_p, market.post, sort_by_post),
    ):
        keys = make_keys(rank, ties=ties, points=market.points, seed=4)  # type: ignore[arg-type]
        order = sort(market, keys)
        assert order.tolist() == np.lexsort((keys, agent)).tolist()
        assert (np.diff(rank[order])[np.diff(agent[order]) == 0] >= 0).all()


def test_keys_refuse_what_does_not_fit() -> None:
    """A rank beyond 18 bits would run into the sign, and ties by points need points."""
    with pytest.raises(ValueError, match="rank"):
        make_keys(np.array([1 << 18], np.int32))
    with pytest.raises(ValueError, match="points"):
        make_keys(np.array([1], np.int32), ties="points")


def test_tie_seeds_matter_and_repeat() -> None:
    """One seed gives one plan; over many seeds a tied market has several."""
    problem = random_problem(np.random.default_rng(21), num_candidates=5, num_posts=5, max_pairs=25)
    plans = [oracle.as_plan(propose_from_candidates(problem, ties="seed", seed=s)) for s in range(20)]
    again = [oracle.as_plan(propose_from_candidates(problem, ties="seed", seed=s)) for s in range(20)]
    assert plans == again
    assert len(set(plans)) > 1
