"""Host places on a plane, in whole metres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.pools.columns import find_codes, read_field, read_host_degrees
from matcher.pools.pools import Pools
from matcher.words import Words

METRES_PER_DEGREE = 111_320.0
"""Length of one degree of latitude."""


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Hold the places of hosts, int64 metres, shape (h,), and what was assumed of them."""

    x_m: NDArray[np.int64]
    y_m: NDArray[np.int64]
    notes: tuple[Words, ...]


def host_plane(pools: Pools) -> Plane:
    """Project hosts around their mean point.

    A host without a place stands where the others of its area stand on average, or at the mean of
    all; the note names such hosts. One season spans some hundred kilometres, where the
    equirectangular projection is right to well under one percent.
    """
    degrees = pools.remember(read_host_degrees)
    known = ~np.isnan(degrees[:, 0])
    centre = degrees[known].mean(axis=0) if known.any() else np.zeros(2)
    if not known.all():
        degrees = np.where(known[:, None], degrees, _mean_places(pools, known, degrees, centre))
    narrowing = float(np.cos(np.radians(centre[1])))
    x = (degrees[:, 0] - centre[0]) * METRES_PER_DEGREE * narrowing
    y = (degrees[:, 1] - centre[1]) * METRES_PER_DEGREE
    names = [pools.enterprises[h].name for h in np.flatnonzero(~known).tolist()]
    shown = "、".join(names[:5])
    notes = (
        (
            Words(
                f"{len(names)} 家企业没有经纬度，按所在地平均位置计算：{shown}",
                f"{len(names)} hosts have no coordinates and stand at the mean of their area: {shown}",
            ),
        )
        if names
        else ()
    )
    return Plane(np.rint(x).astype(np.int64), np.rint(y).astype(np.int64), notes)


def _mean_places(
    pools: Pools, known: NDArray[np.bool_], degrees: NDArray[np.float64], centre: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean known place of each host's area; the centre where the area has none or is not named."""
    areas = read_field(pools.enterprises, "area")
    number = {name: code for code, name in enumerate(dict.fromkeys(areas))}
    area = find_codes(areas, number, -1)
    counts = np.bincount(area[known], minlength=len(number))
    sums = np.stack([np.bincount(area[known], degrees[known, axis], len(number)) for axis in (0, 1)], axis=1)
    means: NDArray[np.float64] = sums / np.maximum(counts, 1)[:, None]
    means[counts == 0] = centre
    if "" in number:
        means[number[""]] = centre
    return means[area]
