"""``matcher dial``: four plans from stable to largest, and what each costs."""

from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label, name
from matcher.exports.values import show_value
from matcher.plans.dial import PRICES, DialPoint, turn_dial
from matcher.whatif.variant_file import open_scenario


def show_dial(file: Path, output: Output) -> int:
    """Solve a scenario at every setting of the dial and print what each costs.

    Returns
    -------
    int
        0: every setting has a plan. 1: at least one has none.
    """
    stop = Stop()
    with show_progress(output) as line:
        line.enter(say("reading"))
        scenario = open_scenario(file)
        line.enter(say("preparing"))
        with catch_interrupt(stop, output):
            points = work_aside(
                lambda: turn_dial(scenario, on_progress=line.take, should_stop=stop.was_asked), on_tick=line.tick
            )
    output.show(_tabulate(points, output))
    for point in points:
        if point.cause is not None:
            setting = name("dial", point.setting).say(output.language)
            output.show(Text(f"{setting} – {point.cause.say(output.language)}"))
    output.emit([_describe(point, output) for point in points])
    return int(any(point.outcome is None or point.outcome.assignment is None for point in points))


def _tabulate(points: tuple[DialPoint, ...], output: Output) -> Table:
    title = label("dial", "title").say(output.language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", expand=True)
    for key in ("setting", "status"):
        table.add_column(label("dial", key).say(output.language), overflow="fold", ratio=2)
    for objective in PRICES:
        table.add_column(name("objective", objective).say(output.language), justify="right", overflow="fold", ratio=2)
    for point in points:
        status = "UNKNOWN" if point.outcome is None else point.outcome.status
        values = [
            show_value(objective, point.values[objective], output.language) if point.values else "–"
            for objective in PRICES
        ]
        table.add_row(
            name("dial", point.setting).say(output.language), name("status", status).say(output.language), *values
        )
    return table


def _describe(point: DialPoint, output: Output) -> dict[str, object]:
    return {
        "setting": point.setting,
        "status": "UNKNOWN" if point.outcome is None else point.outcome.status,
        "values": dict(point.values),
        "cause": None if point.cause is None else point.cause.say(output.language),
    }
