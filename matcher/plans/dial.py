"""Four plans of one season, from stable to largest, each with its price.

With strict preferences every stable plan leaves the same seats empty, so cover has to be paid for
in blocking pairs. The dial shows how much each step costs; the planner decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from matcher.errors import ProblemError
from matcher.plans.certify import refuse_unless_verified
from matcher.plans.scenario import Scenario
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Outcome, Problem, Value, compile_problem
from matcher.solve import solve
from matcher.solve.progress import Progress
from matcher.suitability import build_pairs
from matcher.verify import verify
from matcher.words import Words

Setting: TypeAlias = Literal["stable", "few_blocking", "popular", "largest"]

AIMS: dict[Setting, tuple[Objective, ...]] = {
    "stable": ("stability", "coverage", "satisfaction"),
    "few_blocking": ("coverage", "stability", "satisfaction"),
    "popular": ("coverage", "popularity", "size"),
    "largest": ("coverage", "size", "satisfaction"),
}
"""What each setting of the dial asks for, in order."""

PRICES: tuple[Objective, ...] = ("coverage", "hosts", "stability", "size", "satisfaction", "regret")
"""What is measured on every plan, so that settings compare."""


@dataclass(frozen=True, slots=True, eq=False)
class DialPoint:
    """Hold one setting of the dial.

    Parameters
    ----------
    values
        Every price measured by the independent check; empty without a plan.
    cause
        Why there is no plan, where there is none.
    """

    setting: Setting
    outcome: Outcome | None
    values: dict[Objective, Value]
    cause: Words | None = None


def turn_dial(
    scenario: Scenario,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[DialPoint, ...]:
    """Solve a scenario once for every setting of the dial.

    Rules, pins, quotas and effort are the scenario's; only the order of objectives differs.
    """
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    problem = compile_problem(scenario.pools, scenario.policy, table).problem
    return tuple(
        turn_to(problem, setting, scenario.policy.engine, on_progress=on_progress, should_stop=should_stop)
        for setting in get_args(Setting)
    )


def turn_to(
    problem: Problem,
    setting: Setting,
    settings: EngineSettings | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> DialPoint:
    """Solve a problem at one setting; what cannot be had comes back with its cause."""
    asked = replace(problem, objectives=AIMS[setting])
    try:
        outcome = solve(asked, settings, on_progress=on_progress, should_stop=should_stop)
    except ProblemError as error:
        return DialPoint(setting, None, {}, error.words)
    if outcome.assignment is None:
        return DialPoint(setting, outcome, {}, outcome.cause)
    verification = verify(asked, outcome.assignment, outcome.objectives)
    refuse_unless_verified(verification)
    return DialPoint(setting, outcome, {name: verification.objectives[name] for name in PRICES})
