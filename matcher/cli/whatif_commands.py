"""The commands that ask what if."""

# ruff: noqa: ARG001, FBT002 (the parser finds parameters and flags by their names and defaults)

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.output import UsageError
from matcher.cli.parameters import (
    Json,
    Lang,
    Processes,
    Scenario,
    SolvedPlan,
    make_output,
    read_number,
    require_plan,
    require_scenario,
)
from matcher.cli.texts import say


def add_whatif_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (replan, compare, best, frontier, stress, sweep):
        app.command(command.__name__, help=command.__name__)(command)


def replan(
    ctx: typer.Context,
    scenario: Scenario,
    earlier: Annotated[
        Path | None, typer.Option("--from", metavar="PLAN_DIR", help="replan.from", show_default=False)
    ] = None,
    price: Annotated[str | None, typer.Option("--price", metavar="N", help="replan.price", show_default=False)] = None,
    signed: Annotated[
        Path | None, typer.Option("--signed", metavar="FILE", help="replan.signed", show_default=False)
    ] = None,
    free_signed: Annotated[bool, typer.Option("--free-signed", help="replan.free_signed")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="run.out", show_default=False)] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Solve again with few changes and write the plan."""
    file = require_scenario(ctx, scenario)
    folder = require_plan(ctx, earlier)
    cost = None if price is None else read_number(ctx, "--price", price, 0, 900_000)
    from matcher.cli.asking import read_pairs
    from matcher.cli.replan import show_replan

    pairs = read_pairs(signed, ctx.command_path)
    output = make_output(ctx, is_json=json)
    return show_replan(file, folder, out, output, price=cost, signed=pairs, pin_signed=not free_signed)


def compare(
    ctx: typer.Context,
    plans: Annotated[list[Path], typer.Argument(metavar="PLAN…", help="compare.plans", show_default=False)],
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="SCENARIO", help="compare.scenario", show_default=False)
    ] = None,
    only_differences: Annotated[bool, typer.Option("--only-differences", help="only_differences")] = False,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Compare plans with the first of them."""
    from matcher.cli.compare import show_comparison

    output = make_output(ctx, is_json=json)
    return show_comparison(plans, scenario, output, ctx.command_path, only_differences=only_differences)


def best(
    ctx: typer.Context,
    scenario: Scenario,
    plan: SolvedPlan = None,
    post: Annotated[str | None, typer.Option("--post", metavar="ID", help="best.post", show_default=False)] = None,
    candidate: Annotated[
        str | None, typer.Option("--candidate", metavar="ID", help="best.candidate", show_default=False)
    ] = None,
    limit: Annotated[str, typer.Option("--limit", metavar="N", help="best.limit", show_default=False)] = "12",
    full: Annotated[bool, typer.Option("--full", help="full")] = False,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Rank people for a post, or posts for a person."""
    file = require_scenario(ctx, scenario)
    folder = require_plan(ctx, plan)
    if (post is None) == (candidate is None):
        raise UsageError(say("post-or-candidate"), ctx.command_path)
    most = read_number(ctx, "--limit", limit, 1, 100_000)
    from matcher.cli.best import show_best

    output = make_output(ctx, is_json=json)
    return show_best(file, folder, output, post=post, candidate=candidate, most=most, is_full=full)


def frontier(
    ctx: typer.Context,
    scenario: Scenario,
    plan: SolvedPlan = None,
    x: Annotated[str, typer.Option("--x", metavar="NAME", help="frontier.x", show_default=False)] = "coverage",
    y: Annotated[str, typer.Option("--y", metavar="NAME", help="frontier.y", show_default=False)] = "stability",
    z: Annotated[str | None, typer.Option("--z", metavar="NAME", help="frontier.z", show_default=False)] = None,
    points: Annotated[str, typer.Option("--points", metavar="N", help="points", show_default=False)] = "8",
    effort: Annotated[str | None, typer.Option("--effort", metavar="E", help="effort", show_default=False)] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Find the trade-off between objectives."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.asking import read_axes, read_effort

    folder = require_plan(ctx, plan)
    axes = read_axes((x, y) if z is None else (x, y, z), ctx.command_path)
    most = read_number(ctx, "--points", points, 2, 1000)
    work = read_effort(effort, ctx.command_path)
    from matcher.cli.frontier import show_frontier

    return show_frontier(file, folder, axes, most, work, make_output(ctx, is_json=json))


def stress(
    ctx: typer.Context,
    scenario: Scenario,
    plan: SolvedPlan = None,
    groups: Annotated[str, typer.Option("--groups", metavar="NxM", help="groups", show_default=False)] = "",
    seed: Annotated[str, typer.Option("--seed", metavar="S", help="stress.seed", show_default=False)] = "1",
    backups: Annotated[str | None, typer.Option("--backups", metavar="K", help="backups", show_default=False)] = None,
    signed: Annotated[
        Path | None, typer.Option("--signed", metavar="FILE", help="stress.signed", show_default=False)
    ] = None,
    processes: Processes = "2",
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Withdraw people and see what it costs."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.asking import read_groups, read_pairs

    folder = require_plan(ctx, plan)
    drawn = read_groups(groups, ctx.command_path)
    number = read_number(ctx, "--seed", seed, 0, 2**31 - 1)
    most = None if backups is None else read_number(ctx, "--backups", backups, 0, 100)
    num = read_number(ctx, "--processes", processes, 1, 256)
    from matcher.cli.stress import show_stress

    people = None if signed is None else tuple(dict.fromkeys(who for who, _ in read_pairs(signed, ctx.command_path)))
    output = make_output(ctx, is_json=json)
    return show_stress(file, folder, output, people=people, groups=drawn, seed=number, most_moves=most, processes=num)


def sweep(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="SWEEP", help="sweep.file", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="sweep.out", show_default=False)],
    processes: Processes = "2",
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="cluster", show_default=False)
    ] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Solve many scenarios of one base."""
    if not file.is_file():
        raise UsageError(say("no-sweep", path=str(file)), ctx.command_path)
    num = read_number(ctx, "--processes", processes, 1, 256)
    from matcher.cli.sweep import show_sweep

    return show_sweep(file, out, num, cluster, make_output(ctx, is_json=json))
