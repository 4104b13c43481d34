"""When, by whom, on what evidence: the three questions every step and every consent answers."""

from datetime import date

import streamlit as st

from matcher.plans.workflow import Attested, MatchKey
from matcher.ui.context import Context

_SHORT_WIDTH, _LONG_WIDTH = 170, 370
"""Pixels that hold a day or a name, and what was written."""


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
    # A narrow window breaks the line, and no day is cut.
    fields = st.container(horizontal=True)
    on: date | None = fields.date_input(
        context.say("on"),
        value=told.on if told else "today",
        format="YYYY-MM-DD",
        key=f"{name}-on",
        width=_SHORT_WIDTH,
    )
    return Attested(
        on or date.today(),  # noqa: DTZ011 (the office's day)
        fields.text_input(
            context.say("by-whom"),
            told.person if told else "",
            key=f"{name}-person",
            max_chars=100,
            width=_SHORT_WIDTH,
        ),
        fields.text_input(
            context.say("evidence"),
            told.evidence if told else "",
            key=f"{name}-evidence",
            max_chars=300,
            placeholder=context.say("evidence-hint"),
            width=_LONG_WIDTH,
        ),
    )
