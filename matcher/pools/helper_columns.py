"""The columns a corrections workbook adds to the planner's own, and how they lead a row back to its place."""

import json
from dataclasses import dataclass
from typing import get_args

from matcher.pools.fields import TableName
from matcher.pools.text import fold
from matcher.words import Language, Words

PROBLEM = Words("问题", "Problem")
FIX = Words("怎么改", "How to fix")
SOURCE = Words("所在位置", "Found at")
ORIGIN = Words("来源标记（勿改）", "Origin mark (keep)")
_HELPERS = {fold(words.say(language)) for words in (PROBLEM, FIX, SOURCE, ORIGIN) for language in get_args(Language)}
_ORIGINS = {fold(ORIGIN.zh), fold(ORIGIN.en)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Say which row a corrected row replaces.

    Parameters
    ----------
    row
        As the spreadsheet counts it, 1 is the first.
    digest
        First characters of the SHA-256 of the file, so that a changed file is noticed.

    Examples
    --------
    >>> origin = Origin("candidates", "人才库.xlsx", "Sheet1", 7, "ab12")
    >>> Origin.read(origin.write()) == origin
    True
    """

    table: TableName
    file: str
    sheet: str | None
    row: int
    digest: str

    def write(self) -> str:
        """Return the text kept in the hidden column."""
        return json.dumps([self.table, self.file, self.sheet, self.row, self.digest], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Origin | None":
        """Return what the hidden column says, or None where it says nothing of use."""
        try:
            table, file, sheet, row, digest = json.loads(text)
        except ValueError:
            return None
        is_sound = table in get_args(TableName) and isinstance(row, int) and isinstance(file, str)
        return cls(table, file, sheet, row, str(digest)) if is_sound else None


def is_helper(header: str) -> bool:
    """Tell whether a header belongs to the columns of a corrections workbook."""
    return fold(header) in _HELPERS


def is_origin(header: str) -> bool:
    """Tell whether a header is the hidden column's."""
    return fold(header) in _ORIGINS
