"""Every page, opened without a browser, for every role and in both languages."""

import re

import pytest
from ui_pages import find_english, list_shown, open_page

from matcher.plans.accounts import PERMISSIONS
from matcher.ui.dashboard import Dashboard
from matcher.ui.pages import PAGES
from matcher.ui.texts import load_texts


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens(demo: Dashboard, key: str, language: str) -> None:
    """No error, and something to read, for whoever may see it."""
    entry = next(entry for entry in PAGES if entry.key == key)
    for role in PERMISSIONS[entry.permission]:
        page = open_page(key, language=language, role=role)
        assert not page.exception
        assert not page.error, (role, [error.value for error in page.error])
        assert page.title, (entry, role)


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_no_english_is_left_in_chinese_mode(demo: Dashboard, key: str) -> None:
    """Every word shown is Chinese, but for ids, names of file formats and what was typed as data."""
    shown = list_shown(open_page(key, role="administrator"))
    assert any(re.search(r"[一-鿿]", text) for text in shown)
    for text in shown:
        assert not find_english(text), f"{key}: {text}"


@pytest.mark.parametrize("key", [entry.key for entry in PAGES if entry.permission != "read"])
def test_a_page_that_is_not_allowed_is_not_shown(demo: Dashboard, key: str) -> None:
    """Who may not see a page gets a sentence and nothing of it, whatever the address says."""
    shown = open_page(key, role="viewer")
    assert not shown.exception
    assert [title.value for title in shown.title] == [load_texts(key)["title"].zh]
    assert [warning.value for warning in shown.main.warning] == [
        "您的角色“查看”不办理这一页的事。需要时请找管理员调整角色。"
    ]
    assert not [*shown.main.button, *shown.main.dataframe, *shown.main.text_input, *shown.main.selectbox]


def test_plain_tables_and_the_language_stay_in_the_address(demo: Dashboard) -> None:
    """What the address says is what the page does, and the switches change the address."""
    page = open_page("overview", language="en", plain="1")
    assert page.query_params["lang"] == "en"
    assert page.sidebar.toggle[0].value is True
    page.sidebar.segmented_control[0].set_value("zh").run()
    assert page.query_params.get("lang", "zh") == "zh"
    page.sidebar.toggle[0].set_value(False).run()
    assert "plain" not in page.query_params


def test_a_page_says_who_starts_it_when_nobody_did() -> None:
    """Opened by the wrong command, the pages name the right one."""
    page = open_page("overview")
    assert not page.exception
    assert "matcher serve" in page.error[0].value
