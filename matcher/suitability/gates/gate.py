"""What a gate is: one rule, judged for many pairs at once and explained for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from matcher.policy.records import Policy
from matcher.suitability.case import Case
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Judge
from matcher.suitability.table import Reason

Mark: TypeAlias = Callable[[Columns, Policy], Judge]
Explain: TypeAlias = Callable[[Case, Policy], Reason | None]


@dataclass(frozen=True, slots=True)
class Gate:
    """Hold one rule of the register.

    Parameters
    ----------
    mark
        Make the rule ready for pools and policy, to mark the pairs that it hits block by block.
    explain
        Judge one pair from its records, without the arrays, and give the reason; None: not hit.
    """

    mark: Mark
    explain: Explain
