"""Text that is safe in a cell or on a terminal, whatever somebody typed into a name."""

import re
import unicodedata
from functools import lru_cache

CELL_LIMIT = 32_767
"""Characters one cell of a workbook may hold."""

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def make_cell_text(text: str) -> str:
    r"""Return the text as a cell can hold it: no control characters but line feeds, not too long.

    Whether it can run as a formula is decided by the cell's type, not by its characters, so these
    stay as typed.

    Examples
    --------
    >>> make_cell_text("=1+1\x07"), len(make_cell_text("长" * 40_000))
    ('=1+1', 32767)
    """
    lines = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text).splitlines()
    shown = "\n".join(_CONTROL.sub("", line) for line in lines)
    return shown if len(shown) <= CELL_LIMIT else f"{shown[: CELL_LIMIT - 1]}…"


def make_line(text: str) -> str:
    r"""Return the text as one line without anything that could steer a terminal.

    Examples
    --------
    >>> make_line("甲\x1b[31m矿\n业")
    '甲 [31m矿 业'
    """
    return _CONTROL.sub(" ", _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


# A roster measures the same committees, roles and units on every row.
@lru_cache(maxsize=4096)
def measure_width(text: str) -> int:
    """Return the width of a line in narrow characters; Chinese characters count two.

    Examples
    --------
    >>> measure_width("A4纸")
    4
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
