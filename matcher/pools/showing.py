"""Fields of pool records as a person reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher.pools import TABLES, Column, SkillLevel, TableName, Vocabulary, choice_name
from matcher.pools.enums import ENUMS
from matcher.pools.fields import POST_PREFIX
from matcher.pools.records import Place, RelativeTie
from matcher.words import Language, Words, join_items

_PLACE = Words("位置（东经、北纬）", "Place (longitude, latitude)")
_LEVELS = {1: Words("", ""), 2: Words("（熟练）", " (practised)"), 3: Words("（精通）", " (master)")}
_DEGREES = {"longitude", "latitude"}


def list_fields(table: TableName) -> tuple[Column, ...]:
    """Return the columns that fill a record of the table itself, in the order of the template."""
    return tuple(
        column
        for column in TABLES[table].columns
        if not column.name.startswith(POST_PREFIX) and column.kind != "id_number" and column.name not in _DEGREES
    )


def describe_fields(
    table: TableName, values: Mapping[str, Any], vocabulary: Vocabulary, language: Language
) -> list[tuple[str, str]]:
    """Return heading and text of every field, empty ones too, in the order of the template."""
    described = [
        (column.header(language), show_field(column, values.get(column.name), vocabulary, language))
        for column in list_fields(table)
    ]
    place = values.get("place")
    described.append((_PLACE.say(language), _show_place(place) if isinstance(place, Place) else ""))
    return described


def name_field(table: TableName, name: str, language: Language) -> str:
    """Return what a field of a record is called."""
    column = TABLES[table].by_name.get(name)
    return column.header(language) if column is not None else _PLACE.say(language)


def show_field(column: Column, value: object, vocabulary: Vocabulary, language: Language) -> str:
    """Return a value as text: words for codes; what is masked already stays as it is.

    Examples
    --------
    >>> from matcher.pools import load_vocabulary
    >>> pool = TABLES["candidates"].by_name["pool"]
    >>> show_field(pool, "retired", load_vocabulary(), "zh"), show_field(pool, None, load_vocabulary(), "zh")
    ('离退休干部', '')
    """
    if isinstance(value, tuple):
        return join_items((show_field(column, each, vocabulary, language) for each in value), language)
    if isinstance(value, str):
        if column.enum is not None:
            return choice_name(column.enum, value, language) if value in ENUMS[column.enum] else value
        return vocabulary.name(column.vocabulary, value, language) if column.vocabulary is not None else value
    return _show_other(value, column, vocabulary, language)


def _show_other(value: object, column: Column, vocabulary: Vocabulary, language: Language) -> str:
    match value:
        case None:
            return ""
        case bool():
            return choice_name("flag", "yes" if value else "no", language)
        case date():
            return value.isoformat()
        case SkillLevel():
            called = vocabulary.name(column.vocabulary or "skills", value.skill, language)
            return f"{called}{_LEVELS[value.level].say(language)}"
        case RelativeTie():
            return "/".join(filter(None, (value.enterprise, value.relation, value.position)))
        case Place():
            return _show_place(value)
        case float():
            return f"{value:g}"
    return str(value)


def _show_place(place: Place) -> str:
    return f"{place.longitude:g}, {place.latitude:g}"
