"""Findings of files are settled by corrections of the records they speak of, and by nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
import season_files as files

from matcher.findings import Finding
from matcher.pools import Pools, TableName, load_vocabulary, read_pools
from matcher.pools.correcting import Correction, Key, correct_pools
from matcher.pools.settling import settle_findings

WORDS = load_vocabulary()
Tables = dict[str, list[files.Cells]]


class Desk:
    """Hold pools with what is open and what was settled, correction after correction."""

    def __init__(self, folder: Path, tables: Tables) -> None:
        read = read_pools(files.write_season(folder, tables), as_of=files.AS_OF)
        assert read.pools is not None
        self.pools: Pools = read.pools
        self.open: tuple[Finding, ...] = read.findings
        self.settled: tuple[Finding, ...] = ()

    def correct(self, table: TableName, key: Key | None, typed: dict[str, str] | None) -> list[str]:
        """Correct one record; return the codes of what that settled."""
        done = correct_pools(self.pools, Correction(table, key, typed), WORDS, as_of=files.AS_OF)
        self.open, self.settled = settle_findings(self.open, self.pools, done, WORDS, as_of=files.AS_OF)
        self.pools = done.pools
        return [finding.code for finding in self.settled]

    @property
    def codes(self) -> list[str]:
        """Codes of what is open."""
        return [finding.code for finding in self.open]


def test_a_warning_goes_with_the_field_it_is_about(tmp_path: Path) -> None:
    """Another field leaves it open, whichever record it is of; the field itself settles it, or what it hangs on."""
    tables = files.season()
    tables["candidates"][0]["派出单位同意"] = ""
    tables["candidates"][1]["任职状态"] = "在职"
    desk = Desk(tmp_path, tables)
    assert desk.codes == ["not_stated", "pool_status_differ"]
    assert [(each.table, each.key, each.field) for each in desk.open[0].about] == [
        ("candidates", ("001",), "unit_consent")
    ]
    assert desk.correct("candidates", ("001",), {"capacity": "5"}) == []
    assert desk.correct("candidates", ("002",), {"unit_consent": "否"}) == []
    assert desk.codes == ["not_stated", "pool_status_differ"]
    assert desk.correct("candidates", ("001",), {"unit_consent": "同意"}) == ["not_stated"]
    # The finding names the status, and it is the pool that was wrong.
    assert desk.correct("candidates", ("002",), {"pool": "在职干部"}) == ["pool_status_differ"]
    assert desk.open == ()


def test_a_field_that_is_wrong_again_is_told_anew(tmp_path: Path) -> None:
    """What stands there now is what the finding says, under the record's name."""
    tables = files.season()
    tables["candidates"][0]["姓名"] = "乌云7"
    desk = Desk(tmp_path, tables)
    first = desk.open[0]
    assert desk.correct("candidates", ("001",), {"name": "乌云8"}) == []
    assert [(each.code, each.file, each.value) for each in desk.open] == [(first.code, "人才库 001", "乌云8")]
    assert desk.correct("candidates", ("001",), {"name": "乌云"}) == [first.code]
    assert desk.open == ()


def test_a_row_that_was_not_taken_is_settled_when_all_it_left_out_is_in(tmp_path: Path) -> None:
    """The person alone leaves the answers missing that were left out with the row; one by one they come."""
    tables = files.season()
    tables["candidates"][2]["联系企业上限"] = "许多"
    desk = Desk(tmp_path, tables)
    assert desk.codes == ["bad_number"]
    missing = [each for each in desk.open[0].about if each.table != "candidates"]
    assert {each.table for each in missing} == {"choices", "incumbents"}
    added = {"id": "003", "name": "阿拉坦", "pool": "离退休", "status": "退休"}
    assert desk.correct("candidates", None, added) == []
    assert desk.codes[0] == "bad_number"
    for each in missing[:-1]:
        assert desk.correct(*_type(each.table, each.key)) == []
    assert desk.correct(*_type(missing[-1].table, missing[-1].key)) == ["bad_number"]


def _type(table: str, key: Key) -> tuple[TableName, None, dict[str, str]]:
    """Return what adds an answer or a term of a key."""
    if table == "choices":
        side, person, host, _ = key
        said = "人选" if side == "candidate" else "企业"
        return "choices", None, {"side": said, "candidate": person or "", "enterprise": host or "", "rank": "1"}
    return "incumbents", None, {"candidate": key[0] or "", "enterprise": key[1] or "", "role": "党建指导员"}


def test_a_repeated_id_stays_open_whatever_is_corrected_under_it(tmp_path: Path) -> None:
    """A second person may be behind it, who is in no list yet."""
    tables = files.season()
    tables["candidates"][4]["人选编号"] = "002"
    desk = Desk(tmp_path, tables)
    before = desk.codes
    assert "repeated_key" in before
    assert desk.correct("candidates", ("002",), {"name": "王芳芳", "capacity": "2"}) == []
    assert desk.codes == before


def test_what_is_taken_out_is_settled_and_what_is_added_is_held_to_the_rest(tmp_path: Path) -> None:
    """A removed record has no finding; a host without a post gets one, and loses it with a post."""
    tables = files.season()
    tables["candidates"][0]["派出单位同意"] = ""
    desk = Desk(tmp_path, tables)
    assert desk.correct("candidates", ("001",), None) == ["not_stated"]
    assert desk.correct("posts", ("H001-1",), None) == []
    assert desk.codes == ["host_without_post"]
    assert desk.correct("enterprises", ("H001",), {"staff": "12"}) == []
    assert desk.correct("posts", None, {"id": "P9", "enterprise": "H001"}) == ["host_without_post"]
    assert desk.open == ()


def test_a_tie_to_somebody_unknown_is_settled_when_they_come(tmp_path: Path) -> None:
    """The warning stands with one person; adding the other mends it."""
    tables = files.season()
    tables["candidates"][0]["回避人员"] = "099"
    desk = Desk(tmp_path, tables)
    assert desk.codes == ["unknown_tie"]
    assert desk.correct("candidates", ("002",), {"capacity": "2"}) == []
    added = {"id": "099", "name": "其其格", "pool": "离退休", "status": "退休"}
    assert desk.correct("candidates", None, added) == ["unknown_tie"]


def test_a_merged_cell_is_settled_row_by_row(tmp_path: Path) -> None:
    """One finding of several rows stays open until the last of them is right; a file as a whole always does."""
    desk = Desk(tmp_path, files.season())
    kept = replace(_find_example(tmp_path), about=())
    desk.open = (kept,)
    assert desk.correct("candidates", ("001",), {"unit_consent": "否"}) == []
    both = _find_example(tmp_path)
    desk.open = (replace(both, about=(*both.about, replace(both.about[0], key=("002",)))),)
    assert desk.correct("candidates", ("001",), {"unit_consent": "同意"}) == []
    assert [each.key for each in desk.open[0].about] == [("002",)]
    assert desk.correct("candidates", ("002",), {"unit_consent": "否"}) == ["not_stated"]


def _find_example(folder: Path) -> Finding:
    tables = files.season()
    tables["candidates"][0]["派出单位同意"] = ""
    return read_pools(files.write_season(folder, tables), as_of=files.AS_OF).findings[0]


@pytest.mark.parametrize("table", ["opinions", "incumbents"])
def test_rows_nobody_can_name_stay_open(tmp_path: Path, table: str) -> None:
    """A row that does not say whom it is about is settled by no correction."""
    tables = files.season()
    tables[table][0]["人选编号"] = ""
    desk = Desk(tmp_path, tables)
    assert desk.codes == ["empty_cell"]
    assert desk.open[0].about[0].key == ()
    desk.correct("candidates", ("001",), {"capacity": "2"})
    assert desk.codes == ["empty_cell"]
