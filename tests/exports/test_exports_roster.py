"""The roster: what is in each cell, how it prints, and that nothing in it can run."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from matcher.errors import FileError
from matcher.exports import roster
from matcher.exports.roster import ROSTER_COLUMNS, UNCOVERED_COLUMNS, describe_choices, order_matches, write_roster
from matcher.plans.plan import Plan

HEADERS = [
    "序号",
    "基层党委",
    "企业名称",
    "类别",
    "岗位",
    "人选姓名",
    "来源类别",
    "原单位及职务",
    "联系电话",
    "契合度",
    "双方志愿",
    "备注",
    "签名",
]


def open_sheets(plan: Plan, path: Path) -> tuple[Worksheet, Worksheet]:
    """Write a roster and open it as a spreadsheet program would."""
    write_roster(plan, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["签约花名册", "未覆盖岗位"]
    return book.worksheets[0], book.worksheets[1]


def read_rows(sheet: Worksheet) -> list[list[object]]:
    """Return the values of the table from its header on."""
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_every_match_is_a_row(plan: Plan, tmp_path: Path) -> None:
    """Headers in Chinese, one row for each match, totals below."""
    rows = read_rows(open_sheets(plan, tmp_path / "roster.xlsx")[0])
    assert rows[0] == HEADERS
    assert [row[0] for row in rows[1:-1]] == [1, 2, 3, 4, 5]
    assert rows[1] == [
        1, "城关镇党委", "金源矿业有限公司", "民营企业", "党建指导员", "人选0", "离退休干部",
        "市场监督管理局 四级调研员", "138****8000", 82.5, "人选：第1志愿\n企业：第1志愿", "续任；需审批", None,
    ]  # fmt: skip
    assert rows[-1][0] == "合计　签约企业3家，签约人选5名，配对5对，平均契合度82.5"


def test_rows_stand_by_committee_then_host(plan: Plan) -> None:
    """Committees in the order of the hosts' table, each in one block, hosts in their order inside."""
    ordered = [(match.committee, match.enterprise_id) for match in order_matches(plan)]
    assert ordered == [("城关镇党委", "H0"), *[("城关镇党委", "H2")] * 3, ("苏木党委", "H1")]


def test_the_order_does_not_depend_on_the_order_of_matches(plan: Plan, tmp_path: Path) -> None:
    """A plan that lists its matches otherwise prints the same sheet."""
    shuffled = replace(plan, matches=plan.matches[::-1])
    write_roster(plan, tmp_path / "a.xlsx")
    write_roster(shuffled, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_remarks_name_approvals_and_members(plan: Plan, tmp_path: Path) -> None:
    """A number replaces the need for one; a joint branch lists its members."""
    remarks = {row[5]: row[11] for row in read_rows(open_sheets(plan, tmp_path / "roster.xlsx")[0])[1:-1]}
    assert remarks["人选1"] == "审批号：旗组审〔2027〕3号；联合支部成员：甲合作社、乙合作社"
    assert remarks["人选3"] == "需审批"


def test_choices_say_what_each_side_gave(plan: Plan) -> None:
    """A rank as given, or the answer where there was none."""
    assert describe_choices(plan.matches[2], "zh") == "人选：第3志愿\n企业：未答复"
    assert describe_choices(plan.matches[2], "en") == "person: rank 3\nhost: unanswered"


def test_uncovered_posts_stand_on_the_second_sheet(plan: Plan, tmp_path: Path) -> None:
    """Each with what is missing, why, and which rules bar how many."""
    rows = read_rows(open_sheets(plan, tmp_path / "roster.xlsx")[1])
    assert rows[1] == [
        1, "城关镇党委", "北疆物流", "党建指导员", 1, 3, "全部人选都不符合资格规则",
        "任期届满年龄：7人；任职冷却期：2人",
    ]  # fmt: skip


def test_it_is_ready_to_print(plan: Plan, tmp_path: Path) -> None:
    """A4 landscape, one page wide, header rows on each page, page n of m, fingerprint."""
    for sheet in open_sheets(plan, tmp_path / "roster.xlsx"):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert plan.digest[:12] in sheet.oddFooter.left.text
        assert sheet.freeze_panes == "A4"


def test_phones_are_masked_in_every_part_of_the_file(plan: Plan, tmp_path: Path) -> None:
    """No whole number stands anywhere in the archive."""
    write_roster(plan, tmp_path / "roster.xlsx")
    with zipfile.ZipFile(tmp_path / "roster.xlsx") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert all(match.phone not in content for match in plan.matches)


def test_no_text_can_run(hostile_plan: Plan, tmp_path: Path, hostile_names: tuple[str, ...]) -> None:
    """Names that look like formulas, links or markup are plain strings, protected against editing too."""
    sheets = open_sheets(hostile_plan, tmp_path / "roster.xlsx")
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {name for name in hostile_names if name[0] in "=+-@"} <= texts
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[:1] in "=+-@")
    with zipfile.ZipFile(tmp_path / "roster.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_control_characters_do_not_reach_the_sheet(hostile_plan: Plan, tmp_path: Path) -> None:
    """An escape sequence in a name leaves only its printable part."""
    rows = read_rows(open_sheets(hostile_plan, tmp_path / "roster.xlsx")[0])
    names = {row[2] for row in rows}
    assert "[31m丙" in names
    assert not any("\x1b" in str(cell) or "_x001B_" in str(cell) for row in rows for cell in row)


def test_an_empty_plan_says_so(empty_plan: Plan, tmp_path: Path) -> None:
    """Both sheets have a line instead of a table."""
    first, second = open_sheets(empty_plan, tmp_path / "roster.xlsx")
    assert first["A4"].value == "（本方案没有配对）"
    assert second["A4"].value == "（没有未覆盖的岗位）"


def test_english_headers_on_request(plan: Plan, tmp_path: Path) -> None:
    """The same table for a reader of English."""
    write_roster(plan, tmp_path / "roster.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]][:3] == ["No.", "Committee", "Host"]


def test_the_columns_fit_their_width() -> None:
    """Every column has a heading of its own and room for a word."""
    for columns in (ROSTER_COLUMNS, UNCOVERED_COLUMNS):
        assert len({column.key for column in columns}) == len(columns)
        assert all(column.width >= 5 for column in columns)


def test_more_rows_than_a_sheet_are_refused(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence, not a cut list."""
    monkeypatch.setattr(roster, "MOST_ROWS", 4)
    with pytest.raises(FileError):
        write_roster(plan, tmp_path / "roster.xlsx")
    assert not (tmp_path / "roster.xlsx").exists()


def test_long_names_get_higher_rows(
    make_plan_of: Callable[..., Plan], host: Callable[..., object], tmp_path: Path
) -> None:
    """A row grows with its longest cell, within reason."""
    plan = make_plan_of([host("短"), host("长" * 120), host("很长" * 5000)])
    sheet = open_sheets(plan, tmp_path / "roster.xlsx")[0]
    heights = [sheet.row_dimensions[row].height for row in (4, 5, 6)]
    assert heights[0] < heights[1] < heights[2] <= 400
