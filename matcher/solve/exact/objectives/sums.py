"""Objectives that add up over the pairs used, and the spread of loads."""

import numpy as np
from ortools.sat.python import cp_model

from matcher.problem.problem import Ints
from matcher.solve.exact.objectives.goal import Goal
from matcher.solve.exact.variables import Rows, Variables


def size(variables: Variables) -> tuple[Goal, ...]:
    """Count the pairs used."""
    return _largest(variables, np.ones(variables.problem.num_pairs, np.int64))


def satisfaction(variables: Variables) -> tuple[Goal, ...]:
    """Add up the points of the pairs used."""
    return _largest(variables, variables.problem.points)


def continuity(variables: Variables) -> tuple[Goal, ...]:
    """Count the pairs kept from last season."""
    return _largest(variables, variables.problem.is_kept.astype(np.int64))


def travel(variables: Variables) -> tuple[Goal, ...]:
    """Add up the metres of the pairs used."""
    rows = np.arange(variables.problem.num_pairs)
    return (Goal(variables.total(rows, variables.problem.travel_m), 0),)


def balance(variables: Variables) -> tuple[Goal, ...]:
    """Take the greatest less the smallest load among candidates with room for one."""
    problem = variables.problem
    able = np.flatnonzero(problem.capacity >= 1)
    if not len(able):
        return (Goal(cp_model.LinearExpr.sum([]), 0),)
    top = int(problem.capacity[able].max())

    def extremes(is_used: np.ndarray) -> np.ndarray:
        load = np.bincount(problem.candidate[is_used], minlength=problem.num_candidates)[able]
        return np.array([load.max(), load.min()])

    greatest, smallest = variables.new_counts([top, top], ["greatest_load", "smallest_load"], extremes)
    for i in able.tolist():
        load = variables.total(variables.rows_of_candidate[i])
        variables.model.add_linear_constraint(greatest - load, 0, top)
        variables.model.add_linear_constraint(load - smallest, 0, len(variables.rows_of_candidate[i]))
    return (Goal(greatest - smallest, 0),)


def _largest(variables: Variables, weights: Ints) -> tuple[Goal, ...]:
    return (Goal(variables.total(np.arange(len(weights)), weights), most_possible(variables, weights)),)


def most_possible(variables: Variables, weights: Ints) -> int:
    """Return how much the pairs can add up to when each agent of one side takes its best ones."""
    problem = variables.problem
    worth = np.where(problem.is_banned, 0, weights)
    sides: tuple[tuple[list[Rows], Ints], ...] = (
        (variables.rows_of_candidate, problem.capacity),
        (variables.rows_of_post, problem.most),
    )
    return min(
        sum(int(np.sort(worth[rows])[::-1][: int(room)].sum()) for rows, room in zip(groups, limit, strict=True))
        for groups, limit in sides
    )
