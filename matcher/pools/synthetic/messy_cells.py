"""The ways in which a department types one and the same thing."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

Cell: TypeAlias = str | int | float | date | None

_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.-"}
_EXCEL_EPOCH = date(1899, 12, 30)
IDEOGRAPHIC_SPACE = "\u3000"


def type_date(rng: np.random.Generator, day: date) -> Cell:
    """Return a date as typed by hand: a date cell, a serial number, or one of several texts.

    The first of a month may lose its day, as birth dates in personnel files do.
    """
    forms: list[Cell] = [
        day,
        day,
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        (day - _EXCEL_EPOCH).days,
    ]
    if day.day == 1:
        forms = [f"{day.year}.{day.month}", f"{day.year}.{day.month:02d}", f"{day:%Y%m}", f"{day.year}年{day.month}月"]
    return forms[int(rng.integers(len(forms)))]


def type_number(rng: np.random.Generator, number: float | None) -> Cell:
    """Return a number as a number, as text, or now and then in full-width digits.

    Examples
    --------
    >>> type_number(np.random.default_rng(1), None) is None
    True
    """
    if number is None:
        return None
    draw = rng.random()
    if draw < 0.86:
        return number
    return str(number) if draw < 0.93 else widen(str(number))


def widen(text: str) -> str:
    r"""Return text with full-width digits.

    Examples
    --------
    >>> widen("1") == "\N{FULLWIDTH DIGIT ONE}"
    True
    """
    return text.translate(_FULL_WIDTH)


def type_person_name(name: str) -> str:
    """Set a name of two Han characters apart with an ideographic space, as name lists do.

    Examples
    --------
    >>> type_person_name("王芳") == "王" + IDEOGRAPHIC_SPACE + "芳", type_person_name("欧阳芳")
    (True, '欧阳芳')
    """
    return IDEOGRAPHIC_SPACE.join(name) if len(name) == 2 else name


def mark_dittos(
    rng: np.random.Generator, cells: Sequence[Cell], mark: str = "同上", *, share: float = 0.6
) -> list[Cell]:
    """Replace some of the cells that repeat the one above by a ditto mark.

    Examples
    --------
    >>> mark_dittos(np.random.default_rng(1), ["甲", "甲", "乙"], share=1.0)
    ['甲', '同上', '乙']
    """
    out = list(cells)
    for r in range(1, len(cells)):
        if cells[r] not in (None, "") and cells[r] == cells[r - 1] and rng.random() < share:
            out[r] = mark
    return out


def join_items(rng: np.random.Generator, items: Sequence[str]) -> str:
    """Join the items of a list cell with one of the signs that people use."""
    return ("、", "、", "、", "，", "；")[int(rng.integers(5))].join(items)
