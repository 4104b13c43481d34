"""Local search at a fixed cover: fewer blocking pairs, then more points, by exact counts of every move."""

from matcher.solve.search.engine import Improved, Step, improve_market, improve_plan

__all__ = ["Improved", "Step", "improve_market", "improve_plan"]
