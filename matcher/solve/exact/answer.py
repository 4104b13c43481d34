"""The one place that runs CP-SAT and reads what it says.

After UNKNOWN or INFEASIBLE the solver's values are leftovers of its memory; here they are read
only when the status says that there are any.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from matcher.errors import SolverError
from matcher.problem.problem import Ints
from matcher.words import Words

AnswerStatus: TypeAlias = Literal["OPTIMAL", "FEASIBLE", "INFEASIBLE", "UNKNOWN"]

POLL_S = 0.05
"""How often a waiting caller looks whether it should stop, seconds."""

SUBSOLVERS = ("max_lp", "core")
"""Full searches that take turns, beside local searches: one led by linear relaxations, one by cores.

Of CP-SAT's whole portfolio these two prove fewest blocking pairs with the least work; the rest only
takes turns away from them.
"""

ROOT_LP_ITERATIONS = 100_000
"""Enough to solve the first linear relaxation to its end.

Coverage and sums are nearly network flows, whose relaxation all but proves them; CP-SAT's default of
2,000 iterations breaks off long before that once there are tens of thousands of pairs.
"""

_SAFE = 2**52
"""Bounds are doubles: beyond it they are not exact integers."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one run of the solver.

    Parameters
    ----------
    effort
        Deterministic time units.
    deadline
        `time.perf_counter()` at which to give up, or None.
    workers
        Threads, three at least; they take turns in fixed order, so that the result does not depend
        on timing.
    seed
        Of the solver.
    """

    effort: float
    deadline: float | None
    workers: int
    seed: int

    def seconds_left(self) -> float:
        """Return how long until the deadline; infinite without one."""
        return math.inf if self.deadline is None else self.deadline - time.perf_counter()


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Hold what one run said.

    Parameters
    ----------
    values
        Value of every variable; None exactly when there are none.
    bound
        No plan does better, rounded to the safe side; None where nothing is known.
    effort
        Deterministic time used.
    was_stopped
        The caller asked to stop.
    """

    status: AnswerStatus
    values: Ints | None
    bound: int | None
    effort: float
    was_stopped: bool


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Note the best value while the search runs on threads of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.best: float | None = None

    def on_solution_callback(self) -> None:
        """Note the value of the plan just found."""
        self.best = self.objective_value


@dataclass(slots=True)
class _Run:
    """Carry a solve across threads."""

    solver: cp_model.CpSolver
    status: cp_model.CpSolverStatus | None = None
    error: Exception | None = None
    bound: float | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def note_bound(self, bound: float) -> None:
        self.bound = bound


Report: TypeAlias = Callable[[int | None, int | None], None]


def ask(
    model: cp_model.CpModel,
    limits: Limits,
    *,
    should_stop: Callable[[], bool] | None = None,
    report: Report | None = None,
    is_hint_fixed: bool = False,
    has_presolve: bool = True,
) -> Answer:
    """Run CP-SAT on a model.

    The search runs on another thread, so that this one can be interrupted, look whether it should
    stop, and report.

    Parameters
    ----------
    should_stop
        Asked every `POLL_S` seconds; the best plan so far is kept.
    report
        Told best value and bound, either may be None, on the caller's thread.
    is_hint_fixed
        Only check the plan given as a hint.
    has_presolve
        False: search the model as it stands; slower, and a second opinion.

    Raises
    ------
    SolverError
        The model is refused.
    """
    is_max = model.has_objective() and _is_maximised(model)
    run = _Run(_configure(limits, is_hint_fixed=is_hint_fixed, has_presolve=has_presolve))
    run.solver.best_bound_callback = run.note_bound
    watcher = _Watcher()

    def work() -> None:
        try:
            run.status = run.solver.solve(model, watcher)
        except Exception as error:  # noqa: BLE001 - raised again below, on the caller's thread
            run.error = error
        finally:
            run.done.set()

    thread = threading.Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    was_stopped = False
    seen: tuple[float | None, float | None] = (None, None)
    try:
        while not run.done.wait(POLL_S):
            if not was_stopped and should_stop is not None and should_stop():
                was_stopped = True
            if was_stopped:
                run.solver.stop_search()
            if report is not None and (watcher.best, run.bound) != seen:
                seen = (watcher.best, run.bound)
                report(None if seen[0] is None else round(seen[0]), _round_bound(seen[1], is_max=is_max))
    finally:
        # Also on the way out of an interrupt: nobody else knows of this thread.
        while not run.done.wait(POLL_S):
            run.solver.stop_search()
        thread.join()
    if run.error is not None:
        raise run.error
    return _read(model, run, is_max=is_max, was_stopped=was_stopped)


def _configure(limits: Limits, *, is_hint_fixed: bool, has_presolve: bool) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    # One thread more than full searches, or CP-SAT leaves out the jumps that find a first plan.
    parameters.num_workers = max(limits.workers, len(SUBSOLVERS) + 1)
    parameters.interleave_search = True
    parameters.subsolvers.extend(SUBSOLVERS)
    parameters.root_lp_iterations = ROOT_LP_ITERATIONS
    parameters.max_deterministic_time = limits.effort
    if limits.deadline is not None:
        parameters.max_time_in_seconds = max(0.001, limits.seconds_left())
    # An interrupt belongs to the caller, who keeps the best plan so far.
    parameters.catch_sigint_signal = False
    parameters.fix_variables_to_their_hinted_value = is_hint_fixed
    parameters.cp_model_presolve = has_presolve
    return solver


def _is_maximised(model: cp_model.CpModel) -> bool:
    return model.proto.objective.scaling_factor < 0


def _read(model: cp_model.CpModel, run: _Run, *, is_max: bool, was_stopped: bool) -> Answer:
    solver, status = run.solver, run.status
    effort = float(solver.deterministic_time)
    if status == cp_model.OPTIMAL or status == cp_model.FEASIBLE:
        values = np.array(solver.response_proto.solution, np.int64)
        bound = _round_bound(solver.best_objective_bound, is_max=is_max) if model.has_objective() else None
        is_optimal = status == cp_model.OPTIMAL
        return Answer("OPTIMAL" if is_optimal else "FEASIBLE", values, bound, effort, was_stopped)
    # Without a plan the response's bound field may be a default; only bounds reported on the way count.
    bound = _round_bound(run.bound, is_max=is_max)
    if status == cp_model.INFEASIBLE:
        return Answer("INFEASIBLE", None, None, effort, was_stopped)
    if status == cp_model.UNKNOWN:
        return Answer("UNKNOWN", None, bound, effort, was_stopped)
    why = model.validate() or "no reason given"
    raise SolverError(Words(f"精确引擎拒绝了模型：{why}", f"the exact engine refused the model: {why}"))


def _round_bound(bound: float | None, *, is_max: bool) -> int | None:
    """Return the integer bound on the safe side.

    Examples
    --------
    >>> _round_bound(2.3, is_max=False), _round_bound(2.3, is_max=True), _round_bound(2.9999999, is_max=True)
    (3, 2, 3)
    """
    if bound is None or not math.isfinite(bound) or abs(bound) > _SAFE:
        return None
    slack = 1e-6
    return math.floor(bound + slack) if is_max else math.ceil(bound - slack)
