"""What one solve makes as small or as large as it can."""

from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """Hold one linear expression and what is known of it before any search.

    Parameters
    ----------
    expression
        Over the variables of the model.
    limit
        No plan at all does better; a plan that reaches it needs no search.
    """

    expression: cp_model.LinearExpr
    limit: int
