"""How far a plan breaks the side rules, counted as pairs come and go.

`build_counters` counts a plan once, `take` and `drop` keep the counts exact, `fits` tells whether a
pair may come in; `switch` has the same for kernels that also run without rules. `broken_rules` names
the rules that a plan breaks.
"""

from matcher.solve.side_rules.broken import broken_rules
from matcher.solve.side_rules.counters import Counters, build_counters
from matcher.solve.side_rules.kernels import drop, find_clash, fits, has_budget, take

__all__ = ["Counters", "broken_rules", "build_counters", "drop", "find_clash", "fits", "has_budget", "take"]
