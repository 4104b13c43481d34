"""The coverage bound and its witnesses."""

import numpy as np
import oracle
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from tiny_problems import random_problem

from matcher.problem.outcome import Assignment
from matcher.problem.problem import Problem
from matcher.verify import Verification, verify

NOTHING = Assignment(np.zeros((0, 2), np.int32))


def _flow(problem: Problem, posts: np.ndarray) -> int:
    """Return how many least seats of `posts` can be filled, by one plain maximum flow."""
    n, m = problem.num_candidates, problem.num_posts
    free = ~problem.is_banned & posts[problem.post]
    tails = np.concatenate([np.zeros(n), 1 + problem.candidate[free], 1 + n + np.arange(m)]).astype(np.int64)
    heads = np.concatenate([1 + np.arange(n), 1 + n + problem.post[free], np.full(m, 1 + n + m)]).astype(np.int64)
    room = np.concatenate([problem.capacity, np.ones(int(free.sum())), problem.least * posts]).astype(np.int32)
    graph = csr_array((room, (tails, heads)), shape=(n + m + 2, n + m + 2))
    return int(maximum_flow(graph, 0, n + m + 1).flow_value)


def _market(rng: np.random.Generator, num_candidates: int, num_posts: int, degree: float) -> Problem:
    return random_problem(
        rng,
        rules=("ban",),
        num_candidates=num_candidates,
        num_posts=num_posts,
        max_pairs=int(degree * num_posts),
        most_capacity=2,
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_is_the_sum_over_priority_levels(seed: int) -> None:
    """The greedy cover equals the formula with one flow for each level of priority."""
    size = (300, 420) if seed < 4 else (40, 60)
    problem = _market(np.random.default_rng(seed), *size, 2.5)
    levels = np.unique(problem.priority)
    total = 0
    for level, below in zip(levels, [0, *levels[:-1]], strict=True):
        posts = problem.priority >= level
        total += int(level - below) * (int(problem.least[posts].sum()) - _flow(problem, posts))
    assert verify(problem, NOTHING).coverage_bound == total > 0


@pytest.mark.parametrize("seed", range(20))
def test_the_bound_does_not_depend_on_the_plan(seed: int) -> None:
    """Whatever plan the search starts from, greedy, random or impossible, bound and witnesses stay."""
    rng = np.random.default_rng(seed)
    problem = _market(rng, 30, 40, 3)
    first = verify(problem, NOTHING)
    for share in (0.1, 0.5, 1.0):
        chosen = rng.random(problem.num_pairs) < share
        rows = np.column_stack([problem.candidate[chosen], problem.post[chosen]])
        other = verify(problem, Assignment(rows))
        assert other.coverage_bound == first.coverage_bound
        assert set(other.witnesses) == set(first.witnesses)


def _check_witnesses(problem: Problem, result: Verification) -> None:
    """Hold each witness against the problem alone."""
    seen: set[int] = set()
    for witness in result.witnesses:
        assert witness.side == "posts"
        posts = set(witness.posts)
        assert posts
        assert not posts & seen
        seen |= posts
        inside = [
            (int(i), int(p))
            for i, p, banned in zip(problem.candidate, problem.post, problem.is_banned, strict=True)
            if int(p) in posts and not banned
        ]
        assert {i for i, _ in inside} == set(witness.candidates)
        known = [sum(1 for j, _ in inside if j == i) for i in witness.candidates]
        room = sum(min(count, int(problem.capacity[i])) for i, count in zip(witness.candidates, known, strict=True))
        assert witness.available == room
        assert witness.needed == int(problem.least[list(posts)].sum())
        assert witness.missing > 0


@pytest.mark.parametrize("seed", range(40))
def test_witnesses_prove_the_whole_deficiency(seed: int) -> None:
    """Each witness is true by counting alone, they share no post, and together they miss what the flow misses."""
    problem = _market(np.random.default_rng(seed), 40, 60, 2.5)
    result = verify(problem, NOTHING)
    _check_witnesses(problem, result)
    everybody = np.ones(problem.num_posts, np.bool_)
    assert sum(witness.missing for witness in result.witnesses) == int(problem.least.sum()) - _flow(problem, everybody)


@pytest.mark.parametrize("seed", range(15))
def test_witnesses_are_minimal(seed: int) -> None:
    """Leaving any post out of a witness leaves less missing: no post is named without need."""
    problem = _market(np.random.default_rng(seed), 20, 25, 2.5)
    for witness in verify(problem, NOTHING).witnesses:
        for post in witness.posts:
            rest = np.zeros(problem.num_posts, np.bool_)
            rest[list(witness.posts)] = True
            rest[post] = False
            assert int(problem.least[rest].sum()) - _flow(problem, rest) < witness.missing


def test_both_sides_have_witnesses() -> None:
    """Short posts and candidates short of their least load are each proven, and both losses add up."""
    num_sides: dict[str, int] = {"posts": 0, "candidates": 0}
    for seed in range(60):
        problem = random_problem(np.random.default_rng(seed), has_least_loads=True)
        result = verify(problem, NOTHING)
        for witness in result.witnesses:
            num_sides[witness.side] += 1
            assert witness.missing > 0
        people = sum(witness.missing for witness in result.witnesses if witness.side == "candidates")
        posts = sum(witness.missing for witness in result.witnesses if witness.side == "posts")
        assert result.coverage_bound >= people + posts
    assert min(num_sides.values()) >= 20


def test_the_sentence_of_two_posts_and_one_person() -> None:
    """Two posts that know only the same one person of capacity 1 miss one seat, and the third post is not blamed."""
    problem = _three_posts(pinned=())
    result = verify(problem, oracle.as_assignment({(0, 0), (1, 2)}))
    (witness,) = result.witnesses
    assert (witness.posts, witness.candidates, witness.needed, witness.available) == ((0, 1), (0,), 2, 1)
    assert result.coverage_bound == 2
    assert [(short.side, short.index, short.missing, short.priority) for short in result.shortfalls] == [
        ("posts", 1, 1, 2)
    ]


def test_a_pin_takes_room_and_is_counted() -> None:
    """A pin at the light post forces the heavy one short: the bound keeps the pin."""
    result = verify(_three_posts(pinned=((0, 1),)), oracle.as_assignment({(0, 1), (1, 2)}))
    assert result.coverage_bound == result.objectives["coverage"] == 5
    assert [(witness.posts, witness.needed, witness.available) for witness in result.witnesses] == [((0,), 1, 0)]
    assert "coverage" in result.confirmed


def _three_posts(pinned: tuple[tuple[int, int], ...]) -> Problem:
    """Return a market where posts 0 and 1 know only candidate 0, and post 2 only candidate 1."""
    pairs = [(0, 0), (0, 1), (1, 2)]
    ones = np.ones(3, np.int64)
    return Problem(
        capacity=np.ones(2, np.int64),
        least_load=np.zeros(2, np.int64),
        least=ones,
        most=ones,
        priority=np.array([5, 2, 1]),
        host=np.arange(3, dtype=np.int32),
        candidate=np.array([0, 0, 1], np.int32),
        post=np.array([0, 1, 2], np.int32),
        points=ones,
        rank_by_candidate=ones,
        rank_by_post=ones,
        travel_m=ones,
        is_kept=np.zeros(3, np.bool_),
        is_pinned=np.array([pair in pinned for pair in pairs]),
        is_banned=np.zeros(3, np.bool_),
        objectives=("coverage",),
        is_company_post=np.zeros(3, np.bool_),
        site_days=ones,
        days_budget=np.full(2, 9),
        workload=ones,
        workload_budget=np.full(2, 9),
        host_x_m=ones,
        host_y_m=ones,
        radius_m=np.full(2, 9),
    )
