"""Review and sign-off: what waits for me, who signed what, and the way of a plan to its publication."""

from collections.abc import Mapping

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.plans.workflow import show_plan
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.sign_off.comments import draw_comments
from matcher.ui.sign_off.doubts import draw_doubts
from matcher.ui.sign_off.history import draw_history, draw_versions
from matcher.ui.sign_off.queue import draw_queue, recall_waiting
from matcher.ui.sign_off.signatures import draw_signatures
from matcher.ui.sign_off.signing import draw_actions


def show(context: Context) -> None:
    """Show the queue, then one plan with its signatures, actions, comments and history."""
    st.title(context.say("title"))
    season_id = context.season.id if context.season else None
    waiting = recall_waiting(context)
    draw_doubts(context)
    draw_queue(context, waiting)
    chosen = choose_plan(context, list_plans(context.store, season_id=season_id) if season_id is not None else ())
    if chosen is None:
        return
    plan = context.hold("plan", chosen.id, show_plan(context.store, context.actor, chosen.id))
    context.link("plan", context.say("open-plan"), plan=str(plan.id))
    _draw_figures(context, plan.figures, proven=plan.status == "OPTIMAL")
    draw_actions(context, plan, [each for each in waiting if each.kind == "sign" and each.plan.id == plan.id])
    draw_signatures(context, plan.id)
    draw_comments(context, plan)
    draw_versions(context, plan.id)
    draw_history(context, plan.id)


def _draw_figures(context: Context, figures: Mapping[str, int], *, proven: bool) -> None:
    if not figures:
        st.caption(context.say("no-figures"))
        return
    if context.viewer.committee:
        # The figures are of every committee's hosts.
        return
    shown: dict[str, str | int] = {
        "hosts-covered": f"{figures['hosts_covered']} / {figures['hosts']}",
        "seats-filled": f"{figures['seats_filled']} / {figures['seats_needed']}",
        "matches": figures["matches"],
        "blind-spots-left": figures["blind_spots_left"],
        "blocking": figures["blocking"],
        "unplaced": figures["unplaced"],
    }
    with st.container(horizontal=True, gap="medium"):
        for key, value in shown.items():
            st.metric(context.say(key), value, width="content")
    st.caption(context.say("is-proven" if proven else "is-not-proven"))
