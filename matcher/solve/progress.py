"""What a running solve tells whoever waits for it."""

from dataclasses import dataclass

from matcher.policy.records import Objective
from matcher.problem import Value


@dataclass(frozen=True, slots=True)
class Progress:
    """Hold one report of a running solve; plain numbers, safe to keep.

    Parameters
    ----------
    elapsed_s
        Seconds since the solve began.
    objective
        The objective being worked on; None while any plan at all is sought.
    best
        Best value of it found so far, None before the first plan.
    bound
        No plan that keeps the objectives before it does better; None where nothing is known.
    engine
        Who is working.
    """

    elapsed_s: float
    objective: Objective | None
    best: Value | None
    bound: Value | None
    engine: str
