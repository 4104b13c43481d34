"""Invented banners: a seat, a park, townships around it, and one township out of easy reach.

A banner is about 100 km across. The remote township lies more than 60 km from every other, so that
in a single banner its hosts depend on the few people who live there. Larger markets get several
banners on a grid. The coordinates point to open steppe; the places do not exist.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.pools.records import Place
from matcher.pools.synthetic.drawing import share_out

HOSTS_PER_BANNER = 120
BANNER_SPACING_KM = 130.0
_ORIGIN = (106.2, 41.6)
_KM_PER_DEGREE = 111.195
_TOWN_RADIUS_KM = (30.0, 50.0)
_REMOTE_KM = 82.0

_BANNERS = (
    "阿尔查干旗",
    "浩日图塔拉旗",
    "苏木哈达旗",
    "伊和温都旗",
    "那林高勒旗",
    "查干诺日旗",
    "赛乌素旗",
    "乌兰额日旗",
)
_TOWNS = (
    "阿尔查干镇",
    "哈沙图镇",
    "新柳井镇",
    "东河套坪镇",
    "那仁塔林苏木",
    "白音霍硕苏木",
    "苏布日哈达镇",
    "石窑滩镇",
    "额和温都苏木",
    "沙日额热格苏木",
)
_HOST_SHARES = (0.25, 0.11, 0.09, 0.09, 0.06, 0.06, 0.08, 0.06, 0.05, 0.042)
_HOME_SHARES = (0.46, 0.09, 0.08, 0.08, 0.05, 0.04, 0.07, 0.06, 0.04, 0.014)
_PARK_HOST_SHARE = 0.108
_SEAT, _REMOTE = 0, len(_TOWNS) - 1


@dataclass(frozen=True, slots=True)
class Area:
    """Hold one township or park.

    Parameters
    ----------
    x_km, y_km, spread_km
        Centre on the plane and how far places scatter around it.
    host_share, home_share
        Its part of all hosts, and of all people's homes.
    """

    name: str
    banner: str
    committee: str
    x_km: float
    y_km: float
    spread_km: float
    host_share: float
    home_share: float
    is_park: bool = False
    is_remote: bool = False


def draw_areas(rng: np.random.Generator, num_hosts: int) -> tuple[Area, ...]:
    """Draw the townships and parks of as many banners as a market of this size needs.

    The number of banners grows with the square root of the market, so that large markets are both
    wider and denser.
    """
    num_banners = max(1, round((num_hosts / HOSTS_PER_BANNER) ** 0.5))
    columns = int(np.ceil(num_banners**0.5))
    areas: list[Area] = []
    for b in range(num_banners):
        centre = (b % columns * BANNER_SPACING_KM, b // columns * BANNER_SPACING_KM)
        areas += _draw_banner(rng, _name_banner(b), "" if b == 0 else _name_banner(b).removesuffix("旗"), centre)
    return tuple(areas)


def _name_banner(number: int) -> str:
    rounds, index = divmod(number, len(_BANNERS))
    return ("", "北", "南", "东", "西")[rounds % 5] + _BANNERS[index]


def _draw_banner(rng: np.random.Generator, banner: str, prefix: str, centre: tuple[float, float]) -> list[Area]:
    # The towns stand in an arc open to the west, where the remote one lies alone.
    angles = np.linspace(-100.0, 100.0, len(_TOWNS) - 2) + rng.uniform(-5.0, 5.0, len(_TOWNS) - 2)
    radii = rng.uniform(*_TOWN_RADIUS_KM, len(angles))
    areas = []
    for t, town in enumerate(_TOWNS):
        if t == _SEAT:
            x, y, spread = 0.0, 0.0, 3.0
        elif t == _REMOTE:
            x, y, spread = -_REMOTE_KM, 0.0, 3.0
        else:
            angle = np.deg2rad(angles[t - 1])
            x, y, spread = float(radii[t - 1] * np.cos(angle)), float(radii[t - 1] * np.sin(angle)), 5.0
        name = prefix + town
        areas.append(
            Area(
                name=name,
                banner=banner,
                committee=f"{name}党委",
                x_km=centre[0] + x,
                y_km=centre[1] + y,
                spread_km=spread,
                host_share=_HOST_SHARES[t],
                home_share=_HOME_SHARES[t],
                is_remote=t == _REMOTE,
            )
        )
    park = f"{banner.removesuffix('旗')}工业园区"
    areas.append(
        Area(park, banner, f"{park}党工委", centre[0] + 9.0, centre[1] + 6.0, 2.0, _PARK_HOST_SHARE, 0.0, is_park=True)
    )
    return areas


def place_in_areas(
    rng: np.random.Generator, areas: tuple[Area, ...], shares: list[float], total: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Spread `total` things over the areas, by share, in random order.

    Returns
    -------
    area, xy_km
        Index of the area, shape (total,), and the place on the plane in km, shape (total, 2).
    """
    area = np.repeat(np.arange(len(areas)), share_out(shares, total))
    rng.shuffle(area)
    centre = np.array([(a.x_km, a.y_km) for a in areas])
    spread = np.array([a.spread_km for a in areas])
    scatter = np.clip(rng.normal(size=(total, 2)), -1.6, 1.6)
    return area, centre[area] + scatter * spread[area, None]


def to_places(xy_km: NDArray[np.float64]) -> list[Place]:
    """Turn points of the plane into degrees, rounded to four decimals (about ten metres).

    Examples
    --------
    >>> to_places(np.array([[0.0, 0.0]]))
    [Place(longitude=106.2, latitude=41.6)]
    """
    latitude = _ORIGIN[1] + xy_km[:, 1] / _KM_PER_DEGREE
    longitude = _ORIGIN[0] + xy_km[:, 0] / (_KM_PER_DEGREE * np.cos(np.deg2rad(latitude)))
    return [
        Place(longitude=round(float(x), 4), latitude=round(float(y), 4))
        for x, y in zip(longitude, latitude, strict=True)
    ]
