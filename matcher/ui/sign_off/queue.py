"""What waits for the visitor, each with a link to where it is done."""

from collections.abc import Callable, Sequence

import streamlit as st

from matcher.explain import name
from matcher.explain.names import Topic
from matcher.plans.audit import read_end
from matcher.plans.workflow import Waiting, list_waiting
from matcher.ui.context import Context
from matcher.ui.plan_choice import describe_plan

_KEPT = 40


def recall_waiting(context: Context) -> tuple[Waiting, ...]:
    """Return what waits for the visitor in the season in view; counted again once anything was done by anybody."""
    season_id = context.season.id if context.season else None
    key = (context.actor.account_id, season_id, *read_end(context.store))
    return _recall(
        str(context.store.engine.url), key, lambda: list_waiting(context.store, context.actor, season_id=season_id)
    )


def draw_queue(context: Context, waiting: Sequence[Waiting]) -> None:
    """Show the queue; the plan's name leads to its page, a pair's work to the page of pairs."""
    st.subheader(context.say("queue"))
    if not waiting:
        st.write(context.say("queue-empty"))
        return
    for each in waiting:
        told = tell_waiting(context, each)
        page = "review" if each.kind == "sign" else "pairs"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(told)
            if page in context.pages and (page != context.page or context.param("plan") != str(each.plan.id)):
                context.link(page, describe_plan(context, each.plan), plan=str(each.plan.id))
            else:
                st.markdown(context.say("of-plan", plan=describe_plan(context, each.plan)))
        if each.hindrance is not None:
            st.caption(context.speak(each.hindrance))


def tell_waiting(context: Context, waiting: Waiting) -> str:
    """Return one line of the queue, safe inside Markdown."""
    if waiting.kind == "sign":
        return context.say("waits-sign", what=name("permission", f"{waiting.what}-plan").say(context.language))
    topic: Topic = "match_step" if waiting.kind == "step" else "consent_side"
    what = name(topic, waiting.what).say(context.language)
    return context.say(f"waits-{waiting.kind}", what=what, count=waiting.count)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _recall(
    place: str,  # noqa: ARG001 (part of the key)
    key: tuple[int | None, int | None, int, str],  # noqa: ARG001
    _make: Callable[[], tuple[Waiting, ...]],
) -> tuple[Waiting, ...]:
    return _make()
