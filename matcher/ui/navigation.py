"""From an address to a page: who asks, in which language, and which pages they may open."""

from collections.abc import Callable
from functools import partial
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from matcher.explain import name
from matcher.plans.accounts import ROLES, AccountRecord
from matcher.plans.store.records import SeasonRecord
from matcher.plans.store.seasons import list_seasons
from matcher.ui.address import read_kept, take_choice
from matcher.ui.context import Context
from matcher.ui.dashboard import Dashboard, current_dashboard
from matcher.ui.faults import report_faults
from matcher.ui.holding import release_on_leaving
from matcher.ui.pages import PAGES, load_page
from matcher.ui.texts import SHELL, find_text
from matcher.ui.theme import INK, LATIN_MARKS, LINE, PAPER
from matcher.ui.visitors import DEMO_ROLE, find_viewer
from matcher.words import Language

_ROW = "display:flex;gap:1rem;align-items:center"
_BUTTON = (
    f"font:inherit;color:{INK};background:{PAPER};border:1px solid {LINE};border-radius:.35rem;padding:.25rem .75rem"
)


def navigate() -> None:
    """Draw the page the address names."""
    st.set_page_config(page_title="双选 Shuangxuan", page_icon="🤝", layout="wide")
    with report_faults("zh"):
        dashboard = current_dashboard()
        language: Language = "en" if read_kept("lang", dashboard.settings.language) == "en" else "zh"
        with report_faults(language):
            viewer = find_viewer(dashboard)
            if viewer is None:
                _ask_to_log_in(language)
            else:
                _draw(dashboard, viewer, language)


def _draw(dashboard: Dashboard, viewer: AccountRecord, language: Language) -> None:
    seasons = list_seasons(dashboard.store)
    season = _find_season(seasons)
    pages: dict[str, st.Page] = {}
    sections: dict[str, list[st.Page]] = {}

    def open_page(key: str) -> Callable[[], None]:
        def show() -> None:
            release_on_leaving(key)
            context = Context(
                dashboard, viewer, language, key, pages, seasons, season, is_plain=bool(read_kept("plain"))
            )
            context.show_done()
            with report_faults(language):
                load_page(key)(context)

        return show

    for entry in PAGES:
        may_open = viewer.may(entry.permission)
        page = st.Page(
            open_page(entry.key) if may_open else partial(_refuse, entry.key, viewer, language),
            title=find_text(entry.key, "title").say(language),
            url_path=entry.key,
            default=not pages,
            visibility="visible" if entry.is_listed and may_open else "hidden",
        )
        if may_open:
            pages[entry.key] = page
        sections.setdefault(_say(f"section-{entry.section}", language), []).append(page)
    chosen = st.navigation(sections)
    # Tabs and histories name the page; screen readers read it first.
    st.set_page_config(page_title=f"{chosen.title} · 双选")
    with st.sidebar:
        _draw_seasons(seasons, season, language)
        _draw_sidebar(dashboard, viewer, language)
        # For the script that speaks Streamlit's own few words.
        st.html(f'{LATIN_MARKS if language == "en" else ""}<span data-spoken="{language}"></span>')
    if dashboard.settings.is_demo:
        st.info(_say("demo-banner", language))
    chosen.run()


def _refuse(key: str, viewer: AccountRecord, language: Language) -> None:
    """Say why a page that exists stays closed: the address may come from somebody in another role."""
    st.title(find_text(key, "title").say(language))
    role = name("account_role", viewer.role).say(language)
    st.warning(_say("not-for-role", language).format(role=role))


def _ask_to_log_in(language: Language) -> None:
    st.warning(_say("session-over", language))
    address = urlsplit(st.context.url or "/")
    page = f"{address.path}?{address.query}" if address.query else address.path
    query = urlencode({"lang": language, "next": page})
    # A plain link: the form is no page of Streamlit's.
    st.html(f'<a href="/account/login?{escape(query)}" target="_self">{escape(_say("log-in", language))}</a>')


def _draw_account(viewer: AccountRecord, language: Language) -> None:
    role = name("account_role", viewer.role).say(language)
    who = _say("logged-in", language).format(name=escape(viewer.name), role=escape(role))
    st.html(
        f"<p>{who}</p>"
        f'<form method="post" action="/account/logout?lang={language}" style="{_ROW}">'
        f'<a href="/account/password?lang={language}" target="_self" style="color:inherit">'
        f"{escape(_say('change-password', language))}</a>"
        f'<button type="submit" style="{_BUTTON}">{escape(_say("log-out", language))}</button></form>'
    )


def _find_season(seasons: tuple[SeasonRecord, ...]) -> SeasonRecord | None:
    """Return the season the address names, else the latest."""
    asked = read_kept("season")
    return next((season for season in seasons if str(season.id) == asked), seasons[0] if seasons else None)


def _draw_seasons(seasons: tuple[SeasonRecord, ...], season: SeasonRecord | None, language: Language) -> None:
    if season is None or len(seasons) == 1:
        return
    names = {each.id: each.title or each.name for each in seasons}
    st.selectbox(
        _say("season", language),
        list(names),
        index=seasons.index(season),
        format_func=names.__getitem__,
        placeholder="",
        key="choose-season",
        on_change=take_choice("season", "choose-season"),
    )


def _draw_sidebar(dashboard: Dashboard, viewer: AccountRecord, language: Language) -> None:
    if dashboard.settings.is_demo:
        st.selectbox(
            _say("demo-role", language),
            ROLES,
            index=ROLES.index(viewer.role),
            format_func=lambda role: name("account_role", role).say(language),
            placeholder="",
            key=f"choose-role-{language}",
            on_change=take_choice("as", f"choose-role-{language}", DEMO_ROLE),
        )
    else:
        _draw_account(viewer, language)
    st.segmented_control(
        _say("language", language),
        ("zh", "en"),
        default=language,
        required=True,
        format_func=lambda code: _say(f"language-{code}", language),
        key="choose-language",
        on_change=take_choice("lang", "choose-language", dashboard.settings.language),
    )
    st.toggle(
        _say("plain", language),
        value=bool(read_kept("plain")),
        help=_say("plain-help", language),
        key="choose-plain",
        on_change=take_choice("plain", "choose-plain"),
    )


def _say(key: str, language: Language) -> str:
    return find_text(SHELL, key).say(language)
