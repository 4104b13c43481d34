"""What a file seems to hold before it is read: its tables, headers nobody knows, corrections."""

from datetime import date
from pathlib import Path

import pytest

from matcher.pools import PoolSources, read_pools
from matcher.pools.sketches import sketch_file

PEOPLE = "人选编号,姓名,来源类别,任职状态,爱好\n1,甲,离退休,退休,棋\n2,乙,不明,退休,牌\n"
HOSTS = "企业编号,企业名称,单位类型,岗位角色\nA,甲矿业,民营企业,党建指导员\n"


@pytest.mark.parametrize(
    ("name", "text", "guess"),
    [
        ("一.csv", PEOPLE, "candidates"),
        ("二.csv", HOSTS, "enterprises"),
        ("三.csv", "岗位编号,企业编号,岗位角色\nA-1,A,党建指导员\n", "posts"),
        ("四.csv", "填报方,人选编号,企业编号,顺序\n人选,1,A,1\n", "choices"),
        ("五.csv", "意见来源,人选编号,企业编号,意见\n工会,1,A,支持\n", "opinions"),
        ("上届.csv", "人选编号,企业编号,连续届数\n1,A,1\n", "incumbents"),
        ("六.csv", "甲,乙\n1,2\n", None),
    ],
)
def test_a_table_is_recognised_by_its_headers(name: str, text: str, guess: str | None) -> None:
    """Whatever the file is called; a sheet that is none of the tables is none."""
    (sheet,) = sketch_file(name, text.encode()).sheets
    assert sheet.guess == guess


def test_headers_nobody_knows_are_listed_as_typed() -> None:
    """Those that are known carry their field; of a sheet without any, all texts of the fullest row may be headers."""
    (sheet,) = sketch_file("名单.csv", PEOPLE.encode()).sheets
    assert [each.text for each in sheet.headers["candidates"] if not each.is_known] == ["爱好"]
    assert {each.field for each in sheet.headers["candidates"] if each.is_known} == {"id", "name", "pool", "status"}
    (other,) = sketch_file("x.csv", "标题\n甲,乙\n1,\n".encode()).sheets
    assert [each.text for each in other.headers["candidates"]] == ["甲", "乙"]


def test_a_workbook_of_corrections_says_what_it_corrects(tmp_path: Path) -> None:
    """It is no table of its own."""
    (tmp_path / "人选.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "企业.csv").write_text(HOSTS, encoding="utf-8")
    sources = PoolSources(candidates=(tmp_path / "人选.csv",), enterprises=(tmp_path / "企业.csv",))
    read = read_pools(sources, as_of=date(2026, 12, 1))
    assert read.write_bad_rows(tmp_path / "问题行.xlsx") == 1
    (sheet,) = sketch_file("问题行.xlsx", (tmp_path / "问题行.xlsx").read_bytes()).sheets
    assert sheet.corrects == ("candidates",)
    assert sheet.guess is None


def test_a_broken_file_has_its_faults_and_no_sheets() -> None:
    """Nothing is raised, whatever the name and the bytes."""
    for name, data, code in (("a.xlsx", b"", "empty_file"), ("a\x00b", b"x", "wrong_kind_of_file")):
        sketch = sketch_file(name, data)
        assert sketch.sheets == ()
        assert [fault.code for fault in sketch.faults] == [code]
