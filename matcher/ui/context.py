"""What a page is given: store, visitor, language, season, words, links, and the way to act."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st

from matcher.errors import MatcherError
from matcher.plans import Plan
from matcher.plans.accounts import AccountRecord, Permission
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.records import SeasonRecord, StoredPools
from matcher.ui.address import list_kept, write_param
from matcher.ui.dashboard import Dashboard
from matcher.ui.escaping import escape_markdown
from matcher.ui.faults import show_change, show_fault
from matcher.ui.holding import hold_record, release_records
from matcher.ui.loading import find_gaps, recall_made, recall_stored_plan, recall_stored_pools
from matcher.ui.texts import find_text
from matcher.words import REMARK_SEPARATOR, Language, Words

_DONE = "done-message"
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what every page is given.

    Parameters
    ----------
    page
        Key of the page: its URL, its file and its texts carry it.
    pages
        Key → page, for every page this visitor may open.
    seasons, season
        All of them, the latest first, and the one in view; None: there is none yet.
    is_plain
        Tables are wanted as plain HTML, for screen readers and keyboards.
    """

    dashboard: Dashboard
    viewer: AccountRecord
    language: Language
    page: str
    pages: Mapping[str, Any]
    seasons: tuple[SeasonRecord, ...]
    season: SeasonRecord | None
    is_plain: bool = False

    @property
    def store(self) -> Store:
        """The open store."""
        return self.dashboard.store

    @property
    def actor(self) -> Actor:
        """Who acts, as the audit chain names them."""
        return self.viewer.actor

    def say(self, key: str, /, **facts: object) -> str:
        """Return a text of this page, else of the shell; text facts are shown exactly as typed, never as markup.

        Raises
        ------
        KeyError
            There is no such text, or it asks for a fact that is not given.
        """
        template = find_text(self.page, key).say(self.language)
        safe = {name: escape_markdown(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        return template.format_map(safe) if facts else template

    def speak(self, *remarks: Words | None) -> str:
        """Return sentences of another room beside each other in the visitor's language, safe inside Markdown."""
        said = (words.say(self.language) for words in remarks if words is not None)
        return REMARK_SEPARATOR.say(self.language).join(map(escape_markdown, said))

    def may(self, permission: Permission, *, committee: str | None = None) -> bool:
        """Tell whether to offer something to this visitor; the act is checked again where it is done."""
        return self.viewer.may(permission, committee=committee)

    def load_plan(self, plan_id: int) -> Plan:
        """Return a stored plan; kept in memory for all sessions, so mask what you show of it."""
        # Shown only where it takes a while: the plan of a city, opened for the first time.
        with st.spinner(self.say("opening-plan")):
            return recall_stored_plan(self.store, plan_id)

    def load_gaps(self, plan_id: int) -> Plan:
        """Return a stored plan whose gaps have their causes; found once for all sessions."""
        plan = self.load_plan(plan_id)
        with st.spinner(self.say("finding-gaps")):
            find_gaps(plan)
        return plan

    def load_pools(self, import_id: int) -> StoredPools:
        """Return the pools of an import; kept in memory for all sessions, so mask what you show of them."""
        with st.spinner(self.say("opening-pools")):
            return recall_stored_pools(self.store, import_id)

    def recall(self, *key: Hashable, make: Callable[[], Record]) -> Record:
        """Return what was made under a key, for all sessions; see `recall_made`. The language is part of the key."""
        return recall_made(self.store, (self.language, *key), make)

    def param(self, name: str, default: str = "") -> str:
        """Return a parameter of the URL."""
        value: str = st.query_params.get(name, default)
        return value

    def set_param(self, name: str, value: str) -> None:
        """Keep a choice in the address, so that a refresh returns to it; an empty value takes it away."""
        write_param(name, value)

    def address(self, page: str, /, **params: str) -> str:
        """Return the address of a page inside this dashboard, for links in plain HTML."""
        path = "/" if next(iter(self.pages), None) == page else f"/{page}"
        query = urlencode(list_kept() | params)
        return f"{path}?{query}" if query else path

    def link(self, page: str, label: str, /, **params: str | list[str]) -> None:
        """Show a link to another page; nothing where the visitor may not open it."""
        if page in self.pages:
            st.page_link(self.pages[page], label=f"{label} →", query_params={**list_kept(), **params})

    def go(self, page: str, /, **params: str) -> None:
        """Leave for another page."""
        st.switch_page(self.pages[page], query_params=list_kept() | params)

    @contextmanager
    def doing(self, done: str, told: Mapping[str, object] | None = None, /, **facts: object) -> Iterator[None]:
        """Do one action; it is on disk before the page says so, and the page is drawn anew with what is so now.

        Parameters
        ----------
        done
            Text of the page that says what was done.
        told
            Facts of that text that the block itself fills in.

        Examples
        --------
        ``with context.doing("submitted"): submit(context.store, context.actor, plan_id, version=version)``
        ``with context.doing("saved"), context.act() as act: edit_season(act, season_id, version, title=title)``
        """
        try:
            yield
        except MatcherError as error:
            show_fault(error, self.language)
            return
        release_records()
        st.session_state[_DONE] = self.say(done, **facts, **(told or {}))
        st.rerun()

    def act(self) -> AbstractContextManager[Act]:
        """Open one action of this visitor: all of it is on disk when the block ends, or none of it."""
        return act(self.store, self.actor)

    def hold(self, name: str, which: object, record: Record) -> Record:
        """Return a record as this visitor first saw it, until an action is done, the page left or reloaded.

        Whatever is done is judged by the version that was on the screen, so show what is returned, build
        forms and buttons from it and hand over its version. Where it has changed since, the page says so.

        Parameters
        ----------
        name
            What it is to the page; one is held of each.
        which
            Which one it is.

        Examples
        --------
        ``plan = context.hold("plan", plan.id, plan)``
        """
        held = hold_record(name, which, record)
        if held != record:
            show_change(f"{name}-{which}", self.language)
        return held

    def show_done(self) -> None:
        """Say once what the last action did."""
        if told := st.session_state.pop(_DONE, None):
            st.success(told)
            # Also where the button was: the top of a long page may be out of sight.
            st.toast(told, duration="long")
