"""Where words go: results to standard output, all else to standard error."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from matcher.cli.texts import say
from matcher.words import Language, Words

PLAIN_WIDTH = 100
"""Columns assumed where nobody can be asked, as in a pipe."""


class UsageError(Exception):
    """Say that the command itself is wrong; exit code 2."""

    def __init__(self, words: Words, command: str = "matcher") -> None:
        super().__init__(words.zh)
        self.words = words
        self.command = command


@dataclass(frozen=True, slots=True)
class Output:
    """Print in one language, as text or as JSON.

    Parameters
    ----------
    is_json
        Standard output takes one JSON document and nothing else.
    """

    language: Language
    is_json: bool = False

    def show(self, content: RenderableType) -> None:
        """Print a result for a person; silent in JSON mode."""
        if not self.is_json:
            make_console(is_error=False).print(content)

    def show_as_is(self, text: str) -> None:
        """Print a text that another program may take as a file; no line is broken. Silent in JSON mode."""
        if not self.is_json:
            make_console(is_error=False).print(Text(text), soft_wrap=True, end="")

    def emit(self, document: Mapping[str, object] | Sequence[object]) -> None:
        """Print a result for a program; silent outside JSON mode."""
        if self.is_json:
            print_json(document)

    def tell(self, key: str, /, **facts: str | int) -> None:
        """Print a remark on standard error."""
        self.write(say(key, **facts))

    def write(self, words: Words) -> None:
        """Print a sentence on standard error."""
        make_console(is_error=True).print(Text(words.say(self.language)), soft_wrap=True)

    def complain(self, words: Words) -> None:
        """Print an error on standard error."""
        text = Text(say("error").say(self.language), style="bold red")
        text.append(words.say(self.language), style="not bold default")
        make_console(is_error=True).print(text, soft_wrap=True)


def make_console(*, is_error: bool) -> Console:
    """Return a console on one of the two streams as they are now."""
    stream = sys.stderr if is_error else sys.stdout
    width = None if stream.isatty() else PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def print_json(document: Mapping[str, object] | Sequence[object]) -> None:
    """Print a JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n")
