"""The parts of the overview: figures of the plan, steps, deadlines, what waits, solves under way."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord, SeasonRecord
from matcher.plans.store.runs import list_runs
from matcher.plans.workflow import Waiting, count_steps
from matcher.ui.context import Context
from matcher.ui.plain import draw_bars, draw_plain_table
from matcher.ui.sign_off.queue import recall_waiting
from matcher.words import begin_sentence

STANDING = ("published", "approved", "reviewed", "submitted", "draft")
"""States of a plan that counts, the furthest first."""

_SOON_DAYS = 7
_OF_PLAN = frozenset({"submitted", "approved", "published"})
"""Deadlines of the plan's own way."""


def choose_plan(plans: Sequence[PlanRecord]) -> PlanRecord | None:
    """Return the plan the season stands at: the furthest in the workflow, of equals the newest."""
    standing = [plan for plan in plans if plan.state in STANDING]
    return min(standing, key=lambda plan: (STANDING.index(plan.state), -plan.id), default=None)


_FIGURE_WIDTH = 150
"""Pixels that hold two numbers of three digits; five stand side by side on a usual screen."""


def show_figures(context: Context, plan: PlanRecord) -> None:
    """Show what the plan covers."""
    figures = plan.figures
    state = name("plan_state", plan.state).say(context.language)
    st.caption(context.say("by-plan", scenario=plan.scenario_name, number=plan.number, state=state))
    if context.viewer.committee:
        # The figures are of every committee's hosts.
        context.link("plan", context.say("open-plan"), plan=str(plan.id))
        return
    shown = (
        ("hosts-covered", f"{figures['hosts_covered']} / {figures['hosts']}"),
        ("seats-filled", f"{figures['seats_filled']} / {figures['seats_needed']}"),
        ("blind-spots", f"{figures['blind_spots_before']} → {figures['blind_spots_left']}"),
        ("matches", str(figures["matches"])),
        ("blocking", str(figures["blocking"])),
    )
    # On a narrow screen they go on in the next line; columns would cut the numbers.
    with st.container(horizontal=True):
        for key, value in shown:
            st.metric(context.say(key), value, help=context.say(f"{key}-help"), border=True, width=_FIGURE_WIDTH)
    if figures["uncovered"]:
        st.markdown(context.say("uncovered", count=figures["uncovered"]))
    context.link("plan", context.say("open-plan"), plan=str(plan.id))


def show_steps(context: Context, plan: PlanRecord) -> None:
    """Show how many pairs stand at each step."""
    counts = count_steps(context.store, context.actor, plan.id)
    st.subheader(context.say("steps"))
    called = {begin_sentence(name("match_step", step).say(context.language)): count for step, count in counts.items()}
    draw_bars((context.say("step"), context.say("pairs")), called)


def show_deadlines(context: Context, season: SeasonRecord, today: date, plan: PlanRecord | None) -> None:
    """Show the season's deadlines with the days left; what the plan has behind it is done."""
    st.subheader(context.say("deadlines"))
    if not season.deadlines:
        st.write(context.say("no-deadlines"))
        return
    met = list_met(plan.state if plan is not None else "draft")
    left = {
        code: context.say("done") if code in met else _tell_left(context, (day - today).days)
        for code, day in season.deadlines.items()
    }
    called = {code: begin_sentence(name("deadline", code).say(context.language)) for code in left}
    rows = [(called[code], day, left[code]) for code, day in season.deadlines.items()]
    draw_plain_table([context.say("deadline"), context.say("day"), context.say("left")], rows)
    for code, day in season.deadlines.items():
        if code not in met and 0 <= (day - today).days <= _SOON_DAYS:
            st.warning(context.say("soon", deadline=called[code], left=left[code]))


def list_met(state: str) -> frozenset[str]:
    """Return the deadlines that a plan in a state has met.

    Examples
    --------
    >>> sorted(list_met("approved")), sorted(list_met("draft"))
    (['approved', 'submitted'], [])
    """
    return frozenset(STANDING[STANDING.index(state) :]) & _OF_PLAN if state in STANDING else frozenset()


def show_waiting(context: Context) -> None:
    """Show what waits for the visitor, each with the way there."""
    st.subheader(context.say("waiting"))
    found = recall_waiting(context)
    if not found:
        st.write(context.say("nothing-waits"))
    for each in found:
        plan = context.say("plan-name", scenario=each.plan.scenario_name, number=each.plan.number)
        with st.container(border=True):
            st.markdown(f"**{_tell_waiting(context, each)}**  \n{plan}")
            if each.hindrance is not None:
                st.caption(context.speak(each.hindrance))
            context.link("review", context.say("open-review"), plan=str(each.plan.id))


@st.fragment(run_every=2)
def watch_runs(context: Context, season_id: int) -> None:
    """Show the solve under way, and draw the page anew once it is over."""
    live = [run for run in list_runs(context.store, season_id=season_id, most=5) if not run.is_over]
    if not live:
        st.rerun()
    for run in live:
        st.info(context.say("solving", seconds=int(run.elapsed_s)))


def is_solving(context: Context, season_id: int) -> bool:
    """Tell whether a solve of the season is under way."""
    return any(not run.is_over for run in list_runs(context.store, season_id=season_id, most=5))


def find_today() -> date:
    """Return the day it is here."""
    return datetime.now(UTC).astimezone().date()


def _tell_left(context: Context, days: int) -> str:
    if days == 0:
        return context.say("today")
    if abs(days) == 1:
        return context.say("one-day-left" if days > 0 else "one-day-over")
    return context.say("days-left", days=days) if days > 0 else context.say("days-over", days=-days)


def _tell_waiting(context: Context, waiting: Waiting) -> str:
    if waiting.kind == "sign":
        return context.say("waits-sign", act=name("permission", f"{waiting.what}-plan").say(context.language))
    topic = "match_step" if waiting.kind == "step" else "consent_side"
    what = name("match_step" if topic == "match_step" else "consent_side", waiting.what).say(context.language)
    return context.say(f"waits-{waiting.kind}", what=what, count=waiting.count)
