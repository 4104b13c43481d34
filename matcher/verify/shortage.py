"""What no plan can cover, proven: the least loss of cover on each side, and who witnesses it.

Both sides' heaviest covers can hold in one plan (Mendelsohn and Dulmage, "Some generalizations of
the problem of distinct representatives", Canadian Journal of Mathematics 10, 1958), so their losses
add up. Pins and bans are kept; every other side rule is left out, which makes the bound weaker at
worst, never wrong.
"""

from dataclasses import dataclass

import numpy as np

from matcher.problem.problem import Ints
from matcher.verify.cover import Cover
from matcher.verify.network import Network
from matcher.verify.placed import Placed
from matcher.verify.records import Side, Witness
from matcher.verify.witnesses import find_witnesses


@dataclass(frozen=True, slots=True, eq=False)
class Shortage:
    """Hold the least loss of cover of one side.

    Parameters
    ----------
    missing, loss
        Units that no plan avoids to miss: their number, and their sum of weights.
    witnesses
        Why; what they miss adds up to `missing`.
    """

    missing: int
    loss: int
    witnesses: tuple[Witness, ...]


def find_shortage(placed: Placed, side: Side) -> Shortage:
    """Return the least loss of cover of `side`."""
    problem = placed.problem
    if side == "posts":
        asked, weight = problem.least, problem.priority
    else:
        asked, weight = problem.least_load, np.ones(problem.num_candidates, np.int64)
    if not asked.any():
        return Shortage(0, 0, ())
    network = Network(problem, side, asked)
    cover = _grow(placed, network, weight)
    missing = network.asked - cover.filled
    return Shortage(int(missing.sum()), int((missing * weight).sum()), find_witnesses(network, cover, side))


def bound_size(placed: Placed) -> int:
    """Return the most matches any plan can have."""
    problem = placed.problem
    network = Network(problem, "posts", problem.most)
    cover = _grow(placed, network, np.ones(problem.num_posts, np.int64))
    return int(problem.is_pinned.sum() + cover.filled.sum())


def _grow(placed: Placed, network: Network, weight: Ints) -> Cover:
    cover = Cover(network.need, weight, network.room, network.near, network.far)
    cover.grow(placed.is_used[network.pair])
    return cover
