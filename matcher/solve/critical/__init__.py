"""Coverage first, then as few blocking pairs as can be had.

`find_cover` is exact; `find_critical` keeps its cover and blames no pair that could be honoured.
"""

from matcher.solve.critical.cover import Cover, find_cover
from matcher.solve.critical.engine import FEW_STARTS, MANY_STARTS, Critical, Start, find_critical
from matcher.solve.critical.levels import keep_needs
from matcher.solve.critical.reserve import reserve_and_defer
from matcher.solve.critical.settle import settle_market

__all__ = [
    "FEW_STARTS",
    "MANY_STARTS",
    "Cover",
    "Critical",
    "Start",
    "find_cover",
    "find_critical",
    "keep_needs",
    "reserve_and_defer",
    "settle_market",
]
