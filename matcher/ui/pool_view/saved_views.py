"""Filters under a name: kept for the account, opened again by a link."""

from typing import Any

import streamlit as st

from matcher.plans.store.views import delete_view, list_views, save_view
from matcher.ui.address import KEPT
from matcher.ui.context import Context
from matcher.ui.pool_view.browsing import SHOWN

_PAGE = "pools"
_LONGEST_NAME = 100


def draw_views(context: Context) -> None:
    """Show the visitor's views as links, and the boxes that keep or delete one."""
    views = list_views(context.store, context.actor, _PAGE)
    with st.expander(context.say("views", count=len(views))):
        st.caption(context.say("views-help"))
        for view in views:
            left, right = st.columns([4, 1], vertical_alignment="center")
            with left:
                filters = {key: value for key, value in view.filters.items() if isinstance(value, str | list)}
                context.link(_PAGE, context.say("open-view", view=view.name), **filters)
            if right.button(context.say("delete-view"), key=f"delete-view-{view.id}"):
                with context.doing("view-deleted", view=view.name), context.act() as act:
                    delete_view(act, _PAGE, view.name)
        with st.form("save-view", clear_on_submit=True, border=False):
            name = st.text_input(
                context.say("view-name"), max_chars=_LONGEST_NAME, placeholder=context.say("view-hint")
            )
            is_pressed = st.form_submit_button(context.say("save-view"))
        # Outside the form: what is said of an error has a button of its own.
        if is_pressed:
            with context.doing("view-saved", view=name), context.act() as act:
                save_view(act, _PAGE, name, _read_filters())


def _read_filters() -> dict[str, Any]:
    """Return what the address says of the table in view, on the newest version, not on the one of that day."""
    others = tuple(f"{table}-" for table in SHOWN if table != st.query_params.get("view"))
    keys = (key for key in st.query_params if key not in (*KEPT, "import") and not key.startswith(others))
    values = {key: st.query_params.get_all(key) for key in keys}
    return {key: found[0] if len(found) == 1 else found for key, found in values.items()}
