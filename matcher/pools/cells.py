"""Values out of cells: one small parser for each kind of column, each returning every fault it meets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matcher.pools import faults
from matcher.pools.dates import parse_date
from matcher.pools.enums import ENUMS, find_choice, suggest_choice
from matcher.pools.faults import Fault
from matcher.pools.faults_rows import ditto_above_nothing
from matcher.pools.fields import Column, Kind
from matcher.pools.grids import Cell, DittoMark, ErrorCell, cell_text
from matcher.pools.identity import find_credit_code_fault, find_id_number_fault
from matcher.pools.lists import parse_ids, parse_levels, parse_names, parse_relatives, parse_terms, split, suggest_term
from matcher.pools.text import fold, tidy, tidy_name
from matcher.pools.vocabulary import Vocabulary
from matcher.words import Words

_MOST_CHARACTERS = 32_767
_MOST_ID, _MOST_PERSON, _MOST_TITLE = 64, 50, 100
_NOTHING = frozenset({"无", "/", "-", "--", "—", "——", "–", "暂无", "未填", "\\", "没有"})
_MAY_BE_ANYTHING: frozenset[Kind] = frozenset({"id", "person", "text"})
_UNITS = re.compile(r"^(?:约|第)?(.+?)(?:人|名|个|家|天|日|年|岁|届|级|星级|公里|千米|km|星|分|位|志愿)?$")
_WHOLE = re.compile(r"[+-]?\d+(?:\.0*)?")
_NUMERALS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}(?:(?:转|ext\.?|x)\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold what a cell says; `value` None: nothing.

    Parameters
    ----------
    has_day
        Of a date: whether the day of the month was typed.
    """

    value: object = None
    faults: tuple[Fault, ...] = ()
    has_day: bool = False


EMPTY = Parsed()


def parse_cell(cell: Cell, column: Column, words: Vocabulary) -> Parsed:
    """Return the value of a cell of `column` with every fault in it.

    Examples
    --------
    >>> from matcher.pools.tables import TABLES
    >>> from matcher.pools.vocabulary import load_vocabulary
    >>> column = TABLES["candidates"].by_name["birth"]
    >>> parse_cell("1968年5月", column, load_vocabulary()).value
    datetime.date(1968, 5, 1)
    >>> parse_cell("五月", column, load_vocabulary()).faults[0].code
    'bad_date'
    """
    if isinstance(cell, ErrorCell):
        return Parsed(None, (faults.cell_error(cell),))
    if isinstance(cell, DittoMark):
        return Parsed(None, (ditto_above_nothing(),))
    text = tidy(cell_text(cell))
    if not text:
        return EMPTY
    if len(text) > _MOST_CHARACTERS:
        return Parsed(None, (faults.cell_too_long(len(text), _MOST_CHARACTERS),))
    if column.kind == "date":
        parsed = _parse_date(text, is_number=isinstance(cell, float | int))
    else:
        parsed = _PARSERS[column.kind](text, column, words)
    if parsed.faults and column.kind not in _MAY_BE_ANYTHING and text in _NOTHING:
        return EMPTY
    return parsed


def _parse_id(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    return Parsed(None, (faults.id_too_long(text),)) if len(text) > _MOST_ID else Parsed(text)


def _parse_person(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    name = tidy_name(text)
    if len(name) > _MOST_PERSON:
        return Parsed(None, (faults.name_too_long(len(name), _MOST_PERSON),))
    return Parsed(name, (faults.name_has_digits(),) if any(sign.isdigit() for sign in name) else ())


def _parse_title(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    name = tidy_name(text)
    if name in _NOTHING:
        return EMPTY
    if len(name) > _MOST_TITLE:
        return Parsed(None, (faults.name_too_long(len(name), _MOST_TITLE),))
    return Parsed(name)


def _parse_text(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    return Parsed(text)


def _parse_choice(text: str, column: Column, _words: Vocabulary) -> Parsed:
    assert column.enum is not None
    code = find_choice(column.enum, text)
    return Parsed(code) if code else Parsed(None, (_unknown_choice(text, column),))


def _parse_choices(text: str, column: Column, _words: Vocabulary) -> Parsed:
    assert column.enum is not None
    codes: dict[str, None] = {}
    found: list[Fault] = []
    for token in split(text):
        code = find_choice(column.enum, token)
        if code is None:
            found.append(_unknown_choice(token, column))
        else:
            codes[code] = None
    return Parsed(tuple(codes), tuple(found))


def _unknown_choice(text: str, column: Column) -> Fault:
    assert column.enum is not None
    close = suggest_choice(column.enum, text)
    known = [words for words, _ in ENUMS[column.enum].values()]
    return faults.unknown_word(text, None if close is None else ENUMS[column.enum][close][0], known)


def _parse_flag(text: str, column: Column, _words: Vocabulary) -> Parsed:
    plain = fold(text)
    if plain in map(fold, column.yes):
        return Parsed(value=True)
    if plain in map(fold, column.no):
        return Parsed(value=False)
    code = find_choice("flag", text)
    if code is None:
        return Parsed(None, (faults.unknown_word(text, None, (Words("是", "yes"), Words("否", "no"))),))
    return Parsed(code == "yes")


def _parse_term(text: str, column: Column, words: Vocabulary) -> Parsed:
    kind = column.vocabulary
    assert kind is not None
    code = words.find(kind, text)
    return Parsed(code) if code else Parsed(None, (faults.unknown_term(kind, text, suggest_term(kind, text, words)),))


def _parse_list(text: str, column: Column, words: Vocabulary) -> Parsed:
    values, found = _LISTS[column.kind](text, column, words)
    return Parsed(values, tuple(found))


def _parse_number(text: str, column: Column, _words: Vocabulary) -> Parsed:
    assert column.least is not None
    assert column.most is not None
    found = _UNITS.match(fold(text).replace(",", ""))
    plain = found[1] if found else ""
    if plain in _NUMERALS:
        number = _NUMERALS[plain]
    elif _WHOLE.fullmatch(plain):
        number = int(plain.split(".", maxsplit=1)[0])
    else:
        return Parsed(None, (faults.bad_number(text),))
    if not column.least <= number <= column.most:
        return Parsed(None, (faults.out_of_range(text, column.least, column.most),))
    return Parsed(number)


def _parse_degrees(text: str, column: Column, _words: Vocabulary) -> Parsed:
    try:
        value = float(fold(text).rstrip("°度"))
    except ValueError:
        return Parsed(None, (faults.bad_degrees(text),))
    # Swapped coordinates have a sentence of their own, so only what neither could be is refused here.
    if not abs(value) <= 180:
        return Parsed(None, (faults.out_of_range(text, column.least or 0, column.most or 0),))
    return Parsed(value)


def _parse_date(text: str, *, is_number: bool) -> Parsed:
    day = parse_date(text, is_number=is_number)
    if day is None:
        return Parsed(None, (faults.bad_date(text),))
    return Parsed(day.value, (faults.unsure_date(text),) if day.is_unsure else (), day.has_day)


def _parse_id_number(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    number = fold(text).lstrip("'").upper()
    wrong = find_id_number_fault(number)
    return Parsed(number) if wrong is None else Parsed(None, (faults.bad_id_number(wrong),))


def _parse_credit_code(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    code = fold(text).lstrip("'").upper()
    wrong = find_credit_code_fault(code)
    return Parsed(code) if wrong is None else Parsed(None, (faults.bad_credit_code(wrong),))


def _parse_phone(text: str, _column: Column, _words: Vocabulary) -> Parsed:
    numbers = split(text)
    is_sound = all(_is_phone(number) for number in numbers)
    return Parsed(text, () if is_sound else (faults.bad_phone(),))


def _is_phone(text: str) -> bool:
    plain = re.sub(r"[\s\-()]", "", fold(text))
    return _MOBILE.fullmatch(plain) is not None or _LANDLINE.fullmatch(plain) is not None


_LISTS = MappingProxyType(
    {
        "terms": parse_terms,
        "levels": parse_levels,
        "names": parse_names,
        "ids": parse_ids,
        "wish": parse_ids,
        "relatives": parse_relatives,
    }
)
_PARSERS: Mapping[Kind, Callable[[str, Column, Vocabulary], Parsed]] = MappingProxyType(
    {
        "id": _parse_id,
        "person": _parse_person,
        "title": _parse_title,
        "text": _parse_text,
        "choice": _parse_choice,
        "choices": _parse_choices,
        "flag": _parse_flag,
        "term": _parse_term,
        "terms": _parse_list,
        "levels": _parse_list,
        "grade": _parse_text,
        "number": _parse_number,
        "degrees": _parse_degrees,
        "names": _parse_list,
        "ids": _parse_list,
        "relatives": _parse_list,
        "id_number": _parse_id_number,
        "credit_code": _parse_credit_code,
        "phone": _parse_phone,
        "wish": _parse_list,
    }
)
