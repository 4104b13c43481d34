"""Seasons: made, listed, edited."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import select

from matcher.errors import StoreError
from matcher.plans.accounts.permissions import require
from matcher.plans.store.acting import Act, require_version
from matcher.plans.store.database import Store
from matcher.plans.store.models import Season
from matcher.plans.store.records import SeasonRecord
from matcher.plans.store.rows import get_row, refuse_name, require_name
from matcher.words import Words

Deadline: TypeAlias = Literal[
    "pools", "choices", "submitted", "approved", "published", "needed", "agreed", "signed", "appointed"
]
DEADLINES: tuple[Deadline, ...] = get_args(Deadline)
"""What a season may have a deadline for: the lists, both sides' answers, the plan's states, the four steps."""

_SEASON = Words("季次", "season")
_LONGEST_NAME = 100
_LONGEST_TITLE = 200


def make_season(
    act: Act, name: str, starts_on: date, *, title: str = "", deadlines: Mapping[str, date] | None = None
) -> SeasonRecord:
    """Make a season.

    Raises
    ------
    StoreError
        The name is taken, empty or too long, or there is no such deadline.
    """
    require(act, "manage-season")
    name = require_name(name, _LONGEST_NAME, _SEASON)
    if act.session.scalar(select(Season.id).where(Season.name == name)) is not None:
        raise refuse_name(name, _SEASON)
    row = Season(
        name=name,
        title=_require_title(title),
        starts_on=starts_on,
        deadlines=_pack_deadlines(deadlines or {}),
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    act.record("make-season", f"season {row.id}", after=_tell(row))
    return _make_record(row)


def list_seasons(store: Store) -> tuple[SeasonRecord, ...]:
    """Return all seasons, the latest first."""
    with store.read() as session:
        rows = session.scalars(select(Season).order_by(Season.starts_on.desc(), Season.id.desc()))
        return tuple(_make_record(row) for row in rows)


def load_season(store: Store, season_id: int) -> SeasonRecord:
    """Return a season.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return _make_record(get_row(session, Season, season_id, _SEASON))


def edit_season(
    act: Act,
    season_id: int,
    version: int,
    *,
    title: str | None = None,
    starts_on: date | None = None,
    deadlines: Mapping[str, date] | None = None,
) -> SeasonRecord:
    """Change what is given of a season.

    Parameters
    ----------
    version
        The version the editor has seen.
    deadlines
        All deadlines; those left out are taken away.

    Raises
    ------
    ConflictError
        Somebody else changed it since.
    """
    require(act, "manage-season")
    row = get_row(act.session, Season, season_id, _SEASON)
    wanted: dict[str, Any] = {
        "title": None if title is None else _require_title(title),
        "starts_on": starts_on,
        "deadlines": None if deadlines is None else _pack_deadlines(deadlines),
    }
    yours = {key: value for key, value in wanted.items() if value is not None}
    theirs = {key: getattr(row, key) for key in yours}
    require_version(row.version, version, what=_SEASON, theirs=theirs, yours=yours)
    before = _tell(row)
    for key, value in yours.items():
        setattr(row, key, value)
    act.session.flush()
    act.record("edit-season", f"season {row.id}", before=before, after=_tell(row))
    return _make_record(row)


def _require_title(title: str) -> str:
    if len(title) > _LONGEST_TITLE:
        raise StoreError(Words(f"标题最多 {_LONGEST_TITLE} 个字", f"a title has at most {_LONGEST_TITLE} characters"))
    return title.strip()


def _pack_deadlines(deadlines: Mapping[str, date]) -> dict[str, str]:
    unknown = [code for code in deadlines if code not in DEADLINES]
    if unknown:
        raise StoreError(
            Words(f"没有“{unknown[0]}”这一期限", f"there is no deadline {unknown[0]}; use {', '.join(DEADLINES)}")
        )
    return {code: deadlines[code].isoformat() for code in DEADLINES if code in deadlines}


def _tell(row: Season) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": row.title,
        "starts_on": row.starts_on.isoformat(),
        "deadlines": dict(row.deadlines),
    }


def _make_record(row: Season) -> SeasonRecord:
    days = {code: date.fromisoformat(day) for code, day in row.deadlines.items()}
    return SeasonRecord(row.id, row.name, row.title, row.starts_on, days, row.made_at, row.version)
