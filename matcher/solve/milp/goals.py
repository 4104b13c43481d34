"""Objectives that are sums over pairs, or over posts and hosts left short."""

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem.problem import NO_LIMIT, Flags, Ints
from matcher.solve.milp.linear import Goal
from matcher.solve.milp.pairs import Pairs

LINEAR: frozenset[Objective] = frozenset({"coverage", "hosts", "size", "satisfaction", "travel", "continuity"})
"""Objectives stated here; stability is a set of rows of its own."""


def state_goal(pairs: Pairs, name: Objective) -> Goal:
    """Add what an objective needs to the model and return it as a sum.

    Raises
    ------
    ValueError
        The objective is no sum.
    """
    problem, rows = pairs.problem, pairs.rows
    match name:
        case "coverage":
            return _coverage(pairs)
        case "hosts":
            return _hosts(pairs)
        case "size":
            most = min(int(_offer(pairs.candidate, problem.capacity)), int(_offer(pairs.post, problem.most)))
            return Goal(pairs.columns, np.ones(pairs.num, np.int64), 0, most, is_max=True)
        case "satisfaction":
            return _sum(problem.points[rows], is_max=True)
        case "travel":
            return _sum(problem.travel_m[rows], is_max=False)
        case "continuity":
            return _sum(problem.is_kept[rows].astype(np.int64), is_max=True)
        case _:
            raise ValueError(f"the objective {name} is no sum")


def _sum(weights: Ints, *, is_max: bool) -> Goal:
    counted = np.flatnonzero(weights).astype(np.int64)
    limit = int(weights.sum()) if is_max else 0
    return Goal(counted, weights[counted].astype(np.int64), 0, limit, is_max=is_max)


def _offer(agent: NDArray[np.int32], room: Ints) -> int:
    return int(np.minimum(np.bincount(agent, minlength=len(room)), room).sum())


def _coverage(pairs: Pairs) -> Goal:
    problem = pairs.problem
    posts, post_weights, sure_posts = _missing(pairs, pairs.post, problem.least, problem.priority)
    ones = np.ones(problem.num_candidates, np.int64)
    people, people_weights, sure_people = _missing(pairs, pairs.candidate, problem.least_load, ones)
    sure = sure_posts + sure_people
    columns, weights = np.concatenate([posts, people]), np.concatenate([post_weights, people_weights])
    return Goal(columns, weights, sure, sure, is_max=False)


def _missing(pairs: Pairs, agent: NDArray[np.int32], least: Ints, weight: Ints) -> tuple[Ints, Ints, int]:
    """Add a column for what each agent misses; return them, their weights, and what nobody can avoid."""
    offered = np.bincount(agent, minlength=len(least))
    reach = np.minimum(least, offered)
    short = np.flatnonzero(reach > 0).astype(np.int64)
    rows = pairs.rows
    misses = pairs.builder.add_columns(
        np.zeros(len(short), np.int64),
        reach[short],
        lambda is_used: np.maximum(0, reach - np.bincount(agent[is_used[rows]], minlength=len(least)))[short],
    )
    _ask_for(pairs, agent, short, reach[short], misses, np.ones(len(short), np.int64))
    return misses, weight[short], int((weight * (least - reach)).sum())


def _hosts(pairs: Pairs) -> Goal:
    """Count hosts with any post below its least: each such post's seats are asked for unless its host is given up."""
    problem, rows = pairs.problem, pairs.rows
    offered = np.bincount(pairs.post, minlength=problem.num_posts)
    is_lost = np.zeros(problem.num_hosts, np.bool_)
    is_lost[problem.host[problem.least > offered]] = True
    asking = np.flatnonzero((problem.least > 0) & ~is_lost[problem.host]).astype(np.int64)
    hosts, position = np.unique(problem.host[asking], return_inverse=True)

    def are_short(is_used: Flags) -> Flags:
        people = np.bincount(pairs.post[is_used[rows]], minlength=problem.num_posts)
        found: Flags = np.bincount(position, weights=(people < problem.least)[asking], minlength=len(hosts)) > 0
        return found

    none = np.zeros(len(hosts), np.int64)
    given_up = pairs.builder.add_columns(none, none + 1, are_short)
    _ask_for(pairs, pairs.post, asking, problem.least[asking], given_up[position], problem.least[asking])
    lost = int(is_lost.sum())
    return Goal(given_up, np.ones(len(hosts), np.int64), lost, lost, is_max=False)


def _ask_for(pairs: Pairs, agent: NDArray[np.int32], asking: Ints, need: Ints, excuse: Ints, weight: Ints) -> None:
    """Add a row for each asking agent: its used pairs plus its excuse times a weight make up its need."""
    at = np.full(int(max(agent.max(initial=-1), asking.max(initial=-1))) + 1, -1, np.int64)
    at[asking] = np.arange(len(asking))
    inside = np.flatnonzero(at[agent] >= 0).astype(np.int64)
    step = np.arange(len(asking), dtype=np.int64)
    pairs.builder.add_rows([(at[agent[inside]], inside, 1), (step, excuse, weight)], need, NO_LIMIT, len(asking))
