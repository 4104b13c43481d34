"""A scenario walked through all rooms into a plan.

`load_scenario` reads settings and tables, `make_plan` solves, has the answer verified and names
the cause of every gap; `match_rankings` does the same for plain ranked lists without pools.
"""

from matcher.plans.dial import DialPoint, turn_dial
from matcher.plans.making import make_plan
from matcher.plans.plan import Blocking, CoverageCount, Match, Plan, PlanSummary, Uncovered, Unplaced
from matcher.plans.rankings import RankedPlan, match_rankings
from matcher.plans.scenario import Scenario, find_scenario, load_scenario, read_scenario_pools

__all__ = [
    "Blocking",
    "CoverageCount",
    "DialPoint",
    "Match",
    "Plan",
    "PlanSummary",
    "RankedPlan",
    "Scenario",
    "Uncovered",
    "Unplaced",
    "find_scenario",
    "load_scenario",
    "make_plan",
    "match_rankings",
    "read_scenario_pools",
    "turn_dial",
]
