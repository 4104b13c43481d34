"""The commands: what each takes, and which room does its work.

``--lang`` is read before any command is known (see `matcher.cli.language`) and is named in every
command so that it may stand anywhere.
"""

# ruff: noqa: ARG001, FBT002 (the parser finds parameters and flags by their names and defaults)

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.output import Output, UsageError
from matcher.cli.texts import say
from matcher.cli.usage import Commands, describe_usage

Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help="scenario", show_default=False)]
PlanFolder = Annotated[Path, typer.Argument(metavar="PLAN_DIR", help="plan_dir", show_default=False)]
Lang = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help="lang", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="json")]

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
    file = _require_scenario(ctx, scenario)
    from matcher.cli.run import run_scenario

    return run_scenario(file, out, _output(ctx, is_json=json))


@app.command("dial", help="dial")
def dial(ctx: typer.Context, scenario: Scenario, lang: Lang = None, json: Json = False) -> int:
    """Solve once for every setting of the dial."""
    file = _require_scenario(ctx, scenario)
    from matcher.cli.dial import show_dial

    return show_dial(file, _output(ctx, is_json=json))


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
    file = _require_scenario(ctx, scenario)
    from matcher.cli.check import check_scenario

    return check_scenario(file, bad_rows, _output(ctx, is_json=json))


@app.command("verify", help="verify")
def verify(ctx: typer.Context, plan_dir: PlanFolder, lang: Lang = None, json: Json = False) -> int:
    """Check a stored plan again."""
    if not plan_dir.is_dir():
        raise UsageError(say("no-plan-folder", path=str(plan_dir)), ctx.command_path)
    from matcher.cli.verify import verify_plan

    return verify_plan(plan_dir, _output(ctx, is_json=json))


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

    return write_templates(out, table, _output(ctx, is_json=json), ctx.command_path)


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
        _read_number(ctx, "--hosts", hosts, 1, 100_000),
        _read_number(ctx, "--people", people, 1, 100_000),
        _read_number(ctx, "--seed", seed, 0, 2**31 - 1),
        out,
        _output(ctx, is_json=json),
    )


@app.command("schema", help="schema")
def schema(ctx: typer.Context, lang: Lang = None, json: Json = False) -> int:
    """Print the JSON schema of a scenario file."""
    from matcher.cli.output import print_json
    from matcher.policy import json_schema

    print_json(json_schema())
    return 0


def _output(ctx: typer.Context, *, is_json: bool) -> Output:
    """Return the output; JSON when asked for before or after the command."""
    given: Output = ctx.obj
    return Output(given.language, given.is_json or is_json)


def _require_scenario(ctx: typer.Context, path: Path) -> Path:
    file = path / "scenario.toml" if path.is_dir() else path
    if not file.is_file():
        raise UsageError(say("no-scenario", path=str(path)), ctx.command_path)
    return file


def _read_number(ctx: typer.Context, option: str, text: str, least: int, most: int) -> int:
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and least <= int(digits) <= most:
        return int(digits)
    raise UsageError(say("whole-number", name=option, least=least, most=most, value=text), ctx.command_path)
