"""Personal fields unmasked for a reason that is kept: shown once, and nowhere remembered."""

import streamlit as st

from matcher.errors import MatcherError
from matcher.explain import name
from matcher.plans.accounts import UNMASK_REASONS, unmask
from matcher.plans.accounts.masking import PersonalRecord, find_masks, list_masked
from matcher.plans.store.records import StoredPools
from matcher.pools import TABLES, TableName
from matcher.pools.correcting import find_key
from matcher.pools.showing import name_field, show_field
from matcher.ui.context import Context
from matcher.ui.faults import show_fault
from matcher.ui.plain import draw_plain_table


def draw_unmasking(context: Context, stored: StoredPools, table: TableName, record: PersonalRecord) -> set[str]:
    """Show the box of reasons and, for one press, the fields this visitor sees masked; return which were shown."""
    if not context.may("unmask", committee=getattr(record, "committee", "")):
        return set()
    own = "-".join(filter(None, find_key(table, record)))
    masked = list_masked(record, context.viewer.role)
    hidden = [key for key in find_masks(record) if key in masked]
    if not hidden:
        return set()
    with st.expander(context.say("unmask")):
        st.caption(context.say("unmask-help"))
        wanted = st.multiselect(
            context.say("unmask-what"),
            hidden,
            format_func=lambda key: name_field(table, key, context.language),
            placeholder=context.say("unmask-hint"),
            key=f"unmask-what-{own}",
        )
        reason = st.selectbox(
            context.say("unmask-why"),
            UNMASK_REASONS,
            index=None,
            format_func=lambda code: name("unmask_reason", code).say(context.language),
            placeholder=context.say("unmask-choose"),
            key=f"unmask-why-{own}",
        )
        if not st.button(context.say("unmask-do"), key=f"unmask-{own}", disabled=not (wanted and reason)):
            return set()
        try:
            values = unmask(context.store, context.actor, record, wanted, reason or "")
        except MatcherError as error:
            show_fault(error, context.language)
            return set()
        rows = []
        for key, value in values.items():
            column = TABLES[table].by_name.get(key)
            column = column or TABLES[table].by_name["longitude"]
            shown = show_field(column, value, stored.vocabulary, context.language)
            rows.append((name_field(table, key, context.language), shown))
        draw_plain_table((context.say("field"), context.say("content")), rows)
        st.caption(context.say("unmask-done"))
    return set(values)
