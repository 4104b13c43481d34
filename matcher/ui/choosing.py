"""Which record a page is about: the one its address names, else a usual one; chosen from a box, kept in the address."""

from collections.abc import Mapping

import streamlit as st

from matcher.ui.context import Context


def choose_from_address(
    context: Context, param: str, called: Mapping[str, str], *, label: str, unknown: str, usual: str
) -> str:
    """Show a box to choose from and return the chosen id.

    Parameters
    ----------
    param
        Parameter of the address.
    called
        Id → what lists call it, as typed text; not empty.
    unknown
        Text of the page for an id nobody has, with the fact ``asked``.
    usual
        Chosen where the address names none.
    """
    asked = context.param(param)
    if asked and asked not in called:
        st.warning(context.say(unknown, asked=asked[:80]))
    chosen = asked if asked in called else usual
    if not asked:
        # Into the address at once: a refresh, or a click after somebody made a newer one, means this one.
        context.set_param(param, chosen)
    # The browser keeps the old words of a choice whose words change: one called otherwise is another box.
    widget = f"choose-{param}-{chosen}-{called[chosen]}"

    def take() -> None:
        context.set_param(param, st.session_state[widget])

    # The address decides, also after a link to another record on the same page.
    st.session_state[widget] = chosen
    st.selectbox(label, list(called), format_func=called.__getitem__, placeholder="", key=widget, on_change=take)
    return chosen
