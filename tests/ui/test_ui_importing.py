"""Import in a real browser: files through the box, findings, and the workbook of faulty rows opened."""

import io
from pathlib import Path

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from matcher.ui.demo import PROJECT

PATIENCE_MS = 30_000


def test_files_go_through_the_box_and_faulty_rows_come_back(
    demo_address: str, browser_page: Page, pictures: Path, tmp_path: Path
) -> None:
    """Six files are recognised and read; the workbook holds the rows that were not taken; no English is seen."""
    browser_page.goto(f"{demo_address}/pools?view=import&as=planner")
    box = browser_page.get_by_test_id("stFileUploader")
    expect(box).to_be_visible(timeout=PATIENCE_MS)
    expect(box.get_by_text("Upload", exact=True)).to_be_hidden()
    expect(box.get_by_text("per file")).to_be_hidden()
    files = sorted((PROJECT / "data/banner").iterdir())
    browser_page.set_input_files("input[type=file]", files)
    browser_page.get_by_role("button", name="读取并核对").click(timeout=PATIENCE_MS)
    keep = browser_page.get_by_role("button", name="保存", exact=True)
    expect(keep).to_be_visible(timeout=PATIENCE_MS)
    browser_page.screenshot(path=pictures / "import-checked.png")
    with browser_page.expect_download() as download:
        browser_page.get_by_role("button", name="下载问题行工作簿").click()
    download.value.save_as(tmp_path / "rows.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / "rows.xlsx").read_bytes()))
    assert book.sheet_names == ["人才库", "双向意愿", "第三方意见"]
    assert download.value.suggested_filename == "问题行.xlsx"
