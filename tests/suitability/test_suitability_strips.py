"""Runs of near posts against distances computed one by one."""

import numpy as np
import pytest

from matcher.suitability.strips import find_runs


@pytest.mark.parametrize("radius", [0.5, 3.0, 40.0, 5000.0])
@pytest.mark.parametrize("spread", [1.0, 100.0, 4e7])
def test_no_near_point_is_missed(radius: float, spread: float) -> None:
    """Every point within the radius is in a run of the person, once; also at the edges and far outside."""
    chance = np.random.default_rng(int(radius * 10))
    points = chance.random((300, 2)) * spread
    people = np.concatenate([chance.random((30, 2)) * spread, points[:20], [[-9 * spread, 0.0], [0.0, 9 * spread]]])
    # Some stand exactly the radius away, to the east and to the north.
    people = np.concatenate([people, points[:9] + np.array([radius, 0.0]), points[:9] - np.array([0.0, radius])])
    runs = find_runs(people, points, radius)
    assert sorted(runs.point.tolist()) == list(range(300))
    assert np.array_equal(np.column_stack([runs.x, runs.y]), points[runs.point])
    for i, place in enumerate(people):
        found = [
            p
            for start, count in zip(runs.first[i], runs.count[i], strict=True)
            for p in runs.point[start : start + count].tolist()
        ]
        assert len(found) == len(set(found))
        near = np.flatnonzero(np.hypot(*(points - place).T) <= radius)
        assert set(near.tolist()) <= set(found)


def test_few_points_are_looked_at_in_vain() -> None:
    """On even ground less than an eighth of the points in the runs lie beyond the radius."""
    chance = np.random.default_rng(1)
    points, people = chance.random((20_000, 2)) * 100.0, 20.0 + chance.random((50, 2)) * 60.0
    num_near = sum(int((np.hypot(*(points - place).T) <= 10.0).sum()) for place in people)
    assert num_near <= find_runs(people, points, 10.0).count.sum() <= 1.125 * num_near
