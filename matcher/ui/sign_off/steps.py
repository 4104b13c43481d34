"""The four steps of one pair: what was recorded, the next one, and how it is declined."""

import streamlit as st

from matcher.explain import name
from matcher.plans.workflow import DECLINE_REASONS, MatchProgress, decline, find_next_step, record_step
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.sign_off.attesting import ask_attested


def draw_steps(context: Context, pair: MatchProgress) -> None:
    """Show the steps taken, and a form for the next one where the visitor may record it."""
    st.markdown(f"**{context.say('steps')}**")
    if pair.steps:
        headings = [context.say(key) for key in ("step", "on", "by-whom", "evidence", "recorded")]
        draw_plain_table(
            headings,
            [
                [
                    _tell_step(context, each.step, each.reason),
                    each.told.on.isoformat(),
                    each.told.person,
                    each.told.evidence,
                    f"{each.author} {tell_moment(each.made_at)}",
                ]
                for each in pair.steps
            ],
        )
    else:
        st.write(context.say("no-steps"))
    following = find_next_step(pair.match.step)
    if not context.may("record-step", committee=pair.match.committee):
        return
    if following is not None:
        called = name("match_step", following).say(context.language)
        with st.form("step", border=True, clear_on_submit=False):
            told = ask_attested(context, "step")
            is_sent = st.form_submit_button(context.say("do-step", step=called), key="do-step")
        if is_sent:
            with context.doing("done-step", step=called):
                record_step(context.store, context.actor, pair.match.key, following, told, version=pair.match.version)
    if pair.match.step not in {"declined", "appointed"}:
        _draw_decline(context, pair)


def _draw_decline(context: Context, pair: MatchProgress) -> None:
    with st.expander(context.say("decline")), st.form("decline", border=False):
        reason = st.selectbox(
            context.say("decline-reason"),
            DECLINE_REASONS,
            format_func=lambda code: name("decline_reason", code).say(context.language),
            placeholder="",
            key="decline-reason",
        )
        told = ask_attested(context, "decline")
        is_sent = st.form_submit_button(context.say("do-decline"), key="do-decline")
    if is_sent:
        with context.doing("done-decline"):
            decline(context.store, context.actor, pair.match.key, reason, told, version=pair.match.version)


def _tell_step(context: Context, step: str, reason: str) -> str:
    called = name("match_step", step).say(context.language)
    return f"{called}（{name('decline_reason', reason).say(context.language)}）" if reason else called
