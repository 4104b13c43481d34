"""The four steps of one pair: what was recorded, the next one, and how it is declined."""

from typing import cast

import streamlit as st

from matcher.explain import name
from matcher.plans.workflow import DECLINE_REASONS, MatchProgress, Step, decline, find_next_step, record_step
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.pressing import remember_press, take_press
from matcher.ui.sign_off.attesting import ask_attested, read_attested


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
    _record_pressed(context, pair)
    if not context.may("record-step", committee=pair.match.committee):
        return
    following = find_next_step(pair.match.step)
    if following is not None:
        called = name("match_step", following).say(context.language)
        with st.form("step", border=True, clear_on_submit=False):
            # Fields of their own for every step: the evidence of one is not that of the next.
            ask_attested(context, f"step-{following}")
            st.form_submit_button(
                context.say("do-step", step=called),
                key="do-step",
                on_click=remember_press,
                args=("step", following, pair.match.version),
            )
    if pair.match.step not in {"declined", "appointed"}:
        _draw_decline(context, pair)


def _record_pressed(context: Context, pair: MatchProgress) -> None:
    """Do what was pressed, as it was when it was pressed: somebody else may have been quicker."""
    key = pair.match.key
    if (seen := take_press("step")) is not None:
        step, version = cast("tuple[Step, int]", seen)
        with context.doing("done-step", step=name("match_step", step).say(context.language)):
            record_step(context.store, context.actor, key, step, read_attested(f"step-{step}"), version=version)
    if (seen := take_press("decline")) is not None:
        (version,) = cast("tuple[int]", seen)
        reason = st.session_state.get("decline-reason", "")
        with context.doing("done-decline"):
            decline(context.store, context.actor, key, reason, read_attested("decline"), version=version)


def _draw_decline(context: Context, pair: MatchProgress) -> None:
    with st.expander(context.say("decline")), st.form("decline", border=False):
        st.selectbox(
            context.say("decline-reason"),
            DECLINE_REASONS,
            format_func=lambda code: name("decline_reason", code).say(context.language),
            key="decline-reason",
        )
        ask_attested(context, "decline")
        st.form_submit_button(
            context.say("do-decline"), key="do-decline", on_click=remember_press, args=("decline", pair.match.version)
        )


def _tell_step(context: Context, step: str, reason: str) -> str:
    called = name("match_step", step).say(context.language)
    return f"{called}（{name('decline_reason', reason).say(context.language)}）" if reason else called
