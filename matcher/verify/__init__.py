"""An independent check that restates every rule in plain code; it never imports solve.

`verify` reads a stored problem and an assignment and nothing else. It lists every violation, recomputes
every objective, names blocking pairs and those of them that are excused, and proves by minimum cut how
much of the shortfall no plan can avoid. An engine's word is never taken: what it claims is checked too.
Everything is imported on first use, so that opening this door costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.problem.outcome import Assignment, ObjectiveResult
    from matcher.problem.problem import Problem
    from matcher.verify.checks import CHECKS
    from matcher.verify.objectives import is_better
    from matcher.verify.records import Shortfall, Side, Verification, Violation, Witness

__all__ = ["CHECKS", "Shortfall", "Side", "Verification", "Violation", "Witness", "is_better", "verify"]

_HOMES = {
    "CHECKS": "matcher.verify.checks",
    "Shortfall": "matcher.verify.records",
    "Side": "matcher.verify.records",
    "Verification": "matcher.verify.records",
    "Violation": "matcher.verify.records",
    "Witness": "matcher.verify.records",
    "is_better": "matcher.verify.objectives",
}


def __getattr__(name: str) -> object:
    """Import a name of the room on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.verify' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def verify(problem: Problem, assignment: Assignment, claimed: tuple[ObjectiveResult, ...] = ()) -> Verification:
    """Check `assignment` against `problem`, and what is claimed of it against both.

    Parameters
    ----------
    claimed
        Objective results that came with the assignment; each is held against the recomputed ones.

    Returns
    -------
    Verification
        All violations, not the first; every objective recomputed; bounds and witnesses of its own.
    """
    from matcher.verify.checking import check_plan

    return check_plan(problem, assignment, claimed)
