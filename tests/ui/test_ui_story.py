"""The working day of an office in a real browser: four people bring one pair from messy lists to its appointment."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from ui_browser import choose, click, find, sit_down, type_into
from ui_server import Told, run_server

from matcher.cli import main
from matcher.explain import name
from matcher.plans.store import SYSTEM, open_store
from matcher.plans.store.plans import load_plan
from matcher.plans.workflow import CONSENT_SIDES, list_progress

COMMAND = ("-c", "import sys; from matcher.cli import main; sys.exit(main())", "serve", "--port", "0")
PASSWORD = "hulunbuir-2026"
OWN_HEADER, RIGHT_WORD, WRONG_WORD = "会做什么", "专职党务工作者", "专取党务工作"
"""A header of the office's own, and a word of the lists as it should and as it does stand in one row."""
STAFF = {"bianzhi": ("张编", "编制"), "shenhe": ("李审", "审核"), "pizhun": ("王批", "批准")}
"""Login → name and role of those the administrator lets in."""


@dataclass
class Office:
    """Hold a server on real data, its folder, and where its pictures and the browsers' complaints go."""

    address: str
    told: Told
    folder: Path
    pictures: Path
    asked: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    taken: int = 0

    def listen(self, page: Page) -> None:
        """Keep every address a page asks, and everything its browser complains of."""
        page.on("request", self._note_request)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note_message)

    def picture(self, page: Page, what: str) -> None:
        """Keep what a page shows, numbered in the order of the story."""
        self.taken += 1
        page.screenshot(path=self.pictures / f"story-{self.taken:02d}-{what}.png")

    def _note_request(self, request: Request) -> None:
        self.asked.add(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        # Streamlit looks for its server at two places and finds it at one.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the lists of a small season: twelve hosts, sixteen people, one header nobody knows, one word amiss."""
    folder = tmp_path_factory.mktemp("story") / "小旗"
    assert main(["generate", "--hosts", "12", "--people", "16", "--seed", "3", "--out", str(folder), "--json"]) == 0
    book = openpyxl.load_workbook(folder / "人才库.xlsx")
    cells = {cell.value: cell for row in book.worksheets[0].iter_rows() for cell in row}
    cells["专长"].value = OWN_HEADER
    cells[RIGHT_WORD].value = WRONG_WORD
    book.save(folder / "人才库.xlsx")
    return folder


@pytest.fixture
def office(tmp_path: Path, pictures: Path) -> Iterator[Office]:
    """Serve an empty data folder."""
    for old in pictures.glob("story-*.png"):
        old.unlink()
    folder = tmp_path / "数据"
    with run_server(*COMMAND, "--data-dir", str(folder), cwd=tmp_path) as (address, told):
        yield Office(address, told, folder, pictures)


@contextmanager
def seat(chromium: Browser, office: Office) -> Iterator[Page]:
    """Give somebody a browser of their own."""
    with sit_down(chromium, height=1200) as page:
        office.listen(page)
        yield page


def send_form(page: Page, address: str, **typed: str) -> None:
    """Fill in one of the forms that stand before the dashboard, and be let in."""
    page.goto(address)
    for entry, text in typed.items():
        page.fill(f"#{entry}", text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()


def press(page: Page, key: str, said: str) -> None:
    """Press a button and wait for what the page says once it is on disk."""
    click(page, find(page, key).get_by_role("button"))
    expect(page.get_by_test_id("stAlert").filter(has_text=said).first).to_be_visible()


def open_accounts(page: Page, office: Office) -> dict[str, str]:
    """Let the administrator make an account for everybody; return the one-time codes by login."""
    codes = {}
    page.goto(f"{office.address}/accounts")
    for login, (called, role) in STAFF.items():
        form = page.get_by_test_id("stForm").last
        type_into(page, form.get_by_label("登录名", exact=True), login)
        type_into(page, form.get_by_label("姓名", exact=True), called)
        choose(page, form, role)
        click(page, form.get_by_role("button", name="新建账号"))
        said = page.get_by_test_id("stAlert").filter(has_text=f"已建立账号“{login}”")
        expect(said).to_be_visible()
        code = re.search(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5})+", said.inner_text())
        assert code is not None
        codes[login] = code[0]
    office.picture(page, "accounts")
    return codes


def open_season(page: Page, office: Office, lists: Path) -> None:
    """Make the season, import its lists and set up a scenario, all on screen."""
    page.goto(office.address)
    type_into(page, page.get_by_label("简称", exact=True), "秋季")
    type_into(page, page.get_by_label("标题", exact=True), "二〇二六年秋季双向选择")
    click(page, page.get_by_role("button", name="建立"))
    expect(page.locator("h1")).to_have_text("二〇二六年秋季双向选择")
    page.goto(f"{office.address}/pools?view=import")
    files = sorted(path for path in lists.iterdir() if path.suffix != ".toml")
    page.locator("input[type=file]").set_input_files(files)
    choose(page, page.get_by_test_id("stSelectbox").filter(has_text=OWN_HEADER), "专长")
    click(page, page.get_by_role("button", name="读取并核对"))
    find(page, "keep-import").wait_for()
    expect(page.get_by_text("有 1 处错误")).to_be_visible()
    office.picture(page, "import")
    mend(page, office)
    press(page, "keep-import", "第 1 版")
    page.goto(f"{office.address}/scenario")
    type_into(page, find(page, "new-name").get_by_role("textbox"), "秋季方案")
    press(page, "do-new", "已新建")


def mend(page: Page, office: Office) -> None:
    """Put the right word into the one row that was not taken, and have it read again."""
    click(page, page.get_by_text("在这里改正未录入的行"))
    type_into(page, page.get_by_label("人员类别（第"), RIGHT_WORD)
    office.picture(page, "mending")
    click(page, find(page, "mend-done").get_by_role("button"))
    expect(page.get_by_text("有 1 处错误")).to_have_count(0)
    office.picture(page, "mended")


def solve(page: Page, office: Office) -> None:
    """Start the solve, see that it is under way, and open its plan once it is there."""
    page.goto(f"{office.address}/scenario")
    click(page, find(page, "run").get_by_role("button"))
    expect(page.get_by_text(re.compile(r"正在求解，已用 \d+ 秒"))).to_be_visible()
    office.picture(page, "solving")
    click(page, page.get_by_role("link", name="查看方案 1"))
    expect(page.locator("h1")).to_have_text("方案")
    expect(page.get_by_text(re.compile(r"共 \d+ 行"))).to_be_visible()
    office.picture(page, "plan")


def try_withdrawal(page: Page, office: Office, person: str) -> None:
    """Try what becomes of the plan if somebody withdraws, take it back, do it again, and compare what comes of it."""
    page.goto(f"{office.address}/whatif?plan=1")
    type_into(page, find(page, "variant-name").get_by_role("textbox"), "有人退出")
    press(page, "make-variant", "已新建")
    choose(page, find(page, "edit-candidate"), person)
    press(page, "try", "已加上")
    answer = page.get_by_text("改后", exact=True)
    expect(answer.first).to_be_visible()
    office.picture(page, "whatif")
    press(page, "undo", "已撤销")
    expect(answer).to_have_count(0)
    page.reload()
    press(page, "redo", "已重做")
    expect(answer.first).to_be_visible()
    press(page, "solve-variant", "已存为方案设置并开始求解")
    page.goto(f"{office.address}/whatif?plan=1&view=compare")
    while not page.get_by_text("与哪几份比").count():
        page.wait_for_timeout(1000)
        page.reload()
        expect(page.get_by_text(re.compile("与哪几份比|本季只有这一份方案")).first).to_be_visible()
    choose(page, find(page, "compare-with"), "有人退出")
    expect(page.get_by_text("方案 2 与本方案相比")).to_be_visible()
    office.picture(page, "comparison")


def sign(page: Page, office: Office, act_name: str, said: str) -> None:
    """Tick that the plan was read, and sign."""
    page.goto(f"{office.address}/review?plan=1")
    click(page, page.locator(f"[class*=st-key-read-{act_name}-]").locator("label"))
    expect(find(page, f"do-{act_name}").get_by_role("button")).to_be_enabled()
    press(page, f"do-{act_name}", said)
    office.picture(page, act_name)


def attest(page: Page, name: str, person: str, evidence: str) -> None:
    """Say who confirmed something, and on what evidence."""
    for part, text in (("person", person), ("evidence", evidence)):
        type_into(page, page.locator(f"[class*='st-key-{name}-'][class*='-{part}']").get_by_role("textbox"), text)


def take_roster(page: Page, office: Office) -> Any:
    """Make the roster of what is ready, download it and open it as a workbook."""
    click(page, find(page, "make-roster").get_by_role("button"))
    with page.expect_download() as waiting:
        click(page, find(page, "take-roster").get_by_role("button"))
    assert waiting.value.suggested_filename == "方案1签约花名册.xlsx"
    office.picture(page, "roster")
    return openpyxl.load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))


def comment(page: Page, office: Office, text: str) -> None:
    """Say something about the plan; everybody who opens it reads it."""
    page.goto(f"{office.address}/review?plan=1")
    type_into(page, find(page, "comment-text").get_by_role("textbox"), text)
    press(page, "do-comment", "意见已保存")
    expect(page.get_by_text(text, exact=True)).to_be_visible()


def read_ready(page: Page, office: Office) -> list[list[str]]:
    """Return the rows of the pairs that the screen calls ready: host and post, person."""
    page.goto(f"{office.address}/pairs?plan=1&plain=1")
    table = page.locator("table.plain").filter(has_text="基层党委").first
    table.wait_for()
    headings = table.locator("th").all_inner_texts()
    rows = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    ready = headings.index("可以签约")
    return [[row[headings.index("企业与岗位")], row[headings.index("人选")]] for row in rows if row[ready] == "是"]


def take_chain(page: Page, office: Office) -> list[dict[str, Any]]:
    """Check the chain on screen, and take the copy a third party gets."""
    page.goto(f"{office.address}/audit")
    click(page, page.get_by_role("button", name="核验全部记录"))
    expect(page.get_by_text("完整无误")).to_be_visible()
    office.picture(page, "audit")
    with page.expect_download() as waiting:
        click(page, page.get_by_role("button", name="导出给第三方"))
    return [json.loads(line) for line in Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()]


def check_chain(entries: list[dict[str, Any]]) -> None:
    """Check a copy of the chain with nothing but what docs/audit.md says of it."""
    previous = "0" * 64
    for number, entry in enumerate(entries, start=1):
        stated = entry.pop("hash")
        assert (entry["number"], entry["previous"]) == (number, previous)
        text = json.dumps(entry, sort_keys=True, ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == stated
        previous = stated


def test_four_people_bring_a_pair_to_its_appointment(office: Office, lists: Path, chromium: Browser) -> None:
    """From an empty folder to a published plan, a roster with exactly that pair, and a chain that anybody can check."""
    code = re.search(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}", "".join(office.told.lines))
    assert code is not None
    with seat(chromium, office) as boss:
        send_form(boss, office.address, code=code[0], login="guanli", name="赵管", new=PASSWORD, again=PASSWORD)
        codes = open_accounts(boss, office)
    forms = {login: {"login": login, "code": codes[login], "new": PASSWORD, "again": PASSWORD} for login in STAFF}
    with seat(chromium, office) as planner:
        send_form(planner, f"{office.address}/account/code", **forms["bianzhi"])
        open_season(planner, office, lists)
        solve(planner, office)
        with closing(open_store(office.folder)) as store:
            pair = list_progress(store, SYSTEM, 1)[0].match.key
        try_withdrawal(planner, office, pair.candidate_id)
        sign(planner, office, "submit", "已送审")
        with seat(chromium, office) as reviewer:
            send_form(reviewer, f"{office.address}/account/code", **forms["shenhe"])
            comment(reviewer, office, "人岗相适，建议通过")
            sign(reviewer, office, "review", "已审核通过")
        with seat(chromium, office) as approver:
            send_form(approver, f"{office.address}/account/code", **forms["pizhun"])
            sign(approver, office, "approve", "已批准")
            sign(approver, office, "publish", "已公布")
        of_pair = f"{office.address}/pairs?plan=1&person={pair.candidate_id}&post={pair.post_id}"
        planner.goto(of_pair)
        for side in CONSENT_SIDES:
            called = name("consent_side", side).zh
            attest(planner, f"consent-{side}", "孙主任", "来函一号")
            press(planner, "do-consent", f"已登记{called}的意见")
        for step in ("needed", "agreed"):
            record(planner, step)
        office.picture(planner, "pair")
        ready = read_ready(planner, office)
        planner.goto(of_pair)
        book = take_roster(planner, office)
        for step in ("signed", "appointed"):
            record(planner, step)
        office.picture(planner, "appointed")
    with closing(open_store(office.folder)) as store:
        match = next(
            each
            for each in load_plan(store, 1).matches
            if (each.candidate_id, each.post_id) == (pair.candidate_id, pair.post_id)
        )
    numbered = [row for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[2], row[5]) for row in numbered] == [(match.enterprise_name, match.candidate_name)]
    assert len(ready) == len(numbered)
    for (host, person), row in zip(ready, numbered, strict=True):
        assert host.startswith(str(row[2]))
        assert person.startswith(str(row[5]))
    with seat(chromium, office) as boss:
        send_form(boss, office.address, login="guanli", password=PASSWORD)
        entries = take_chain(boss, office)
    check_chain(entries)
    done = [entry["action"] for entry in entries]
    for act_name in ("submit-plan", "review-plan", "approve-plan", "publish-plan", "export-roster"):
        assert act_name in done
    assert main(["audit", "verify", "--data-dir", str(office.folder)]) == 0
    outside = {url for url in office.asked if not url.startswith((office.address, "data:", "blob:"))}
    assert not outside
    assert not office.complaints


def record(page: Page, step: str) -> None:
    """Record the next step of the pair on screen."""
    called = name("match_step", step).zh
    attest(page, f"step-{step}", "周会计", "电话记录")
    press(page, "do-step", f"已登记“{called}”")
