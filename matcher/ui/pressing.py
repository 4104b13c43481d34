"""What a visitor saw when pressing a button: the page may have changed since it was drawn.

Every click draws the page anew from the store before the button answers. An act has to be judged by
what its author saw, or somebody else's act would be taken for the one intended.
"""

import streamlit as st


def remember_press(name: str, *seen: object) -> None:
    """Keep what a button was drawn with; give it to the button as ``on_click`` with `seen` as arguments."""
    st.session_state[_key(name)] = seen


def take_press(name: str) -> tuple[object, ...] | None:
    """Return what the button was drawn with if it was pressed just now, once; else None."""
    seen: tuple[object, ...] | None = st.session_state.pop(_key(name), None)
    return seen


def _key(name: str) -> str:
    return f"pressed-{name}"
