"""The pairs of a plan with how far each has come, as the page of pairs shows them: read again once anything is done."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.audit import read_end
from matcher.plans.workflow import CONSENT_SIDES, MatchProgress, list_progress
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue, KeptTable
from matcher.ui.sign_off.people import PairNames, name_pairs

_KEPT = 6
COLUMNS = ("host", "person", "committee", "step", *CONSENT_SIDES, "ready", "lacks")
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
    """

    progress: tuple[MatchProgress, ...]
    names: PairNames
    table: KeptTable
    known: Mapping[tuple[str, str], MatchProgress]
    called: Catalogue[tuple[str, str]]


def recall_pairs(context: Context, plan_id: int) -> PlanPairs:
    """Return the pairs of a plan as they are now.

    Everything that is done adds an entry to the audit chain: as long as its end stays where it is,
    nothing has changed, and what was read for one visitor holds for all who may see the same.
    """
    # The end first: what is read after it is at least as new.
    end = read_end(context.store)
    place = str(context.store.engine.url)
    key = (plan_id, context.viewer.committee, context.language, *end)
    return _recall(place, key, lambda: _read(context, plan_id))


def _read(context: Context, plan_id: int) -> PlanPairs:
    progress = list_progress(context.store, context.actor, plan_id)
    names = name_pairs(context, plan_id)
    frame = pd.DataFrame([_make_row(context, each, names) for each in progress], columns=list(COLUMNS))
    known = {(each.match.key.candidate_id, each.match.key.post_id): each for each in progress}
    called = Catalogue({key: names.tell(context, *key) for key in known})
    return PlanPairs(progress, names, KeptTable(frame), known, called)


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
        "lacks": "；".join(lack.say(context.language) for lack in each.lacks),
    }


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _recall(place: str, key: tuple[int, str, str, int, str], _make: Callable[[], PlanPairs]) -> PlanPairs:  # noqa: ARG001
    pairs = _make()
    # See `settle_memory`: this takes no more than what was made out of the collector's sight.
    gc.freeze()
    return pairs
