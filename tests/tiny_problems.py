"""Problems so small that every plan of them can be listed: drawn by chance, side rules by switch."""

from collections.abc import Collection

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.problem import NO_LIMIT, SIDE_RULES, Problem

DEFAULT_OBJECTIVES: tuple[Objective, ...] = ("coverage", "stability", "satisfaction", "travel", "continuity")


def random_problem(
    rng: np.random.Generator,
    *,
    rules: Collection[str] = (),
    objectives: tuple[Objective, ...] = DEFAULT_OBJECTIVES,
    num_candidates: int | None = None,
    num_posts: int | None = None,
    most_capacity: int = 3,
    most_seats: int = 3,
    max_pairs: int = 10,
    has_ties: bool = True,
    has_least: bool = True,
    has_least_loads: bool = False,
) -> Problem:
    """Return a tiny random problem.

    Parameters
    ----------
    rules
        Side rules (names of `SIDE_RULES`) to switch on. Without ``one_post_per_host`` every post
        has a host of its own.
    num_candidates, num_posts
        2 to 5 by chance when None.
    most_capacity, most_seats
        Greatest capacity of a candidate and most of a post; zeros occur too.
    max_pairs
        Pairs beyond this number are left out by chance.
    has_ties
        False: every agent's ranks are strict.
    has_least, has_least_loads
        Give posts (candidates) minima, which may exceed what can be had.
    """
    unknown = set(rules) - set(SIDE_RULES)
    assert not unknown, unknown
    n = num_candidates or int(rng.integers(2, 6))
    m = num_posts or int(rng.integers(2, 6))
    cells = rng.permutation(n * m)[: int(min(max_pairs, rng.integers(1, n * m + 1)))]
    cells.sort()
    candidate, post = (cells // m).astype(np.int32), (cells % m).astype(np.int32)
    k = len(cells)
    host = np.arange(m, dtype=np.int32)
    if "one_post_per_host" in rules:
        host = rng.integers(0, max(1, m - 1), m).astype(np.int32)
    h = m
    most = rng.integers(0 if rng.random() < 0.2 else 1, most_seats + 1, m)
    capacity = rng.integers(0 if rng.random() < 0.2 else 1, most_capacity + 1, n)
    least = np.minimum(rng.integers(0, 3, m), most) if has_least else np.zeros(m, np.int64)
    is_banned = (rng.random(k) < 0.15) if "ban" in rules else np.zeros(k, bool)
    is_pinned = (rng.random(k) < 0.08) & ~is_banned if "pin" in rules else np.zeros(k, bool)
    settings: dict[str, object] = {}
    if "quota" in rules and k:
        settings |= _random_quotas(rng, k)
    if "pin" in rules and k and rng.random() < 0.3:
        group = np.sort(rng.choice(k, min(k, 2), replace=False)).astype(np.int32)
        settings |= {"pin_group_start": np.array([0, len(group)]), "pin_group_pair": group}
    if "team_skills" in rules and k:
        settings |= _random_teams(rng, post)
    if "avoid" in rules:
        a, b = sorted(int(i) for i in rng.choice(n, 2, replace=False))
        settings |= {"avoid_a": np.array([a], np.int32), "avoid_b": np.array([b], np.int32)}
    if "company_posts" in rules:
        settings["most_company_posts"] = int(rng.integers(0, 2))

    def budget(rule: str, low: int, high: int) -> np.ndarray:
        limits = np.full(n, NO_LIMIT)
        if rule in rules:
            bound = rng.random(n) < 0.7
            limits[bound] = rng.integers(low, high, n)[bound]
        return limits

    return Problem(
        capacity=capacity,
        least_load=np.minimum(rng.integers(0, 3, n), capacity) if has_least_loads else np.zeros(n, np.int64),
        least=least,
        most=most,
        priority=rng.integers(1, 4, m),
        host=host,
        candidate=candidate,
        post=post,
        points=rng.integers(0, 20, k),
        rank_by_candidate=_random_ranks(rng, candidate, n, has_ties=has_ties),
        rank_by_post=_random_ranks(rng, post, m, has_ties=has_ties),
        travel_m=rng.integers(0, 10, k),
        is_kept=rng.random(k) < 0.3,
        is_pinned=is_pinned,
        is_banned=is_banned,
        objectives=objectives,
        is_company_post=rng.random(m) < 0.6,
        site_days=rng.integers(0, 4, m),
        days_budget=budget("site_days", 1, 6),
        workload=rng.integers(0, 4, m),
        workload_budget=budget("workload", 1, 6),
        host_x_m=rng.integers(0, 6, h),
        host_y_m=rng.integers(0, 6, h),
        radius_m=budget("bundle_radius", 2, 5),
        seed=int(rng.integers(1, 100)),
        **settings,  # type: ignore[arg-type]
    )


def _random_ranks(rng: np.random.Generator, group: np.ndarray, num_groups: int, *, has_ties: bool) -> np.ndarray:
    """Return dense ranks inside each group."""
    ranks = np.zeros(len(group), np.int64)
    for g in range(num_groups):
        members = np.flatnonzero(group == g)
        draws = rng.integers(0, 1 + len(members), len(members)) if has_ties else rng.permutation(len(members))
        levels = sorted({int(d) for d in draws})
        ranks[members] = [1 + levels.index(int(d)) for d in draws]
    return ranks


def _random_quotas(rng: np.random.Generator, k: int) -> dict[str, object]:
    start, pairs, coefficients, least, most, counts = [0], [], [], [], [], []
    for _ in range(int(rng.integers(1, 3))):
        entries = np.sort(rng.choice(k, int(rng.integers(1, k + 1)), replace=False))
        count = int(rng.integers(0, 3))
        is_share = count == 0 and rng.random() < 0.3
        pairs += [int(e) for e in entries]
        coefficients += [int(c) for c in rng.integers(-2, 3, len(entries))] if is_share else [1] * len(entries)
        start.append(len(pairs))
        low = int(rng.integers(0, 3))
        kind = rng.random()
        least.append(-NO_LIMIT if kind < 0.4 else (-1 if is_share else min(low, 1)))
        most.append(NO_LIMIT if kind > 0.7 else low + 1)
        counts.append(count)
    return {
        "quota_start": np.array(start),
        "quota_pair": np.array(pairs, np.int32),
        "quota_coefficient": np.array(coefficients, np.int64),
        "quota_least": np.array(least),
        "quota_most": np.array(most),
        "quota_count": np.array(counts, np.int32),
    }


def _random_teams(rng: np.random.Generator, post: np.ndarray) -> dict[str, object]:
    start, pairs, posts = [0], [], []
    for p in sorted({int(p) for p in post}):
        if rng.random() < 0.5:
            members = np.flatnonzero(post == p)
            pairs += [int(e) for e in members[rng.random(len(members)) < 0.6]]
            posts.append(p)
            start.append(len(pairs))
    return {
        "team_post": np.array(posts, np.int32),
        "team_start": np.array(start),
        "team_pair": np.array(pairs, np.int32),
    }
