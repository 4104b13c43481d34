"""What one person's posts may add up to, and how far apart they may lie."""

import numpy as np

from matcher.problem.problem import NO_LIMIT, Ints
from matcher.solve.exact.variables import Variables, split_by

_FARTHEST_M = 3_000_000_000
"""A radius beyond it is open: its square still fits 64 bits, and no two places on Earth are so far apart."""


def one_post_per_host(variables: Variables) -> None:
    """Let no candidate hold two posts of one host."""
    problem = variables.problem
    host = problem.host[problem.post].astype(np.int64)
    key = problem.candidate.astype(np.int64) * max(1, problem.num_hosts) + host
    keys, position, sizes = np.unique(key, return_inverse=True, return_counts=True)
    groups = split_by(position, len(keys)) if len(keys) else []
    for g in np.flatnonzero(sizes > 1).tolist():
        variables.model.add_at_most_one(variables.used(groups[g]))


def company_posts(variables: Variables) -> None:
    """Let no candidate hold more company posts than allowed."""
    problem = variables.problem
    most = problem.most_company_posts
    if most >= NO_LIMIT:
        return
    is_company = problem.is_company_post[problem.post]
    for rows in variables.rows_of_candidate:
        company = rows[is_company[rows]]
        if len(company) > most:
            variables.model.add_linear_constraint(variables.total(company), 0, most)


def site_days(variables: Variables) -> None:
    """Keep every candidate's days on site within its budget."""
    _budget(variables, variables.problem.site_days, variables.problem.days_budget)


def workload(variables: Variables) -> None:
    """Keep every candidate's work units within its budget."""
    _budget(variables, variables.problem.workload, variables.problem.workload_budget)


def _budget(variables: Variables, asked: Ints, budget: Ints) -> None:
    for i in np.flatnonzero(budget < NO_LIMIT).tolist():
        rows, most = variables.rows_of_candidate[i], int(budget[i])
        cost = asked[variables.problem.post[rows]]
        # A post dearer than the whole budget is closed outright, which also keeps the sum from overflowing.
        variables.forbid(rows[cost > most])
        rows, cost = rows[cost <= most], cost[cost <= most]
        if int(cost.sum()) > most:
            variables.model.add_linear_constraint(variables.total(rows, cost), 0, most)


def bundle_radius(variables: Variables) -> None:
    """Let no candidate serve at two hosts farther apart than its radius."""
    problem = variables.problem
    limited = (problem.radius_m < _FARTHEST_M) & (problem.capacity >= 2)
    for i in np.flatnonzero(limited).tolist():
        rows = variables.rows_of_candidate[i]
        hosts = np.unique(problem.host[problem.post[rows]])
        x, y = problem.host_x_m[hosts], problem.host_y_m[hosts]
        square = (x[:, None] - x[None, :]) ** 2 + (y[:, None] - y[None, :]) ** 2
        is_far = np.triu(square > int(problem.radius_m[i]) ** 2)
        if not is_far.any():
            continue
        serves = variables.at_host(i)
        for h in np.flatnonzero(is_far.any(axis=1)).tolist():
            others = [~serves[int(g)] for g in hosts[is_far[h]]]
            variables.model.add_bool_and(others).only_enforce_if(serves[int(hosts[h])])
