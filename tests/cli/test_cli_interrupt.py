"""Ctrl-C as a terminal sends it, to every process of a command at once, in the middle of its work."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from matcher.exports import write_plan_folder
from matcher.plans import Plan

ROOT = Path(__file__).resolve().parents[2]
BANNER = ROOT / "scenarios" / "banner"
PATIENCE_S = 120


@pytest.fixture(scope="module")
def banner_folder(tmp_path_factory: pytest.TempPathFactory, banner_plan: Plan) -> Path:
    """Return the folder of the demo's plan."""
    folder = tmp_path_factory.mktemp("interrupted") / "plan"
    write_plan_folder(banner_plan, folder, scenario_file=BANNER / "scenario.toml")
    return folder


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a variant of the demo from which one person withdrew."""
    file = tmp_path_factory.mktemp("variant") / "变体.toml"
    base = json.dumps(str(BANNER))
    edit = '[[edits]]\nkind = "withdraw_candidate"\ncandidate = "062"\n'
    file.write_text(f'name = "退出"\n[base]\nscenario = {base}\n{edit}', encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sweep of the demo that takes long."""
    file = tmp_path_factory.mktemp("sweep") / "推演.toml"
    grid = '[[grid]]\nedit = { kind = "set_weight", criterion = "needs" }\nkey = "weight"\n'
    text = f"scenario = {json.dumps(str(BANNER))}\neffort = 8\n{grid}values = {list(range(1, 90))}\n"
    file.write_text(text, encoding="utf-8")
    return file


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start a command at the head of a group of processes of its own, as a shell does."""
    code = "import sys; from matcher.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments), "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        start_new_session=True,
        cwd=ROOT,
    )


def interrupt(process: subprocess.Popen[str], says: str, wait_s: float = 0.0) -> tuple[str, str]:
    """Send the whole group one Ctrl-C some time after a line says so; return what was printed before and after."""
    assert process.stderr is not None
    guard = threading.Timer(PATIENCE_S, process.kill)
    guard.start()
    told = []
    try:
        for line in process.stderr:
            told.append(line)
            if says in line:
                break
        time.sleep(wait_s)
        assert process.poll() is None, "".join(told)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    finally:
        guard.cancel()
    return out, "".join(told) + err


def hold_clean(process: subprocess.Popen[str], err: str) -> None:
    """Check that the command ended by itself, with a sentence and without a trace, and that nobody stayed behind."""
    assert process.returncode in {0, 1}, err
    assert "Traceback" not in err
    assert "KeyboardInterrupt" not in err
    assert "stopping" in err
    end = time.monotonic() + 20
    while _is_anybody_left(process.pid):
        assert time.monotonic() < end
        time.sleep(0.2)


def _is_anybody_left(group: int) -> bool:
    """Tell whether a process of the group is at work; one that ended and waits to be counted is not."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = status.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state not in "ZX":
            return True
    return False


@pytest.fixture(autouse=True)
def _needs_proc() -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("no /proc on this machine")
    return


@pytest.mark.parametrize(
    ("question", "says", "shown"),
    [
        (("explain", "--pair", "062", "Q045-1", "--full"), "best", "Why not this pair"),
        (("suggest",), "ideas solved", "Q107"),
        (("best", "--post", "Q045-1", "--full"), "in turn", "Q045-1"),
        (("stress", "--backups", "2", "--processes", "2"), "of 148 done", "withdrawn one by one"),
    ],
)
def test_a_question_about_a_plan_ends_with_what_was_found(
    banner_folder: Path, question: tuple[str, ...], says: str, shown: str
) -> None:
    """The answer so far is printed, with a sentence that it was cut short."""
    name, *options = question
    process = start(name, BANNER, "--plan", banner_folder, *options)
    out, err = interrupt(process, says)
    hold_clean(process, err)
    assert "stopped on request" in err
    assert shown in out


def test_replanning_keeps_the_best_plan_so_far(banner_folder: Path, variant: Path, tmp_path: Path) -> None:
    """The plan found by then is written, whole, or it is said that there was none."""
    process = start("replan", variant, "--from", banner_folder, "--out", tmp_path / "out")
    out, err = interrupt(process, "best")
    hold_clean(process, err)
    assert (tmp_path / "out" / "plan.json").is_file() or "no plan" in out


def test_workers_that_are_still_starting_leave_without_a_word(sweep: Path, tmp_path: Path) -> None:
    """A Ctrl-C while the second process is being started reaches it too; it neither cries out nor stays."""
    for wait_s in (0.3, 1.2):
        out = tmp_path / f"{wait_s}.jsonl"
        process = start("sweep", sweep, "--out", out, "--processes", 2, "--json")
        printed, err = interrupt(process, "solving the scenarios", wait_s)
        hold_clean(process, err)
        assert process.returncode == 1
        assert len(out.read_bytes().splitlines()) == 1 + len(json.loads(printed)["rows"])
