"""Entries of the audit chain, for reading."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher.plans.store.models import AuditEntry, AuditHead

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of the audit chain.

    Parameters
    ----------
    subject
        ``plan 3``, or ``plan 3 match 007 E1-1`` for a pair of it.
    """

    number: int
    at: datetime
    account_id: int | None
    actor: str
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    plan_digest: str
    previous_hash: str
    hash: str


# Not the mapper's rows: a chain grows by tens of thousands of entries in a day, and all of it is read to be checked.
_COLUMNS = tuple(getattr(AuditEntry, name) for name in Entry.__dataclass_fields__)


def walk_back(session: Session, plan_ids: Collection[int]) -> Iterator[Entry]:
    """Give the entries that concern some plans or pairs of theirs, the newest first; read as they are asked for."""
    before: int | None = None
    wanted = or_(*(_concerns(plan_id) for plan_id in sorted(plan_ids)))
    while True:
        query = select(*_COLUMNS).where(wanted).order_by(AuditEntry.number.desc()).limit(_AT_ONCE)
        found = session.execute(query if before is None else query.where(AuditEntry.number < before)).all()
        yield from map(_make_entry, found)
        if len(found) < _AT_ONCE:
            return
        before = found[-1].number


def list_deeds_since(session: Session, plan_id: int, end: tuple[int, str]) -> tuple[tuple[str, str], ...] | None:
    """Return action and subject of what was done to a plan or pairs of it since the chain ended so; None: it never did.

    Parameters
    ----------
    end
        Number and hash of the entry that was the last; number 0 before the first.
    """
    number, digest = end
    if number and session.scalar(select(AuditEntry.hash).where(AuditEntry.number == number)) != digest:
        return None
    query = select(AuditEntry.action, AuditEntry.subject).where(AuditEntry.number > number, _concerns(plan_id))
    return tuple((action, subject) for action, subject in session.execute(query.distinct()))


def list_entries_on(session: Session, subjects: Collection[str], actions: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of some actions on exactly some subjects, in order."""
    query = select(*_COLUMNS).where(AuditEntry.subject.in_(sorted(subjects)), AuditEntry.action.in_(sorted(actions)))
    return tuple(map(_make_entry, session.execute(query.order_by(AuditEntry.number))))


def find_entries(
    session: Session,
    *,
    actor: str | None = None,
    action: str | None = None,
    subject: str | None = None,
    before: int | None = None,
    most: int = 200,
) -> tuple[Entry, ...]:
    """Return the newest entries with an actor, an action or a subject, the newest first.

    Parameters
    ----------
    subject
        ``plan 3`` finds the pairs of plan 3 too.
    before
        Only entries with a smaller number, for the next page.
    """
    query = select(*_COLUMNS).order_by(AuditEntry.number.desc()).limit(most)
    wanted: list[ColumnElement[bool]] = []
    if actor is not None:
        wanted.append(AuditEntry.actor == actor)
    if action is not None:
        wanted.append(AuditEntry.action == action)
    if subject is not None:
        wanted.append(or_(AuditEntry.subject == subject, AuditEntry.subject.startswith(f"{subject} ", autoescape=True)))
    if before is not None:
        wanted.append(AuditEntry.number < before)
    return tuple(map(_make_entry, session.execute(query.where(*wanted))))


def list_actors(session: Session) -> tuple[str, ...]:
    """Return everybody who ever did something, in alphabetical order."""
    return tuple(session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def walk_entries(
    session: Session, *, on_progress: Callable[[int], None] | None = None
) -> Iterator[tuple[int, Entry | None]]:
    """Give every entry in order with its number; None for one that cannot even be read.

    Parameters
    ----------
    on_progress
        Told the number reached now and then; what it raises ends the walk.
    """
    last: int | None = None
    while True:
        query = select(AuditEntry.number).order_by(AuditEntry.number).limit(_AT_ONCE)
        numbers = session.scalars(query if last is None else query.where(AuditEntry.number > last)).all()
        if not numbers:
            return
        last = numbers[-1]
        if on_progress is not None:
            on_progress(last)
        chunk = select(*_COLUMNS).where(AuditEntry.number.between(numbers[0], last)).order_by(AuditEntry.number)
        try:
            found = dict(zip(numbers, map(_make_entry, session.execute(chunk)), strict=True))
        except (ValueError, TypeError, DBAPIError):
            found = {number: entry for number in numbers if (entry := _read_one(session, number)) is not None}
        for number in numbers:
            yield number, found.get(number)


def read_head(session: Session) -> tuple[int, str] | None:
    """Return number and hash of the last entry as recorded beside the chain, None where nothing is."""
    head = session.get(AuditHead, 1)
    return None if head is None else (head.number, head.hash)


def _concerns(plan_id: int) -> ColumnElement[bool]:
    return or_(AuditEntry.subject == f"plan {plan_id}", AuditEntry.subject.startswith(f"plan {plan_id} "))


def _read_one(session: Session, number: int) -> Entry | None:
    """Return an entry, None where somebody wrote into it what no column of its kind holds."""
    try:
        return _make_entry(session.execute(select(*_COLUMNS).where(AuditEntry.number == number)).one())
    except (ValueError, TypeError, DBAPIError):
        return None


def _make_entry(row: Row[Any]) -> Entry:
    """Return a row as a record.

    Raises
    ------
    TypeError
        A column holds what is not of its kind; a file lets anybody write that.
    """
    entry = Entry(*tuple(row))
    texts = (entry.actor, entry.action, entry.subject, entry.plan_digest, entry.previous_hash, entry.hash)
    if not (
        all(isinstance(each, str) for each in texts)
        and all(each is None or isinstance(each, dict) for each in (entry.before, entry.after))
        and (entry.account_id is None or isinstance(entry.account_id, int))
    ):
        raise TypeError(f"entry {entry.number}")
    return entry
