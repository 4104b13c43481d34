"""Whom a profile page is about: up to four ids in its address."""

from collections.abc import Collection, Mapping

import streamlit as st

from matcher.plans.store.imports import list_imports
from matcher.plans.store.records import StoredPools
from matcher.ui.context import Context
from matcher.ui.pool_view.browsing import MOST_COMPARED
from matcher.ui.pool_view.choosing import choose_import

PARAM = "ids"


def load_chosen_pools(context: Context) -> StoredPools | None:
    """Return the version of the pools the page is about; None: there is none, and the page says so."""
    if context.season is None:
        st.info(context.say("no-season"))
        return None
    chosen = choose_import(context, list_imports(context.store, context.season.id))
    return None if chosen is None else context.load_pools(chosen.id)


def choose_ids(context: Context, known: Mapping[str, str], allowed: Collection[str]) -> list[str]:
    """Show the box that says whose pages are side by side and return the ids.

    Parameters
    ----------
    known
        Id → name.
    allowed
        Ids the visitor may see; others are told apart from those nobody has by nothing.
    """
    given = [each.strip() for value in st.query_params.get_all(PARAM) for each in value.replace("，", ",").split(",")]
    asked = list(dict.fromkeys(filter(None, given)))
    found = [each for each in asked if each in known and each in allowed]
    strangers = [each for each in asked if each not in found]
    if strangers:
        st.warning(context.say("no-such-record", ids="、".join(each[:80] for each in strangers[:MOST_COMPARED])))
    if len(found) > MOST_COMPARED:
        st.info(context.say("too-many", most=MOST_COMPARED))
    shown = found[:MOST_COMPARED]
    _draw_box(context, {each: known[each] for each in known if each in allowed}, shown)
    return shown


def _draw_box(context: Context, known: Mapping[str, str], shown: list[str]) -> None:
    def take() -> None:
        context.set_param(PARAM, ",".join(st.session_state["choose-ids"]))

    # The address decides, also after a link from another page.
    st.session_state["choose-ids"] = shown
    st.multiselect(
        context.say("side-by-side"),
        list(known),
        format_func=lambda each: f"{known[each]}（{each}）",
        max_selections=MOST_COMPARED,
        placeholder=context.say("choose-hint"),
        key="choose-ids",
        on_change=take,
    )
