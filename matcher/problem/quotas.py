"""Quotas of a policy compiled into rows over pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from matcher.policy.records import Quota
from matcher.pools.pools import Pools
from matcher.problem.problem import NO_LIMIT, QUOTA_COUNTS

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class QuotaRows:
    """Hold the quota arrays of a problem, and the name of each row."""

    start: NDArray[np.int64]
    pair: NDArray[np.int32]
    coefficient: NDArray[np.int64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    count: NDArray[np.int32]
    names: tuple[str, ...]


def compile_quotas(
    quotas: Sequence[Quota], pools: Pools, candidate: NDArray[np.int32], post: NDArray[np.int32]
) -> QuotaRows:
    """Turn quotas into rows of pairs with integer coefficients and bounds.

    A share of pairs is a row over all pairs: with share a/b the sum of b over the selection less a
    over everything is bounded by 0. Shares of people and hosts are shares of the selected pool and
    become counts, least rounded up and most rounded down.

    Parameters
    ----------
    candidate, post
        Ends of the problem's pairs, as positions in the pools; int32, shape (k,).
    """
    entries: list[NDArray[np.int32]] = []
    coefficients: list[NDArray[np.int64]] = []
    bounds: list[tuple[int, int]] = []
    counts: list[int] = []
    names: list[str] = []
    everything = np.arange(len(candidate), dtype=np.int32)
    for quota in quotas:
        people = select(pools.candidates, quota.candidates)
        posts = select_posts(pools, quota)
        chosen = people[candidate] & posts[post]
        rows = everything[chosen]
        pool_size = _pool_size(pools, quota, people, posts)
        least, most = _count_bounds(quota, pool_size)
        if least is not None or most is not None:
            entries.append(rows)
            coefficients.append(np.ones(len(rows), np.int64))
            bounds.append((-NO_LIMIT if least is None else least, NO_LIMIT if most is None else most))
            counts.append(QUOTA_COUNTS.index(quota.count))
            names.append(quota.name)
        if quota.count != "pairs":
            continue
        for share, is_least in ((quota.least_share, True), (quota.most_share, False)):
            if share is None:
                continue
            part = Fraction(share).limit_denominator(10_000)
            entries.append(everything)
            coefficients.append(np.where(chosen, part.denominator, 0).astype(np.int64) - part.numerator)
            bounds.append((0, NO_LIMIT) if is_least else (-NO_LIMIT, 0))
            counts.append(QUOTA_COUNTS.index("pairs"))
            names.append(quota.name)
    return QuotaRows(
        start=np.cumsum([0, *map(len, entries)], dtype=np.int64),
        pair=np.concatenate(entries) if entries else np.zeros(0, np.int32),
        coefficient=np.concatenate(coefficients) if coefficients else np.zeros(0, np.int64),
        least=np.array([low for low, _ in bounds], np.int64),
        most=np.array([high for _, high in bounds], np.int64),
        count=np.array(counts, np.int32),
        names=tuple(names),
    )


def _pool_size(pools: Pools, quota: Quota, people: Mask, posts: Mask) -> int:
    if quota.count == "people":
        return int(people.sum())
    return len({pools.posts[p].enterprise for p in np.flatnonzero(posts)})


def _count_bounds(quota: Quota, pool_size: int) -> tuple[int | None, int | None]:
    """Return least and most as counts; shares of pairs are not counts and are left out."""
    least, most = quota.least, quota.most
    if quota.count != "pairs":
        if quota.least_share is not None:
            share = Fraction(quota.least_share).limit_denominator(10_000) * pool_size
            least = max(least or 0, -(-share.numerator // share.denominator))
        if quota.most_share is not None:
            share = Fraction(quota.most_share).limit_denominator(10_000) * pool_size
            allowed = share.numerator // share.denominator
            most = allowed if most is None else min(most, allowed)
    return least, most


def select(records: Sequence[BaseModel], wanted: dict[str, tuple[str | int | bool, ...]]) -> Mask:
    """Return which records have, for every field named, one of the wanted values.

    A field with several values (skills, languages …) is met by any of them.
    """
    mask = np.ones(len(records), np.bool_)
    for name, values in wanted.items():
        accepted = set(values)
        mask &= np.fromiter((not accepted.isdisjoint(_values(getattr(r, name))) for r in records), bool, len(records))
    return mask


def select_posts(pools: Pools, quota: Quota) -> Mask:
    """Return which posts a quota selects, by fields of the post or of its enterprise."""
    of_post = {name: values for name, values in quota.posts.items() if pools.posts and hasattr(pools.posts[0], name)}
    of_host = {name: values for name, values in quota.posts.items() if name not in of_post}
    hosts = select(pools.enterprises, of_host)
    position = np.array([pools.enterprise_index[post.enterprise] for post in pools.posts], np.int64)
    return select(pools.posts, of_post) & hosts[position]


def _values(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return [getattr(item, "skill", item) for item in value]
    return (value,)
