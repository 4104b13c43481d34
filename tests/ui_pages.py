"""Pages opened without a browser, as every page test needs them."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from matcher.plans.accounts import AccountRecord, edit_account, find_by_login
from matcher.plans.store import SYSTEM, act
from matcher.ui.dashboard import Dashboard
from matcher.ui.visitors import name_demo_login

SCRIPT = Path(__file__).resolve().parents[1] / "app_streamlit.py"
PATIENCE_S = 120


_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_NOT_WORDS = re.compile(r"\b[\w-]*\d[\w-]*\b|`[^`]*`|<style>.*?</style>|<[^>]*>|\bdemo\\?-[a-z]+")
"""Ids, code, tags, and the names of the demo's own accounts."""
_KNOWN_LATIN = {"English", "CSV", "Excel", "TOML", "Esc"}
"""Names that Chinese readers know as they are."""


def find_english(text: str) -> set[str]:
    """Return the words of a shown text that should not stand in a Chinese page.

    Examples
    --------
    >>> find_english("导出 Excel Choose C001")
    {'Choose'}
    """
    return set(_LATIN_WORD.findall(_NOT_WORDS.sub("", text))) - _KNOWN_LATIN


def open_page(key: str, *, language: str = "zh", role: str = "planner", **params: str) -> AppTest:
    """Open a page of the dashboard that is open in this process, as a role, in a language.

    Examples
    --------
    ``open_page("overview", language="en", role="reviewer", season="1")``
    """
    test = AppTest.from_file(str(SCRIPT), default_timeout=PATIENCE_S)
    for name, value in {"lang": language, "as": role, **params}.items():
        test.query_params[name] = value
    # The tester has no public way to open a page that is a function.
    test._page_hash = calc_hash(key)
    return test.run()


def wait_for(page: AppTest, text: str) -> AppTest:
    """Run a page until it shows a text."""
    end = time.monotonic() + PATIENCE_S
    while not any(text in shown for shown in list_shown(page)):
        assert not page.exception
        assert time.monotonic() < end, [each.value for each in page.error]
        time.sleep(0.5)
        page.run()
    return page


def limit_to_committee(demo: Dashboard, role: str, committee: str) -> AccountRecord:
    """Let a demo account cover one committee, or the whole season where none is named; return it.

    Examples
    --------
    ``limit_to_committee(demo, "reviewer", "东街党委")``
    """
    account = find_by_login(demo.store, name_demo_login(role))
    if account.committee == committee:
        return account
    with act(demo.store, SYSTEM) as doing:
        return edit_account(doing, account.id, version=account.version, committee=committee)


def find_widget(test: AppTest, kind: str, start: str, end: str = "") -> Any:
    """Return the one widget whose key starts and ends so; the middle says of which record in which version it is.

    Examples
    --------
    ``find_widget(page, "button", "do-step").click().run()``
    """
    (found,) = [each for each in getattr(test, kind) if (each.key or "").startswith(start) and each.key.endswith(end)]
    return found


def list_shown(test: AppTest) -> list[str]:
    """Return every text a visitor can read on the page: headings, labels, options, helps, cells, messages."""
    return [text for element in _walk(test) for text in _read(element) if text]


def list_sent(test: AppTest) -> list[str]:
    """Return everything that reaches the browser, as text: also the data of charts and of tables."""
    protos = [getattr(element, "proto", None) for element in _walk(test)]
    return [proto.SerializeToString().decode("utf-8", "replace") for proto in protos if proto is not None]


def _walk(test: AppTest) -> Iterator[Any]:
    for block in (test.sidebar, test.main):
        yield from block


def _read(element: Any) -> Iterator[str]:
    proto = getattr(element, "proto", None)
    for name in ("value", "label", "help", "placeholder"):
        value = getattr(element, name, None)
        if isinstance(value, str) and not (name == "value" and getattr(element, "type", "") in _CODED):
            yield value
    for name in ("help", "body", "label"):
        value = getattr(proto, name, None)
        if isinstance(value, str):
            yield value
    options = getattr(element, "options", None)
    if options is not None:
        yield from (getattr(option, "content", None) or str(option) for option in options)
    if getattr(element, "type", "") in {"arrow_data_frame", "arrow_table"}:
        frame = element.value
        yield from map(str, frame.columns)
        yield from (str(value) for column in frame.columns for value in frame[column] if isinstance(value, str))


_CODED = {"selectbox", "button_group", "radio", "text_input"}
"""Widgets whose value is a code or what a visitor typed; their options are read as shown."""
