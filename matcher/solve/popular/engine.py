"""Largest popular plans, among all plans or among those of greatest cover (engine 3).

A plan is popular when no other gets more votes against it than it gets: every agent has as many
votes as it may have partners, one a seat, the rival's partners put on seats in the way worst for the
plan (`matcher.verify.popularity` has the definition in full).

References: F. Brandl, T. Kavitha, "Two problems in max-size popular matchings", Algorithmica 81
(2019) 2738-2764; with minima on both sides M. Nasre, P. Nimbhorkar, K. Ranjan, "Popular critical
matchings in the many-to-many setting" (2022). That minima weigh differently (posts'
priorities) and may not all be met is put right beforehand (`face`).

Guarantee: on strict lists the plan is popular, and no larger plan is; with `find_popular_critical`
both among the plans of greatest cover. The certificate proves it. With ties there may be no popular
plan, and to find a largest one is NP-hard: ties are broken in several ways and a plan is called
popular only where its prices prove it with ties counted as no vote. Otherwise the plan returned
promises only what `relaxed` says.

Complexity: that of `levels` a start; one start on strict lists.

Kept: capacities, seats, bans, pins of one pair, and minima of both sides. No other side rule.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.problem import Assignment, PopularityCertificate, Problem
from matcher.solve.popular.certificate import certifies, make_certificate
from matcher.solve.popular.face import Face, face_of_all, face_of_greatest_cover
from matcher.solve.popular.levels import climb_levels
from matcher.solve.popular.relaxed import relax_stability
from matcher.solve.preferences import Market, Ties, build_market

NUM_STARTS = 8
"""Ways to break ties that are tried where one takes milliseconds."""

LARGE = 50_000
"""Pairs above which one way to break ties is tried: with many ties hardly any is certified."""


@dataclass(frozen=True, slots=True, eq=False)
class Popular:
    """Hold a plan and what proves it popular.

    Parameters
    ----------
    certificate
        None: the plan is not known to be popular (lists with ties), and is a relaxed stable one.
    """

    assignment: Assignment
    certificate: PopularityCertificate | None

    @property
    def is_certified(self) -> bool:
        """Whether the plan is proven popular."""
        return self.certificate is not None


def find_popular(
    problem: Problem,
    *,
    num_starts: int | None = None,
    seed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Popular:
    """Return a largest popular plan, whatever it covers.

    Parameters
    ----------
    num_starts
        Ways to break ties that are tried; strict lists need one. By size when None.
    seed
        Decides how ties are broken; the problem's own when None.
    should_stop
        Asked between starts.
    """
    market = build_market(problem)
    return _find(market, face_of_all(market), num_starts, problem.seed if seed is None else seed, should_stop)


def find_popular_critical(
    problem: Problem,
    *,
    num_starts: int | None = None,
    seed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Popular:
    """Return a largest plan among those that are popular among the plans of greatest cover.

    Cover counts as in the objective ``coverage``: each post's least seats by its priority, and
    candidates' least loads. Parameters as in `find_popular`.
    """
    market = build_market(problem)
    face = face_of_greatest_cover(market)
    return _find(market, face, num_starts, problem.seed if seed is None else seed, should_stop)


def _find(
    market: Market, face: Face, num_starts: int | None, seed: int, should_stop: Callable[[], bool] | None
) -> Popular:
    if num_starts is None:
        num_starts = NUM_STARTS if market.num_pairs <= LARGE else 1
    for start in range(max(num_starts, 1)):
        ties: Ties = ("points", "id")[start] if start < 2 else "seed"
        levels = climb_levels(market, face, ties=ties, seed=seed + start)
        certificate = make_certificate(market, face, levels)
        # The weight on matches says that no larger plan is popular, so nothing is left to look for.
        if certifies(market, levels.x, certificate):
            return Popular(market.as_assignment(levels.x), certificate)
        if should_stop is not None and should_stop():
            break
    relaxed = relax_stability(market, keeps_cover=face.keeps_cover, seed=seed)
    return Popular(market.as_assignment(relaxed), None)
