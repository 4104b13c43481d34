"""Blocking pairs, counted or forbidden.

A pair is at rest when it is used, when its candidate is full with posts at least as good, or when
its post is full with people at least as good (weak stability: ties do not block). "Full with
partners of rank k or better" is one literal per agent and rank, shared by all pairs of that rank.

Reference: Delorme, Garcia, Gondzio, Kalcsics, Manlove, Pettersson, Mathematical models for stable
matching problems with ties and incomplete lists, EJOR 277(2), 2019, section 4; the form for
capacities on both sides is a clause per pair over these literals.
"""

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from matcher.errors import ProblemError
from matcher.problem.problem import Flags, Ints
from matcher.solve.blocking import find_blocking
from matcher.solve.exact.objectives.goal import Goal
from matcher.solve.exact.variables import Rows, Variables
from matcher.words import Words


def popularity(variables: Variables) -> tuple[Goal, ...]:
    """Refuse: a popular plan is certified by its own engine, not by this model.

    Raises
    ------
    ProblemError
        Always.
    """
    del variables
    raise ProblemError(
        Words(
            "精确模型不处理“popularity”（受欢迎度）目标，请把它放在首位，或从目标中去掉。",
            "the exact model does not handle the objective popularity; put it first or leave it out",
        )
    )


def stability(variables: Variables) -> tuple[Goal, ...]:
    """Count the blocking pairs; where stability is the first objective there may be none at all."""
    problem = variables.problem
    if problem.objectives[:1] == ("stability",):
        forbid_blocking(variables)
        return (Goal(cp_model.LinearExpr.sum([]), 0),)
    rows = _may_block(variables)
    flags = variables.new_flags(
        [f"blocks_{i}_{p}" for i, p in zip(problem.candidate[rows].tolist(), problem.post[rows].tolist(), strict=True)],
        lambda is_used: _blocking(variables, is_used)[rows],
    )
    blocks: NDArray[np.object_] = np.empty(problem.num_pairs, np.object_)
    blocks[rows] = flags
    _add_clauses(variables, rows, blocks)
    return (Goal(cp_model.LinearExpr.sum(flags), 0),)


def forbid_blocking(variables: Variables) -> None:
    """Allow no blocking pair."""
    _add_clauses(variables, _may_block(variables), None)


def _may_block(variables: Variables) -> Rows:
    problem = variables.problem
    has_room = (problem.capacity[problem.candidate] > 0) & (problem.most[problem.post] > 0)
    return np.flatnonzero(has_room & ~problem.is_banned)


def _add_clauses(variables: Variables, rows: Rows, blocks: NDArray[np.object_] | None) -> None:
    problem = variables.problem
    candidate_is_full = _full_literals(
        variables, variables.rows_of_candidate, problem.rank_by_candidate, problem.capacity, "candidate"
    )
    post_is_full = _full_literals(variables, variables.rows_of_post, problem.rank_by_post, problem.most, "post")
    # Holding one post and being full with posts at least as good are the same when one is all a
    # candidate may hold (and so for posts): then the pair's own variable adds nothing.
    needs_own = (problem.capacity[problem.candidate] > 1) & (problem.most[problem.post] > 1)
    for row in rows.tolist():
        literals = [x for x in (candidate_is_full[row], post_is_full[row]) if x is not None]
        if needs_own[row] or not literals:
            literals.append(variables.is_used[row])
        if blocks is not None:
            literals.append(blocks[row])
        variables.model.add_bool_or(literals)


def _full_literals(variables: Variables, groups: list[Rows], rank: Ints, room: Ints, side: str) -> NDArray[np.object_]:
    """Return, per pair, the literal that the agent is full with partners no worse; None where it cannot be."""
    is_banned = variables.problem.is_banned
    literal_of: NDArray[np.object_] = np.empty(len(rank), np.object_)
    levels: list[tuple[Rows, Rows, int, str]] = []
    for agent, group in enumerate(groups):
        rows = group[~is_banned[group]]
        limit = int(room[agent])
        if limit == 0 or len(rows) < limit:
            continue
        order = rows[np.argsort(rank[rows], kind="stable")]
        sorted_ranks = rank[order]
        ends = np.flatnonzero(np.r_[sorted_ranks[1:] != sorted_ranks[:-1], True]) + 1
        begin = 0
        for end in ends.tolist():
            if end >= limit:
                levels.append((order[:end], order[begin:end], limit, f"{side}_{agent}_full_by_{rank[order[end - 1]]}"))
            begin = end

    def is_full(is_used: Flags) -> NDArray[np.bool_]:
        return np.array([int(is_used[upto].sum()) >= limit for upto, _, limit, _ in levels], np.bool_)

    flags = variables.new_flags([name for *_, name in levels], is_full)
    for flag, (upto, at, limit, _) in zip(flags, levels, strict=True):
        if limit == 1:
            variables.model.add_bool_or([*variables.used(upto), ~flag])
        else:
            variables.model.add_linear_constraint(variables.total(upto), limit, len(upto)).only_enforce_if(flag)
        literal_of[at] = flag
    return literal_of


def _blocking(variables: Variables, is_used: Flags) -> Flags:
    """Return which pairs block the plan that uses `is_used`."""
    problem = variables.problem
    found: Flags = np.zeros(problem.num_pairs, np.bool_)
    found[find_blocking(problem, np.flatnonzero(is_used))] = True
    return found
