"""From one solved problem to the next: edits re-solved from where the last answer stands.

`make_base` keeps a solved problem ready; `resolve` answers one edit with the same values as a full
solve, `apply` goes on from there. `price_of_forcing` answers the pins of all pairs of one agent at once.
"""

from matcher.solve.incremental.base import Base, leading_sums, make_base, supports
from matcher.solve.incremental.engine import apply, apply_all, resolve, resolve_all
from matcher.solve.incremental.forcing import ForcedPairs, price_of_forcing
from matcher.solve.incremental.withdrawals import cover_of_withdrawals

__all__ = [
    "Base",
    "ForcedPairs",
    "apply",
    "apply_all",
    "cover_of_withdrawals",
    "leading_sums",
    "make_base",
    "price_of_forcing",
    "resolve",
    "resolve_all",
    "supports",
]
