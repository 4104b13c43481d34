"""What several explanations are put together from: headings, tables, prices, moves."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.wrapping import Wrapped
from matcher.explain import label, name
from matcher.explain.absence_causes import AbsenceCause
from matcher.explain.evidence import Evidence
from matcher.explain.naming import name_post
from matcher.explain.price import PersonMove, Price, say_certainty
from matcher.exports.values import show_value
from matcher.words import Words

NUMBERS = frozenset({"points", "weight", "before", "after", "ranks", "rank", "lost"})
"""Columns that are set to the right."""


class Sheet:
    """Print the parts of one explanation.

    Parameters
    ----------
    most
        Rows of each table that a reader is shown.
    """

    def __init__(self, evidence: Evidence, most: int, output: Output) -> None:
        self.evidence = evidence
        self.most = most
        self.output = output

    def say(self, key: str, **facts: str | int) -> str:
        """Return a heading."""
        return label("explain", key, **facts).say(self.output.language)

    def tell(self, words: Words) -> str:
        """Return a sentence."""
        return words.say(self.output.language)

    def head(self, text: str) -> None:
        """Print a heading with a line of space before it."""
        self.output.show("")
        self.output.show(Text(text, style="bold"))

    def line(self, text: str, indent: int = 2) -> None:
        """Print one sentence."""
        self.output.show(Wrapped(text, indent=indent))

    def lines(self, title: str, sentences: Iterable[str]) -> None:
        """Print sentences below a heading, numbered; nothing where there are none."""
        told = list(sentences)
        if not told:
            return
        self.head(title)
        for number, sentence in enumerate(told[: self.most], start=1):
            self.line(f"{number}. {sentence}")
        self._say_more(len(told))

    def table(
        self, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], *, is_whole: bool = False
    ) -> None:
        """Print a table below a heading; nothing where it has no row.

        Parameters
        ----------
        columns
            Key of the heading, and the share of the width; 0: as wide as it needs.
        is_whole
            Every row is shown: a few that belong together.
        """
        told = list(rows)
        if not told:
            return
        self.head(title)
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
        for key, ratio in columns:
            table.add_column(
                self.say(key),
                ratio=ratio or None,
                no_wrap=not ratio,
                overflow="fold",
                justify="right" if key in NUMBERS else "left",
            )
        for row in told if is_whole else told[: self.most]:
            table.add_row(*(Text(cell) for cell in row))
        self.output.show(table)
        if not is_whole:
            self._say_more(len(told))

    def price(self, title: str, price: Price) -> None:
        """Print what each objective becomes, and who moves."""
        if price.status != "priced":
            return
        rows = [
            (
                self.tell(name("objective", change.objective)),
                show_value(change.objective, change.before, self.output.language),
                show_value(change.objective, change.after, self.output.language),
                self.tell(say_certainty(change)),
            )
            for change in price.changes
        ]
        suffix = self.say("price-ban") if price.lifts_ban else ""
        self.table(title + suffix, (("objective", 4), ("before", 2), ("after", 2), ("proven", 2)), rows, is_whole=True)
        self.moves(price.moves)

    def moves(self, moves: Sequence[PersonMove]) -> None:
        """Print who moves from where to where."""
        rows = [
            (f"{move.candidate_name} {move.candidate_id}", self.places(move.left), self.places(move.taken))
            for move in moves
        ]
        self.table(self.say("moves", count=len(moves)), (("candidate", 2), ("left", 4), ("taken", 4)), rows)

    def places(self, posts: Iterable[str]) -> str:
        """Return posts by name."""
        index = self.evidence.pools.post_index
        return "\n".join(self.tell(name_post(self.evidence, index[post])) for post in posts) or "–"

    def causes(self, causes: Iterable[AbsenceCause]) -> None:
        """Print causes, each with who may lift it."""
        self.lines(self.say("causes"), (self._say_cause(cause) for cause in causes))

    def _say_cause(self, cause: AbsenceCause) -> str:
        told = self.tell(cause.words)
        return told if cause.lift is None else self.say("liftable", cause=told, lift=self.tell(cause.lift))

    def _say_more(self, count: int) -> None:
        if count > self.most:
            self.line(self.say("more-rows", count=count - self.most))
