"""Keeping an edited policy: the whole of it is checked, and the second editor is told."""

from collections.abc import Mapping
from typing import Any

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


def keep_text(context: Context, record: ScenarioRecord, text: str) -> None:
    """Check a policy typed as text, and keep it in place of the one the visitor saw."""
    with context.doing("kept"), context.act() as act:
        edit_scenario(act, record.id, record.version, policy=text)
