"""When, by whom, on what evidence: the three questions every step and every consent answers."""

from datetime import date

import streamlit as st

from matcher.plans.workflow import Attested, MatchKey
from matcher.ui.context import Context


def name_fields(what: str, key: MatchKey, version: int) -> str:
    """Return what a form about one pair is called: what is typed for one is never shown for another.

    Parameters
    ----------
    what
        Of the pair, as ``step-needed``.
    version
        Of what is shown; somebody else's entry makes it another form.

    Examples
    --------
    >>> name_fields("decline", MatchKey(1, "007", "A-1"), 2)
    'decline-1|007|A-1|2'
    """
    return f"{what}-{key.plan_id}|{key.candidate_id}|{key.post_id}|{version}"


def ask_attested(context: Context, name: str, told: Attested | None = None) -> Attested:
    """Draw the three fields inside a form and return what stands in them.

    Parameters
    ----------
    name
        Unique on the page.
    told
        What stands in them at first; None: today, and nothing.
    """
    day, person, evidence = st.columns([1, 1, 2])
    on: date | None = day.date_input(
        context.say("on"), value=told.on if told else "today", format="YYYY-MM-DD", key=f"{name}-on"
    )
    return Attested(
        on or date.today(),  # noqa: DTZ011 (the office's day)
        person.text_input(context.say("by-whom"), told.person if told else "", key=f"{name}-person", max_chars=100),
        evidence.text_input(
            context.say("evidence"),
            told.evidence if told else "",
            key=f"{name}-evidence",
            max_chars=300,
            placeholder=context.say("evidence-hint"),
        ),
    )
