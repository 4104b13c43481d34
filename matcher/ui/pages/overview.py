"""The season at a glance: coverage, steps, deadlines, and what waits for the visitor."""

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.ui.context import Context
from matcher.ui.escaping import escape_markdown
from matcher.ui.glance import (
    choose_plan,
    find_today,
    is_solving,
    show_deadlines,
    show_figures,
    show_steps,
    show_waiting,
    watch_runs,
)
from matcher.ui.season_form import show_new_season, show_season_form


def show(context: Context) -> None:
    """Show where the season stands and what waits for the visitor."""
    season = context.season
    today = find_today()
    if season is None:
        st.title(context.say("title"))
        st.write(context.say("no-season"))
        if context.may("manage-season"):
            show_new_season(context, today)
        return
    st.title(escape_markdown(season.title or season.name))
    plan = choose_plan(list_plans(context.store, season_id=season.id))
    if is_solving(context, season.id):
        watch_runs(context, season.id)
    elif plan is None:
        st.write(context.say("no-plan"))
        context.link("pools", context.say("open-pools"))
        context.link("scenario", context.say("open-scenario"))
    if plan is not None:
        show_figures(context, plan)
    left, right = st.columns(2, gap="medium")
    with left:
        show_waiting(context)
        if plan is not None:
            show_steps(context, plan)
    with right:
        show_deadlines(context, season, today, plan)
    if context.may("manage-season"):
        # Not in expanders: what they hide is drawn all the same.
        if st.toggle(context.say("season-settings")):
            show_season_form(context, season)
        if st.toggle(context.say("another-season")):
            show_new_season(context, today)
