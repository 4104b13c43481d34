"""Records as a visitor saw them: every act is judged by what was on the screen, not by what is there now.

Streamlit draws the page anew before it looks at the button: the record read then may be newer than
the one somebody was looking at when pressing it. What is held is what was shown, so the page goes on
showing it; buttons and fields carry the record's id and version in their keys, so that a second press
of the same button finds nothing to press.
"""

from typing import TypeVar

import streamlit as st

Record = TypeVar("Record")
_HELD = "held-"
_PAGE = "held-for-page"


def hold_record(name: str, which: object, record: Record) -> Record:
    """Return a record as it was when this visitor first saw it on this visit to the page.

    Parameters
    ----------
    name
        What it is to the page, as ``plan``: one is held of each.
    which
        Which one it is: when another is looked at, that one is held in its place.
    """
    key = f"{_HELD}{name}"
    known: tuple[object, Record] | None = st.session_state.get(key)
    if known is None or known[0] != which:
        known = st.session_state[key] = (which, record)
    return known[1]


def release_records() -> None:
    """Forget what was held: the next run shows what is so now."""
    for key in [key for key in st.session_state if str(key).startswith(_HELD)]:
        del st.session_state[key]


def release_on_leaving(page: str) -> None:
    """Forget what was held when another page is opened."""
    if st.session_state.get(_PAGE) != page:
        release_records()
        st.session_state[_PAGE] = page
