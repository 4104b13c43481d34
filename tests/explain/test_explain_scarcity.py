"""Witnesses of shortages against brute force: true, smallest, and independent of each other."""

from dataclasses import replace

import numpy as np
import oracle
import pytest
from oracle import enumerate_plans
from tiny_problems import random_problem

from matcher.explain.fragility import count_losses, find_must_pairs
from matcher.explain.scarcity import Scarcity, bound_cover, count_witness, force_cover, force_place
from matcher.problem import Problem
from matcher.problem.edits import CandidateLeaves, edit_problem
from matcher.solve import solve
from matcher.verify import verify


def draw(seed: int, **more: object) -> Problem:
    """Return a problem without side rules but pins and bans that has a plan."""
    rng = np.random.default_rng(seed)
    while True:
        problem = _draw_any(rng, **more)
        if solve(problem).assignment is not None:
            return problem


def _draw_any(rng: np.random.Generator, **more: object) -> Problem:
    problem = random_problem(rng, rules=("ban", "pin"), objectives=("coverage",), **more)  # type: ignore[arg-type]
    none = np.zeros(0, np.int32)
    return replace(
        problem,
        priority=rng.integers(1, 4, problem.num_posts),
        pin_group_start=np.zeros(1, np.int64),
        pin_group_pair=none,
    )


def grow(problem: Problem) -> Scarcity:
    """Return the cover of a solved problem."""
    plan = solve(problem).assignment
    assert plan is not None
    return Scarcity(problem, plan)


def least_loss(problem: Problem) -> int:
    """Return the least coverage loss by trying every plan."""
    return min(int(oracle.measure(problem, plan)["coverage"]) for plan in enumerate_plans(problem))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(120))
def test_witness_is_true_and_smallest(seed: int) -> None:
    """The posts of a witness lack what it says, and any of them taken out makes the shortage smaller."""
    problem = draw(seed)
    scarcity = grow(problem)
    assert scarcity.loss == least_loss(problem)
    for p in np.flatnonzero(scarcity.missing).tolist():
        witness = scarcity.find_witness(p)
        assert witness is not None
        assert p in witness.posts
        plans = list(enumerate_plans(problem))
        fewest = min(
            sum(max(0, int(problem.least[q]) - sum(1 for _, r in plan if r == q)) for q in witness.posts)
            for plan in plans
        )
        assert fewest == witness.missing > 0
        for q in witness.posts:
            rest = np.array([r for r in witness.posts if r != q], np.int64)
            assert count_witness(problem, "posts", rest).missing < witness.missing


def test_some_witness_holds_several_posts() -> None:
    """The random problems do not only show posts that nobody could fill."""
    sizes = [
        len(witness.posts)
        for seed in range(120)
        for scarcity in (grow(draw(seed)),)
        for p in np.flatnonzero(scarcity.missing).tolist()
        if (witness := scarcity.find_witness(p)) is not None
    ]
    assert max(sizes) >= 3
    assert sum(size > 1 for size in sizes) >= 10


@pytest.mark.parametrize("seed", range(60))
def test_independent_shortages_share_no_post(seed: int) -> None:
    """Every short post belongs to one shortage, which holds its own witness whole."""
    scarcity = grow(draw(seed, has_least=True))
    plan = solve(scarcity.problem).assignment
    assert plan is not None
    shortages = [set(one.posts) for one in verify(scarcity.problem, plan).witnesses if one.side == "posts"]
    assert sum(map(len, shortages)) == len(set().union(*shortages))
    for p in np.flatnonzero(scarcity.missing).tolist():
        witness = scarcity.find_witness(p)
        assert witness is not None
        assert sum(set(witness.posts) <= posts for posts in shortages) == 1


@pytest.mark.parametrize("seed", range(60))
def test_witness_of_least_loads(seed: int) -> None:
    """People who ask for more posts than there are get a witness of their own side."""
    problem = draw(seed, has_least=False, has_least_loads=True)
    plan = solve(problem).assignment
    assert plan is not None
    scarcity = Scarcity(problem, plan, "candidates")
    assert scarcity.loss == least_loss(problem) == bound_cover(problem, plan)
    for i in np.flatnonzero(scarcity.missing).tolist():
        witness = scarcity.find_witness(i)
        assert witness is not None
        assert witness.missing > 0
        assert i in witness.candidates
        for j in witness.candidates:
            rest = np.array([k for k in witness.candidates if k != j], np.int64)
            assert count_witness(problem, "candidates", rest).missing < witness.missing


@pytest.mark.parametrize("seed", range(80))
def test_must_pairs_are_in_every_plan_of_greatest_cover(seed: int) -> None:
    """What is told to have no alternative is what all best plans share, pins apart."""
    problem = draw(seed)
    scarcity = grow(problem)
    loss = least_loss(problem)
    best = [set(plan) for plan in enumerate_plans(problem) if oracle.measure(problem, plan)["coverage"] == loss]
    rows = np.flatnonzero(problem.is_pinned)
    pinned = set(zip(problem.candidate[rows].tolist(), problem.post[rows].tolist(), strict=True))
    found = scarcity.network.pair[find_must_pairs(scarcity)]
    told = set(zip(problem.candidate[found].tolist(), problem.post[found].tolist(), strict=True))
    assert told == set.intersection(*best) - pinned


@pytest.mark.parametrize("seed", range(40))
def test_losses_are_those_of_removing_each_in_turn(seed: int) -> None:
    """The cover a person's withdrawal costs is what every plan without the person lacks."""
    problem = draw(seed)
    scarcity = grow(problem)
    expected = [
        least_loss(edit_problem(problem, CandidateLeaves(i))) - scarcity.loss for i in range(problem.num_candidates)
    ]
    assert count_losses(problem, scarcity).tolist() == expected


def test_forcing_a_gap_closed_is_a_hard_rule() -> None:
    """A forced post is filled in every plan, and a forced person placed."""
    for seed in range(20):
        problem = draw(seed)
        rows = np.flatnonzero((problem.least[problem.post] > 0) & ~problem.is_banned)
        if not len(rows):
            continue
        p, i = int(problem.post[rows[0]]), int(problem.candidate[rows[0]])
        plans = list(enumerate_plans(problem))
        filled = [plan for plan in plans if sum(1 for _, q in plan if q == p) >= problem.least[p]]
        placed = [plan for plan in plans if any(j == i for j, _ in plan)]
        assert list(enumerate_plans(force_cover(problem, p))) == filled
        assert list(enumerate_plans(force_place(problem, i))) == placed
