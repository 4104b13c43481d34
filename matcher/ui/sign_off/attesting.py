"""When, by whom, on what evidence: the three questions every step and every consent answers."""

from datetime import date

import streamlit as st

from matcher.plans.workflow import Attested
from matcher.ui.context import Context


def ask_attested(context: Context, name: str) -> None:
    """Draw the three fields inside a form; `read_attested` gives what stands in them.

    Parameters
    ----------
    name
        Unique on the page.
    """
    day, person, evidence = st.columns([1, 1, 2])
    with day:
        st.date_input(context.say("on"), value="today", format="YYYY-MM-DD", key=f"{name}-on")
    with person:
        st.text_input(context.say("by-whom"), key=f"{name}-person", max_chars=100)
    with evidence:
        st.text_input(
            context.say("evidence"), key=f"{name}-evidence", max_chars=300, placeholder=context.say("evidence-hint")
        )


def read_attested(name: str) -> Attested:
    """Return what the visitor typed, also where the form is not drawn any more."""
    on = st.session_state.get(f"{name}-on")
    return Attested(
        on if isinstance(on, date) else date.today(),  # noqa: DTZ011 (the office's day)
        st.session_state.get(f"{name}-person", ""),
        st.session_state.get(f"{name}-evidence", ""),
    )
