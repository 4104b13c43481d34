"""The four consents of one pair."""

from typing import cast

import streamlit as st

from matcher.explain import name
from matcher.plans.store.consents import ConsentRecord
from matcher.plans.workflow import CONSENT_SIDES, MatchProgress, record_consent
from matcher.plans.workflow.states import CONSENT_ANSWERS, CONSENT_CHANGES, ConsentAnswer, ConsentSide
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.sign_off.attesting import ask_attested, name_fields


def draw_consents(context: Context, pair: MatchProgress) -> None:
    """Show what each side says, and a form to record it where the visitor may."""
    st.markdown(f"**{context.say('consents')}**")
    headings = [context.say(key) for key in ("side", "answer", "on", "by-whom", "evidence", "recorded")]
    draw_plain_table(headings, [_make_row(context, side, pair.consents.get(side)) for side in CONSENT_SIDES])
    if pair.match.step == "declined" or not context.may("record-consent", committee=pair.match.committee):
        return
    # Once all have said something, none is chosen: the only answer left to record would take a consent away.
    asked = next((each for each in CONSENT_SIDES if _is_open(pair, each)), None)
    with st.container(border=True):
        side = st.segmented_control(
            context.say("side") if asked is not None else context.say("side-again"),
            CONSENT_SIDES,
            default=asked,
            required=asked is not None,
            format_func=lambda code: name("consent_side", code).say(context.language),
            # The next side that has not said anything, once one has.
            key=name_fields("side", pair.match.key, len(pair.consents)),
        )
        if side is not None:
            _draw_form(context, pair, side)


def _is_open(pair: MatchProgress, side: ConsentSide) -> bool:
    return side not in pair.consents or pair.consents[side].answer == "struck"


def _draw_form(context: Context, pair: MatchProgress, side: ConsentSide) -> None:
    before, key = pair.consents.get(side), pair.match.key
    now = cast("ConsentAnswer", before.answer) if before is not None else None
    version = before.version if before is not None else 0
    called = name("consent_side", side).say(context.language)
    fields = name_fields(f"consent-{side}", key, version)
    with st.form(fields, border=False):
        answer = st.radio(
            context.say("answer"),
            [each for each in CONSENT_ANSWERS if each in CONSENT_CHANGES[now]],
            format_func=lambda code: name("consent_answer", code).say(context.language),
            key=f"{fields}-answer",
            horizontal=True,
        )
        told = ask_attested(context, fields)
        is_sent = st.form_submit_button(
            context.say("do-consent", side=called), key=name_fields(f"do-consent-{side}", key, version)
        )
    if is_sent:
        with context.doing("done-consent", side=called):
            record_consent(context.store, context.actor, key, side, answer, told, version=version)


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
