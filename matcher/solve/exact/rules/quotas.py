"""Quotas over selections of pairs, people or hosts."""

import numpy as np
from ortools.sat.python import cp_model

from matcher.problem.problem import NO_LIMIT, QUOTA_COUNTS
from matcher.solve.exact.variables import Variables


def quota(variables: Variables) -> None:
    """Keep every quota row between its bounds; people and hosts count once however often they serve."""
    problem = variables.problem
    for q in range(problem.num_quotas):
        entries = slice(int(problem.quota_start[q]), int(problem.quota_start[q + 1]))
        rows = problem.quota_pair[entries].astype(np.int64)
        match QUOTA_COUNTS[int(problem.quota_count[q])]:
            case "pairs":
                count = variables.total(rows, problem.quota_coefficient[entries])
            case "people":
                rows = np.unique(rows)
                people = variables.touched(rows, problem.candidate[rows], f"quota_{q}_places")
                count = cp_model.LinearExpr.sum(list(people.values()))
            case _:
                rows = np.unique(rows)
                hosts = variables.touched(rows, problem.host[problem.post[rows]], f"quota_{q}_serves")
                count = cp_model.LinearExpr.sum(list(hosts.values()))
        least, most = int(problem.quota_least[q]), int(problem.quota_most[q])
        low = cp_model.INT_MIN if least <= -NO_LIMIT else least
        high = cp_model.INT_MAX if most >= NO_LIMIT else most
        variables.model.add_linear_constraint(count, low, high)
