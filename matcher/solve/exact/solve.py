"""The door of the exact engine (engine 6): every rule and objective as CP-SAT models, in lexicographic order.

Each objective is a stage: its value, once reached, becomes a row of the model and the next one is
asked for; a profile is a stage an entry, so no weights are stacked. Blocking pairs use one literal a
pair and one "full at this rank or better" an agent and rank.

References: CP-SAT, L. Perron, F. Didier, S. Gay, "The CP-SAT-LP solver", CP 2023, LIPIcs 280, 3:1-3:2;
the rows of stability after M. Delorme et al., European Journal of Operational Research 277 (2019)
426-441, with the form for capacities on both sides derived here.

Guarantee: `proven` only where the solver's bound equals the value measured in the plan; INFEASIBLE
only where the solver proved it. The plan is never worse than a hint that keeps every rule.

Complexity: NP-hard, exponential time in the worst case; within the limits of the settings the best
plan found comes back with the bound that is known.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from matcher.errors import SolverError
from matcher.policy.records import EngineSettings
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem
from matcher.solve.exact.answer import AnswerStatus
from matcher.solve.exact.cause import find_cause
from matcher.solve.exact.model import build_model
from matcher.solve.exact.objectives import GOALS
from matcher.solve.exact.stages import Search
from matcher.solve.measure import measure, used_rows
from matcher.solve.progress import Progress
from matcher.words import Words


def solve_exact(
    problem: Problem,
    settings: EngineSettings,
    *,
    hint: Assignment | None = None,
    known: tuple[ObjectiveResult, ...] = (),
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Solve a problem with every rule and objective as CP-SAT models, one objective after the other.

    Parameters
    ----------
    settings
        `effort` bounds each objective in deterministic time, so that the same problem and settings
        give the same plan; `time_limit_s` bounds the whole.
    hint
        A plan to start from. Where it keeps every rule the answer is never worse.
    known
        Results of the first objectives, from an engine that proved them; their values are kept as
        constraints and not solved again.
    on_progress
        Told of every new best value and bound, on the caller's thread.
    should_stop
        Asked all the time; when it says yes, the best plan so far is returned at once.

    Returns
    -------
    Outcome
        INFEASIBLE names the rules that clash.

    Raises
    ------
    ProblemError
        Popularity is among the objectives.
    SolverError
        The solver refuses the model or contradicts itself, or a value in `known` cannot be.
    """
    started = time.perf_counter()
    names = problem.objectives
    if tuple(result.name for result in known) != names[: len(known)]:
        raise SolverError(Words("已知结果不是目标的前几项", "the known results are not the first objectives"))
    deadline = None if settings.time_limit_s is None else started + settings.time_limit_s
    variables = build_model(problem)
    search = Search(variables, settings, started, deadline, on_progress, should_stop)
    for result in known:
        search.keep(GOALS[result.name](variables), result.name, result.value)
    # Stability in first place is a rule like the others: it must stand before a hint is judged.
    first = GOALS["stability"](variables) if names[:1] == ("stability",) and not known else None
    if hint is not None:
        search.start_from(hint, used_rows(problem, hint))
    status: AnswerStatus = "OPTIMAL"
    for name in names[len(known) :]:
        goals = first if name == "stability" and first is not None else GOALS[name](variables)
        status = search.work_on(name, goals)
        if search.best is None:
            break
    if search.best is None and status == "OPTIMAL":
        status = search.find_any()
    seconds = time.perf_counter() - started
    if search.best is None and status == "INFEASIBLE":
        cause = find_cause(problem, search.limits(settings.effort), has_known=bool(known), should_stop=should_stop)
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - started, cause, search.was_stopped)
    if search.best is None:
        cause = Words(
            "在限定的时间内既没有找到方案，也没有证明不存在方案。",
            "within the limits no plan was found, and none was ruled out",
        )
        return Outcome("UNKNOWN", None, (), seconds, cause, search.was_stopped)
    plan = search.assignment()
    results = (*(_settle(problem, plan, result) for result in known), *search.results())
    is_proven = all(result.proven for result in results)
    return Outcome("OPTIMAL" if is_proven else "FEASIBLE", plan, results, seconds, was_stopped=search.was_stopped)


def _settle(problem: Problem, plan: Assignment, claimed: ObjectiveResult) -> ObjectiveResult:
    """Return a known result with the value of the plan found, which may be better where nothing was proven."""
    value = measure(problem, plan, claimed.name)
    if value == claimed.value:
        return claimed
    if claimed.proven:
        raise SolverError(
            Words(
                f"“{claimed.name}”的已知最优值 {claimed.value} 不成立：方案达到 {value}",
                f"the known best value {claimed.value} of {claimed.name} is wrong: a plan reaches {value}",
            )
        )
    return replace(claimed, value=value, proven=value == claimed.bound)
