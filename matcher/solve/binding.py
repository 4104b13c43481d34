"""Which side rules can bind at all in a problem.

A rule that no plan could break costs nothing, so the fast engines may ignore it. Each test here
errs on the side of "binds".
"""

import numpy as np
from numpy.typing import NDArray

from matcher.problem import NO_LIMIT, Problem


def binding_rules(problem: Problem) -> frozenset[str]:
    """Return the side rules that some plan within capacities and seats could break.

    Pins of one pair and bans are no side rules here: every engine honours them.
    """
    found: set[str] = set()
    if _quota_binds(problem):
        found.add("quota")
    if len(problem.pin_group_start) > 1:
        found.add("pin")
    if len(problem.team_post):
        found.add("team_skills")
    if np.count_nonzero(problem.capacity > 1):
        found |= _bundles_bind(problem)
    if problem.most_company_posts != NO_LIMIT:
        usable = ~problem.is_banned & problem.is_company_post[problem.post]
        offered = np.bincount(problem.candidate[usable], minlength=problem.num_candidates)
        if (np.minimum(offered, problem.capacity) > problem.most_company_posts).any():
            found.add("company_posts")
    for name, asked, budget in (
        ("site_days", problem.site_days, problem.days_budget),
        ("workload", problem.workload, problem.workload_budget),
    ):
        if _budget_binds(problem, asked, budget):
            found.add(name)
    if len(problem.avoid_a):
        found.add("avoid")
    return frozenset(found)


def _bundles_bind(problem: Problem) -> set[str]:
    """Return the rules over several posts of one person that can bind."""
    several = (problem.capacity >= 2)[problem.candidate] & ~problem.is_banned
    person, host = problem.candidate[several], problem.host[problem.post[several]]
    found = set()
    # Pairs are unique, so only a host with several posts can come up twice for one person.
    has_several = (np.bincount(problem.host, minlength=problem.num_hosts) >= 2)[host]
    if _has_repeat(person[has_several], host[has_several], problem.num_hosts):
        found.add("one_post_per_host")
    if _radius_binds(problem, person, host):
        found.add("bundle_radius")
    return found


def _has_repeat(person: NDArray[np.int32], host: NDArray[np.int32], num_hosts: int) -> bool:
    key = np.sort(person.astype(np.int64) * num_hosts + host)
    return bool((key[1:] == key[:-1]).any())


def _quota_binds(problem: Problem) -> bool:
    for q in range(problem.num_quotas):
        row = slice(int(problem.quota_start[q]), int(problem.quota_start[q + 1]))
        coefficient = problem.quota_coefficient[row]
        lowest, highest = int(coefficient[coefficient < 0].sum()), int(coefficient[coefficient > 0].sum())
        if problem.quota_least[q] > lowest or problem.quota_most[q] < highest:
            return True
    return False


def _budget_binds(problem: Problem, asked: NDArray[np.int64], budget: NDArray[np.int64]) -> bool:
    """Tell whether a person's dearest posts, as many as the capacity, could exceed the budget."""
    if not np.count_nonzero(asked) or (budget == NO_LIMIT).all():
        return False
    limited = (budget != NO_LIMIT)[problem.candidate] & ~problem.is_banned & (asked[problem.post] > 0)
    person, cost = problem.candidate[limited], asked[problem.post[limited]]
    if not len(person):
        return False
    order = np.lexsort((-cost, person))
    person, cost = person[order], cost[order]
    starts = np.r_[True, person[1:] != person[:-1]]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(person)), 0))
    dearest = np.arange(len(person)) - first < problem.capacity[person]
    total = np.bincount(person[dearest], weights=cost[dearest], minlength=problem.num_candidates)
    return bool((total > budget).any())


def _radius_binds(problem: Problem, person: NDArray[np.int32], host: NDArray[np.int32]) -> bool:
    """Tell whether the box around the hosts open to one person is wider than its radius allows."""
    limited = problem.radius_m[person] != NO_LIMIT
    person, host = person[limited], host[limited]
    for place in (problem.host_x_m, problem.host_y_m):
        lowest = np.full(problem.num_candidates, np.iinfo(np.int64).max)
        highest = np.full(problem.num_candidates, np.iinfo(np.int64).min)
        np.minimum.at(lowest, person, place[host])
        np.maximum.at(highest, person, place[host])
        width = highest[person] - lowest[person]
        # Inside a box of side R/sqrt(2) no two points are farther apart than R.
        if (2.0 * width.astype(np.float64) ** 2 > problem.radius_m[person].astype(np.float64) ** 2).any():
            return True
    return False
