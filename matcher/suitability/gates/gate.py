"""What a gate is: one rule, judged for many pairs at once and explained for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from matcher.policy.records import Policy
from matcher.suitability.case import Case
from matcher.suitability.codes import Flags
from matcher.suitability.pairs import Pairs
from matcher.suitability.table import Reason

Mark: TypeAlias = Callable[[Pairs, Policy], Flags]
Explain: TypeAlias = Callable[[Case, Policy], Reason | None]


@dataclass(frozen=True, slots=True)
class Gate:
    """Hold one rule of the register.

    Parameters
    ----------
    mark
        Mark the pairs of a block that the rule hits; the mask broadcasts to the block's shape.
    explain
        Judge one pair from its records, without the arrays, and give the reason; None: not hit.
    """

    mark: Mark
    explain: Explain
