"""The promise of the import: one planted fault, one finding, at its sheet, row and column; none where all is well."""

import re
import zipfile
from collections import Counter
from datetime import date

import season_files as files

from matcher.pools import read_pools

# Table, data row counted from 1, header, what is typed there, code of the finding.
PEOPLE = [
    (2, "姓名", "", "empty_cell"),
    (3, "来源类别", "退修干部", "unknown_word"),
    (4, "任职状态", "歇着", "unknown_word"),
    (5, "状态起始时间", "去年", "bad_date"),
    (6, "状态起始时间", "2027.3", "future_date"),
    (7, "状态起始时间", "1950.1", "dates_reversed"),
    (8, "出生年月", "六十年代", "bad_date"),
    (9, "出生年月", "1962.13", "bad_date"),
    (10, "身份证号", "15069919620111010", "id_number_length"),
    (11, "身份证号", "150699196213010112", "id_number_birth"),
    (12, "身份证号", "11010519491231002", "id_number_length"),
    (13, "身份证号", "110105194912310021", "id_number_check"),
    (14, "身份证号", files.make_id_number("15069919700101014"), "birth_differs"),
    (15, "单位业务领域", "养鸵鸟", "unknown_line"),
    (16, "原分管业务", "粮食、挖宝藏", "unknown_line"),
    (17, "专长", "法律:3、变戏法", "unknown_skill"),
    (18, "专长", "法律:4、安全生产", "bad_level"),
    (19, "语言", "汉语、火星语", "unknown_language"),
    (20, "党务工作年限", "很久", "bad_number"),
    (21, "党务工作年限", "99", "out_of_range"),
    (22, "正式党员", "也许", "unknown_word"),
    (23, "派出单位同意", "", "not_stated"),
    (24, "经度", "39.61", "swapped_degrees"),
    (25, "纬度", "", "half_place"),
    (26, "纬度", "北边", "bad_degrees"),
    (27, "联系企业下限", "5", "least_over_most"),
    (28, "可任角色", "党建指导员、总经理", "unknown_word"),
    (29, "亲属任职情况", "配偶", "bad_relative"),
    (30, "亲属任职情况", "H999:配偶:法定代表人", "unknown_tie"),
    (31, "回避人员", "888", "unknown_tie"),
    (32, "联系电话", "1381234", "bad_phone"),
    (33, "姓名", "王芳2", "name_has_digits"),
    (34, "姓名", "很" * 51, "name_too_long"),
    (35, "人选编号", "长" * 65, "id_too_long"),
    (36, "人选编号", "001", "repeated_key"),
    (37, "人选编号", "", "empty_cell"),
    (38, "出生年月", date(2020, 5, 1), "out_of_range"),
    (39, "每月驻企天数上限", 2.5, "bad_number"),
    (40, "任职状态", "#N/A", "cell_error"),
    (41, "任职状态", "在职", "pool_status_differ"),
    (42, "状态起始时间", "", "not_stated"),
    (43, "专长", "证照办里", "unknown_skill"),
    (44, "每月驻企天数上限", "45", "out_of_range"),
]
HOSTS = [
    (2, "统一社会信用代码", "91350100M000100Y4Z", "credit_code_letters"),
    (3, "统一社会信用代码", "91350100M000100Y44", "credit_code_check"),
    (4, "统一社会信用代码", "91350100M000100Y", "credit_code_length"),
    (5, "行业", "养鸵鸟", "unknown_line"),
    (6, "单位类型", "", "empty_cell"),
    (7, "挂靠企业编号", "H007", "self_branch"),
    (8, "挂靠企业编号", "H777", "unknown_reference"),
    (9, "挂靠企业编号", "H010", "branch_chain"),
    (11, "最少人数", "3", "least_over_most"),
    (12, "星级", "6", "out_of_range"),
    (13, "党建阶段", "飞速", "unknown_word"),
    (14, "职工人数", "两百多", "bad_number"),
]
CHOICES = [
    (files.choice("人选", "999", "H001"), "人选编号", "unknown_reference"),
    (files.choice("人选", "001", "H888"), "企业编号", "unknown_reference"),
    (files.choice("人选", "001", "H001", "2"), "企业编号", "repeated_choice"),
    (files.choice("人选", "001", "H001", "", "拒绝"), "企业编号", "refused_and_ranked"),
    (files.choice("企业", "045", "H015", ""), "顺序", "rank_missing"),
    (files.choice("企业", "046", "H015", "1", "拒绝"), "顺序", "rank_unwanted"),
    (files.choice("企业", "047", "H015", "头一个"), "顺序", "bad_number"),
    (files.choice("老乡", "048", "H015"), "填报方", "unknown_word"),
]
OPINIONS = [
    (files.opinion("045", "H015", "再议"), "意见", "unknown_word"),
    (files.opinion("001", "H002"), "企业编号", "repeated_key"),
    (files.opinion("001", "H666"), "企业编号", "unknown_reference"),
]


def _plant(tmp_path):
    tables = files.season(num_people=50, num_hosts=16)
    tables["enterprises"][9]["挂靠企业编号"] = "H001"
    tables["candidates"][23]["纬度"] = "109.78"
    expected = []
    for table, faults in (("candidates", PEOPLE), ("enterprises", HOSTS)):
        for number, header, value, code in faults:
            cells = tables[table][number - 1]
            cells[header] = value
            if value == "#N/A":
                cells[header] = "=NA()"
            expected.append((table, number + 1, header, code))
    for table, faults in (("choices", CHOICES), ("opinions", OPINIONS)):
        tables[table] = tables[table][:1]
        for cells, header, code in faults:
            tables[table].append(cells)
            expected.append((table, len(tables[table]) + 1, header, code))
    tables["incumbents"] = [files.incumbent("001", "H001"), files.incumbent("045", "H015") | {"任职截止": "2020.1"}]
    expected.append(("incumbents", 3, "任职截止", "dates_reversed"))
    sources = files.write_season(tmp_path, tables)
    _cache_error_cell(sources.candidates[0])
    return sources, expected


def _cache_error_cell(path):
    """Give the formula the value a spreadsheet program would have stored with it."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(
        rb'<c r="([A-Z]+\d+)"([^>]*)><f>NA\(\)</f><v ?/?>(</v>)?</c>',
        rb'<c r="\1" t="e"><f>NA()</f><v>#N/A</v></c>',
        parts[name],
    )
    assert b"#N/A" in parts[name]
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


def test_each_planted_fault_gives_exactly_one_finding_at_its_place(tmp_path):
    """More than 60 faults of more than 30 kinds: as many findings, each with sheet, row, column and code."""
    sources, expected = _plant(tmp_path)
    sheets = {
        "candidates": "人才库",
        "enterprises": "企业库",
        "choices": "意愿",
        "opinions": "意见",
        "incumbents": "上届任职",
    }
    result = read_pools(sources, as_of=files.AS_OF)
    found = [(finding.file, finding.sheet, finding.row, finding.column, finding.code) for finding in result.findings]
    wanted = [(f"{sheets[table]}.xlsx", sheets[table], row, header, code) for table, row, header, code in expected]
    assert Counter(found) == Counter(wanted)
    assert len(wanted) >= 60
    assert len({code for *_, code in wanted}) >= 30


def test_every_finding_says_why_and_how_to_mend_it_in_both_languages(tmp_path):
    """Reason and fix are there in Chinese and in English, and no personal number is readable."""
    sources, _ = _plant(tmp_path)
    for finding in read_pools(sources, as_of=files.AS_OF).findings:
        for words in (finding.reason, finding.fix):
            assert words.zh.strip()
            assert words.en.strip()
            assert words.en.isascii() or "“" in words.en or "#" in words.en
        assert "11010519491231002" not in finding.value
        assert len(finding.value) < 300
    masked = {finding.code: finding.value for finding in read_pools(sources, as_of=files.AS_OF).findings}
    assert masked["id_number_check"] == "110105********0021"


def test_rows_in_error_are_left_out_and_rows_with_warnings_are_taken(tmp_path):
    """An error costs its row and what depends on it, a warning costs nothing; the pools can be used."""
    sources, _ = _plant(tmp_path)
    result = read_pools(sources, as_of=files.AS_OF)
    assert result.is_usable
    assert result.pools is not None
    ids = {one.id for one in result.pools.candidates}
    assert {"023", "030", "031", "032", "033", "041", "042"} <= ids
    assert not {"002", "003", "013", "027", "040"} & ids
    assert result.counts["candidates"].num_rows == 50
    assert result.counts["candidates"].num_taken == len(ids) == 50 - result.counts["candidates"].num_refused


def test_a_clean_season_gives_no_finding(tmp_path):
    """Nothing is reported where nothing is wrong."""
    result = read_pools(files.write_season(tmp_path, files.season()), as_of=files.AS_OF)
    assert result.findings == ()
    assert result.failed_tables == ()
    assert [count.num_taken for count in result.counts.values()] == [8, 6, 6, 12, 2, 2]


def test_two_faults_in_one_row_or_cell_are_two_findings(tmp_path):
    """A second fault is told although the first already costs the row."""
    tables = files.season()
    tables["candidates"][0] |= {"专长": "变戏法、吹牛皮", "出生年月": "从前"}
    result = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["bad_date", "unknown_skill", "unknown_skill"]


def test_what_is_left_out_with_a_refused_person_is_counted_in_its_finding(tmp_path):
    """Choices, opinions and posts of a refused person are no faults of their own, and no silent loss either."""
    tables = files.season()
    tables["candidates"][0]["出生年月"] = "从前"
    result = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["bad_date"]
    assert "双向意愿 2 条、第三方意见 1 条、上届任职 1 条随之未录入" in result.findings[0].reason.zh
    assert result.counts["choices"].num_left_out == 2
    assert result.counts["choices"].num_taken == 10
