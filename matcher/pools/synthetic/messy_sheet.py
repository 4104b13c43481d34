"""One sheet as a department lays it out: title above, grouped headers, totals and notes below."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matcher.pools.synthetic.messy_cells import Cell

MARK = "演示数据，纯属虚构"
_CREATED = datetime(2026, 11, 1, 8, 0, 0)  # noqa: DTZ001  (a fixed stamp keeps the bytes the same)


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one column: its header, the group header above it (or none), and its cells.

    Parameters
    ----------
    is_merged
        Whether cells that repeat the one above are merged with it.
    """

    header: str
    cells: list[Cell]
    group: str = ""
    width: int = 12
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold one sheet.

    Parameters
    ----------
    title
        Merged over the whole table; the mark that the data is made up is added to it.
    subtitle
        A line under the title, or none.
    notes
        Lines below the table.
    total
        Header of the column that the total row sums, or empty for no total row.
    hidden
        Data rows, counted from 0, that are hidden.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    total: str = ""
    total_label: str = "合计"
    hidden: frozenset[int] = field(default_factory=frozenset)

    @property
    def num_rows(self) -> int:
        """Number of data rows."""
        return len(self.columns[0].cells)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write the sheets as one .xlsx file; the same sheets give the same bytes."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": MARK, "created": _CREATED})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
            "header": book.add_format(
                {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
            ),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "border": 1}),
            "cell": book.add_format({"border": 1}),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    return path


def write_csv(path: Path, sheet: Sheet) -> Path:
    """Write a sheet as a GB18030 text file with its title above the header."""
    text = io.StringIO()
    rows = zip(*(column.cells for column in sheet.columns), strict=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[f"{sheet.title}（{MARK}）"], [column.header for column in sheet.columns], *rows])
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _write_sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    last = len(sheet.columns) - 1
    row = 0
    _merge(page, row, 0, row, last, f"{sheet.title}（{MARK}）", formats["title"])
    page.set_row(row, 28)
    row += 1
    if sheet.subtitle:
        page.write_string(row, 0, sheet.subtitle)
        row += 1
    row = _write_headers(page, sheet, row, formats["header"])
    page.freeze_panes(row, 1)
    for c, column in enumerate(sheet.columns):
        page.set_column(c, c, column.width)
        for first, last_same in _find_runs(column):
            if last_same > first:
                page.merge_range(row + first, c, row + last_same, c, column.cells[first], formats["cell"])
            else:
                _write_cell(page, row + first, c, column.cells[first], formats)
    for r in sheet.hidden:
        page.set_row(row + r, None, None, {"hidden": True})
    row += sheet.num_rows
    if sheet.total:
        c = [column.header for column in sheet.columns].index(sheet.total)
        amounts = [cell for cell in sheet.columns[c].cells if isinstance(cell, int | float)]
        page.write_string(row, 0, sheet.total_label, formats["header"])
        page.write_number(row, c, sum(amounts), formats["header"])
        row += 1
    for n, note in enumerate(sheet.notes):
        page.write_string(row + n, 0, note)


def _find_runs(column: Column) -> list[tuple[int, int]]:
    """Return first and last row of each block that becomes one cell."""
    runs: list[tuple[int, int]] = []
    for r, cell in enumerate(column.cells):
        if column.is_merged and runs and cell == column.cells[runs[-1][0]]:
            runs[-1] = (runs[-1][0], r)
        else:
            runs.append((r, r))
    return runs


def _write_headers(page: Worksheet, sheet: Sheet, row: int, style: Format) -> int:
    """Write one header row, or two where any column stands under a group; return the next row."""
    has_groups = any(column.group for column in sheet.columns)
    c = 0
    while c < len(sheet.columns):
        group = sheet.columns[c].group
        if not group:
            _merge(page, row, c, row + has_groups, c, sheet.columns[c].header, style)
            c += 1
            continue
        end = c
        while end + 1 < len(sheet.columns) and sheet.columns[end + 1].group == group:
            end += 1
        _merge(page, row, c, row, end, group, style)
        for inner in range(c, end + 1):
            page.write_string(row + 1, inner, sheet.columns[inner].header, style)
        c = end + 1
    return row + 1 + has_groups


def _merge(page: Worksheet, top: int, left: int, bottom: int, right: int, text: str, style: Format) -> None:
    if (top, left) == (bottom, right):
        page.write_string(top, left, text, style)
    else:
        page.merge_range(top, left, bottom, right, text, style)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if cell is None or cell == "":
        page.write_blank(row, column, None, formats["cell"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats["date"])  # noqa: DTZ001
    elif isinstance(cell, str):
        page.write_string(row, column, cell, formats["cell"])
    else:
        page.write_number(row, column, cell, formats["cell"])
