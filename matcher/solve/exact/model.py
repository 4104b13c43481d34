"""From a problem to a model with its hard rules."""

from collections.abc import Collection

from matcher.problem.problem import RULES, Problem
from matcher.solve.exact.rules import CONSTRAINTS
from matcher.solve.exact.variables import Variables


def build_model(problem: Problem, rules: Collection[str] = RULES) -> Variables:
    """Return variables and hard rules of a problem, without objectives.

    Parameters
    ----------
    rules
        Names of the rules to hold; leaving some out tells which of them clash.
    """
    variables = Variables(problem)
    for name, constrain in CONSTRAINTS.items():
        if name in rules:
            constrain(variables)
    return variables
