"""What one person is told of the own result, as a page to print that names nobody else."""

import streamlit as st

from matcher.explain import make_slip
from matcher.exports.slip_page import make_slip_page
from matcher.plans import Plan
from matcher.pools import Candidate
from matcher.ui.context import Context


def offer_slip(context: Context, plan: Plan, person: Candidate) -> None:
    """Offer what this person is told of the own result, to those who see whole records of the whole season."""
    evidence = plan.evidence
    is_shown = context.may("unmask") and not context.viewer.committee
    if evidence is None or not is_shown or person.id not in evidence.pools.candidate_index:
        return
    st.download_button(
        context.say("slip", name=person.name),
        # Made when it is asked for: the cause of a missing post may take a moment to find.
        lambda: make_slip_page(make_slip(evidence, person.id), context.language).encode(),
        file_name=context.say("slip-file").format(id=person.id),
        mime="text/html",
        key=f"slip-{person.id}",
        on_click="ignore",
        help=context.say("slip-help"),
    )
