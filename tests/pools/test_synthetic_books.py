"""The messy workbooks: what the import reads back is what was drawn, and it finds just the planted faults."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from matcher.pools.headers import find_header
from matcher.pools.reading import read_pools
from matcher.pools.sources import PoolSources
from matcher.pools.synthetic import generate_pools, write_messy_workbooks
from matcher.pools.synthetic.banner import NUM_FAULTS, generate_banner, write_banner
from matcher.pools.synthetic.messy_cells import mark_dittos, type_date
from matcher.pools.synthetic.messy_faults import OPINIONS, plan_faults
from matcher.pools.synthetic.messy_sheet import MARK
from matcher.pools.tables import TABLES
from matcher.pools.workbooks import open_book

TABLE_OF = {
    "人才库.xlsx": "candidates",
    "企业库.xlsx": "enterprises",
    "岗位.xlsx": "posts",
    "双向意愿.xlsx": "choices",
    "第三方意见.csv": "opinions",
    "上一届任职.xlsx": "incumbents",
}
AS_OF = date(2026, 11, 21)
BANNER = Path(__file__).parents[2] / "data" / "banner"


def read_back(files):
    """Import the six files in the order in which they were written."""
    return read_pools(PoolSources(*((file,) for file in files)), as_of=AS_OF)


def read_cells(file):
    """Return every sheet of a workbook as rows of cells, or the text of a text file."""
    if file.suffix == ".csv":
        return file.read_bytes().decode("gb18030")
    book = CalamineWorkbook.from_path(str(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture(scope="module")
def banner():
    """Draw the pools of the demonstration."""
    return generate_banner()


@pytest.mark.parametrize(
    ("hosts", "people", "seed"), [(120, 150, 13), (60, 40, 2), (25, 90, 3), (8, 6, 4), (90, 90, 5)]
)
def test_what_was_drawn_is_what_is_read(hosts, people, seed, tmp_path):
    """Pools typed as messy workbooks without faults come back record for record, without a finding."""
    pools = generate_pools(hosts, people, seed)
    found = read_back(write_messy_workbooks(pools, tmp_path, seed))
    assert found.findings == ()
    for table in ("candidates", "enterprises", "posts", "opinions", "incumbents"):
        assert getattr(found.pools, table) == getattr(pools, table), table
    assert sorted(map(repr, found.pools.choices)) == sorted(map(repr, pools.choices))


@pytest.mark.parametrize("num_faults", [1, 8, 15, 24])
def test_exactly_the_planted_faults_are_found(num_faults, banner, tmp_path):
    """Each planted fault is one finding of its kind in its file and column, and there is no other."""
    planted = plan_faults(banner, num_faults)
    found = read_back(write_messy_workbooks(banner, tmp_path, 13, num_faults=num_faults)).findings
    assert sorted((one.code, one.file, one.column) for one in found) == sorted(
        (one.code, one.file, one.column) for one in planted
    )
    assert len(found) == len(planted)


def test_two_writings_are_the_same_bytes(banner, tmp_path):
    """The same pools and seed give the same files, byte for byte; another seed types otherwise."""
    first = write_messy_workbooks(banner, tmp_path / "a", 1, num_faults=3)
    second = write_messy_workbooks(banner, tmp_path / "b", 1, num_faults=3)
    third = write_messy_workbooks(banner, tmp_path / "c", 2, num_faults=3)
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    assert first[0].read_bytes() != third[0].read_bytes()


def test_the_demonstration_is_up_to_date(tmp_path):
    """The files under data/banner hold what a fresh generation holds, cell for cell."""
    fresh = write_banner(tmp_path)
    assert {file.name for file in BANNER.iterdir()} == {file.name for file in fresh}
    for file in fresh:
        assert read_cells(BANNER / file.name) == read_cells(file), file.name


def test_every_sheet_says_that_it_is_made_up():
    """The first cell of every sheet of the demonstration carries the mark."""
    for file in BANNER.iterdir():
        cells = read_cells(file)
        tops = [cells.splitlines()[0]] if isinstance(cells, str) else [rows[0][0] for rows in cells.values()]
        assert all(MARK in top for top in tops), file.name


def test_the_demonstration_is_messy():
    """Ditto marks, ideographic spaces, full-width digits, totals, notes and several date forms are all there."""
    people = read_cells(BANNER / "人才库.xlsx")["人才库"]
    cells = [cell for row in people for cell in row]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert "同上" in texts
    assert any("\u3000" in text and len(text) == 3 for text in texts)
    assert any(text and all(0xFF10 <= ord(sign) <= 0xFF19 for sign in text) for text in texts)
    assert "合计" in texts
    assert any(text.startswith("注：") for text in texts)
    births = [row[4] for row in people]
    assert any(isinstance(cell, date) for cell in births)
    assert any(isinstance(cell, float) for cell in births)
    assert any(isinstance(cell, str) and "年" in cell and "月" in cell for cell in births)


def test_the_readme_explains_every_column():
    """Each header the import finds in the demonstration stands in that table's section of data/README.md."""
    readme = (BANNER.parent / "README.md").read_text(encoding="utf-8")
    for file in BANNER.iterdir():
        for grid in open_book(file).grids:
            header = find_header(grid, TABLES[TABLE_OF[file.name]], {})
            place = f"### {file.name} · {grid.sheet}" if grid.sheet else f"### {file.name}"
            section = readme.split(place, 1)[1].split("\n### ", 1)[0]
            assert len(header.cells) == grid.width
            assert [cell.text for cell in header.cells if cell.text not in section] == [], file.name


def test_the_readme_counts_the_faults():
    """The table of slips in data/README.md has one line per planted fault, in files that hold them."""
    readme = (BANNER.parent / "README.md").read_text(encoding="utf-8")
    lines = readme.split("| 文件 File |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    planted = plan_faults(generate_banner(), NUM_FAULTS)
    assert sorted(line.split("|")[1].strip() for line in lines) == sorted(fault.file for fault in planted)


def test_no_fault_falls_on_a_row_that_another_drops(banner):
    """Answers about a person or host that is left out are spared, so that no finding is lost."""
    planted = plan_faults(banner, 24)
    assert len({(one.file, one.sheet, one.row) for one in planted}) == len(planted)
    assert {one.code for one in planted} >= {"not_stated", "credit_code_check", "unsure_date"}
    with pytest.raises(ValueError, match="too small"):
        plan_faults(replace(banner, opinions=()), 15)


def test_a_ditto_mark_repeats_the_cell_above():
    """Only cells equal to the one above become marks, and never the first."""
    cells = ["甲", "甲", "甲", "", "", "乙"]
    assert mark_dittos(np.random.default_rng(1), cells, share=1.0) == ["甲", "同上", "同上", "", "", "乙"]
    forms = {type(type_date(np.random.default_rng(n), date(1968, 5, 12))) for n in range(40)}
    assert forms == {date, str, int}


def test_opinions_are_in_gb18030():
    """The text file is no valid UTF-8, as a spreadsheet of a Chinese office writes it."""
    with pytest.raises(UnicodeDecodeError):
        (BANNER / OPINIONS).read_bytes().decode("utf-8")
