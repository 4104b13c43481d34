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
from matcher.cli.whatif_commands import add_whatif_commands

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


@app.command("dial", help="dial")
def dial(ctx: typer.Context, scenario: Scenario, lang: Lang = None, json: Json = False) -> int:
    """Solve once for every setting of the dial."""
    file = require_scenario(ctx, scenario)
    from matcher.cli.dial import show_dial

    return show_dial(file, make_output(ctx, is_json=json))


add_whatif_commands(app)


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
