"""All stable plans of strict lists at once, and the best of them by any list of objectives.

`find_rotations` walks from the plan best for candidates to the plan best for posts; `ClosedSets`
holds the choices of rotations that are still open; `solve_stable_set` narrows them objective by
objective. Capacities may exceed 1 on both sides.
"""

from matcher.solve.rotations.closed import ClosedSets
from matcher.solve.rotations.engine import find_egalitarian, find_least_regret, solve_stable_set, supports
from matcher.solve.rotations.find import Rotations, find_rotations

__all__ = [
    "ClosedSets",
    "Rotations",
    "find_egalitarian",
    "find_least_regret",
    "find_rotations",
    "solve_stable_set",
    "supports",
]
