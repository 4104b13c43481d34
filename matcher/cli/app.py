"""The commands: what each takes, and which room does its work.

``--lang`` is read before any command is known (see `matcher.cli.language`) and is named in every
command so that it may stand anywhere.
"""

# ruff: noqa: ARG001, FBT002 (the parser finds parameters and flags by their names and defaults)

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.office_commands import add_office_commands
from matcher.cli.output import Output, UsageError
from matcher.cli.parameters import (
    Json,
    Lang,
    PlanFolder,
    Processes,
    Scenario,
    SolvedPlan,
    make_output,
    read_number,
    require_plan,
    require_scenario,
)
from matcher.cli.store_commands import add_store_commands
from matcher.cli.texts import say
from matcher.cli.usage import Commands, describe_usage

app = typer.Typer(
    name="matcher",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    suggest_commands=False,
)


@app.callback(invoke_without_command=True, help="matcher")
def enter(
    ctx: typer.Context,
    lang: Lang = None,
    json: Json = False,
    version: Annotated[bool, typer.Option("--version", help="version")] = False,
) -> None:
    """Take the options that stand before the command."""
    given: Output = ctx.obj
    output = ctx.obj = Output(given.language, json)
    if version:
        from importlib.metadata import version as find_version

        number = find_version("shuangxuan")
        output.show(f"matcher {number}")
        output.emit({"matcher": number})
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None:
        from matcher.cli.output import make_console

        make_console(is_error=True).print(describe_usage(ctx, output.language))
        raise typer.Exit(2)


@app.command("run", help="run")
def run(
    ctx: typer.Context,
    scenario: Scenario,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="run.out", show_default=False)] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Solve a scenario and write the plan."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.run import run_scenario

    return run_scenario(file, out, make_output(ctx, is_json=json))


@app.command("replan", help="replan")
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


@app.command("dial", help="dial")
def dial(ctx: typer.Context, scenario: Scenario, lang: Lang = None, json: Json = False) -> int:
    """Solve once for every setting of the dial."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.dial import show_dial

    return show_dial(file, make_output(ctx, is_json=json))


@app.command("compare", help="compare")
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


@app.command("best", help="best")
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


@app.command("frontier", help="frontier")
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


@app.command("stress", help="stress")
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


@app.command("sweep", help="sweep")
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


@app.command("explain", help="explain")
def explain(
    ctx: typer.Context,
    scenario: Scenario,
    plan: SolvedPlan = None,
    pair: Annotated[
        tuple[str, str] | None, typer.Option("--pair", metavar="C P", help="explain.pair", show_default=False)
    ] = None,
    host: Annotated[str | None, typer.Option("--host", metavar="ID", help="explain.host", show_default=False)] = None,
    candidate: Annotated[
        str | None, typer.Option("--candidate", metavar="ID", help="explain.candidate", show_default=False)
    ] = None,
    slip: Annotated[str | None, typer.Option("--slip", metavar="ID", help="slip", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="slip.out", show_default=False)] = None,
    full: Annotated[bool, typer.Option("--full", help="full")] = False,
    barred: Annotated[bool, typer.Option("--barred", help="barred")] = False,
    limit: Annotated[str, typer.Option("--limit", metavar="N", help="explain.limit", show_default=False)] = "20",
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Say why a plan is as it is."""
    file, folder = require_scenario(ctx, scenario), require_plan(ctx, plan)
    if sum(given is not None for given in (pair, host, candidate, slip)) > 1:
        raise UsageError(say("one-of", names="--pair --host --candidate --slip"), ctx.command_path)
    most = read_number(ctx, "--limit", limit, 1, 100_000)
    from matcher.cli.explain import ask, show_explanation

    question = ask(
        pair=pair, host=host, candidate=candidate, slip=slip, is_full=full, has_barred=barred, most=most, out=out
    )
    return show_explanation(file, folder, question, make_output(ctx, is_json=json))


@app.command("suggest", help="suggest")
def suggest(
    ctx: typer.Context,
    scenario: Scenario,
    plan: SolvedPlan = None,
    post: Annotated[str | None, typer.Option("--post", metavar="ID", help="suggest.post", show_default=False)] = None,
    enterprise: Annotated[
        str | None, typer.Option("--enterprise", metavar="ID", help="suggest.enterprise", show_default=False)
    ] = None,
    candidate: Annotated[
        str | None, typer.Option("--candidate", metavar="ID", help="suggest.candidate", show_default=False)
    ] = None,
    limit: Annotated[str, typer.Option("--limit", metavar="N", help="suggest.limit", show_default=False)] = "10",
    lang: Lang = None,
    json: Json = False,
) -> int:
    """List what would help, cheapest first."""
    file, folder = require_scenario(ctx, scenario), require_plan(ctx, plan)
    if sum(given is not None for given in (post, enterprise, candidate)) > 1:
        raise UsageError(say("one-of", names="--post --enterprise --candidate"), ctx.command_path)
    most = read_number(ctx, "--limit", limit, 1, 1000)
    from matcher.cli.suggest import show_suggestions

    place = enterprise if post is None else post
    return show_suggestions(
        file, folder, post=place, candidate=candidate, limit=most, output=make_output(ctx, is_json=json)
    )


add_store_commands(app)
add_office_commands(app)


@app.command("check", help="check")
def check(
    ctx: typer.Context,
    scenario: Scenario,
    bad_rows: Annotated[
        Path | None, typer.Option("--bad-rows", metavar="FILE", help="bad_rows", show_default=False)
    ] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """List every finding of a scenario and its tables."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.check import check_scenario

    return check_scenario(file, bad_rows, make_output(ctx, is_json=json))


@app.command("verify", help="verify")
def verify(ctx: typer.Context, plan_dir: PlanFolder, lang: Lang = None, json: Json = False) -> int:
    """Check a stored plan again."""
    if not plan_dir.is_dir():
        raise UsageError(say("no-plan-folder", path=str(plan_dir)), ctx.command_path)
    from matcher.cli.verify import verify_plan

    return verify_plan(plan_dir, make_output(ctx, is_json=json))


@app.command("template", help="template")
def template(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="template.out", show_default=False)] = Path(),
    table: Annotated[str | None, typer.Option("--table", metavar="NAME", help="table", show_default=False)] = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Write empty workbooks."""
    from matcher.cli.making import write_templates

    return write_templates(out, table, make_output(ctx, is_json=json), ctx.command_path)


@app.command("generate", help="generate")
def generate(
    ctx: typer.Context,
    hosts: Annotated[str, typer.Option("--hosts", metavar="N", help="hosts", show_default=False)],
    people: Annotated[str, typer.Option("--people", metavar="M", help="people", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="generate.out", show_default=False)],
    seed: Annotated[str, typer.Option("--seed", metavar="S", help="seed", show_default=False)] = "1",
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Generate synthetic pools and a scenario."""
    from matcher.cli.making import generate_scenario

    return generate_scenario(
        read_number(ctx, "--hosts", hosts, 1, 100_000),
        read_number(ctx, "--people", people, 1, 100_000),
        read_number(ctx, "--seed", seed, 0, 2**31 - 1),
        out,
        make_output(ctx, is_json=json),
    )


@app.command("schema", help="schema")
def schema(ctx: typer.Context, lang: Lang = None, json: Json = False) -> int:
    """Print the JSON schema of a scenario file."""
    from matcher.cli.output import print_json
    from matcher.policy import json_schema

    print_json(json_schema())
    return 0
