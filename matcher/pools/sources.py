"""Where the tables of one season are, and how they are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from matcher.pools.fields import TableName

Duplicates: TypeAlias = Literal["refuse", "update", "skip"]
ColumnMapping: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class PoolSources:
    """Name the files of each table and how they are read.

    Parameters
    ----------
    candidates, enterprises, posts, choices, opinions, incumbents
        Files of each table; several are read one after the other. A workbook of corrections
        (`Import.write_bad_rows`) is one more file: its rows replace those they came from.
    sheets
        Sheet to read, by table; absent: the sheet that holds the table best, the first of equals.
    columns
        By table: header as typed → field name; "" passes a column over.
    duplicates
        What a repeated key does. ``refuse``: the later row is a fault. ``update``: what the later
        row states replaces what the earlier one said. ``skip``: the earlier row stays.
    keys
        By table: the field that is the key; absent: the id, or the pair for what was said.
    vocabulary
        A vocabulary file replacing the built-in one.
    """

    candidates: tuple[Path, ...] = ()
    enterprises: tuple[Path, ...] = ()
    posts: tuple[Path, ...] = ()
    choices: tuple[Path, ...] = ()
    opinions: tuple[Path, ...] = ()
    incumbents: tuple[Path, ...] = ()
    sheets: Mapping[TableName, str] = field(default_factory=dict)
    columns: Mapping[TableName, ColumnMapping] = field(default_factory=dict)
    duplicates: Duplicates = "refuse"
    keys: Mapping[TableName, str] = field(default_factory=dict)
    vocabulary: Path | None = None

    def files(self, table: TableName) -> tuple[Path, ...]:
        """Return the files of a table."""
        named: dict[TableName, tuple[Path, ...]] = {
            "candidates": self.candidates,
            "enterprises": self.enterprises,
            "posts": self.posts,
            "choices": self.choices,
            "opinions": self.opinions,
            "incumbents": self.incumbents,
        }
        return named[table]
