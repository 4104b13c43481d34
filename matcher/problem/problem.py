"""The compiled problem: read-only integer arrays and indices, nothing else."""

import hashlib
from dataclasses import dataclass, field, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.policy.records import Objective
from matcher.words import Words

Ints: TypeAlias = NDArray[np.int64]
Indices: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

NO_LIMIT = np.iinfo(np.int64).max

MOST_VALUES = {
    "priority": 10**6,
    "travel_m": 10**9,
    "points": 10**6,
    "rank_by_candidate": 2**31 - 2,
    "rank_by_post": 2**31 - 2,
}
"""Greatest values of arrays whose sums and products must stay far from 64 bits."""

SIDE_RULES = (
    "quota",
    "pin",
    "ban",
    "one_post_per_host",
    "company_posts",
    "team_skills",
    "site_days",
    "workload",
    "bundle_radius",
    "avoid",
)
"""Rules beside capacity, seats and acceptability; one name in solver, checker and sentences."""

RULES = ("acceptable", "capacity", "seats", *SIDE_RULES)
"""Every hard rule of a problem."""

QUOTA_COUNTS = ("pairs", "people", "hosts")
"""What a quota row counts, by the code in `Problem.quota_count`."""


def _no_ints() -> Ints:
    return np.zeros(0, np.int64)


def _no_indices() -> Indices:
    return np.zeros(0, np.int32)


def _row_ends() -> Ints:
    return np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Hold one matching problem; n candidates, m posts, h hosts, k acceptable pairs.

    Pairs are sorted by (candidate, post) and unique. Ranks are dense per agent: 1 best, equal
    ranks tie. A banned pair stays listed (`is_banned`) but may not be used and does not block.

    Parameters
    ----------
    capacity, least_load
        Most and least number of posts of each candidate; int64 (n,).
    least, most, priority, host
        Least and most people of each post, weight of each of its least seats in the coverage
        objective (1 or more), and its host; int64 (m,), host int32 (m,) in 0..h-1.
    candidate, post
        Ends of each pair; int32 (k,).
    points
        Suitability, 0 to 10,000; a re-plan adds what keeping a pair is worth to it; int64 (k,).
    rank_by_candidate, rank_by_post
        Rank of the post for the candidate, and of the candidate for the post; int64 (k,).
    travel_m
        Metres; int64 (k,).
    is_kept
        The pair served together last season; bool (k,).
    is_pinned, is_banned
        The planner's orders; bool (k,).
    objectives
        In order of importance.
    quota_start, quota_pair, quota_coefficient, quota_least, quota_most, quota_count
        Row q holds the entries quota_start[q]:quota_start[q+1]. Count ``pairs``: least <= sum of
        coefficient x pair <= most. Count ``people`` (``hosts``): the number of distinct candidates
        (hosts) with a pair of the row used, within the same bounds; coefficients are 1 there.
        Bounds of -NO_LIMIT and NO_LIMIT are open.
    pin_group_start, pin_group_pair
        Row g: a group of pairs of which exactly one or more must be used (a pin at a host with
        several posts). A pin of one pair is in `is_pinned` instead.
    is_company_post, most_company_posts
        Company posts, and how many of them one candidate may hold (NO_LIMIT: any); bool (m,).
    team_post, team_start, team_pair
        Row t: when anybody is placed at post team_post[t], at least one pair of the row is used.
    site_days, days_budget
        Days on site a month asked by each post, int64 (m,); most over all posts of each candidate,
        int64 (n,), NO_LIMIT where open.
    workload, workload_budget
        The same with work units.
    host_x_m, host_y_m, radius_m
        Host places on a plane, metres, int64 (h,); the greatest distance between two hosts of one
        candidate, metres, int64 (n,), NO_LIMIT where open.
    avoid_a, avoid_b
        Candidates who may not serve at the same host; int32 (a,), each pair once with a < b.
    seed
        Decides every choice an engine makes by chance.

    Raises
    ------
    ProblemError
        Shapes, orders or bounds are broken; the message names the array.
    """

    capacity: Ints
    least_load: Ints
    least: Ints
    most: Ints
    priority: Ints
    host: Indices
    candidate: Indices
    post: Indices
    points: Ints
    rank_by_candidate: Ints
    rank_by_post: Ints
    travel_m: Ints
    is_kept: Flags
    is_pinned: Flags
    is_banned: Flags
    objectives: tuple[Objective, ...]
    is_company_post: Flags
    site_days: Ints
    days_budget: Ints
    workload: Ints
    workload_budget: Ints
    host_x_m: Ints
    host_y_m: Ints
    radius_m: Ints
    most_company_posts: int = NO_LIMIT
    quota_start: Ints = field(default_factory=_row_ends)
    quota_pair: Indices = field(default_factory=_no_indices)
    quota_coefficient: Ints = field(default_factory=_no_ints)
    quota_least: Ints = field(default_factory=_no_ints)
    quota_most: Ints = field(default_factory=_no_ints)
    quota_count: Indices = field(default_factory=_no_indices)
    pin_group_start: Ints = field(default_factory=_row_ends)
    pin_group_pair: Indices = field(default_factory=_no_indices)
    team_post: Indices = field(default_factory=_no_indices)
    team_start: Ints = field(default_factory=_row_ends)
    team_pair: Indices = field(default_factory=_no_indices)
    avoid_a: Indices = field(default_factory=_no_indices)
    avoid_b: Indices = field(default_factory=_no_indices)
    seed: int = 1

    def __post_init__(self) -> None:
        """Check shapes, order and bounds, then make every array read-only."""
        n, m, h, k = self.num_candidates, self.num_posts, self.num_hosts, self.num_pairs
        for size, names in (
            (n, ("capacity", "least_load", "days_budget", "workload_budget", "radius_m")),
            (m, ("least", "most", "priority", "host", "is_company_post", "site_days", "workload")),
            (h, ("host_x_m", "host_y_m")),
            (k, ("candidate", "post", "points", "rank_by_candidate", "rank_by_post", "travel_m")),
            (k, ("is_kept", "is_pinned", "is_banned")),
        ):
            for name in names:
                _require_that(getattr(self, name).shape == (size,), f"{name}: shape is not ({size},)")
        for name in ("capacity", "least_load", "least", "most", "site_days", "workload", "travel_m"):
            _require_that(bool((getattr(self, name) >= 0).all()), f"{name}: a value is negative")
        _require_that((self.least <= self.most).all(), "least: a post's least exceeds its most")
        for name, most in MOST_VALUES.items():
            _require_that((getattr(self, name) <= most).all(), f"{name}: a value exceeds {most:,}")
        _require_that((self.priority >= 1).all(), "priority: a value is below 1")
        _require_that(((self.host >= 0) & (self.host < h)).all(), "host: an index is out of range")
        if k:
            ends = ((self.candidate >= 0) & (self.candidate < n) & (self.post >= 0) & (self.post < m)).all()
            _require_that(ends, "candidate, post: an index is out of range")
            before, after = self.candidate[:-1], self.candidate[1:]
            is_next = (after > before) | ((after == before) & (self.post[1:] > self.post[:-1]))
            _require_that(is_next.all(), "candidate, post: pairs are unsorted or repeat")
            _require_that((self.rank_by_candidate >= 1).all(), "rank_by_candidate: a rank is below 1")
            _require_that((self.rank_by_post >= 1).all(), "rank_by_post: a rank is below 1")
            _require_that((self.points >= 0).all(), "points: a value is negative")
            _require_that(not bool((self.is_pinned & self.is_banned).any()), "a pair is pinned and banned")
        for start, entries in (
            (self.quota_start, self.quota_pair),
            (self.pin_group_start, self.pin_group_pair),
            (self.team_start, self.team_pair),
        ):
            _require_that(int(start[-1]) == len(entries), "a row table does not end at its entries")
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def num_candidates(self) -> int:
        """Number of candidates."""
        return len(self.capacity)

    @property
    def num_posts(self) -> int:
        """Number of posts."""
        return len(self.least)

    @property
    def num_hosts(self) -> int:
        """Number of hosts."""
        return len(self.host_x_m)

    @property
    def num_pairs(self) -> int:
        """Number of acceptable pairs, banned ones included."""
        return len(self.candidate)

    @property
    def num_quotas(self) -> int:
        """Number of quota rows."""
        return len(self.quota_least)

    def digest(self) -> str:
        """Return a SHA-256 over every array and setting; equal problems have equal digests."""
        digest = hashlib.sha256(b"problem 1")
        for item in fields(self):
            value = getattr(self, item.name)
            digest.update(item.name.encode())
            if isinstance(value, np.ndarray):
                digest.update(f"{value.dtype.str}{value.shape}".encode())
                digest.update(np.ascontiguousarray(value).tobytes())
            else:
                digest.update(repr(value).encode())
        return digest.hexdigest()


def _require_that(holds: object, what: str) -> None:
    if not holds:
        raise ProblemError(Words(f"匹配问题的数组有误：{what}", f"the problem's arrays are broken: {what}"))
