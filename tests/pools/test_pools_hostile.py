"""Broken, locked, mislabelled and hostile files end in a finding, never in a traceback."""

import io
import subprocess
import sys
import zipfile

import pytest
import season_files as files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.errors import FileError
from matcher.pools import TABLES, load_vocabulary, read_pools
from matcher.pools.cells import parse_cell

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _sound_workbook(tmp_path):
    return files.write_xlsx(tmp_path / "sound.xlsx", {"人才库": files.rows_of([files.person(1)])}).read_bytes()


def _far_cell(tmp_path):
    rows = files.rows_of([files.person(1)])
    path = files.write_xlsx(tmp_path / "far.xlsx", {"人才库": rows})
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["人才库"].cell(1_048_576, 16_384, "x")
    book.save(path)
    return path.read_bytes()


def _without(data, part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return out.getvalue()


CASES = {
    "empty.xlsx": (lambda _: b"", "empty_file"),
    "blank.csv": (lambda _: b" \r\n\r\n", "empty_file"),
    "cut.xlsx": (lambda sound: sound[: len(sound) // 2], "unreadable_file"),
    "junk.xlsx": (lambda _: b"PK\x03\x04" + bytes(range(256)) * 8, "unreadable_file"),
    "zip.xlsx": (lambda sound: _without(sound, "xl/workbook.xml"), "unreadable_file"),
    "junk.xls": (lambda _: OLE + b"\0" * 4096, "unreadable_file"),
    "locked.xlsx": (
        lambda _: OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512,
        "encrypted_file",
    ),
    "letter.docx": (lambda sound: sound, "wrong_kind_of_file"),
    "page.xls": (lambda _: b"<html><table><tr><td>1</td></tr></table></html>", "wrong_kind_of_file"),
    "binary.csv": (lambda _: b"\x00\x01\x02\x03" * 100, "wrong_kind_of_file"),
    "notes.csv": (lambda _: "今天天气很好\n没有表格".encode(), "no_table"),
    "quotes.csv": (lambda _: '人选编号,姓名\n001,"没有结束的引号\n002,王'.encode(), "unreadable_file"),
    "far.xlsx": (None, "file_too_large"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_is_no_table_is_one_finding(tmp_path, name):
    """Each broken file gives exactly one finding with the file's name, and the import is not usable."""
    make, code = CASES[name]
    data = _far_cell(tmp_path) if make is None else make(_sound_workbook(tmp_path))
    path = tmp_path / name
    path.write_bytes(data)
    result = files.read_people(tmp_path, path)
    assert [(finding.file, finding.code, finding.severity) for finding in result.findings] == [(name, code, "error")]
    assert result.failed_tables == ("candidates",)
    assert not result.is_usable


def test_a_folder_instead_of_a_file_is_a_finding(tmp_path):
    """A path that cannot be read as a file is told like any broken file."""
    (tmp_path / "people.xlsx").mkdir()
    result = files.read_people(tmp_path, tmp_path / "people.xlsx")
    assert [finding.code for finding in result.findings] == ["unreadable_file"]


@pytest.mark.parametrize(("name", "real"), [("people.xls", ".xlsx"), ("people.csv", ".xlsx")])
def test_a_wrong_extension_is_told_and_the_content_is_read(tmp_path, name, real):
    """A workbook under another name is read as what it is."""
    (tmp_path / name).write_bytes(_sound_workbook(tmp_path))
    result = files.read_people(tmp_path, tmp_path / name)
    assert [(finding.code, finding.severity) for finding in result.findings] == [("wrong_extension", "warning")]
    assert real in result.findings[0].reason.zh
    assert len(result.pools.candidates) == 1


def test_huge_cells_and_formula_looking_text_are_only_text(tmp_path):
    """A cell too long for any meaning is a fault; text like a formula is kept as text."""
    people = [files.person(1) | {"备注": "长" * 40_000}, files.person(2) | {"备注": "=HYPERLINK(1)", "姓名": "+王芳"}]
    result = files.read_people(tmp_path, files.write_csv(tmp_path / "people.csv", files.rows_of(people), "utf-8"))
    assert [(finding.row, finding.code) for finding in result.findings] == [(2, "cell_too_long")]
    assert len(result.findings[0].value) < 300
    assert (result.pools.candidates[0].note, result.pools.candidates[0].name) == ("=HYPERLINK(1)", "+王芳")
    assert result.write_bad_rows(tmp_path / "bad.xlsx") == 1


def test_error_cells_are_found_on_every_sheet_whatever_its_name(tmp_path):
    """The spreadsheet's own errors are faults where they stand, also under a name with signs of XML."""
    import xlsxwriter

    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("首页")
        page = book.add_worksheet("人才 & <库>")
        for number, row in enumerate(files.rows_of([files.person(1), files.person(2)])):
            page.write_row(number, 0, row)
        page.write_formula(2, 1, "=VLOOKUP(1,A1:B2,3)", None, "#REF!")
    result = files.read_people(tmp_path, path)
    found = [(finding.sheet, finding.row, finding.column, finding.value, finding.code) for finding in result.findings]
    assert found == [("人才 & <库>", 3, "姓名", "#REF!", "cell_error")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe"]),
    st.sampled_from([".xlsx", ".xls", ".csv"]),
)
def test_no_bytes_whatsoever_break_the_import(tmp_path, data, start, suffix):
    """Any bytes under any of the three names give findings and nothing else."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(start + data)
    result = files.read_people(tmp_path, path)
    assert not result.is_usable
    assert result.findings


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.integers(min_value=0, max_value=200))
def test_no_text_whatsoever_breaks_a_cell(text, number):
    """Any text in any column is a value, nothing, or a fault with both sentences."""
    columns = [column for table in TABLES.values() for column in table.columns]
    parsed = parse_cell(text, columns[number % len(columns)], load_vocabulary())
    assert all(fault.reason.zh and fault.reason.en and fault.code for fault in parsed.faults)


def test_a_workbook_that_cannot_be_written_is_a_file_error(tmp_path):
    """Writing bad rows or a template into a folder that is not there says so."""
    from matcher.pools import write_template

    tables = files.season()
    tables["candidates"][0]["出生年月"] = "从前"
    result = read_pools(files.write_season(tmp_path, tables), as_of=files.AS_OF)
    with pytest.raises(FileError, match=r"bad\.xlsx"):
        result.write_bad_rows(tmp_path / "nowhere" / "bad.xlsx")
    with pytest.raises(FileError, match=r"t\.xlsx"):
        write_template(tmp_path / "nowhere" / "t.xlsx", "candidates", "zh")


def test_the_door_of_the_room_opens_without_heavy_libraries():
    """Importing the room loads neither pandas nor a spreadsheet library."""
    heavy = ("pandas", "numpy", "python_calamine", "xlsxwriter", "openpyxl")
    code = f"import sys, matcher.pools; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
