"""An independent check that restates every rule in plain code; it never imports solve.

`verify` reads a stored problem and an assignment and nothing else. It lists every violation, recomputes
every objective, names blocking pairs and those of them that are excused, and proves by minimum cut how
much of the shortfall no plan can avoid. An engine's word is never taken: what it claims is checked too.
"""

from matcher.verify.checks import CHECKS
from matcher.verify.objectives import is_better
from matcher.verify.records import Shortfall, Side, Verification, Violation, Witness
from matcher.verify.verify import verify

__all__ = ["CHECKS", "Shortfall", "Side", "Verification", "Violation", "Witness", "is_better", "verify"]
