"""Findings of an import: where, what stands there, why it is wrong, how to mend it, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.findings import Finding
from matcher.plans.store.records import ImportRecord, StoredPools
from matcher.pools import TABLES
from matcher.pools.correcting import PoolRecord, find_record
from matcher.pools.fields import TableName
from matcher.ui.context import Context
from matcher.ui.kept_tables import KeptTable
from matcher.ui.moments import tell_moment
from matcher.ui.pool_view.record_links import address_correcting, link_to_correcting
from matcher.ui.tables import Column, show_table
from matcher.words import join_items

_COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "reason", "fix")
_CHOICES = frozenset({"severity", "file", "column"})


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
    chosen = show_table(
        context,
        "findings",
        columns,
        table,
        file_name=file_name,
        can_select=True,
        link=lambda row: _address(context, stored, stored.findings[row]),
    )
    target = None if chosen is None else _find_target(stored, stored.findings[chosen])
    if target is not None:
        link_to_correcting(context, *target)


def _tell_missing(context: Context, finding: Finding) -> str:
    """Say how many rows are in no list yet on account of an error, by table: it stays open until they are."""
    if finding.severity != "error":
        return ""
    counts = Counter(subject.table for subject in finding.about)
    told = (f"{name('table', table).say(context.language)} {count}" for table, count in counts.items())
    return join_items(told, context.language)


def _address(context: Context, stored: StoredPools, finding: Finding) -> str:
    """Return the address where a finding can be mended; of a whole file, where files are brought in."""
    target = _find_target(stored, finding)
    return context.address("pools", view="import") if target is None else address_correcting(context, *target)


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
