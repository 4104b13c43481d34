"""Where plans that no known plan beats may still lie, as boxes of objective values.

Values are costs: less is better, all are whole numbers. A box holds the points that are at least
`low` and below `high` in every cost; `low` is proven. A known point takes away the points it is no
worse than; what is left of a box it lies in is one box for each cost, below the point in that cost.
When no box is left, the known points that none of the others beats are the whole frontier.

Reference: K. Klamroth, R. Lacour, D. Vanderpooten, On the representation of the search region in
multi-objective optimization, European Journal of Operational Research 245(3), 2015, 767-778.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Costs: TypeAlias = tuple[int, ...]

FAR = 2**62
"""Beyond every cost; a side without limit."""


@dataclass(frozen=True, slots=True)
class Box:
    """Hold the points with low <= point < high in every cost.

    Parameters
    ----------
    is_tried
        A search within the effort neither found a plan here nor ruled one out.
    """

    low: Costs
    high: Costs
    is_tried: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it holds no whole-numbered point."""
        return any(low >= high for low, high in zip(self.low, self.high, strict=True))

    def may_beat(self, point: Costs) -> bool:
        """Tell whether a point of the box may be no worse than `point` everywhere and better somewhere."""
        return not self.is_empty and all(low <= cost for low, cost in zip(self.low, point, strict=True))

    def holds_above(self, point: Costs) -> bool:
        """Tell whether `point` takes a part of the box away: it is below `high` in every cost."""
        return all(cost < high for cost, high in zip(point, self.high, strict=True))

    def is_within(self, other: "Box") -> bool:
        """Tell whether every point of the box is one of `other`'s."""
        sides = zip(self.low, self.high, other.low, other.high, strict=True)
        return all(low >= their_low and high <= their_high for low, high, their_low, their_high in sides)

    def raise_low(self, axis: int, low: int) -> "Box":
        """Return the box with a proven least cost on one axis."""
        return replace(self, low=_put(self.low, axis, max(low, self.low[axis])))

    def cut(self, axis: int, at: int) -> tuple["Box", "Box"]:
        """Return the part below `at` on one axis and the rest."""
        return replace(self, high=_put(self.high, axis, at)), replace(self, low=_put(self.low, axis, at))


def take_away(boxes: Sequence[Box], point: Costs) -> list[Box]:
    """Return what is left of the boxes when all that is no better than `point` anywhere is gone.

    Examples
    --------
    >>> [box.high for box in take_away([Box((0, 0), (9, 9))], (3, 5))]
    [(3, 9), (9, 5)]
    """
    kept = [box for box in boxes if not box.holds_above(point)]
    parts = [
        Box(box.low, _put(box.high, axis, cost))
        for box in boxes
        if box.holds_above(point)
        for axis, cost in enumerate(point)
    ]
    for part in parts:
        if part.is_empty or any(part.is_within(other) for other in kept):
            continue
        kept = [other for other in kept if not other.is_within(part)] + [part]
    return kept


def keep_best(points: Sequence[Costs]) -> list[int]:
    """Return the positions of the points that no other beats, of equal ones the first.

    Examples
    --------
    >>> keep_best([(1, 5), (2, 2), (2, 3), (2, 2)])
    [0, 1]
    """
    kept = []
    for position, point in enumerate(points):
        beaten = any(
            all(theirs <= mine for theirs, mine in zip(other, point, strict=True)) and (other != point or at < position)
            for at, other in enumerate(points)
            if at != position
        )
        if not beaten:
            kept.append(position)
    return kept


def _put(values: Costs, axis: int, value: int) -> Costs:
    return (*values[:axis], value, *values[axis + 1 :])
