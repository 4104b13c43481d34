"""Ctrl-C that keeps what was found, and a screen that stays alive while an engine works."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, TypeVar

from matcher.cli.output import Output

Answer = TypeVar("Answer")
_TICK_S = 0.1
_EXIT_INTERRUPTED = 130


class Stop:
    """Remember that somebody asked to stop."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask to stop at the next chance."""
        self._asked.set()

    def was_asked(self) -> bool:
        """Tell whether somebody asked."""
        return self._asked.is_set()


@contextmanager
def catch_interrupt(stop: Stop, output: Output) -> Iterator[None]:
    """Turn the first Ctrl-C into a request to stop; the second quits at once."""

    def handle(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        if stop.was_asked():
            os._exit(_EXIT_INTERRUPTED)
        stop.ask()
        output.tell("stopping")

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Work(Generic[Answer]):
    """Hold the answer or the error of work done in another thread."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        self.work = work
        self.answer: Answer | None = None
        self.error: BaseException | None = None

    def __call__(self) -> None:
        try:
            self.answer = self.work()
        except BaseException as error:  # noqa: BLE001 (raised again in the waiting thread)
            self.error = error


def work_aside(work: Callable[[], Answer], on_tick: Callable[[float], None]) -> Answer:
    """Do `work` in another thread and call `on_tick` with the seconds passed, ten times a second.

    The main thread stays free: only there does Python notice a Ctrl-C while an engine is busy.
    """
    job = _Work(work)
    thread = threading.Thread(target=job, daemon=True)
    started = time.monotonic()
    thread.start()
    while thread.is_alive():
        thread.join(_TICK_S)
        on_tick(time.monotonic() - started)
    if job.error is not None:
        raise job.error
    return job.answer  # type: ignore[return-value]  # the thread ended without an error
