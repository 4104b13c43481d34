"""Every file form gives the same pools: workbooks old and new, text in three encodings, any order of columns."""

import pytest
import season_files as files
import xlwt

from matcher.pools import PoolSources, read_pools


@pytest.fixture
def rows():
    """Return a clean candidate table."""
    return files.rows_of([files.person(number) for number in range(1, 9)])


@pytest.fixture
def expected(tmp_path, rows):
    """Return the candidates of the same table in a plain workbook."""
    result = files.read_people(tmp_path, files.write_xlsx(tmp_path / "plain.xlsx", {"人才库": rows}))
    assert result.findings == ()
    return result.pools.candidates


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_encoding_give_the_same_candidates(tmp_path, rows, expected, encoding):
    """UTF-8 with and without mark, GB 18030 and what Excel calls Unicode text."""
    result = files.read_people(tmp_path, files.write_csv(tmp_path / "people.csv", rows, encoding))
    assert result.findings == ()
    assert result.pools.candidates == expected


def test_old_workbooks_give_the_same_candidates(tmp_path, rows, expected):
    """An .xls file reads like an .xlsx file."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("人才库")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, cell)
    book.save(str(tmp_path / "people.xls"))
    result = files.read_people(tmp_path, tmp_path / "people.xls")
    assert result.findings == ()
    assert result.pools.candidates == expected


def test_columns_may_stand_in_any_order(tmp_path, rows, expected):
    """Turning the table round from right to left changes nothing."""
    turned = [row[::-1] for row in rows]
    result = files.read_people(tmp_path, files.write_xlsx(tmp_path / "turned.xlsx", {"人才库": turned}))
    assert result.pools.candidates == expected


def test_rows_in_another_order_give_the_same_records(tmp_path, rows, expected):
    """Shuffled rows are the same people in another order."""
    result = files.read_people(
        tmp_path, files.write_xlsx(tmp_path / "shuffled.xlsx", {"人才库": [rows[0], *rows[:0:-1]]})
    )
    assert result.pools.candidates == expected[::-1]


def test_english_headers_and_words_are_read(tmp_path):
    """The English template's headers and words mean the same."""
    rows = [
        [
            "Candidate id",
            "Name",
            "Pool",
            "Service status",
            "Status since",
            "Full member",
            "Unit consents",
            "Healthy",
            "Skills",
        ],
        ["7", "John  Smith", "retired cadres", "retired", "2020-06", "yes", "yes", "yes", "law:3, work safety"],
    ]
    result = files.read_people(tmp_path, files.write_xlsx(tmp_path / "people.xlsx", {"People": rows}))
    (person,) = result.pools.candidates
    assert result.findings == ()
    assert (person.name, person.pool, person.full_member) == ("John Smith", "retired", True)
    assert [(skill.skill, skill.level) for skill in person.skills] == [("law", 3), ("safety", 1)]


def test_ids_stay_as_typed_and_nothing_becomes_a_missing_value(tmp_path):
    """007 stays 007, the number 7 becomes "7", and NA, None and null stay names."""
    people = [files.person(number) for number in (1, 2, 3, 4)]
    people[0] |= {"人选编号": "007", "姓名": "NA"}
    people[1] |= {"人选编号": 7, "姓名": "None"}
    people[2] |= {"人选编号": 8.0, "姓名": "null"}
    people[3] |= {"人选编号": "1e5", "姓名": "nan"}
    result = files.read_people(tmp_path, files.write_xlsx(tmp_path / "people.xlsx", {"人才库": files.rows_of(people)}))
    assert result.findings == ()
    assert [one.id for one in result.pools.candidates] == ["007", "7", "8", "1e5"]
    assert [one.name for one in result.pools.candidates] == ["NA", "None", "null", "nan"]


def test_identity_numbers_are_not_kept_anywhere(tmp_path, rows, expected):
    """No record holds the number that was checked on the way in."""
    column = rows[0].index("身份证号")
    kept = repr(expected)
    assert all(row[column] not in kept for row in rows[1:])


def test_several_files_of_one_table_are_read_one_after_the_other(tmp_path, rows, expected):
    """Half the people in one file, half in another with other columns first: the same pool."""
    first = files.write_xlsx(tmp_path / "a.xlsx", {"人才库": rows[:5]})
    second = files.write_csv(tmp_path / "b.csv", [row[::-1] for row in (rows[0], *rows[5:])], "gb18030")
    hosts = files.write_xlsx(tmp_path / "hosts.xlsx", {"企业库": files.rows_of([files.host(1)])})
    result = read_pools(PoolSources(candidates=(first, second), enterprises=(hosts,)), as_of=files.AS_OF)
    assert result.pools.candidates == expected
    assert set(result.pools.sources) == {"a.xlsx", "b.csv", "hosts.xlsx"}
    assert all(len(digest) == 64 for digest in result.pools.sources.values())


def test_one_workbook_may_hold_all_tables(tmp_path):
    """Each table finds its own sheet, whatever the order of the sheets."""
    tables = files.season()
    names = {
        "incumbents": "上届任职",
        "choices": "意愿",
        "opinions": "意见",
        "enterprises": "企业库",
        "candidates": "人才库",
    }
    path = files.write_xlsx(
        tmp_path / "all.xlsx", {name: files.rows_of(tables[table]) for table, name in names.items()}
    )
    result = read_pools(PoolSources(**dict.fromkeys(names, (path,))), as_of=files.AS_OF)
    separate = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    assert result.findings == ()
    assert result.pools == separate.pools


def test_a_sheet_can_be_named(tmp_path, rows, expected):
    """The named sheet is read although another would be found first; a wrong name is one finding."""
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": rows[:3], "终稿": rows})
    hosts = files.write_xlsx(tmp_path / "hosts.xlsx", {"企业库": files.rows_of([files.host(1)])})
    sources = PoolSources(candidates=(path,), enterprises=(hosts,), sheets={"candidates": "终稿"})
    assert read_pools(sources, as_of=files.AS_OF).pools.candidates == expected
    wrong = PoolSources(candidates=(path,), enterprises=(hosts,), sheets={"candidates": "终搞"})
    result = read_pools(wrong, as_of=files.AS_OF)
    assert [finding.code for finding in result.findings] == ["no_sheet"]
    assert "终稿" in result.findings[0].fix.zh
    assert not result.is_usable


def test_columns_can_be_mapped_and_passed_over(tmp_path, rows):
    """An explicit mapping goes before the known headers; an empty field name silences a column."""
    rows[0][rows[0].index("人选编号")] = "档案"
    rows[0][rows[0].index("备注")] = "乱七八糟"
    hosts = files.write_xlsx(tmp_path / "hosts.xlsx", {"企业库": files.rows_of([files.host(1)])})
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": rows})
    mapping = {"candidates": {"档案": "id", "乱七八糟": ""}}
    result = read_pools(PoolSources(candidates=(path,), enterprises=(hosts,), columns=mapping), as_of=files.AS_OF)
    assert result.findings == ()
    assert result.pools.candidates[0].id == "001"
    without = read_pools(PoolSources(candidates=(path,), enterprises=(hosts,)), as_of=files.AS_OF)
    assert {finding.code for finding in without.findings} == {"missing_column", "unknown_header"}
    assert without.failed_tables == ("candidates",)


def test_a_mapping_to_no_field_and_to_no_header_is_reported(tmp_path, rows):
    """A typo on either side of the mapping is told with the nearest right word."""
    hosts = files.write_xlsx(tmp_path / "hosts.xlsx", {"企业库": files.rows_of([files.host(1)])})
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": rows})
    mapping = {"candidates": {"专长": "skils", "没有的列": "unit"}}
    result = read_pools(PoolSources(candidates=(path,), enterprises=(hosts,), columns=mapping), as_of=files.AS_OF)
    assert sorted(finding.code for finding in result.findings) == ["mapping_unused", "unknown_field"]
    assert any("skills" in finding.fix.en for finding in result.findings)
