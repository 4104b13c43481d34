"""Keeping an edited policy: the whole of it is checked, and the second editor is told."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from matcher.plans.store.records import ScenarioRecord
from matcher.plans.store.scenarios import edit_scenario
from matcher.policy import Policy, build_policy
from matcher.ui.context import Context


def keep_changes(context: Context, record: ScenarioRecord, policy: Policy, changes: Mapping[str, Any]) -> None:
    """Check a policy with some fields changed, and keep it in place of the one the visitor saw.

    Parameters
    ----------
    changes
        Field → new value, as a scenario file would hold it.
    """
    with context.doing("kept"):
        data = policy.model_dump(exclude_defaults=True) | {"name": policy.name, "season_start": policy.season_start}
        changed = build_policy(data | dict(changes))
        with context.act() as act:
            edit_scenario(act, record.id, record.version, policy=changed)
        forget_seen(record.id)


def keep_text(context: Context, record: ScenarioRecord, text: str) -> None:
    """Check a policy typed as text, and keep it in place of the one the visitor saw."""
    with context.doing("kept"):
        with context.act() as act:
            edit_scenario(act, record.id, record.version, policy=text)
        forget_seen(record.id)


def see(context: Context, record: ScenarioRecord) -> ScenarioRecord:
    """Return the scenario as this visitor began to edit it, and say so where it was changed since.

    Every click draws the page anew from the store; an edit must be judged by what its editor saw
    when typing it, or somebody else's change would be overwritten without a word.
    """
    seen: ScenarioRecord = st.session_state.setdefault(_name(record.id), record)
    if seen.version != record.version:
        st.warning(context.say("changed-since", author=record.author))
        if st.button(context.say("see-newest"), key="see-newest"):
            forget_seen(record.id)
            st.rerun()
    return seen


def forget_seen(scenario_id: int) -> None:
    """Begin anew with what the store holds."""
    st.session_state.pop(_name(scenario_id), None)


def _name(scenario_id: int) -> str:
    return f"seen-scenario-{scenario_id}"
