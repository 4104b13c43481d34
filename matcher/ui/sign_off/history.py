"""What happened to a plan, and the versions it was made from by hand."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.explain.names import Topic
from matcher.plans.store.entries import Entry
from matcher.plans.workflow import list_history, list_versions
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plan_choice import describe_plan
from matcher.ui.sign_off.people import name_actors
from matcher.ui.tables import Column, show_table
from matcher.words import join_items

_MOST = 1_000
"""Entries shown unless somebody asks for all of them."""


def draw_history(context: Context, plan_id: int) -> None:
    """Show every action on a plan and its pairs, the newest first."""
    st.subheader(context.say("history"))
    entries = list_history(context.store, context.actor, plan_id, most=_MOST + 1)
    if len(entries) > _MOST:
        # Of a city's plan a hundred thousand, once its pairs are signed.
        if st.toggle(context.say("history-whole", count=_MOST), key=f"history-whole-{plan_id}"):
            entries = list_history(context.store, context.actor, plan_id)
        else:
            entries = entries[1:]
    names = name_actors(context)
    rows = [
        {
            "number": entry.number,
            "at": entry.at,
            "actor": names.get(entry.actor, entry.actor),
            "action": name("audit_action", entry.action).say(context.language),
            "subject": _tell_subject(context, entry),
            "detail": _tell_detail(context, entry),
        }
        for entry in reversed(entries)
    ]
    columns = [
        Column("number", context.say("entry-number"), "number"),
        Column("at", context.say("at"), "moment"),
        Column("actor", context.say("actor"), is_choice=True),
        Column("action", context.say("action"), is_choice=True),
        Column("subject", context.say("subject")),
        Column("detail", context.say("detail")),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    show_table(context, "history", columns, frame, file_name=context.say("history-file", plan=plan_id))


def draw_versions(context: Context, plan_id: int) -> None:
    """Show the versions a plan was made from by hand, with what was changed and why; nothing where there are none."""
    versions = list_versions(context.store, context.actor, plan_id)
    if len(versions) == 1:
        return
    st.subheader(context.say("versions"))
    for plan in versions:
        with st.container(border=True):
            context.link(context.page, describe_plan(context, plan), plan=str(plan.id))
            st.caption(context.say("made-by", author=plan.author, at=tell_moment(plan.made_at)))
            if plan.change:
                kinds = [name("plan_change", each["kind"]).say(context.language) for each in plan.change["changes"]]
                st.text(
                    context.say("changed").format(
                        kinds=join_items(kinds, context.language), reason=plan.change["reason"]
                    )
                )


def _tell_subject(context: Context, entry: Entry) -> str:
    """Return ``plan 3 match 007 E1-1`` in the visitor's language."""
    words = entry.subject.split(" ")
    if len(words) == 5 and words[2] == "match":
        return context.say("subject-pair").format(plan=words[1], person=words[3], post=words[4])
    return context.say("subject-plan").format(plan=words[1])


def _tell_detail(context: Context, entry: Entry) -> str:
    """Return what an entry says was done, in words; figures and digests stand on the audit page."""
    told = []
    for key, value in (entry.after or {}).items():
        if key in _NAMED:
            told.append(name(_NAMED[key], value).say(context.language))
        elif key in _TYPED and value:
            told.append(str(value))
    return context.say("list-separator").join(told)


_NAMED: Mapping[str, Topic] = MappingProxyType(
    {"state": "plan_state", "step": "match_step", "side": "consent_side", "answer": "consent_answer"}
)
"""Key of an entry → topic of the names of its values."""

_TYPED = frozenset({"on", "person", "evidence", "reason", "why", "text"})
"""Keys whose values somebody typed."""
