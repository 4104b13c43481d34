"""The register of rules: which hold, on what basis, with which parameters."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import ScenarioRecord
from matcher.policy import REGISTER, Policy, Rule, RuleSetting
from matcher.policy.rule import Parameter
from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.scenario_edit.keeping import keep_changes
from matcher.words import begin_sentence


def draw_rules(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show every rule with its clause, and one of them to be changed."""
    headings = [context.say(key) for key in ("rule", "rule-kind", "effect", "basis", "holds")]
    rows = [
        [
            rule.title.say(context.language),
            name("rule_kind", rule.kind).say(context.language),
            name("effect", rule.effect).say(context.language),
            _tell_basis(rule, policy),
            context.say("yes" if policy.is_active(rule.id) else "no"),
        ]
        for rule in REGISTER.values()
    ]
    asked = context.param("rule")

    def take() -> None:
        context.set_param("rule", st.session_state["choose-rule"] or "")

    st.session_state["choose-rule"] = asked if asked in REGISTER else None
    chosen = st.selectbox(
        context.say("choose-rule"),
        list(REGISTER),
        index=None,
        format_func=lambda rule_id: REGISTER[rule_id].title.say(context.language),
        placeholder=context.say("choose-rule-hint"),
        key="choose-rule",
        on_change=take,
    )
    if chosen is not None:
        _draw_rule(context, record, policy, REGISTER[chosen])
    links = [context.address("scenario", scenario=str(record.id), part="rules", rule=rule_id) for rule_id in REGISTER]
    draw_plain_table(headings, rows, links)


def _draw_rule(context: Context, record: ScenarioRecord, policy: Policy, rule: Rule) -> None:
    setting = policy.rules.get(rule.id, RuleSetting())
    with st.form(f"rule-{rule.id}"):
        st.markdown(f"**{begin_sentence(context.speak(rule.title))}**")
        st.write(context.speak(rule.description))
        st.caption(context.say("clause", text=_tell_basis(rule, policy)))
        if rule.kind == "law":
            st.caption(context.say("is-law"))
        is_on = rule.is_on if setting.enabled is None else setting.enabled
        enabled = st.checkbox(context.say("holds"), is_on, key=f"on-{rule.id}-{record.version}")
        number = st.text_input(
            context.say("file-number"), setting.file_number, max_chars=100, key=f"number-{rule.id}-{record.version}"
        )
        values = {key: _ask(context, record, policy, rule, key) for key in rule.specs}
        is_sent = st.form_submit_button(
            context.say("keep"), key=f"keep-rule-{rule.id}", disabled=not context.may("edit-scenario")
        )
    if is_sent:
        changed: dict[str, Any] = setting.model_dump(exclude_defaults=True) | {
            "enabled": enabled,
            "file_number": number,
        }
        changed["parameters"] = {key: value for key, value in values.items() if value != rule.parameters[key]}
        rules: Mapping[str, Any] = {
            key: each.model_dump(exclude_defaults=True) for key, each in policy.rules.items()
        } | {rule.id: {key: value for key, value in changed.items() if value not in ("", {})}}
        keep_changes(context, record, policy, {"rules": rules})


def _ask(context: Context, record: ScenarioRecord, policy: Policy, rule: Rule, key: str) -> Parameter:
    spec, value = rule.specs[key], policy.parameter(rule.id, key)
    label, place = spec.words.say(context.language), f"parameter-{rule.id}-{key}-{record.version}"
    if isinstance(spec.default, bool):
        return st.checkbox(label, bool(value), key=place)
    if isinstance(spec.default, str):
        return st.text_input(label, str(value), key=place)
    least, most = spec.least, spec.most
    if isinstance(spec.default, float):
        bounds = (None if least is None else float(least), None if most is None else float(most))
        return st.number_input(label, *bounds, float(value), key=place)
    whole = (None if least is None else int(least), None if most is None else int(most))
    return int(st.number_input(label, *whole, int(value), key=place))


def _tell_basis(rule: Rule, policy: Policy) -> str:
    setting = policy.rules.get(rule.id, RuleSetting())
    parts = (setting.basis or rule.basis, setting.file_number, setting.clause or rule.clause)
    return " ".join(part for part in parts if part)
