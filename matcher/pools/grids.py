"""Cells of one sheet as they were typed, before anything is known about them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta
Span: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


class ErrorCell(str):
    """Hold the text of a spreadsheet error such as ``#N/A``."""

    __slots__ = ()


class DittoMark(str):
    """Hold a ditto mark that has nothing above it."""

    __slots__ = ()


@dataclass
class Grid:
    """Hold the cells of one sheet.

    Parameters
    ----------
    file, sheet
        File name and sheet name; a text file has no sheet.
    digest
        SHA-256 of the file.
    rows
        Cells row by row from the first row of the sheet on; rows may differ in length.
    merged
        First and last cell of each merged range, as (row, column) from 0.
    """

    file: str
    sheet: str | None
    digest: str
    rows: list[list[Cell]]
    merged: list[Span] = field(default_factory=list)

    def copy(self) -> "Grid":
        """Return a grid with rows of one length whose cells may be filled without touching this one."""
        width = self.width
        return replace(self, rows=[row + [""] * (width - len(row)) for row in self.rows])

    @property
    def width(self) -> int:
        """Number of cells of the longest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, empty text beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


def cell_text(cell: Cell) -> str:
    """Return what a cell shows.

    Examples
    --------
    >>> cell_text(7.0), cell_text(1968.5), cell_text(date(1968, 5, 12)), cell_text("007")
    ('7', '1968.5', '1968-05-12', '007')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, datetime):
        has_clock = (cell.hour, cell.minute, cell.second) != (0, 0, 0)
        return cell.isoformat(" ", "seconds") if has_clock else cell.date().isoformat()
    return str(cell)


def column_letter(column: int) -> str:
    """Return the letters of a column counted from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
