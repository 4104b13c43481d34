"""One record of the newest pools, corrected on screen: its fields as one would type them, and why."""

import streamlit as st

from matcher.plans.store.imports import list_imports
from matcher.pools import TABLES
from matcher.pools.correcting import find_record
from matcher.ui.context import Context
from matcher.ui.pool_view.correcting import draw_form, draw_removing, draw_warnings
from matcher.ui.pool_view.record_links import link_to_list, read_asked
from matcher.words import join_items


def show(context: Context) -> None:
    """Show the record that the address names, or an empty form of its table."""
    st.title(context.say("title"))
    imports = list_imports(context.store, context.season.id) if context.season else ()
    asked = read_asked(context)
    if not imports or asked is None:
        st.info(context.say("choose-first"))
        context.link("pools", context.say("open-pools"))
        return
    # Judged by what was on the screen when it was opened, not by what is newest when it is sent.
    seen = context.hold("newest-import", imports[0].season_id, imports[0])
    stored = context.load_pools(seen.id)
    table, key = asked
    record = None if key is None else find_record(stored.pools, table, key)
    if key is not None and record is None:
        asked_for = join_items(filter(None, key), context.language)[:80]
        st.warning(context.say("no-such-record", number=seen.number, record=asked_for))
        link_to_list(context, table)
        return
    title = TABLES[table].title(context.language)
    if record is None:
        st.subheader(context.say("adding", table=title))
    else:
        called = join_items(filter(None, (getattr(record, "name", ""), *(key or ()))), context.language)
        st.subheader(context.say("correcting", table=title, record=called))
    st.caption(context.say("help", number=seen.number))
    link_to_list(context, table, record)
    draw_warnings(context, stored, table, record)
    draw_form(context, stored, table, record)
    if record is not None:
        draw_removing(context, stored, table, record)
