"""One person, or up to four side by side: own data, choices, opinions, what the plan gave."""

import streamlit as st

from matcher.ui.context import Context
from matcher.ui.profiles.showing import show_profiles


def show(context: Context) -> None:
    """Show the people the address names."""
    st.title(context.say("title"))
    show_profiles(context, "candidates")
