"""Local search at a fixed cover: fewer blocking pairs, then more points, by exact counts of every move."""

from matcher.solve.search.engine import Improved, Step, improve_blocking, improve_market

__all__ = ["Improved", "Step", "improve_blocking", "improve_market"]
