"""A table as a screen shows it, as CSV and as a workbook; nothing in it ever runs as a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from matcher.exports.cells import make_cell_text, measure_width

# Half and full width: some spreadsheets read the wide signs as formulas too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "＋", "－", "\N{FULLWIDTH COMMERCIAL AT}")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Hold headings and rows as shown.

    Parameters
    ----------
    rows
        Cells: text, whole or decimal numbers, days, moments, None for an empty cell.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def write_csv(table: ShownTable) -> bytes:
    """Return UTF-8 with a byte order mark, which Excel and WPS open with Chinese intact.

    A text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers.

    Examples
    --------
    >>> write_csv(ShownTable(("企业", "人数"), (("=1+1", -2),))).decode("utf-8-sig").splitlines()
    ['企业,人数', "'=1+1,-2"]
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_make_csv_cell(heading) for heading in table.headings])
    writer.writerows([_make_csv_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def write_workbook(table: ShownTable) -> bytes:
    """Return a workbook of one sheet: bold headings that stay in sight, filters, typed cells."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bg_color": "#F6F4F1", "border": 1})
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, make_cell_text(heading), bold)
            sheet.set_column(column, column, _choose_width(heading, [row[column] for row in table.rows]))
        for place, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(place, column, value.replace(tzinfo=None), formats[datetime])
                elif isinstance(value, date):
                    sheet.write_datetime(place, column, value, formats[date])
                elif isinstance(value, bool) or (value is not None and not isinstance(value, int | float)):
                    sheet.write_string(place, column, make_cell_text(str(value)))
                elif value is not None:
                    sheet.write_number(place, column, value)
        sheet.freeze_panes(1, 0)
        if table.headings:
            sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    return content.getvalue()


def _make_csv_cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if not isinstance(value, str):
        return "" if value is None else value
    text = make_cell_text(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def _choose_width(heading: str, values: Sequence[object]) -> int:
    longest = max((measure_width(str(value)) for value in (heading, *values[:200]) if value is not None), default=0)
    return min(max(longest + 2, 8), _WIDEST)
