"""Solve in a process of its own: a page may close, the run goes on and ends in the store.

``python -m matcher.plans.running RUN`` reads where the store is from its standard input, because an
address may hold a password and command lines can be read by everybody on a machine.
"""

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from matcher.errors import MatcherError, StoreError
from matcher.plans.making import make_plan
from matcher.plans.plan import Plan
from matcher.plans.store import Actor, Store, act, open_store
from matcher.plans.store.records import RunRecord
from matcher.plans.store.runs import (
    add_run,
    begin_run,
    fail_run,
    find_starter,
    finish_run,
    load_run,
    load_run_scenario,
    report_run,
)
from matcher.solve.progress import Progress
from matcher.words import Words

MOST_RUNS = max(1, (os.cpu_count() or 1) // 2)
"""Runs solved at the same time; the dashboard needs room too, and engines work on several cores."""

_REPORT_EVERY_S = 0.5
_ASK_EVERY_S = 1.0


def start_run(store: Store, actor: Actor, scenario_id: int) -> RunRecord:
    """Start solving a scenario as it stands and return at once; a run under way is joined.

    Raises
    ------
    MissingError
        There is no such scenario.
    AccessError
        The actor may not run scenarios.
    StoreError
        No process could be started.
    """
    with act(store, actor) as doing:
        run, is_new = add_run(doing, scenario_id)
    if not is_new:
        return run
    try:
        _launch(store.place, run.id)
    except OSError as error:
        why = Words(f"无法启动求解进程：{error.strerror or error}", f"the solving process cannot be started: {error}")
        with act(store, actor) as doing:
            fail_run(doing, run.id, why)
        raise StoreError(why) from error
    return run


def solve_run(store: Store, run_id: int) -> None:
    """Solve a waiting run in this process and enter how it ended; a run somebody else has is left alone.

    The plan, its pairs and the end of the run are committed together: a kill at any moment leaves
    a run that is shown as dead, and no part of a plan.
    """
    while (beginning := begin_run(store, run_id, os.getpid(), most=MOST_RUNS)) == "wait":
        time.sleep(_ASK_EVERY_S)
    if beginning == "gone":
        return
    run = load_run(store, run_id)
    actor = find_starter(store, run)
    try:
        plan = _solve(store, run)
        with act(store, actor) as doing:
            finish_run(doing, run_id, plan)
    except Exception as error:  # whatever happened is told to whoever waits
        # Only the kind of an unforeseen error: its text may quote a person's record.
        kind = type(error).__name__
        why = error.words if isinstance(error, MatcherError) else Words(f"程序出错：{kind}", f"a fault: {kind}")
        with act(store, actor) as doing:
            fail_run(doing, run_id, why)
        if not isinstance(error, MatcherError):
            raise


@dataclass
class _Watch:
    """Carry reports to the store and the wish to stop back, beside the solve.

    A solve that tells nothing for a while is alive all the same, so the sign of life has a thread of
    its own; and no engine ever waits for the database.
    """

    store: Store
    run_id: int
    last: Progress | None = None
    is_stopping: bool = False

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._report, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def take(self, progress: Progress) -> None:
        """Remember the last report."""
        self.last = progress

    def should_stop(self) -> bool:
        """Tell whether somebody pressed stop."""
        return self.is_stopping

    def _report(self) -> None:
        while True:
            # A busy database is no reason to lose a solve; the next report may get through.
            with suppress(StoreError):
                self.is_stopping = report_run(self.store, self.run_id, self.last, time.monotonic() - self._began)
            # Whoever deleted the store, as the demonstration does at its end, waits for no plan.
            self.is_stopping |= self.store.is_deleted
            if self._ended.wait(_REPORT_EVERY_S):
                return


def _solve(store: Store, run: RunRecord) -> Plan:
    with _Watch(store, run.id) as watch:
        return make_plan(load_run_scenario(store, run), on_progress=watch.take, should_stop=watch.should_stop)


def _launch(place: str, run_id: int) -> None:
    command = [sys.executable, "-m", "matcher.plans.running", str(run_id)]
    # A session of its own: closing the dashboard's terminal does not end the run.
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process.stdin as pipe:  # type: ignore[union-attr]  # it is a pipe
        pipe.write((place if "://" in place else str(Path(place).resolve())).encode())
    # Somebody has to take note of its end, or it stays in the process table.
    threading.Thread(target=process.wait, daemon=True).start()


def main(arguments: list[str]) -> int:
    """Solve the run named; the store's place comes on standard input."""
    store = open_store(sys.stdin.buffer.read().decode())
    try:
        solve_run(store, int(arguments[0]))
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
