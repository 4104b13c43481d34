"""A scenario in, its frontier out: pairs judged, problem compiled, points named by ids."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.plans.plan import Plan
from matcher.plans.scenario import Scenario
from matcher.policy.records import Objective
from matcher.problem import Assignment, Compiled, compile_problem
from matcher.solve.progress import Progress
from matcher.suitability import build_pairs
from matcher.whatif.frontier import Frontier, FrontierPoint, find_frontier


@dataclass(frozen=True, slots=True, eq=False)
class TradeOff:
    """Hold a scenario's frontier and the names its plans are told by."""

    frontier: Frontier
    compiled: Compiled

    def list_pairs(self, assignment: Assignment) -> tuple[tuple[str, str], ...]:
        """Return a plan as pairs (candidate id, post id)."""
        people, posts = self.compiled.candidate_ids, self.compiled.post_ids
        return tuple((people[i], posts[p]) for i, p in assignment.pairs.tolist())


def find_trade_off(
    scenario: Scenario,
    axes: tuple[Objective, ...] = ("coverage", "stability"),
    *,
    plan: Plan | None = None,
    most_points: int | None = 8,
    effort: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_point: Callable[[FrontierPoint], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> TradeOff:
    """Find what objectives of a scenario cost in each other; see `find_frontier`.

    Parameters
    ----------
    plan
        A solved plan of the scenario, taken as a point found.
    most_points
        Points to find at most; None: all of them.
    effort
        Of each objective of each search; None: the scenario's own.

    Raises
    ------
    ProblemError
        Axes that cannot be traded off.
    """
    if plan is None:
        table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
        compiled = compile_problem(scenario.pools, scenario.policy, table)
    else:
        compiled = plan.compiled
    engine = scenario.policy.engine
    frontier = find_frontier(
        compiled.problem,
        axes,
        engine if effort is None else engine.model_copy(update={"effort": effort}),
        most_points=most_points,
        known=None if plan is None or plan.outcome.assignment is None else plan.outcome,
        on_progress=on_progress,
        on_point=on_point,
        should_stop=should_stop,
    )
    return TradeOff(frontier, compiled)
