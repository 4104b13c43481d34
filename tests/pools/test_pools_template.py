"""Templates: what they offer, and that a filled one imports without a finding."""

import openpyxl
import pytest
import season_files as files

from matcher.pools import TABLES, PoolSources, read_pools, write_template
from matcher.pools.enums import ENUMS, choice_name
from matcher.pools.fields import LIST_KINDS
from matcher.pools.text import fold
from matcher.pools.vocabulary import load_vocabulary

FILLED = {
    "zh": {
        "candidates": {
            "id": "007",
            "name": "乌云其木格",
            "status_date": "2020.6",
            "skills": "法律:3",
            "phone": "13812348000",
        },
        "enterprises": {"id": "H001", "name": "甲矿业", "credit_code": "91350100M000100Y43"},
        "posts": {"id": "P1", "enterprise": "H001"},
        "choices": {"candidate": "007", "enterprise": "H001"},
        "opinions": {"candidate": "007", "enterprise": "H001"},
        "incumbents": {"candidate": "007", "enterprise": "H001"},
    },
}
FILLED["en"] = FILLED["zh"] | {"candidates": FILLED["zh"]["candidates"] | {"skills": "law:3"}}


def _write_all(tmp_path, language):
    paths = {}
    for name in TABLES:
        paths[name] = tmp_path / f"{name}.xlsx"
        write_template(paths[name], name, language)
    return paths


def _fill(path, table, cells, language):
    """Type a row under the example, taking the example's words where nothing else is given."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for place, column in enumerate(TABLES[table].columns, start=1):
        text = cells.get(column.name, column.example.say(language))
        if text and not (table == "enterprises" and column.name.startswith("post_")):
            page.cell(3, place, text)
    book.save(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_filled_templates_import_without_a_finding(tmp_path, language):
    """All six templates, filled below their example rows, make one season; the examples are passed over."""
    paths = _write_all(tmp_path, language)
    for table, path in paths.items():
        _fill(path, table, FILLED[language][table], language)
    result = read_pools(PoolSources(**{table: (path,) for table, path in paths.items()}), as_of=files.AS_OF)
    inline = [finding for finding in result.findings if finding.code != "inline_posts_unused"]
    assert inline == []
    assert {name: count.num_taken for name, count in result.counts.items()} == dict.fromkeys(TABLES, 1)
    person = result.pools.candidates[0]
    assert (person.id, person.status, person.unit_line, person.grade_code) == (
        "007",
        "retired",
        "natural_resources",
        "section_head",
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_template_has_headers_notes_drop_downs_and_a_marked_example(tmp_path, table):
    """Each column has its header and a note; columns of fixed words have a list; the first row is kept in view."""
    path = tmp_path / "t.xlsx"
    write_template(path, table, "zh")
    page = openpyxl.load_workbook(path).worksheets[0]
    columns = TABLES[table].columns
    assert [cell.value for cell in page[1]] == [column.zh for column in columns]
    assert all(cell.comment is not None and cell.comment.text for cell in page[1])
    assert "示例" in [cell.value for cell in page[2]]
    assert page.freeze_panes == "C2"
    offered = {str(area).split(":")[0] for rule in page.data_validations.dataValidation for area in rule.sqref.ranges}
    wanted = {
        page.cell(2, place).coordinate
        for place, column in enumerate(columns, 1)
        if column.kind in {"choice", "flag", "term"}
    }
    assert wanted <= offered


def test_an_example_row_that_was_filled_in_is_not_lost_silently(tmp_path):
    """Typing over the example but keeping its mark is a fault."""
    paths = _write_all(tmp_path, "zh")
    _fill(paths["enterprises"], "enterprises", FILLED["zh"]["enterprises"], "zh")
    book = openpyxl.load_workbook(paths["candidates"])
    book.worksheets[0]["B2"] = "王芳"
    book.save(paths["candidates"])
    sources = PoolSources(candidates=(paths["candidates"],), enterprises=(paths["enterprises"],))
    result = read_pools(sources, as_of=files.AS_OF)
    assert [(finding.row, finding.code) for finding in result.findings] == [(2, "example_changed")]


def test_an_untouched_template_is_an_empty_table(tmp_path):
    """Nothing but the example: the table is empty, and that is said once."""
    paths = _write_all(tmp_path, "zh")
    _fill(paths["enterprises"], "enterprises", FILLED["zh"]["enterprises"], "zh")
    sources = PoolSources(candidates=(paths["candidates"],), enterprises=(paths["enterprises"],))
    assert [finding.code for finding in read_pools(sources, as_of=files.AS_OF).findings] == ["empty_table"]


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_no_header_names_two_columns_of_a_table(table):
    """Every header, synonym and ignored word has one meaning within its table."""
    owners = {}
    for column in table.columns:
        for header in column.headers:
            assert owners.setdefault(fold(header), column.name) == column.name, header
            assert fold(header) not in table.ignored_headers
        assert column.note.zh
        assert column.note.en
        assert (column.enum is not None) == (column.kind in {"choice", "choices"})
        assert (column.vocabulary is not None) == (column.kind in {"term", "terms", "levels", "grade"})
        assert column.is_list == (column.kind in LIST_KINDS)


def test_no_word_of_an_enum_means_two_things():
    """Every spelling of a choice has one meaning, and its name leads back to its code."""
    from matcher.pools.enums import find_choice

    for name, choices in ENUMS.items():
        owners = {}
        for code, (words, synonyms) in choices.items():
            for spelling in (code, words.zh, words.en, *synonyms):
                assert owners.setdefault(fold(spelling), code) == code, spelling
            assert find_choice(name, choice_name(name, code, "en")) == code


def test_the_vocabulary_knows_the_needs_and_lines_of_the_first_banners():
    """The need types and lines of business that the season started from, in both languages."""
    words = load_vocabulary()
    needs = (
        "permits land_disputes labour_relations trademark marketing contract_growing technical_advice project_approval"
    )
    assert set(needs.split()) <= set(words.codes("skills"))
    assert {"mining", "cement", "transport", "grain", "meat"} <= set(words.codes("lines"))
    for kind in ("skills", "lines", "languages", "grades"):
        for code in words.codes(kind):
            assert words.find(kind, words.name(kind, code, "zh")) == code
            assert words.find(kind, words.name(kind, code, "en").upper()) == code
