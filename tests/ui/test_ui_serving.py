"""The server for real: starts, logs people in, asks nobody outside, stops."""

import re
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from ui_browser import click, open_settled, wait_settled
from ui_pages import find_english
from ui_server import Told, run_server

from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.ui.pages import PAGES
from matcher.ui.theme import FONT_PATH

COMMAND = ("-c", "import sys; from matcher.cli import main; sys.exit(main())", "serve", "--port", "0")
PASSWORD = "hulunbuir-2026"
READ_ALL = """() => {
  const page = document.body.cloneNode(true);
  // Icons are drawn from their English names.
  page.querySelectorAll('[data-testid=stIconMaterial], script, style, noscript, code').forEach(e => e.remove());
  const texts = [...page.querySelectorAll('*')].flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3));
  // A box that holds something does not show its hint.
  const empty = [...document.querySelectorAll('[placeholder]')].filter(e => !e.value);
  // What screen readers say; of what is drawn as a picture, its own table is read.
  const told = ['aria-label', 'title', 'aria-valuetext'].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)]
      .filter(e => !(e instanceof SVGElement) && !e.closest('.vega-embed') && getComputedStyle(e).display !== 'none')
      .map(e => e.getAttribute(name)));
  return [...texts.map(n => n.textContent), ...empty.map(e => e.placeholder), ...told];
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Told]]:
    """Serve an empty store; a termination signal ends it."""
    folder = tmp_path_factory.mktemp("office")
    with run_server(*COMMAND, "--data-dir", str(folder / "数据"), cwd=folder) as served:
        yield served
    assert served[1].process.returncode == 0
    assert "工作台已停止" in served[1].rest


def test_a_form_sent_from_elsewhere_is_refused(office: tuple[str, Told]) -> None:
    """A page of another site cannot log anybody in."""
    address, _ = office
    request = urllib.request.Request(
        f"{address}/account/login?lang=en", data=b"login=a&password=b", headers={"Origin": "http://evil.example"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
    assert "not sent from this page" in refused.value.read().decode()


@pytest.mark.parametrize("path", ["/media/0123.csv", "/_stcore/upload_file/a/b"])
def test_files_are_for_nobody_without_a_login(office: tuple[str, Told], path: str) -> None:
    """What pages offer for download, and the place uploads go to, are closed to strangers and made-up tokens."""
    for headers in ({}, {"Cookie": "shuangxuan_login=made-up"}):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(office[0] + path, headers=headers))
        with refused.value as answer:
            assert answer.code == 403


def test_the_first_administrator_enters_by_the_code_of_the_terminal(
    office: tuple[str, Told], browser_page: Page
) -> None:
    """The code makes the account; the login survives a refresh, ends on request and opens again by password."""
    address, told = office
    code = re.search(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}", "".join(told.lines))
    assert code is not None
    browser_page.goto(f"{address}/?season=1")
    expect(browser_page.locator("h1")).to_have_text("设立首个管理员")
    for field, text in {"code": code[0], "login": "guanli", "name": "王芳", "new": PASSWORD, "again": "x"}.items():
        browser_page.fill(f"#{field}", text)
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("alert")).to_contain_text("两次输入的新密码不同")
    assert browser_page.input_value("#new") == ""
    browser_page.fill("#new", PASSWORD)
    browser_page.fill("#again", PASSWORD)
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_text("王芳（管理员）")).to_be_visible()
    assert browser_page.url == f"{address}/?season=1"
    assert all(cookie["httpOnly"] for cookie in browser_page.context.cookies() if "login" in cookie["name"])
    browser_page.reload()
    click(browser_page, browser_page.get_by_role("button", name="退出登录"))
    expect(browser_page.get_by_role("status")).to_have_text("已退出登录。")
    browser_page.goto(address)
    browser_page.fill("#login", "guanli")
    browser_page.fill("#password", "wrong")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("alert")).to_contain_text("登录名或密码不正确")
    browser_page.fill("#password", PASSWORD)
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_text("王芳（管理员）")).to_be_visible()
    (cookie,) = [each for each in browser_page.context.cookies() if "login" in each["name"]]
    changed = cookie["value"][:-1] + ("a" if cookie["value"][-1] != "a" else "b")
    browser_page.context.add_cookies([cookie | {"value": changed}])
    browser_page.goto(f"{address}/accounts")
    # A letter changed in the browser, and the page of accounts is the form of strangers again.
    expect(browser_page.locator("#password")).to_be_visible()
    assert "新建账号" not in browser_page.content()


def test_ctrl_c_stops_the_demonstration(tmp_path: Path) -> None:
    """Exit code 0, a word, and no scratch store left behind."""
    with run_server(*COMMAND, "--demo", cwd=tmp_path, scratch=tmp_path) as (_, told):
        assert list(tmp_path.glob("shuangxuan-demo-*"))
        told.process.send_signal(signal.SIGINT)
    assert told.process.returncode == 0
    assert "工作台已停止" in told.rest
    assert not list(tmp_path.glob("shuangxuan-demo-*"))


def test_a_taken_port_is_one_sentence(tmp_path: Path, demo_address: str) -> None:
    """The second server on one port says so and ends."""
    port = demo_address.rsplit(":", 1)[1]
    second = (*COMMAND[:-1], port, "--data-dir", str(tmp_path))
    with pytest.raises(AssertionError, match=f"端口 {port} 已被占用"), run_server(*second, cwd=tmp_path):
        pass


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_request_leaves_the_machine(demo_address: str, browser_page: Page, pictures: Path, language: str) -> None:
    """Every page asks this server and nobody else, the browser has nothing to complain of, and no English is left."""
    asked: list[str] = []
    complaints: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    for entry in PAGES:
        path = "" if entry == PAGES[0] else entry.key
        role = next(role for role in ROLES if role in PERMISSIONS[entry.permission])
        open_settled(browser_page, f"{demo_address}/{path}?lang={language}&as={role}")
        browser_page.screenshot(path=pictures / f"{entry.key}-{language}.png")
        if language == "zh":
            assert not [text for text in browser_page.evaluate(READ_ALL) if find_english(text)]
    outside = {url for url in asked if not url.startswith((demo_address, "data:", "blob:"))}
    assert not outside
    assert not complaints


def test_a_chart_is_read_out_in_words(demo_address: str, browser_page: Page) -> None:
    """A screen reader hears what it shows, its axes and where its data stand, and no name of a field."""
    browser_page.goto(f"{demo_address}/plan?plan=1&view=pictures")
    expect(browser_page.get_by_test_id("stVegaLiteChart").locator("svg")).to_have_count(3)
    said = browser_page.locator(":is([data-testid=stVegaLiteChart], [data-testid=stVegaLiteChart] *)[aria-label]")
    told = [each.get_attribute("aria-label") or "" for each in said.all()]
    assert sum("横轴为" in text and "纵轴为" in text for text in told) == 3
    assert not [text for text in told if find_english(text)]


def test_a_wrong_address_is_answered_in_a_sentence(demo_address: str, browser_page: Page) -> None:
    """No page: a sentence and the way back; the first page's own name, and a page of another role, have theirs."""
    for path in ("nonsense", "plan/deeper?lang=zh"):
        answer = browser_page.goto(f"{demo_address}/{path}")
        assert answer is not None
        assert answer.status == 404
        expect(browser_page.locator("h1")).to_have_text("没有这个页面")
    browser_page.get_by_role("link").click()
    expect(browser_page.get_by_text("等我办理")).to_be_visible()
    browser_page.goto(f"{demo_address}/overview?as=approver&lang=en")
    expect(browser_page).to_have_title(re.compile("Overview"))
    assert browser_page.url == f"{demo_address}/?as=approver&lang=en"
    browser_page.goto(f"{demo_address}/accounts?as=reviewer")
    expect(browser_page.get_by_text("您的角色“审核”不办理这一页的事")).to_be_visible()
    expect(browser_page.get_by_role("dialog")).to_have_count(0)


def test_streamlits_own_words_follow_the_language(demo_address: str, browser_page: Page) -> None:
    """Menus of tables, hints of boxes and the document itself change with the switch, and back."""
    browser_page.goto(f"{demo_address}/plan?plan=1")
    grid = browser_page.get_by_test_id("stDataFrame").first
    for language, search, skip in (("中文", "在表中查找", "跳到正文"), ("English", "Find in the table", "Skip")):
        click(browser_page, browser_page.get_by_test_id("stSidebar").get_by_text(language, exact=True))
        expect(browser_page.locator("html")).to_have_attribute("lang", "en" if language == "English" else "zh-CN")
        expect(browser_page.get_by_test_id("stSkipToContent")).to_contain_text(skip)
        wait_settled(browser_page)
        grid.hover()
        expect(browser_page.get_by_role("button", name=search)).to_be_visible()
        # Its file is as it stands in the browser, and a spreadsheet would run what is in it.
        expect(browser_page.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_the_keyboard_gets_everywhere_and_out_again(demo_address: str, browser_page: Page) -> None:
    """The first Tab offers the way past the navigation, every stop shows where it is, and a grid lets go."""
    open_settled(browser_page, f"{demo_address}/plan?plan=1")
    expect(browser_page.get_by_test_id("stDataFrame").first).to_be_visible()
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_test_id("stSkipToContent")).to_be_focused()
    browser_page.keyboard.press("Enter")
    stops = []
    for _ in range(20):
        browser_page.keyboard.press("Tab")
        tag, outline = browser_page.evaluate(
            "() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        )
        stops.append(tag)
        assert tag not in {"A", "BUTTON"} or outline == "solid"
        if tag == "CANVAS":
            break
    assert stops[-1] == "CANVAS"
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Escape")
    expect(browser_page.get_by_role("button", name="导出 CSV").first).to_be_focused()


def _is_complaint(message: ConsoleMessage) -> bool:
    """Tell whether a message is an error; Streamlit itself looks for its server at two places and finds it at one."""
    return message.type == "error" and "/_stcore/" not in message.location.get("url", "")


def test_the_font_comes_from_here_and_stays(demo_address: str) -> None:
    """The Chinese font is served whole, to be kept by the browser, under headers that allow no other source."""
    with urllib.request.urlopen(demo_address + FONT_PATH) as answer:
        assert answer.headers["Content-Type"] == "font/otf"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert len(answer.read()) > 1_000_000
