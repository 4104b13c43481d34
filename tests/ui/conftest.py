"""The demo season on pages without a browser, and over a real server in a real one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from ui_browser import sit_down
from ui_server import ROOT, run_server

from matcher.exports import write_plan_folder
from matcher.plans import Plan
from matcher.plans.store import open_store
from matcher.ui.dashboard import Dashboard, Settings, close_dashboard, open_dashboard
from matcher.ui.demo import SCENARIO, fill_demo


@pytest.fixture(scope="session")
def filled_demo(tmp_path_factory: pytest.TempPathFactory, banner_plan: Plan) -> Path:
    """Fill the demo season's store once; every test gets a copy of it."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    store = open_store(folder)
    fill_demo(store, banner_plan)
    store.close()
    return folder


@pytest.fixture
def demo(tmp_path: Path, filled_demo: Path) -> Iterator[Dashboard]:
    """Open the demo season in this process, its plan solved; each test has its own."""
    shutil.copytree(filled_demo, tmp_path / "data")
    dashboard = open_dashboard(Settings(tmp_path / "data", is_demo=True))
    yield dashboard
    close_dashboard()


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory, banner_plan: Plan) -> Iterator[str]:
    """Serve the demo season, its plan solved, and give the address; shared by all tests of the session."""
    folder = tmp_path_factory.mktemp("dashboard")
    write_plan_folder(banner_plan, folder / "plan", scenario_file=SCENARIO / "scenario.toml")
    command = (str(Path(__file__).parents[1] / "ui_server.py"), str(folder / "data"), str(folder / "plan"))
    with run_server(*command, cwd=ROOT) as (address, _):
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser of the machine."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """Open an empty page of a fresh visitor."""
    with sit_down(chromium) as page:
        yield page


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Name the folder where screenshots of a test run are kept to be looked at."""
    folder = ROOT / "out/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
