"""The dashboard over a real server: first content of its pages, reruns under many sessions, memory.

    python -m benchmarks.dashboard [--plan DIR | --hosts N] [--store DIR] [--pages P…] [--parts first memory…]
                                   [--rounds R] [--sessions K] [--clicks M] [--minutes T]

Every view of every page is opened in Chromium in turns with an empty Streamlit page of a server of its
own on the same machine; what counts is the time until the heading stands there, and medians are
compared. Sessions are WebSocket clients that speak as a browser does: each asks for a page again and
again, `--pause` seconds between two clicks on average (clicks of people come at random, so the pauses
do), and every rerun is timed until the server says that it is finished; a filter is a rerun with one in
the address. Memory is the server's own while sessions come, walk over all views and go: after a sixth of
the time, when every view has been seen, against the end, garbage and all.

The season of a city is generated, solved and stored once in `--store`, which later runs open again.
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
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, print_skip, start_parser
from benchmarks.visitors import View, ask, click, click_together, open_session
from matcher.plans import load_scenario
from matcher.ui.pages import PAGES
from matcher.ui.pages import plan as plan_page
from matcher.ui.pages import pools as pools_page
from matcher.ui.pages import scenario as scenario_page
from matcher.ui.pages import whatif as whatif_page

ROOT = Path(__file__).resolve().parents[1]
MOST_PAGE, MOST_PAGE_OF_A_CITY, MOST_RERUN, MOST_GROWTH = 3.0, 6.0, 5.0, 0.1
MOST_FILTER = 5.0
_BANNER_HOSTS = 1_000
_PATIENCE_S = 300
_PARTS = ("first", "reruns", "filters", "memory")
_MARKS = (1 / 6, 1 / 3, 2 / 3, 1)
"""Of the time memory is watched: when it is told; the first is when everything has been seen."""
_FILTERS = {
    "pools?view=candidates": "candidates-q",
    "pools?view=choices": "choices-q",
    "plan?view=hosts": "matches-q",
    "pairs": "pairs-q",
}
"""Large tables, and what their filter is called in the address."""
_TIGHT = """

[rules.distance-limit]
enabled = true
parameters = { most_km = 5.0 }

[rules.need-shared]
enabled = true
"""
"""Rules without which a city has more pairs than anybody could look at."""
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

_EMPTY = "import streamlit as st\nst.title('empty')\n"
_FILL = """\
import sys, time
from pathlib import Path
from matcher.errors import FileError
from matcher.exports.stored_plan import open_plan
from matcher.plans import load_scenario, make_plan
from matcher.plans.store import open_store
from matcher.ui.demo import fill_demo
store, scenario, plan, seconds = sys.argv[1:]
given = load_scenario(Path(scenario))
ends = time.monotonic() + float(seconds)
try:
    ready = open_plan(given, Path(plan))
except FileError:  # none there, or one of an older format
    ready = make_plan(given, should_stop=lambda: time.monotonic() > ends)
opened = open_store(Path(store))
fill_demo(opened, plan=ready, folder=Path(scenario))
opened.close()
"""
_SERVE = """\
import sys
from pathlib import Path
from matcher.ui.dashboard import Settings
from matcher.ui.server import Place, serve
serve(Settings(Path(sys.argv[1]), is_demo=True), Place(port=int(sys.argv[2])), print)
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


def list_views(options: argparse.Namespace, scenario: Path) -> list[View]:
    """Return every view of the pages asked for; of all when none is."""
    pools = load_scenario(scenario).pools
    of_page: dict[str, list[str]] = {
        "pools": [f"view={view}" for view in pools_page.VIEWS],
        "candidate": ["", f"ids={pools.candidates[0].id}"],
        "enterprise": ["", f"ids={pools.enterprises[0].id}"],
        "scenario": [f"part={part}" for part in scenario_page.PARTS],
        "plan": [f"view={view}" for view in plan_page.VIEWS],
        "whatif": [f"view={view}" for view in whatif_page.VIEWS],
    }
    pages = [entry.key for entry in PAGES if not options.pages or entry.key in options.pages]
    return [View(page, query) for page in pages for query in of_page.get(page, [""])]


def compare_pages(demo: str, empty: str, views: Sequence[View], options: argparse.Namespace) -> list[bool]:
    """Time every view against the empty page, in turns."""
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
        for view in views:
            address = f"{demo}/{view.address}"
            time_first_content(context, address)
            times = [
                (time_first_content(context, address), time_first_content(context, empty))
                for _ in range(options.rounds)
            ]
            work, against = (Timed((statistics.median(side),)) for side in zip(*times, strict=True))
            met.append(print_ratio(f"first content of {view.called}", work, against, most=most, slack=options.slack))
        browser.close()
    return met


def compare_reruns(address: str, views: Sequence[View], options: argparse.Namespace) -> list[bool]:
    """Time a rerun of every view alone and beside many others."""
    met = []
    for view in views:
        alone = asyncio.run(click_together(address, view, 1, options.clicks, 0))
        together = asyncio.run(click_together(address, view, options.sessions, options.clicks, options.pause))
        slow = sorted(together)[min(int(0.95 * len(together)), len(together) - 1)]
        case = f"rerun of {view.called}: 95 % of {options.sessions} sessions, {options.pause:g} s apart"
        single = Timed((statistics.median(alone),))
        met.append(print_ratio(case, Timed((slow,)), single, most=MOST_RERUN, slack=options.slack))
    return met


def compare_filters(address: str, views: Sequence[View], options: argparse.Namespace) -> list[bool]:
    """Time the large tables filtered against the same tables whole."""
    met = []
    for view in views:
        if view.called in _FILTERS:
            chance = random.Random(1)
            whole = asyncio.run(click(address, view, options.clicks, 0, chance))
            found = asyncio.run(click(address, view, options.clicks, 0, chance, f"{_FILTERS[view.called]}=张"))
            sides = Timed((statistics.median(found),)), Timed((statistics.median(whole),))
            met.append(print_ratio(f"filter on {view.called}", *sides, most=MOST_FILTER, slack=options.slack))
    return met


async def _walk(address: str, views: Sequence[View], ends: float, pause_s: float, chance: random.Random) -> None:
    """Come, look at some views, rerun each, go, and come again."""
    while time.monotonic() < ends:
        async with open_session(address) as connection:
            for view in chance.sample(views, min(8, len(views))):
                for _ in range(3):
                    if time.monotonic() >= ends:
                        return
                    await asyncio.sleep(chance.expovariate(1 / pause_s) if pause_s else 0)
                    await ask(connection, view)


async def _walk_together(
    address: str, process: psutil.Process, views: Sequence[View], options: argparse.Namespace
) -> list[int]:
    """Let sessions walk, and return the bytes of the server's memory at every mark."""
    start, lasts = time.monotonic(), options.minutes * 60
    walks = [
        asyncio.create_task(_walk(address, views, start + lasts, options.pause, random.Random(number)))
        for number in range(options.sessions)
    ]
    sizes = []
    for mark in _MARKS:
        await asyncio.sleep(max(0.0, start + mark * lasts - time.monotonic()))
        sizes.append(process.memory_info().rss)
    await asyncio.gather(*walks)
    return sizes


def watch_memory(
    address: str, process: psutil.Process, views: Sequence[View], options: argparse.Namespace
) -> list[bool]:
    """Let sessions come, walk and go for a while; tell by how much the server's memory grew once all was seen."""
    sizes = asyncio.run(_walk_together(address, process, views, options))
    growth = sizes[-1] / sizes[0] - 1
    told = ", ".join(
        f"{mark * options.minutes:g} min {size / 2**20:.0f} MiB" for mark, size in zip(_MARKS, sizes, strict=True)
    )
    return [
        print_count(
            f"memory of the server over {options.minutes:g} minutes",
            f"{growth:+.1%}",
            f"<= {MOST_GROWTH:.0%}",
            is_met=growth <= MOST_GROWTH * options.slack,
            note=told,
        )
    ]


def find_season(options: argparse.Namespace, folder: Path) -> tuple[Path, Path]:
    """Return a scenario and a filled store, made here unless they are at hand: the demo, or a season of a size."""
    kept: Path = options.store or folder
    scenario, store = ROOT / "scenarios/banner", kept / "data"
    if options.hosts:
        scenario = kept / "season"
        if not scenario.is_dir():
            size = ("--hosts", str(options.hosts), "--people", str(options.people or options.hosts))
            _run_matcher("generate", *size, "--out", str(scenario))
            if options.hosts > _BANNER_HOSTS:
                with (scenario / "scenario.toml").open("a", encoding="utf-8") as file:
                    file.write(_TIGHT)
    if not store.is_dir():
        plan = folder / "none" if options.hosts else options.plan
        _run(["-c", _FILL, str(store), str(scenario), str(plan), str(options.solve)], {0})
    return scenario, store


def _run_matcher(*arguments: str) -> None:
    # 1 means that the plan leaves somebody uncovered, which synthetic seasons do.
    _run(["-c", _MATCHER, *arguments], {0, 1})


def _run(command: Sequence[str], fine: Collection[int]) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode not in fine:
        raise RuntimeError(done.stderr.decode(errors="replace"))


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 1 when a reach was missed."""
    parser = start_parser("The dashboard over a real server.")
    parser.add_argument(
        "--plan", type=Path, default=ROOT / "out/banner", help="the demo's plan, as matcher run left it"
    )
    parser.add_argument("--hosts", type=int, default=0, help="a synthetic season of so many hosts in the demo's place")
    parser.add_argument("--people", type=int, default=0, help="and so many people; as many as hosts unless given")
    parser.add_argument(
        "--store", type=Path, help="keep season and store in this folder, and open them if they are there"
    )
    parser.add_argument("--solve", type=float, default=120.0, help="seconds to solve a season, at most")
    parser.add_argument("--pages", nargs="*", default=[], help="only these pages")
    parser.add_argument("--parts", nargs="*", default=list(_PARTS), choices=_PARTS, help="only these parts")
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
        scenario, store = find_season(options, folder)
        views = list_views(options, scenario)
        ports = find_free_port(), find_free_port()
        bare = ["-m", "streamlit", "run", str(folder / "empty.py"), "--server.port", str(ports[0])]
        bare += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
        bare += ["--browser.gatherUsageStats", "false"]
        demo = ["-c", _SERVE, str(store), str(ports[1])]
        met: list[bool] = []
        with run_server(bare, ports[0]) as (empty, _), run_server(demo, ports[1]) as (address, process):
            # What is opened for the first time is opened here: once per server, whoever asks.
            for view in views:
                asyncio.run(click(address, view, 0, 0, random.Random(0)))
            if "first" in options.parts:
                met += compare_pages(address, empty, views, options)
            if "reruns" in options.parts:
                met += compare_reruns(address, views, options)
            if "filters" in options.parts:
                met += compare_filters(address, views, options)
            if "memory" in options.parts:
                met += watch_memory(address, process, views, options)
    return count_misses(met)


if __name__ == "__main__":
    sys.exit(main())
