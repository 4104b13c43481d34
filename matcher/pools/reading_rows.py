"""Read the cells of a sheet column by column: each different cell of a column is parsed once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from matcher.pools import faults_rows
from matcher.pools.cells import Parsed, parse_cell
from matcher.pools.fields import Column
from matcher.pools.grids import Cell, DittoMark
from matcher.pools.headers import HeaderCell
from matcher.pools.report import Report
from matcher.pools.rows import Row, TableSheet
from matcher.pools.text import fold
from matcher.pools.vocabulary import Vocabulary

_DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", '""', "”", "“", "do.", "ditto", "同左上", "々"})
_LONGEST = 8
_SAFE_KEYS = frozenset({str, int, float, date, datetime})
_EXAMPLES = frozenset({"示例", "example"})


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell means "as above".

    Examples
    --------
    >>> is_ditto("同　上"), is_ditto("〃"), is_ditto("Do")
    (True, True, False)
    """
    return isinstance(cell, str) and len(cell) <= _LONGEST and fold(cell) in _FOLDED_DITTO


_FOLDED_DITTO = frozenset(map(fold, _DITTO))


def read_rows(
    sheet: TableSheet, indices: Sequence[int], superseded: frozenset[int], words: Vocabulary, report: Report
) -> list[Row]:
    """Return the rows of a sheet with their values; every fault in a cell is reported.

    Parameters
    ----------
    superseded
        Rows a corrections workbook replaces; they serve ditto marks only.
    """
    used = _used_cells(sheet)
    for cell in used:
        _fill_ditto(sheet, indices, cell.index)
    is_example = _find_examples(sheet, indices, used)
    kept = [index for index in indices if index not in superseded and index not in is_example]
    rows = [Row(sheet, index, (sheet.number, index), {}) for index in kept]
    columns = _turn(sheet, kept)
    for cell in used:
        _read_column(rows, columns[cell.index] if rows else (), cell, words, report)
    for index, is_changed in is_example.items():
        if is_changed and index not in superseded:
            row = Row(sheet, index, (sheet.number, index), {})
            report.add_row(row, _key_name(used), faults_rows.example_changed())
            rows.append(row)
    return rows


def _used_cells(sheet: TableSheet) -> list[HeaderCell]:
    """Return the header cells that fill a field; a second column fills only a list."""
    used, seen = [], set()
    for cell in sheet.header.cells:
        if cell.column is not None and (cell.column.name not in seen or cell.column.is_list):
            used.append(cell)
            seen.add(cell.column.name)
    return used


def _key_name(used: Sequence[HeaderCell]) -> str | None:
    names = [cell.column.name for cell in used if cell.column and cell.column.kind == "id"]
    return names[0] if names else None


def _turn(sheet: TableSheet, indices: Sequence[int]) -> list[tuple[Cell, ...]]:
    """Return the columns of some rows; the rows of a sheet are of one length by now."""
    return list(zip(*map(sheet.grid.rows.__getitem__, indices), strict=True))


def _fill_ditto(sheet: TableSheet, indices: Sequence[int], column: int) -> None:
    """Write what a ditto mark repeats into its cell and remember where it comes from."""
    grid_rows = sheet.grid.rows
    short = {cell for index in indices if isinstance(cell := grid_rows[index][column], str) and len(cell) <= _LONGEST}
    marks = {cell for cell in short if is_ditto(cell)}
    if not marks:
        return
    above: int | None = None
    for index in indices:
        cell = grid_rows[index][column]
        if not isinstance(cell, str) or cell not in marks:
            above = index
        elif above is None:
            grid_rows[index][column] = DittoMark(cell)
        else:
            grid_rows[index][column] = grid_rows[above][column]
            sheet.origins[index, column] = sheet.origins.get((above, column), (above, column))


def _find_examples(sheet: TableSheet, indices: Sequence[int], used: Sequence[HeaderCell]) -> dict[int, bool]:
    """Return the example rows of a template and whether each was changed."""
    ids = [cell.index for cell in used if cell.column and cell.column.kind == "id"]
    found = {}
    for index in indices[:3]:
        if any(fold(sheet.shown(index, column)) in _EXAMPLES for column in ids):
            found[index] = any(_differs(sheet.shown(index, cell.index), cell.column) for cell in used if cell.column)
    return found


def _differs(text: str, column: Column) -> bool:
    return fold(text) not in {"", fold(column.example.zh), fold(column.example.en)}


def _read_column(
    rows: Sequence[Row], cells: Sequence[Cell], place: HeaderCell, words: Vocabulary, report: Report
) -> None:
    column = place.column
    assert column is not None
    keys: Sequence[Any] = cells
    if not _SAFE_KEYS.issuperset(map(type, cells)):
        # True and 1, or an error and its text, are one key of a dictionary but different cells.
        keys = list(zip(map(type, cells), cells, strict=True))
    parsed: dict[Any, Parsed] = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        parsed[key] = parse_cell(cell, column, words)
    found = map(parsed.__getitem__, keys)
    name = column.name
    is_plain = not any(one.faults or one.has_day for one in parsed.values())
    for row, one in zip(rows, found, strict=True):
        if one.value is not None:
            row.values[name] = row.values[name] + one.value if name in row.values else one.value
        if is_plain:
            continue
        if one.has_day:
            row.whole_days |= {name}
        for fault in one.faults:
            report.add_row(row, name, fault, place=place)
