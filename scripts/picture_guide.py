"""Take the pictures of docs/guide.md anew, from the synthetic demo season in a real Chromium.

    matcher run scenarios/banner && python scripts/picture_guide.py

An empty office and the demo are served from scratch folders and end with this script; without the
ready plan of the first command the demo is solved first. Needs the `chromium` of the machine.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from matcher.explain import name
from matcher.plans.workflow import CONSENT_SIDES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/guide"
PATIENCE_MS = 60_000
PASSWORD = "only-for-pictures"  # noqa: S105 (of an office that ends with this script)
COLOURS = 64
"""Of a picture: screens of text need few, and the files stay small."""

PICTURES = {
    "overview": "?as=planner",
    "pools": "pools?as=planner",
    "aims": "scenario?as=planner&part=aims",
    "rules": "scenario?as=planner&part=rules",
    "plan": "plan?as=planner&plan=1",
    "uncovered": "plan?as=planner&plan=1&view=uncovered",
    "picture": "plan?as=planner&plan=1&view=pictures",
    "by-hand": "by_hand?as=planner&plan=1",
    "audit": "audit?as=administrator",
    "accounts": "accounts?as=administrator",
    "backup": "backup?as=administrator",
}
"""Name → address of every page of which a picture is taken as it opens."""

SIGNATURES = (("planner", "submit"), ("reviewer", "review"), ("approver", "approve"), ("approver", "publish"))


def main() -> None:
    """Open an empty office and the demo, visit every page of the guide and keep its picture."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        with closing(playwright.chromium.launch(executable_path=program, args=flags)) as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="zh-CN")
            page.set_default_timeout(PATIENCE_MS)
            with tempfile.TemporaryDirectory() as folder, serve("--data-dir", f"{folder}/data") as (address, told):
                open_office(page, address, told)
            with serve("--demo") as (address, _):
                for called, path in PICTURES.items():
                    page.goto(f"{address}/{path}")
                    keep(page, called)
                read_lists(page, address)
                ask_why(page, address)
                try_change(page, address)
                sign(page, address)
                record(page, address)
                watch_solve(page, address)


@contextmanager
def serve(*options: str) -> Iterator[tuple[str, str]]:
    """Serve on a free port while the block runs, and give the address and what was printed before it."""
    command = [sys.executable, "-m", "matcher", "serve", *options, "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            told = ""
            for line in process.stdout:
                if found := re.search(r"http://[\w.]+:\d+", line):
                    yield found[0], told
                    break
                told += line
        finally:
            process.terminate()


def keep(page: Page, called: str) -> None:
    """Wait until a page is drawn, and keep what it shows."""
    expect(page.locator("h1").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    # A solve under way never rests, and the first page has no script behind it.
    if called not in {"solve", "first"}:
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    # What is drawn last takes its place a moment later.
    for _ in range(2):
        page.wait_for_timeout(800)
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{called}.png", optimize=True)


def open_office(page: Page, address: str, told: str) -> None:
    """Make the first administrator of an empty office, and show where its first season is made."""
    code = re.search(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}", told)
    assert code is not None
    page.goto(address)
    for entry, text in {"code": code[0], "login": "guanli", "name": "赵管", "new": PASSWORD, "again": PASSWORD}.items():
        page.fill(f"#{entry}", text)
    keep(page, "first")
    page.keyboard.press("Enter")
    page.get_by_label("简称", exact=True).fill("秋季")
    page.get_by_label("标题", exact=True).fill("二〇二六年秋季双向选择")
    keep(page, "season")


def read_lists(page: Page, address: str) -> None:
    """Have the demo's lists read anew, up to their findings; nothing is kept."""
    page.goto(f"{address}/pools?as=planner&view=import")
    page.locator("input[type=file]").set_input_files(sorted((ROOT / "data/banner").iterdir()))
    page.get_by_role("button", name="读取并核对").click()
    begin_at(page, "读取结果")
    keep(page, "import")
    page.get_by_text("在这里改正未录入的行").click()
    begin_at(page, "在这里改正未录入的行")
    keep(page, "mend")


def begin_at(page: Page, text: str) -> None:
    """Bring a heading or a box to the top of the window."""
    page.get_by_text(text).first.wait_for()
    page.get_by_text(text).first.evaluate("heading => heading.scrollIntoView({block: 'start'})")


def watch_solve(page: Page, address: str) -> None:
    """Start a solve and show how it goes; it is stopped with the demo."""
    page.goto(f"{address}/scenario?as=planner&part=run")
    page.locator(".st-key-run button, [class*='st-key-run-'] button").first.click()
    page.get_by_text("目前最好", exact=True).wait_for()
    keep(page, "solve")


def ask_why(page: Page, address: str) -> None:
    """Ask why the first pair is in the plan."""
    person, post = read_first_pair(page, address)
    page.goto(f"{address}/plan?as=planner&plan=1&view=reasons&person={person}&post={post}")
    page.get_by_test_id("stAlertContentSuccess").first.wait_for()
    keep(page, "why")


def read_first_pair(page: Page, address: str) -> tuple[str, str]:
    """Return the person and the post of the first pair, from the plain table of pairs."""
    page.goto(f"{address}/pairs?as=planner&plan=1&plain=1")
    link = page.locator("main a[href*='person=']").first.get_attribute("href") or ""
    person, post = (re.search(rf"{key}=([^&]+)", link) for key in ("person", "post"))
    assert person is not None
    assert post is not None
    return person[1], post[1]


def try_change(page: Page, address: str) -> None:
    """Try what becomes of the plan if the person of the first pair withdraws."""
    person, _ = read_first_pair(page, address)
    page.goto(f"{address}/whatif?as=planner&plan=1")
    page.locator(".st-key-variant-name input").fill("一人退出")
    page.locator(".st-key-make-variant button").click()
    box = page.locator(".st-key-edit-candidate").get_by_role("combobox")
    box.click()
    box.fill(person)
    page.get_by_role("option").first.click()
    page.locator(".st-key-try button").click()
    page.get_by_text("改后", exact=True).first.wait_for()
    page.get_by_text("改后", exact=True).first.scroll_into_view_if_needed()
    keep(page, "whatif")


def sign(page: Page, address: str) -> None:
    """Take the plan to its approval, each signature by another role; keep the middle one."""
    for role, act in SIGNATURES:
        page.goto(f"{address}/review?as={role}&plan=1")
        page.locator(f"[class*=st-key-read-{act}-] label").click()
        button = page.locator(f"[class*=st-key-do-{act}-]").get_by_role("button")
        expect(button).to_be_enabled()
        if act == "review":
            keep(page, "review")
        button.click()
        page.get_by_test_id("stAlert").filter(has_text="已").last.wait_for()
        page.wait_for_timeout(1000)


def record(page: Page, address: str) -> None:
    """Take the first pair to the roster."""
    person, post = read_first_pair(page, address)
    page.goto(f"{address}/pairs?as=planner&plan=1&person={person}&post={post}")
    for side in CONSENT_SIDES:
        said = f"已登记{name('consent_side', side).zh}的意见"
        fill_form(page, f"consent-{side}", "do-consent", "来函一号", said)
    for step in ("needed", "agreed"):
        fill_form(page, f"step-{step}", "do-step", "电话记录", f"已登记“{name('match_step', step).zh}”")
    page.get_by_text("四步进度", exact=True).scroll_into_view_if_needed()
    keep(page, "pair")
    page.reload()
    page.locator(".st-key-make-roster button").click()
    page.locator(".st-key-take-roster").scroll_into_view_if_needed()
    keep(page, "roster")


def fill_form(page: Page, form: str, button: str, evidence: str, said: str) -> None:
    """Say who confirmed a step or a consent and on what evidence, record it, and wait until the page says so."""
    fields = f"[class*='st-key-{form}-']"
    page.locator(f"{fields}[class*='-person'] input").fill("孙主任")
    page.locator(f"{fields}[class*='-evidence'] input").fill(evidence)
    page.locator(f"[class*='st-key-{button}-'] button").click()
    page.get_by_test_id("stAlert").filter(has_text=said).first.wait_for()


if __name__ == "__main__":
    main()
