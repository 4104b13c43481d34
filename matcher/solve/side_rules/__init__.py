"""How far a plan breaks the side rules, counted as pairs come and go.

`build_counters` counts a plan once, `take` and `drop` keep the counts exact, `fits` tells whether a
pair may come in. `broken_rules` names the rules that a plan breaks.
"""

from matcher.solve.side_rules.broken import broken_rules
from matcher.solve.side_rules.counters import NO_COUNTERS, Counters, build_counters
from matcher.solve.side_rules.kernels import drop, find_clash, fits, take

__all__ = ["NO_COUNTERS", "Counters", "broken_rules", "build_counters", "drop", "find_clash", "fits", "take"]
