"""Refused rows as typed, in a workbook that can be corrected and fed back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import FileError
from matcher.findings import Finding
from matcher.pools.grids import Cell, cell_text
from matcher.pools.helper_columns import FIX, ORIGIN, PROBLEM, SOURCE, Origin, is_helper
from matcher.pools.tables import TABLES
from matcher.words import Language, Words

if TYPE_CHECKING:
    from matcher.pools.rows import Row, TableSheet

_MOST_CHARACTERS = 32_767
_DIGEST_KEPT = 16


@dataclass(frozen=True)
class RefusedRow:
    """Hold one refused row: its cells, where it belongs and what is wrong with it."""

    cells: tuple[Cell, ...]
    origin: Origin
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class RefusedSheet:
    """Hold the refused rows of one sheet under its headers as typed."""

    headers: tuple[str, ...]
    rows: tuple[RefusedRow, ...]


def collect_refused(
    sheet: "TableSheet", rows: Iterable["Row"], by_place: dict[tuple[str, str | None, int], list[Finding]]
) -> RefusedSheet | None:
    """Return the refused rows of a sheet, each once; None where there are none."""
    columns = [cell.index for cell in sheet.header.cells if not is_helper(cell.text)]
    indices = sorted({row.index for row in rows if row.sheet is sheet})
    if not indices:
        return None
    refused = []
    for index in indices:
        cells = tuple(sheet.grid.cell(index, column) for column in columns)
        own = Origin(sheet.table.name, sheet.grid.file, sheet.grid.sheet, index + 1, sheet.grid.digest[:_DIGEST_KEPT])
        origin = sheet.corrects.get(index, own)
        findings = by_place.get((sheet.grid.file, sheet.grid.sheet, index + 1), [])
        refused.append(RefusedRow(cells, origin, tuple(findings)))
    headers = tuple(cell.read_as for cell in sheet.header.cells if cell.index in set(columns))
    return RefusedSheet(headers, tuple(refused))


def write_workbook(path: Path, sheets: Sequence[RefusedSheet], language: Language) -> int:
    """Write refused rows to a workbook, one sheet per sheet they came from; return their number."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            formats = {
                "head": book.add_format({"bold": True, "bg_color": "#D9E2F3", "text_wrap": True, "border": 1}),
                "help": book.add_format({"font_color": "#C00000", "text_wrap": True, "valign": "top"}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
                "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
                "text": book.add_format({"num_format": "@"}),
            }
            names: set[str] = set()
            for sheet in sheets:
                page = book.add_worksheet(_name_sheet(sheet, names, language))
                _write_sheet(page, sheet, formats, language)
            if not sheets:
                book.add_worksheet().write_string(0, 0, "没有问题行" if language == "zh" else "no faulty rows")
    except (OSError, XlsxWriterException) as error:
        raise FileError(
            Words(f"写不了文件 {path.name}：{error}", f"cannot write the file {path.name}: {error}")
        ) from error
    return sum(len(sheet.rows) for sheet in sheets)


def _name_sheet(sheet: RefusedSheet, taken: set[str], language: Language) -> str:
    title = TABLES[sheet.rows[0].origin.table].title(language)
    name = title
    number = 1
    while name in taken:
        number += 1
        name = f"{title} {number}"
    taken.add(name)
    return name


def _write_sheet(page: Any, sheet: RefusedSheet, formats: dict[str, Any], language: Language) -> None:  # noqa: ANN401
    helpers = [PROBLEM, FIX, SOURCE, ORIGIN]
    width = len(sheet.headers)
    for column, text in enumerate((*sheet.headers, *(words.say(language) for words in helpers))):
        page.write_string(0, column, text, formats["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row.cells):
            _write_cell(page, number, column, cell, formats)
        said = [
            "\n".join(f"{finding.column or ''}　{finding.reason.say(language)}".strip() for finding in row.findings),
            "\n".join(dict.fromkeys(finding.fix.say(language) for finding in row.findings)),
            f"{row.origin.file} {row.origin.sheet or ''} {row.origin.row}",
            row.origin.write(),
        ]
        for place, text in enumerate(said, start=width):
            page.write_string(number, place, text, formats["help"])
    page.set_column(0, max(width - 1, 0), 14)
    page.set_column(width, width + 2, 36)
    page.set_column(width + 3, width + 3, None, None, {"hidden": True})
    page.freeze_panes(1, 0)


def _write_cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:  # noqa: ANN401
    """Write a cell as what it was: a text stays text, even one that looks like a number or a formula."""
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, formats["moment"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["date"])
    elif cell != "":
        text = cell.isoformat() if isinstance(cell, time) else cell_text(cell)
        page.write_string(row, column, text[:_MOST_CHARACTERS], formats["text"])
