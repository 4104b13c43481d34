"""The acts on a whole plan: sign it on its way, send it back, take it out of use."""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import TRANSITIONS, Transition, Waiting, take_action
from matcher.plans.workflow.moving import ACTION_PERMISSIONS, NEEDS_REASON
from matcher.plans.workflow.states import PlanAction
from matcher.ui.context import Context
from matcher.ui.pressing import remember_press, take_press


def draw_actions(context: Context, plan: PlanRecord, waiting: Sequence[Waiting]) -> None:
    """Offer what the visitor may do with the plan now.

    Parameters
    ----------
    waiting
        The signatures this plan waits for, of this visitor.
    """
    st.subheader(context.say("actions"))
    _take_pressed(context, plan)
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
        st.button(
            context.say(f"do-{way.action}"),
            key=f"do-{way.action}",
            type="primary",
            disabled=not agreed,
            on_click=remember_press,
            args=("plan", way.action, plan.version),
        )


def _take_pressed(context: Context, plan: PlanRecord) -> None:
    """Do what was pressed, as the plan was when it was pressed: somebody else may have been quicker."""
    if (seen := take_press("plan")) is None:
        return
    action, version = cast("tuple[PlanAction, int]", seen)
    reason = st.session_state.get(f"reason-{action}", "")
    with context.doing(f"done-{action}"):
        take_action(context.store, context.actor, plan.id, action, version=version, reason=reason)


def _draw_reasoned(context: Context, plan: PlanRecord, way: Transition) -> None:
    with st.expander(context.say(f"do-{way.action}")), st.form(f"form-{way.action}-{plan.id}", border=False):
        st.caption(context.say(f"explain-{way.action}"))
        st.text_area(context.say("reason"), key=f"reason-{way.action}", max_chars=500)
        st.form_submit_button(
            context.say(f"do-{way.action}"),
            key=f"do-{way.action}",
            on_click=remember_press,
            args=("plan", way.action, plan.version),
        )
