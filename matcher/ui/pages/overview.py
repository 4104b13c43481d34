"""The season at a glance."""

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.ui.context import Context


def show(context: Context) -> None:
    """Show where the season stands and what waits for the visitor."""
    season = context.season
    if season is None:
        st.title(context.say("title"))
        st.write(context.say("no-season"))
        return
    st.title(season.title or season.name)
    plans = list_plans(context.store, season_id=season.id)
    if not plans:
        st.write(context.say("no-plan"))
        return
    figures = plans[0].figures
    covered, posts, blind, matches = st.columns(4)
    covered.metric(context.say("hosts-covered"), f"{figures['hosts_covered']} / {figures['hosts']}")
    posts.metric(context.say("seats-filled"), f"{figures['seats_filled']} / {figures['seats_needed']}")
    blind.metric(context.say("blind-spots-left"), figures["blind_spots_left"])
    matches.metric(context.say("matches"), figures["matches"])
