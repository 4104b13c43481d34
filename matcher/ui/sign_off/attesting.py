"""When, by whom, on what evidence: the three questions every step and every consent answers."""

from datetime import date

import streamlit as st

from matcher.plans.workflow import Attested
from matcher.ui.context import Context


def ask_attested(context: Context, name: str) -> Attested:
    """Draw the three fields inside a form and return what stands in them.

    Parameters
    ----------
    name
        Unique on the page.
    """
    day, person, evidence = st.columns([1, 1, 2])
    with day:
        on = st.date_input(context.say("on"), value="today", format="YYYY-MM-DD", key=f"{name}-on")
    with person:
        who = st.text_input(context.say("by-whom"), key=f"{name}-person", max_chars=100)
    with evidence:
        shown = st.text_input(
            context.say("evidence"), key=f"{name}-evidence", max_chars=300, placeholder=context.say("evidence-hint")
        )
    return Attested(on if isinstance(on, date) else date.today(), who, shown)  # noqa: DTZ011 (the office's day)
