"""The planner's orders: pairs that must be and pairs that may not be."""

import numpy as np

from matcher.solve.exact.variables import Variables


def pin(variables: Variables) -> None:
    """Use every pinned pair, and at least one pair of every group of pins."""
    problem = variables.problem
    pinned = np.flatnonzero(problem.is_pinned)
    if len(pinned):
        variables.model.add_bool_and(variables.used(pinned))
    for group in np.split(problem.pin_group_pair, problem.pin_group_start[1:-1]):
        if len(problem.pin_group_start) > 1:
            variables.model.add_bool_or(variables.used(group.astype(np.int64)))


def ban(variables: Variables) -> None:
    """Use no banned pair."""
    variables.forbid(np.flatnonzero(variables.problem.is_banned))
