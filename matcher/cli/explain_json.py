"""Explanations as one JSON document: every field of a record, sentences in one language."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from matcher.words import Language, Words


def describe(value: object, language: Language) -> Any:  # noqa: ANN401 (whatever JSON can hold)
    """Return a record with all that is in it as JSON holds it.

    Examples
    --------
    >>> describe((Words("甲", "one"), 3), "en")
    ['one', 3]
    """
    match value:
        case Words():
            return value.say(language)
        case Mapping():
            return {str(key): describe(one, language) for key, one in value.items()}
        case tuple() | list():
            return [describe(one, language) for one in value]
        case date():
            return value.isoformat()
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {one.name: describe(getattr(value, one.name), language) for one in fields(value)}
        case _:
            return value
