"""A solve under way: how long, how good, and a button that stops it and keeps the best."""

import streamlit as st

from matcher.explain import name
from matcher.explain.absence import show_value
from matcher.plans.running import start_run
from matcher.plans.store.records import RunRecord, ScenarioRecord
from matcher.plans.store.runs import list_runs, load_run, stop_run
from matcher.policy import Policy
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table

_RUNS_SHOWN = 8
_LONG_S = 10
"""Seconds after which somebody wonders why nothing is told."""


def draw_running(context: Context, record: ScenarioRecord, policy: Policy) -> None:  # noqa: ARG001 (as every part)
    """Start a solve, or watch the one under way, whoever started it; then the earlier ones."""
    runs = list_runs(context.store, scenario_id=record.id, most=_RUNS_SHOWN)
    live = next((run for run in runs if not run.is_over), None)
    if live is not None:
        _watch(context, live.id)
    elif context.may("run-scenario"):
        st.write(context.say("run-explained"))
        if st.button(context.say("run"), key="run", type="primary"):
            with context.doing("run-started"):
                start_run(context.store, context.actor, record.id)
    if runs:
        st.subheader(context.say("runs"))
        _draw_last(context, next((run for run in runs if run.is_over), None))
        headings = [context.say(key) for key in ("run-number", "by", "at", "state", "elapsed", "outcome")]
        draw_plain_table(headings, [_make_row(context, run) for run in runs])


@st.fragment(run_every=1.0)
def _watch(context: Context, run_id: int) -> None:
    run = load_run(context.store, run_id)
    if run.is_over:
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**{context.say('running', seconds=int(run.elapsed_s))}**")
        if run.objective is None and run.elapsed_s >= _LONG_S:
            st.caption(context.say("first-solve"))
        if run.objective is not None:
            objective = name("objective", run.objective).say(context.language)
            st.markdown(context.say("doing-objective", objective=objective))
            best, bound = st.columns(2)
            best.metric(context.say("best"), "–" if run.best is None else show_value(run.best))
            bound.metric(context.say("bound"), "–" if run.bound is None else show_value(run.bound))
        if run.is_asked_to_stop:
            st.caption(context.say("stopping"))
        elif context.may("run-scenario") and st.button(context.say("stop"), key="stop-run"):
            with context.act() as act:
                stop_run(act, run_id)
            st.rerun()


def _draw_last(context: Context, run: RunRecord | None) -> None:
    if run is None:
        return
    if run.plan_id is not None:
        context.link("plan", context.say("to-plan", plan=run.plan_id), plan=str(run.plan_id))
    elif run.fault is not None:
        st.error(context.speak(run.fault))
    elif run.state == "dead":
        st.warning(context.say("dead"))


def _make_row(context: Context, run: RunRecord) -> list[object]:
    if run.plan_id is not None:
        outcome = context.say("plan-number").format(plan=run.plan_id)
    else:
        outcome = "" if run.fault is None else run.fault.say(context.language)
    state = name("run_state", run.state).say(context.language)
    return [run.id, run.author, tell_moment(run.made_at), state, f"{run.elapsed_s:.0f}", outcome]
