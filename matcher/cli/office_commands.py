"""The commands of an office: its audit chain and its accounts."""

# ruff: noqa: ARG001, FBT002 (the parser finds parameters and flags by their names and defaults)

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.output import Output, UsageError, make_console
from matcher.cli.parameters import Database, DataDir, Json, Lang, make_output
from matcher.cli.texts import say
from matcher.cli.usage import Commands, describe_usage

Anchor = Annotated[Path | None, typer.Option("--anchor", metavar="FILE", help="audit.anchor", show_default=False)]
AuditFile = Annotated[Path, typer.Argument(metavar="FILE", help="audit.file", show_default=False)]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="account.login", show_default=False)]


def add_office_commands(app: typer.Typer) -> None:
    """Add the two groups of commands to the program."""
    groups: dict[str, dict[str, Callable[..., int]]] = {
        "audit": {"verify": verify, "export": export},
        "account": {"list": list_all, "first-code": first_code, "reset-code": reset_code, "link": link},
    }
    for name, commands in groups.items():
        group = typer.Typer(cls=Commands, rich_markup_mode=None, suggest_commands=False)
        group.callback(invoke_without_command=True, help=name)(enter)
        for word, command in commands.items():
            group.command(word, help=f"{name}.{word}")(command)
        app.add_typer(group, name=name)


def enter(ctx: typer.Context, lang: Lang = None, json: Json = False) -> None:
    """Take the options that stand before the command of a group."""
    given: Output = ctx.obj
    ctx.obj = Output(given.language, given.is_json or json)
    if ctx.invoked_subcommand is None:
        make_console(is_error=True).print(describe_usage(ctx, given.language))
        raise typer.Exit(2)


def verify(
    ctx: typer.Context,
    anchor: Anchor = None,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Check the audit chain."""
    from matcher.cli.audit import check_audit

    return check_audit(anchor, data_dir, database, make_output(ctx, is_json=json))


def export(
    ctx: typer.Context,
    file: AuditFile,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Write the audit chain into a file."""
    from matcher.cli.audit import export_audit

    return export_audit(file, data_dir, database, make_output(ctx, is_json=json))


def list_all(
    ctx: typer.Context, data_dir: DataDir = None, database: Database = None, lang: Lang = None, json: Json = False
) -> int:
    """List every account."""
    from matcher.cli.account import show_accounts

    return show_accounts(data_dir, database, make_output(ctx, is_json=json))


def first_code(
    ctx: typer.Context, data_dir: DataDir = None, database: Database = None, lang: Lang = None, json: Json = False
) -> int:
    """Make the code of the first administrator."""
    from matcher.cli.account import show_first_code

    return show_first_code(data_dir, database, make_output(ctx, is_json=json))


def reset_code(
    ctx: typer.Context,
    login: Login,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Make a code for a new password."""
    from matcher.cli.account import show_reset_code

    return show_reset_code(login, data_dir, database, make_output(ctx, is_json=json))


def link(
    ctx: typer.Context,
    login: Login,
    issuer: Annotated[str, typer.Option("--issuer", metavar="URL", help="account.issuer", show_default=False)] = "",
    subject: Annotated[str, typer.Option("--subject", metavar="ID", help="account.subject", show_default=False)] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="account.email", show_default=False)] = "",
    unlink: Annotated[bool, typer.Option("--unlink", help="account.unlink")] = False,
    data_dir: DataDir = None,
    database: Database = None,
    lang: Lang = None,
    json: Json = False,
) -> int:
    """Link an account to the office's own login."""
    if unlink == bool(issuer or subject or email):
        raise UsageError(say("account-link-what"), ctx.command_path)
    from matcher.cli.account import link_account

    who = {"issuer": issuer, "subject": subject, "email": email}
    return link_account(login, who, data_dir, database, make_output(ctx, is_json=json))
