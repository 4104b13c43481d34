"""The versions of a season's pools: what each holds, from which files, with which findings."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.store.imports import forget_files
from matcher.plans.store.records import ImportRecord, SeasonRecord
from matcher.pools import TABLES
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.pool_view.bad_rows import offer_stored_bad_rows
from matcher.ui.pool_view.findings import draw_open, draw_settled
from matcher.ui.tables import Column, show_table
from matcher.words import begin_sentence, join_items


def draw_versions(
    context: Context, season: SeasonRecord, imports: Sequence[ImportRecord], chosen: ImportRecord
) -> None:
    """Show all versions, then the findings of the chosen one."""
    numbers = {each.id: each.number for each in imports}
    rows = [
        {
            "number": each.number,
            "made": tell_moment(each.made_at),
            "author": each.author or context.say("by-system"),
            "based_on": numbers.get(each.based_on or 0),
            **{table: each.counts.get(table, 0) for table in TABLES},
            "errors": each.num_errors,
            "warnings": each.num_warnings,
            "files": join_items(each.files, context.language),
            "note": each.note,
        }
        for each in imports
    ]
    columns = [
        Column("number", context.say("number"), "number"),
        Column("made", context.say("made")),
        Column("author", context.say("author")),
        Column("based_on", context.say("based-on"), "number"),
        *(Column(table, begin_sentence(name("table", table).say(context.language)), "number") for table in TABLES),
        Column("errors", context.say("errors"), "number"),
        Column("warnings", context.say("warnings"), "number"),
        Column("files", context.say("from-files")),
        Column("note", context.say("note")),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    frame["based_on"] = frame["based_on"].astype("Int64")
    show_table(
        context,
        "versions",
        columns,
        frame,
        file_name=context.say("versions-file"),
        can_filter=False,
        link=lambda row: context.address("pools", **{"import": str(imports[row].id)}),
    )
    st.subheader(context.say("findings-of", number=chosen.number))
    stored = context.load_pools(chosen.id)
    if not stored.findings:
        st.success(context.say("all-settled" if stored.settled else "no-findings"))
    elif context.viewer.committee:
        # A finding names rows of every committee.
        st.info(context.say("findings-not-shown", count=len(stored.findings)))
    else:
        draw_open(context, stored)
    if not context.viewer.committee:
        draw_settled(context, stored, imports)
    offer_stored_bad_rows(context, season, chosen)
    _offer_forgetting(context, chosen)


def _offer_forgetting(context: Context, chosen: ImportRecord) -> None:
    if not context.may("import-pools") or not chosen.files:
        return
    if not chosen.has_files:
        st.caption(context.say("files-gone"))
        return
    with st.expander(context.say("forget-files")):
        files = join_items(chosen.files, context.language)
        st.caption(context.say("forget-help", number=chosen.number, count=len(chosen.files), files=files))
        if chosen.num_errors:
            st.warning(context.say("forget-errors", count=chosen.num_errors))
        with st.form(f"forget-{chosen.id}", border=False):
            is_sure = st.checkbox(context.say("forget-sure"), key=f"forget-sure-{chosen.id}")
            is_sent = st.form_submit_button(context.say("forget-files"))
        if is_sent and not is_sure:
            st.warning(context.say("forget-not-sure"))
        elif is_sent:
            with context.doing("forgotten", number=chosen.number), context.act() as act:
                forget_files(act, chosen.id)
