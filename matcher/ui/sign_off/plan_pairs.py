"""The pairs of a plan with how far each has come, as the page of pairs shows them: read again once anything is done."""

import gc
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.audit import read_end
from matcher.plans.workflow import CONSENT_SIDES, MatchProgress, list_progress
from matcher.plans.workflow.renewing import list_touched
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue, KeptTable
from matcher.ui.sign_off.people import PairNames, name_pairs
from matcher.words import CLAUSE_SEPARATOR

_KEPT = 6
_FEW = 0.2
"""Share of the pairs up to which those changed are read alone."""
COLUMNS = ("host", "person", "step", "committee", *CONSENT_SIDES, "ready", "lacks")
"""Of the table of pairs."""


@dataclass(frozen=True)
class PlanPairs:
    """Hold the pairs of a plan that a visitor may see, at one moment.

    Parameters
    ----------
    progress, table
        Pair by pair, in the same order.
    known
        Ids of person and post → pair.
    called
        The same, with what lists call them.
    places
        What the audit chain calls a pair → places in `progress`; of masked ids several may be called alike.
    """

    progress: tuple[MatchProgress, ...]
    names: PairNames
    table: KeptTable
    known: Mapping[tuple[str, str], MatchProgress]
    called: Catalogue[tuple[str, str]]
    places: Mapping[str, Sequence[int]]


@dataclass
class _Kept:
    """Hold pairs as last read, and number and hash of the audit chain's end before that."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    pairs: PlanPairs | None = None
    end: tuple[int, str] = (0, "")


def recall_pairs(context: Context, plan_id: int) -> PlanPairs:
    """Return the pairs of a plan as they are now.

    Everything that is done adds an entry to the audit chain: what was read for one visitor holds for all
    who may see the same, but for the pairs that later entries name. Who comes while they are read waits
    for that one reading.
    """
    kept = _remember(str(context.store.engine.url), plan_id, context.viewer.committee, context.language)
    with kept.turn:
        # The end first: what is read after it is at least as new.
        end = read_end(context.store)
        if kept.pairs is None:
            kept.pairs = _read(context, plan_id)
        elif end != kept.end:
            kept.pairs = _renew(context, plan_id, kept.pairs, kept.end)
        kept.end = end
        return kept.pairs


def _read(context: Context, plan_id: int) -> PlanPairs:
    progress = list_progress(context.store, context.actor, plan_id)
    names = name_pairs(context, plan_id)
    known = {(each.match.key.candidate_id, each.match.key.post_id): each for each in progress}
    places: dict[str, list[int]] = {}
    for place, each in enumerate(progress):
        places.setdefault(each.match.key.subject, []).append(place)
    called = Catalogue({key: names.tell(context, *key) for key in known})
    pairs = PlanPairs(progress, names, KeptTable(_make_frame(context, progress, names)), known, called, places)
    # See `settle_memory`: this takes no more than what was made out of the collector's sight.
    gc.freeze()
    return pairs


def _renew(context: Context, plan_id: int, pairs: PlanPairs, end: tuple[int, str]) -> PlanPairs:
    """Return the pairs with those read again to which something was done since an end of the audit chain."""
    touched = list_touched(context.store, context.actor, plan_id, end)
    if touched is None or len(touched) > _FEW * len(pairs.places):
        return _read(context, plan_id)
    # Only an account of one committee has no place for a pair: it is at somebody else's host.
    if not (context.viewer.committee or touched <= pairs.places.keys()):
        return _read(context, plan_id)
    places = sorted(place for subject in touched for place in pairs.places.get(subject, ()))
    if not places:
        return pairs
    keys = [pairs.progress[place].match.key for place in places]
    changed = list_progress(context.store, context.actor, plan_id, only=keys)
    progress = list(pairs.progress)
    for place, each in zip(places, changed, strict=True):
        progress[place] = each
    known = dict(pairs.known) | {(each.match.key.candidate_id, each.match.key.post_id): each for each in changed}
    table = KeptTable(_replace_rows(pairs.table.frame, places, _make_frame(context, changed, pairs.names)))
    return PlanPairs(tuple(progress), pairs.names, table, known, pairs.called, pairs.places)


def _replace_rows(frame: pd.DataFrame, places: Collection[int], rows: pd.DataFrame) -> pd.DataFrame:
    columns = {}
    for key in frame:
        columns[key] = frame[key].copy()
        columns[key].iloc[list(places)] = rows[key].to_numpy()
    return pd.DataFrame(columns)


def _make_frame(context: Context, progress: Sequence[MatchProgress], names: PairNames) -> pd.DataFrame:
    return pd.DataFrame([_make_row(context, each, names) for each in progress], columns=list(COLUMNS))


def _make_row(context: Context, each: MatchProgress, names: PairNames) -> dict[str, object]:
    key = each.match.key
    answers: dict[str, object] = {
        side: name("consent_answer", each.consents[side].answer).say(context.language)
        if side in each.consents
        else context.say("not-asked")
        for side in CONSENT_SIDES
    }
    return {
        "host": f"{names.posts.get(key.post_id, key.post_id)}",
        "person": f"{names.people.get(key.candidate_id, key.candidate_id)} {key.candidate_id}",
        "committee": each.match.committee,
        "step": name("match_step", each.match.step).say(context.language),
        **answers,
        "ready": each.is_ready,
        "lacks": CLAUSE_SEPARATOR.say(context.language).join(lack.say(context.language) for lack in each.lacks),
    }


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _remember(place: str, plan_id: int, committee: str, language: str) -> _Kept:  # noqa: ARG001 (the key)
    return _Kept()
