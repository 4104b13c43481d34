"""One scenario: what is wanted, which rules hold, and its solve."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from matcher.plans.store.imports import list_imports
from matcher.plans.store.records import ScenarioRecord
from matcher.plans.store.scenarios import edit_scenario, list_scenarios, save_scenario
from matcher.policy import Policy, parse_policy, render_policy
from matcher.ui.context import Context
from matcher.ui.scenario_edit.aims import draw_aims
from matcher.ui.scenario_edit.basics import draw_basics
from matcher.ui.scenario_edit.bounds import draw_orders, draw_quotas
from matcher.ui.scenario_edit.rules import draw_rules
from matcher.ui.scenario_edit.running import draw_running
from matcher.ui.scenario_edit.text import draw_text

PARTS: Mapping[str, Callable[[Context, ScenarioRecord, Policy], None]] = {
    "run": draw_running,
    "aims": draw_aims,
    "rules": draw_rules,
    "quotas": draw_quotas,
    "orders": draw_orders,
    "basics": draw_basics,
    "text": draw_text,
}
"""What can be looked at and changed, one at a time."""


def show(context: Context) -> None:
    """Show the part of a scenario that the address names."""
    st.title(context.say("title"))
    season = context.season
    if season is None:
        st.info(context.say("no-season"))
        return
    records = list_scenarios(context.store, season.id)
    record = _choose(context, records)
    if context.may("edit-scenario"):
        _draw_new(context, record)
    if record is None:
        return
    record = context.hold("scenario", record.id, record)
    policy = parse_policy(record.policy)
    _draw_import(context, record)
    asked = context.param("part", "run")

    def take() -> None:
        context.set_param("part", st.session_state["choose-part"])

    st.session_state["choose-part"] = asked if asked in PARTS else "run"
    part = st.segmented_control(
        context.say("part"),
        list(PARTS),
        required=True,
        format_func=lambda key: context.say(f"part-{key}"),
        key="choose-part",
        on_change=take,
    )
    if part is not None:
        PARTS[part](context, record, policy)


def _choose(context: Context, records: Sequence[ScenarioRecord]) -> ScenarioRecord | None:
    if not records:
        st.info(context.say("no-scenario"))
        return None
    known = {str(record.id): record for record in records}
    asked = context.param("scenario")
    if asked and asked not in known:
        st.warning(context.say("no-such-scenario", asked=asked))
    ids = list(known)

    def take() -> None:
        context.set_param("scenario", st.session_state["choose-scenario"])

    st.session_state["choose-scenario"] = asked if asked in known else ids[-1]
    chosen = st.selectbox(
        context.say("scenario"),
        ids,
        format_func=lambda key: " · ".join(filter(None, (known[key].name, parse_policy(known[key].policy).title))),
        key="choose-scenario",
        on_change=take,
    )
    if not asked:
        # Into the address at once: a refresh, or a click after somebody made a newer one, means this one.
        context.set_param("scenario", chosen)
    return known[chosen]


def _draw_import(context: Context, record: ScenarioRecord) -> None:
    """Say which import the scenario uses, and offer a newer one."""
    imports = list_imports(context.store, record.season_id)
    used = next((each for each in imports if each.id == record.import_id), None)
    newest = imports[0] if imports else None
    if used is None or newest is None:
        return
    st.caption(context.say("uses-import", number=used.number))
    if newest.id == used.id or not context.may("edit-scenario"):
        return
    if st.button(context.say("use-newest", number=newest.number), key="use-newest"):
        with context.doing("kept"), context.act() as act:
            edit_scenario(act, record.id, record.version, import_id=newest.id)


def _draw_new(context: Context, record: ScenarioRecord | None) -> None:
    season = context.season
    assert season is not None  # the page asked
    imports = list_imports(context.store, season.id)
    with st.expander(context.say("new"), expanded=record is None):
        if not imports:
            st.write(context.say("no-import"))
            return
        with st.form("new", border=False):
            called = st.text_input(context.say("new-name"), max_chars=60, key="new-name", help=context.say("new-help"))
            is_sent = st.form_submit_button(context.say("do-new"), key="do-new")
    if is_sent:
        with context.doing("made"):
            policy = parse_policy(record.policy) if record is not None else None
            text = (
                render_policy(policy.model_copy(update={"name": called}), record.policy)
                if policy is not None and record is not None
                else render_policy(Policy(name=called, season_start=season.starts_on))
            )
            import_id = record.import_id if record is not None else imports[0].id
            with context.act() as act:
                made = save_scenario(act, season.id, import_id, text)
            context.set_param("scenario", str(made.id))
