"""Read the cells of a sheet column by column: each different cell of a column is parsed once."""

from collections.abc import Sequence
from typing import Any

from matcher.pools import faults_rows
from matcher.pools.cells import EMPTY, Parsed, parse_cell
from matcher.pools.fields import Column
from matcher.pools.grids import Cell, DittoMark
from matcher.pools.headers import HeaderCell
from matcher.pools.report import Report
from matcher.pools.rows import Row, TableSheet
from matcher.pools.text import fold
from matcher.pools.vocabulary import Vocabulary

_DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", '""', "”", "“", "do.", "ditto", "同左上", "々"})
_EXAMPLES = frozenset({"示例", "example"})


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell means "as above".

    Examples
    --------
    >>> is_ditto("同　上"), is_ditto("〃"), is_ditto("Do")
    (True, True, False)
    """
    return isinstance(cell, str) and len(cell) <= 8 and fold(cell) in _FOLDED_DITTO


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
    for cell in used:
        _read_column(sheet, rows, cell, words, report)
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


def _raw(sheet: TableSheet, index: int, column: int) -> Cell:
    cells = sheet.grid.rows[index]
    return cells[column] if column < len(cells) else ""


def _fill_ditto(sheet: TableSheet, indices: Sequence[int], column: int) -> None:
    """Write what a ditto mark repeats into its cell and remember where it comes from."""
    marks = {raw for raw in {_raw(sheet, index, column) for index in indices} if is_ditto(raw)}
    if not marks:
        return
    above: int | None = None
    for index in indices:
        raw = _raw(sheet, index, column)
        if raw not in marks:
            above = index
        elif above is None:
            sheet.grid.rows[index][column] = DittoMark(raw)
        else:
            sheet.grid.rows[index][column] = _raw(sheet, above, column)
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


def _read_column(sheet: TableSheet, rows: Sequence[Row], cell: HeaderCell, words: Vocabulary, report: Report) -> None:
    column, place = cell.column, cell.index
    assert column is not None
    grid_rows = sheet.grid.rows
    raw = [cells[place] if place < len(cells) else "" for cells in (grid_rows[row.index] for row in rows)]
    # 1, 1.0 and True are one key of a dictionary but three different cells.
    keys = list(zip(map(type, raw), raw, strict=True))
    parsed: dict[tuple[type, Any], Parsed] = {key: parse_cell(key[1], column, words) for key in set(keys)}
    name = column.name
    for row, key in zip(rows, keys, strict=True):
        found = parsed[key]
        if found is EMPTY:
            continue
        if found.value is not None:
            row.values[name] = row.values[name] + found.value if name in row.values else found.value
        if found.has_day:
            row.whole_days |= {name}
        for fault in found.faults:
            report.add_row(row, name, fault, place=cell)
