"""Tables as shown, written as CSV and as workbooks."""

import io
from datetime import UTC, date, datetime

import openpyxl

from matcher.exports.shown_table import ShownTable, write_csv, write_workbook

HOSTILE = ("=1+1", "+86", "-2+3", "@SUM(A1)", "\N{FULLWIDTH EQUALS SIGN}1", " =1", "\t=1")
DAY, MOMENT = date(2026, 12, 1), datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
TABLE = ShownTable(
    ("=名称", "人数", "日期", "时刻"),
    (*((text, -3, DAY, MOMENT) for text in HOSTILE), (None, None, None, None)),
)


def test_no_text_of_a_csv_runs_as_a_formula() -> None:
    """Every text that a spreadsheet would run has an apostrophe in front; numbers and days stay as they are."""
    lines = write_csv(TABLE).decode("utf-8-sig").splitlines()
    assert lines[0] == "'=名称,人数,日期,时刻"
    for line in lines[1:-1]:
        assert line.startswith("'"), line
        assert line.endswith(",-3,2026-12-01,2026-12-01 09:30")
    assert lines[-1] == ",,,"


def test_no_text_of_a_workbook_runs_as_a_formula() -> None:
    """Texts are typed as text, numbers as numbers, days as days; nothing is a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(TABLE))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, max_row=1 + len(HOSTILE)))
    for row, text in zip(rows, HOSTILE, strict=True):
        assert [cell.data_type for cell in row] == ["s", "n", "d", "d"]
        assert str(row[0].value).strip() == text.strip()
        assert row[1].value == -3
    assert sheet.freeze_panes == "A2"


def test_an_empty_table_still_has_its_headings() -> None:
    """No rows are no fault."""
    empty = ShownTable(("甲", "乙"), ())
    assert write_csv(empty).decode("utf-8-sig") == "甲,乙\r\n"
    assert openpyxl.load_workbook(io.BytesIO(write_workbook(empty))).active is not None
