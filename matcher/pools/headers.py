"""Find the header of a table on a sheet: under titles, over one to three rows, in any column order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.pools.fields import Column, Table
from matcher.pools.grids import Grid, Span, cell_text
from matcher.pools.helper_columns import is_helper
from matcher.pools.text import fold
from matcher.pools.wide import match_wish

_SEARCHED_ROWS = 40
_MOST_HEADER_ROWS = 3
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]+$")
_MARKS = str.maketrans("", "", "*:：※")


@dataclass(frozen=True)
class HeaderCell:
    """Hold one column of a sheet: its place, its header as typed and what it fills.

    Parameters
    ----------
    column
        What it fills; None: nothing.
    is_known
        Whether the header is known, be it as one to pass over.
    read_as
        The text under which it was known: of a header over several rows perhaps all of them.
    """

    index: int
    text: str
    column: Column | None
    is_known: bool
    read_as: str


@dataclass(frozen=True)
class Header:
    """Hold the header of a table: its first and last row and its cells."""

    table: Table
    first: int
    last: int
    cells: tuple[HeaderCell, ...]
    missing: tuple[Column, ...] = field(default=())

    @property
    def num_matched(self) -> int:
        """Number of different fields found."""
        return len({cell.column.name for cell in self.cells if cell.column})

    @property
    def score(self) -> tuple[bool, int, int]:
        """How well the sheet holds the table: complete, more fields, fewer strangers."""
        num_strangers = sum(not cell.is_known for cell in self.cells)
        return not self.missing, self.num_matched, -num_strangers


def find_header(grid: Grid, table: Table, mapping: Mapping[str, str]) -> Header | None:
    """Return the rows of a sheet that look most like the header of `table`, or None.

    Parameters
    ----------
    mapping
        Header as typed → field name, or "" for a column to pass over.
    """
    matches = _Matches(table, {fold(header): name for header, name in mapping.items()})
    shown = _spread(grid)
    best: Header | None = None
    for first in range(len(shown)):
        for depth in range(1, min(_MOST_HEADER_ROWS, len(shown) - first) + 1):
            header = _read_header(shown, first, depth, matches)
            if header.num_matched and (best is None or header.score > best.score):
                best = header
    if best is None or (best.num_matched < 2 and len(table.required) > 1 and not mapping):
        return None
    return best


class _Matches(dict[str, tuple[Column | None, bool]]):
    """Remember for each header text which column it names, and whether it is known at all."""

    def __init__(self, table: Table, explicit: Mapping[str, str]) -> None:
        super().__init__()
        self.table = table
        self.explicit = explicit

    def __missing__(self, text: str) -> tuple[Column | None, bool]:
        """Look the header up once."""
        self[text] = self._match(text)
        return self[text]

    def _match(self, text: str) -> tuple[Column | None, bool]:
        table, plain = self.table, fold(text)
        if plain in self.explicit:
            name = self.explicit[plain]
            return table.by_name.get(name) or _wish(name, table), True
        if is_helper(text):
            return None, True
        typed, plain = plain, plain.translate(_MARKS)
        for form in dict.fromkeys((typed, plain, _BRACKETED.sub("", plain))):
            column = table.by_header.get(form) or _wish(form, table)
            if column is not None:
                return column, True
            if form in table.ignored_headers:
                return None, True
        numbered = table.by_header.get(_NUMBERED.sub("", plain))
        return (numbered, True) if numbered is not None and numbered.is_list else (None, False)


def _wish(text: str, table: Table) -> Column | None:
    return match_wish(text) if table.name == "choices" else None


def _spread(grid: Grid) -> list[list[str]]:
    """Return the texts of the first rows with merged cells written into every cell they cover."""
    width = grid.width
    shown = [[cell_text(cell).strip() for cell in row] for row in grid.rows[:_SEARCHED_ROWS]]
    shown = [row + [""] * (width - len(row)) for row in shown]
    for (top, left), (bottom, right) in grid.merged:
        if top < len(shown) and left < width:
            for row in range(top, min(bottom, len(shown) - 1) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    shown[row][column] = shown[top][left]
    return shown


def _read_header(shown: list[list[str]], first: int, depth: int, matches: _Matches) -> Header:
    cells = []
    for index in range(len(shown[first])):
        stack: list[str] = []
        for row in range(first, first + depth):
            text = shown[row][index]
            if text and text not in stack[-1:]:
                stack.append(text)
        if stack:
            cells.append(_read_stack(index, stack, matches))
    found = {cell.column.name for cell in cells if cell.column}
    return Header(matches.table, first, first + depth - 1, tuple(cells), _find_missing(matches.table, found))


def _read_stack(index: int, stack: list[str], matches: _Matches) -> HeaderCell:
    """Read the header over one column, lowest text first, then the texts of its rows together."""
    together = ("".join(stack), "".join(reversed(stack)))
    for text in (stack[-1], *together) if len(stack) > 1 else stack:
        column, is_known = matches[text]
        if is_known:
            return HeaderCell(index, stack[-1], column, is_known, text)
    return HeaderCell(index, stack[-1], None, is_known=False, read_as=stack[-1])


def _find_missing(table: Table, found: set[str]) -> tuple[Column, ...]:
    if any(name.startswith("wish") for name in found):
        if found & {"candidate", "enterprise"}:
            return ()
        return tuple(column for column in table.required if column.name == "candidate")
    return tuple(column for column in table.required if column.name not in found)


def fill_merged(grid: Grid, header: Header, spans: list[Span]) -> dict[tuple[int, int], tuple[int, int]]:
    """Write merged cells below the header down their first column; return where each filled cell comes from."""
    origins = {}
    for (top, left), (bottom, _) in spans:
        if top <= header.last or left >= len(grid.rows[top]):
            continue
        for row in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
            cells = grid.rows[row]
            cells.extend([""] * (left + 1 - len(cells)))
            cells[left] = grid.rows[top][left]
            origins[row, left] = (top, left)
    return origins
