"""Entries of the audit chain, for reading."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
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


def list_entries(session: Session, plan_ids: Collection[int]) -> tuple[Entry, ...]:
    """Return the entries that concern some plans or pairs of theirs, in order."""
    wanted = [
        test
        for plan_id in sorted(plan_ids)
        for test in (AuditEntry.subject == f"plan {plan_id}", AuditEntry.subject.startswith(f"plan {plan_id} "))
    ]
    return tuple(map(_make_entry, session.scalars(select(AuditEntry).where(or_(*wanted)).order_by(AuditEntry.number))))


def list_entries_on(session: Session, subjects: Collection[str], actions: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of some actions on exactly some subjects, in order."""
    query = select(AuditEntry).where(AuditEntry.subject.in_(sorted(subjects)), AuditEntry.action.in_(sorted(actions)))
    return tuple(map(_make_entry, session.scalars(query.order_by(AuditEntry.number))))


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
    query = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(most)
    wanted: list[ColumnElement[bool]] = []
    if actor is not None:
        wanted.append(AuditEntry.actor == actor)
    if action is not None:
        wanted.append(AuditEntry.action == action)
    if subject is not None:
        wanted.append(or_(AuditEntry.subject == subject, AuditEntry.subject.startswith(f"{subject} ", autoescape=True)))
    if before is not None:
        wanted.append(AuditEntry.number < before)
    return tuple(map(_make_entry, session.scalars(query.where(*wanted))))


def list_actors(session: Session) -> tuple[str, ...]:
    """Return everybody who ever did something, in alphabetical order."""
    return tuple(session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def walk_entries(session: Session) -> Iterator[tuple[int, Entry | None]]:
    """Give every entry in order with its number; None for one that cannot even be read."""
    last: int | None = None
    while True:
        query = select(AuditEntry.number).order_by(AuditEntry.number).limit(_AT_ONCE)
        numbers = session.scalars(query if last is None else query.where(AuditEntry.number > last)).all()
        if not numbers:
            return
        last = numbers[-1]
        chunk = select(AuditEntry).where(AuditEntry.number.between(numbers[0], last)).order_by(AuditEntry.number)
        try:
            found = dict(zip(numbers, map(_make_entry, session.scalars(chunk)), strict=True))
        except (ValueError, TypeError, DBAPIError):
            found = {number: entry for number in numbers if (entry := _read_one(session, number)) is not None}
        session.expunge_all()
        for number in numbers:
            yield number, found.get(number)


def read_head(session: Session) -> tuple[int, str] | None:
    """Return number and hash of the last entry as recorded beside the chain, None where nothing is."""
    head = session.get(AuditHead, 1)
    return None if head is None else (head.number, head.hash)


def _read_one(session: Session, number: int) -> Entry | None:
    """Return an entry, None where somebody wrote into it what no column of its kind holds."""
    try:
        return _make_entry(session.scalars(select(AuditEntry).where(AuditEntry.number == number)).one())
    except (ValueError, TypeError, DBAPIError):
        return None


def _make_entry(row: AuditEntry) -> Entry:
    """Return a row as a record.

    Raises
    ------
    TypeError
        A column holds what is not of its kind; a file lets anybody write that.
    """
    texts = (row.actor, row.action, row.subject, row.plan_digest, row.previous_hash, row.hash)
    if not (
        all(isinstance(each, str) for each in texts)
        and all(each is None or isinstance(each, dict) for each in (row.before, row.after))
        and (row.account_id is None or isinstance(row.account_id, int))
    ):
        raise TypeError(f"entry {row.number}")
    return Entry(
        row.number,
        row.at,
        row.account_id,
        row.actor,
        row.action,
        row.subject,
        row.before,
        row.after,
        row.plan_digest,
        row.previous_hash,
        row.hash,
    )
