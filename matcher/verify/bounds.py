"""Bounds the checker proves by itself, each by a short argument."""

from collections.abc import Collection, Mapping

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.outcome import Assignment, Value
from matcher.problem.problem import NO_LIMIT, Indices, Ints, Problem
from matcher.verify.objectives import is_better, measure
from matcher.verify.placed import Placed, place
from matcher.verify.shortage import Shortage, bound_size

GAINS: tuple[Objective, ...] = ("coverage", "hosts", "size", "ranks", "satisfaction", "continuity")
"""Objectives that a plan without any match does worst at."""


def find_bounds(
    placed: Placed,
    values: Mapping[Objective, Value],
    posts: Shortage,
    candidates: Shortage,
    wanted: Collection[Objective],
) -> dict[Objective, Value]:
    """Return a bound of each objective where one is known; no plan that keeps the rules does better.

    Coverage: the two sides' least losses. Hosts: so many must be short to hold all the seats nobody
    can fill. Stability, balance: zero. Size (where `wanted`): maximum flow. Ranks: twice the size at
    rank 1. Satisfaction: known only where no agent of one side gains by any change of its own.
    Regret, generous, travel: those of the pins. Continuity: kept pairs as far as capacities allow.
    """
    problem = placed.problem
    pins = np.flatnonzero(problem.is_pinned)
    bounds: dict[Objective, Value] = {
        "coverage": posts.loss + candidates.loss,
        "hosts": _bound_hosts(problem, posts.missing),
        "stability": 0,
        "generous": _count_worst_first(problem, pins),
        "regret": _bound_regret(problem, values),
        "balance": 0,
        "travel": int(problem.travel_m[pins].sum()),
        "continuity": _bound_continuity(problem),
    }
    if not {"size", "ranks"}.isdisjoint(wanted):
        bounds["size"] = size = bound_size(placed)
        bounds["ranks"] = (2 * size,) if size else ()
    if _is_best_for(placed, problem.candidate, placed.load, problem.capacity) or _is_best_for(
        placed, problem.post, placed.people, problem.most
    ):
        bounds["satisfaction"] = values["satisfaction"]
    return bounds


def _bound_hosts(problem: Problem, missing: int) -> int:
    asked = np.zeros(problem.num_hosts, np.int64)
    np.add.at(asked, problem.host, problem.least)
    return int(np.searchsorted(np.cumsum(np.sort(asked)[::-1]), missing)) + 1 if missing else 0


def _count_worst_first(problem: Problem, pairs: Ints) -> tuple[int, ...]:
    count = np.bincount(np.concatenate([problem.rank_by_candidate[pairs], problem.rank_by_post[pairs]]), minlength=1)
    return tuple(count[:0:-1].tolist())


def _bound_regret(problem: Problem, values: Mapping[Objective, Value]) -> int:
    """Return the worst rank of the pins, and at least 1 where an earlier objective forbids the empty plan."""
    ranks = np.concatenate([problem.rank_by_candidate[problem.is_pinned], problem.rank_by_post[problem.is_pinned]])
    if len(ranks):
        return int(ranks.max())
    if "regret" not in problem.objectives:
        return 0
    earlier = problem.objectives[: problem.objectives.index("regret")]
    nothing = measure(place(problem, Assignment(np.zeros((0, 2), np.int32))), 0)
    return int(any(is_better(name, values[name], nothing[name]) for name in earlier if name in GAINS))


def _bound_continuity(problem: Problem) -> int:
    kept = np.flatnonzero(problem.is_kept & ~problem.is_banned)
    by_candidate = np.bincount(problem.candidate[kept], minlength=problem.num_candidates)
    by_post = np.bincount(problem.post[kept], minlength=problem.num_posts)
    return int(min(np.minimum(by_candidate, problem.capacity).sum(), np.minimum(by_post, problem.most).sum()))


def _is_best_for(placed: Placed, agent: Indices, held: Ints, limit: Ints) -> bool:
    """Tell whether no agent of one side gains points by a pair more, or by a better one for a worse."""
    problem = placed.problem
    loose = placed.listed[~problem.is_pinned[placed.listed]]
    floor = np.full(len(limit), NO_LIMIT)
    np.minimum.at(floor, agent[loose], problem.points[loose])
    floor[held < limit] = 0
    gains = problem.points > floor[agent]
    return not bool((gains & ~placed.is_used & ~problem.is_banned).any())


def is_cover_attained(problem: Problem) -> bool:
    """Tell whether the coverage bound is reached by some plan for certain: no rule stands in its way."""
    pins = np.flatnonzero(problem.is_pinned)
    has_own_hosts = len(np.unique(problem.host)) == problem.num_posts or bool((problem.capacity <= 1).all())
    return (
        has_own_hosts
        and problem.num_quotas == 0
        and len(problem.pin_group_start) == 1
        and len(problem.team_post) == 0
        and len(problem.avoid_a) == 0
        and problem.most_company_posts >= int(problem.capacity.max(initial=0))
        and all(bool((limit == NO_LIMIT).all()) for limit in (problem.days_budget, problem.workload_budget))
        and bool((problem.radius_m == NO_LIMIT).all())
        and bool((np.bincount(problem.candidate[pins], minlength=problem.num_candidates) <= problem.capacity).all())
        and bool((np.bincount(problem.post[pins], minlength=problem.num_posts) <= problem.most).all())
    )
