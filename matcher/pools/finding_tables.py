"""Choose the sheets of a workbook that hold a table, and report what its header lacks."""

from collections.abc import Mapping
from pathlib import Path

from matcher.pools import faults_files as faults
from matcher.pools.body import find_data_rows
from matcher.pools.fields import Table, TableName
from matcher.pools.grids import Grid, cell_text, column_letter
from matcher.pools.headers import Header, fill_merged, find_header
from matcher.pools.helper_columns import Origin, is_origin
from matcher.pools.report import Report
from matcher.pools.rows import TableSheet
from matcher.pools.text import fold
from matcher.pools.workbooks import Book, open_book
from matcher.words import nearest


class Shelf:
    """Open every file once, however many tables it holds."""

    def __init__(self) -> None:
        self._books: dict[Path, Book] = {}

    def open(self, path: Path) -> Book:
        """Return the sheets of a file."""
        if path not in self._books:
            self._books[path] = open_book(path)
        return self._books[path]

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of every file that could be read, by file name."""
        return {book.name: book.digest for book in self._books.values() if book.digest}


def find_sheets(
    book: Book, table: Table, sheet_name: str | None, mapping: Mapping[str, str], report: Report
) -> tuple[list[tuple[Grid, Header]], bool]:
    """Return the sheets of a readable book that hold `table`, and whether they are corrections."""
    corrections = [grid for grid in book.grids if _find_origin_column(grid) is not None]
    if corrections:
        found = [(grid, find_header(grid, table, mapping)) for grid in corrections]
        return [(grid, header) for grid, header in found if header and _corrects(grid, header, table)], True
    grids = book.grids
    if sheet_name is not None and any(grid.sheet is not None for grid in grids):
        grids = [grid for grid in grids if grid.sheet == sheet_name]
        if not grids:
            names = [grid.sheet or "" for grid in book.grids]
            report.add_file(table.name, book.name, faults.no_sheet(sheet_name, nearest(sheet_name, names)))
            return [], False
    headed = [(grid, header) for grid in grids if (header := find_header(grid, table, mapping)) is not None]
    if not headed:
        report.add_file(table.name, book.name, faults.no_table(table.zh, table.en), sheet=sheet_name)
        return [], False
    if table.name == "choices":
        answers = [(grid, header) for grid, header in headed if _holds_answers(header)]
        if answers:
            return answers, False
    return [max(headed, key=lambda found: _rate(found[0], found[1], table))], False


def _rate(grid: Grid, header: Header, table: Table) -> tuple[bool, bool, int, int]:
    """Return how well a sheet holds a table; `max` keeps the first of equals."""
    is_complete, num_matched, strangers = header.score
    return is_complete, _is_named_after(grid, table), num_matched, strangers


def _holds_answers(header: Header) -> bool:
    """Tell whether a sheet holds answers of one side or of both; each side may have a sheet of its own."""
    names = {cell.column.name for cell in header.cells if cell.column}
    says_how = any(name in {"rank", "answer"} or name.startswith("wish_") for name in names)
    return says_how and all(column.name == "side" for column in header.missing)


def _is_named_after(grid: Grid, table: Table) -> bool:
    return any(word in fold(grid.sheet or "") for word in table.sheet_words)


def _find_origin_column(grid: Grid) -> int | None:
    cells = grid.rows[0] if grid.rows else []
    return next((index for index, cell in enumerate(cells) if is_origin(cell_text(cell))), None)


def _corrects(grid: Grid, header: Header, table: Table) -> bool:
    return any(origin.table == table.name for origin in _read_origins(grid, header).values())


def _read_origins(grid: Grid, header: Header) -> dict[int, Origin]:
    column = _find_origin_column(grid)
    if column is None:
        return {}
    read = {row: Origin.read(cell_text(grid.cell(row, column))) for row in range(header.last + 1, len(grid.rows))}
    return {row: origin for row, origin in read.items() if origin is not None}


def list_corrected(grid: Grid) -> tuple[TableName, ...]:
    """Return the tables whose refused rows a sheet brings back; empty for a sheet of another kind."""
    column = _find_origin_column(grid)
    if column is None:
        return ()
    read = [Origin.read(cell_text(grid.cell(row, column))) for row in range(1, len(grid.rows))]
    return tuple(dict.fromkeys(origin.table for origin in read if origin is not None))


def open_sheet(number: int, grid: Grid, header: Header) -> tuple[TableSheet, list[int]]:
    """Return a sheet ready to be read and the indices of its data rows."""
    origins = fill_merged(grid, header, grid.merged)
    corrects = _read_origins(grid, header)
    sheet = TableSheet(number, header.table, grid, header, origins, corrects)
    return sheet, find_data_rows(grid, header)


def check_header(sheet: TableSheet, rows: list[int], report: Report, *, has_side: bool) -> bool:
    """Report what the header lacks or has too much; tell whether the table can be read."""
    table, header = sheet.table, sheet.header
    missing = [column for column in header.missing if not (has_side and column.name == "side")]
    for column in missing:
        report.add_header(sheet, faults.missing_column(column.zh, column.en))
    _report_strangers(sheet, report)
    _report_repeats(sheet, report)
    _report_unnamed(sheet, rows, report)
    found = {cell.column.name for cell in header.cells if cell.column}
    if rows:
        for column in table.columns:
            if column.is_asked and column.name not in found:
                report.add_header(sheet, faults.column_not_stated(column.zh, column.en))
    return not missing


def _report_strangers(sheet: TableSheet, report: Report) -> None:
    found = {cell.column.name for cell in sheet.header.cells if cell.column}
    absent = {
        fold(header): column.zh
        for column in sheet.table.columns
        if column.name not in found
        for header in column.headers
    }
    for cell in sheet.header.cells:
        if not cell.is_known:
            close = nearest(fold(cell.text), absent)
            fault = faults.unknown_header(absent[close] if close else None)
            report.add_header(sheet, fault, column=cell.text, value=cell.text)


def _report_repeats(sheet: TableSheet, report: Report) -> None:
    first: dict[str, str] = {}
    for cell in sheet.header.cells:
        if cell.column is None:
            continue
        name = cell.column.name
        if name in first and not cell.column.is_list:
            fault = faults.two_columns(cell.column.zh, first[name])
            report.add_header(sheet, fault, column=cell.text, value=cell.text)
        first.setdefault(name, cell.text)


def _report_unnamed(sheet: TableSheet, rows: list[int], report: Report) -> None:
    grid = sheet.grid
    named = {cell.index for cell in sheet.header.cells}
    for index in range(grid.width):
        if index not in named and any(sheet.shown(row, index) for row in rows):
            report.add_header(sheet, faults.unnamed_column(column_letter(index)), column=column_letter(index))
