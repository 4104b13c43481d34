"""What is left to decide once the planner's orders stand: needs, rooms and the pairs between them."""

import numpy as np

from matcher.problem.problem import Ints, Problem
from matcher.verify.records import Side
from matcher.verify.rows import sort_order


class Network:
    """Hold a problem as seen from one side, with the pins used and the bans taken out.

    Attributes
    ----------
    asked
        Units each near agent still asks beside its pins.
    need
        The same, as far as its own limit allows.
    pinned
        Units each near agent gets by pins, no more than it asked.
    room
        Units each far agent can still give.
    near, far, pair
        Ends of each pair left, sorted by (near, far), and its index in the problem.
    pinned_near, pinned_far
        Ends of the pinned pairs.
    """

    def __init__(self, problem: Problem, side: Side, asked: Ints) -> None:
        pair = np.flatnonzero(~problem.is_pinned & ~problem.is_banned)
        pins = np.flatnonzero(problem.is_pinned)
        near, far = problem.candidate, problem.post
        near_limit, far_limit = problem.capacity, problem.most
        if side == "posts":
            near, far, near_limit, far_limit = far, near, far_limit, near_limit
            pair = pair[sort_order(near[pair], problem.num_posts)]
        self.pair, self.near, self.far = pair, near[pair], far[pair]
        self.pinned_near, self.pinned_far = near[pins], far[pins]
        near_pins = np.bincount(self.pinned_near, minlength=len(near_limit))
        far_pins = np.bincount(self.pinned_far, minlength=len(far_limit))
        self.pinned: Ints = np.minimum(asked, near_pins)
        self.asked: Ints = asked - self.pinned
        self.need: Ints = np.minimum(self.asked, np.maximum(near_limit - near_pins, 0))
        self.room: Ints = np.maximum(far_limit - far_pins, 0)
