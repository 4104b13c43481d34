"""The pages: a file each with ``show(context)``, listed here in the order of the day's work."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, TypeAlias

from matcher.plans.accounts import Permission

Section: TypeAlias = Literal["work", "administration"]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """Name a page.

    Parameters
    ----------
    key
        Its URL, its file in `matcher.ui.pages` and its texts in `matcher.ui.texts`.
    permission
        Who sees it in the navigation.
    is_listed
        False for a page reached only by links, such as that of one person.
    """

    key: str
    section: Section
    permission: Permission = "read"
    is_listed: bool = True


PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", "work"),
    PageEntry("pools", "work"),
    PageEntry("candidate", "work", is_listed=False),
    PageEntry("enterprise", "work", is_listed=False),
    PageEntry("record", "work", "import-pools", is_listed=False),
    PageEntry("scenario", "work"),
    PageEntry("plan", "work"),
    PageEntry("whatif", "work"),
    PageEntry("by_hand", "work", "change-plan"),
    PageEntry("review", "work"),
    PageEntry("pairs", "work"),
    PageEntry("audit", "administration", "read-audit"),
    PageEntry("accounts", "administration", "manage-accounts"),
    PageEntry("backup", "administration", "back-up"),
)
"""Every page; the first is at the bare address."""


def load_page(key: str) -> Callable[[Any], None]:
    """Return the function that shows a page; its file is imported when somebody first opens it."""
    show: Callable[[Any], None] = import_module(f"matcher.ui.pages.{key}").show
    return show
