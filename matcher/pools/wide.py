"""Wide tables of choices: one row per person or host, one column per rank, one for refusals."""

import re

from matcher.pools.fields import Column
from matcher.pools.text import fold
from matcher.words import Words

_NOTE = Words("编号，并列的用顿号隔开", "ids; several of one rank with commas")
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_WANTED = "(?:志愿|意愿|意向|选择|人选|企业|意向企业|意向人选|choice|wish|candidate|enterprise)"
_RANKED = (
    re.compile(rf"第?(?P<rank>\d+|[一二三四五六七八九十]+)(?:st|nd|rd|th)?{_WANTED}(?:编号)?"),
    re.compile(rf"{_WANTED}(?P<rank>\d+|[一二三四五六七八九十]+)(?:编号)?"),
)
_REFUSED = "不接受、拒绝、不愿意、不同意、不接受的企业、不接受的人选、拒绝企业、拒绝人选、refused、refuses"
_ACCEPTED = "接受、可接受、愿意接受、可接受的企业、可接受的人选、其他可接受、accepted、accepts"
_FIRST = "首选、首选企业、首选人选"
_WORDS = {"wish_refused": _REFUSED, "wish_accepted": _ACCEPTED, "wish_1": _FIRST}
_FIXED = {fold(word): name for name, words in _WORDS.items() for word in words.split("、")}


def match_wish(text: str) -> Column | None:
    """Return the column of a wide table that a header names, or None.

    Examples
    --------
    >>> match_wish("第二志愿").name, match_wish("第3人选").name, match_wish("不接受").name
    ('wish_2', 'wish_3', 'wish_refused')
    >>> match_wish("姓名") is None
    True
    """
    plain = fold(text)
    if re.fullmatch(r"wish_(\d+|refused|accepted)", plain):
        return _wish(plain)
    if plain in _FIXED:
        return _wish(_FIXED[plain])
    for form in _RANKED:
        found = form.fullmatch(plain)
        if found is not None:
            return _wish(f"wish_{_number(found['rank'])}")
    return None


def _wish(name: str) -> Column:
    return Column(name, name, name, "wish", _NOTE)


def _number(text: str) -> int:
    """Read a number up to 99 in digits or Chinese numerals."""
    if text.isdigit():
        return int(text)
    if len(text) == 1:
        return _NUMERALS[text]
    tens, _, ones = text.partition("十")
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
