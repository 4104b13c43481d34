"""Long sentences on a terminal: Chinese breaks anywhere, so lines fill up; nothing starts with a stop."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

_PIECE = re.compile(r"[\x21-\u024f]+ *|.")
_NOT_FIRST = frozenset("，。；：、！？）”》…")
_NOT_LAST = frozenset("（“《")


class Wrapped:
    """Hold a sentence that is broken to the width it is shown at.

    Examples
    --------
    >>> list(Wrapped("甲乙丙，丁 one two").break_into(6))
    ['甲乙', '丙，丁', 'one', 'two']
    """

    def __init__(self, text: str, style: str = "", *, indent: int = 0) -> None:
        self.text = text
        self.style = style
        self.indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines."""
        for line in self.break_into(options.max_width - self.indent):
            yield Text(" " * self.indent + line, self.style)

    def break_into(self, width: int) -> Iterator[str]:
        """Yield lines of at most so many columns; a longer word stays whole."""
        for paragraph in self.text.split("\n"):
            line: list[str] = []
            for piece in _PIECE.findall(paragraph):
                if line and cell_len("".join((*line, piece)).rstrip()) > width:
                    # A stop takes what is before it along, and an opening mark stays with what follows.
                    kept: list[str] = []
                    while len(line) > 1 and ((kept or [piece])[0][0] in _NOT_FIRST or line[-1] in _NOT_LAST):
                        kept.insert(0, line.pop())
                    yield "".join(line).rstrip()
                    line = kept
                line.append(piece)
            yield "".join(line).rstrip()
