"""From any name to the page of that person or host: in grids by a click on it, in plain tables by a link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import streamlit as st

from matcher.ui.context import Context
from matcher.ui.plain import Linked
from matcher.ui.texts import SHELL, find_text

ProfilePage: TypeAlias = Literal["candidate", "enterprise"]


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """Name the page of one person or host, and what else its address says."""

    page: ProfilePage
    record_id: str
    params: Mapping[str, str]

    def address(self, context: Context) -> str:
        """Return the address of the page."""
        return context.address(self.page, ids=self.record_id, **self.params)

    def go(self, context: Context) -> None:
        """Leave for the page."""
        context.go(self.page, ids=self.record_id, **self.params)


Named: TypeAlias = Callable[[Any], ProfileLink]
"""Index of a row → whose name stands there."""


def name_people(find: Callable[[Any], str], plan_id: int) -> Named:
    """Return what opens the profile of a person of a plan; `find` gives the id of a row."""
    return lambda row: ProfileLink("candidate", find(row), {"plan": str(plan_id)})


def name_hosts(find: Callable[[Any], str], plan_id: int) -> Named:
    """Return what opens the profile of a host of a plan; `find` gives the id of a row."""
    return lambda row: ProfileLink("enterprise", find(row), {"plan": str(plan_id)})


def link_person(context: Context, called: str, person: str, plan_id: int) -> Linked:
    """Return a person's name for a plain table, linked to the profile."""
    return Linked(called, ProfileLink("candidate", person, {"plan": str(plan_id)}).address(context))


def link_pair(context: Context, person: str, host: str, plan_id: int) -> None:
    """Show the links to the profiles of both sides of a pair."""
    with st.container(horizontal=True):
        for page, record in (("candidate", person), ("enterprise", host)):
            if record:
                label = find_text(SHELL, f"open-{page}").say(context.language)
                context.link(page, label, ids=record, plan=str(plan_id))
