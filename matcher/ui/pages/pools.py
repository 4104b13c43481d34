"""The pools: import them, look through them, see what was wrong with them."""

import streamlit as st

from matcher.plans.store.imports import list_imports
from matcher.ui.context import Context
from matcher.ui.pool_view.browsing import SHOWN, draw_records
from matcher.ui.pool_view.choosing import choose_import
from matcher.ui.pool_view.comparing import draw_comparison
from matcher.ui.pool_view.importing import draw_import
from matcher.ui.pool_view.saved_views import draw_views
from matcher.ui.pool_view.versions import draw_versions

VIEWS = (*SHOWN, "versions", "compare", "import")
"""What can be looked at, one at a time."""


def show(context: Context) -> None:
    """Show the part of the season's pools that the address names."""
    st.title(context.say("title"))
    if context.season is None:
        st.info(context.say("no-season"))
        context.link("overview", context.say("open-overview"))
        return
    imports = list_imports(context.store, context.season.id)
    view = _choose_view(context, "candidates" if imports else "import")
    if view == "import":
        draw_import(context, context.season, imports)
        return
    chosen = choose_import(context, imports)
    if chosen is None:
        return
    if view == "versions":
        draw_versions(context, context.season, imports, chosen)
        return
    if view == "compare":
        draw_comparison(context, imports, chosen)
        return
    stored = context.load_pools(chosen.id)
    for table in SHOWN:
        if view == table:
            draw_views(context)
            draw_records(context, stored, table)


def _choose_view(context: Context, usual: str) -> str:
    asked = context.param("view")

    def take() -> None:
        context.set_param("view", st.session_state["choose-view"] or "")

    # The address decides, also after a link from another page and after an import.
    st.session_state["choose-view"] = asked if asked in VIEWS else usual
    chosen = st.segmented_control(
        context.say("view"),
        VIEWS,
        required=True,
        format_func=lambda key: context.say(f"view-{key}"),
        key="choose-view",
        on_change=take,
    )
    return chosen or usual
