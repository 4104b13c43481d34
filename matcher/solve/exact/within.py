"""Objectives in order among the plans that keep some objectives within limits.

What `solve_exact` cannot ask: coverage no worse than 3 seats short, whatever its optimum is, and then
fewest blocking pairs. The same model with a row for each limit; nothing else differs.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from matcher.errors import ProblemError, SolverError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import PROFILES, SENSES, Assignment, Outcome, Problem
from matcher.solve.exact.answer import AnswerStatus, ask
from matcher.solve.exact.model import build_model
from matcher.solve.exact.objectives import GOALS
from matcher.solve.exact.stages import Search
from matcher.solve.measure import measure, used_rows
from matcher.solve.progress import Progress
from matcher.words import Words

_SECOND_LOOK = 5.0
"""Effort of the second look at a problem found infeasible."""


def solve_within(
    problem: Problem,
    limits: Mapping[Objective, int],
    settings: EngineSettings,
    *,
    hint: Assignment | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Solve the problem's objectives in order among the plans within the limits.

    Stability is counted here wherever it stands: in first place it asks for fewest blocking pairs,
    not for none. A limit of 0 asks for none.

    Parameters
    ----------
    limits
        Worst value allowed of each objective named: at most that much where less is better, at least
        that much where more is better. Neither a profile of ranks nor ``popularity``.
    settings
        As for `solve_exact`.
    hint
        A plan to start from; one that breaks a limit or a rule is left aside.

    Returns
    -------
    Outcome
        INFEASIBLE: proven that no plan keeps rules and limits.

    Raises
    ------
    ProblemError
        A limit or an objective that the model does not hold.
    SolverError
        The solver contradicts itself.
    """
    started = time.perf_counter()
    for name in limits:
        if name in PROFILES or name == "popularity":
            raise ProblemError(Words(f"目标“{name}”不能设界限", f"{name} cannot have a limit"))
    deadline = None if settings.time_limit_s is None else started + settings.time_limit_s
    # Any objective in first place but stability, which there would be a rule.
    variables = build_model(replace(problem, objectives=("size",)))
    goals = {name: GOALS[name](variables) for name in dict.fromkeys((*limits, *problem.objectives))}
    search = Search(variables, settings, started, deadline, on_progress, should_stop)
    for name, worst in limits.items():
        search.keep(goals[name], name, worst)
    if hint is not None:
        _guide(search, hint, limits)
    status: AnswerStatus = "OPTIMAL"
    for name in problem.objectives:
        status = search.work_on(name, goals[name])
        if search.best is None:
            break
    if search.best is not None:
        results = search.results()
        is_proven = all(result.proven for result in results)
        seconds = time.perf_counter() - started
        return Outcome(
            "OPTIMAL" if is_proven else "FEASIBLE",
            search.assignment(),
            results,
            seconds,
            was_stopped=search.was_stopped,
        )
    if status == "INFEASIBLE":
        _look_again(search)
        cause = Words(
            "没有方案能同时满足全部规则和所设的界限。", "no plan keeps all rules and the limits set on objectives"
        )
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - started, cause, search.was_stopped)
    cause = Words(
        "在限定的计算量内既没有找到方案，也没有证明不存在方案。",
        "within the limits of effort no plan was found, and none was ruled out",
    )
    return Outcome("UNKNOWN", None, (), time.perf_counter() - started, cause, search.was_stopped)


def _guide(search: Search, hint: Assignment, limits: Mapping[Objective, int]) -> None:
    """Start from a plan that keeps every row.

    One that breaks a row is not even a wish: where no plan keeps limits and rules, CP-SAT 9.15 can abort
    the whole process (check failed: heuristics.fixed_search) while it loads a model with a hint.
    """
    problem = search.problem
    rows = used_rows(problem, hint)
    is_used = np.zeros(problem.num_pairs, np.bool_)
    is_used[rows] = True
    for name, worst in limits.items():
        value = measure(problem, hint, name)
        assert isinstance(value, int)
        if value > worst if SENSES[name] == "min" else value < worst:
            return
    if len(rows) < len(hint):
        return
    search.variables.hint(is_used)
    answer = ask(search.variables.model, search.limits(search.settings.effort), is_hint_fixed=True)
    if answer.values is not None:
        search.best = is_used
    else:
        search.variables.model.clear_hints()  # type: ignore[no-untyped-call]


def _look_again(search: Search) -> None:
    """Ask once more without the presolve that once called feasible models infeasible (google/or-tools#5003)."""
    if search.is_over():
        return
    model = search.variables.model
    model.clear_objective()  # type: ignore[no-untyped-call]
    # See `_guide`: no hint where there may be no plan.
    model.clear_hints()  # type: ignore[no-untyped-call]
    effort = min(search.settings.effort, _SECOND_LOOK)
    answer = ask(model, search.limits(effort), should_stop=search.should_stop, has_presolve=False)
    if answer.values is not None:
        raise SolverError(Words("精确引擎误报无解", "the exact engine reported a feasible problem infeasible"))
