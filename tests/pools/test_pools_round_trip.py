"""Refused rows go out as typed, are corrected and come back: the state is that of a clean file."""

from dataclasses import replace

import openpyxl
import season_files as files

from matcher.pools import PoolSources, read_pools


def _correct(path, fixes):
    """Type over cells of a corrections workbook: (sheet, id in its row, header) → value."""
    book = openpyxl.load_workbook(path)
    for (sheet, key, header), value in fixes.items():
        page = book[sheet]
        headers = [cell.value for cell in page[1]]
        row = next(row for row in page.iter_rows(min_row=2) if key in [cell.value for cell in row])
        row[headers.index(header)].value = value
    book.save(path)


def _with(sources, path, *tables):
    return replace(sources, **{table: (*sources.files(table), path) for table in tables})


def test_a_corrected_round_trip_gives_the_pools_of_a_clean_file(tmp_path):
    """Faults in every table, corrected in the workbook of bad rows, fed back beside the untouched originals."""
    clean = read_pools(files.write_season(tmp_path, files.season()), as_of=files.AS_OF)
    tables = files.season()
    tables["candidates"][2] |= {"出生年月": "从前", "专长": "法律:9"}
    tables["enterprises"][0]["行业"] = "养鸵鸟"
    tables["choices"][3]["顺序"] = "头一个"
    tables["opinions"][1]["意见"] = "再议"
    (tmp_path / "faulty").mkdir()
    sources = files.write_season(tmp_path / "faulty", tables)
    first = read_pools(sources, as_of=files.AS_OF)
    bad = tmp_path / "bad.xlsx"
    assert len(first.errors) == 5
    assert first.write_bad_rows(bad) == 4
    expected = files.season()
    _correct(
        bad,
        {
            ("人才库", "003", "出生年月"): expected["candidates"][2]["出生年月"],
            ("人才库", "003", "专长"): expected["candidates"][2]["专长"],
            ("企业库", "H001", "行业"): "矿业",
            ("双向意愿", "头一个", "顺序"): "1",
            ("第三方意见", "再议", "意见"): "反对",
        },
    )
    again = read_pools(_with(sources, bad, "candidates", "enterprises", "choices", "opinions"), as_of=files.AS_OF)
    assert again.findings == ()
    assert again.pools == clean.pools
    assert again.counts == clean.counts


def test_bad_rows_keep_their_cells_as_typed_with_reason_and_fix(tmp_path):
    """Text stays text, numbers stay numbers, nothing becomes a formula, and the fault stands beside its row."""
    tables = files.season()
    tables["candidates"][1] |= {"出生年月": "从前", "人选编号": "007", "党务工作年限": 12, "备注": "@SUM(A1)"}
    result = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    result.write_bad_rows(tmp_path / "bad.xlsx")
    page = openpyxl.load_workbook(tmp_path / "bad.xlsx")["人才库"]
    cells = dict(zip([cell.value for cell in page[1]], page[2], strict=True))
    assert cells["人选编号"].value == "007"
    assert cells["党务工作年限"].value == 12
    assert (cells["备注"].value, cells["备注"].data_type) == ("@SUM(A1)", "s")
    assert cells["身份证号"].value == tables["candidates"][1]["身份证号"]
    assert "不是年月" in cells["问题"].value
    assert "1968.5" in cells["怎么改"].value
    assert page.column_dimensions["AF"].hidden


def test_a_correction_that_is_still_wrong_is_reported_where_it_stands_and_comes_out_again(tmp_path):
    """The finding names the corrections workbook; a second round still leads to the first place."""
    tables = files.season()
    tables["candidates"][2]["出生年月"] = "从前"
    sources = files.write_season(tmp_path, tables)
    bad, worse = tmp_path / "bad.xlsx", tmp_path / "worse.xlsx"
    read_pools(sources, as_of=files.AS_OF).write_bad_rows(bad)
    _correct(bad, {("人才库", "003", "出生年月"): "很久以前"})
    second = read_pools(_with(sources, bad, "candidates"), as_of=files.AS_OF)
    assert [(finding.file, finding.row, finding.code) for finding in second.findings] == [("bad.xlsx", 2, "bad_date")]
    assert second.write_bad_rows(worse) == 1
    _correct(worse, {("人才库", "003", "出生年月"): "1962.4"})
    third = read_pools(_with(_with(sources, bad, "candidates"), worse, "candidates"), as_of=files.AS_OF)
    assert third.findings == ()
    assert [one.id for one in third.pools.candidates] == [f"{number:03d}" for number in range(1, 9)]


def test_corrections_of_a_file_that_changed_since_are_not_put_in_its_rows(tmp_path):
    """Row numbers mean nothing in a changed file: the rows count as new ones, and it is said."""
    tables = files.season()
    tables["candidates"][2]["出生年月"] = "从前"
    sources = files.write_season(tmp_path, tables)
    bad = tmp_path / "bad.xlsx"
    read_pools(sources, as_of=files.AS_OF).write_bad_rows(bad)
    _correct(bad, {("人才库", "003", "出生年月"): "1962.4"})
    del tables["candidates"][2]
    files.write_season(tmp_path, tables)
    result = read_pools(_with(sources, bad, "candidates"), as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["stale_correction"]
    assert [one.id for one in result.pools.candidates][-1] == "003"


def test_a_fault_spread_by_ditto_marks_is_one_finding_but_every_row_comes_out(tmp_path):
    """Three rows repeat one wrong word: told once with all rows, corrected in each."""
    tables = files.season()
    tables["candidates"][3]["单位业务领域"] = "养鸵鸟"
    for number in (4, 5):
        tables["candidates"][number]["单位业务领域"] = "同上"
    sources = files.write_season(tmp_path, tables)
    result = read_pools(sources, as_of=files.AS_OF)
    assert [(finding.row, finding.code) for finding in result.findings] == [(5, "unknown_line")]
    assert "第 6、7 行同样" in result.findings[0].reason.zh
    bad = tmp_path / "bad.xlsx"
    assert result.write_bad_rows(bad) == 3
    _correct(bad, {("人才库", f"{number:03d}", "单位业务领域"): "自然资源" for number in (4, 5, 6)})
    again = read_pools(_with(sources, bad, "candidates"), as_of=files.AS_OF)
    assert again.findings == ()
    assert [one.unit_line for one in again.pools.candidates] == ["natural_resources"] * 8


def test_headers_over_two_rows_lead_back_too(tmp_path):
    """A column known only by both its texts together is written out under both, so that it is known again."""
    hosts = files.rows_of([files.host(1), files.host(2)])
    lower = hosts[0].copy()
    for header, short in (("最少人数", "最少"), ("最多人数", "最多")):
        hosts[0][lower.index(header)] = "人数"
        lower[lower.index(header)] = short
    hosts.insert(1, lower)
    hosts[3][lower.index("最少")] = "若干"
    people = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": files.rows_of([files.person(1)])})
    sources = PoolSources((people,), (files.write_xlsx(tmp_path / "hosts.xlsx", {"企业库": hosts}),))
    first = read_pools(sources, as_of=files.AS_OF)
    assert [(finding.row, finding.column, finding.code) for finding in first.findings] == [(4, "最少", "bad_number")]
    bad = tmp_path / "bad.xlsx"
    first.write_bad_rows(bad)
    _correct(bad, {("企业库", "H002", "人数最少"): "2"})
    again = read_pools(_with(sources, bad, "enterprises"), as_of=files.AS_OF)
    assert again.findings == ()
    assert [post.least for post in again.pools.posts] == [1, 2]
