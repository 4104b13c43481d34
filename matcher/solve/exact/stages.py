"""Objective after objective: solve, keep what was reached, go on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from matcher.errors import SolverError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import PROFILES, SENSES, Assignment, ObjectiveResult, Value
from matcher.problem.problem import Flags, Problem
from matcher.solve.exact.answer import Answer, AnswerStatus, Limits, ask
from matcher.solve.exact.objectives import Goal
from matcher.solve.exact.variables import Variables
from matcher.solve.measure import measure
from matcher.solve.progress import Progress
from matcher.words import Words

ENGINE = "CP-SAT"

UNPROVEN_SHARE = 0.25
"""Part of the effort left to objectives after one that was not proven: they cannot be proven in order."""


@dataclass(slots=True)
class Stage:
    """Hold one objective while it is worked on.

    Parameters
    ----------
    goals, bounds
        What is solved one after the other, and the bound of each.
    """

    name: Objective
    goals: tuple[Goal, ...]
    bounds: list[int] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True, eq=False)
class Search:
    """Hold the state of a lexicographic search: the model, the best plan, what each stage reached.

    Parameters
    ----------
    variables
        The model; every finished stage adds the row that keeps its value.
    deadline
        `time.perf_counter()` at which to give up, or None.
    best
        Pairs used by the best plan so far; it keeps every row of the model.
    wish
        Pairs of a plan that breaks some row but may still guide the solver.
    """

    variables: Variables
    settings: EngineSettings
    started: float
    deadline: float | None
    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    best: Flags | None = None
    wish: Flags | None = None
    was_stopped: bool = False
    stages: list[Stage] = field(default_factory=list)

    @property
    def problem(self) -> Problem:
        """The problem being solved."""
        return self.variables.problem

    def limits(self, effort: float) -> Limits:
        """Return the limits of one run."""
        # CP-SAT takes seeds of 31 bits, a problem any integer.
        seed = self.problem.seed % 2**31
        return Limits(effort, self.deadline, self.settings.workers, seed)

    def is_over(self) -> bool:
        """Tell whether the caller or the clock ends the search."""
        if not self.was_stopped and self.should_stop is not None and self.should_stop():
            self.was_stopped = True
        return self.was_stopped or (self.deadline is not None and time.perf_counter() >= self.deadline)

    def start_from(self, assignment: Assignment, rows: np.ndarray) -> None:
        """Take a plan known from elsewhere, or the largest part of it that keeps every row of the model."""
        is_used = np.zeros(self.problem.num_pairs, np.bool_)
        is_used[rows] = True
        self.variables.model.clear_objective()  # type: ignore[no-untyped-call]
        self.variables.hint(is_used)
        answer = ask(self.variables.model, self.limits(self.settings.effort), is_hint_fixed=True)
        if answer.values is not None and len(rows) == len(assignment):
            self.best = is_used
            return
        self.wish = is_used
        if not self.is_over():
            self.best = self._repair(is_used)

    def _repair(self, is_used: Flags) -> Flags | None:
        """Return the largest part of a plan that keeps every row, with what pins and quotas ask for; or None."""
        problem = self.problem
        is_open = is_used | problem.is_pinned
        is_open[problem.pin_group_pair] = True
        sizes = np.diff(problem.quota_start)
        is_open[problem.quota_pair[np.repeat(problem.quota_least > 0, sizes)]] = True
        model = self.variables.model.clone()
        closed = self.variables.used(np.flatnonzero(~is_open))
        if closed:
            model.add_bool_and([~literal for literal in closed])
        model.maximize(self.variables.total(np.flatnonzero(is_used)))
        answer = ask(model, self.limits(self.settings.effort), should_stop=self.should_stop)
        self.was_stopped = self.was_stopped or answer.was_stopped
        return None if answer.values is None else self._pairs(answer)

    def keep(self, goals: tuple[Goal, ...], name: Objective, value: Value) -> None:
        """Let no later plan fall behind a value."""
        for position, goal in enumerate(goals):
            self._keep_goal(goal, name, _entry(name, value, position, len(goals)))

    def _keep_goal(self, goal: Goal, name: Objective, value: int) -> None:
        if SENSES[name] == "min":
            self.variables.model.add(goal.expression <= value)
        else:
            self.variables.model.add(goal.expression >= value)

    def work_on(self, name: Objective, goals: tuple[Goal, ...]) -> AnswerStatus:
        """Solve one objective and keep its value.

        Returns
        -------
        str
            UNKNOWN or INFEASIBLE when there is no plan yet and none was found; else OPTIMAL or
            FEASIBLE.
        """
        started = time.perf_counter()
        stage = Stage(name, goals)
        is_after_proofs = all(result.proven for result in self.results()) if self.stages else True
        effort = self.settings.effort * (1.0 if is_after_proofs else UNPROVEN_SHARE)
        is_proven = True
        for position, goal in enumerate(goals):
            bound = goal.limit
            if not self._is_at(name, position, bound) and effort > 0 and not self.is_over():
                answer = self._solve_goal(stage, position, effort)
                effort -= answer.effort
                if self.best is None:
                    return answer.status
                bound = _tighter(name, bound, answer.bound)
            if self.best is None:
                return "UNKNOWN"
            value = self._reached(name, position)
            if _is_ahead(name, value, bound):
                raise SolverError(
                    Words(
                        f"精确引擎的界与方案不符（{name}）：方案 {value}，界 {bound}",
                        f"the exact engine's bound contradicts its plan ({name}): plan {value}, bound {bound}",
                    )
                )
            is_proven = is_proven and value == bound
            stage.bounds.append(bound)
            self._keep_goal(goal, name, value)
        stage.seconds = time.perf_counter() - started
        self.stages.append(stage)
        return "OPTIMAL" if is_proven else "FEASIBLE"

    def find_any(self) -> AnswerStatus:
        """Look for any plan that keeps every row of the model."""
        self.variables.model.clear_objective()  # type: ignore[no-untyped-call]
        if self.is_over():
            return "UNKNOWN"
        answer = self._ask(self.settings.effort, None, lambda entry: entry)
        if answer.values is not None:
            self.best = self._pairs(answer)
        return answer.status

    def _solve_goal(self, stage: Stage, position: int, effort: float) -> Answer:
        """Solve one goal; `best` becomes the better of the plan found and the one before."""
        goal, name = stage.goals[position], stage.name
        if SENSES[name] == "min":
            self.variables.model.minimize(goal.expression)
        else:
            self.variables.model.maximize(goal.expression)

        def shape(entry: int) -> Value:
            if name not in PROFILES:
                return entry
            so_far = (*(self._reached(name, before) for before in range(position)), entry)
            return so_far if name == "ranks" else _trim(so_far + (0,) * (len(stage.goals) - len(so_far)))

        answer = self._ask(effort, name, shape)
        if answer.values is None:
            if answer.status == "INFEASIBLE" and self.best is not None:
                raise SolverError(
                    Words(
                        f"精确引擎自相矛盾：已有方案，却称“{name}”阶段无解",
                        f"the exact engine contradicts itself: a plan is known, yet it finds none at {name}",
                    )
                )
            return answer
        found = self._pairs(answer)
        before = self.best
        self.best = found
        if before is not None:
            reached = self._reached(name, position)
            self.best = before
            if not _is_ahead(name, self._reached(name, position), reached):
                self.best = found
        return answer

    def _ask(self, effort: float, name: Objective | None, shape: Callable[[int], Value]) -> Answer:
        start = self.best if self.best is not None else self.wish
        if start is not None:
            self.variables.hint(start)

        def report(best: int | None, bound: int | None) -> None:
            if self.on_progress is not None:
                elapsed = time.perf_counter() - self.started
                reached = None if best is None else shape(best)
                self.on_progress(Progress(elapsed, name, reached, None if bound is None else shape(bound), ENGINE))

        answer = ask(self.variables.model, self.limits(effort), should_stop=self.should_stop, report=report)
        self.was_stopped = self.was_stopped or answer.was_stopped
        return answer

    def _pairs(self, answer: Answer) -> Flags:
        assert answer.values is not None
        return answer.values[: self.problem.num_pairs].astype(np.bool_)

    def assignment(self) -> Assignment:
        """Return the best plan so far.

        Raises
        ------
        SolverError
            There is none.
        """
        if self.best is None:
            raise SolverError(Words("还没有方案", "there is no plan yet"))
        rows = np.flatnonzero(self.best)
        return Assignment(np.column_stack([self.problem.candidate[rows], self.problem.post[rows]]))

    def _reached(self, name: Objective, position: int) -> int:
        worst = max(int(side.max(initial=0)) for side in (self.problem.rank_by_candidate, self.problem.rank_by_post))
        return _entry(name, measure(self.problem, self.assignment(), name), position, worst)

    def _is_at(self, name: Objective, position: int, limit: int) -> bool:
        return self.best is not None and self._reached(name, position) == limit

    def results(self) -> tuple[ObjectiveResult, ...]:
        """Return what each stage reached, measured in the best plan of all.

        A later stage may improve an earlier one that was not proven, so values are taken last.
        """
        found = []
        for stage in self.stages:
            value = measure(self.problem, self.assignment(), stage.name)
            is_profile = stage.name in PROFILES
            bound: Value = _profile_bound(stage.name, value, stage.bounds) if is_profile else stage.bounds[0]
            found.append(ObjectiveResult(stage.name, value, bound, value == bound, ENGINE, stage.seconds))
        return tuple(found)


def _entry(name: Objective, value: Value, position: int, num: int) -> int:
    """Return the entry of a value that belongs to one goal of `num`.

    A number has one, a rank profile one per rank, and zeros after its end, or before its beginning
    where it ends with rank 1.
    """
    if isinstance(value, int):
        return value
    at = position - (num - len(value)) if name == "generous" else position
    return value[at] if 0 <= at < len(value) else 0


def _profile_bound(name: Objective, value: Value, bounds: list[int]) -> Value:
    """Return the bound of a rank profile: the profile itself where every rank is proven.

    After the first rank that is not, nothing is known but each rank's own limit.
    """
    entries = [_entry(name, value, position, len(bounds)) for position in range(len(bounds))]
    if entries == bounds:
        return value
    return tuple(bounds) if name == "ranks" else _trim(tuple(bounds))


def _trim(profile: tuple[int, ...]) -> tuple[int, ...]:
    """Return a profile that ends with rank 1 from its first entry above zero on."""
    begin = next((at for at, entry in enumerate(profile) if entry), len(profile))
    return profile[begin:]


def _is_ahead(name: Objective, value: int, other: int) -> bool:
    return value < other if SENSES[name] == "min" else value > other


def _tighter(name: Objective, limit: int, bound: int | None) -> int:
    if bound is None:
        return limit
    return max(limit, bound) if SENSES[name] == "min" else min(limit, bound)
