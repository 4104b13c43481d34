"""The objectives of the exact model: one function per objective, named like the objective.

Each turns an objective into goals, linear expressions to be made as small or as large as
`SENSES` says, one after the other; all but ``ranks`` and ``generous`` are a single goal.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from matcher.policy.records import Objective
from matcher.solve.exact.objectives.cover import coverage, hosts
from matcher.solve.exact.objectives.goal import Goal
from matcher.solve.exact.objectives.profile import generous, ranks, regret
from matcher.solve.exact.objectives.sums import balance, continuity, satisfaction, size, travel
from matcher.solve.exact.objectives.unrest import popularity, stability
from matcher.solve.exact.variables import Variables

GOALS: Mapping[Objective, Callable[[Variables], tuple[Goal, ...]]] = MappingProxyType(
    {
        "coverage": coverage,
        "hosts": hosts,
        "stability": stability,
        "popularity": popularity,
        "size": size,
        "ranks": ranks,
        "generous": generous,
        "regret": regret,
        "satisfaction": satisfaction,
        "balance": balance,
        "travel": travel,
        "continuity": continuity,
    }
)
"""What adds each objective to the model, in the order of `SENSES`."""

__all__ = ["GOALS", "Goal"]
