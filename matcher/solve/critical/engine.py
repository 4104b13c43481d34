"""Coverage first, then few blocking pairs: several starts on one exact cover, the best kept (engine 4).

Guarantee: the cover is the greatest there is (see `cover`), and no blocking pair is unexcused as
long as no candidate has a least load and no pair is pinned; `num_unexcused` tells where that failed.
The number of blocking pairs is not proven least: that is NP-hard and hard to approximate (K. Hamada,
K. Iwama, S. Miyazaki, "The hospitals/residents problem with lower quotas", Algorithmica 74 (2016)
440-465).

Complexity: that of the cover and of each start; near-linear in the pairs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from matcher.problem import Assignment, Problem
from matcher.solve.blocking import Stability, count_in_market
from matcher.solve.critical.cover import Cover, cover_market
from matcher.solve.critical.levels import Order, keep_needs
from matcher.solve.critical.reserve import reserve_and_defer
from matcher.solve.critical.settle import settle_market
from matcher.solve.deferred.proposals import run_from_candidates
from matcher.solve.preferences import Market, Marks, Ties, build_market

Start: TypeAlias = tuple[Order | Literal["reserve"], bool, Ties]
"""How a start asks: the order of overriding levels (or reserving), free candidates first, ties."""

FEW_STARTS: tuple[Start, ...] = (("sum", True, "points"), ("candidate", True, "points"))
"""Enough where a start takes seconds."""

MANY_STARTS: tuple[Start, ...] = (
    ("candidate", False, "points"),
    ("candidate", True, "points"),
    ("sum", False, "points"),
    ("sum", True, "points"),
    ("post", False, "points"),
    ("candidate", False, "id"),
    ("candidate", True, "seed"),
    ("sum", False, "seed"),
    ("reserve", False, "points"),
)
"""Where a start takes milliseconds."""

LARGE = 300_000
"""Pairs above which few starts are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Critical:
    """Hold a plan of greatest cover with few blocking pairs.

    Parameters
    ----------
    cover
        Seats and loads that the plan keeps.
    start
        The start it came from.
    """

    assignment: Assignment
    cover: Cover
    stability: Stability
    start: Start


def find_critical(
    problem: Problem,
    *,
    starts: tuple[Start, ...] | None = None,
    seed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Critical:
    """Return the best of several plans of greatest cover: fewest unexcused, fewest blocking, most points.

    Parameters
    ----------
    starts
        `FEW_STARTS` or `MANY_STARTS` by size when None.
    seed
        The problem's own when None.
    should_stop
        Asked between starts; the first start is always finished.
    """
    market = build_market(problem)
    plan, cover, stability, start = critical_market(
        market, starts=starts, seed=problem.seed if seed is None else seed, should_stop=should_stop
    )
    return Critical(market.as_assignment(plan), cover, stability, start)


def critical_market(
    market: Market,
    *,
    starts: tuple[Start, ...] | None = None,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Marks, Cover, Stability, Start]:
    """Return the best plan of several starts, the cover, its stability and the start it came from."""
    if starts is None:
        starts = MANY_STARTS if market.num_pairs <= LARGE else FEW_STARTS
    cover = cover_market(market, run_from_candidates(market, ties="points", seed=seed))
    champion: tuple[tuple[int, int, int], Marks, Stability, Start] | None = None
    for start in starts:
        x = _run_start(market, cover, start, seed)
        if x is None:
            continue
        stability = count_in_market(market, x)
        points = int(market.points[x > 0].sum(dtype=np.int64))
        key = (stability.num_unexcused, stability.num_blocking, -points)
        if champion is None or key < champion[0]:
            champion = (key, x, stability, start)
        if should_stop is not None and should_stop():
            break
    if champion is None:  # only reserving was asked for, and it gave up
        x, _ = settle_market(market, cover.x)
        return x, cover, count_in_market(market, x), starts[0]
    return champion[1], cover, champion[2], champion[3]


def _run_start(market: Market, cover: Cover, start: Start, seed: int) -> Marks | None:
    order, free_first, ties = start
    if order == "reserve":
        x = reserve_and_defer(market, cover.seats, ties=ties, seed=seed)
        if x is None:
            return None
    else:
        x = keep_needs(market, cover.seats, order=order, free_first=free_first, ties=ties, seed=seed)
    if market.least_load.any() or market.has_pins:
        # Least loads come by paths that keep every post's number; what they upset is honoured again.
        x, _ = settle_market(market, cover_market(market, x).x)
    return x
