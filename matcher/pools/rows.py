"""The rows of one table on one sheet, with the way back to the cells they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matcher.pools.fields import Table
from matcher.pools.grids import Grid, cell_text
from matcher.pools.headers import Header, HeaderCell
from matcher.pools.helper_columns import Origin
from matcher.words import Words

if TYPE_CHECKING:
    from matcher.pools.report import Entry

_DEFAULTS: dict[str, object] = {"role": "instructor"}


@dataclass(eq=False)
class TableSheet:
    """Hold one sheet of a table.

    Parameters
    ----------
    number
        Its place among all sheets read for the table.
    origins
        Cells filled from a merged range or by a ditto mark, with the cell they repeat.
    corrects
        For a workbook of corrections: row index → the row it replaces.
    is_wide
        Whether it is a table of choices with one column per rank.
    positions
        Row index → sheet and row it was typed at first, where that is elsewhere.
    """

    number: int
    table: Table
    grid: Grid
    header: Header
    origins: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    corrects: dict[int, Origin] = field(default_factory=dict)
    is_wide: bool = False
    positions: dict[int, tuple[int, int]] = field(default_factory=dict)

    def shown(self, row: int, column: int) -> str:
        """Return what a cell shows, as typed."""
        return cell_text(self.grid.cell(row, column)).strip()


@dataclass(eq=False, slots=True)
class Row:
    """Hold what one row says.

    Parameters
    ----------
    index
        Row of the sheet, from 0.
    position
        Sheet and row where it was typed first; a corrected row keeps the one it replaces.
    values
        Values by field name; empty cells are absent.
    whole_days
        Names of the date fields whose day of the month was typed.
    refusal
        The finding for which the row is not taken; None: it is taken.
    faulty
        Fields in which a fault was found.
    updated_by
        Later rows of the same key and the fields they replaced.
    cells
        For one answer out of a wide table: field name → index of the column it stands in.
    """

    sheet: TableSheet
    index: int
    position: tuple[int, int]
    values: dict[str, Any]
    whole_days: frozenset[str] = frozenset()
    refusal: Entry | None = None
    faulty: frozenset[str] = frozenset()
    updated_by: dict[str, Row] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)

    def key(self, names: Iterable[str]) -> tuple[Any, ...]:
        """Return what a row says in the fields of a key, an empty cell as it is read."""
        return tuple(self.values.get(name, _DEFAULTS.get(name)) for name in names)

    def said_by(self, field_name: str | None) -> Row:
        """Return the row that states a field: this one, or the one that updated it."""
        return self if field_name is None else self.updated_by.get(field_name, self)

    def place(self, field_name: str | None) -> HeaderCell | None:
        """Return the header of the column in which a field stands, or None where it has none."""
        if field_name is None:
            return None
        index = self.cells.get(field_name)
        for cell in self.sheet.header.cells:
            if cell.index == index or (index is None and cell.column and cell.column.name == field_name):
                return cell
        return None

    def header_of(self, field_name: str) -> str:
        """Return the header of a field as typed, or its usual Chinese one."""
        place = self.place(field_name)
        if place is not None:
            return place.text
        column = self.sheet.table.by_name.get(field_name)
        return column.zh if column else field_name

    def seen_from(self, other: Row) -> Words:
        """Return where this row is, for a reader of `other`."""
        row = self.index + 1
        if self.sheet is other.sheet:
            return Words(f"第 {row} 行", f"row {row}")
        grid = self.sheet.grid
        where = grid.file if grid.sheet is None else f"{grid.file} [{grid.sheet}]"
        return Words(f"{where} 第 {row} 行", f"{where}, row {row}")
