"""The words of the pages: one file per page with ``TEXTS``, and `shell` for what all pages share."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from matcher.words import Words

SHELL = "shell"
"""Name of the file that every page may read."""


@cache
def load_texts(page: str) -> Mapping[str, Words]:
    """Return the texts of one page.

    Examples
    --------
    >>> load_texts("shell")["language"].en
    'Language'
    """
    texts: Mapping[str, Words] = import_module(f"matcher.ui.texts.{page}").TEXTS
    return texts


def find_text(page: str, key: str) -> Words:
    """Return one text of a page, or of the shell.

    Raises
    ------
    KeyError
        Neither has it.
    """
    texts = load_texts(page)
    return texts[key] if key in texts else load_texts(SHELL)[key]
