"""Boxes to choose one record, or a few: of many thousands, those that hold what was typed are offered."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue

Key = TypeVar("Key", str, tuple[str, str])

MOST_OFFERED = 500
"""Records a browser gets to choose from without typing anything."""

_MOST_FOUND = 50


def ask_one(
    context: Context,
    key: str,
    label: str,
    known: Catalogue[Key],
    *,
    usual: Key | None = None,
    placeholder: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> Key | None:
    """Show a box to choose one of the known records and return it; None: nothing is chosen.

    Not for use inside a form: what is typed to find a record has to reach the server.

    Parameters
    ----------
    key
        Of the box, in the session; what stands there already is chosen.
    usual
        Chosen until somebody chooses another.
    """
    chosen = st.session_state.get(key, usual)
    options = _offer(context, key, label, known, () if chosen is None else (chosen,))
    answer: Key | None = st.selectbox(
        label,
        options,
        # Where the session holds a choice, Streamlit takes no other.
        index=options.index(usual) if usual in options and key not in st.session_state else None,
        format_func=known.call,
        placeholder=placeholder or context.say("type-to-find"),
        key=key,
        on_change=on_change,
    )
    return answer


def ask_some(
    context: Context,
    key: str,
    label: str,
    known: Catalogue[Key],
    *,
    most: int | None = None,
    placeholder: str = "",
    on_change: Callable[[], None] | None = None,
) -> list[Key]:
    """Show a box to choose several of the known records and return them; parameters as for `ask_one`."""
    options = _offer(context, key, label, known, st.session_state.get(key, ()))
    answer: list[Key] = st.multiselect(
        label,
        options,
        format_func=known.call,
        max_selections=most,
        placeholder=placeholder,
        key=key,
        on_change=on_change,
    )
    return answer


def _offer(context: Context, key: str, label: str, known: Catalogue[Key], chosen: Sequence[Key]) -> list[Key]:
    """Return the records to choose from: all of a few, else those found and those chosen already."""
    if len(known) <= MOST_OFFERED:
        return list(known.ids)
    kept: list[Key] = [each for each in chosen if each in known]
    typed = st.text_input(
        context.say("find").format(what=label),
        key=f"{key}-find",
        type="search",
        placeholder=context.say("find-hint"),
        live=True,
    )
    if not (typed or "").split():
        st.caption(context.say("find-among", count=len(known)))
        return kept
    found: list[int] = known.find(typed or "")
    if len(found) > _MOST_FOUND:
        st.caption(context.say("found-too-many", count=len(found), most=_MOST_FOUND))
    else:
        st.caption(context.say("found", count=len(found)))
    new: list[Key] = [known.ids[place] for place in found[:_MOST_FOUND]]
    return kept + [each for each in new if each not in kept]
