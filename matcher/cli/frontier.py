"""``matcher frontier``: what one objective costs in another, as plans to choose from."""

from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label, name
from matcher.exports.stored_plan import open_plan
from matcher.exports.values import show_value
from matcher.policy.records import Objective
from matcher.whatif.frontier import Frontier, Gap
from matcher.whatif.trade_off import TradeOff, find_trade_off
from matcher.whatif.variant_file import open_scenario

BESIDE: tuple[Objective, ...] = ("coverage", "hosts", "stability", "satisfaction", "travel")
"""Shown of every plan, beside the objectives traded off."""

MOST_GAPS = 8


def show_frontier(
    file: Path,
    folder: Path | None,
    axes: tuple[Objective, ...],
    points: int,
    effort: float | None,
    output: Output,
) -> int:
    """Find the frontier of some objectives and print it.

    Returns
    -------
    int
        0: at least one plan. 1: none.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> TradeOff:
            line.enter(say("reading"))
            scenario = open_scenario(file)
            plan = None if folder is None else open_plan(scenario, folder)
            line.enter(say("preparing"))
            return find_trade_off(
                scenario,
                axes,
                plan=plan,
                most_points=points,
                effort=effort,
                on_progress=line.take,
                should_stop=stop.was_asked,
            )

        found = work_aside(work, on_tick=line.tick)
    frontier = found.frontier
    if frontier.points:
        output.show(_tabulate(found, output))
        _show_gaps(frontier, output)
    if frontier.cause is not None:
        output.show(Text(frontier.cause.say(output.language)))
    if frontier.was_stopped:
        output.tell("stopped-early")
    output.emit(_describe(found))
    return int(not frontier.points)


def _tabulate(found: TradeOff, output: Output) -> Table:
    frontier, language = found.frontier, output.language
    title = label("frontier", "title").say(language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    shown = (*frontier.axes, *(name for name in BESIDE if name not in frontier.axes))
    table.add_column(label("frontier", "number").say(language), justify="right")
    for objective in shown:
        style = "bold" if objective in frontier.axes else ""
        table.add_column(name("objective", objective).say(language), justify="right", overflow="fold", style=style)
    table.add_column(label("frontier", "matches").say(language), justify="right")
    table.add_column(label("frontier", "proof").say(language), overflow="fold")
    for number, point in enumerate(frontier.points, start=1):
        proof = label("frontier", "proven" if point.is_proven else "unproven").say(language)
        values = [show_value(objective, point.values[objective], language) for objective in shown]
        table.add_row(str(number), *values, str(len(point.assignment)), proof)
    return table


def _show_gaps(frontier: Frontier, output: Output) -> None:
    if frontier.is_complete:
        output.show(Text(label("frontier", "complete").say(output.language)))
        return
    output.show(Text(label("frontier", "gaps").say(output.language)))
    for gap in frontier.gaps[:MOST_GAPS]:
        output.show(Text(f"  {_say_gap(gap, frontier.axes, output)}", overflow="fold"))
    if len(frontier.gaps) > MOST_GAPS:
        more = label("frontier", "more", count=len(frontier.gaps) - MOST_GAPS)
        output.show(Text(f"  {more.say(output.language)}"))


def _say_gap(gap: Gap, axes: tuple[Objective, ...], output: Output) -> str:
    language = output.language
    opened = label("frontier", "open").say(language)
    ranges = []
    for axis, best, worst in zip(axes, gap.best, gap.worst, strict=True):
        ends = [opened if end is None else show_value(axis, end, language) for end in (best, worst)]
        told = label("frontier", "range", objective=name("objective", axis).say(language), best=ends[0], worst=ends[1])
        ranges.append(told.say(language))
    return label("frontier", "separator").say(language).join(ranges)


def _describe(found: TradeOff) -> dict[str, object]:
    frontier = found.frontier
    return {
        "axes": list(frontier.axes),
        "complete": frontier.is_complete,
        "stopped": frontier.was_stopped,
        "cause": None if frontier.cause is None else {"zh": frontier.cause.zh, "en": frontier.cause.en},
        "points": [
            {
                "values": dict(point.values),
                "proven": point.is_proven,
                "pairs": [list(pair) for pair in found.list_pairs(point.assignment)],
            }
            for point in frontier.points
        ],
        "gaps": [
            {
                axis: {"best": best, "worst": worst}
                for axis, best, worst in zip(frontier.axes, gap.best, gap.worst, strict=True)
            }
            for gap in frontier.gaps
        ],
    }
