"""A plan changed by hand: a new version each time, checked at once, with its cost and its reason."""

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.plans.workflow import show_plan
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.sign_off.by_hand import draw_change


def show(context: Context) -> None:
    """Choose a plan and change it."""
    st.title(context.say("title"))
    st.caption(context.say("explained"))
    chosen = choose_plan(context, list_plans(context.store, season_id=context.season.id) if context.season else ())
    if chosen is None:
        return
    if context.viewer.committee:
        st.info(context.say("whole-season"))
        return
    plan = context.load_plan(chosen.id)
    if plan.evidence is None:
        st.info(context.say("no-evidence"))
        return
    draw_change(context, context.hold("plan", chosen.id, show_plan(context.store, context.actor, chosen.id)), plan)
