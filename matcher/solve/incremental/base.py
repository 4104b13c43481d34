"""A solved problem kept ready for edits."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError, SolverError
from matcher.policy.records import Objective
from matcher.problem import Assignment, Problem, Value
from matcher.solve.binding import binding_rules
from matcher.solve.incremental.costs import Costs, stack_costs
from matcher.solve.incremental.potentials import settle_potentials
from matcher.solve.incremental.residual import (
    BANNED,
    FREE,
    HELD,
    LEAST,
    MOST,
    PINNED,
    SAVING,
    SIDE,
    USED,
    Graph,
    State,
    count_violations,
)
from matcher.solve.measure import used_rows
from matcher.solve.preferences import group_rows
from matcher.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """Hold an optimal plan, its residual network and the potentials that prove it.

    Bases are values: an edit makes a new one and leaves the old as it was. What never changes is
    shared, what may is copied.

    Parameters
    ----------
    origin
        The problem as first given; `problem` is the edited one.
    objectives
        Those the plan is optimal for, in order.
    graph, state
        Arrays of the residual network; see `matcher.solve.incremental.residual`.
    is_always_free
        No edit can make a side rule bind.
    is_edited
        The state no longer belongs to `origin`.
    """

    origin: Problem
    objectives: tuple[Objective, ...]
    graph: Graph
    state: State
    is_always_free: bool
    is_edited: bool = False

    @property
    def problem(self) -> Problem:
        """The problem as edited so far, built when asked for."""
        if not self.is_edited:
            return self.origin
        marks, nodes = self.state
        n, m = self.origin.num_candidates, self.origin.num_posts
        return replace(
            self.origin,
            capacity=nodes[MOST, :n].copy(),
            least_load=nodes[LEAST, :n].copy(),
            most=nodes[MOST, n : n + m].copy(),
            least=nodes[LEAST, n : n + m].copy(),
            is_pinned=marks == PINNED,
            is_banned=marks == BANNED,
        )

    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows of the pairs that the plan uses."""
        marks = self.state[0]
        return np.flatnonzero((marks == USED) | (marks == PINNED))

    @property
    def assignment(self) -> Assignment:
        """The plan."""
        rows = self.rows
        return Assignment(np.column_stack([self.origin.candidate[rows], self.origin.post[rows]]))

    def measure(self) -> dict[Objective, Value]:
        """Return the value of each objective."""
        rows = self.rows
        return {objective: self._measure(objective, rows) for objective in self.objectives}

    def _measure(self, objective: Objective, rows: NDArray[np.int64]) -> int:
        match objective:
            case "coverage":
                n = self.origin.num_candidates
                missing = np.maximum(0, self.state[1][LEAST] - self.state[1][HELD])
                return int((self.origin.priority * missing[n:-1]).sum() + missing[:n].sum())
            case "size":
                return len(rows)
            case "satisfaction":
                return int(self.origin.points[rows].sum())
            case "travel":
                return int(self.origin.travel_m[rows].sum())
            case "continuity":
                return int(self.origin.is_kept[rows].sum())
            case _:
                raise SolverError(Words(f"目标 {objective} 不能增量求解", f"{objective} is no sum over pairs"))

    def is_proven(self) -> bool:
        """Tell whether the potentials still prove the plan optimal; looks at every pair."""
        start, _, other, cost = self.graph
        return count_violations(start, other, cost, *self.state) == 0


def leading_sums(problem: Problem) -> tuple[Objective, ...]:
    """Return the longest run of leading objectives that a base can hold; empty where a side rule binds."""
    if binding_rules(problem):
        return ()
    for num in range(len(problem.objectives), 0, -1):
        if stack_costs(problem, problem.objectives[:num]) is not None:
            return problem.objectives[:num]
    return ()


def supports(problem: Problem) -> bool:
    """Tell whether a base can hold all objectives of a problem and none of its side rules binds."""
    return bool(problem.objectives) and leading_sums(problem) == problem.objectives


def make_base(
    problem: Problem, assignment: Assignment | None = None, objectives: tuple[Objective, ...] | None = None
) -> Base:
    """Return a base for edits of `problem`.

    Parameters
    ----------
    assignment
        A plan that is optimal for these objectives; solved by the flow engine when None.
    objectives
        Coverage, size, satisfaction, travel and continuity in any order; the leading ones of the
        problem that fit when None.

    Raises
    ------
    ValueError
        A side rule binds, an objective is not of those or their costs do not fit into 64 bits, or
        the assignment is not optimal.
    ProblemError
        The problem is infeasible: more pins than room.
    """
    chosen = leading_sums(problem) if objectives is None else objectives
    costs = stack_costs(problem, chosen) if chosen else None
    rules = binding_rules(problem)
    if costs is None or rules:
        what = (
            f"side rules bind: {', '.join(sorted(rules))}" if rules else f"objectives: {chosen or problem.objectives}"
        )
        raise ValueError(f"no base for incremental solving; {what}")
    if not pins_fit(problem):
        raise ProblemError(TOO_MANY_PINS)
    rows = _solve(problem, chosen) if assignment is None else used_rows(problem, assignment)
    if assignment is not None and len(rows) != len(assignment):
        raise ValueError("the assignment uses a pair that is not acceptable")
    graph, state = _build(problem, costs, rows)
    nodes = state[1]
    is_within = (nodes[HELD] <= nodes[MOST]).all() and problem.is_pinned[rows].sum() == problem.is_pinned.sum()
    if not is_within or problem.is_banned[rows].any() or not settle_potentials(graph, state):
        raise ValueError("the assignment is not an optimal plan of the problem")
    return Base(problem, chosen, graph, state, is_always_free=not binding_rules(_open_up(problem)))


TOO_MANY_PINS = Words(
    "指定的配对超过了某人的上限或某岗位的人数上限", "pins exceed a person's capacity or a post's most"
)
"""Why a problem without binding side rules can be infeasible; the only reason there is."""


def pins_fit(problem: Problem) -> bool:
    """Tell whether the pins are within capacities and seats."""
    pinned = problem.is_pinned
    load = np.bincount(problem.candidate[pinned], minlength=problem.num_candidates)
    seats = np.bincount(problem.post[pinned], minlength=problem.num_posts)
    return bool((load <= problem.capacity).all() and (seats <= problem.most).all())


def _solve(problem: Problem, objectives: tuple[Objective, ...]) -> NDArray[np.int64]:
    from matcher.solve.flow.engine import solve_flow

    outcome = solve_flow(problem, objectives)
    if outcome.assignment is None:
        raise SolverError(Words("网络流引擎没有给出方案", "the flow engine gave no plan"))
    return used_rows(problem, outcome.assignment)


def _open_up(problem: Problem) -> Problem:
    """Return the problem with room for everybody everywhere and nothing banned."""
    offered = np.bincount(problem.candidate, minlength=problem.num_candidates)
    return replace(
        problem, capacity=np.maximum(problem.capacity, offered), is_banned=np.zeros(problem.num_pairs, np.bool_)
    )


def _build(problem: Problem, costs: Costs, rows: NDArray[np.int64]) -> tuple[Graph, State]:
    n, m, k = problem.num_candidates, problem.num_posts, problem.num_pairs
    # Kernels are compiled for arrays that may be written, so none is handed on read-only.
    candidate, post = problem.candidate.copy(), problem.post.copy()
    start_i, _ = group_rows(candidate, n, is_sorted=True)
    start_p, by_post = group_rows(post, m)
    start = np.concatenate([start_i, k + start_p[1:]])
    pair = np.concatenate([np.arange(k, dtype=np.int32), by_post])
    other = np.concatenate([post + np.int32(n), candidate[by_post]])
    marks = np.full(k, FREE, np.uint8)
    marks[rows] = USED
    marks[problem.is_banned] = BANNED
    marks[problem.is_pinned] = PINNED
    nodes = np.zeros((6, n + m + 1), np.int64)
    nodes[HELD, :n] = np.bincount(candidate[rows], minlength=n)
    nodes[HELD, n:-1] = np.bincount(post[rows], minlength=m)
    nodes[MOST, :-1] = np.concatenate([problem.capacity, problem.most])
    nodes[LEAST, :-1] = np.concatenate([problem.least_load, problem.least])
    nodes[SAVING, :n], nodes[SAVING, n:-1] = costs.load, costs.seat
    nodes[SIDE, :n], nodes[SIDE, n:-1] = 1, -1
    return (start, pair, other, costs.pair), (marks, nodes)
