"""The door: language first, then the command, then one exit code, whatever happened."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from matcher.cli.app import app
from matcher.cli.language import choose_language
from matcher.cli.output import Output, UsageError, make_console
from matcher.cli.texts import say
from matcher.cli.usage import describe_usage, explain_usage_error
from matcher.errors import MatcherError, PoolsError, ScenarioError
from matcher.words import Language

DONE, STOPPED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raise for bad input.

    Parameters
    ----------
    argv
        Arguments after the program's name; those of the process by default.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows a question mark instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    language: Language = "zh"
    try:
        language = choose_language(arguments, os.environ)
        return _run_command(arguments, language)
    except UsageError as fault:
        output = Output(language)
        output.complain(fault.words)
        output.tell("try-help", command=fault.command)
        return USAGE
    except MatcherError as error:
        _report(error, Output(language, "--json" in arguments))
        return STOPPED
    except KeyboardInterrupt:
        Output(language).tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as in `matcher schema | head`; keep the interpreter from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("MATCHER_DEBUG"):
            raise
        Output(language).complain(say("unexpected", kind=type(error).__name__))
        return STOPPED


def _run_command(arguments: list[str], language: Language) -> int:
    command: Any = get_command(app)
    _speak(command, language)
    try:
        code = command.main(arguments, prog_name="matcher", standalone_mode=False, obj=Output(language))
    except TyperException as error:
        raise explain_usage_error(error) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:
        # The parser's own way to end when the reader of standard output went away.
        return DONE
    sys.stdout.flush()
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return int(code or DONE)


def _speak(command: Any, language: Language) -> None:  # noqa: ANN401 (the parser's own type)
    """Make the ``--help`` of a command, and of those below it, print our page in the reader's language."""
    for each in getattr(command, "commands", {}).values():
        _speak(each, language)

    def show(ctx: typer.Context, param: Any, value: Any) -> None:  # noqa: ANN401, ARG001
        if value and not ctx.resilient_parsing:
            make_console(is_error=False).print(describe_usage(ctx, language))
            ctx.exit()

    original = command.get_help_option

    def get_help_option(ctx: typer.Context) -> Any:  # noqa: ANN401
        option = original(ctx)
        if option is not None:
            option.callback = show
        return option

    command.get_help_option = get_help_option


def _report(error: MatcherError, output: Output) -> None:
    """Print an error with all findings it carries."""
    output.complain(error.words)
    findings = error.findings if isinstance(error, PoolsError | ScenarioError) else ()
    if len(findings) > 1 or isinstance(error, PoolsError):
        from matcher.exports.summary import summarize_findings

        make_console(is_error=True).print(summarize_findings(findings, output.language))
    output.emit(
        {
            "error": {"zh": error.words.zh, "en": error.words.en},
            "findings": [finding.as_dict(output.language) for finding in findings],
        }
    )
