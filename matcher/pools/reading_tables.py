"""Read all files of one table into rows in the order in which they were typed first."""

from dataclasses import dataclass, field

from matcher.pools import faults_files as faults
from matcher.pools.fields import Table
from matcher.pools.finding_tables import Shelf, check_header, find_sheets, open_sheet
from matcher.pools.grids import Grid
from matcher.pools.reading_rows import read_rows
from matcher.pools.report import Report
from matcher.pools.rows import Row, TableSheet
from matcher.pools.sources import PoolSources
from matcher.pools.text import fold
from matcher.pools.vocabulary import Vocabulary
from matcher.pools.wide_rows import is_wide, spread_answers
from matcher.words import nearest

_SIDE_WORDS = {
    "candidate": ("人选", "个人", "干部", "candidate", "people"),
    "enterprise": ("企业", "单位", "合作社", "enterprise", "host"),
}


@dataclass
class TableRows:
    """Hold what the files of one table gave.

    Parameters
    ----------
    is_failed
        A file or a required column is missing, so the table says less than it should.
    num_rows
        Data rows met.
    """

    table: Table
    rows: list[Row] = field(default_factory=list)
    sheets: list[TableSheet] = field(default_factory=list)
    is_failed: bool = False
    num_rows: int = 0

    @property
    def taken(self) -> list[Row]:
        """Rows in which no error was found so far."""
        return [row for row in self.rows if row.refusal is None]


def read_table(table: Table, sources: PoolSources, shelf: Shelf, words: Vocabulary, report: Report) -> TableRows:
    """Read every file of a table; every fault is reported."""
    result = TableRows(table)
    mapping = _check_mapping(table, sources, report, result)
    indices: dict[int, list[int]] = {}
    for path in sources.files(table.name):
        book = shelf.open(path)
        for fault in book.faults:
            report.add_file(table.name, book.name, fault)
        if not book.is_readable:
            result.is_failed = True
            continue
        found, is_correction = find_sheets(book, table, sources.sheets.get(table.name), mapping, report)
        result.is_failed |= not found and not is_correction
        for grid, header in found:
            sheet, rows = open_sheet(len(result.sheets), grid.copy(), header)
            result.sheets.append(sheet)
            indices[sheet.number] = rows
    _report_unused(table, mapping, result, report)
    superseded = _find_superseded(result, indices, report)
    for sheet in result.sheets:
        _read_sheet(sheet, indices[sheet.number], frozenset(superseded[sheet.number]), words, report, result)
    result.rows.sort(key=lambda row: row.position)
    _report_empty(result, report, is_named=bool(sources.files(table.name)))
    return result


def _check_mapping(table: Table, sources: PoolSources, report: Report, result: TableRows) -> dict[str, str]:
    mapping = dict(sources.columns.get(table.name, {}))
    for header, name in sources.columns.get(table.name, {}).items():
        is_wish = table.name == "choices" and name.startswith("wish_")
        if name and not is_wish and name not in table.by_name:
            fault = faults.unknown_field(name, nearest(name, table.by_name), table.by_name)
            report.add_file(table.name, header, fault)
            result.is_failed = True
            del mapping[header]
    return mapping


def _report_unused(table: Table, mapping: dict[str, str], result: TableRows, report: Report) -> None:
    typed = {fold(cell.text) for sheet in result.sheets for cell in sheet.header.cells}
    if result.sheets:
        for header in mapping:
            if fold(header) not in typed:
                report.add_file(table.name, result.sheets[0].grid.file, faults.mapping_unused(header))


def _find_superseded(result: TableRows, indices: dict[int, list[int]], report: Report) -> list[set[int]]:
    """Return for each sheet the rows that a later corrections workbook replaces."""
    superseded: list[set[int]] = [set() for _ in result.sheets]
    by_place = {(sheet.grid.file, sheet.grid.sheet): sheet for sheet in result.sheets if not sheet.corrects}
    latest: dict[tuple[int, int], tuple[int, int]] = {}
    for sheet in result.sheets:
        for index in indices[sheet.number]:
            origin = sheet.corrects.get(index)
            target = by_place.get((origin.file, origin.sheet)) if origin else None
            if origin is None or target is None:
                continue
            if not target.grid.digest.startswith(origin.digest):
                report.add_file(result.table.name, origin.file, faults.stale_correction(origin.file))
                continue
            place = (target.number, origin.row - 1)
            if place in latest:
                older, row = latest[place]
                superseded[older].add(row)
            latest[place] = (sheet.number, index)
            superseded[target.number].add(origin.row - 1)
            sheet.positions[index] = place
    return superseded


def _read_sheet(
    sheet: TableSheet,
    indices: list[int],
    superseded: frozenset[int],
    words: Vocabulary,
    report: Report,
    result: TableRows,
) -> None:
    side = _side_of(sheet.grid) if sheet.table.name == "choices" else None
    if not sheet.corrects and not check_header(sheet, indices, report, has_side=side is not None):
        result.is_failed = True
        return
    rows = read_rows(sheet, indices, superseded, words, report)
    result.num_rows += len(rows)
    for row in rows:
        row.position = sheet.positions.get(row.index, row.position)
        if side is not None:
            row.values.setdefault("side", side)
    sheet.is_wide = is_wide(sheet.header)
    if sheet.is_wide:
        rows = [answer for row in rows for answer in spread_answers(row, report)]
    result.rows += rows


def _side_of(grid: Grid) -> str | None:
    """Return whose answers a sheet holds by its name, or by that of its file."""
    for name in (grid.sheet, grid.file):
        plain = fold(name or "")
        sides = [side for side, words in _SIDE_WORDS.items() if any(word in plain for word in words)]
        if len(sides) == 1:
            return sides[0]
    return None


def _report_empty(result: TableRows, report: Report, *, is_named: bool) -> None:
    is_needed = result.table.name in {"candidates", "enterprises"}
    if is_needed and not is_named:
        fault = faults.no_file_named(result.table.zh, result.table.en)
        report.add_file(result.table.name, result.table.zh, fault)
        result.is_failed = True
    read = [sheet for sheet in result.sheets if not sheet.corrects]
    if result.num_rows or result.is_failed or not read:
        return
    report.add_header(read[0], faults.empty_table(is_needed=is_needed))
    result.is_failed |= is_needed
