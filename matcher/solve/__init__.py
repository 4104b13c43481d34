"""A problem in, an outcome out; the only room that knows a solver.

`solve` picks the engines: `flow` (exact, sums over pairs), `deferred` (stable plans), `critical`
(coverage with few blocking pairs), `search` (local search at fixed coverage) and `exact` (CP-SAT,
every rule and objective). All of them are imported on first use, so that opening this door costs
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.policy.records import EngineSettings
    from matcher.problem.outcome import Outcome
    from matcher.problem.problem import Problem
    from matcher.solve.progress import Progress

__all__ = ["solve"]


def solve(
    problem: Problem,
    settings: EngineSettings | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Find the best plan of a problem, objective by objective.

    Parameters
    ----------
    on_progress
        Told of every new value and bound, in plain numbers, on the caller's thread.
    should_stop
        Asked often; once it says yes, the best plan so far is returned.

    Returns
    -------
    Outcome
        OPTIMAL only where every objective is proven in order. INFEASIBLE names the rules that
        clash. UNKNOWN when the limits ended before anything was found or ruled out.

    Raises
    ------
    ProblemError
        An objective repeats, or none is given.
    """
    from matcher.solve.portfolio import run_portfolio

    return run_portfolio(problem, settings, on_progress, should_stop)
