"""Which engine works on which objective, and how their answers come together.

The cheapest engine that can prove an objective takes it: flow for coverage and sums over pairs,
deferred acceptance for stability in first place, popular plans for popularity. What they leave goes
to the exact engine with the best plan so far as its start, as long as the problem is small enough
for it; beyond that the best plan found is returned with the bounds that are known, and nothing
unproven is called proven. Parts of a problem that have nothing to do with each other are solved
apart.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

import numpy as np

from matcher.errors import ProblemError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Value
from matcher.solve.binding import binding_rules
from matcher.solve.components import join, split
from matcher.solve.measure import measure
from matcher.solve.progress import Progress
from matcher.solve.run import Run
from matcher.words import Words

DEFAULTS = EngineSettings()
"""Settings of a solve that is given none; frozen."""

EXACT_PAIRS = 20_000
"""Above this many pairs the exact engine no longer improves on the others, unless rules bind."""

EXACT_PAIRS_WITH_RULES = 100_000
"""Above this many pairs a model with side rules no longer comes back in time."""


LINEAR_PAIRS = 200_000
"""Above this many pairs in stable plans a linear model no longer comes back in time."""


def run_portfolio(
    problem: Problem,
    settings: EngineSettings | None,
    on_progress: Callable[[Progress], None] | None,
    should_stop: Callable[[], bool] | None,
) -> Outcome:
    """Solve a problem as `matcher.solve.solve` promises."""
    _check_objectives(problem)
    run = Run(problem, settings or DEFAULTS, on_progress, should_stop)
    outcome = _dispatch(run)
    return replace(outcome, seconds=run.seconds, was_stopped=outcome.was_stopped or run.was_stopped)


def _check_objectives(problem: Problem) -> None:
    if not problem.objectives:
        raise ProblemError(Words("没有给出目标", "no objective is given"))
    if len(set(problem.objectives)) < len(problem.objectives):
        raise ProblemError(Words("目标重复", "an objective is given twice"))


def _dispatch(run: Run) -> Outcome:
    """Give the problem to the engines its first objectives ask for."""
    if "popularity" in run.problem.objectives:
        from matcher.solve.popular.solving import solve_popular

        return solve_popular(run.problem, on_progress=run.on_progress, should_stop=run.should_stop)
    if run.problem.objectives[0] == "stability":
        from matcher.solve.deferred.answer import defer_alone

        # To settle the whole takes less than to find its parts.
        outcome = defer_alone(run)
        return _in_parts(run, _solve_stable) if outcome is None else outcome
    from matcher.solve.flow.engine import provable_prefix

    if provable_prefix(run.problem) == run.problem.objectives:
        return _solve_by_value(run)
    return _in_parts(run, _solve_by_value)


def _in_parts(run: Run, solve_part: Callable[[Run], Outcome]) -> Outcome:
    """Solve each part of the problem by itself and join the answers."""
    parts = split(run.problem)
    if len(parts) == 1:
        return solve_part(run)
    outcomes: list[Outcome] = []
    for part in parts:
        own = Run(part.problem, run.left(), run.on_progress, run.should_stop)
        outcomes.append(solve_part(own))
        if outcomes[-1].assignment is None:
            return join(run.problem, parts[: len(outcomes)], outcomes, run.seconds)
    return join(run.problem, parts, outcomes, run.seconds)


def _solve_stable(run: Run) -> Outcome:
    """Solve with stability first: no blocking pair at all."""
    from matcher.solve.deferred.answer import defer, defer_alone
    from matcher.solve.rotations.engine import solve_stable_set, supports
    from matcher.solve.trimming import trim

    problem = run.problem
    outcome = defer_alone(run)
    if outcome is not None:
        return outcome
    kept = trim(problem)
    if (problem.is_pinned & ~kept).any():
        cause = Words(
            "有指定的配对不在任何一个没有阻塞对的方案里", "a pinned pair is in no plan without a blocking pair"
        )
        return Outcome("INFEASIBLE", None, (), run.seconds, cause)
    trimmed = Run(replace(problem, is_banned=~kept), run.left(), run.on_progress, run.should_stop)
    if supports(trimmed.problem):
        outcome = solve_stable_set(trimmed.problem, None, run.settings.favour, should_stop=run.should_stop)
        for result in outcome.objectives:
            run.tell(result.name, result.value, result.bound, result.engine)
        return outcome
    start = defer(trimmed)
    if start is None:
        outcome = _finish(trimmed, (), None)
    elif len(problem.objectives) > 1 and np.count_nonzero(kept) <= LINEAR_PAIRS:
        outcome = _solve_linear(run)
    else:
        outcome = _finish(trimmed, start.objectives[:1], start.assignment)
    if outcome.status == "INFEASIBLE":
        # The rules that clash are named from the whole problem, where no pair is taken away.
        return _finish(run, (), None)
    return outcome


def _solve_linear(run: Run) -> Outcome:
    """Solve the objectives that are sums as linear models; what comes after them goes to the exact engine."""
    from matcher.solve.milp import linear_prefix, solve_linear

    outcome = solve_linear(run.problem, run.left(), on_progress=run.on_progress, should_stop=run.should_stop)
    if outcome.assignment is None or linear_prefix(run.problem) == run.problem.objectives:
        return outcome
    proven = tuple(takewhile(lambda result: result.proven, outcome.objectives))
    return _finish(run, proven, outcome.assignment)


def _solve_by_value(run: Run) -> Outcome:
    """Solve with an additive objective first: flow as far as it reaches, then whoever can."""
    from matcher.solve.flow.engine import provable_prefix, solve_flow
    from matcher.solve.starts import mend_start, repair_start, search_on, start_with_few_blocking_pairs

    problem = run.problem
    is_last_word = problem.num_pairs > EXACT_PAIRS
    prefix = provable_prefix(problem)
    if not prefix and problem.objectives[0] == "hosts" and not binding_rules(problem):
        return _solve_linear(run)
    if not prefix:
        if problem.num_pairs > EXACT_PAIRS_WITH_RULES:
            return _finish(run, (), repair_start(run))
        if "stability" not in problem.objectives:
            return _finish(run, (), None)
        mended = mend_start(run, is_last_word=is_last_word)
        return _finish(run, (), repair_start(run)) if mended is None else _finish(run, mended[1], mended[0])
    outcome = solve_flow(problem, prefix, run.should_stop)
    for result in outcome.objectives:
        run.tell(result.name, result.value, result.bound, result.engine)
    start = outcome.assignment
    if start is None or len(outcome.objectives) < len(prefix) or prefix == problem.objectives:
        return outcome if start is None or prefix == problem.objectives else _as_found(run, outcome.objectives, start)
    if problem.objectives[:2] == ("coverage", "stability"):
        if binding_rules(problem):
            mended = mend_start(run, is_last_word=is_last_word)
            if mended is not None and measure(problem, mended[0], "coverage") == outcome.objectives[0].value:
                start = mended[0]
            else:
                start = search_on(run, start, is_covered=True, is_last_word=is_last_word)
        else:
            start = start_with_few_blocking_pairs(run, is_last_word=is_last_word)
    return _finish(run, outcome.objectives, start)


def _finish(run: Run, known: tuple[ObjectiveResult, ...], start: Assignment | None) -> Outcome:
    """Work on the objectives after the known ones."""
    problem = run.problem
    if start is not None and known and len(known) == len(problem.objectives):
        return Outcome("OPTIMAL", start, known, run.seconds)
    has_rules = bool(binding_rules(problem))
    limit = EXACT_PAIRS_WITH_RULES if has_rules else EXACT_PAIRS
    if problem.num_pairs <= limit and not (start is not None and run.should_stop()):
        from matcher.solve.exact import solve_exact

        outcome = solve_exact(
            problem, run.left(), hint=start, known=known, on_progress=run.on_progress, should_stop=run.should_stop
        )
        # The time may be up before a large model has even looked at its start.
        if outcome.status != "UNKNOWN" or start is None:
            return outcome
    if start is None:
        cause = Words(
            f"问题有 {problem.num_pairs} 对，且有需要精确模型的规则，超出本机可建模的 {limit} 对；"
            "快速办法也没有找到合规的方案。"
            "请缩小距离上限或关闭部分规则。",
            f"the problem has {problem.num_pairs} pairs and rules that need the exact model, which holds {limit} pairs "
            "on this machine, and the quick way found no plan within the rules; lower the distance limit or switch "
            "rules off",
        )
        return Outcome("UNKNOWN", None, (), run.seconds, cause)
    return _as_found(run, known, start)


def _as_found(run: Run, known: tuple[ObjectiveResult, ...], plan: Assignment) -> Outcome:
    """Report the objectives after the known ones as measured, with the bounds that are known."""
    problem = run.problem
    engine = "repair and search" if binding_rules(problem) else "deferred acceptance and search"
    results = list(known)
    for name in problem.objectives[len(known) :]:
        value, bound = measure(problem, plan, name), _relaxed_bound(problem, name)
        is_proven = bound == value and all(result.proven for result in results)
        results.append(ObjectiveResult(name, value, bound, is_proven, engine, run.seconds))
    is_proven = all(result.proven for result in results)
    return Outcome("OPTIMAL" if is_proven else "FEASIBLE", plan, tuple(results), run.seconds)


def _relaxed_bound(problem: Problem, name: Objective) -> Value | None:
    """Return a bound that holds for every plan, side rules or not."""
    if name == "coverage":
        from matcher.solve.critical.cover import find_cover

        return measure(problem, find_cover(problem)[0], "coverage")
    if name == "generous":
        return ()
    return 0 if name in {"stability", "hosts", "travel", "balance", "regret"} else None
