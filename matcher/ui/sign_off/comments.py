"""Comments on a plan and on its pairs."""

import streamlit as st

from matcher.plans.store.matches import MatchRecord
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import add_comment, list_comments
from matcher.plans.workflow.commenting import MOST_CHARACTERS
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.sign_off.attesting import name_fields


def draw_comments(context: Context, plan: PlanRecord, pair: MatchRecord | None = None) -> None:
    """Show the comments and a form for one more; with a pair, only those on it."""
    st.subheader(context.say("comments"))
    comments = list_comments(context.store, context.actor, plan.id)
    if pair is not None:
        about = (pair.key.candidate_id, pair.key.post_id)
        comments = tuple(each for each in comments if (each.candidate_id, each.post_id) == about)
    which = f"{plan.id}" if pair is None else name_fields("pair", pair.key, 0)
    comments = context.hold("comments", which, comments)
    if not comments:
        st.write(context.say("no-comments"))
    for each in comments:
        told = context.say("about-pair", person=each.candidate_id, post=each.post_id) if each.candidate_id else ""
        head = context.say("comment-head", author=each.author, at=tell_moment(each.made_at))
        with st.container(border=True):
            st.caption(f"{head} {told}".strip())
            st.text(each.text)
    if not context.may("comment") or (pair is None and context.viewer.committee):
        return
    # What is typed on one pair is not shown on the next, and a second press finds no button.
    form = f"{which}-{len(comments)}"
    with st.form(f"comment-{form}", border=False):
        text = st.text_area(context.say("comment"), max_chars=MOST_CHARACTERS, key=f"comment-text-{form}")
        is_sent = st.form_submit_button(context.say("do-comment"), key=f"do-comment-{form}")
    if is_sent:
        with context.doing("done-comment"):
            key, version = (None, plan.version) if pair is None else (pair.key, pair.version)
            add_comment(context.store, context.actor, plan.id, text, pair=key, version=version)
