"""Comments on a plan and on its pairs."""

import streamlit as st

from matcher.plans.workflow import MatchKey, add_comment, list_comments
from matcher.plans.workflow.commenting import MOST_CHARACTERS
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment


def draw_comments(context: Context, plan_id: int, pair: MatchKey | None = None) -> None:
    """Show the comments and a form for one more; with a pair, only those on it."""
    st.subheader(context.say("comments"))
    comments = list_comments(context.store, context.actor, plan_id)
    if pair is not None:
        key = (pair.candidate_id, pair.post_id)
        comments = tuple(each for each in comments if (each.candidate_id, each.post_id) == key)
    if not comments:
        st.write(context.say("no-comments"))
    for each in comments:
        about = context.say("about-pair", person=each.candidate_id, post=each.post_id) if each.candidate_id else ""
        head = context.say("comment-head", author=each.author, at=tell_moment(each.made_at))
        with st.container(border=True):
            st.caption(f"{head} {about}".strip())
            st.text(each.text)
    if not context.may("comment") or (pair is None and context.viewer.committee):
        return
    with st.form(f"comment-{plan_id}", clear_on_submit=True, border=False):
        text = st.text_area(context.say("comment"), max_chars=MOST_CHARACTERS, key="comment-text")
        is_sent = st.form_submit_button(context.say("do-comment"), key="do-comment")
    if is_sent:
        with context.doing("done-comment"):
            add_comment(context.store, context.actor, plan_id, text, pair=pair)
