"""The whole scenario as text, for whoever likes it better; comments stay."""

import streamlit as st

from matcher.plans.store.records import ScenarioRecord
from matcher.policy import Policy
from matcher.ui.context import Context
from matcher.ui.scenario_edit.keeping import keep_text


def draw_text(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show the scenario's file to be read, edited, and taken away."""
    if context.viewer.committee:
        # It names hosts of every committee.
        st.info(context.say("text-whole-season"))
        return
    st.caption(context.say("text-help"))
    with st.form("text"):
        text = st.text_area(context.say("text"), record.policy, height=600, key=f"text-{record.id}-{record.version}")
        is_sent = st.form_submit_button(context.say("keep"), key="keep-text", disabled=not context.may("edit-scenario"))
    if is_sent:
        keep_text(context, record, text)
    file_name = context.say("text-file").format(name=policy.name)
    st.download_button(
        context.say("take-text"), record.policy, file_name=file_name, mime="application/toml", on_click="ignore"
    )
