"""What if: edits tried at once, plans side by side, trade-offs, withdrawals."""

from collections.abc import Callable, Mapping

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.plans import list_plans
from matcher.plans.store.records import PlanRecord
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.what_if.comparing import draw_comparing
from matcher.ui.what_if.stressing import draw_stressing
from matcher.ui.what_if.trading import draw_trading
from matcher.ui.what_if.trying import draw_trying

VIEWS: Mapping[str, Callable[[Context, PlanRecord, Plan], None]] = {
    "try": draw_trying,
    "compare": draw_comparing,
    "frontier": draw_trading,
    "stress": draw_stressing,
}
"""What can be asked of a plan."""


def show(context: Context) -> None:
    """Show the question that the address names, of the plan it names."""
    st.title(context.say("title"))
    if context.viewer.committee:
        st.info(context.say("whole-season"))
        return
    chosen = choose_plan(context, list_plans(context.store, season_id=context.season.id) if context.season else ())
    if chosen is None:
        return
    asked = context.param("view", "try")

    def take() -> None:
        context.set_param("view", st.session_state["choose-question"])

    st.session_state["choose-question"] = asked if asked in VIEWS else "try"
    view = st.segmented_control(
        context.say("question"),
        list(VIEWS),
        required=True,
        format_func=lambda key: context.say(f"view-{key}"),
        key="choose-question",
        on_change=take,
    )
    if view is not None:
        VIEWS[view](context, chosen, context.load_plan(chosen.id))
