"""Names that try to be tags, formulas, markup or words of the page are shown as typed on every page."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from hostile_season import HOSTS, PEOPLE, TITLE, make_hostile_season
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from ui_browser import choose, click, find, open_settled, sit_down, type_into, wait_for_words
from ui_server import ROOT, run_server

import matcher
from matcher.exports import write_plan_folder
from matcher.plans.accounts import find_by_login, make_account
from matcher.plans.store import act, open_store
from matcher.plans.workflow import add_comment, show_plan
from matcher.ui.pages import PAGES

TYPED = "<img src=x onerror=alert(6)> **粗** :red[红] $y^2$ =1+1"
TAKEN = """() => ({
  made: document.querySelectorAll('[onerror], [onload], img[src="x"], .katex, main a[href^="javascript"]').length
    + [...document.querySelectorAll('a')].filter(a => a.host !== location.host || /evil/.test(a.hostname)).length,
  headings: document.querySelectorAll('h1').length,
})"""
"""What would be there had a name become markup."""

FORGED = ("999", "x", "-1", "\0", "1' OR 1=1", "<script>alert(7)</script>", "9" * 30)
PARAMS = ("plan", "ids", "import", "scenario", "person", "post", "view", "part", "variant", "season", "account")

SHOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", (TITLE,)),
    ("pools?plain=1", PEOPLE),
    ("pools?plain=1&view=enterprises", HOSTS),
    ("pools?plain=1&view=posts", HOSTS),
    ("pools?plain=1&view=choices", ()),
    ("pools?plain=1&view=versions", ()),
    ("candidate?ids=001&ids=002&ids=003&ids=004", PEOPLE[:4]),
    ("enterprise?ids=Q001&ids=Q002&ids=Q003&ids=Q004", HOSTS[:4]),
    ("record?table=candidates&record=%5B%22001%22%5D", ()),
    ("scenario?part=bounds", ()),
    ("scenario?part=basics", ()),
    ("scenario?part=text", ()),
    ("plan?plan=1&plain=1", HOSTS),
    ("plan?plan=1&plain=1&view=people", (PEOPLE[6],)),
    ("plan?plan=1&view=reasons&person=001&post=Q002-1", (PEOPLE[0], HOSTS[1])),
    ("plan?plan=1&plain=1&view=unplaced", ()),
    ("plan?plan=1&plain=1&view=blocking", ()),
    ("plan?plan=1&view=pictures", ()),
    ("whatif?plan=1", ()),
    ("by_hand?plan=1", ()),
    ("review?plan=1", (TYPED,)),
    ("pairs?plan=1&plain=1", HOSTS),
    ("audit?as=administrator&plain=1", ()),
    ("accounts?as=administrator&plain=1", (TYPED,)),
    ("backup?as=administrator", ()),
)
"""Address → what has to stand on the page, letter by letter."""


@dataclass
class Visit:
    """Hold a page and everything about it that should not have happened."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen for dialogs, requests to elsewhere, and complaints of the browser."""
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_message)

    def open(self, path: str, wanted: tuple[str, ...] = ()) -> str:
        """Open a page, wait for words, look whether a name came to life, and return all its words."""
        open_settled(self.page, f"{self.address}/{path}")
        words = wait_for_words(self.page, wanted)
        taken = self.page.evaluate(TAKEN)
        assert taken == {"made": 0, "headings": 1}, path
        assert not self.faults, path
        return words

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"request {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.faults.append(f"console {message.text}")


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the season of hostile names, with a hostile comment, variant and account."""
    folder = tmp_path_factory.mktemp("hostile")
    lists = make_hostile_season(folder)
    plan = matcher.solve(matcher.load_scenario(lists))
    write_plan_folder(plan, folder / "plan", scenario_file=lists / "scenario.toml")
    command = (str(ROOT / "tests/ui_server.py"), str(folder / "data"), str(folder / "plan"), str(lists))
    with run_server(*command, cwd=ROOT) as (address, _):
        with closing(open_store(folder / "data")) as store:
            planner = find_by_login(store, "demo-planner").actor
            add_comment(store, planner, 1, TYPED, version=show_plan(store, planner, 1).version)
            with act(store, find_by_login(store, "demo-administrator").actor) as action:
                make_account(action, "teshu", TYPED, "viewer", committee="")
        yield address


@pytest.fixture
def visit(hostile_address: str, chromium: Browser) -> Iterator[Visit]:
    """Open the browser of a planner."""
    with sit_down(chromium, height=2400) as page:
        yield Visit(page, hostile_address)


def test_names_are_shown_as_typed_on_every_page(visit: Visit, pictures: Path) -> None:
    """No page makes anything of a name but its letters; what is a word of Streamlit's own stays what was typed."""
    assert {path.split("?")[0] or PAGES[0].key for path, _ in SHOWN} == {entry.key for entry in PAGES}
    for number, (path, wanted) in enumerate(SHOWN):
        visit.open(path, wanted)
        visit.page.screenshot(path=pictures / f"hostile-{number:02d}.png")


def test_what_is_tried_out_and_asked_is_shown_as_typed(visit: Visit) -> None:
    """Names of variants, choices of boxes and what is said after an action are letters too."""
    visit.open("whatif?plan=1")
    page = visit.page
    type_into(page, page.locator(".st-key-variant-name input"), TYPED)
    click(page, page.locator(".st-key-make-variant button"))
    expect(page.get_by_test_id("stAlert").filter(has_text="已新建").first).to_be_visible()
    choose(page, find(page, "edit-candidate"), "001")
    click(page, page.locator(".st-key-try button"))
    expect(page.get_by_text("改后", exact=True).first).to_be_visible()
    wait_for_words(page, (PEOPLE[0],))
    assert page.evaluate(TAKEN)["made"] == 0
    assert not visit.faults


def test_files_hold_names_as_text_that_no_program_runs(visit: Visit) -> None:
    """The workbook and the text file of a table, and the copy of the audit chain, hold letters and no formula."""
    visit.open("pools?plain=1")
    page = visit.page
    with page.expect_download() as download:
        click(page, page.get_by_role("button", name="导出 Excel").first)
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert set(PEOPLE) <= {cell.value for cell in cells}
    with page.expect_download() as download:
        click(page, page.get_by_role("button", name="导出 CSV").first)
    rows = csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    assert not [value for row in rows for value in row if value.startswith(("=", "+", "@"))]
    visit.open("audit?as=administrator")
    with page.expect_download() as download:
        click(page, page.get_by_role("button", name="导出给第三方"))
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) >= len([json.loads(line) for line in lines]) > 5


def test_forged_addresses_are_answered_in_sentences(visit: Visit) -> None:
    """Ids that do not exist, or are no ids, never break a page, whichever parameter carries them."""
    for number, entry in enumerate(PAGES):
        query = urlencode({key: FORGED[(number + place) % len(FORGED)] for place, key in enumerate(PARAMS)})
        path = "" if entry == PAGES[0] else entry.key
        assert "程序出错" not in visit.open(f"{path}?{query}&as=administrator"), query
