"""What if: edits of a scenario, comparison of plans, trade-offs, withdrawals and sweeps.

Everything here starts from a scenario and its plan and leaves both, and the master pools, as they
are. Names are imported on first use, so that opening this door costs nothing.

==========================================  ====================================================
`make_edit`, `Variant`, `load_variant` …    a scenario tried otherwise, in memory and on disk
`WhatIf`                                    what a plan becomes after some edits, at once
`compare_plans`                             what differs, who moved and why, who gained
`replan`                                    a new plan that leaves what was agreed
`rank_for_post`, `rank_for_candidate`       who is best for a place, which place for a person
`find_trade_off`                            what one objective costs in another
`stress_plan`                               withdrawals, fragile hosts, backups
`load_sweep`, `run_sweep`                   many scenarios on processes or a cluster
==========================================  ====================================================

Examples
--------
>>> from datetime import date
>>> from matcher.plans import Scenario, make_plan
>>> from matcher.policy import Policy
>>> from matcher.pools import load_vocabulary
>>> from matcher.pools.synthetic import generate_pools
>>> from matcher.whatif import Variant, compare_plans, make_edit, replan, stress_plan
>>> policy = Policy(name="demo", season_start=date(2026, 12, 1), objectives=("coverage", "satisfaction"))
>>> base = Scenario(policy, generate_pools(6, 7, 1), load_vocabulary())
>>> plan = make_plan(base)
>>> person = plan.matches[0].candidate_id
>>> tried = Variant("one less", base).add(make_edit(kind="withdraw_candidate", candidate=person))
>>> found = replan(tried, plan, price=None)
>>> [lost.barrier for lost in found.lost]
['no-room']
>>> compare_plans([plan, found.plan]).changes[0].counts["gone"]
1
>>> stress = stress_plan(plan, people=[person])
>>> stress.singles[0].people == (person,)
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.edits.applying import apply_edit, apply_edits, make_edit
    from matcher.edits.kinds import Edit
    from matcher.whatif.answering import WhatIf
    from matcher.whatif.best import rank_for_candidate, rank_for_post
    from matcher.whatif.compare import compare_plans
    from matcher.whatif.replanning import replan
    from matcher.whatif.stress import stress_plan
    from matcher.whatif.sweep import run_sweep
    from matcher.whatif.sweep_file import load_sweep
    from matcher.whatif.trade_off import find_trade_off
    from matcher.whatif.variant import Variant
    from matcher.whatif.variant_file import (
        is_variant,
        load_variant,
        open_scenario,
        parse_variant,
        render_variant,
        save_variant,
    )

_HOMES = {
    "Edit": "matcher.edits.kinds",
    "Variant": "matcher.whatif.variant",
    "WhatIf": "matcher.whatif.answering",
    "apply_edit": "matcher.edits.applying",
    "apply_edits": "matcher.edits.applying",
    "compare_plans": "matcher.whatif.compare",
    "find_trade_off": "matcher.whatif.trade_off",
    "is_variant": "matcher.whatif.variant_file",
    "load_sweep": "matcher.whatif.sweep_file",
    "load_variant": "matcher.whatif.variant_file",
    "make_edit": "matcher.edits.applying",
    "open_scenario": "matcher.whatif.variant_file",
    "parse_variant": "matcher.whatif.variant_file",
    "rank_for_candidate": "matcher.whatif.best",
    "rank_for_post": "matcher.whatif.best",
    "render_variant": "matcher.whatif.variant_file",
    "replan": "matcher.whatif.replanning",
    "run_sweep": "matcher.whatif.sweep",
    "save_variant": "matcher.whatif.variant_file",
    "stress_plan": "matcher.whatif.stress",
}
"""Where each public name lives."""

__all__ = [
    "Edit",
    "Variant",
    "WhatIf",
    "apply_edit",
    "apply_edits",
    "compare_plans",
    "find_trade_off",
    "is_variant",
    "load_sweep",
    "load_variant",
    "make_edit",
    "open_scenario",
    "parse_variant",
    "rank_for_candidate",
    "rank_for_post",
    "render_variant",
    "replan",
    "run_sweep",
    "save_variant",
    "stress_plan",
]


def __getattr__(name: str) -> object:
    """Import a name of the room on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.whatif' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
