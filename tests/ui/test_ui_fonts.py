"""Chinese on a machine that has no Chinese font: the one that comes with the package is used."""

import io
import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from ui_browser import sit_down, wait_settled

from matcher.ui.theme import FONT_PATH

FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def find_latin_font() -> str | None:
    """Return the file of a font of this machine that has no Chinese characters."""
    if shutil.which("fc-list") is None:
        return None

    def list_fonts(language: str) -> set[str]:
        command = ["fc-list", "--format", "%{file}\n", f":lang={language}"]
        return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines())

    return min(list_fonts("en") - list_fonts("zh-cn") - list_fonts("ja"), default=None)


def test_chinese_is_drawn_with_the_font_from_the_server(
    demo_address: str, chromium: Browser, tmp_path: Path, pictures: Path
) -> None:
    """With no font of its own the browser fetches ours, and two different characters look different."""
    program = shutil.which("chromium")
    latin = find_latin_font()
    if program is None or latin is None:
        pytest.skip("no chromium, or no font at all, on this machine")
    # With no font whatever Chromium takes none from a server either.
    (tmp_path / "fonts").mkdir()
    shutil.copy(latin, tmp_path / "fonts")
    config = tmp_path / "fonts.conf"
    config.write_text(FONTCONFIG.format(fonts=tmp_path / "fonts", cache=tmp_path / "cache"), encoding="utf-8")
    fontless = chromium.browser_type.launch(
        executable_path=program,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
    )
    with closing(fontless), sit_down(fontless) as page:
        with page.expect_response(lambda answer: answer.url == demo_address + FONT_PATH) as fetched:
            page.goto(demo_address)
            expect(page.locator("h1")).to_be_visible()
        assert fetched.value.ok
        page.wait_for_function("[...document.fonts].some(f => f.family.includes('Shuangxuan') && f.status == 'loaded')")
        wait_settled(page)
        page.screenshot(path=pictures / "no-font.png")
        drawn = []
        for character in "矿企":
            # The same place and style, another character: boxes for a missing glyph would be equal.
            page.evaluate("text => { document.querySelector('h1').textContent = text }", character)
            drawn.append(page.locator("h1").screenshot())
    first, second = (Image.open(io.BytesIO(picture)).convert("L").tobytes() for picture in drawn)
    assert first != second
