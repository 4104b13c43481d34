"""What a column of a table is: its headers, how its cells are read, what the template says."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from matcher.pools.enums import EnumName
from matcher.pools.text import fold
from matcher.pools.vocabulary import VocabularyKind
from matcher.words import Language, Words

TableName: TypeAlias = Literal["candidates", "enterprises", "posts", "choices", "opinions", "incumbents"]
Kind: TypeAlias = Literal[
    "id",  # text exactly as typed
    "person",  # the name of a person, never split
    "title",  # the name of a host, an office or a unit
    "text",
    "choice",  # one word of an enum
    "choices",  # several words of an enum
    "flag",  # yes, no or not stated
    "term",  # one word of the vocabulary
    "terms",  # several
    "levels",  # several, each with a level
    "grade",  # kept as typed, beside its code where it has one
    "number",  # a whole number within bounds
    "degrees",  # a coordinate
    "date",
    "names",  # several plain texts
    "ids",  # several ids
    "relatives",  # host:relation:position, several
    "id_number",  # checked, then forgotten
    "credit_code",
    "phone",
    "wish",  # one or more ids of one rank; only in wide tables of choices
]
LIST_KINDS: frozenset[Kind] = frozenset({"choices", "terms", "levels", "names", "ids", "relatives"})


@dataclass(frozen=True)
class Column:
    """Describe one column of a table.

    Parameters
    ----------
    name
        Field of the record it fills; names with ``post_`` fill the post that a row of hosts
        carries with it, other names without such a field (``id_number``) serve checks only.
    zh, en, synonyms
        Headers under which it is found; the first two head the templates.
    enum, vocabulary
        Where the words of the cell come from.
    least, most
        Bounds of a number.
    is_required
        Column and cell must be there.
    is_asked
        An empty cell is taken but reported, because a rule needs the answer.
    note, example
        What the template says about it and shows in its example row.
    yes, no
        Further words for yes and for no, of a flag.
    """

    name: str
    zh: str
    en: str
    kind: Kind
    note: Words
    synonyms: tuple[str, ...] = ()
    enum: EnumName | None = None
    vocabulary: VocabularyKind | None = None
    least: float | None = None
    most: float | None = None
    is_required: bool = False
    is_asked: bool = False
    example: Words = field(default_factory=lambda: Words("", ""))
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the cell holds several values."""
        return self.kind in LIST_KINDS

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header under which the column is found."""
        return (self.zh, self.en, self.name, *self.synonyms)

    def header(self, language: Language) -> str:
        """Return the header of the template in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Table:
    """Describe one table.

    Parameters
    ----------
    key
        Fields that together may not repeat.
    ignored
        Headers that real workbooks have and no decision needs; their cells are not read.
    sheet_words
        Words in a sheet's name that point to this table.
    """

    name: TableName
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    ignored: tuple[str, ...] = ()
    sheet_words: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by field name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Columns by folded header."""
        return {fold(header): column for column in self.columns for header in column.headers}

    @cached_property
    def ignored_headers(self) -> frozenset[str]:
        """Folded headers that are passed over without a word."""
        return frozenset(fold(header) for header in (*ALWAYS_IGNORED, *self.ignored))

    @property
    def required(self) -> tuple[Column, ...]:
        """Columns that must be there."""
        return tuple(column for column in self.columns if column.is_required)

    def title(self, language: Language) -> str:
        """Return the name of the table in `language`."""
        return self.zh if language == "zh" else self.en


POST_PREFIX = "post_"
"""Begins the fields of a post that stand in the row of its host."""

ALWAYS_IGNORED = ("序号", "No", "No.", "#", "行号", "照片", "签字", "签名", "盖章")
