"""What all sessions share in memory: plans and pools, which never change once stored, and what is made of them.

Personal data in them is whole: what a visitor may see is decided where it is shown.
"""

import gc
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store import Store
from matcher.plans.store.imports import load_pools
from matcher.plans.store.plans import load_plan
from matcher.plans.store.records import StoredPools
from matcher.ui.settling import settle_memory

Made = TypeVar("Made")
_PLANS_KEPT = 6
_POOLS_KEPT = 3
_MADE_KEPT = 60
_FINDING = threading.Lock()


def recall_stored_plan(store: Store, plan_id: int) -> Plan:
    """Return a stored plan with every reason; read from the store once per process.

    Raises
    ------
    StoreError
        There is no such plan, or what is stored does not have its digest.
    """
    return _load_plan(str(store.engine.url), plan_id, store)


def find_gaps(plan: Plan) -> None:
    """Find the causes of a plan's gaps unless somebody did; who comes meanwhile waits for the one who does."""
    with _FINDING:
        if "gaps" not in vars(plan):
            assert plan.gaps is not None
            gc.freeze()


def recall_stored_pools(store: Store, import_id: int) -> StoredPools:
    """Return the pools of an import; read from the store once per process.

    Raises
    ------
    StoreError
        There is no such import, or what is stored does not have its digest.
    """
    return _load_pools(str(store.engine.url), import_id, store)


def recall_made(store: Store, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """Return what `make` gives: a table, names to choose from; made once per process, as long as there is room.

    Parameters
    ----------
    key
        Everything that it depends on: the plan or import, what is made of it, the language, and the
        role or committee where it shows them only what is theirs.
    """
    made: Made = _make(str(store.engine.url), key, make)
    return made


@st.cache_resource(max_entries=_PLANS_KEPT, show_spinner=False)
def _load_plan(place: str, plan_id: int, _store: Store) -> Plan:  # noqa: ARG001 (part of the key)
    plan = load_plan(_store, plan_id)
    settle_memory()
    return plan


@st.cache_resource(max_entries=_POOLS_KEPT, show_spinner=False)
def _load_pools(place: str, import_id: int, _store: Store) -> StoredPools:  # noqa: ARG001 (part of the key)
    pools = load_pools(_store, import_id)
    settle_memory()
    return pools


@st.cache_resource(max_entries=_MADE_KEPT, show_spinner=False)
def _make(place: str, key: tuple[Hashable, ...], _make: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 (the key)
    made = _make()
    # Out of the collector's sight like what it is made of, without looking through all of that again.
    gc.freeze()
    return made
