"""What an assignment is worth, as the engines count it.

The checker counts the same things in code of its own; a test holds the two equal.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Assignment, Problem, Value
from matcher.solve.blocking import find_blocking


def used_rows(problem: Problem, assignment: Assignment) -> NDArray[np.int64]:
    """Return the rows of the problem's pairs that an assignment uses; unlisted pairs are left out."""
    m = problem.num_posts
    key = problem.candidate.astype(np.int64) * m + problem.post
    wanted = assignment.pairs[:, 0].astype(np.int64) * m + assignment.pairs[:, 1]
    if not len(key) or not len(wanted):
        return np.zeros(0, np.int64)
    row = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    rows: NDArray[np.int64] = row[key[row] == wanted].astype(np.int64)
    return rows


def measure(problem: Problem, assignment: Assignment, objective: Objective) -> Value:
    """Return the value of one objective, as `ObjectiveResult` defines it.

    Raises
    ------
    ValueError
        For ``popularity``, which is certified and not measured.
    """
    rows = used_rows(problem, assignment)
    load = np.bincount(problem.candidate[rows], minlength=problem.num_candidates)
    people = np.bincount(problem.post[rows], minlength=problem.num_posts)
    match objective:
        case "coverage":
            seats = (problem.priority * np.maximum(0, problem.least - people)).sum()
            return int(seats + np.maximum(0, problem.least_load - load).sum())
        case "hosts":
            return len(np.unique(problem.host[people < problem.least]))
        case "stability":
            return len(find_blocking(problem, rows))
        case "size":
            return len(rows)
        case "ranks":
            both = np.concatenate([problem.rank_by_candidate[rows], problem.rank_by_post[rows]])
            return tuple(np.bincount(both)[1:].tolist()) if len(both) else ()
        case "generous":
            both = np.concatenate([problem.rank_by_candidate[rows], problem.rank_by_post[rows]])
            return tuple(np.bincount(both)[:0:-1].tolist()) if len(both) else ()
        case "regret":
            both = np.concatenate([problem.rank_by_candidate[rows], problem.rank_by_post[rows]])
            return int(both.max(initial=0))
        case "satisfaction":
            return int(problem.points[rows].sum())
        case "balance":
            able = load[problem.capacity >= 1]
            return int(able.max() - able.min()) if len(able) else 0
        case "travel":
            return int(problem.travel_m[rows].sum())
        case "continuity":
            return int(problem.is_kept[rows].sum())
        case "popularity":
            raise ValueError("popularity is certified, not measured")
