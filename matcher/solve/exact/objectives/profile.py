"""Objectives over the ranks that both sides got."""

import numpy as np
from ortools.sat.python import cp_model

from matcher.problem.problem import Ints
from matcher.solve.exact.objectives.goal import Goal
from matcher.solve.exact.objectives.sums import most_possible
from matcher.solve.exact.variables import Variables


def ranks(variables: Variables) -> tuple[Goal, ...]:
    """Count first ranks of both sides, then second ranks, and so on: a goal per rank.

    One solve per rank instead of one sum with weights that grow by powers: such weights leave
    64 bits near rank 15.
    """
    problem = variables.problem
    goals = []
    for rank in _levels(problem.rank_by_candidate, problem.rank_by_post):
        at = (problem.rank_by_candidate == rank).astype(np.int64) + (problem.rank_by_post == rank)
        total = variables.total(np.arange(problem.num_pairs), at)
        goals.append(Goal(total, most_possible(variables, at)))
    return tuple(goals)


def generous(variables: Variables) -> tuple[Goal, ...]:
    """Count the worst ranks of both sides, then the next better ones, down to first ranks: a goal per rank."""
    problem = variables.problem
    goals = []
    for rank in reversed(_levels(problem.rank_by_candidate, problem.rank_by_post)):
        at = (problem.rank_by_candidate == rank).astype(np.int64) + (problem.rank_by_post == rank)
        goals.append(Goal(variables.total(np.arange(problem.num_pairs), at), int(at[problem.is_pinned].sum())))
    return tuple(goals)


def _levels(*ranks_of_sides: Ints) -> range:
    """Return every rank from 1 to the worst, so that goal r stands at position r - 1 of ``ranks``."""
    return range(1, 1 + max(int(side.max(initial=0)) for side in ranks_of_sides))


def regret(variables: Variables) -> tuple[Goal, ...]:
    """Take the worst rank that anybody got."""
    problem = variables.problem
    worst = np.maximum(problem.rank_by_candidate, problem.rank_by_post)
    levels = np.unique(worst)
    reached = variables.new_flags(
        [f"somebody_gets_{rank}_or_worse" for rank in levels.tolist()],
        lambda is_used: levels <= worst[is_used].max(initial=0),
    )
    for position, rank in enumerate(levels.tolist()):
        here = reached[position]
        at = variables.used(np.flatnonzero(worst == rank))
        below = [~reached[position + 1]] if position + 1 < len(levels) else []
        variables.model.add_bool_and([*(~literal for literal in at), *below]).only_enforce_if(~here)
    steps = np.diff(levels, prepend=0).tolist()
    return (Goal(cp_model.LinearExpr.weighted_sum(reached, steps), 0),)
