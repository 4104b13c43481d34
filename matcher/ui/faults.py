"""Errors on a page: a sentence with a way out, never a traceback."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from matcher.errors import ConflictError, MatcherError
from matcher.ui.escaping import escape_markdown
from matcher.ui.holding import release_records
from matcher.ui.texts import SHELL, find_text
from matcher.words import Language

LOGGER = logging.getLogger("matcher.ui")


@contextmanager
def report_faults(language: Language) -> Iterator[None]:
    """Show whatever error ends the block as a sentence; what nobody foresaw goes to the log with a reference."""
    try:
        yield
    except MatcherError as error:
        show_fault(error, language)
    except Exception as error:  # noqa: BLE001 (logged with its traceback; a visitor sees a sentence)
        reference = log_fault(error)
        _show(find_text(SHELL, "fault").say(language).format(reference=reference), language)


def show_fault(error: MatcherError, language: Language) -> None:
    """Show an error the package raised on purpose."""
    told = escape_markdown(error.say(language))
    if isinstance(error, ConflictError):
        told = f"{told}\n\n{find_text(SHELL, 'conflict-way-out').say(language)}"
    _show(told, language)


def show_change(name: str, language: Language) -> None:
    """Say that what is shown was changed by somebody else meanwhile, and offer what it is now.

    Parameters
    ----------
    name
        Of the record, unique on the page.
    """
    st.warning(find_text(SHELL, "changed-meanwhile").say(language))
    st.button(find_text(SHELL, "reload").say(language), key=f"reload-{name}", on_click=release_records)


def log_fault(error: Exception) -> str:
    """Write the traceback of an error to the log and return the reference it stands under."""
    reference = secrets.token_hex(4)
    LOGGER.error("fault %s", reference, exc_info=error)
    return reference


def _show(told: str, language: Language) -> None:
    st.error(told)
    # A fixed key would clash where two errors stand on one page; the text is as good as a name.
    # Inside a form there can be no such button: its own one sends it again, a refresh loads it anew.
    with suppress(StreamlitAPIException):
        st.button(find_text(SHELL, "reload").say(language), key=f"reload-{hash(told)}", on_click=release_records)
