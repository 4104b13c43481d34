"""Who must, and who may not, serve together."""

from functools import partial

import numpy as np

from matcher.problem.problem import Flags
from matcher.solve.exact.variables import Rows, Variables


def team_skills(variables: Variables) -> None:
    """Where anybody serves at a post, let at least one of each of its teams serve there."""
    problem = variables.problem
    posts = np.unique(problem.team_post)
    for p in posts.tolist():
        at_post = variables.rows_of_post[p]
        for t in np.flatnonzero(problem.team_post == p).tolist():
            team = problem.team_pair[problem.team_start[t] : problem.team_start[t + 1]].astype(np.int64)
            others = np.setdiff1d(at_post, team)
            if not len(others):
                continue
            # One literal for "the team is there" instead of a long clause per other person.
            literals = variables.used(team)
            (is_there,) = variables.new_flags([f"team_{t}_serves"], partial(_any_used, team))
            variables.model.add_bool_or([*literals, ~is_there])
            variables.model.add_bool_and([~x for x in literals]).only_enforce_if(~is_there)
            variables.model.add_bool_and([~x for x in variables.used(others)]).only_enforce_if(~is_there)


def _any_used(rows: Rows, is_used: Flags) -> Flags:
    return np.array([is_used[rows].any()])


def avoid(variables: Variables) -> None:
    """Let no two people who avoid each other serve at one host."""
    problem = variables.problem
    for a, b in zip(problem.avoid_a.tolist(), problem.avoid_b.tolist(), strict=True):
        first, second = variables.at_host(a), variables.at_host(b)
        for h in first.keys() & second.keys():
            variables.model.add_bool_or([~first[h], ~second[h]])
