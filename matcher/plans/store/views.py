"""Saved views: filters of a page under a name, for the account that named them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from matcher.errors import MissingError
from matcher.plans.accounts.permissions import require
from matcher.plans.store.acting import Act, Actor
from matcher.plans.store.database import Store
from matcher.plans.store.models import SavedView
from matcher.plans.store.records import ViewRecord
from matcher.plans.store.rows import require_name
from matcher.words import Words

_VIEW = Words("视图", "view")
_LONGEST_NAME = 100


def save_view(act: Act, page: str, name: str, filters: Mapping[str, Any]) -> ViewRecord:
    """Keep filters under a name; a view of that name is replaced.

    Parameters
    ----------
    page
        Code of the page, at most 32 characters.
    filters
        Plain JSON values.

    Raises
    ------
    StoreError
        The name is empty or too long.
    AccessError
        The account is gone or switched off.
    """
    require(act, "read")
    name = require_name(name, _LONGEST_NAME, _VIEW)
    row = act.session.scalar(_select(act.actor, page).where(SavedView.name == name))
    before = None if row is None else dict(row.filters)
    if row is None:
        row = SavedView(account_id=act.actor.account_id, page=page, name=name, filters=dict(filters))
        act.session.add(row)
    row.filters = dict(filters)
    act.session.flush()
    act.record("save-view", f"view {row.id}", before=before, after={"page": page, "name": name, "filters": row.filters})
    return _make_record(row)


def list_views(store: Store, actor: Actor, page: str) -> tuple[ViewRecord, ...]:
    """Return somebody's views of a page, by name."""
    with store.read() as session:
        return tuple(_make_record(row) for row in session.scalars(_select(actor, page).order_by(SavedView.name)))


def delete_view(act: Act, page: str, name: str) -> None:
    """Delete a view of one's own.

    Raises
    ------
    MissingError
        There is none of this name.
    AccessError
        The account is gone or switched off.
    """
    require(act, "read")
    row = act.session.scalar(_select(act.actor, page).where(SavedView.name == name))
    if row is None:
        raise MissingError(Words(f"没有名为“{name}”的视图", f"there is no view named {name}"))
    act.record("delete-view", f"view {row.id}", before={"page": page, "name": name, "filters": dict(row.filters)})
    act.session.delete(row)


def _select(actor: Actor, page: str) -> Select[SavedView]:
    return select(SavedView).where(SavedView.account_id.is_not_distinct_from(actor.account_id), SavedView.page == page)


def _make_record(row: SavedView) -> ViewRecord:
    return ViewRecord(row.id, row.page, row.name, dict(row.filters))
