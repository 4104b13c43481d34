"""How well an allowed pair fits: one measure in [0, 1] for each criterion, formula in its docstring.

A measure is made ready once for pools and policy, and then gauges pairs list by list. The planner's
weights combine the measures into integer points, 0 to 10,000.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from matcher.policy.records import Criterion, Policy
from matcher.suitability.columns import Columns
from matcher.suitability.criteria import background, nearness, skills
from matcher.suitability.pairs import Gauge

Measure: TypeAlias = Callable[[Columns, Policy], Gauge]

CRITERIA: Mapping[Criterion, Measure] = MappingProxyType(
    {
        "needs": skills.measure_needs,
        "must_have": skills.measure_must_have,
        "industry": background.measure_industry,
        "work_relation": background.measure_work_relation,
        "locality": nearness.measure_locality,
        "language": nearness.measure_language,
        "party_work": background.measure_party_work,
        "stage": skills.measure_stage,
        "opinions": background.measure_opinions,
        "continuity": background.measure_continuity,
    }
)
"""Measures by criterion, in the order of the columns of a pair table."""

__all__ = ["CRITERIA", "Measure"]
