"""Posts, branches, repeats and failed tables: how the tables hang together."""

from dataclasses import replace

import pytest
import season_files as files

from matcher.errors import FileError
from matcher.pools import PoolSources, read_pools


def _read(tmp_path, tables, **settings):
    return read_pools(replace(files.write_season(tmp_path, tables), **settings), as_of=files.AS_OF)


def _codes(result):
    return [finding.code for finding in result.findings]


def test_hosts_carry_their_post_with_them_unless_they_are_attached(tmp_path):
    """One post per host that stands alone, named after it; none for a host of a joint branch."""
    tables = files.season()
    tables["enterprises"][2]["挂靠企业编号"] = "H001"
    result = _read(tmp_path, tables)
    assert result.findings == ()
    assert [post.id for post in result.pools.posts] == ["H001-1", "H002-1", "H004-1", "H005-1", "H006-1"]
    assert (result.pools.posts[0].least, result.pools.posts[0].most) == (1, 2)
    assert [one.skill for one in result.pools.posts[0].must_have] == ["law"]
    assert result.pools.enterprises[2].branch == "H001"


def _post(number, host, **cells):
    return {"岗位编号": f"P{number}", "企业编号": host, "岗位角色": "党组织书记", "最少人数": "1", **cells}


def test_a_table_of_posts_goes_before_the_columns_of_the_hosts(tmp_path):
    """Posts of an unknown, an attached or no host are faults; hosts nobody asks for are told."""
    tables = files.season()
    tables["enterprises"][2]["挂靠企业编号"] = "H001"
    posts = [_post(1, "H001"), _post(2, "H002"), _post(3, "H003"), _post(4, "H999"), _post(5, "H004"), _post(5, "H005")]
    path = files.write_xlsx(tmp_path / "岗位.xlsx", {"岗位": files.rows_of(posts)})
    result = _read(tmp_path, tables, posts=(path,))
    assert _codes(result) == [
        "inline_posts_unused",
        "host_without_post",
        "host_without_post",
        "post_of_attached_host",
        "unknown_reference",
        "repeated_key",
    ]
    assert [finding.value for finding in result.findings if finding.code == "host_without_post"] == ["H005", "H006"]
    assert [(post.id, post.role, post.most) for post in result.pools.posts] == [
        ("P1", "secretary", 1),
        ("P2", "secretary", 1),
        ("P5", "secretary", 1),
    ]


def test_hosts_attached_to_a_refused_host_are_left_out_with_it(tmp_path):
    """The carrier's fault is the only finding; what hangs on it is counted there."""
    tables = files.season()
    tables["enterprises"][0]["行业"] = "养鸵鸟"
    tables["enterprises"][2]["挂靠企业编号"] = "H001"
    result = _read(tmp_path, tables)
    assert _codes(result) == ["unknown_line"]
    assert "企业库 1 条" in result.findings[0].reason.zh
    assert [one.id for one in result.pools.enterprises] == ["H002", "H004", "H005", "H006"]
    assert result.counts["enterprises"].num_refused == 1
    assert result.counts["enterprises"].num_left_out == 1


def test_repeated_ids_are_refused_merged_or_passed_over(tmp_path):
    """What a repeated key does is the planner's choice."""
    tables = files.season()
    again = {"人选编号": "002", "姓名": "改名", "来源类别": "离退休干部", "任职状态": "退休", "状态起始时间": "2021.6"}
    again |= {"正式党员": "是", "派出单位同意": "是", "身体健康": "是"}
    tables["candidates"].append(again)
    refused = _read(tmp_path, tables)
    assert [(finding.code, finding.row) for finding in refused.findings] == [("repeated_key", 10)]
    assert "第 3 行" in refused.findings[0].reason.zh
    skipped = _read(tmp_path, tables, duplicates="skip")
    assert skipped.findings == ()
    assert skipped.pools.candidates[1].name == "阿拉坦·其其格"
    updated = _read(tmp_path, tables, duplicates="update")
    assert updated.findings == ()
    person = updated.pools.candidates[1]
    assert (person.name, person.status_date.year, person.unit) == ("改名", 2021, "某旗自然资源局")
    assert updated.counts["candidates"].num_repeated == 1
    assert len(updated.pools.candidates) == len(skipped.pools.candidates) == 8


def test_an_update_may_state_only_what_changes(tmp_path):
    """A later file with ids and phones alone changes phones alone; a fault in it stands in its own row."""
    tables = files.season()
    sources = files.write_season(tmp_path, tables)
    change = {
        "人选编号": "002",
        "姓名": "",
        "来源类别": "",
        "任职状态": "",
        "联系电话": "13900000000",
        "联系企业下限": "",
    }
    path = files.write_xlsx(tmp_path / "change.xlsx", {"人才库": files.rows_of([change])})
    both = replace(sources, candidates=(*sources.candidates, path), duplicates="update")
    result = read_pools(both, as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["column_not_stated"] * 3
    assert result.pools.candidates[1].phone == "13900000000"
    assert result.pools.candidates[1].name == "阿拉坦·其其格"
    files.write_xlsx(path, {"人才库": files.rows_of([change | {"联系企业下限": "9"}])})
    wrong = read_pools(both, as_of=files.AS_OF)
    assert [(finding.file, finding.row, finding.code) for finding in wrong.errors] == [
        ("change.xlsx", 2, "least_over_most")
    ]
    assert "002" not in wrong.pools.candidate_index


def test_the_key_of_a_table_can_be_chosen(tmp_path):
    """Hosts may be told apart by their credit code; a key that is no field is one finding."""
    tables = files.season()
    tables["enterprises"].append(files.host(1) | {"企业编号": "H099", "企业名称": "改了名的矿业"})
    warned = _read(tmp_path, tables)
    assert [(finding.code, finding.severity) for finding in warned.findings] == [("repeated_number", "warning")]
    result = _read(tmp_path, tables, duplicates="update", keys={"enterprises": "credit_code"})
    assert result.findings == ()
    assert (result.pools.enterprises[0].id, result.pools.enterprises[0].name) == ("H001", "改了名的矿业")
    wrong = _read(tmp_path, tables, keys={"enterprises": "credit_kode"})
    assert (wrong.findings[0].code, wrong.is_usable) == ("unknown_field", False)


def test_a_failed_table_stops_the_import_without_a_flood(tmp_path):
    """Without the people nothing can be said about who is named; only the missing file is told."""
    tables = files.season()
    result = _read(tmp_path, tables, candidates=(tmp_path / "nowhere.xlsx",))
    assert _codes(result) == ["missing_file"]
    assert result.failed_tables == ("candidates",)
    assert result.pools is None
    assert not result.is_usable


def test_an_empty_pool_stops_the_import_and_an_empty_table_of_choices_does_not(tmp_path):
    """Headers without rows: an error for the two pools, a warning elsewhere."""
    tables = files.season()
    tables["choices"], empty = [], files.rows_of(tables["choices"])[:1]
    path = files.write_xlsx(tmp_path / "empty.xlsx", {"意愿": empty})
    result = _read(tmp_path, tables, choices=(path,))
    assert [(finding.code, finding.severity) for finding in result.findings] == [("empty_table", "warning")]
    assert result.is_usable
    headers = files.write_xlsx(tmp_path / "nobody.xlsx", {"人才库": files.rows_of(tables["candidates"])[:1]})
    stopped = _read(tmp_path, {"enterprises": tables["enterprises"]}, candidates=(headers,))
    assert [(finding.code, finding.severity) for finding in stopped.findings] == [("empty_table", "error")]
    assert stopped.failed_tables == ("candidates",)


def test_a_vocabulary_of_ones_own_replaces_the_built_in_one(tmp_path):
    """A new word is known with it and unknown without; a broken file is an error that names it."""
    tables = files.season()
    for cells in tables["candidates"]:
        cells |= {"专长": "变戏法"}
    for cells in tables["enterprises"]:
        cells |= {"需求": "变戏法:2", "必备专长": ""}
    own = tmp_path / "own.toml"
    from matcher.pools.vocabulary import BUILT_IN

    text = BUILT_IN.read_text(encoding="utf-8")
    own.write_text(text + '\n[skills.magic]\nzh = "变戏法"\nen = "magic"\n', encoding="utf-8")
    result = _read(tmp_path, tables, vocabulary=own)
    assert result.findings == ()
    assert result.pools.candidates[0].skills[0].skill == "magic"
    own.write_text(text + '\n[skills.magic]\nzh = "法律"\nen = "magic"\n', encoding="utf-8")
    with pytest.raises(FileError, match="法律"):
        _read(tmp_path, tables, vocabulary=own)


def test_pools_have_no_source_given(tmp_path):
    """No file at all: both pools fail with one finding each, nothing breaks."""
    result = read_pools(PoolSources(), as_of=files.AS_OF)
    assert _codes(result) == ["no_file_named", "no_file_named"]
    assert result.failed_tables == ("candidates", "enterprises")
    assert not result.is_usable
