"""Which version of the season's pools a page is about: the one its address names, else the newest."""

from collections.abc import Sequence

import streamlit as st

from matcher.plans.store.records import ImportRecord
from matcher.ui.choosing import choose_from_address
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.texts import find_text


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
    return _choose(context, "import", context.say("version"), imports, imports[0])


def choose_against(context: Context, imports: Sequence[ImportRecord], record: ImportRecord) -> ImportRecord | None:
    """Show a box for the version that another is compared with: usually the one it was made from, or that before it."""
    others = [each for each in imports if each.id != record.id]
    if not others:
        st.info(context.say("one-version"))
        return None
    earlier = next((each for each in others if each.number < record.number), others[-1])
    usual = next((each for each in others if each.id == record.based_on), earlier)
    return _choose(context, "against", context.say("against"), others, usual)


def _choose(
    context: Context, param: str, label: str, imports: Sequence[ImportRecord], usual: ImportRecord
) -> ImportRecord:
    known = {str(each.id): each for each in imports}
    called = {key: _call(context, each) for key, each in known.items()}
    return known[
        choose_from_address(context, param, called, label=label, unknown="no-such-import", usual=str(usual.id))
    ]


def _call(context: Context, record: ImportRecord) -> str:
    template = find_text(context.page, "import-called").say(context.language)
    return template.format(
        number=record.number, made=tell_moment(record.made_at), author=record.author or context.say("by-system")
    )
