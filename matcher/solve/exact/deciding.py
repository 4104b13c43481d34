"""Whether any plan keeps some rules of a problem: yes with a plan, no with a proof, or unknown."""

import time
from collections.abc import Callable, Collection

import numpy as np

from matcher.policy.records import EngineSettings
from matcher.problem import Assignment, Outcome, Problem
from matcher.solve.exact.answer import Limits, ask
from matcher.solve.exact.model import build_model
from matcher.solve.exact.objectives.unrest import forbid_blocking
from matcher.words import Words


def decide(
    problem: Problem,
    rules: Collection[str],
    settings: EngineSettings,
    *,
    has_presolve: bool = True,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Return any plan that keeps the rules named, without looking at an objective.

    Parameters
    ----------
    rules
        Names of hard rules, and ``stability``: no blocking pair. Those not named may be broken.
    settings
        `effort` bounds the search.
    has_presolve
        False: search the model as it stands; slower, and a second opinion.

    Returns
    -------
    Outcome
        FEASIBLE with the plan, INFEASIBLE or UNKNOWN; no objective results.
    """
    started = time.perf_counter()
    variables = build_model(problem, rules)
    if "stability" in rules:
        forbid_blocking(variables)
    deadline = None if settings.time_limit_s is None else started + settings.time_limit_s
    limits = Limits(settings.effort, deadline, settings.workers, problem.seed % 2**31)
    answer = ask(variables.model, limits, should_stop=should_stop, has_presolve=has_presolve)
    seconds = time.perf_counter() - started
    if answer.values is not None:
        rows = np.flatnonzero(answer.values[: problem.num_pairs])
        plan = Assignment(np.column_stack([problem.candidate[rows], problem.post[rows]]))
        return Outcome("FEASIBLE", plan, (), seconds)
    if answer.status == "INFEASIBLE":
        words = Words("没有方案能同时满足这些规则。", "no plan keeps these rules together")
        return Outcome("INFEASIBLE", None, (), seconds, words)
    words = Words("在限定的计算量内没有判明。", "not decided within the allowed effort")
    return Outcome("UNKNOWN", None, (), seconds, words, answer.was_stopped)
