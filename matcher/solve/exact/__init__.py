"""The exact engine: every rule and objective as one CP-SAT model, objective after objective.

`solve_exact` builds the model (variables, rules, objectives: a module each), solves the stages in
order and keeps what each reached; `solve_within` does the same among plans that keep given limits.
Importing this package imports OR-Tools, so the solve room does it only when the engine is needed.
"""

from matcher.solve.exact.solve import solve_exact
from matcher.solve.exact.within import solve_within

__all__ = ["solve_exact", "solve_within"]
