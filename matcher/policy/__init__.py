"""What the planner decides: objectives, weights, rules, quotas, pins and bans.

A scenario file is typed by a person, so it is read like a letter, not like a protocol: whatever is
wrong in it comes back at once, each fault with its line, what stands there, why it cannot stay and
the nearest right word. What passes is a frozen `Policy` that no other room needs to check again.

The register (`REGISTER`) is the catalogue of rules; a policy switches its entries and sets their
parameters, it never adds one. `check_ids` is the one check that needs the pools.
"""

from matcher.policy.digest import digest
from matcher.policy.ids import check_ids
from matcher.policy.load import build_policy, load_policy, parse_policy
from matcher.policy.records import EngineSettings, PairOrder, Policy, PoolFiles, Quota, RuleSetting, Waiver
from matcher.policy.register import REGISTER, Rule
from matcher.policy.schema import json_schema
from matcher.policy.terms import DEFAULT_WEIGHTS, PRESETS, Criterion, Objective
from matcher.policy.write import remember_columns, render_policy, write_policy

__all__ = [
    "DEFAULT_WEIGHTS",
    "PRESETS",
    "REGISTER",
    "Criterion",
    "EngineSettings",
    "Objective",
    "PairOrder",
    "Policy",
    "PoolFiles",
    "Quota",
    "Rule",
    "RuleSetting",
    "Waiver",
    "build_policy",
    "check_ids",
    "digest",
    "json_schema",
    "load_policy",
    "parse_policy",
    "remember_columns",
    "render_policy",
    "write_policy",
]
