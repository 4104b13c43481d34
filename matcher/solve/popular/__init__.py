"""Plans that win or tie every vote against another plan, with the prices that prove it.

`find_popular` looks among all plans, `find_popular_critical` among those of greatest cover;
`solve_popular` makes an outcome of either, where `answers` says that it can.
"""

from matcher.solve.popular.engine import Popular, find_popular, find_popular_critical
from matcher.solve.popular.solving import answers, solve_popular

__all__ = ["Popular", "answers", "find_popular", "find_popular_critical", "solve_popular"]
