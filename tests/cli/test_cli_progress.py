"""Progress lines and the ways to stop."""

import threading
import time

import pytest

from matcher.cli.output import Output
from matcher.cli.progress import HEARTBEAT_S, ProgressLine, describe_progress
from matcher.cli.stopping import Stop, work_aside
from matcher.cli.texts import say
from matcher.solve.progress import Progress


def report(objective: str | None = "coverage", best: int | None = 3, bound: int | None = 1) -> Progress:
    """Return a report of an engine."""
    return Progress(elapsed_s=1.0, objective=objective, best=best, bound=bound, engine="CP-SAT")  # type: ignore[arg-type]


def test_a_line_names_time_objective_best_and_bound() -> None:
    """In both languages, with what is unknown said so."""
    chinese = describe_progress(report(bound=None), say("preparing"), 75.4, "zh")
    assert chinese == "已用 1:15　覆盖缺口（按优先级计）　目前 3　界限 未知　CP-SAT"
    english = describe_progress(report(None, None, None), say("preparing"), 3.0, "en")
    assert english == "0:03  looking for any plan  best unknown  bound unknown  CP-SAT"
    assert describe_progress(None, say("reading"), 0.0, "zh") == "0:00  读取数据…"


def test_plain_lines_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    """A new objective at once, news after two seconds, silence after ten, and nothing else."""
    line = ProgressLine(Output("zh"), None)
    line.take(report())
    for elapsed in (0.1, 0.2, 1.9, 3.0):
        line.tick(elapsed)
    assert capsys.readouterr().err.count("\n") == 1
    line.take(report(best=2))
    line.tick(1.0)
    assert capsys.readouterr().err == ""
    line.tick(2.5)
    line.take(report("stability", 9, 0))
    line.tick(2.6)
    assert capsys.readouterr().err.count("\n") == 2
    line.tick(2.6 + HEARTBEAT_S)
    assert "阻塞对数" in capsys.readouterr().err


def test_a_long_silence_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first report a line appears every ten seconds."""
    line = ProgressLine(Output("en"), None)
    for elapsed in range(35):
        line.tick(float(elapsed))
    told = capsys.readouterr().err
    assert told.count("judging pairs") == 3
    assert told.count("first solve on a machine") == 3


def test_work_aside_returns_the_answer_and_ticks() -> None:
    """The waiting thread is free while the other one works."""
    ticks: list[float] = []

    def work() -> tuple[str, bool]:
        time.sleep(0.35)
        return "done", threading.current_thread() is threading.main_thread()

    assert work_aside(work, ticks.append) == ("done", False)
    assert len(ticks) >= 2
    assert ticks == sorted(ticks)


def test_work_aside_passes_errors_on() -> None:
    """What the work raises, the waiting thread raises."""

    def fail() -> None:
        raise LookupError("x")

    with pytest.raises(LookupError, match="x"):
        work_aside(fail, lambda _: None)


def test_a_stop_stays_asked() -> None:
    """Asked once is asked for good."""
    stop = Stop()
    assert not stop.was_asked()
    stop.ask()
    stop.ask()
    assert stop.was_asked()
