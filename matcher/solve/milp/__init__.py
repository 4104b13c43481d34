"""Linear models of stable plans and of whole-host coverage, for CP-SAT and HiGHS alike.

`solve_linear` states a problem once as rows over integers (`pairs`, `stable`, `goals`) and lets
either solver, or both in a race, work on it (`asking`, `highs`, `race`). It takes problems in which
no side rule binds, and their first objectives as far as these are sums (`linear_prefix`). HiGHS runs
inside OR-Tools, in a process of its own: the `highspy` package cannot be loaded beside OR-Tools.
"""

from matcher.solve.milp.engine import linear_prefix, solve_linear

__all__ = ["linear_prefix", "solve_linear"]
