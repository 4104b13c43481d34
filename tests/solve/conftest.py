"""Small hand-made problems for the compiled engines."""

from collections.abc import Sequence

import numpy as np
import pytest

from matcher.problem import NO_LIMIT, Problem


def make_problem(
    pairs: Sequence[tuple[int, int, int, int]],
    *,
    capacity: Sequence[int],
    seats: Sequence[tuple[int, int]],
    priority: Sequence[int] | None = None,
) -> Problem:
    """Return a problem from rows (candidate, post, rank by candidate, rank by post) and limits."""
    rows = np.array(sorted(pairs), np.int64).reshape(-1, 4)
    n, m, k = len(capacity), len(seats), len(rows)
    return Problem(
        capacity=np.array(capacity, np.int64),
        least_load=np.zeros(n, np.int64),
        least=np.array([low for low, _ in seats], np.int64),
        most=np.array([high for _, high in seats], np.int64),
        priority=np.ones(m, np.int64) if priority is None else np.array(priority, np.int64),
        host=np.arange(m, dtype=np.int32),
        candidate=rows[:, 0].astype(np.int32),
        post=rows[:, 1].astype(np.int32),
        points=np.zeros(k, np.int64),
        rank_by_candidate=rows[:, 2].copy(),
        rank_by_post=rows[:, 3].copy(),
        travel_m=np.zeros(k, np.int64),
        is_kept=np.zeros(k, np.bool_),
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
        objectives=("coverage", "stability"),
        is_company_post=np.zeros(m, np.bool_),
        site_days=np.zeros(m, np.int64),
        days_budget=np.full(n, NO_LIMIT),
        workload=np.zeros(m, np.int64),
        workload_budget=np.full(n, NO_LIMIT),
        host_x_m=np.zeros(m, np.int64),
        host_y_m=np.zeros(m, np.int64),
        radius_m=np.full(n, NO_LIMIT),
    )


@pytest.fixture
def two_by_one() -> Problem:
    """Two people, the first with room for two, and a post that wants two and likes the first more."""
    return make_problem([(0, 0, 1, 1), (1, 0, 1, 2)], capacity=[2, 1], seats=[(2, 2)])


@pytest.fixture
def tied_chain() -> Problem:
    """Person 0 ties both posts, person 1 lists only post 0, which ties both people."""
    return make_problem([(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1)], capacity=[1, 1], seats=[(0, 1), (0, 1)])


@pytest.fixture
def one_person_two_posts() -> Problem:
    """One person who prefers post 0, while post 1 weighs three times as much."""
    return make_problem([(0, 0, 1, 1), (0, 1, 2, 1)], capacity=[1], seats=[(1, 1), (1, 1)], priority=[1, 3])
