"""One plan: its certificate, its pairs, the reason for each, its gaps, and pictures."""

from collections.abc import Callable, Mapping

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.plans import list_plans
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.plan_view.gaps import draw_blocking, draw_uncovered, draw_unplaced
from matcher.ui.plan_view.matches import draw_by_host, draw_by_person
from matcher.ui.plan_view.objectives import draw_objectives
from matcher.ui.plan_view.pictures import draw_pictures
from matcher.ui.plan_view.reasons import draw_reasons

VIEWS: Mapping[str, Callable[[Context, int, Plan], None]] = {
    "hosts": draw_by_host,
    "people": draw_by_person,
    "reasons": draw_reasons,
    "uncovered": draw_uncovered,
    "unplaced": draw_unplaced,
    "blocking": draw_blocking,
    "objectives": draw_objectives,
    "pictures": draw_pictures,
}
"""What can be looked at, one at a time: only what is asked for is worked out."""

_WITH_GAPS = frozenset({"uncovered", "unplaced", "blocking", "pictures"})
"""Views that show causes of gaps, or who is in one."""


def show(context: Context) -> None:
    """Show the part of a plan that the address names."""
    st.title(context.say("title"))
    chosen = choose_plan(context, list_plans(context.store, season_id=context.season.id) if context.season else ())
    if chosen is None:
        return
    if chosen.figures and not context.viewer.committee:
        st.caption(context.say("at-a-glance", **chosen.figures))
    asked = context.param("view", "hosts")

    def take() -> None:
        context.set_param("view", st.session_state["choose-view"])

    # The address decides, also after a link to another view of the same plan.
    st.session_state["choose-view"] = asked if asked in VIEWS else "hosts"
    view = st.segmented_control(
        context.say("view"),
        list(VIEWS),
        required=True,
        format_func=lambda key: context.say(f"view-{key}"),
        key="choose-view",
        on_change=take,
    )
    if view is not None:
        load = context.load_gaps if view in _WITH_GAPS else context.load_plan
        VIEWS[view](context, chosen.id, load(chosen.id))
