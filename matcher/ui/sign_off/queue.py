"""What waits for the visitor, each with a link to where it is done."""

from collections.abc import Sequence

import streamlit as st

from matcher.explain import name
from matcher.explain.names import Topic
from matcher.plans.workflow import Waiting
from matcher.ui.context import Context
from matcher.ui.plan_choice import describe_plan


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
