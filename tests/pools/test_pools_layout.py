"""Tables as people lay them out: titles, merged headers, totals, notes, ditto marks, hidden rows."""

import openpyxl
import pytest
import season_files as files

from matcher.pools import PoolSources, read_pools
from matcher.pools.synthetic import generate_pools, write_messy_workbooks


def _leave(page):
    """Change nothing."""


def _read(tmp_path, rows, arrange=_leave, name="people.xlsx"):
    """Read a candidate table after `arrange` has worked on its sheet."""
    path = files.write_xlsx(tmp_path / name, {"人才库": rows})
    book = openpyxl.load_workbook(path)
    arrange(book["人才库"])
    book.save(path)
    return files.read_people(tmp_path, path)


@pytest.fixture
def rows():
    """Return a clean candidate table."""
    return files.rows_of([files.person(number) for number in range(1, 7)])


def _ids(result):
    return [one.id for one in result.pools.candidates]


def test_titles_above_and_totals_and_notes_below_are_no_rows(tmp_path, rows):
    """What stands around the table is passed over, and rows are still counted from the top of the sheet."""
    messy = [
        ["某旗党建指导员人才库"],
        ["填报单位：旗委组织部", "", "", "2026年11月"],
        [],
        *rows[:4],
        [],
        *rows[4:],
        ["合计", "6 人"],
        ["备注：以上人员均已征求单位意见。"],
        ["填表说明：1.专长照词表填写；"],
        ["2.日期写到月。"],
        ["（三）不得空行"],
        ["制表人：王五", "", "审核人：赵六"],
    ]
    messy[5][rows[0].index("专长")] = "变戏法"
    result = _read(tmp_path, messy)
    assert [(finding.row, finding.code) for finding in result.findings] == [(6, "unknown_skill")]
    assert _ids(result) == ["001", "003", "004", "005", "006"]


def test_two_row_headers_with_merged_cells_are_read(tmp_path, rows):
    """Groups over columns and single headers over two rows; the lower text is the header of a finding."""
    upper, lower = [], []
    groups = {
        "人选编号": "基本情况",
        "姓名": "基本情况",
        "来源类别": "基本情况",
        "联系企业上限": "联系企业",
        "联系企业下限": "联系企业",
    }
    short = {"联系企业上限": "上限", "联系企业下限": "下限"}
    for header in rows[0]:
        upper.append(groups.get(header, header))
        lower.append(short.get(header, header) if header in groups else "")
    rows[2][rows[0].index("联系企业上限")] = "若干"

    def merge(page):
        for column, header in enumerate(rows[0], start=1):
            if header not in groups:
                page.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        page.merge_cells("A1:C1")
        start = rows[0].index("联系企业上限") + 1
        page.merge_cells(start_row=1, end_row=1, start_column=start, end_column=start + 1)

    result = _read(tmp_path, [upper, lower, *rows[1:]], merge)
    assert [(finding.row, finding.column, finding.code) for finding in result.findings] == [(4, "上限", "bad_number")]
    assert _ids(result) == ["001", "003", "004", "005", "006"]


def test_merged_cells_and_ditto_marks_repeat_what_stands_above(tmp_path, rows):
    """One merged unit over three people, and every kind of ditto mark."""
    unit = rows[0].index("工作单位")
    line = rows[0].index("单位业务领域")
    for row, mark in zip(rows[2:], ("同上", "〃", "″", '"', "同　上"), strict=True):
        row[line] = mark
    rows[1][line] = "税务"

    def merge(page):
        page.merge_cells(start_row=2, end_row=4, start_column=unit + 1, end_column=unit + 1)

    rows[1][unit], rows[2][unit], rows[3][unit] = "某旗税务局", "", ""
    result = _read(tmp_path, rows, merge)
    assert result.findings == ()
    assert [one.unit for one in result.pools.candidates][:4] == ["某旗税务局"] * 3 + ["某旗自然资源局"]
    assert {one.unit_line for one in result.pools.candidates} == {"taxation"}


def test_a_ditto_mark_with_nothing_above_is_a_fault(tmp_path, rows):
    """There is nothing to repeat in the first row."""
    rows[1][rows[0].index("任职状态")] = "同上"
    result = _read(tmp_path, rows)
    assert [(finding.row, finding.column, finding.code) for finding in result.findings] == [
        (2, "任职状态", "ditto_above_nothing")
    ]


def test_hidden_rows_and_columns_are_read_like_others(tmp_path, rows):
    """What a filter hides is still a person."""

    def hide(page):
        page.row_dimensions[3].hidden = True
        page.column_dimensions["C"].hidden = True

    assert len(_ids(_read(tmp_path, rows, hide))) == 6


def test_full_width_signs_and_spaces_inside_names_are_tidied(tmp_path, rows):
    """Full-width digits in ids, an ideographic space in a name, any dot in a Mongol name."""
    rows[1][0], rows[1][1] = "\uff2b\uff10\uff10\uff17", "王\u3000芳"
    rows[2][1] = "阿拉坦•其其格"
    rows[3][1] = "阿拉坦・其其格"
    rows[4][1] = " John  Smith "
    result = _read(tmp_path, rows)
    assert result.findings == ()
    assert _ids(result)[0] == "K007"
    assert [one.name for one in result.pools.candidates][:4] == ["王芳", "阿拉坦·其其格", "阿拉坦·其其格", "John Smith"]


def test_repeated_headers_of_printed_pages_are_no_rows(tmp_path, rows):
    """A header row typed again for the second page is passed over."""
    result = _read(tmp_path, [*rows[:4], rows[0], *rows[4:]])
    assert result.findings == ()
    assert len(_ids(result)) == 6


def test_odd_columns_are_told_and_do_no_harm(tmp_path, rows):
    """A misspelt header, a column without header, a second column for one field: one warning each."""
    for number, row in enumerate(rows):
        row.extend(["居住地地", "", "姓名"] if number == 0 else ["乌兰镇", "随手记", "别人"])
    result = _read(tmp_path, rows)
    assert [(finding.code, finding.severity) for finding in result.findings] == [
        ("unknown_header", "warning"),
        ("two_columns", "warning"),
        ("unnamed_column", "warning"),
    ]
    assert "居住地" in result.findings[0].fix.zh
    assert result.pools.candidates[0].name == "王芳"


def test_columns_no_decision_needs_are_passed_over_without_a_word(tmp_path, rows):
    """Sex and nationality are in every real list and in no record."""
    for number, row in enumerate(rows):
        row.extend(["序号", "性别", "民族"] if number == 0 else [number, "女", "蒙古族"])
    result = _read(tmp_path, rows)
    assert result.findings == ()
    assert "蒙古族" not in repr(result.pools)


def test_a_column_a_rule_asks_for_is_missed_once_and_not_for_everybody(tmp_path):
    """Six people without the column of consent make one warning."""
    people = [files.person(number) for number in range(1, 7)]
    for cells in people:
        del cells["派出单位同意"]
    result = _read(tmp_path, files.rows_of(people))
    assert [finding.code for finding in result.findings] == ["column_not_stated"]
    assert {one.unit_consent for one in result.pools.candidates} == {None}


def test_numbered_columns_of_one_list_are_read_together(tmp_path, rows):
    """专长一 and 专长二 are one list; a fault is told in its own column."""
    place = rows[0].index("专长")
    for number, row in enumerate(rows):
        row[place] = "专长一" if number == 0 else "法律:2"
        row.append("专长二" if number == 0 else "安全生产")
    rows[3][-1] = "变戏法"
    result = _read(tmp_path, rows)
    assert [(finding.row, finding.column) for finding in result.findings] == [(4, "专长二")]
    assert [(one.skill, one.level) for one in result.pools.candidates[0].skills] == [("law", 2), ("safety", 1)]


def test_synthetic_messy_workbooks_come_back_as_the_records_they_were_made_of(tmp_path):
    """Identity: records → messy workbooks → records, for several seeds."""
    for seed in (3, 4):
        pools = generate_pools(30, 40, seed)
        people, hosts, posts, choices, opinions, incumbents = write_messy_workbooks(pools, tmp_path / str(seed), seed)
        sources = PoolSources((people,), (hosts,), (posts,), (choices,), (opinions,), (incumbents,))
        result = read_pools(sources, as_of=files.AS_OF)
        assert result.findings == ()
        assert result.pools == pools
