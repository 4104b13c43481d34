"""A small season in which every name tries to be something else: a tag, a formula, markup, a word of the page."""

from pathlib import Path

import openpyxl

from matcher.cli import main

PEOPLE = (
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","点我")',
    ":red[甲] **乙** [丙](javascript:alert(2))",
    "$\\frac{1}{2}$ 与 `丁`",
    '"><script>alert(3)</script>',
    "{name} ${7*7} %s",
    "Search",
)
"""The last is a word of Streamlit's own that is put into Chinese where Streamlit writes it."""

HOSTS = (
    "<svg onload=alert(4)>矿业",
    "+SUM(A1:A9)",
    "| 左 | 右 | # ~~删~~",
    "</table><h1>合作社</h1>",
    "@cmd|' /C calc'!A0",
)
TITLE = "<img src=x onerror=alert(5)> :blue[季] $x^2$"


def make_hostile_season(folder: Path) -> Path:
    """Write the lists and the scenario of the season, and return their folder."""
    lists = folder / "season"
    assert main(["generate", "--hosts", "12", "--people", "16", "--seed", "3", "--out", str(lists), "--json"]) == 0
    _rename(lists / "人才库.xlsx", "姓名", PEOPLE)
    _rename(lists / "企业库.xlsx", "企业（单位）名称", HOSTS)
    file = lists / "scenario.toml"
    text = file.read_text(encoding="utf-8").splitlines()
    text = [f"title = '{TITLE}'" if line.startswith("title") else line for line in text]
    file.write_text("\n".join(text) + "\n", encoding="utf-8")
    return lists


def _rename(file: Path, header: str, names: tuple[str, ...]) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == header)
    rows = [row for row in range(head.row + 1, sheet.max_row + 1) if sheet.cell(row, head.column).value]
    for row, name in zip(rows, names, strict=False):
        cell = sheet.cell(row, head.column)
        cell.value = name
        # As typed, even where it looks like a formula.
        cell.data_type = "s"
    book.save(file)
