"""The commands that work on a store."""

# ruff: noqa: ARG001, FBT002 (the parser finds parameters and flags by their names and defaults)

from typing import Annotated

import typer

from matcher.cli.output import UsageError
from matcher.cli.parameters import Backup, Database, DataDir, Json, Lang, make_output, read_number
from matcher.cli.texts import say


def add_store_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (serve, backup, restore):
        app.command(command.__name__, help=command.__name__)(command)


def serve(
    ctx: typer.Context,
    port: Annotated[str | None, typer.Option("--port", metavar="N", help="serve.port", show_default=False)] = None,
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADDRESS", help="serve.host", show_default=False)
    ] = None,
    data_dir: DataDir = None,
    database: Database = None,
    demo: Annotated[bool, typer.Option("--demo", help="serve.demo")] = False,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Serve the dashboard."""
    number = None if port is None else read_number(ctx, "--port", port, 0, 65_535)
    if demo and host is not None:
        raise UsageError(say("serve-demo-host"), ctx.command_path)
    if demo and (data_dir is not None or database is not None):
        raise UsageError(say("serve-demo-store"), ctx.command_path)
    from matcher.cli.serve import serve_dashboard, serve_demo

    output = make_output(ctx, is_json=json)
    return serve_demo(number, output) if demo else serve_dashboard(data_dir, database, host, number, output)


def backup(
    ctx: typer.Context,
    file: Backup,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Copy the store into one file."""
    from matcher.cli.keeping import back_up_store

    return back_up_store(file, data_dir, database, make_output(ctx, is_json=json))


def restore(
    ctx: typer.Context,
    file: Backup,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Fill an empty store from a backup."""
    from matcher.cli.keeping import restore_store

    return restore_store(file, data_dir, database, make_output(ctx, is_json=json))
