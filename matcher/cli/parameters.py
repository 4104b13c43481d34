"""What several commands take: arguments, options, and the checks of what was typed."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.output import Output, UsageError
from matcher.cli.texts import say

Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help="scenario", show_default=False)]
PlanFolder = Annotated[Path, typer.Argument(metavar="PLAN_DIR", help="plan_dir", show_default=False)]
Lang = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help="lang", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="json")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", metavar="DIR", help="data_dir", show_default=False)]
Database = Annotated[str | None, typer.Option("--database", metavar="URL", help="database", show_default=False)]
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="backup.file", show_default=False)]
SolvedPlan = Annotated[Path | None, typer.Option("--plan", metavar="PLAN_DIR", help="plan", show_default=False)]
Processes = Annotated[str, typer.Option("--processes", metavar="N", help="processes", show_default=False)]


def make_output(ctx: typer.Context, *, is_json: bool) -> Output:
    """Return the output; JSON when asked for before or after the command."""
    given: Output = ctx.obj
    return Output(given.language, given.is_json or is_json)


def require_scenario(ctx: typer.Context, path: Path) -> Path:
    """Return the scenario file of a folder or of its own path.

    Raises
    ------
    UsageError
        There is none.
    """
    file = path / "scenario.toml" if path.is_dir() else path
    if not file.is_file():
        raise UsageError(say("no-scenario", path=str(path)), ctx.command_path)
    return file


def require_plan(ctx: typer.Context, folder: Path | None) -> Path | None:
    """Return the plan folder asked for, if one is.

    Raises
    ------
    UsageError
        It is no folder.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(say("no-plan-folder", path=str(folder)), ctx.command_path)
    return folder


def read_number(ctx: typer.Context, option: str, text: str, least: int, most: int) -> int:
    """Return the whole number typed for an option.

    Raises
    ------
    UsageError
        It is none, or out of bounds.
    """
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and least <= int(digits) <= most:
        return int(digits)
    raise UsageError(say("whole-number", name=option, least=least, most=most, value=text), ctx.command_path)
