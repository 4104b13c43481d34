"""Objective after objective: solve, keep what was reached as a row, go on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from matcher.errors import SolverError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import SENSES, Assignment, ObjectiveResult
from matcher.problem.problem import NO_LIMIT, Flags, Ints
from matcher.solve.blocking import find_blocking
from matcher.solve.exact.answer import Limits
from matcher.solve.measure import measure, used_rows
from matcher.solve.milp.asking import Engine
from matcher.solve.milp.goals import state_goal
from matcher.solve.milp.highs import as_whole
from matcher.solve.milp.linear import Goal
from matcher.solve.milp.pairs import Pairs
from matcher.solve.milp.race import race
from matcher.solve.progress import Progress
from matcher.words import Words


@dataclass(slots=True, eq=False)
class Stages:
    """Hold a lexicographic search over one linear model.

    Parameters
    ----------
    pairs
        The model; every finished stage adds the row that keeps its value.
    engines
        Who works, the preferred one first.
    best
        Pairs of the problem used by the best plan so far; it keeps every row.
    is_infeasible
        No plan keeps every row; known only while there is none.
    """

    pairs: Pairs
    settings: EngineSettings
    engines: tuple[Engine, ...]
    is_stable: bool
    begun: float
    deadline: float | None = None
    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    best: Flags | None = None
    is_infeasible: bool = False
    was_stopped: bool = False
    reached: list[ObjectiveResult] = field(default_factory=list)

    def start_from(self, assignment: Assignment) -> bool:
        """Take a plan as the best so far where it keeps every row, and tell whether it does."""
        problem = self.pairs.problem
        rows = used_rows(problem, assignment)
        is_used = np.zeros(problem.num_pairs, np.bool_)
        is_used[rows] = True
        model = self.pairs.builder.finish(None, is_used)
        is_whole = len(rows) == len(assignment) == int(is_used[self.pairs.rows].sum())
        if model.hint is None or not is_whole or as_whole(model, model.hint.astype(np.float64)) is None:
            return False
        self.best = is_used
        return True

    def keep(self, result: ObjectiveResult) -> None:
        """Let no later plan fall behind a result known from elsewhere."""
        self.reached.append(result)
        if result.name != "stability":
            assert isinstance(result.value, int)
            self._keep(state_goal(self.pairs, result.name), result.value)

    def _keep(self, goal: Goal, value: int) -> None:
        rest = value - goal.constant
        low, high = (rest, NO_LIMIT) if goal.is_max else (-NO_LIMIT, rest)
        self.pairs.builder.add_row(goal.columns, goal.coefficients, low, high)

    def work_on(self, name: Objective) -> None:
        """Solve one objective; without a plan at its end `best` is None."""
        begun = time.perf_counter()
        goal = None if name == "stability" else state_goal(self.pairs, name)
        limit = 0 if goal is None else goal.limit
        bound: int | None = limit
        engine: Engine = self.engines[0]
        if not self._is_at(name, limit) and not self._is_over():
            bound, engine = self._solve(name, goal)
        if self.best is None:
            return
        value = self._value(name)
        if bound is not None and (value > bound if SENSES[name] == "max" else value < bound):
            raise SolverError(
                Words(
                    f"引擎 {engine} 的界与方案不符（{name}）：方案 {value}，界 {bound}",
                    f"the bound of {engine} contradicts its plan ({name}): plan {value}, bound {bound}",
                )
            )
        seconds = time.perf_counter() - begun
        self.reached.append(ObjectiveResult(name, value, bound, value == bound, engine, seconds))
        if goal is not None:
            self._keep(goal, value)

    def _solve(self, name: Objective, goal: Goal | None) -> tuple[int | None, Engine]:
        """Ask the engines; take their plan if it is better, and return the best bound known and who worked."""
        model = self.pairs.builder.finish(goal, self.best)
        # CP-SAT takes seeds of 31 bits, a problem any integer.
        limits = Limits(self.settings.effort, self.deadline, self.settings.workers, self.pairs.problem.seed % 2**31)

        def report(value: int | None, bound: int | None) -> None:
            if self.on_progress is not None:
                elapsed = time.perf_counter() - self.begun
                self.on_progress(Progress(elapsed, name, value, bound, " + ".join(self.engines)))

        answer, engine = race(model, self.engines, limits, self.should_stop, report)
        self.was_stopped = self.was_stopped or answer.was_stopped
        if answer.status == "INFEASIBLE":
            if self.best is not None:
                raise SolverError(
                    Words(
                        f"引擎 {engine} 自相矛盾：已有方案，却称“{name}”阶段无解",
                        f"the engine {engine} contradicts a known plan: it finds none at {name}",
                    )
                )
            self.is_infeasible = True
        if answer.values is not None:
            self._take(name, answer.values)
        limit = 0 if goal is None else goal.limit
        if answer.bound is None:
            return limit, engine
        return (min if SENSES[name] == "max" else max)(limit, answer.bound), engine

    def _take(self, name: Objective, values: Ints) -> None:
        """Make a plan found the best so far unless the one before is better."""
        before = self.best
        found = np.zeros(self.pairs.problem.num_pairs, np.bool_)
        found[self.pairs.rows] = values[: self.pairs.num] > 0
        self.best = found
        if self.is_stable and len(find_blocking(self.pairs.problem, np.flatnonzero(found).astype(np.int64))):
            raise SolverError(Words("线性模型给出的方案有阻塞对", "a plan of the linear model has a blocking pair"))
        if before is not None:
            value = self._value(name)
            self.best = before
            old = self._value(name)
            if value > old if SENSES[name] == "max" else value < old:
                self.best = found

    def _is_over(self) -> bool:
        if not self.was_stopped and self.should_stop is not None and self.should_stop():
            self.was_stopped = True
        return self.was_stopped or (self.deadline is not None and time.perf_counter() >= self.deadline)

    def _is_at(self, name: Objective, limit: int) -> bool:
        return self.best is not None and self._value(name) == limit

    def _value(self, name: Objective) -> int:
        value = measure(self.pairs.problem, self.plan(), name)
        assert isinstance(value, int)
        return value

    def plan(self) -> Assignment:
        """Return the best plan so far.

        Raises
        ------
        SolverError
            There is none.
        """
        if self.best is None:
            raise SolverError(Words("还没有方案", "there is no plan yet"))
        rows = np.flatnonzero(self.best)
        return Assignment(np.column_stack([self.pairs.problem.candidate[rows], self.pairs.problem.post[rows]]))

    def results(self) -> tuple[ObjectiveResult, ...]:
        """Return what each stage reached, measured in the last plan: it may have improved an earlier one.

        A bound proven for a stage stands for it whatever was reached before, as each earlier value was
        kept as it stood.
        """
        found = []
        for result in self.reached:
            value = self._value(result.name)
            found.append(
                ObjectiveResult(result.name, value, result.bound, value == result.bound, result.engine, result.seconds)
            )
        return tuple(found)
