"""Help pages and usage errors in the reader's language.

Typer parses; its own English texts are replaced here, one by one.
"""

import re
from collections.abc import Sequence
from typing import Any, get_args

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from matcher.cli.output import UsageError
from matcher.cli.texts import HELP, say
from matcher.words import Language, Words, nearest


class Commands(TyperGroup):
    """Name an unknown command, and the nearest known one, in our own words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        """Return the command meant, or raise `UsageError`."""
        wanted = args[0]
        if wanted not in self.commands:
            fault = say("no-command", name=wanted)
            raise UsageError(_suggest(fault, nearest(wanted, self.commands)), ctx.command_path)
        return super().resolve_command(ctx, args)


def describe_usage(ctx: typer.Context, language: Language) -> RenderableType:
    """Return the help page of the command of `ctx`."""
    command: Any = ctx.command
    usage = Text(say("usage").say(language), style="bold")
    marks = [say("options-mark").say(language)]
    subcommands: dict[str, Any] = getattr(command, "commands", {})
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    marks += [param.metavar for param in arguments] + [say("command-mark").say(language)] * bool(subcommands)
    usage.append(f"{ctx.command_path} {' '.join(marks)}", style="not bold default")
    parts: list[RenderableType] = [usage, Text(""), Padding(_say_help(command.help, language), (0, 2)), Text("")]
    lists = (
        ("commands", [(name, _say_help(sub.help, language)) for name, sub in subcommands.items()]),
        ("arguments", [(param.metavar, _say_help(param.help, language)) for param in arguments]),
        (
            "options",
            [
                (
                    ", ".join([*param.opts]) + (f" {param.metavar}" if param.metavar else ""),
                    _say_help(param.help, language),
                )
                for param in command.get_params(ctx)
                if param.param_type_name == "option"
            ],
        ),
    )
    for key, rows in lists:
        if rows:
            parts += [Text(say(key).say(language), style="bold"), _make_list(rows), Text("")]
    return Group(*parts, Text(say("exit-codes").say(language), style="dim"))


def explain_usage_error(error: Exception) -> UsageError:
    """Return what the parser complained of, in our own words."""
    # The parser's classes are private to it; only their names and public fields are relied on.
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "matcher"
    message = str(getattr(error, "message", error))
    option = str(getattr(error, "option_name", ""))
    param = getattr(error, "param", None)
    name = (param.metavar or param.opts[0]) if param is not None else option
    if param is not None and param.param_type_name == "option":
        name = param.opts[0]
    match kind:
        case "NoSuchOption":
            known = [flag for known in context.command.get_params(context) for flag in known.opts] if context else []
            words = _suggest(say("no-option", name=option), nearest(option, known))
        case "MissingParameter":
            words = say("missing", name=name)
        case "BadOptionUsage":
            words = say("option-needs-value", name=option)
        case "BadParameter":
            quoted = re.search(r"'(.*)'", message)
            words = say("bad-value", name=name, value=quoted[1] if quoted else message)
        case "UsageError" if "extra argument" in message:
            words = say("extra", name=re.sub(r"^.*? argument(\(s\)|s)? \(|\)$", "", message))
        case _:
            words = say("bad-usage", reason=message)
    return UsageError(words, command)


def _suggest(words: Words, suggestion: str | None) -> Words:
    if suggestion is None:
        return words
    hint = say("did-you-mean", name=suggestion)
    return Words(words.zh + hint.zh, words.en + hint.en)


def _say_help(key: str | None, language: Language) -> str:
    text = HELP[key or "help"].say(language) if key in HELP else HELP["help"].say(language)
    if "{tables}" not in text:
        return text
    # Imported here: only this one help text needs to know the tables.
    from matcher.policy.terms import TableName

    return text.format(tables=" ".join(get_args(TableName)))


def _make_list(rows: Sequence[tuple[str, str]]) -> Padding:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(Text(name, style="cyan"), Text(text))
    return Padding(table, (0, 0, 0, 2))
