"""Links to the page where one record is corrected, and from it back to the lists and the profile."""

import json

import streamlit as st

from matcher.pools import Candidate, Enterprise, TableName
from matcher.pools.correcting import Key, PoolRecord, find_key
from matcher.pools.tables import TABLES
from matcher.ui.context import Context
from matcher.ui.texts import find_text

_PAGE = "record"


def read_asked(context: Context) -> tuple[TableName, Key | None] | None:
    """Return table and key that the address asks for, key None for a new record; None: it names nothing."""
    table = next((each for each in TABLES if each == context.param("table")), None)
    if table is None:
        return None
    text = context.param("record")
    if not text:
        return table, None
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        parts = [text]
    if not isinstance(parts, list) or len(parts) != len(TABLES[table].key):
        parts = [text]
    return table, tuple(None if part is None else str(part) for part in parts)


def name_params(table: TableName, record: PoolRecord | None) -> dict[str, str]:
    """Return what the address of the page says to mean a record, or a new one of the table."""
    if record is None:
        return {"table": table}
    return {"table": table, "record": json.dumps(find_key(table, record), ensure_ascii=False)}


def link_to_correcting(context: Context, table: TableName, record: PoolRecord | None) -> None:
    """Show the link to the page where a record is corrected, or a new one typed; only to those who may."""
    key = "add-record" if record is None else "correct-record"
    context.link(_PAGE, _say(context, key), **name_params(table, record))


def address_correcting(context: Context, table: TableName, record: PoolRecord | None) -> str:
    """Return the address of the page where a record is corrected, or a new one typed."""
    return context.address(_PAGE, **name_params(table, record))


def link_to_list(context: Context, table: TableName, record: PoolRecord | None = None) -> None:
    """Show the links back: to the table, and to the record's own page where it has one."""
    with st.container(horizontal=True):
        match record:
            case Candidate():
                context.link("candidate", context.say("open-page"), ids=record.id)
            case Enterprise():
                context.link("enterprise", context.say("open-page"), ids=record.id)
        context.link("pools", context.say("open-table"), view=table)


def _say(context: Context, key: str) -> str:
    return find_text("record", key).say(context.language)
