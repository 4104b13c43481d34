"""What the address of a page remembers: language, season, role, choices; a refresh returns to them."""

from collections.abc import Callable

import streamlit as st

KEPT = ("lang", "plain", "as", "season")
"""Parameters that go along from page to page; all others belong to one page."""


def read_kept(name: str, default: str = "") -> str:
    """Return a parameter that goes along, and put it back where following a link dropped it.

    Streamlit clears the parameters when somebody follows its navigation; what was chosen in this
    session fills in for them.
    """
    value = str(st.query_params.get(name, st.session_state.get(_remember(name), default)))
    st.session_state[_remember(name)] = value
    if value != default and name not in st.query_params:
        st.query_params[name] = value
    return value


def keep(name: str, value: str, default: str = "") -> None:
    """Change a parameter that goes along."""
    st.session_state[_remember(name)] = value
    write_param(name, "" if value == default else value)


def take_choice(name: str, widget: str, default: str = "") -> Callable[[], None]:
    """Return what a widget calls when its value changes: the value goes into the address."""

    def take() -> None:
        value = st.session_state[widget]
        keep(name, ("1" if value else "") if isinstance(value, bool) else str(value), default)

    return take


def write_param(name: str, value: str) -> None:
    """Put a parameter into the address; an empty value takes it away."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def list_kept() -> dict[str, str]:
    """Return the parameters that go along and stand in the address now."""
    return {name: str(st.query_params[name]) for name in KEPT if name in st.query_params}


def _remember(name: str) -> str:
    return f"kept-{name}"
