"""Plans that win or tie every vote against another plan, with the prices that prove it.

`find_popular` looks among all plans, `find_popular_critical` among those of greatest cover.
"""

from matcher.solve.popular.engine import Popular, find_popular, find_popular_critical

__all__ = ["Popular", "find_popular", "find_popular_critical"]
