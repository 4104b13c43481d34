"""A picture of a plan: people on the left, hosts on the right, one curve for each match."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from matcher.explain import label, name
from matcher.exports.bands import MOST_GROUPS, Group, count_flows, draw_bands, merge_small
from matcher.exports.cells import make_cell_text
from matcher.exports.replacing import write_bytes
from matcher.plans.plan import Match, Plan, Uncovered
from matcher.words import Language

WIDTH, TOP, BOTTOM, GAP = 1000, 92, 56, 9
LEFT, RIGHT = 170, 770
FONT = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','SimHei',sans-serif"
BOTH, ONE, NEITHER, MISSING, IDLE = "#c0392b", "#e0975a", "#9db4c8", "#111111", "#c9c9c9"
"""Colours: ranked by both sides, by one, by neither; a host left short; a person left out."""

MOST_DOTS = 1_500
"""People or hosts drawn one by one."""


@dataclass(frozen=True, slots=True)
class _Dot:
    key: str
    group: str
    title: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """Hold what of a plan is drawn: all of it, or the hosts of one committee with those who go there."""

    title: str
    matches: tuple[Match, ...]
    uncovered: tuple[Uncovered, ...]
    unplaced: tuple[str, ...]
    hosts: int
    covered: int
    blocking: int


def draw_plan(plan: Plan, language: Language = "zh", *, committee: str = "") -> str:
    """Return the picture as SVG text; it names hosts and groups, and no person.

    Colours tell who had asked for a match: red both sides, orange one of them, grey-blue neither.
    Of more than `MOST_DOTS` people or hosts the groups are drawn, and bands as wide as their matches.

    Parameters
    ----------
    committee
        Draw its hosts only, and those who go there; empty: the whole plan.
    """
    shown = _cut(plan, committee)
    people = _people(shown, language)
    hosts = _hosts(shown, language)
    if max(len(people), len(hosts)) > MOST_DOTS:
        return _draw_groups(shown, people, hosts, language)
    rows = max(_length(people), _length(hosts), 1)
    step = min(9.0, max(4.0, 760 / rows))
    height = TOP + BOTTOM + rows * step
    left, right = _heights(people, step), _heights(hosts, step)
    parts = [_curve(match, left, right) for match in _drawn_last_first(shown.matches)]
    parts += _column(people, left, LEFT, "end", step)
    parts += _column(hosts, right, RIGHT, "start", step)
    return _frame(shown, parts, height, language)


def _draw_groups(shown: _Shown, people: Sequence[_Dot], hosts: Sequence[_Dot], language: Language) -> str:
    """Draw pools and committees in place of people and hosts."""
    rest = label("picture", "others").say(language)
    sizes = Counter(dot.group for dot in hosts)
    block = merge_small(sizes, MOST_GROUPS, rest)
    pool = {dot.key: dot.group for dot in people}
    committee = {dot.key: block[dot.group] for dot in hosts}
    flows = count_flows(
        [
            (pool[match.candidate_id], committee[match.enterprise_id], (NEITHER, ONE, BOTH)[_asked(match)])
            for match in shown.matches
        ]
    )
    missing = label("picture", "uncovered").say(language)
    merged = Counter(committee.values())
    left = [Group(group, len(list(own)), "#444444") for group, own in groupby(people, key=lambda dot: dot.group)]
    order = sorted(merged, key=lambda group: (group == missing, group == rest, -merged[group]))
    right = [Group(group, merged[group], MISSING if group == missing else "#444444") for group in order]
    parts, tall = draw_bands(left, right, flows, (LEFT, RIGHT), TOP)
    return _frame(shown, parts, TOP + tall + BOTTOM, language)


def _frame(shown: _Shown, parts: Sequence[str], height: float, language: Language) -> str:
    """Put the title above the parts of a picture and the legend below them."""
    box, middle = f"0 0 {WIDTH} {height:.0f}", WIDTH / 2
    title, subtitle = make_cell_text(shown.title), escape(_subtitle(shown, language))
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label={quoteattr(title)}>',
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>',
        f'<g font-family="{FONT}">',
        f'<text x="{middle}" y="34" font-size="22" text-anchor="middle">{escape(title)}</text>',
        f'<text x="{middle}" y="60" font-size="14" text-anchor="middle" fill="#555">{subtitle}</text>',
    ]
    return "\n".join([*head, *parts, *_legend(height, language), "</g>", "</svg>", ""])


def write_picture(plan: Plan, path: Path, language: Language = "zh") -> None:
    """Write the picture as an SVG file, all of it or nothing."""
    write_bytes(path, draw_plan(plan, language).encode("utf-8"))


def _cut(plan: Plan, committee: str) -> _Shown:
    if not committee:
        unplaced = tuple(person.candidate_id for person in plan.unplaced)
        counts = (plan.coverage.hosts, plan.coverage.hosts_covered, plan.summary.num_blocking)
        return _Shown(plan.title, tuple(plan.matches), tuple(plan.uncovered), unplaced, *counts)
    matches = tuple(match for match in plan.matches if match.committee == committee)
    uncovered = tuple(gap for gap in plan.uncovered if gap.committee == committee)
    short = {gap.enterprise_id for gap in uncovered}
    hosts = short | {match.enterprise_id for match in matches}
    blocking = sum(pair.enterprise_id in hosts for pair in plan.blocking)
    return _Shown(plan.title, matches, uncovered, (), len(hosts), len(hosts - short), blocking)


def _subtitle(shown: _Shown, language: Language) -> str:
    return label(
        "picture",
        "subtitle",
        hosts=shown.hosts,
        covered=shown.covered,
        people=len({match.candidate_id for match in shown.matches}),
        matches=len(shown.matches),
        blocking=shown.blocking,
    ).say(language)


def _people(shown: _Shown, language: Language) -> list[_Dot]:
    placed = {match.candidate_id: match.pool for match in shown.matches}
    dots = [_Dot(key, name("pool", pool).say(language), "", "#444444") for key, pool in placed.items()]
    idle = label("picture", "unplaced").say(language)
    dots += [_Dot(person, idle, "", IDLE) for person in shown.unplaced if person not in placed]
    order = [name("pool", pool).say(language) for pool in ("retired", "reserve", "on_duty", "full_time")] + [idle]
    return sorted(dots, key=lambda dot: order.index(dot.group))


def _hosts(shown: _Shown, language: Language) -> list[_Dot]:
    short = {gap.enterprise_id for gap in shown.uncovered}
    served = {match.enterprise_id: match for match in shown.matches}
    dots = [
        _Dot(key, match.committee, match.enterprise_name, MISSING if key in short else "#444444")
        for key, match in served.items()
    ]
    missing = label("picture", "uncovered").say(language)
    names = {gap.enterprise_id: gap.enterprise_name for gap in shown.uncovered if gap.enterprise_id not in served}
    dots += [_Dot(key, missing, title, MISSING) for key, title in names.items()]
    return sorted(dots, key=lambda dot: (dot.group == missing, dot.group))


def _length(dots: Sequence[_Dot]) -> float:
    return len(dots) + 2.0 * len({dot.group for dot in dots})


def _heights(dots: Sequence[_Dot], step: float) -> dict[str, float]:
    heights: dict[str, float] = {}
    y, previous = float(TOP), ""
    for dot in dots:
        if dot.group != previous:
            y += 2 * step if previous else 0
            previous = dot.group
        heights[dot.key] = y
        y += step
    return heights


def _asked(match: Match) -> int:
    return (match.candidate_answer == "ranked") + (match.enterprise_answer == "ranked")


def _drawn_last_first(matches: Sequence[Match]) -> list[Match]:
    """Return matches with those both sides asked for last, so that they lie on top."""
    return sorted(matches, key=_asked)


def _curve(match: Match, left: dict[str, float], right: dict[str, float]) -> str:
    y, z = left[match.candidate_id], right[match.enterprise_id]
    middle = (LEFT + RIGHT) / 2
    colour = (NEITHER, ONE, BOTH)[_asked(match)]
    return (
        f'<path d="M{LEFT + 6} {y:.1f}C{middle} {y:.1f} {middle} {z:.1f} {RIGHT - 6} {z:.1f}" '
        f'fill="none" stroke="{colour}" stroke-width="1.4" stroke-opacity="0.75"/>'
    )


def _column(dots: Sequence[_Dot], heights: dict[str, float], x: int, anchor: str, step: float) -> list[str]:
    parts: list[str] = []
    for group, members in groupby(dots, key=lambda dot: dot.group):
        own = list(members)
        middle = (heights[own[0].key] + heights[own[-1].key]) / 2 + 4
        away = -14 if anchor == "end" else 14
        parts.append(
            f'<text x="{x + away}" y="{middle:.1f}" font-size="13" text-anchor="{anchor}">'
            f'{escape(make_cell_text(group))}<tspan fill="#888"> {len(own)}</tspan></text>'
        )
        for dot in own:
            title = f"<title>{escape(make_cell_text(dot.title))}</title>" if dot.title else ""
            place = f'cx="{x}" cy="{heights[dot.key]:.1f}" r="{step * 0.36:.1f}"'
            parts.append(f'<circle {place} fill="{dot.colour}">{title}</circle>')
    return parts


def _legend(height: float, language: Language) -> list[str]:
    y, x = height - 22, LEFT
    parts: list[str] = []
    for key, colour in (("both", BOTH), ("one", ONE), ("neither", NEITHER)):
        text = label("picture", key).say(language)
        parts.append(f'<line x1="{x}" x2="{x + 28}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{x + 36}" y="{y}" font-size="13">{escape(text)}</text>')
        x += 210
    return parts
