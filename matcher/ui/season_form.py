"""Make a season, and change its title and deadlines."""

from datetime import date

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import SeasonRecord
from matcher.plans.store.seasons import DEADLINES, edit_season, make_season
from matcher.ui.context import Context
from matcher.words import begin_sentence


def show_new_season(context: Context, today: date) -> None:
    """Show the form that makes a season."""
    with st.form("new-season"):
        short = st.text_input(context.say("season-name"), help=context.say("season-name-help"), max_chars=100)
        title = st.text_input(context.say("season-title"), max_chars=200)
        starts_on = st.date_input(context.say("starts-on"), today, format="YYYY-MM-DD")
        if st.form_submit_button(context.say("make-season"), type="primary"):
            with context.doing("season-made", season=short), context.act() as act:
                make_season(act, short, starts_on, title=title)


def show_season_form(context: Context, found: SeasonRecord) -> None:
    """Show the form that changes a season."""
    season = context.hold("season", found.id, found)
    with st.form(f"season-{season.id}-{season.version}"):
        title = st.text_input(context.say("season-title"), season.title, max_chars=200)
        starts_on = st.date_input(context.say("starts-on"), season.starts_on, format="YYYY-MM-DD")
        boxes = st.columns(3)
        days: dict[str, date | None] = {
            code: boxes[place % 3].date_input(
                begin_sentence(name("deadline", code).say(context.language)),
                season.deadlines.get(code),
                format="YYYY-MM-DD",
                key=f"deadline-{code}-{season.version}",
            )
            for place, code in enumerate(DEADLINES)
        }
        if st.form_submit_button(context.say("save"), type="primary"):
            with context.doing("season-saved"), context.act() as act:
                edit_season(
                    act,
                    season.id,
                    season.version,
                    title=title,
                    starts_on=starts_on,
                    deadlines={code: day for code, day in days.items() if day is not None},
                )
