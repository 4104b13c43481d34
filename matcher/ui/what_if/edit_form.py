"""The form that adds one edit: a kind, and the fields of that kind."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import streamlit as st

from matcher.explain import name
from matcher.explain.evidence import Evidence
from matcher.policy import DEFAULT_WEIGHTS, PRESETS, REGISTER
from matcher.policy.terms import Consent
from matcher.pools import Pools
from matcher.ui.asking import ask_one
from matcher.ui.catalogues import recall_hosts, recall_people, recall_posts
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue

AS_TEXT = "as-text"
"""What the form calls edits that are typed."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "withdraw_candidate": ("candidate",),
    "withdraw_enterprise": ("enterprise",),
    "set_capacity": ("candidate", "capacity"),
    "set_seats": ("post", "least", "most"),
    "pin": ("candidate", "enterprise", "reason"),
    "ban": ("candidate", "enterprise", "reason"),
    "waive": ("candidate", "enterprise", "waivable", "reason"),
    "switch_rule": ("rule", "is_on"),
    "set_distance": ("most_km",),
    "set_radius": ("most_km",),
    "set_preset": ("preset",),
    "set_weight": ("criterion", "weight"),
    "set_consent": ("consent",),
    AS_TEXT: ("text",),
}
"""Kind of edit → its fields; every other kind is typed as a variant's file has it."""

_EXAMPLE = 'kind = "unban"\ncandidate = "001"\nenterprise = "Q001"'

_FIELDS = {"waivable": "rule"}
"""Fields of the form that are asked otherwise than the field of the edit they fill."""

_RECORDS: Mapping[str, Callable[[Context, int, Pools], Catalogue[str]]] = {
    "candidate": recall_people,
    "enterprise": recall_hosts,
    "post": recall_posts,
}
"""Fields that name a record, with what they are chosen from."""


def ask_edit(context: Context, plan_id: int, evidence: Evidence) -> dict[str, Any] | str | None:
    """Draw the form and return the edit as data, or the text typed for any number of them, once it is sent."""
    kind = st.selectbox(
        context.say("edit-kind"), list(KINDS), format_func=lambda code: context.say(f"kind-{code}"), key="edit-kind"
    )
    # Not in the form: what is typed to find a record has to reach the server.
    values = {field: _ask_record(context, plan_id, evidence, field) for field in KINDS[kind] if field in _RECORDS}
    with st.form(f"edit-{kind}"):
        values |= {_FIELDS.get(field, field): _ask(context, field) for field in KINDS[kind] if field not in _RECORDS}
        is_sent = st.form_submit_button(context.say("try"), key="try", type="primary")
    if not is_sent:
        return None
    if kind == AS_TEXT:
        return str(values["text"])
    return {"kind": kind} | {key: value for key, value in values.items() if value not in (None, "")}


def _ask_record(context: Context, plan_id: int, evidence: Evidence, field: str) -> object:
    recall = _RECORDS[field]
    return ask_one(context, f"edit-{field}", context.say(field), recall(context, plan_id, evidence.pools))


def _ask(context: Context, field: str) -> object:
    label, key = context.say(field), f"edit-{field}"
    choices: Mapping[str, tuple[str, ...]] = {
        "rule": tuple(REGISTER),
        "waivable": tuple(rule.id for rule in REGISTER.values() if rule.is_waivable),
        "preset": tuple(PRESETS),
        "criterion": tuple(DEFAULT_WEIGHTS),
        "consent": get_args(Consent),
    }
    if field in choices:
        return st.selectbox(label, choices[field], format_func=lambda code: _name(context, field, code), key=key)
    if field == "text":
        return st.text_area(label, placeholder=_EXAMPLE, help=context.say("text-help"), key=key)
    if field == "is_on":
        return st.checkbox(label, key=key)
    if field == "most_km":
        return st.number_input(label, 0.1, 10_000.0, 30.0, key=key)
    if field == "reason":
        return st.text_input(label, max_chars=200, key=key)
    return st.number_input(label, 0, 1000, None if field in {"least", "most"} else 1, key=key)


def _name(context: Context, field: str, code: str) -> str:
    match field:
        case "preset" | "criterion" | "consent":
            return name(field, code).say(context.language)
        case _:
            return name("gate", code).say(context.language)
