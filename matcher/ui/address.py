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


def bind(widget: str, value: object, usual: object = "") -> Callable[[], None]:
    """Let a widget show a value that the address holds; return what it calls when somebody changes it.

    Streamlit's own binding takes the parameter away once the widget is not drawn: the filters of one tab
    would go with a look at another.

    Parameters
    ----------
    widget
        Its key, and the name of the parameter.
    value
        What the address says, as the widget can show it; it is what a link to the same page changes.
    usual
        What stands in no address.
    """
    # What is set is sent to the browser, over what somebody may be typing there.
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value

    def take() -> None:
        chosen = st.session_state[widget]
        if not chosen or chosen == usual:
            write_param(widget, "")
        else:
            write_param(widget, chosen if isinstance(chosen, list) else str(chosen))

    return take


def write_param(name: str, value: str | list[str]) -> None:
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
