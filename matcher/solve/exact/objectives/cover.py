"""Coverage: missing seats, and hosts left with any."""

import numpy as np
from ortools.sat.python import cp_model

from matcher.problem.problem import Ints
from matcher.solve.exact.objectives.goal import Goal
from matcher.solve.exact.variables import Rows, Variables


def coverage(variables: Variables) -> tuple[Goal, ...]:
    """Count the seats missing below each post's least by its priority, and the missing least loads."""
    problem = variables.problem
    posts, weight_of_posts, sure_at_posts = _missing(variables, variables.rows_of_post, problem.least, "post")
    people, _, sure_at_people = _missing(variables, variables.rows_of_candidate, problem.least_load, "candidate")
    weights = [*problem.priority[weight_of_posts].tolist(), *([1] * len(people))]
    missing = cp_model.LinearExpr.weighted_sum([*posts, *people], weights)
    sure = int((sure_at_posts * problem.priority).sum() + sure_at_people.sum())
    return (Goal(missing + sure, sure),)


def _missing(
    variables: Variables, groups: list[Rows], least: Ints, side: str
) -> tuple[list[cp_model.IntVar], Ints, Ints]:
    """Add a variable for what each agent misses below its least.

    Returns
    -------
    tuple
        The variables, their agents, and what every agent misses in any plan for want of pairs.
    """
    offered = np.array([len(rows) for rows in groups], np.int64)
    sure = np.maximum(0, least - offered)
    reach = np.minimum(least, offered)
    agents = np.flatnonzero(reach > 0).astype(np.int64)
    flags = variables.new_counts(
        reach[agents].tolist(),
        [f"{side}_{agent}_misses" for agent in agents.tolist()],
        lambda is_used: np.array([max(0, reach[a] - int(is_used[groups[a]].sum())) for a in agents.tolist()]),
    )
    for agent, misses in zip(agents.tolist(), flags, strict=True):
        need = int(reach[agent])
        if need == 1:
            variables.model.add_bool_or([*variables.used(groups[agent]), misses])
        else:
            variables.model.add_linear_constraint(
                variables.total(groups[agent]) + misses, need, need + len(groups[agent])
            )
    return flags, agents, sure


def hosts(variables: Variables) -> tuple[Goal, ...]:
    """Count the hosts with any post below its least."""
    problem = variables.problem
    asking = np.flatnonzero(problem.least > 0)
    offered = np.array([len(variables.rows_of_post[p]) for p in asking.tolist()], np.int64)
    lost = np.unique(problem.host[asking[offered < problem.least[asking]]])
    open_posts = asking[~np.isin(problem.host[asking], lost)]
    open_hosts, position = np.unique(problem.host[open_posts], return_inverse=True)

    def miss(is_used: np.ndarray) -> np.ndarray:
        people = np.bincount(problem.post[is_used], minlength=problem.num_posts)
        return np.bincount(position, weights=people[open_posts] < problem.least[open_posts]) > 0

    flags = variables.new_flags([f"host_{h}_is_uncovered" for h in open_hosts.tolist()], miss)
    for p, at in zip(open_posts.tolist(), position.tolist(), strict=True):
        rows, need = variables.rows_of_post[p], int(problem.least[p])
        if need == 1:
            variables.model.add_bool_or([*variables.used(rows), flags[at]])
        else:
            variables.model.add_linear_constraint(variables.total(rows), need, len(rows)).only_enforce_if(~flags[at])
    return (Goal(cp_model.LinearExpr.sum(flags) + len(lost), len(lost)),)
