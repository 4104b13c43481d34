"""HiGHS in a process of its own, so that it can be stopped.

HiGHS comes inside OR-Tools and is reached through MathOpt. Its own package, `highspy`, cannot be
loaded in one process with OR-Tools (undefined symbols, in either order), and the other two ways in
OR-Tools 9.15, `pywraplp` and `model_builder`, lose the best plan at a time limit and end the process
when given a hint (segmentation fault). None of them can interrupt HiGHS: `pywraplp` answers
`InterruptSolve` with no and goes on, and MathOpt ignores its interrupter for this solver and refuses
its callbacks. So it runs in a child process that may be ended at any moment, writes every better
plan into a file as it finds it, and cannot take the caller down with it. What stays impossible:
bounds while it runs (they are known at its end, a time limit included), and taking in a bound or plan
from outside.

Its presolve is not to be trusted with whole and continuous columns mixed: with the cumulative counts
left continuous, version 1.12 called wrong plans optimal on 9 of 60 random markets; with every column
declared whole it agreed with CP-SAT on all of 1,280 questions. So every column is whole. Reports of
the same kind: ERGO-Code/HiGHS issues 1725, 2171, 3073, 3094.

With one thread and no time limit the same model gives the same answer.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, overload

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SolverError
from matcher.problem.problem import NO_LIMIT, Ints
from matcher.solve.exact.answer import POLL_S, Answer, AnswerStatus, Limits, Report
from matcher.solve.milp.linear import LinearModel
from matcher.words import Words

NODES_PER_EFFORT = 100
"""Nodes of branch and bound for one unit of effort: about what a slow core does in a second."""

WORKER = Path(__file__).with_name("worker.py")

QUESTION, ANSWER, PLANS = "question.npz", "answer.npz", "plans.sol"
"""Files the two processes leave for each other."""

_NEAR = 1e-4
"""How far from a whole number a value may be and still be taken for it; the rows are checked after that."""

_SAFE = 2**52
"""Bounds are doubles: beyond it they are not exact integers."""


def start_highs(model: LinearModel, limits: Limits) -> "HighsRun":
    """Start HiGHS on a model; the run must be closed, best by a ``with`` statement."""
    return HighsRun(model, limits)


class HighsRun:
    """Hold a running HiGHS.

    Parameters
    ----------
    model
        The question.
    limits
        Effort is counted in nodes, `NODES_PER_EFFORT` a unit; workers are not used.
    """

    def __init__(self, model: LinearModel, limits: Limits) -> None:
        self.model = model
        self._folder = Path(tempfile.mkdtemp(prefix="matcher-"))
        self._read_to = 0
        self._best: Ints | None = None
        self._answer: Answer | None = None
        _write_question(self._folder / QUESTION, model, limits)
        # The child must find the solver however this process found it.
        paths = os.pathsep.join(entry for entry in sys.path if entry)
        files = [str(self._folder / name) for name in (QUESTION, ANSWER, PLANS)]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-P", str(WORKER), *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )

    def __enter__(self) -> Self:
        """Return the run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, if it still runs, and remove its files."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def is_done(self) -> bool:
        """Tell whether HiGHS has ended."""
        return self._process.poll() is not None

    def has_proof(self) -> bool:
        """Tell whether HiGHS has ended and settled the question."""
        return self.is_done() and self.read().status in {"OPTIMAL", "INFEASIBLE"}

    @overload
    def wait(self, should_stop: Callable[[], bool] | None = None, report: Report | None = None) -> Answer: ...

    @overload
    def wait(self, should_stop: Callable[[], bool] | None, report: Report | None, *, until: float) -> Answer | None: ...

    def wait(
        self,
        should_stop: Callable[[], bool] | None = None,
        report: Report | None = None,
        *,
        until: float | None = None,
    ) -> Answer | None:
        """Wait for the answer.

        Parameters
        ----------
        should_stop
            Asked all the time; a yes ends HiGHS, and its best plan so far is the answer.
        report
            Told of better plans as they are found.
        until
            `time.perf_counter()` at which to wait no longer; HiGHS goes on, and None is returned.

        Raises
        ------
        SolverError
            HiGHS failed.
        """
        seen: int | None = None
        while not self.is_done():
            if should_stop is not None and should_stop():
                return self.give_up()
            if until is not None and time.perf_counter() >= until:
                return None
            self._read_plans()
            value = None if self._best is None else value_of(self.model, self._best)
            if report is not None and value is not None and value != seen:
                seen = value
                report(value, None)
            time.sleep(POLL_S)
        return self.read()

    def give_up(self) -> Answer:
        """End HiGHS and return the best plan it has written down."""
        if not self.is_done():
            self._process.kill()
            self._process.wait()
        self._read_plans()
        return Answer("UNKNOWN" if self._best is None else "FEASIBLE", self._best, None, 0.0, was_stopped=True)

    def read(self) -> Answer:
        """Return what HiGHS said at its end.

        Raises
        ------
        SolverError
            It failed.
        """
        if self._answer is None:
            self._answer = self._read()
        return self._answer

    def _read(self) -> Answer:
        _, complaint = self._process.communicate()
        path = self._folder / ANSWER
        if self._process.returncode != 0 or not path.exists():
            why = complaint.decode(errors="replace").strip().splitlines()[-1:] or [str(self._process.returncode)]
            raise SolverError(Words(f"HiGHS 引擎出错：{why[0]}", f"the engine HiGHS failed: {why[0]}"))
        with np.load(path) as answer:
            status, bound, values = str(answer["status"]), float(answer["bound"]), answer["values"]
        self._read_plans()
        plan = as_whole(self.model, values) if len(values) else None
        return _settle(self.model, status, bound, _better(self.model, plan, self._best))

    def _read_plans(self) -> None:
        """Take in the plans written since the last look."""
        path = self._folder / PLANS
        if not path.exists() or path.stat().st_size == self._read_to:
            return
        text = path.read_text(encoding="ascii", errors="replace")
        self._read_to = len(text)
        for block in text.split("Objective ")[1:]:
            values = _read_block(block, self.model.num_columns)
            if values is not None:
                self._best = _better(self.model, as_whole(self.model, values), self._best)


def _write_question(path: Path, model: LinearModel, limits: Limits) -> None:
    goal = model.goal
    seconds = limits.seconds_left()
    np.savez(
        path,
        low=model.low,
        high=model.high,
        row=model.row,
        column=model.column,
        coefficient=model.coefficient,
        row_low=_as_bounds(model.row_low),
        row_high=_as_bounds(model.row_high),
        goal_columns=np.zeros(0, np.int64) if goal is None else goal.columns,
        goal_coefficients=np.zeros(0, np.int64) if goal is None else goal.coefficients,
        goal_constant=0 if goal is None else goal.constant,
        is_max=goal is not None and goal.is_max,
        hint=np.zeros(0, np.int64) if model.hint is None else model.hint,
        seconds=-1.0 if math.isinf(seconds) else max(0.001, seconds),
        nodes=max(1, math.ceil(min(limits.effort * NODES_PER_EFFORT, 2**31 - 1))),
        seed=limits.seed,
    )


def _as_bounds(bound: Ints) -> NDArray[np.float64]:
    found = bound.astype(np.float64)
    found[bound == NO_LIMIT] = math.inf
    found[bound == -NO_LIMIT] = -math.inf
    return found


def _settle(model: LinearModel, status: str, bound: float, plan: Ints | None) -> Answer:
    """Return the answer in whole numbers; a proof counts only with a plan that keeps every row."""
    if status == "INFEASIBLE":
        return Answer("INFEASIBLE", None, None, 0.0, was_stopped=False)
    limit = round_bound(bound, is_max=model.goal is not None and model.goal.is_max) if model.goal is not None else None
    if plan is None:
        return Answer("UNKNOWN", None, None if status == "OPTIMAL" else limit, 0.0, was_stopped=False)
    is_optimal = status == "OPTIMAL" and (model.goal is None or value_of(model, plan) == limit)
    found: AnswerStatus = "OPTIMAL" if is_optimal else "FEASIBLE"
    return Answer(found, plan, limit, 0.0, was_stopped=False)


def round_bound(bound: float, *, is_max: bool) -> int | None:
    """Return the integer bound on the safe side; None where there is none.

    Examples
    --------
    >>> round_bound(758.9, is_max=True), round_bound(757.99999999, is_max=True), round_bound(2.3, is_max=False)
    (758, 758, 3)
    >>> round_bound(float("inf"), is_max=True) is None
    True
    """
    if not math.isfinite(bound) or abs(bound) > _SAFE:
        return None
    slack = 1e-6 * max(1.0, abs(bound))
    return math.floor(bound + slack) if is_max else math.ceil(bound - slack)


def as_whole(model: LinearModel, values: NDArray[np.float64]) -> Ints | None:
    """Return values as integers; None where they are no integers or break a row of the model."""
    if not np.isfinite(values).all():
        return None
    whole = np.rint(values).astype(np.int64)
    if (np.abs(values - whole) > _NEAR).any() or (whole < model.low).any() or (whole > model.high).any():
        return None
    total = np.zeros(model.num_rows, np.int64)
    np.add.at(total, model.row, model.coefficient * whole[model.column])
    return whole if ((total >= model.row_low) & (total <= model.row_high)).all() else None


def value_of(model: LinearModel, values: Ints) -> int:
    """Return the value of the model's goal; 0 without one."""
    if model.goal is None:
        return 0
    return int(values[model.goal.columns] @ model.goal.coefficients) + model.goal.constant


def _better(model: LinearModel, one: Ints | None, other: Ints | None) -> Ints | None:
    if one is None or other is None:
        return other if one is None else one
    is_max = model.goal is not None and model.goal.is_max
    first, second = value_of(model, one), value_of(model, other)
    is_second = second > first if is_max else second < first
    return other if is_second else one


def _read_block(block: str, num_columns: int) -> NDArray[np.float64] | None:
    """Return the values in one entry of the file of plans; None while it is being written."""
    lines = block.splitlines()
    if len(lines) < 2 or not lines[1].startswith("# Columns -"):
        return None
    entries = [line.split() for line in lines[2:] if line.strip()]
    if len(entries) != int(lines[1].rsplit("-", maxsplit=1)[1]) or any(len(entry) != 2 for entry in entries):
        return None
    values = np.zeros(num_columns, np.float64)
    for value, column in entries:
        values[int(column)] = float(value)
    return values
