"""Up to four people or hosts side by side: what they are, what was said, what a plan gave, and the way back."""

from typing import Literal

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Candidate
from matcher.ui.catalogues import recall_called
from matcher.ui.context import Context
from matcher.ui.escaping import escape_markdown
from matcher.ui.pool_view.record_links import link_to_correcting
from matcher.ui.profiles.choosing import choose_ids, choose_subject
from matcher.ui.profiles.making import Described, make_profile
from matcher.ui.profiles.sheet import draw_profiles, offer_sheet
from matcher.ui.profiles.slip import offer_slip
from matcher.ui.profiles.unmasking import draw_unmasking
from matcher.words import add_aside

_ACTING = 2
"""Records beside each other where something can be done with them: buttons need room."""


def show_profiles(context: Context, table: Literal["candidates", "enterprises"]) -> None:
    """Show the records of a table that the address names."""
    subject = choose_subject(context)
    if subject is None:
        return
    stored, found = subject
    pools = stored.pools
    ids = choose_ids(context, recall_called(context, stored.record.id, pools, table))
    if not ids:
        st.write(context.say("choose-first"))
        context.link("pools", context.say("open-pools"), view=table)
        return
    records: list[Described] = (
        [pools.candidates[pools.candidate_index[each]] for each in ids]
        if table == "candidates"
        else [pools.enterprises[pools.enterprise_index[each]] for each in ids]
    )
    profiles = [make_profile(context, stored, record, found) for record in records]
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_sheet(context, profiles)
        _link_back(context, table, found)
    draw_profiles(context, profiles)
    if not (context.may("unmask") or context.may("import-pools")):
        return
    for first in range(0, len(records), _ACTING):
        for box, record in zip(st.columns(min(_ACTING, len(records))), records[first : first + _ACTING], strict=False):
            with box:
                _draw_acts(context, table, stored, record, found)


def _draw_acts(
    context: Context,
    table: Literal["candidates", "enterprises"],
    stored: StoredPools,
    record: Described,
    found: tuple[PlanRecord, Plan] | None,
) -> None:
    """Show what can be done with a record."""
    st.subheader(escape_markdown(add_aside(record.name, record.id, context.language)))
    if isinstance(record, Candidate) and found is not None:
        offer_slip(context, found[1], record)
    link_to_correcting(context, table, record)
    draw_unmasking(context, stored, table, record)


def _link_back(
    context: Context, table: Literal["candidates", "enterprises"], found: tuple[PlanRecord, Plan] | None
) -> None:
    if found is not None:
        view = "people" if table == "candidates" else "hosts"
        context.link("plan", context.say("open-plan", id=found[0].id), plan=str(found[0].id), view=view)
    context.link("pools", context.say("open-pools"), view=table)
