"""Two-way selection between cadres and enterprises: coverage proven, every pair and gap explained.

>>> import matcher
>>> plan = matcher.match_rankings({"ann": ["mine"], "bo": ["mine", "farm"]},
...                               {"mine": ["bo", "ann"], "farm": ["bo"]}, seats=(1, 1),
...                               objectives=("coverage", "stability"))
>>> sorted(plan.pairs), plan.status
([('ann', 'mine'), ('bo', 'farm')], 'OPTIMAL')

A whole season from workbooks is `load_scenario`, then `solve`, then `verify`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# The rooms `solve` and `verify` share their names with the functions below. They are loaded first,
# so that a later import of the room cannot put itself in the place of the function.
import matcher.solve
import matcher.verify  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.errors import MatcherError, PoolsError, ScenarioError
    from matcher.findings import Finding
    from matcher.plans.plan import Plan
    from matcher.plans.rankings import RankedPlan, match_rankings
    from matcher.plans.scenario import Scenario, load_scenario
    from matcher.policy.records import Policy
    from matcher.pools.pools import Pools
    from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post
    from matcher.solve.progress import Progress
    from matcher.verify.records import Verification

__version__ = "0.1.0"

_HOMES = {
    "Candidate": "matcher.pools.records",
    "Choice": "matcher.pools.records",
    "Enterprise": "matcher.pools.records",
    "Finding": "matcher.findings",
    "Incumbent": "matcher.pools.records",
    "MatcherError": "matcher.errors",
    "Opinion": "matcher.pools.records",
    "Plan": "matcher.plans.plan",
    "Policy": "matcher.policy.records",
    "Pools": "matcher.pools.pools",
    "PoolsError": "matcher.errors",
    "Post": "matcher.pools.records",
    "RankedPlan": "matcher.plans.rankings",
    "Scenario": "matcher.plans.scenario",
    "ScenarioError": "matcher.errors",
    "load_scenario": "matcher.plans.scenario",
    "match_rankings": "matcher.plans.rankings",
}
"""Where each public name lives; it is imported when first asked for, so `import matcher` is quick."""

__all__ = [
    "Candidate",
    "Choice",
    "Enterprise",
    "Finding",
    "Incumbent",
    "MatcherError",
    "Opinion",
    "Plan",
    "Policy",
    "Pools",
    "PoolsError",
    "Post",
    "RankedPlan",
    "Scenario",
    "ScenarioError",
    "load_scenario",
    "match_rankings",
    "solve",
    "verify",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def solve(
    scenario: Scenario,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Find the best plan of a scenario, verified and explained.

    Parameters
    ----------
    on_progress
        Called from time to time with plain numbers: elapsed seconds, objective, best, bound.
    should_stop
        Asked often; once it returns True the best plan so far is kept.

    Raises
    ------
    ScenarioError
        A pin asks for a pair that a rule or a refusal bars.
    SolverError
        The independent check refused the plan; it is not given out.
    """
    from matcher.plans.making import make_plan

    return make_plan(scenario, on_progress=on_progress, should_stop=should_stop)


def verify(plan: Plan | RankedPlan) -> Verification:
    """Check a plan from its problem alone: every rule, every objective, every claim.

    Raises
    ------
    ProblemError
        The plan holds no assignment to check.
    """
    from matcher.errors import ProblemError
    from matcher.verify import verify as check
    from matcher.words import Words

    if plan.outcome.assignment is None:
        raise ProblemError(Words("方案没有配对可供核验", "the plan holds no assignment to check"))
    return check(plan.problem, plan.outcome.assignment, plan.outcome.objectives)
