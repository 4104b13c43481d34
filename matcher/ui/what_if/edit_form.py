"""The form that adds one edit: a kind, and the fields of that kind."""

from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from matcher.explain import name
from matcher.explain.evidence import Evidence
from matcher.policy import DEFAULT_WEIGHTS, PRESETS, REGISTER
from matcher.policy.terms import Consent
from matcher.ui.context import Context

KINDS: Mapping[str, tuple[str, ...]] = {
    "withdraw_candidate": ("candidate",),
    "withdraw_enterprise": ("enterprise",),
    "set_capacity": ("candidate", "capacity"),
    "set_seats": ("post", "least", "most"),
    "pin": ("candidate", "enterprise", "reason"),
    "ban": ("candidate", "enterprise", "reason"),
    "switch_rule": ("rule", "is_on"),
    "set_distance": ("most_km",),
    "set_radius": ("most_km",),
    "set_preset": ("preset",),
    "set_weight": ("criterion", "weight"),
    "set_consent": ("consent",),
}
"""Kind of edit → its fields; every other kind is written in the variant's file."""


def ask_edit(context: Context, evidence: Evidence) -> dict[str, Any] | None:
    """Draw the form and return the edit as data once it is sent."""
    kind = st.selectbox(
        context.say("edit-kind"), list(KINDS), format_func=lambda code: context.say(f"kind-{code}"), key="edit-kind"
    )
    with st.form(f"edit-{kind}"):
        values = {field: _ask(context, evidence, field) for field in KINDS[kind]}
        is_sent = st.form_submit_button(context.say("try"), key="try", type="primary")
    if not is_sent:
        return None
    return {"kind": kind} | {key: value for key, value in values.items() if value not in (None, "")}


def tell_edit(context: Context, edit: Mapping[str, Any]) -> str:
    """Return an edit as one line, as typed text."""
    kind = edit["kind"]
    called = context.say(f"kind-{kind}") if kind in KINDS else context.say("kind-other")
    values = [_tell(context, key, value) for key, value in edit.items() if key != "kind"]
    return context.say("edit-line").format(kind=called, values=context.say("list-separator").join(values))


def _tell(context: Context, field: str, value: object) -> str:
    match field:
        case "rule" if str(value) in REGISTER:
            return REGISTER[str(value)].title.say(context.language)
        case "criterion" | "preset" | "consent":
            return name(field, str(value)).say(context.language)
        case "is_on":
            return context.say("switched-on" if value else "switched-off")
        case "least" | "most" | "most_km" | "weight" | "capacity":
            return f"{context.say(field)} {value}"
        case _:
            return str(value)


def _ask(context: Context, evidence: Evidence, field: str) -> object:
    label, key = context.say(field), f"edit-{field}"
    pools = evidence.pools
    if field in {"candidate", "enterprise", "post"}:
        hosts = {host.id: host.name for host in pools.enterprises}
        known = {
            "candidate": {person.id: f"{person.name}（{person.id}）" for person in pools.candidates},
            "enterprise": {host: f"{called}（{host}）" for host, called in hosts.items()},
            "post": {post.id: f"{hosts[post.enterprise]}（{post.id}）" for post in pools.posts},
        }[field]
        return st.selectbox(
            label,
            list(known),
            index=None,
            format_func=known.__getitem__,
            placeholder=context.say("type-to-find"),
            key=key,
        )
    choices: Mapping[str, tuple[str, ...]] = {
        "rule": tuple(REGISTER),
        "preset": tuple(PRESETS),
        "criterion": tuple(DEFAULT_WEIGHTS),
        "consent": get_args(Consent),
    }
    if field in choices:
        return st.selectbox(label, choices[field], format_func=lambda code: _tell(context, field, code), key=key)
    if field == "is_on":
        return st.checkbox(label, key=key)
    if field == "most_km":
        return st.number_input(label, 0.1, 10_000.0, 30.0, key=key)
    if field == "reason":
        return st.text_input(label, max_chars=200, key=key)
    return st.number_input(label, 0, 1000, None if field in {"least", "most"} else 1, key=key)
