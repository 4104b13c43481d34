"""Records as a visitor saw them, so that an edit is judged against what was on the screen.

Streamlit draws the page anew before it looks at the button: the record read then may be newer than
the one somebody was looking at when pressing it. What is held is what was shown.
"""

from typing import TypeVar

import streamlit as st

Record = TypeVar("Record")
_HELD = "held-"
_PAGE = "held-for-page"


def hold_record(name: str, record: Record) -> Record:
    """Return a record as it was when this visitor first saw it on this visit to the page."""
    held: Record = st.session_state.setdefault(f"{_HELD}{name}", record)
    return held


def release_records() -> None:
    """Forget what was held: the next run shows what is so now."""
    for key in [key for key in st.session_state if str(key).startswith(_HELD)]:
        del st.session_state[key]


def release_on_leaving(page: str) -> None:
    """Forget what was held when another page is opened."""
    if st.session_state.get(_PAGE) != page:
        release_records()
        st.session_state[_PAGE] = page
