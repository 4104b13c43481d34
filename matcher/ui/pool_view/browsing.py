"""The records of an import as tables to filter, search and export; no personal field is in them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from matcher.plans.store.records import StoredPools
from matcher.pools import TABLES, Pools, TableName
from matcher.pools.showing import show_field
from matcher.ui.context import Context
from matcher.ui.kept_tables import KeptTable
from matcher.ui.pool_view.record_links import address_correcting, link_to_correcting
from matcher.ui.profile_links import ProfileLink, ProfilePage
from matcher.ui.tables import Column, show_table
from matcher.words import Language, add_aside, join_items

MOST_COMPARED = 4

SHOWN: Mapping[TableName, tuple[str, ...]] = {
    "candidates": (
        "name",
        "id",
        "pool",
        "status",
        "unit",
        "grade",
        "area",
        "skills",
        "industries",
        "languages",
        "party_years",
        "full_member",
        "unit_consent",
        "capacity",
        "roles",
        "committee",
    ),
    "enterprises": (
        "name",
        "id",
        "kind",
        "line",
        "scale",
        "area",
        "committee",
        "organization",
        "stage",
        "star",
        "priority",
        "staff",
        "party_members",
        "needs",
        "languages",
        "group",
        "branch",
    ),
    "posts": ("id", "enterprise", "role", "kind", "least", "most", "must_have", "team_skills", "site_days", "workload"),
    "choices": ("side", "candidate", "enterprise", "post", "answer", "rank"),
    "opinions": ("source", "candidate", "enterprise", "view"),
    "incumbents": ("candidate", "enterprise", "role", "terms", "since", "until"),
}
"""Table → fields shown; none of them is personal (see `matcher.plans.accounts.PERSONAL`)."""

_CHOICES = {
    "pool",
    "status",
    "area",
    "committee",
    "kind",
    "line",
    "organization",
    "stage",
    "role",
    "side",
    "answer",
    "source",
    "view",
}
_NUMBERS = {"party_years", "capacity", "star", "priority", "staff", "party_members", "least", "most", "rank"}
_NUMBERS |= {"site_days", "workload", "terms"}
_PAGES: Mapping[TableName, ProfilePage] = {"candidates": "candidate", "enterprises": "enterprise"}
_BOTH: tuple[tuple[str, ProfilePage, str], ...] = (
    ("person-name", "candidate", "candidate"),
    ("host-name", "enterprise", "enterprise"),
)
_NAMES: Mapping[TableName, tuple[tuple[str, ProfilePage, str], ...]] = {
    "candidates": (("name", "candidate", "id"),),
    "enterprises": (("name", "enterprise", "id"),),
    "posts": (("host-name", "enterprise", "enterprise"),),
    "choices": _BOTH,
    "opinions": _BOTH,
    "incumbents": _BOTH,
}
"""Columns of names: whose page each opens, and the field that holds the id."""


def list_own_hosts(context: Context, pools: Pools) -> set[str] | None:
    """Return the ids of the hosts an account of one committee may see; None: all."""
    committee = context.viewer.committee
    return {host.id for host in pools.enterprises if host.committee == committee} if committee else None


def draw_records(context: Context, stored: StoredPools, table: TableName) -> None:
    """Show one table of an import, with links to the page of a chosen person or host."""
    records: Sequence[Any] = getattr(stored.pools, table)
    kept = recall_records(context, stored, table)
    columns = [
        Column(
            key,
            TABLES[table].by_name[key].header(context.language) if key in TABLES[table].by_name else context.say(key),
            "number" if key in _NUMBERS else "text",
            is_choice=key in _CHOICES,
        )
        for key in kept.frame.columns
    ]
    has_page = table in _PAGES

    may_correct = context.may("import-pools")
    version = {"import": str(stored.record.id)}
    names = {
        key: partial(_find_profile, page=page, field=field, records=records, version=version)
        for key, page, field in _NAMES[table]
    }
    file_name = context.say(f"{table}-file", number=stored.record.number)
    chosen = show_table(
        context,
        table,
        columns,
        kept,
        file_name=file_name,
        can_select=has_page or may_correct,
        link=(lambda row: address_correcting(context, table, records[row])) if may_correct else None,
        names=names,
    )
    with st.container(horizontal=True):
        if chosen is not None:
            link_to_correcting(context, table, records[chosen])
        link_to_correcting(context, table, None)
    if has_page:
        _draw_comparing(context, stored, table, None if chosen is None else records[chosen].id)


def _find_profile(
    row: int, *, page: ProfilePage, field: str, records: Sequence[Any], version: Mapping[str, str]
) -> ProfileLink:
    return ProfileLink(page, getattr(records[row], field), version)


def recall_records(context: Context, stored: StoredPools, table: TableName) -> KeptTable:
    """Return the records the visitor may see; a row is named by its record's place in the pools."""

    def make() -> KeptTable:
        return KeptTable(make_frame(stored, table, context.language))

    def make_own() -> KeptTable:
        own = list_own_hosts(context, stored.pools) or set()
        key = "id" if table == "enterprises" else "enterprise"
        records = getattr(stored.pools, table)
        return whole.take(np.fromiter((getattr(record, key) in own for record in records), bool, len(records)))

    whole = context.recall("records", stored.record.id, table, make=make)
    committee = context.viewer.committee
    if not committee or table == "candidates":
        return whole
    return context.recall("records", stored.record.id, table, committee, make=make_own)


def make_frame(stored: StoredPools, table: TableName, language: Language) -> pd.DataFrame:
    """Return the records of a table as shown; ids of people and hosts come with their names."""
    columns = TABLES[table].by_name
    records: Sequence[Any] = getattr(stored.pools, table)
    frame = pd.DataFrame(index=range(len(records)))
    for key in SHOWN[table]:
        values = [getattr(record, key) for record in records]
        if key in _NUMBERS:
            frame[key] = pd.array(values, dtype="Int64")
        else:
            texts = {value: show_field(columns[key], value, stored.vocabulary, language) for value in set(values)}
            frame[key] = [texts[value] for value in values]
    if table not in _PAGES:
        _add_names(frame, stored.pools)
    return frame


def _add_names(frame: pd.DataFrame, pools: Pools) -> None:
    people = {person.id: person.name for person in pools.candidates}
    hosts = {host.id: host.name for host in pools.enterprises}
    for key, called, names in (("candidate", "person-name", people), ("enterprise", "host-name", hosts)):
        if key in frame:
            place = frame.columns.get_loc(key)
            frame.insert(int(place) if isinstance(place, int) else 0, called, frame[key].map(names))


def _draw_comparing(context: Context, stored: StoredPools, table: TableName, chosen: str | None) -> None:
    """Show the link to the chosen record's page and the list of those to be seen side by side."""
    page = _PAGES[table]
    param = f"beside-{page}"
    beside = [each for each in context.param(param).split(",") if each][:MOST_COMPARED]
    known = getattr(stored.pools, "candidate_index" if page == "candidate" else "enterprise_index")
    records = getattr(stored.pools, table)

    def call(record_id: str) -> str:
        if record_id not in known:
            return record_id
        return add_aside(records[known[record_id]].name, record_id, context.language)

    version = {"import": str(stored.record.id)}
    with st.container(horizontal=True, vertical_alignment="center"):
        if chosen is None:
            st.caption(context.say("choose-row"))
        else:
            context.link(page, context.say("open-page", who=call(chosen)), ids=chosen, **version)
            if chosen not in beside and len(beside) < MOST_COMPARED:

                def add() -> None:
                    context.set_param(param, ",".join([*beside, chosen]))

                st.button(context.say("add-beside", who=call(chosen)), key=f"add-{page}", on_click=add)
    if beside:
        with st.container(horizontal=True, vertical_alignment="center"):
            label = context.say("open-beside", count=len(beside), who=join_items(map(call, beside), context.language))
            context.link(page, label, ids=",".join(beside), **version)
            st.button(context.say("empty-beside"), key=f"empty-{page}", on_click=lambda: context.set_param(param, ""))
