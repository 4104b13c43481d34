"""Which posts may lie within a distance of each person, as runs of posts sorted by place.

The plane is cut into level strips; within a strip posts are sorted by x. Around a person each strip
holds one run of posts that may be near, found by two searches. Strips an eighth of the distance
high leave about a twelfth of the posts in the runs too far away; who asks still tells those apart.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Positions: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.float64]

STRIPS_PER_RADIUS = 8


@dataclass(frozen=True, eq=False, slots=True)
class Runs:
    """Hold the runs of each person; s runs a person.

    Parameters
    ----------
    point
        Positions of the points given, strip by strip; int64, shape (k,).
    x, y
        Their places.
    first, count
        Where in `point` each run of each person begins, and how many it holds; int64, shape (n, s).
    """

    point: Positions
    x: Values
    y: Values
    first: Positions
    count: Positions


def find_runs(people: Values, points: Values, radius: float) -> Runs:
    """Return runs that hold every point within a radius of each person, and some beyond.

    Parameters
    ----------
    people, points
        Places, metres, none NaN; float64, shapes (n, 2) and (k, 2), k at least 1.
    radius
        Metres, above 0.

    Examples
    --------
    >>> runs = find_runs(np.array([[0.0, 0.0]]), np.array([[9.0, 0.0], [0.0, 50.0], [-3.0, 4.0]]), 10.0)
    >>> near = [runs.point[a : a + n].tolist() for a, n in zip(runs.first[0], runs.count[0]) if n]
    >>> sorted(sum(near, []))
    [0, 2]
    """
    height = radius / STRIPS_PER_RADIUS
    low = points.min(axis=0)
    strip = np.floor((points[:, 1] - low[1]) / height)
    width = float(np.ptp(points[:, 0])) + 1.0
    # One ascending number for strip and x: strips lie end to end, as far apart as the plane is wide.
    place = strip * width + (points[:, 0] - low[0])
    order = np.argsort(place)
    ascending = place[order]
    # Rounding of the numbers and of the distances may never lose a pair.
    hair = 1e-3 + 1e-9 * radius + 8 * float(np.finfo(np.float64).eps) * float(ascending[-1])

    x, y = people[:, 0] - low[0], people[:, 1] - low[1]
    own = np.floor(y / height)
    # Searched in order, neighbours' searches end in the same part of the memory.
    by_place = np.argsort(own * width + x)
    x, y, own = x[by_place], y[by_place], own[by_place]
    steps = range(-STRIPS_PER_RADIUS - 1, STRIPS_PER_RADIUS + 2)
    first = np.empty((len(people), len(steps)), np.int64)
    count = np.empty((len(people), len(steps)), np.int64)
    for column, step in enumerate(steps):
        its = own + step
        gap = np.maximum(0.0, np.maximum(its * height - y, y - (its + 1.0) * height) - hair)
        half = np.sqrt(np.maximum(0.0, radius * radius - gap * gap)) + hair
        start = ascending.searchsorted(its * width + np.clip(x - half, -hair, width))
        end = ascending.searchsorted(its * width + np.clip(x + half, -hair, width - 0.5), side="right")
        first[by_place, column] = start
        count[by_place, column] = np.where(gap <= radius, np.maximum(0, end - start), 0)
    return Runs(order, points[order, 0], points[order, 1], first, count)
