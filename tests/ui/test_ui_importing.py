"""Import in a real browser: files through the box, findings, and the workbook of faulty rows opened."""

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook
from ui_browser import click, open_settled
from ui_pages import find_english

from matcher.ui.demo import PROJECT


def test_files_go_through_the_box_and_faulty_rows_come_back(
    demo_address: str, browser_page: Page, pictures: Path, tmp_path: Path
) -> None:
    """Six files are recognised and read; the workbook holds the rows that were not taken; no English is seen."""
    open_settled(browser_page, f"{demo_address}/pools?view=import&as=planner")
    box = browser_page.get_by_test_id("stFileUploader")
    expect(box).to_be_visible()
    expect(box.get_by_text("Upload", exact=True)).to_be_hidden()
    expect(box.get_by_text("per file")).to_be_hidden()
    files = sorted((PROJECT / "data/banner").iterdir())
    browser_page.set_input_files("input[type=file]", files)
    click(browser_page, browser_page.get_by_role("button", name="读取并核对"))
    keep = browser_page.get_by_role("button", name="保存", exact=True)
    expect(keep).to_be_visible()
    browser_page.screenshot(path=pictures / "import-checked.png")
    with browser_page.expect_download() as download:
        click(browser_page, browser_page.get_by_role("button", name="下载问题行工作簿"))
    download.value.save_as(tmp_path / "rows.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / "rows.xlsx").read_bytes()))
    assert book.sheet_names == ["人才库", "双向意愿", "第三方意见"]
    assert download.value.suggested_filename == "问题行.xlsx"
    # Corrected and brought back beside the files, its row goes where it belongs.
    workbook = load_workbook(tmp_path / "rows.xlsx")
    sheet = workbook["第三方意见"]
    headings = [cell.value for cell in sheet[1]]
    view = sheet.cell(2, headings.index("意见") + 1)
    assert view.value == "再议"
    view.value = "中立"
    workbook.save(tmp_path / "改好.xlsx")
    expect(browser_page.get_by_text("有 5 处错误")).to_be_visible()
    browser_page.set_input_files("input[type=file]", [*files, tmp_path / "改好.xlsx"])
    expect(browser_page.get_by_text("更正问题行：第三方意见")).to_be_visible()
    click(browser_page, browser_page.get_by_role("button", name="读取并核对"))
    expect(browser_page.get_by_text("有 4 处错误")).to_be_visible()


FAULTY = {
    "坏的.xlsx": (b"PK\x03\x04" + b"\0" * 500, "文件损坏，或者不完整"),
    "加密.xlsx": (
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16le") + b"\0" * 2000,
        "文件有打开密码。去掉密码后另存一份",
    ),
    "引号.csv": ('人选编号,姓名\n001,"没有结束'.encode(), "可能有引号没有成对"),
}


def test_files_nobody_can_read_are_a_sentence_each(demo_address: str, browser_page: Page, tmp_path: Path) -> None:
    """Broken, locked, cut: the reason and the way out, in Chinese; too large: told by the box itself."""
    for name, (data, _) in FAULTY.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "太大.csv").open("wb") as file:
        file.truncate(70 * 2**20)
    open_settled(browser_page, f"{demo_address}/pools?view=import&as=planner")
    box = browser_page.get_by_test_id("stFileUploader")
    expect(box).to_be_visible()
    browser_page.set_input_files("input[type=file]", [*(tmp_path / name for name in FAULTY), tmp_path / "太大.csv"])
    for name, (_, told) in FAULTY.items():
        alert = browser_page.get_by_test_id("stAlert").filter(has_text=name)
        expect(alert).to_contain_text(told)
        assert find_english(alert.inner_text().replace(name, "")) <= {"WPS"}
    expect(box.get_by_text("文件太大，不能超过")).to_be_visible()
