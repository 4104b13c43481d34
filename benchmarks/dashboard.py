"""The dashboard over a real server: first content of its pages, reruns under many sessions, memory.

    python -m benchmarks.dashboard [--plan DIR | --hosts N] [--rounds R] [--sessions K] [--clicks M] [--minutes T]

Pages are opened in Chromium in turns with an empty Streamlit page of a server of its own on the same
machine; what counts is the time until the heading stands there, and medians are compared. Sessions
are WebSocket clients that speak as a browser does: each asks for a page again and again, `--pause`
seconds between two clicks on average (clicks of people come at random, so the pauses do), and every
rerun is timed until the server says that it is finished. Memory is the server's own before the
clicking and after it, garbage and all.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, print_skip, start_parser
from matcher.exports.plan_folder import is_plan_folder
from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.ui.pages import PAGES, PageEntry

ROOT = Path(__file__).resolve().parents[1]
MOST_PAGE, MOST_PAGE_OF_A_CITY, MOST_RERUN, MOST_GROWTH = 3.0, 6.0, 5.0, 0.1
_BANNER_HOSTS = 1_000
_PATIENCE_S = 120
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

_EMPTY = "import streamlit as st\nst.title('empty')\n"
_DEMO = """\
import sys
from functools import partial
from pathlib import Path
from matcher.exports.stored_plan import open_plan
from matcher.plans import load_scenario
from matcher.ui.dashboard import Settings
from matcher.ui.demo import fill_demo
from matcher.ui.server import Place, serve
store, scenario, plan, port = sys.argv[1:]
ready = open_plan(load_scenario(scenario), Path(plan))
fill = partial(fill_demo, plan=ready, folder=Path(scenario))
serve(Settings(Path(store), is_demo=True), Place(port=int(port)), print, prepare=fill)
"""
_MATCHER = "import sys; from matcher.cli import main; sys.exit(main())"


def find_free_port() -> int:
    """Return a port nobody listens on now."""
    import socket

    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        port: int = attempt.getsockname()[1]
        return port


@contextmanager
def run_server(command: Sequence[str], port: int) -> Iterator[tuple[str, psutil.Process]]:
    """Run a server until the end of the block; give its address and its process once it answers."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _await_answer(address, process)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()


def _await_answer(address: str, process: "subprocess.Popen[bytes]") -> None:
    import urllib.error
    import urllib.request

    patience = time.monotonic() + _PATIENCE_S
    while time.monotonic() < patience and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health"):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def time_first_content(context: BrowserContext, address: str) -> float:
    """Return the seconds until the heading of a page stands there."""
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1", timeout=_PATIENCE_S * 1000)
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def compare_pages(demo: str, empty: str, options: argparse.Namespace) -> list[bool]:
    """Time every page against the empty one, in turns."""
    program = shutil.which("chromium")
    if program is None:
        print_skip("first content", "no chromium on this machine")
        return []
    met = []
    most = MOST_PAGE_OF_A_CITY if options.hosts > _BANNER_HOSTS else MOST_PAGE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        context = browser.new_context()
        for address in (empty, demo):
            time_first_content(context, address)
        for entry in list_pages(options):
            address = _locate(demo, entry)
            time_first_content(context, address)
            times = [
                (time_first_content(context, address), time_first_content(context, empty))
                for _ in range(options.rounds)
            ]
            work, against = (Timed((statistics.median(side),)) for side in zip(*times, strict=True))
            met.append(print_ratio(f"first content of {entry.key}", work, against, most=most, slack=options.slack))
        browser.close()
    return met


def list_pages(options: argparse.Namespace) -> list[PageEntry]:
    """Return the pages asked for; all when none is."""
    return [entry for entry in PAGES if not options.pages or entry.key in options.pages]


def _locate(address: str, entry: PageEntry) -> str:
    path = "" if entry == PAGES[0] else entry.key
    return f"{address}/{path}?as={_choose_role(entry)}"


def _choose_role(entry: PageEntry) -> str:
    return next(role for role in ("planner", *ROLES) if role in PERMISSIONS[entry.permission])


class Session:
    """Be one visitor's browser, without drawing anything."""

    def __init__(self, connection: ClientConnection, entry: PageEntry) -> None:
        self._connection = connection
        self._entry = entry

    async def rerun(self) -> float:
        """Ask for the page again and return the seconds until it is finished."""
        message = BackMsg()
        message.rerun_script.query_string = f"as={_choose_role(self._entry)}"
        message.rerun_script.page_script_hash = calc_hash(self._entry.key)
        start = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await self._connection.recv())
            if told.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start


async def click(address: str, entry: PageEntry, clicks: int, pause_s: float, chance: random.Random) -> list[float]:
    """Open a session, wait for its first page, and rerun it; return the seconds of each rerun."""
    place = f"{address.replace('http', 'ws')}/_stcore/stream"
    async with connect(
        place, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=Origin(address)
    ) as connection:
        session = Session(connection, entry)
        await session.rerun()
        seconds = []
        for _ in range(clicks):
            await asyncio.sleep(chance.expovariate(1 / pause_s) if pause_s else 0)
            seconds.append(await session.rerun())
        return seconds


async def click_together(address: str, entry: PageEntry, sessions: int, clicks: int, pause_s: float) -> list[float]:
    """Let many sessions click; return the seconds of all reruns."""
    shares = (click(address, entry, clicks, pause_s, random.Random(number)) for number in range(sessions))
    return [each for share in await asyncio.gather(*shares) for each in share]


def compare_reruns(address: str, options: argparse.Namespace) -> list[bool]:
    """Time a rerun of every page alone and beside many others."""
    met = []
    for entry in list_pages(options):
        alone = asyncio.run(click_together(address, entry, 1, options.clicks, 0))
        together = asyncio.run(click_together(address, entry, options.sessions, options.clicks, options.pause))
        slow = sorted(together)[min(int(0.95 * len(together)), len(together) - 1)]
        case = f"rerun of {entry.key}: 95 % of {options.sessions} sessions, {options.pause:g} s apart"
        single = Timed((statistics.median(alone),))
        met.append(print_ratio(case, Timed((slow,)), single, most=MOST_RERUN, slack=options.slack))
    return met


def watch_memory(address: str, process: psutil.Process, options: argparse.Namespace) -> bool:
    """Let sessions come, click and go for a while; tell by how much the server's memory grew since the first round."""
    ends = time.monotonic() + options.minutes * 60
    sizes: list[int] = []
    while time.monotonic() < ends or len(sizes) < 2:
        for entry in list_pages(options):
            asyncio.run(click_together(address, entry, options.sessions, options.clicks, options.pause))
        sizes.append(process.memory_info().rss)
    growth = sizes[-1] / sizes[0] - 1
    return print_count(
        f"memory of the server after {options.minutes:g} minutes",
        f"{growth:+.1%}",
        f"<= {MOST_GROWTH:.0%}",
        is_met=growth <= MOST_GROWTH * options.slack,
        note=f"{sizes[0] / 2**20:.0f} MiB first",
    )


def find_season(options: argparse.Namespace, folder: Path) -> tuple[Path, Path]:
    """Return a scenario and the folder of its plan, solved here unless it is at hand: the demo, or one of a size."""
    scenario, plan = ROOT / "scenarios/banner", options.plan
    if options.hosts:
        scenario, plan = folder / "season", folder / "plan"
        size = ("--hosts", str(options.hosts), "--people", str(options.people or options.hosts))
        _run_matcher("generate", *size, "--out", str(scenario))
    if not is_plan_folder(plan):
        plan = folder / "plan"
        _run_matcher("run", str(scenario), "--out", str(plan))
    return scenario, plan


def _run_matcher(*arguments: str) -> None:
    # 1 means that the plan leaves somebody uncovered, which synthetic seasons do.
    done = subprocess.run([sys.executable, "-c", _MATCHER, *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode(errors="replace"))


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 1 when a reach was missed."""
    parser = start_parser("The dashboard over a real server.")
    parser.add_argument(
        "--plan", type=Path, default=ROOT / "out/banner", help="the demo's plan, as matcher run left it"
    )
    parser.add_argument("--hosts", type=int, default=0, help="a synthetic season of so many hosts in the demo's place")
    parser.add_argument("--people", type=int, default=0, help="and so many people; as many as hosts unless given")
    parser.add_argument("--pages", nargs="*", default=[], help="only these pages")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--clicks", type=int, default=10)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two clicks of one session")
    parser.add_argument("--minutes", type=float, default=2.0)
    options = parser.parse_args(arguments)
    print_head()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "empty.py").write_text(_EMPTY, encoding="utf-8")
        scenario, plan = find_season(options, folder)
        ports = find_free_port(), find_free_port()
        bare = ["-m", "streamlit", "run", str(folder / "empty.py"), "--server.port", str(ports[0])]
        bare += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
        bare += ["--browser.gatherUsageStats", "false"]
        demo = ["-c", _DEMO, str(folder / "data"), str(scenario), str(plan), str(ports[1])]
        with run_server(bare, ports[0]) as (empty, _), run_server(demo, ports[1]) as (address, process):
            met = compare_pages(address, empty, options)
            met += compare_reruns(address, options)
            met.append(watch_memory(address, process, options))
    return count_misses(met)


if __name__ == "__main__":
    sys.exit(main())
