"""Who may be paired at all, how many posts a person holds, how many people a post takes."""

import numpy as np

from matcher.problem.problem import Ints
from matcher.solve.exact.variables import Rows, Variables


def acceptable(variables: Variables) -> None:
    """Let only acceptable pairs be used: no other pair has a variable, so nothing is added."""


def capacity(variables: Variables) -> None:
    """Let no candidate hold more posts than its capacity."""
    _limit(variables, variables.rows_of_candidate, variables.problem.capacity)


def seats(variables: Variables) -> None:
    """Let no post take more people than its most."""
    _limit(variables, variables.rows_of_post, variables.problem.most)


def _limit(variables: Variables, groups: list[Rows], most: Ints) -> None:
    sizes = np.array([len(rows) for rows in groups], np.int64)
    for agent in np.flatnonzero(sizes > most).tolist():
        rows, limit = groups[agent], int(most[agent])
        if limit == 0:
            variables.forbid(rows)
        elif limit == 1:
            variables.model.add_at_most_one(variables.used(rows))
        else:
            variables.model.add_linear_constraint(variables.total(rows), 0, limit)
