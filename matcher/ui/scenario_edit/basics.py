"""Season, consent and limits of the work."""

from typing import get_args

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import ScenarioRecord
from matcher.policy import Policy
from matcher.policy.terms import Consent
from matcher.ui.context import Context
from matcher.ui.scenario_edit.keeping import keep_changes


def draw_basics(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show the form of what a scenario is about as a whole."""
    with st.form("basics"):
        title = st.text_input(context.say("scenario-title"), policy.title, max_chars=100)
        left, right = st.columns(2)
        with left:
            start = st.date_input(context.say("season-start"), policy.season_start, format="YYYY-MM-DD")
            term = st.number_input(context.say("term"), 1, 10, policy.term_years)
            consents = get_args(Consent)
            consent = st.radio(
                context.say("consent"),
                consents,
                index=consents.index(policy.consent),
                format_func=lambda code: name("consent", code).say(context.language),
            )
            tie_step = st.number_input(
                context.say("tie-step"), 1, 10_000, policy.tie_step, help=context.say("tie-step-help")
            )
        with right:
            near = st.number_input(context.say("near"), 0.1, 10_000.0, float(policy.near_km))
            seed = st.number_input(context.say("seed"), 0, 2**31 - 1, policy.seed, help=context.say("seed-help"))
            effort = st.number_input(
                context.say("effort"), 0.1, 100_000.0, float(policy.engine.effort), help=context.say("effort-help")
            )
            limit = st.number_input(
                context.say("time-limit"),
                0.0,
                1_000_000.0,
                float(policy.engine.time_limit_s or 0),
                help=context.say("time-limit-help"),
            )
        is_sent = st.form_submit_button(
            context.say("keep"), key="keep-basics", disabled=not context.may("edit-scenario")
        )
    if is_sent:
        engine = policy.engine.model_dump(exclude_defaults=True) | {"effort": effort, "time_limit_s": limit or None}
        changes = {
            "title": title,
            "season_start": start,
            "term_years": int(term),
            "consent": consent,
            "tie_step": int(tie_step),
            "near_km": near,
            "seed": int(seed),
            "engine": {key: value for key, value in engine.items() if value is not None},
        }
        keep_changes(context, record, policy, changes)
