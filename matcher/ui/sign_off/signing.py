"""The acts on a whole plan: sign it on its way, send it back, take it out of use."""

from collections.abc import Sequence

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import TRANSITIONS, Transition, Waiting, take_action
from matcher.plans.workflow.moving import ACTION_PERMISSIONS, NEEDS_REASON
from matcher.ui.context import Context


def draw_actions(context: Context, plan: PlanRecord, waiting: Sequence[Waiting]) -> None:
    """Offer what the visitor may do with the plan now.

    Parameters
    ----------
    waiting
        The signatures this plan waits for, of this visitor.
    """
    st.subheader(context.say("actions"))
    hindered = {each.what: each.hindrance for each in waiting}
    ways = [way for way in TRANSITIONS if way.source == plan.state and way.permission is not None]
    offered = [way for way in ways if context.may(ACTION_PERMISSIONS[way.action])]
    if not offered:
        st.write(context.say("nothing-to-do", state=name("plan_state", plan.state).say(context.language)))
        return
    for way in offered:
        if way.action in NEEDS_REASON:
            _draw_reasoned(context, plan, way)
        elif (hindrance := hindered.get(way.action)) is not None:
            st.warning(context.speak(hindrance))
        else:
            _draw_signed(context, plan, way)


def _draw_signed(context: Context, plan: PlanRecord, way: Transition) -> None:
    with st.container(border=True):
        # What is signed is named beside the button: the digest is on paper and in the audit chain too.
        st.markdown(context.say("signs", digest=plan.digest[:16], name=context.viewer.name))
        agreed = st.checkbox(context.say(f"read-{way.action}"), key=f"read-{way.action}-{plan.id}-{plan.version}")
        is_pressed = st.button(
            context.say(f"do-{way.action}"),
            key=f"do-{way.action}-{plan.id}-{plan.version}",
            type="primary",
            disabled=not agreed,
        )
    # Whatever a browser sends: who has not said to have read it signs nothing.
    if is_pressed and agreed:
        with context.doing(f"done-{way.action}"):
            take_action(context.store, context.actor, plan.id, way.action, version=plan.version)


def _draw_reasoned(context: Context, plan: PlanRecord, way: Transition) -> None:
    fields = f"{way.action}-{plan.id}-{plan.version}"
    with st.expander(context.say(f"do-{way.action}")), st.form(f"form-{fields}", border=False):
        st.caption(context.say(f"explain-{way.action}"))
        reason = st.text_area(context.say("reason"), key=f"reason-{fields}", max_chars=500)
        is_sent = st.form_submit_button(context.say(f"do-{way.action}"), key=f"do-{fields}")
    if is_sent:
        with context.doing(f"done-{way.action}"):
            take_action(context.store, context.actor, plan.id, way.action, version=plan.version, reason=reason)
