"""Incremental re-solve: from one optimal plan to that of an edited problem (engine 9).

An edit takes away or offers a few units; each goes its cheapest way through the residual network, by
a Dijkstra search on reduced costs that stops as soon as it knows enough. The potentials stay valid,
so the new plan is optimal for the same reason as the old one.

Guarantee: the lexicographic optimum of the edited problem, the same values as a full solve. Where
several plans are optimal it is one near the old plan, not the one a full solve would pick.

Complexity: one search, O(k + (n + m) log(n + m)) at worst and far less in practice, for every unit of
the old plan that an edit takes away or lets in. One edit takes a few; a shock that takes a tenth of
all people is as dear as a full solve or dearer, so `resolve_all` starts over where edits take many.

Reference: Ahuja, Magnanti, Orlin, Network Flows (1993), section 9.11 (sensitivity analysis of
minimum cost flows).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from matcher.errors import ProblemError, SolverError
from matcher.problem import ObjectiveResult, Outcome
from matcher.problem.edits import (
    CandidateLeaves,
    CapacityChange,
    Edit,
    PairBan,
    PairEdit,
    PairPin,
    PairUnban,
    PairUnpin,
    SeatsChange,
    check_edit,
    edit_problem_by_all,
    find_pair,
    say_clash,
)
from matcher.solve.binding import binding_rules
from matcher.solve.incremental.base import TOO_MANY_PINS, Base, make_base
from matcher.solve.incremental.potentials import settle_potentials
from matcher.solve.incremental.residual import BANNED, HELD, LEAST, MOST, PINNED, POTENTIAL, State
from matcher.solve.incremental.search import HIGHEST, make_scratch
from matcher.solve.incremental.steps import (
    DONE,
    STUCK,
    ban_pair,
    pin_pair,
    set_least,
    set_most,
    unban_pair,
    unpin_pair,
)
from matcher.words import Words

ENGINE = "incremental flow"

MOST_MOVED = 300
"""Pairs of the plan that edits may take away before starting over is quicker."""


def resolve(base: Base, edit: Edit) -> Outcome:
    """Return the optimum of the edited problem.

    Returns
    -------
    Outcome
        OPTIMAL for the base's objectives, or INFEASIBLE with the cause: more pins than room, or a
        pair pinned and banned at once.

    Raises
    ------
    ProblemError
        The edit names a candidate, post or pair that is not there, or a number that cannot be.
    ValueError
        The edit makes a side rule bind, so that another engine is needed.
    """
    return resolve_all(base, (edit,))


def resolve_all(base: Base, edits: Sequence[Edit]) -> Outcome:
    """Return the optimum after several edits, one after the other; see `resolve`."""
    started = time.perf_counter()
    for edit in edits:
        check_edit(base.origin, edit)
    try:
        if count_moved(base, edits) > MOST_MOVED:
            return _start_over(base, edits)
        edited = apply_all(base, edits)
    except ProblemError as error:
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - started, error.words)
    assignment = edited.assignment
    values = edited.measure()
    seconds = time.perf_counter() - started
    results = tuple(
        ObjectiveResult(name, value, value, proven=True, engine=ENGINE, seconds=seconds)
        for name, value in values.items()
    )
    return Outcome("OPTIMAL", assignment, results, seconds)


def apply(base: Base, edit: Edit) -> Base:
    """Return the base of the edited problem, to go on from there.

    Raises
    ------
    ProblemError
        As `resolve`, and where the edited problem is infeasible; the message is the cause.
    ValueError
        The edit makes a side rule bind.
    """
    return apply_all(base, (edit,))


def apply_all(base: Base, edits: Sequence[Edit]) -> Base:
    """Return the base after several edits, one after the other; see `apply`."""
    for edit in edits:
        check_edit(base.origin, edit)
    work = _Work(base)
    for edit in edits:
        cause = work.find_clash(edit)
        if cause is not None and len(edits) == 1:
            raise ProblemError(cause)
        if cause is not None:
            # A later edit may lift what clashes now, so only the end of the list decides.
            return make_base(edit_problem_by_all(base.problem, edits), objectives=base.objectives)
        work.carry_out(edit)
    edited = replace(base, state=work.state, is_edited=True)
    if work.is_loosened and not base.is_always_free and (rules := binding_rules(edited.problem)):
        raise ValueError(f"side rules bind after the edit: {', '.join(sorted(rules))}")
    return edited


def count_moved(base: Base, edits: Sequence[Edit]) -> int:
    """Return about how many pairs of the plan the edits take away or fix."""
    n, held = base.origin.num_candidates, base.state[1][HELD]
    moved = 0
    for edit in edits:
        match edit:
            case CandidateLeaves(i):
                moved += int(held[i])
            case CapacityChange(i, capacity):
                moved += max(0, int(held[i]) - capacity)
            case SeatsChange(p, _, most):
                moved += max(0, int(held[n + p]) - most)
            case _:
                moved += 1
    return moved


def _start_over(base: Base, edits: Sequence[Edit]) -> Outcome:
    from matcher.solve.flow.engine import solve_flow

    problem = edit_problem_by_all(base.problem, edits)
    if not base.is_always_free and (rules := binding_rules(problem)):
        raise ValueError(f"side rules bind after the edits: {', '.join(sorted(rules))}")
    return solve_flow(problem, base.objectives)


class _Work:
    """Hold the copy of a base's state that edits change.

    Parameters
    ----------
    is_loosened
        Some edit gave room or allowed a pair, so that a side rule may bind that did not.
    """

    def __init__(self, base: Base) -> None:
        self.origin = base.origin
        self.graph = base.graph
        self.state: State = (base.state[0].copy(), base.state[1].copy())
        self.scratch = make_scratch(base.state[1].shape[1])
        self.is_loosened = False
        self._note_highest()

    def find_clash(self, edit: Edit) -> Words | None:
        """Return why no plan keeps the rules after the edit, or None."""
        (marks, nodes), n = self.state, self.origin.num_candidates
        match edit:
            case CapacityChange(i, allowed):
                return TOO_MANY_PINS if self._count_pins(i) > allowed else None
            case SeatsChange(p, _, allowed):
                return TOO_MANY_PINS if self._count_pins(n + p) > allowed else None
            case PairBan(i, p):
                return say_clash(edit) if marks[find_pair(self.origin, i, p)] == PINNED else None
            case PairPin(i, p):
                mark = marks[find_pair(self.origin, i, p)]
                if mark == BANNED:
                    return say_clash(edit)
                fits = all(self._count_pins(v) < nodes[MOST, v] for v in (i, n + p))
                return None if fits or mark == PINNED else TOO_MANY_PINS
            case CandidateLeaves() | PairUnban() | PairUnpin():
                return None

    def carry_out(self, edit: Edit) -> None:
        """Change the state to the optimum after one edit that does not clash."""
        (marks, nodes), n = self.state, self.origin.num_candidates
        match edit:
            case CandidateLeaves(i):
                begin, end = self.graph[0][i : i + 2].tolist()
                for row in (begin + np.flatnonzero(marks[begin:end] == PINNED)).tolist():
                    self._step(unpin_pair, i, n + int(self.origin.post[row]), row)
                self._step(set_most, i, 0)
                nodes[LEAST, i] = 0  # with no room there is no arc whose cost this could change
            case CapacityChange(i, allowed):
                self.is_loosened |= bool(allowed > nodes[MOST, i])
                self._step(set_most, i, allowed)
            case SeatsChange(p, least, most):
                self._step(set_most, n + p, most)
                self._step(set_least, n + p, least)
            case PairBan() | PairUnban() | PairPin() | PairUnpin():
                self._change_pair(edit)

    def _change_pair(self, edit: PairEdit) -> None:
        row = find_pair(self.origin, edit.candidate, edit.post)
        where = (edit.candidate, self.origin.num_candidates + edit.post, row)
        mark = self.state[0][row]
        match edit:
            case PairBan() if mark != BANNED:
                self._step(ban_pair, *where)
            case PairUnban() if mark == BANNED:
                self.is_loosened = True
                self._step(unban_pair, *where)
            case PairPin() if mark != PINNED:
                self._step(pin_pair, *where)
            case PairUnpin() if mark == PINNED:
                self._step(unpin_pair, *where)
            case _:
                pass

    def _step(self, kernel: Callable[..., int], *target: int) -> None:
        while (status := kernel(self.graph, self.state, self.scratch, *target)) != DONE:
            if status == STUCK or not settle_potentials(self.graph, self.state):
                raise SolverError(Words("增量求解引擎出错", "the incremental engine broke its promise"))
            self._note_highest()

    def _note_highest(self) -> None:
        self.scratch[-1][HIGHEST] = np.abs(self.state[1][POTENTIAL]).max()

    def _count_pins(self, v: int) -> int:
        begin, end = self.graph[0][v : v + 2]
        return int((self.state[0][self.graph[1][begin:end]] == PINNED).sum())
