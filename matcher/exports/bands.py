"""The picture of a plan too large for a curve per match: groups left and right, one band for all that join two."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from matcher.exports.cells import make_cell_text

HEIGHT = 1_200
"""Of the taller column, gaps included."""

MOST_GROUPS = 24
"""Groups with a block of their own; the smaller ones share one."""

_GAP = 14.0
_THIN = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Hold one block: what it is called, how many stand in it, and its colour."""

    name: str
    count: int
    colour: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Hold the matches between a group of people and one of hosts, of one colour."""

    left: str
    right: str
    colour: str
    count: int


def merge_small(counts: Mapping[str, int], most: int, rest: str) -> dict[str, str]:
    """Return for each group the name of its block: its own, or that of the rest.

    Examples
    --------
    >>> merge_small({"甲": 5, "乙": 1, "丙": 2}, 2, "其他")
    {'甲': '甲', '丙': '丙', '乙': '其他'}
    """
    order = sorted(counts, key=lambda group: (-counts[group], group))
    return {group: group if place < most or len(order) == most else rest for place, group in enumerate(order)}


def draw_bands(
    people: Sequence[Group], hosts: Sequence[Group], flows: Sequence[Flow], x: tuple[int, int], top: float
) -> tuple[list[str], float]:
    """Return the SVG parts and the height they take.

    Parameters
    ----------
    x
        Where the left and the right column stand.
    top
        Where they begin.
    """
    room = HEIGHT - _GAP * max(len(people), len(hosts))
    scale = room / max(sum(group.count for group in people), sum(group.count for group in hosts), 1)
    flows = sorted(flows, key=lambda flow: (flow.left, flow.right, flow.colour))
    parts: list[str] = []
    ends: list[dict[Flow, tuple[float, float]]] = []
    bottom = top
    for groups, place, anchor, side in ((people, x[0], "end", "left"), (hosts, x[1], "start", "right")):
        y = top
        own: dict[Flow, tuple[float, float]] = {}
        for group in groups:
            tall = max(_THIN, group.count * scale)
            mine = [flow for flow in flows if getattr(flow, side) == group.name]
            own |= _stack(mine, y, tall)
            parts.append(f'<rect x="{place - 5}" y="{y:.1f}" width="10" height="{tall:.1f}" fill="{group.colour}"/>')
            away = -14 if anchor == "end" else 14
            parts.append(
                f'<text x="{place + away}" y="{y + tall / 2 + 4:.1f}" font-size="13" text-anchor="{anchor}">'
                f'{escape(make_cell_text(group.name))}<tspan fill="#888"> {group.count}</tspan></text>'
            )
            y += max(tall, _GAP) + _GAP / 2
        ends.append(own)
        bottom = max(bottom, y)
    curves = [_draw_band(flow, x, ends[0][flow], ends[1][flow]) for flow in flows]
    return [*curves, *parts], bottom - top


def _stack(flows: Sequence[Flow], y: float, tall: float) -> dict[Flow, tuple[float, float]]:
    """Return where each flow meets a block: its middle and its width; together they fill the block."""
    total = sum(flow.count for flow in flows)
    found = {}
    for flow in flows:
        wide = tall * flow.count / total
        found[flow] = (y + wide / 2, wide)
        y += wide
    return found


def _draw_band(flow: Flow, x: tuple[int, int], left: tuple[float, float], right: tuple[float, float]) -> str:
    (y, wide), (z, narrow) = left, right
    start, end, middle = x[0] + 6, x[1] - 6, (x[0] + x[1]) / 2
    return (
        f'<path d="M{start} {y - wide / 2:.1f}C{middle} {y - wide / 2:.1f} {middle} {z - narrow / 2:.1f} '
        f"{end} {z - narrow / 2:.1f}L{end} {z + narrow / 2:.1f}C{middle} {z + narrow / 2:.1f} "
        f'{middle} {y + wide / 2:.1f} {start} {y + wide / 2:.1f}Z" fill="{flow.colour}" fill-opacity="0.55"/>'
    )


def count_flows(ends: Sequence[tuple[str, str, str]]) -> list[Flow]:
    """Return the flows of matches, each given as its group of people, its group of hosts and its colour."""
    return [Flow(*key, count) for key, count in Counter(ends).items()]
