"""Which plan a page is about: the one its address names, else the newest of the season."""

from collections.abc import Sequence

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.ui.choosing import choose_from_address
from matcher.ui.context import Context
from matcher.ui.texts import find_text


def choose_plan(context: Context, plans: Sequence[PlanRecord]) -> PlanRecord | None:
    """Show a box to choose a plan from and return the chosen one, kept in the address.

    Parameters
    ----------
    plans
        The newest first.

    Returns
    -------
    PlanRecord or None
        None: there is none; the page says so.
    """
    if not plans:
        st.info(context.say("no-plans"))
        return None
    known = {str(plan.id): plan for plan in plans}
    called = {key: describe_plan(context, plan) for key, plan in known.items()}
    usual = str(_find_current(plans).id)
    return known[
        choose_from_address(context, "plan", called, label=context.say("plan"), unknown="no-such-plan", usual=usual)
    ]


def describe_plan(context: Context, plan: PlanRecord) -> str:
    """Return how lists call a plan, as typed text."""
    template = find_text(context.page, "plan-called").say(context.language)
    state = name("plan_state", plan.state).say(context.language)
    return template.format(id=plan.id, scenario=plan.scenario_name, number=plan.number, state=state)


def _find_current(plans: Sequence[PlanRecord]) -> PlanRecord:
    return next((plan for plan in plans if plan.state != "withdrawn"), plans[0])
