"""Plain HTML tables: what a screen reader reads, a keyboard walks and a browser prints."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from matcher.exports.cells import make_line


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold the content of a cell that leads to a page of its own."""

    content: object
    address: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Hold the content of a cell that lists several things, each with its parts beside each other."""

    lines: tuple[tuple[object, ...], ...]


_SHORT, _SENTENCE = 10, 40
"""Characters up to which a cell is a word or two, and a phrase."""
_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
"""A day does not break at its hyphens."""

STYLE = (
    "<style>table.plain{border-collapse:collapse;width:100%;font-size:.9rem}"
    "table.plain th,table.plain td{border:1px solid #D9D4CC;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    # A word of a few characters does not break in the middle.
    "table.plain td,table.plain th{min-width:3.5em}table.plain td:last-child{min-width:4.5em}"
    "table.plain th{background:#F6F4F1}table.plain .day{white-space:nowrap}table.plain a{color:#1F5FA8}"
    # Chinese breaks anywhere: without a least width a column of names is one character wide.
    "table.plain td.long{min-width:7.5em;overflow-wrap:anywhere}table.plain td:first-child:not(.long){min-width:5em}"
    # A sentence in a narrow column makes its row as high as the page.
    "table.plain td.sentence{min-width:18em}"
    "div.plain table.plain ul{margin:0;padding-left:1.1em;font-size:inherit}"
    "div.plain table.plain li{font-size:inherit;margin:0;padding:0}div.plain{overflow-x:auto}"
    "table.bars th[scope=row]{width:30%;background:none;font-weight:normal}"
    "table.bars .bar{display:block;height:.4rem;margin-bottom:.1rem;background:#B3261E;border-radius:2px}</style>"
)


def draw_plain_table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], links: Sequence[str] | None = None
) -> None:
    """Draw a table; the first cell of each row links to the address given for it."""
    st.html(f'{STYLE}<div class="plain">{make_plain_table(headings, rows, links)}</div>')


def draw_bars(headings: tuple[str, str], counts: Mapping[str, int]) -> None:
    """Draw a table of counts with a bar behind each: a chart that is its own plain twin."""
    most = max(counts.values(), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td><span class="bar" style="width:{100 * count / most:.0f}%"></span>'
        f"{count}</td></tr>"
        for label, count in counts.items()
    )
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    st.html(f'{STYLE}<table class="plain bars"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')


def make_plain_table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], links: Sequence[str] | None = None
) -> str:
    r"""Return a table as HTML, every value escaped.

    Examples
    --------
    >>> print(make_plain_table(["企业"], [["<b>矿业"]]).replace("</thead>", "</thead>\n"))
    <table class="plain"><thead><tr><th scope="col">企业</th></tr></thead>
    <tbody><tr><td>&lt;b&gt;矿业</td></tr></tbody></table>
    """
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = []
    for place, row in enumerate(rows):
        cells = [_show(value) for value in row]
        lengths = [_measure(value) for value in row]
        if links and cells:
            cells[0] = _link(cells[0], links[place])
        marks = map(_mark, lengths)
        body.append(f"<tr>{''.join(f'<td{mark}>{cell}</td>' for mark, cell in zip(marks, cells, strict=True))}</tr>")
    return f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'


def _measure(value: object) -> int:
    """Return the characters of a text; of a list those of its longest line."""
    if isinstance(value, Linked):
        return _measure(value.content)
    if isinstance(value, Lines):
        return max((sum(len(str(part)) for part in line) for line in value.lines), default=0) + _SHORT + 1
    return len(value) if isinstance(value, str) else 0


def _mark(length: int) -> str:
    if length <= _SHORT:
        return ""
    return ' class="long sentence"' if length > _SENTENCE else ' class="long"'


def _link(cell: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_self">{cell}</a>'


def _show_line(parts: Sequence[object]) -> str:
    return " · ".join(filter(None, map(_show, parts)))


def _show(value: object) -> str:
    if isinstance(value, Linked):
        return _link(_show(value.content), value.address)
    if isinstance(value, Lines):
        return f"<ul>{''.join(f'<li>{_show_line(line)}</li>' for line in value.lines)}</ul>" if value.lines else ""
    return "" if value is None else _DAY.sub(r'<span class="day">\g<0></span>', escape(make_line(str(value))))
