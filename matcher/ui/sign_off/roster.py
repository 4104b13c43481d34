"""The roster of what is ready, as a workbook."""

from collections.abc import Sequence

import streamlit as st

from matcher.errors import MatcherError
from matcher.exports.ready_roster import export_ready_roster
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import MatchProgress
from matcher.ui.context import Context
from matcher.ui.faults import show_fault


def draw_roster(context: Context, plan: PlanRecord, progress: Sequence[MatchProgress]) -> None:
    """Offer the roster once a pair is ready; who took it stands in the audit chain."""
    count = sum(each.is_ready for each in progress)
    if not count:
        st.caption(context.say("no-roster"))
        return
    # Made only when asked for: it is an action with an entry of its own.
    if st.button(context.say("make-roster", count=count), key="make-roster"):
        try:
            opened = context.load_gaps(plan.id)
            with st.spinner(context.say("making-roster")):
                data = export_ready_roster(context.store, context.actor, plan.id, context.language, plan=opened)
        except MatcherError as error:
            show_fault(error, context.language)
            return
        st.download_button(
            context.say("take-roster"),
            data,
            file_name=context.say("roster-file", plan=plan.id),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="take-roster",
            on_click="ignore",
            type="primary",
        )
