"""Linear models of stable plans and of whole-host coverage, proven by CP-SAT, HiGHS or both (engine 6).

Stability in first place becomes rows over cumulative counts of ranks (`stable`), after pairs in no
stable plan have been left out (`matcher.solve.trimming`); without it only capacities and seats bind.
The other objectives are sums, solved one after the other; each value reached becomes a row. The start
is the largest stable plan of several runs of deferred acceptance, or a greatest cover of seats.

Whole-host coverage is NP-hard once a least is 2 or more (exact cover by triples is a special case),
finding the largest weakly stable plan too (D. Manlove, R. Irving, K. Iwama, S. Miyazaki, Y. Morita,
"Hard variants of stable marriage", Theoretical Computer Science 276 (2002) 261-279).

Guarantee: `proven` only where a solver's bound, rounded to the safe side, equals the value measured
in a plan that keeps every row in integers.

Complexity: exponential time in the worst case; as many rows as pairs at most, a few entries each.
"""

import time
from collections.abc import Callable

from matcher.errors import ProblemError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem
from matcher.problem.outcome import Status
from matcher.problem.problem import Flags
from matcher.solve.binding import binding_rules
from matcher.solve.critical.cover import find_cover
from matcher.solve.deferred import find_largest_stable
from matcher.solve.milp.asking import Engine
from matcher.solve.milp.goals import LINEAR
from matcher.solve.milp.pairs import add_pairs, limit_people_and_posts
from matcher.solve.milp.stable import forbid_blocking
from matcher.solve.milp.stages import Stages
from matcher.solve.progress import Progress
from matcher.words import Words

NUM_STARTS = 200
"""Runs of deferred acceptance for a start: a few tenths of a second at most, and each may save a search."""

START_PAIRS = 2_000_000
"""Pairs looked at for a start in all; larger problems get fewer runs."""


def linear_prefix(problem: Problem) -> tuple[Objective, ...]:
    """Return the first objectives that this engine can solve; none where a side rule binds."""
    if binding_rules(problem):
        return ()
    found: list[Objective] = []
    for name in problem.objectives:
        if name not in LINEAR and not (name == "stability" and not found):
            break
        found.append(name)
    return tuple(found)


def solve_linear(
    problem: Problem,
    settings: EngineSettings,
    *,
    names: tuple[Objective, ...] | None = None,
    engines: tuple[Engine, ...] | None = None,
    start: Assignment | None = None,
    known: tuple[ObjectiveResult, ...] = (),
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Solve the first objectives of a problem as one linear model.

    Parameters
    ----------
    settings
        `effort` bounds each objective, in deterministic units of CP-SAT and in nodes of HiGHS;
        `time_limit_s` bounds the whole, and lets two engines race.
    names
        What to solve, a beginning of the problem's objectives; `linear_prefix` by default.
    engines
        Who works, the preferred one first. By default CP-SAT where stability comes first and HiGHS
        elsewhere, and both where there is a time limit.
    start
        A plan to start from, taken where it keeps every row; the engine looks for one by itself where
        none is given.
    known
        Results of the first objectives, kept as rows and not solved again.
    on_progress
        Told of every new best value and bound, on the caller's thread.
    should_stop
        Asked all the time; when it says yes, the best plan so far is returned at once.

    Returns
    -------
    Outcome
        Its results speak of `names` only, and so does its status.

    Raises
    ------
    ProblemError
        A side rule binds, or an objective is no sum.
    SolverError
        A solver fails or contradicts a plan.
    """
    asked = linear_prefix(problem) if names is None else names
    if not asked or asked != linear_prefix(problem)[: len(asked)]:
        raise ProblemError(
            Words(
                f"线性模型不能处理这个问题的目标：{'、'.join(asked or problem.objectives)}",
                f"the linear model cannot solve these objectives here: {', '.join(asked or problem.objectives)}",
            )
        )
    begun = time.perf_counter()
    deadline = None if settings.time_limit_s is None else begun + settings.time_limit_s
    is_stable = asked[0] == "stability"
    kept = _keep_pairs(problem, is_stable=is_stable)
    if (problem.is_pinned & ~kept).any():
        return _without_plan("INFEASIBLE", begun, was_stopped=False)
    pairs = add_pairs(problem, kept)
    if is_stable:
        forbid_blocking(pairs)
    else:
        limit_people_and_posts(pairs)
    order: tuple[Engine, ...] = ("CP-SAT", "HiGHS") if is_stable else ("HiGHS", "CP-SAT")
    if engines is None:
        engines = order if deadline is not None else order[:1]
    stages = Stages(pairs, settings, engines, is_stable, begun, deadline, on_progress, should_stop)
    for result in known:
        stages.keep(result)
    if start is None or not stages.start_from(start):
        stages.start_from(_find_start(problem, kept, is_stable=is_stable, should_stop=should_stop))
    for name in asked[len(known) :]:
        stages.work_on(name)
        if stages.best is None:
            return _without_plan(
                "INFEASIBLE" if stages.is_infeasible else "UNKNOWN", begun, was_stopped=stages.was_stopped
            )
    results = stages.results()
    is_proven = all(result.proven for result in results)
    seconds = time.perf_counter() - begun
    return Outcome(
        "OPTIMAL" if is_proven else "FEASIBLE", stages.plan(), results, seconds, was_stopped=stages.was_stopped
    )


def _keep_pairs(problem: Problem, *, is_stable: bool) -> Flags:
    """Return which pairs the model needs: those that may be used, and in stable plans only those that are in one."""
    if is_stable:
        from matcher.solve.trimming import trim

        return trim(problem)
    kept: Flags = ~problem.is_banned
    return kept


def _find_start(
    problem: Problem, kept: Flags, *, is_stable: bool, should_stop: Callable[[], bool] | None
) -> Assignment:
    if is_stable:
        num_runs = min(NUM_STARTS, max(8, START_PAIRS // max(1, int(kept.sum()))))
        return find_largest_stable(problem, num_runs=num_runs, should_stop=should_stop).assignment
    return find_cover(problem)[0]


def _without_plan(status: Status, begun: float, *, was_stopped: bool) -> Outcome:
    if status == "INFEASIBLE":
        cause = Words(
            "没有方案能同时满足指定的配对、已知的目标值和其余规则。",
            "no plan keeps the pinned pairs, the known values and the other rules together",
        )
    else:
        cause = Words(
            "在限定的时间内既没有找到方案，也没有证明不存在方案。",
            "within the limits no plan was found, and none was ruled out",
        )
    return Outcome(status, None, (), time.perf_counter() - begun, cause, was_stopped)
