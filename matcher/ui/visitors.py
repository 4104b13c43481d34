"""From a browser to an account."""

import streamlit as st

from matcher.plans.accounts import ROLES, AccountRecord, Role, find_by_login, resume
from matcher.ui.address import read_kept
from matcher.ui.dashboard import Dashboard

TOKEN_COOKIE = "shuangxuan_login"  # noqa: S105 (the cookie's name)
DEMO_ROLE: Role = "planner"


def find_viewer(dashboard: Dashboard) -> AccountRecord | None:
    """Return whose page this is, None for nobody; asked anew on every run of a page."""
    if dashboard.settings.is_demo:
        return find_by_login(dashboard.store, name_demo_login(_read_demo_role()))
    token = st.context.cookies.get(TOKEN_COOKIE)
    return resume(dashboard.store, token) if token else None


def name_demo_login(role: Role) -> str:
    """Return under which name a role of the demonstration has its account.

    Examples
    --------
    >>> name_demo_login("planner")
    'demo-planner'
    """
    return f"demo-{role}"


def _read_demo_role() -> Role:
    """Return the role the visitor of a demonstration chose; it stands in the address."""
    asked = read_kept("as", DEMO_ROLE)
    return next((role for role in ROLES if role == asked), DEMO_ROLE)
