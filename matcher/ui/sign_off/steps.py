"""The four steps of one pair: what was recorded, the next one, and how it is declined."""

import streamlit as st

from matcher.explain import name
from matcher.plans.workflow import DECLINE_REASONS, MatchProgress, Step, decline, find_next_step, record_step
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.sign_off.attesting import ask_attested, name_fields
from matcher.words import add_aside


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
    if not context.may("record-step", committee=pair.match.committee):
        return
    following = find_next_step(pair.match.step)
    if following is not None:
        _draw_next(context, pair, following)
    if pair.match.step not in {"declined", "appointed"}:
        _draw_decline(context, pair)


def _draw_next(context: Context, pair: MatchProgress, step: Step) -> None:
    key, version = pair.match.key, pair.match.version
    called = name("match_step", step).say(context.language)
    fields = name_fields(f"step-{step}", key, version)
    with st.form(fields):
        told = ask_attested(context, fields)
        is_sent = st.form_submit_button(context.say("do-step", step=called), key=name_fields("do-step", key, version))
    if is_sent:
        with context.doing("done-step", step=called):
            record_step(context.store, context.actor, key, step, told, version=version)


def _draw_decline(context: Context, pair: MatchProgress) -> None:
    key, version = pair.match.key, pair.match.version
    fields = name_fields("decline", key, version)
    with st.expander(context.say("decline")), st.form(fields, border=False):
        reason = st.selectbox(
            context.say("decline-reason"),
            DECLINE_REASONS,
            format_func=lambda code: name("decline_reason", code).say(context.language),
            key=f"{fields}-reason",
        )
        told = ask_attested(context, fields)
        is_sent = st.form_submit_button(context.say("do-decline"), key=name_fields("do-decline", key, version))
    if is_sent:
        with context.doing("done-decline"):
            decline(context.store, context.actor, key, reason, told, version=version)


def _tell_step(context: Context, step: str, reason: str) -> str:
    called = name("match_step", step).say(context.language)
    if not reason:
        return called
    return add_aside(called, name("decline_reason", reason).say(context.language), context.language)
