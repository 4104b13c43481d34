"""Which plan a page is about: the one its address names, else the newest of the season."""

from collections.abc import Sequence

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.ui.context import Context
from matcher.ui.texts import find_text

PARAM = "plan"
_WIDGET = "choose-plan"


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
    asked = context.param(PARAM)
    if asked and asked not in known:
        st.warning(context.say("no-such-plan", asked=asked))
    chosen = known.get(asked) or _find_current(plans)
    if not asked:
        # Into the address at once: a refresh, or a click after somebody made a newer one, means this one.
        context.set_param(PARAM, str(chosen.id))
    ids = list(known)
    # The browser keeps the old words of a choice whose words change: a plan in another state is another box.
    widget = f"{_WIDGET}-{chosen.id}-{chosen.state}"

    def take() -> None:
        context.set_param(PARAM, st.session_state[widget])

    # The address decides, also after a link to another plan on the same page.
    st.session_state[widget] = str(chosen.id)
    st.selectbox(
        context.say("plan"),
        ids,
        format_func=lambda plan_id: describe_plan(context, known[plan_id]),
        placeholder="",
        key=widget,
        on_change=take,
    )
    return chosen


def describe_plan(context: Context, plan: PlanRecord) -> str:
    """Return how lists call a plan, as typed text."""
    template = find_text(context.page, "plan-called").say(context.language)
    state = name("plan_state", plan.state).say(context.language)
    return template.format(id=plan.id, scenario=plan.scenario_name, number=plan.number, state=state)


def _find_current(plans: Sequence[PlanRecord]) -> PlanRecord:
    return next((plan for plan in plans if plan.state != "withdrawn"), plans[0])
