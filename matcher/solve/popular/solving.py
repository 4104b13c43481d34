"""From a problem that asks for popularity to an outcome, every objective measured."""

import time
from collections.abc import Callable

import numpy as np

from matcher.errors import ProblemError
from matcher.policy.records import Objective
from matcher.problem import ObjectiveResult, Outcome, Problem
from matcher.solve.binding import binding_rules
from matcher.solve.measure import measure, used_rows
from matcher.solve.popular.engine import Popular, find_popular, find_popular_critical
from matcher.solve.progress import Progress
from matcher.solve.side_rules import broken_rules
from matcher.words import Words

COVER, CERTIFIED, RELAXED = "weighted cover", "multi-level deferred acceptance", "critical relaxed stable"


def answers(objectives: tuple[Objective, ...]) -> bool:
    """Tell whether popularity stands where it can be answered: first, or right after coverage."""
    return objectives[:1] == ("popularity",) or objectives[:2] == ("coverage", "popularity")


def solve_popular(
    problem: Problem,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Return a largest popular plan of `problem`, among those of greatest cover if coverage comes first.

    Coverage before popularity, popularity itself and size after it are proven where the plan is certified. On lists
    with ties no popular plan may be found: then the value of popularity is 0, without a bound, and
    the plan keeps the greatest cover without an unexcused blocking pair. Objectives after these are
    measured, not improved.

    Bans and pins of one pair are kept by every plan that competes. Other side rules are not known to
    the engines; where the plan they find keeps them all the same, its proof holds among the plans
    that keep them, who are only fewer, and larger ones among these lose to it too.

    Raises
    ------
    ProblemError
        Popularity stands elsewhere in the order, or the plan found breaks side rules or proves
        nothing beside them; the message names the rules.
    """
    names = problem.objectives
    if not answers(names):
        raise ProblemError(
            Words(
                "目标“popularity”只能排在首位，或紧随“coverage”之后",
                "the objective popularity may only come first, or right after coverage",
            )
        )
    began = time.perf_counter()
    clash = _find_clash(problem)
    if clash is not None:
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - began, clash)
    covers = names[0] == "coverage"
    found = (find_popular_critical if covers else find_popular)(problem, should_stop=should_stop)
    _refuse_rules(problem, found)
    seconds = time.perf_counter() - began
    plan, size = found.assignment, len(found.assignment)
    engine = CERTIFIED if found.is_certified else RELAXED
    results = []
    for at, name in enumerate(names):
        if name == "popularity":
            value = size if found.is_certified else 0
            bound = size if found.is_certified else None
            result = ObjectiveResult(name, value, bound, found.is_certified, engine, seconds, found.certificate)
        else:
            reached = measure(problem, plan, name)
            # The value of popularity is a number of matches, so it settles the size that comes after.
            is_proven = at == 0 or (name == "size" and found.is_certified and "popularity" in names[:at])
            result = ObjectiveResult(
                name, reached, reached if is_proven else None, is_proven, COVER if at == 0 else engine, seconds
            )
        results.append(result)
        if on_progress is not None:
            on_progress(Progress(seconds, name, result.value, result.bound, result.engine))
    is_proven = all(result.proven for result in results)
    was_stopped = not found.is_certified and should_stop is not None and should_stop()
    return Outcome(
        "OPTIMAL" if is_proven else "FEASIBLE",
        plan,
        tuple(results),
        time.perf_counter() - began,
        was_stopped=was_stopped,
    )


def _refuse_rules(problem: Problem, found: Popular) -> None:
    """Raise `ProblemError` where side rules leave nothing to say of the plan's popularity."""
    rules = binding_rules(problem)
    if not rules:
        return
    broken = broken_rules(problem, used_rows(problem, found.assignment))
    if found.is_certified and not broken:
        return
    names = sorted(broken or rules)
    raise ProblemError(
        Words(
            f"目标“popularity”不能与规则同用：{'、'.join(names)}",
            f"the objective popularity cannot be had together with the rules {', '.join(names)}",
        )
    )


def _find_clash(problem: Problem) -> Words | None:
    """Return why no plan can keep all pins, where that is so."""
    pins = np.flatnonzero(problem.is_pinned)
    load = np.bincount(problem.candidate[pins], minlength=problem.num_candidates)
    people = np.bincount(problem.post[pins], minlength=problem.num_posts)
    for i in np.flatnonzero(load > problem.capacity).tolist():
        zh = f"人选 {i} 指定了 {load[i]} 个岗位，最多 {problem.capacity[i]} 个"
        return Words(zh, f"candidate {i} is pinned to {load[i]} posts and may have {problem.capacity[i]}")
    for p in np.flatnonzero(people > problem.most).tolist():
        zh = f"岗位 {p} 指定了 {people[p]} 人，最多 {problem.most[p]} 人"
        return Words(zh, f"post {p} has {people[p]} people pinned and may have {problem.most[p]}")
    return None
