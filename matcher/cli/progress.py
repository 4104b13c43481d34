"""Progress on standard error: one live line on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.live import Live
from rich.text import Text

from matcher.cli.output import Output, make_console
from matcher.cli.texts import say
from matcher.explain import name
from matcher.exports.cells import make_line
from matcher.exports.values import show_value
from matcher.solve.progress import Progress
from matcher.words import Language, Words

PLAIN_EVERY_S = 2.0
"""Seconds between two plain lines about the same objective."""

HEARTBEAT_S = 10.0
"""Seconds after which a plain line appears although there is nothing new."""


class ProgressLine:
    """Keep the newest report and show it with the time that passed."""

    def __init__(self, output: Output, live: Live | None) -> None:
        self._output = output
        self._live = live
        self._phase = say("preparing")
        self._report: Progress | None = None
        self._printed: Progress | None = None
        self._printed_at = 0.0

    def enter(self, phase: Words) -> None:
        """Begin a phase that has no objective, such as reading."""
        self._phase, self._report = phase, None
        if self._live is None:
            self._output.write(phase)

    def take(self, report: Progress) -> None:
        """Take a report of the engine; called from its thread."""
        self._report = report

    def tick(self, elapsed_s: float) -> None:
        """Show the newest report."""
        report = self._report
        if self._phase == say("preparing") and elapsed_s >= HEARTBEAT_S:
            self._phase = say("preparing-long")
        if self._live is not None:
            self._live.update(Text(describe_progress(report, self._phase, elapsed_s, self._output.language)))
        elif self._is_due(report, elapsed_s):
            self._printed, self._printed_at = report, elapsed_s
            line = describe_progress(report, self._phase, elapsed_s, self._output.language)
            self._output.write(Words(line, line))

    def _is_due(self, report: Progress | None, elapsed_s: float) -> bool:
        """Tell whether a plain line is due: a new objective at once, news soon, silence later."""
        last, waited_s = self._printed, elapsed_s - self._printed_at
        if report is None:
            return waited_s >= HEARTBEAT_S
        if last is None or report.objective != last.objective:
            return True
        has_news = (report.best, report.bound) != (last.best, last.bound)
        return waited_s >= (PLAIN_EVERY_S if has_news else HEARTBEAT_S)


@contextmanager
def show_progress(output: Output) -> Iterator[ProgressLine]:
    """Open the progress line and take it away again."""
    console = make_console(is_error=True)
    if not console.is_terminal:
        yield ProgressLine(output, None)
        return
    with Live(console=console, transient=True, refresh_per_second=8) as live:
        yield ProgressLine(output, live)


def describe_progress(report: Progress | None, phase: Words, elapsed_s: float, language: Language) -> str:
    """Return one line: elapsed time, objective, best, bound, engine."""
    minutes, seconds = divmod(int(elapsed_s), 60)
    elapsed = f"{minutes}:{seconds:02}"
    if report is None:
        return f"{elapsed}  {phase.say(language)}"
    objective = say("first-plan") if report.objective is None else name("objective", report.objective)
    return say(
        "progress",
        elapsed=elapsed,
        objective=objective.say(language),
        best=show_value(report.objective, report.best, language),
        bound=show_value(report.objective, report.bound, language),
        engine=make_line(report.engine),
    ).say(language)
