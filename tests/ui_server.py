"""A dashboard over the demo season with a plan already solved, in a process of its own.

``python ui_server.py FOLDER [PLAN_FOLDER [SCENARIO]]`` serves it on a free port and prints the address; without a plan
the folder is served as it is.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Told:
    """Hold a server's process, what it printed until it was ready, and, once it ended, the rest."""

    process: "subprocess.Popen[str]"
    lines: list[str]
    rest: str = ""


@contextmanager
def run_server(*command: str, cwd: Path, scratch: Path | None = None) -> Iterator[tuple[str, Told]]:
    """Start a server, wait until it tells its address, stop it at the end.

    Parameters
    ----------
    scratch
        Where it puts what it throws away.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    environment |= {} if scratch is None else {"TMPDIR": str(scratch)}
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        told = Told(process, [])
        try:
            yield _await_address(told), told
        finally:
            if process.poll() is None:
                process.terminate()
            told.rest = process.stdout.read() if process.stdout is not None else ""


def _await_address(told: Told) -> str:
    assert told.process.stdout is not None
    for line in told.process.stdout:
        told.lines.append(line)
        found = re.search(r"http://[\w.]+:\d+", line)
        if found is not None:
            return found[0]
    raise AssertionError("the server did not start: " + "".join(told.lines))


def _serve(folder: Path, plan_folder: Path | None = None, scenario: Path | None = None) -> None:
    from matcher.exports.stored_plan import open_plan
    from matcher.plans import load_scenario
    from matcher.ui.dashboard import Settings
    from matcher.ui.demo import SCENARIO, fill_demo
    from matcher.ui.server import Place, serve

    if plan_folder is None:
        serve(Settings(folder, is_demo=True), Place(port=0), print)
        return
    scenario = scenario or SCENARIO
    plan = open_plan(load_scenario(scenario), plan_folder)
    serve(Settings(folder, is_demo=True), Place(port=0), print, prepare=partial(fill_demo, plan=plan, folder=scenario))


if __name__ == "__main__":
    _serve(*map(Path, sys.argv[1:]))
