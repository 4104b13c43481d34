"""The six tables by name, read from ``fields.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from matcher.pools.fields import POST_PREFIX, Column, Table, TableName
from matcher.words import Words

_SAME_HEADER_AS_HOST = {"id", "name", "kind", "性质", "post"}


def _read_column(entry: Mapping[str, Any]) -> Column:
    return Column(
        name=entry["name"],
        kind=entry["kind"],
        zh=entry["zh"],
        en=entry["en"],
        note=Words(**entry["note"]),
        synonyms=tuple(entry.get("synonyms", ())),
        enum=entry.get("enum"),
        vocabulary=entry.get("vocabulary"),
        least=entry.get("least"),
        most=entry.get("most"),
        is_required=entry.get("required", False),
        is_asked=entry.get("asked", False),
        example=Words(**entry.get("example", {"zh": "", "en": ""})),
        yes=tuple(entry.get("yes", ())),
        no=tuple(entry.get("no", ())),
    )


def _carry(column: Column) -> Column:
    """Return a column of the post table as a row of the host table carries it."""
    synonyms = (column.en, column.name, *column.synonyms)
    kept = tuple(header for header in synonyms if header not in _SAME_HEADER_AS_HOST)
    return replace(column, name=f"{POST_PREFIX}{column.name}", en=f"Post: {column.en}", synonyms=kept)


def _read_tables() -> dict[TableName, Table]:
    data = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))
    columns = {name: tuple(_read_column(entry) for entry in data[name]["columns"]) for name in data}
    own = {"id", "enterprise"}
    columns["enterprises"] += tuple(_carry(column) for column in columns["posts"] if column.name not in own)
    return {
        name: Table(
            name=name,
            zh=data[name]["zh"],
            en=data[name]["en"],
            columns=columns[name],
            key=tuple(data[name]["key"]),
            ignored=tuple(data[name]["ignored"]),
            sheet_words=tuple(data[name]["sheet_words"]),
        )
        for name in get_args(TableName)
    }


TABLES: Mapping[TableName, Table] = MappingProxyType(_read_tables())
