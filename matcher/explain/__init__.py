"""Why a plan is as it is: reasons, causes and prices as records, and the words for them in Chinese and English.

Functions take the `Evidence` of a plan and ids, and return records: `explain_pair` why a pair is in the
plan, `explain_absence` why another is not and what it would cost, `list_absences` the same for all pairs of a
host or a person, `explain_host`, `explain_person` and `explain_plan` what became of one or of all,
`suggest_repairs` what would help, `find_conflict` which rules leave no plan, `find_fragile` who cannot be
replaced, `make_slip` what one person is told. `confirm_cause` tries a cause anew. They are imported on first use.

One table holds every word: `NAMES` for codes (rules, objectives, criteria, roles …), `SENTENCES`
for whole sentences with facts to fill in, `LABELS` for headings of files and screens. Rooms to the
left carry codes; whoever shows something asks here.

Examples
--------
>>> from datetime import date
>>> from matcher.explain import explain_pair, explain_plan
>>> from matcher.plans import Scenario, make_plan
>>> from matcher.policy import Policy
>>> from matcher.pools import Candidate, Enterprise, Pools, Post, load_vocabulary
>>> people = (Candidate(id="1", name="甲", pool="reserve", status="on_duty", birth=date(1980, 1, 1),
...                     full_member=True, unit_consent=True, is_healthy=True, capacity=1),)
>>> hosts = tuple(Enterprise(id=name, name=name, kind="private_enterprise") for name in "AB")
>>> pools = Pools(candidates=people, enterprises=hosts, posts=tuple(Post(id=name, enterprise=name) for name in "AB"))
>>> plan = make_plan(Scenario(Policy(name="demo", season_start=date(2026, 12, 1)), pools, load_vocabulary()))
>>> overview = explain_plan(plan.evidence)
>>> [gap.key for gap in overview.uncovered], len(overview.shortages)
(['scarcity'], 1)
>>> explain_pair(plan.evidence, "1", "A").decisions[0].words.en
"each is the other's first"
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from matcher.explain.labels import LABELS, label
from matcher.explain.names import NAMES, name
from matcher.explain.sentences import SENTENCES, tell

if TYPE_CHECKING:
    from matcher.explain.absence import Absence, explain_absence, list_absences
    from matcher.explain.absence_causes import AbsenceCause
    from matcher.explain.cause import Cause
    from matcher.explain.causes import name_shortage
    from matcher.explain.confirming import confirm_cause
    from matcher.explain.conflicts import Conflict, find_conflict
    from matcher.explain.fragility import Fragility, find_fragile
    from matcher.explain.hosts import HostResult, explain_host
    from matcher.explain.overview import Overview, explain_plan, list_causes
    from matcher.explain.pairs import PairReason, explain_pair
    from matcher.explain.people import PersonResult, explain_person
    from matcher.explain.price import Price, make_resolver
    from matcher.explain.repairs import Repair, suggest_repairs
    from matcher.explain.slip import Slip, make_slip, write_slip

__all__ = [
    "LABELS",
    "NAMES",
    "SENTENCES",
    "Absence",
    "AbsenceCause",
    "Cause",
    "Conflict",
    "Fragility",
    "HostResult",
    "Overview",
    "PairReason",
    "PersonResult",
    "Price",
    "Repair",
    "Slip",
    "confirm_cause",
    "explain_absence",
    "explain_host",
    "explain_pair",
    "explain_person",
    "explain_plan",
    "find_conflict",
    "find_fragile",
    "label",
    "list_absences",
    "list_causes",
    "make_resolver",
    "make_slip",
    "name",
    "name_shortage",
    "suggest_repairs",
    "tell",
    "write_slip",
]

_HOMES = {
    "Absence": "matcher.explain.absence",
    "AbsenceCause": "matcher.explain.absence_causes",
    "Cause": "matcher.explain.cause",
    "Conflict": "matcher.explain.conflicts",
    "Fragility": "matcher.explain.fragility",
    "HostResult": "matcher.explain.hosts",
    "Overview": "matcher.explain.overview",
    "PairReason": "matcher.explain.pairs",
    "PersonResult": "matcher.explain.people",
    "Price": "matcher.explain.price",
    "Repair": "matcher.explain.repairs",
    "Slip": "matcher.explain.slip",
    "confirm_cause": "matcher.explain.confirming",
    "explain_absence": "matcher.explain.absence",
    "explain_host": "matcher.explain.hosts",
    "explain_pair": "matcher.explain.pairs",
    "explain_person": "matcher.explain.people",
    "explain_plan": "matcher.explain.overview",
    "find_conflict": "matcher.explain.conflicts",
    "find_fragile": "matcher.explain.fragility",
    "list_absences": "matcher.explain.absence",
    "list_causes": "matcher.explain.overview",
    "make_resolver": "matcher.explain.price",
    "make_slip": "matcher.explain.slip",
    "name_shortage": "matcher.explain.causes",
    "suggest_repairs": "matcher.explain.repairs",
    "write_slip": "matcher.explain.slip",
}


def __getattr__(name: str) -> object:
    """Import a name of the room on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.explain' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
