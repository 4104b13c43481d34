"""Which version of the season's pools a page is about: the one its address names, else the newest."""

from collections.abc import Sequence

import streamlit as st

from matcher.plans.store.records import ImportRecord
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.texts import find_text

PARAM = "import"
_WIDGET = "choose-import"


def choose_import(context: Context, imports: Sequence[ImportRecord]) -> ImportRecord | None:
    """Show a box to choose a version from and return the chosen one, kept in the address.

    Parameters
    ----------
    imports
        The newest first.

    Returns
    -------
    ImportRecord or None
        None: there is none; the page says so.
    """
    if not imports:
        st.info(context.say("no-imports"))
        return None
    known = {str(each.id): each for each in imports}
    asked = context.param(PARAM)
    if asked and asked not in known:
        st.warning(context.say("no-such-import", asked=asked))
    ids = list(known)

    def take() -> None:
        context.set_param(PARAM, st.session_state[_WIDGET])

    # The address decides, also after a link from another page.
    st.session_state[_WIDGET] = asked if asked in known else ids[0]
    chosen = st.selectbox(
        context.say("version"),
        ids,
        format_func=lambda import_id: _tell(context, known[import_id]),
        placeholder="",
        key=_WIDGET,
        on_change=take,
    )
    if not asked:
        # Into the address at once: a refresh, or a click after somebody made a newer one, means this one.
        context.set_param(PARAM, chosen)
    return known[chosen]


def _tell(context: Context, record: ImportRecord) -> str:
    template = find_text(context.page, "import-called").say(context.language)
    return template.format(
        number=record.number, made=tell_moment(record.made_at), author=record.author or context.say("by-system")
    )
