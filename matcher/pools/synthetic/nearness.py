"""Who is near whom and shares a skill with a need: what the drawn choices follow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from matcher.pools.records import SkillLevel

FAR_KM = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Hold both sides as arrays; m hosts, n people, all hosts (carried ones too).

    Parameters
    ----------
    host_xy, person_xy
        Places on the plane, km; shapes (m, 2) and (n, 2).
    host_skills, person_skills
        Bit masks over one list of skills; uint64 (m,), (n,).
    host_lines, person_lines
        Line of each host as an index, and lines known to each person as a bit mask.
    host_roles, person_roles
        Bit masks of roles asked for and of roles a person takes (all bits: any).
    may_serve
        Whether the host has posts of its own; bool (m,).
    """

    host_xy: NDArray[np.float64]
    person_xy: NDArray[np.float64]
    host_skills: NDArray[np.uint64]
    person_skills: NDArray[np.uint64]
    host_lines: NDArray[np.uint64]
    person_lines: NDArray[np.uint64]
    host_roles: NDArray[np.uint64]
    person_roles: NDArray[np.uint64]
    may_serve: NDArray[np.bool_]


def to_mask(items: Sequence[str], known: Sequence[str]) -> int:
    """Return the bit mask of `items` within `known`.

    Examples
    --------
    >>> to_mask(["b"], ["a", "b", "c"])
    2
    """
    return sum(1 << known.index(item) for item in set(items))


def name_skills(levels: Sequence[SkillLevel]) -> list[str]:
    """Return the skills without their levels."""
    return [level.skill for level in levels]


def find_near_hosts(market: Market, most: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each person the nearest hosts with posts and their fit.

    Returns
    -------
    hosts, fit
        Shapes (n, k) with k at most `most`; fit is about 0 for a poor and 3 for a good match.
    """
    serving = np.flatnonzero(market.may_serve)
    near, km = _query(market.host_xy[serving], market.person_xy, most)
    hosts = serving[near]
    people = np.arange(len(market.person_xy))[:, None]
    return hosts, _fit(market, people, hosts, km)


def find_near_people(market: Market, most: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each host the nearest people and their fit, as `find_near_hosts` does."""
    people, km = _query(market.person_xy, market.host_xy, most)
    hosts = np.arange(len(market.host_xy))[:, None]
    return people, _fit(market, people, hosts, km)


def _query(
    points: NDArray[np.float64], around: NDArray[np.float64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    count = min(most, len(points))
    km, near = KDTree(points).query(around, k=np.arange(1, count + 1))
    return np.asarray(near, dtype=np.int64), np.asarray(km, dtype=np.float64)


def _fit(
    market: Market, people: NDArray[np.int64], hosts: NDArray[np.int64], km: NDArray[np.float64]
) -> NDArray[np.float64]:
    shared = np.bitwise_count(market.host_skills[hosts] & market.person_skills[people])
    same_line = (market.person_lines[people] >> market.host_lines[hosts]) & np.uint64(1)
    role = (market.host_roles[hosts] & market.person_roles[people]) != 0
    fit: NDArray[np.float64] = 1.1 * shared + 0.8 * same_line - km / 25.0
    # A hopeless pair stays possible, for people do answer out of friendship, but it comes last.
    fit -= 4.0 * (shared == 0) + 3.0 * ~role + 4.0 * (km > FAR_KM)
    return fit
