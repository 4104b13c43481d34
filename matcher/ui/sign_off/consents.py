"""The four consents of one pair."""

from typing import cast

import streamlit as st

from matcher.explain import name
from matcher.plans.store.consents import ConsentRecord
from matcher.plans.workflow import CONSENT_SIDES, MatchProgress, record_consent
from matcher.plans.workflow.states import CONSENT_CHANGES, ConsentAnswer, ConsentSide
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.pressing import remember_press, take_press
from matcher.ui.sign_off.attesting import ask_attested, read_attested


def draw_consents(context: Context, pair: MatchProgress) -> None:
    """Show what each side says, and a form to record it where the visitor may."""
    st.markdown(f"**{context.say('consents')}**")
    headings = [context.say(key) for key in ("side", "answer", "on", "by-whom", "evidence", "recorded")]
    draw_plain_table(headings, [_make_row(context, side, pair.consents.get(side)) for side in CONSENT_SIDES])
    _record_pressed(context, pair)
    if pair.match.step == "declined" or not context.may("record-consent", committee=pair.match.committee):
        return
    with st.container(border=True):
        side = st.segmented_control(
            context.say("side"),
            CONSENT_SIDES,
            default=next((each for each in CONSENT_SIDES if each not in pair.consents), CONSENT_SIDES[0]),
            required=True,
            format_func=lambda code: name("consent_side", code).say(context.language),
            # The next side that has not said anything, once one has.
            key=f"side-{pair.match.key.subject}-{len(pair.consents)}",
        )
        if side is not None:
            _draw_form(context, pair, side)


def _record_pressed(context: Context, pair: MatchProgress) -> None:
    """Record what was pressed, as it was when it was pressed: somebody else may have been quicker."""
    if (seen := take_press("consent")) is None:
        return
    side, version = cast("tuple[ConsentSide, int]", seen)
    answer = cast("ConsentAnswer", st.session_state.get(f"answer-{side}-{version}"))
    told = read_attested(f"consent-{side}-{version}")
    with context.doing("done-consent", side=name("consent_side", side).say(context.language)):
        record_consent(context.store, context.actor, pair.match.key, side, answer, told, version=version)


def _draw_form(context: Context, pair: MatchProgress, side: ConsentSide) -> None:
    before = pair.consents.get(side)
    now = cast("ConsentAnswer", before.answer) if before is not None else None
    # Fields of their own for every answer: a second press must not turn the first one round with its evidence.
    version = before.version if before is not None else 0
    with st.form(f"consent-{side}-{version}", border=False):
        st.radio(
            context.say("answer"),
            [each for each in ("given", "refused", "withdrawn") if each in CONSENT_CHANGES[now]],
            format_func=lambda code: name("consent_answer", code).say(context.language),
            key=f"answer-{side}-{version}",
            horizontal=True,
        )
        ask_attested(context, f"consent-{side}-{version}")
        called = name("consent_side", side).say(context.language)
        st.form_submit_button(
            context.say("do-consent", side=called),
            key="do-consent",
            on_click=remember_press,
            args=("consent", side, version),
        )


def _make_row(context: Context, side: ConsentSide, consent: ConsentRecord | None) -> list[object]:
    called = name("consent_side", side).say(context.language)
    if consent is None:
        return [called, context.say("not-asked"), "", "", "", ""]
    return [
        called,
        name("consent_answer", consent.answer).say(context.language),
        consent.told.on.isoformat(),
        consent.told.person,
        consent.told.evidence,
        f"{consent.author} {tell_moment(consent.made_at)}",
    ]
