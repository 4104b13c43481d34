"""Dates in the forms people type them: 1968.5, 196805, 1968年5月12日, a serial number of Excel."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from matcher.pools.text import fold

_CLOCK = r"(?:t?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
_PARTS = re.compile(r"(\d{4})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})[日号]?|月)?" + _CLOCK)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73050  # 1910 to 2099


class Day(NamedTuple):
    """Hold a date; without a day it is the first of the month.

    Parameters
    ----------
    is_unsure
        A number such as 1968.1, which may have been typed as 1968.10.
    """

    value: date
    has_day: bool
    is_unsure: bool = False


def parse_date(text: str, *, is_number: bool = False) -> Day | None:
    """Return the date a cell shows, or None when it shows none.

    Parameters
    ----------
    is_number
        Whether the cell holds a number; a spreadsheet then drops the last nought of 1968.10.

    Examples
    --------
    >>> [str(parse_date(text).value) for text in ("1968.5", "19680512", "1968年5月", "24970")]
    ['1968-05-01', '1968-05-12', '1968-05-01', '1968-05-12']
    >>> parse_date("1968.1", is_number=True).is_unsure, parse_date("五月") is None
    (True, True)
    """
    plain = fold(text).replace("。", ".").rstrip(".")
    serial = _SERIAL.fullmatch(plain)
    if serial is not None:
        number = int(serial[1])
        is_day = _FIRST_SERIAL <= number <= _LAST_SERIAL
        return Day(_EPOCH + timedelta(days=number), has_day=True) if is_day else None
    found = _PARTS.fullmatch(plain) or _PACKED.fullmatch(plain)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        value = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if not 1900 <= value.year <= 2100:
        return None
    return Day(value, has_day=day is not None, is_unsure=is_number and month == "1" and day is None)
