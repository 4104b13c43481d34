"""Answers of both sides in long and wide tables, with ties, refusals, posts and names."""

import pytest
import season_files as files

from matcher.pools import Choice, PoolSources, read_pools


def _read(tmp_path, rows, name="意愿", *, file="choices.xlsx"):
    tables = files.season()
    del tables["choices"], tables["opinions"], tables["incumbents"]
    base = files.write_season(tmp_path, tables)
    path = files.write_xlsx(tmp_path / file, {name: rows})
    sources = PoolSources(candidates=base.candidates, enterprises=base.enterprises, choices=(path,))
    return read_pools(sources, as_of=files.AS_OF)


def test_a_wide_table_of_candidates_gives_ranks_ties_and_refusals(tmp_path):
    """Columns are ranks, several ids in one cell tie, one column lists refusals."""
    rows = [
        ["人选编号", "姓名", "第一志愿", "第二志愿", "第3志愿", "不接受"],
        ["001", "王芳", "H002", "H001、H003", "", "H006"],
        ["002", "某某", "H004", "无", "H005", "/"],
    ]
    result = _read(tmp_path, rows)
    assert result.findings == ()
    answers = [(one.candidate, one.enterprise, one.answer, one.rank) for one in result.pools.choices]
    assert answers == [
        ("001", "H002", "ranked", 1),
        ("001", "H001", "ranked", 2),
        ("001", "H003", "ranked", 2),
        ("001", "H006", "refused", None),
        ("002", "H004", "ranked", 1),
        ("002", "H005", "ranked", 3),
    ]
    assert {one.side for one in result.pools.choices} == {"candidate"}


def test_a_wide_table_of_hosts_is_the_other_side(tmp_path):
    """企业编号 with columns of people makes answers of the enterprises."""
    rows = [["企业编号", "企业名称", "第一人选", "第二人选", "可接受"], ["H001", "甲", "003", "004；005", "006"]]
    result = _read(tmp_path, rows)
    assert result.findings == ()
    answers = [(one.side, one.candidate, one.rank, one.answer) for one in result.pools.choices]
    assert answers == [
        ("enterprise", "003", 1, "ranked"),
        ("enterprise", "004", 2, "ranked"),
        ("enterprise", "005", 2, "ranked"),
        ("enterprise", "006", None, "accepted"),
    ]


def test_faults_in_a_wide_table_stand_in_the_cell_of_the_answer(tmp_path):
    """An unknown host, a host wanted twice and one both wanted and refused: each in its own column."""
    rows = [
        ["人选编号", "第一志愿", "第二志愿", "第三志愿", "不接受"],
        ["001", "H002", "H777", "H003", "H003"],
        ["002", "H001", "H001", "", ""],
        ["", "H001", "", "", ""],
        ["003", "H001", "", "", ""],
    ]
    result = _read(tmp_path, rows)
    assert [(finding.row, finding.column, finding.code) for finding in result.findings] == [
        (2, "第二志愿", "unknown_reference"),
        (2, "不接受", "refused_and_ranked"),
        (3, "第二志愿", "repeated_choice"),
        (4, "人选编号", "empty_cell"),
    ]
    assert [one.enterprise for one in result.pools.choices] == ["H002", "H003", "H001", "H001"]


def test_wishes_may_name_a_post_or_the_host_by_its_name(tmp_path):
    """A post's id means that post of its host; a name that stands for one host means its id."""
    rows = [["人选编号", "第一志愿", "第二志愿"], ["001", "H002-1", "第3矿业有限公司"]]
    result = _read(tmp_path, rows)
    assert result.findings == ()
    assert [(one.enterprise, one.post) for one in result.pools.choices] == [("H002", "H002-1"), ("H003", None)]


def test_an_ambiguous_name_is_a_fault(tmp_path):
    """Two hosts of one name cannot be told apart."""
    tables = files.season()
    tables["enterprises"][1]["企业名称"] = tables["enterprises"][0]["企业名称"]
    tables["choices"] = [files.choice("人选", "001", "第1矿业有限公司")]
    result = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["ambiguous_name"]


def test_the_side_may_follow_from_the_name_of_the_sheet(tmp_path):
    """A sheet of one side needs no column for it; a sheet that says nothing needs one."""
    rows = [["人选编号", "企业编号", "志愿顺序"], ["001", "H001", "1"], ["001", "H002", 2.0]]
    result = _read(tmp_path, rows, "人选意愿")
    assert result.findings == ()
    assert {one.side for one in result.pools.choices} == {"candidate"}
    without = _read(tmp_path, rows, "Sheet1")
    assert [(finding.code, finding.fix.zh[:2]) for finding in without.findings] == [("missing_column", "补上")]
    assert without.failed_tables == ("choices",)


def test_both_sides_may_have_a_sheet_of_their_own(tmp_path):
    """One workbook, one sheet a side: both are read."""
    tables = files.season()
    del tables["choices"]
    base = files.write_season(tmp_path, tables)
    wishes = [["人选编号", "第一志愿"], ["001", "H001"]]
    offers = [["企业编号", "第一人选"], ["H001", "002"]]
    path = files.write_xlsx(tmp_path / "双向意愿.xlsx", {"人选意愿": wishes, "企业意愿": offers})
    sources = PoolSources(candidates=base.candidates, enterprises=base.enterprises, choices=(path,))
    result = read_pools(sources, as_of=files.AS_OF)
    assert result.pools.choices == (
        Choice(side="candidate", candidate="001", enterprise="H001", rank=1),
        Choice(side="enterprise", candidate="002", enterprise="H001", rank=1),
    )


@pytest.mark.parametrize(
    ("answer", "rank", "expected"),
    [
        ("", "1", ("ranked", 1)),
        ("志愿", "第2志愿", ("ranked", 2)),
        ("接受", "", ("accepted", None)),
        ("不愿意", "", ("refused", None)),
        ("未答复", "", ("unanswered", None)),
    ],
)
def test_answers_of_a_long_table_with_and_without_rank(tmp_path, answer, rank, expected):
    """A rank alone is an answer; the other answers take none."""
    result = _read(tmp_path, files.rows_of([files.choice("人选", "001", "H001", rank, answer)]))
    assert result.findings == ()
    assert [(one.answer, one.rank) for one in result.pools.choices] == [expected]


def test_refusing_a_host_and_wanting_its_post_is_a_contradiction(tmp_path):
    """The whole host is refused in one row, one of its posts wanted in another."""
    refused = files.choice("人选", "001", "H001", "", "拒绝") | {"岗位编号": ""}
    wanted = files.choice("人选", "001", "H001") | {"岗位编号": "H001-1"}
    result = _read(tmp_path, files.rows_of([refused, wanted]))
    assert [(finding.row, finding.code) for finding in result.findings] == [(3, "refused_and_ranked")]


def test_a_post_must_belong_to_the_host_of_the_choice(tmp_path):
    """A post of another host and a post that is none are two different faults."""
    elsewhere = files.choice("人选", "001", "H001") | {"岗位编号": "H002-1"}
    nowhere = files.choice("人选", "002", "H001") | {"岗位编号": "H999-1"}
    result = _read(tmp_path, files.rows_of([elsewhere, nowhere]))
    assert [finding.code for finding in result.findings] == ["post_elsewhere", "unknown_reference"]
