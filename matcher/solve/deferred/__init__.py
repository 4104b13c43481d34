"""Deferred acceptance with capacities on both sides, and the largest stable plan with ties.

No seat is ever cloned: an agent keeps a set of partners, so a pair is used once or not at all.
Every engine here keeps capacities, seats, bans and pins, and no other side rule (`supports`).
"""

from matcher.solve.deferred.largest import LargestStable, find_largest_stable
from matcher.solve.deferred.proposals import propose_from_candidates, propose_from_posts, supports

__all__ = ["LargestStable", "find_largest_stable", "propose_from_candidates", "propose_from_posts", "supports"]
