"""Why a plan is as it is: reasons, causes and prices as records, and the words for them in Chinese and English.

Functions take the `Evidence` of a plan and ids, and return records: `explain_pair` why a pair is in the plan,
`explain_absence` why another is not and what it would cost, `list_absences` the same for all pairs of a host or a
person, `explain_person` and `make_slip` what one person is told. They are imported on first use.

One table holds every word: `NAMES` for codes (rules, objectives, criteria, roles …), `SENTENCES`
for whole sentences with facts to fill in, `LABELS` for headings of files and screens. Rooms to the
left carry codes; whoever shows something asks here.
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
    from matcher.explain.pairs import PairReason, explain_pair
    from matcher.explain.people import PersonResult, explain_person
    from matcher.explain.price import Price, make_resolver
    from matcher.explain.slip import Slip, make_slip, write_slip

__all__ = [
    "LABELS",
    "NAMES",
    "SENTENCES",
    "Absence",
    "AbsenceCause",
    "PairReason",
    "PersonResult",
    "Price",
    "Slip",
    "explain_absence",
    "explain_pair",
    "explain_person",
    "label",
    "list_absences",
    "make_resolver",
    "make_slip",
    "name",
    "tell",
    "write_slip",
]

_HOMES = {
    "Absence": "matcher.explain.absence",
    "AbsenceCause": "matcher.explain.absence_causes",
    "PairReason": "matcher.explain.pairs",
    "PersonResult": "matcher.explain.people",
    "Price": "matcher.explain.price",
    "Slip": "matcher.explain.slip",
    "explain_absence": "matcher.explain.absence",
    "explain_pair": "matcher.explain.pairs",
    "explain_person": "matcher.explain.people",
    "list_absences": "matcher.explain.absence",
    "make_resolver": "matcher.explain.price",
    "make_slip": "matcher.explain.slip",
    "write_slip": "matcher.explain.slip",
}


def __getattr__(name: str) -> object:
    """Import a name of the room on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.explain' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
