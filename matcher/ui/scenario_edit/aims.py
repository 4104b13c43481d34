"""Objectives in order of importance, and the weight of each criterion."""

from typing import get_args

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import ScenarioRecord
from matcher.policy import DEFAULT_WEIGHTS, PRESETS, Objective, Policy
from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.scenario_edit.keeping import keep_changes


def draw_aims(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show a preset or an order of one's own, and the weights."""
    may_edit = context.may("edit-scenario")
    st.markdown(f"**{context.say('objectives')}**")
    st.caption(context.say("objectives-help"))
    orders: dict[str, tuple[Objective, ...]] = {str(preset): order for preset, order in PRESETS.items()}
    orders[_OWN] = policy.ordered_objectives
    asked = policy.preset or _OWN if not policy.objectives else _OWN
    if not policy.objectives and policy.preset is None:
        asked = "coverage-first"
    preset = st.radio(
        context.say("preset"),
        list(orders),
        index=list(orders).index(asked),
        format_func=lambda code: context.say("own") if code == _OWN else name("preset", code).say(context.language),
        horizontal=True,
        key=f"preset-{record.version}",
    )
    with st.form("objectives"):
        # The order in which they are chosen is the order of importance.
        order = st.multiselect(
            context.say("order"),
            get_args(Objective),
            default=orders[preset],
            format_func=lambda code: name("objective", code).say(context.language),
            disabled=preset != _OWN,
            key=f"order-{preset}-{record.version}",
        )
        is_sent = st.form_submit_button(context.say("keep"), key="keep-objectives", disabled=not may_edit)
    if is_sent:
        is_own = preset == _OWN
        changes = {"objectives": list(order) if is_own else [], "preset": None if is_own else preset}
        keep_changes(context, record, policy, changes)
    _draw_weights(context, record, policy)


def _draw_weights(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    st.markdown(f"**{context.say('weights')}**")
    st.caption(context.say("weights-help"))
    with st.form("weights"):
        places = st.columns(2)
        weights = {}
        for place, criterion in enumerate(DEFAULT_WEIGHTS):
            called = name("criterion", criterion).say(context.language)
            weights[criterion] = places[place % 2].slider(
                called, 0, 100, min(policy.weight(criterion), 100), key=f"weight-{criterion}-{record.version}"
            )
        is_sent = st.form_submit_button(
            context.say("keep"), key="keep-weights", disabled=not context.may("edit-scenario")
        )
    total = sum(policy.weight(criterion) for criterion in DEFAULT_WEIGHTS) or 1
    with st.expander(context.say("shares")):
        rows = [
            [
                name("criterion", criterion).say(context.language),
                policy.weight(criterion),
                f"{policy.weight(criterion) / total:.0%}",
            ]
            for criterion in DEFAULT_WEIGHTS
        ]
        draw_plain_table([context.say(key) for key in ("criterion", "weight", "share")], rows)
    if is_sent:
        keep_changes(context, record, policy, {"weights": weights})


_OWN = "own"
