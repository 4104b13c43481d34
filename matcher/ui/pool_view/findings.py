"""Findings of an import: where, what stands there, why it is wrong, how to mend it, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.findings import Finding
from matcher.plans.store.corrections import close_finding
from matcher.plans.store.records import ImportRecord, StoredPools
from matcher.pools import TABLES
from matcher.pools.correcting import PoolRecord, find_record
from matcher.pools.fields import TableName
from matcher.ui.context import Context
from matcher.ui.kept_tables import KeptTable
from matcher.ui.moments import tell_moment
from matcher.ui.pool_view.record_links import link_to_correcting
from matcher.ui.tables import Column, show_table
from matcher.words import join_items

_COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "reason", "fix")
_CHOICES = frozenset({"severity", "file", "column"})
_MOST_DIGITS = 6


def draw_findings(context: Context, findings: Sequence[Finding], *, table: str, file_name: str) -> None:
    """Show the findings of files as a table to filter and export.

    What was typed is left out for those who do not import: a cell may hold what their role does not see.

    Parameters
    ----------
    table
        Name of the table on the page.
    """
    columns = _list_columns(context)
    show_table(context, table, columns, _make_frame(context, findings, columns), file_name=file_name)


def draw_open(context: Context, stored: StoredPools) -> None:
    """Show the findings of a version that are open, each with the way to correct its record."""
    columns = _list_columns(context)

    def make() -> KeptTable:
        frame = _make_frame(context, stored.findings, columns)
        return KeptTable(frame.assign(missing=[_tell_missing(context, finding) for finding in stored.findings]))

    can_import = context.may("import-pools")
    table = context.recall("findings", stored.record.id, can_import, make=make)
    columns = [*columns, Column("missing", context.say("finding-missing"))]
    file_name = context.say("findings-file")
    if not can_import:
        show_table(context, "findings", columns, table, file_name=file_name)
        return
    st.caption(context.say("findings-help"))
    clicked = show_table(
        context,
        "findings",
        columns,
        table,
        file_name=file_name,
        can_select=True,
        link=lambda row: context.address("pools", view="versions", finding=str(row + 1)),
    )
    chosen = _read_asked(context, stored) if clicked is None else stored.findings[clicked]
    if chosen is not None:
        _draw_chosen(context, stored, chosen)


def _read_asked(context: Context, stored: StoredPools) -> Finding | None:
    """Return the finding that the address asks for, as the links of a plain table do."""
    asked = context.param("finding")
    is_place = asked.isdecimal() and len(asked) <= _MOST_DIGITS and 1 <= int(asked) <= len(stored.findings)
    return stored.findings[int(asked) - 1] if is_place else None


def _draw_chosen(context: Context, stored: StoredPools, chosen: Finding) -> None:
    """Show the two ways out of a finding: mend what it is about, or say why it may stay."""
    place, reason = (words.say(context.language) for words in (chosen.place, chosen.reason))
    with st.container(border=True):
        st.markdown(context.say("finding-chosen", place=place, reason=reason))
        target = _find_target(stored, chosen)
        if target is None:
            context.link("pools", context.say("finding-by-import"), view="import")
        else:
            link_to_correcting(context, *target)
        key = f"close-{stored.record.id}-{stored.findings.index(chosen)}"
        with st.form(key, border=False):
            why = st.text_input(
                context.say("finding-why"), max_chars=200, placeholder=context.say("finding-why-hint"), width=640
            )
            is_sent = st.form_submit_button(context.say("close-finding"), help=context.say("close-finding-help"))
        if is_sent:
            done: dict[str, object] = {"number": 0}
            with context.doing("finding-closed", done), context.act() as act:
                made = close_finding(act, stored.record.id, chosen, why=why or "")
                done["number"] = made.number
                context.set_param("finding", "")
                context.set_param("import", str(made.id))


def _tell_missing(context: Context, finding: Finding) -> str:
    """Say how many rows are in no list yet on account of an error, by table: it stays open until they are."""
    if finding.severity != "error":
        return ""
    counts = Counter(subject.table for subject in finding.about)
    told = (f"{name('table', table).say(context.language)} {count}" for table, count in counts.items())
    return join_items(told, context.language)


def _find_target(stored: StoredPools, finding: Finding) -> tuple[TableName, PoolRecord | None] | None:
    """Return table and record to correct first; no record: the row was not taken, and is added."""
    for subject in finding.about:
        table = next(each for each in TABLES if each == subject.table)
        return table, find_record(stored.pools, table, subject.key) if subject.key else None
    return None


def draw_settled(context: Context, stored: StoredPools, imports: Sequence[ImportRecord]) -> None:
    """Show the findings that corrections on screen settled: in which version, by whom, when and why."""
    if not stored.settled:
        return
    by_number = {each.number: each for each in imports}
    columns = [column for column in _list_columns(context) if column.key != "fix"]
    frame = _make_frame(context, [each.finding for each in stored.settled], columns)
    told = [_tell_settling(context, each.number, by_number) for each in stored.settled]
    for key in ("settled-in", "settled-by", "settled-at", "settled-why"):
        frame[key] = [each[key] for each in told]
        columns.append(Column(key, context.say(key), "number" if key == "settled-in" else "text"))
    with st.expander(context.say("settled", count=len(stored.settled))):
        st.caption(context.say("settled-help"))
        show_table(context, "settled", columns, frame, file_name=context.say("settled-file"))


def _tell_settling(context: Context, number: int, by_number: Mapping[int, ImportRecord]) -> dict[str, Any]:
    record = by_number[number]
    return {
        "settled-in": number,
        "settled-by": record.author or context.say("by-system"),
        "settled-at": tell_moment(record.made_at),
        "settled-why": record.note,
    }


def _list_columns(context: Context) -> list[Column]:
    return [
        Column(key, context.say(f"finding-{key}"), "number" if key == "row" else "text", is_choice=key in _CHOICES)
        for key in _COLUMNS
        if key != "value" or context.may("import-pools")
    ]


def _make_frame(context: Context, findings: Sequence[Finding], columns: Sequence[Column]) -> pd.DataFrame:
    keys = [column.key for column in columns]
    rows = []
    for finding in findings:
        row = finding.as_dict(context.language)
        row["severity"] = name("severity", finding.severity).say(context.language)
        rows.append({key: row[key] for key in keys})
    frame = pd.DataFrame(rows, columns=keys)
    frame["row"] = frame["row"].astype("Int64")
    for key in ("sheet", "column"):
        frame[key] = frame[key].fillna("")
    return frame
