"""A problem in, an outcome out; the only room that knows a solver.

`solve` picks the engines: `flow` (exact, sums over pairs), `deferred` (stable plans), `critical`
(coverage with few blocking pairs), `search` (local search at fixed coverage) and `exact` (CP-SAT,
every rule and objective). Engines are imported on first use, so that opening this door is cheap.
"""

from matcher.solve.portfolio import solve
from matcher.solve.progress import Progress

__all__ = ["Progress", "solve"]
