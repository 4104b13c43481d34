"""Put right what was recorded of a pair, and show what was put right: who, when, why, and what it said before."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import streamlit as st

from matcher.explain import name
from matcher.explain.names import Topic
from matcher.plans.workflow import (
    CONSENT_SIDES,
    DECLINE_REASONS,
    MatchKey,
    MatchProgress,
    Step,
    correct_consent,
    correct_step,
    list_corrections,
    take_back_step,
)
from matcher.plans.workflow.correcting import MOST_CHARACTERS
from matcher.plans.workflow.states import CONSENT_ANSWERS, STEPS_WITH_CONSENTS, ConsentAnswer, ConsentSide
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table
from matcher.ui.sign_off.attesting import ask_attested, name_fields
from matcher.ui.sign_off.people import name_actors

_RECORDED = ("answer", "on", "person", "evidence", "reason")
_NAMED: Mapping[str, Topic] = MappingProxyType({"answer": "consent_answer", "reason": "decline_reason"})


def draw_corrections(context: Context, pair: MatchProgress) -> None:
    """Show what was corrected of a pair, and the forms to correct more where the visitor may."""
    _draw_made(context, pair.match.key)
    if not context.may("correct-record", committee=pair.match.committee) or not (pair.steps or pair.consents):
        return
    # Not an expander: what it hides is drawn all the same.
    if not st.toggle(context.say("correct"), key=name_fields("correct", pair.match.key, 0)):
        return
    st.caption(context.say("correct-explained"))
    if pair.match.step != "proposed":
        with st.container(border=True):
            _draw_step(context, pair, cast("Step", pair.match.step))
    if pair.match.step in {*STEPS_WITH_CONSENTS, "declined"}:
        st.caption(context.say("consents-fixed"))
    elif pair.consents:
        with st.container(border=True):
            _draw_consent(context, pair)


def _draw_step(context: Context, pair: MatchProgress, step: Step) -> None:
    key, version = pair.match.key, pair.match.version
    last = next(each for each in pair.steps if each.step == step)
    called = name("match_step", step).say(context.language)
    fields = name_fields(f"correct-{step}", key, version)
    reason = ""
    with st.form(fields, border=False):
        if step == "declined":
            reason = st.selectbox(
                context.say("decline-reason"),
                DECLINE_REASONS,
                index=DECLINE_REASONS.index(last.reason),
                format_func=lambda code: name("decline_reason", code).say(context.language),
                key=f"{fields}-reason",
            )
        told = ask_attested(context, fields, last.told)
        why = _ask_why(context, fields)
        left, right = st.columns(2)
        is_sent = left.form_submit_button(
            context.say("do-correct", what=called), key=name_fields("do-correct-step", key, version)
        )
        is_taken_back = right.form_submit_button(
            context.say("do-take-back", what=called), key=name_fields("do-take-back", key, version)
        )
    if is_sent:
        with context.doing("done-correct", what=called):
            correct_step(context.store, context.actor, key, step, told, version=version, why=why, reason=reason)
    if is_taken_back:
        with context.doing("done-take-back", what=called):
            take_back_step(context.store, context.actor, key, step, version=version, why=why)


def _draw_consent(context: Context, pair: MatchProgress) -> None:
    key = pair.match.key
    side: ConsentSide | None = st.segmented_control(
        context.say("side"),
        [each for each in CONSENT_SIDES if each in pair.consents],
        format_func=lambda code: name("consent_side", code).say(context.language),
        key=name_fields("correct-side", key, len(pair.consents)),
    )
    if side is None:
        return
    consent = pair.consents[side]
    called = context.say("consent-of").format(side=name("consent_side", side).say(context.language))
    fields = name_fields(f"correct-{side}", key, consent.version)
    with st.form(fields, border=False):
        answer: ConsentAnswer = st.radio(
            context.say("answer"),
            CONSENT_ANSWERS,
            index=CONSENT_ANSWERS.index(cast("ConsentAnswer", consent.answer)),
            format_func=lambda code: name("consent_answer", code).say(context.language),
            key=f"{fields}-answer",
            horizontal=True,
            help=context.say("struck-help"),
        )
        told = ask_attested(context, fields, consent.told)
        why = _ask_why(context, fields)
        is_sent = st.form_submit_button(
            context.say("do-correct", what=called), key=name_fields(f"do-correct-{side}", key, consent.version)
        )
    if is_sent:
        with context.doing("done-correct", what=called):
            correct_consent(context.store, context.actor, key, side, answer, told, version=consent.version, why=why)


def _ask_why(context: Context, fields: str) -> str:
    return st.text_input(
        context.say("why"), key=f"{fields}-why", max_chars=MOST_CHARACTERS, placeholder=context.say("why-hint")
    )


def _draw_made(context: Context, key: MatchKey) -> None:
    made = list_corrections(context.store, context.actor, key)
    if not made:
        return
    st.markdown(f"**{context.say('corrected')}**")
    names = name_actors(context)
    headings = [context.say(heading) for heading in ("at", "by", "what", "was", "is", "why")]
    rows = [
        [
            tell_moment(entry.at),
            names.get(entry.actor, entry.actor),
            _tell_what(context, entry.before or {}),
            _tell_record(context, entry.before or {}),
            context.say("taken-back") if entry.action == "take-back-step" else _tell_record(context, entry.after or {}),
            (entry.after or {}).get("why", ""),
        ]
        for entry in made
    ]
    draw_plain_table(headings, rows)


def _tell_what(context: Context, record: Mapping[str, Any]) -> str:
    if "side" in record:
        return context.say("consent-of").format(side=name("consent_side", record["side"]).say(context.language))
    return name("match_step", record["step"]).say(context.language)


def _tell_record(context: Context, record: Mapping[str, Any]) -> str:
    told = [
        name(_NAMED[key], record[key]).say(context.language) if key in _NAMED else str(record[key])
        for key in _RECORDED
        if record.get(key)
    ]
    return context.say("list-separator").join(told)
