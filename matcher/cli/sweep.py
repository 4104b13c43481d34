"""``matcher sweep``: many scenarios of one base, each result kept as soon as it is there."""

from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.counting import count_on
from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label, name
from matcher.exports.values import show_value
from matcher.whatif.backends import Backend, choose_backend
from matcher.whatif.results_file import Row
from matcher.whatif.sweep import SweepResult, run_sweep
from matcher.whatif.sweep_file import load_sweep

MOST_ROWS = 50
"""Rows shown to a person; the results file and JSON hold all."""


def show_sweep(file: Path, out: Path, processes: int, cluster: str | None, output: Output) -> int:
    """Run a sweep, or go on with it, and print its results.

    Parameters
    ----------
    cluster
        Address of a dask scheduler, or ``local``; None: processes of this machine.

    Returns
    -------
    int
        0: every scenario has a plan. 1: some have none, or it was stopped.
    """
    backend: Backend = choose_backend(processes)
    if cluster is not None:
        from matcher.whatif.cluster import Cluster

        backend = Cluster(None if cluster == "local" else cluster, processes)
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> SweepResult:
            line.enter(say("reading"))
            sweep = load_sweep(file)
            line.enter(say("sweeping"))
            return run_sweep(sweep, out, backend=backend, on_done=count_on(line), should_stop=stop.was_asked)

        result = work_aside(work, on_tick=line.tick)
    output.show(_tabulate(result.rows, output))
    for row in result.rows[:MOST_ROWS]:
        if "error" in row:
            output.show(Text(f"{row['number'] + 1}  {row['error'][output.language]}", overflow="fold"))
    summary = label(
        "sweep", "summary", done=len(result.rows), tasks=result.num_tasks, resumed=result.num_resumed, path=str(out)
    )
    output.show(Text(summary.say(output.language), overflow="fold"))
    if not result.is_complete:
        output.show(Text(label("sweep", "go-on").say(output.language)))
    output.emit({"tasks": result.num_tasks, "resumed": result.num_resumed, "rows": list(result.rows)})
    return int(not result.is_complete or any(not row.get("objectives") for row in result.rows))


def _tabulate(rows: tuple[Row, ...], output: Output) -> Table:
    language = output.language
    title = label("sweep", "title").say(language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    objectives = list(dict.fromkeys(one["name"] for row in rows for one in row.get("objectives", ())))
    table.add_column(label("sweep", "number").say(language), justify="right")
    table.add_column(label("sweep", "name").say(language), overflow="fold", min_width=24)
    table.add_column(label("sweep", "status").say(language), overflow="fold")
    for objective in objectives:
        table.add_column(name("objective", objective).say(language), justify="right", overflow="fold")
    table.add_column(label("sweep", "matches").say(language), justify="right")
    for row in rows[:MOST_ROWS]:
        values = {one["name"]: _read(one["value"]) for one in row.get("objectives", ())}
        shown = [
            show_value(objective, values[objective], language) if objective in values else "–"
            for objective in objectives
        ]
        status = (
            label("sweep", "failed").say(language) if "error" in row else name("status", row["status"]).say(language)
        )
        matches = row.get("matches")
        table.add_row(str(row["number"] + 1), row["name"], status, *shown, "–" if matches is None else str(matches))
    if len(rows) > MOST_ROWS:
        table.caption = label("sweep", "more").say(language)
    return table


def _read(value: object) -> int | tuple[int, ...]:
    return tuple(value) if isinstance(value, list) else int(str(value))
