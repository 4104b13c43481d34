"""A fingerprint of what a policy means, not of how it was typed."""

import hashlib
import json

from matcher.policy.records import DEFAULT_WEIGHTS, Policy
from matcher.policy.register import REGISTER

_RESOLVED = {"preset", "objectives", "weights", "rules", "pins", "bans", "waivers"}


def digest(policy: Policy) -> str:
    """Return the SHA-256 of a policy's canonical form, 64 hexadecimal digits.

    Defaults are filled in and switches resolved at the start of the season, so that two policies
    that decide the same have one digest, and a changed default of the register changes it.

    Examples
    --------
    >>> from datetime import date
    >>> silent = Policy(name="demo", season_start=date(2026, 12, 1))
    >>> digest(silent) == digest(silent.model_copy(update={"preset": "coverage-first"}))
    True
    """
    form = policy.model_dump(mode="json", exclude=_RESOLVED)
    form["objectives"] = policy.ordered_objectives
    form["weights"] = {criterion: policy.weight(criterion) for criterion in DEFAULT_WEIGHTS}
    form["rules"] = {rule_id: _resolve(policy, rule_id) for rule_id in REGISTER}
    for side, orders in (("pins", policy.pins), ("bans", policy.bans)):
        # Orders hold all at once; the order they were typed in means nothing.
        form[side] = sorted((order.candidate, order.enterprise, order.post or "", order.reason) for order in orders)
    if policy.waivers:
        # Absent, they leave the digests of scenarios written before there were any.
        keys = ("candidate", "enterprise", "post", "rule", "reason")
        form["waivers"] = sorted([getattr(waiver, key) or "" for key in keys] for waiver in policy.waivers)
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"policy 1\n{text}".encode()).hexdigest()


def _resolve(policy: Policy, rule_id: str) -> dict[str, object]:
    rule, setting = REGISTER[rule_id], policy.rules.get(rule_id)
    return {
        "is_active": policy.is_active(rule_id),
        "kind": rule.kind,
        "effect": rule.effect,
        "basis": (setting.basis if setting else None) or rule.basis,
        "clause": (setting.clause if setting else None) or rule.clause,
        "file_number": setting.file_number if setting else "",
        "parameters": {name: policy.parameter(rule_id, name) for name in rule.specs},
    }
