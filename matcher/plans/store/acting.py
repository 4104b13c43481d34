"""One accepted action: what it changes and its entry in the audit chain, committed together."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.errors import ConflictError
from matcher.plans.store.actions import AuditAction
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.differences import tell_differences
from matcher.plans.store.entries import Entry
from matcher.plans.store.models import AuditEntry, AuditHead
from matcher.pools.identity import mask_personal
from matcher.words import Words

_DIGEST = re.compile("[0-9a-f]{64}")
_COLUMNS = tuple(Entry.__dataclass_fields__)
NOTHING_BEFORE = "0" * 64
"""What the first entry of a chain names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Say who acts; no account for what the program does by itself."""

    account_id: int | None
    login: str


SYSTEM = Actor(None, "system")


@dataclass(frozen=True, slots=True)
class Deed:
    """Say what was done to one subject, as the audit chain keeps it.

    Parameters
    ----------
    subject
        To what: ``plan 3``.
    before, after
        What changed, as plain JSON values; identity and phone numbers in texts are masked.
    """

    subject: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    plan_digest: str = ""


@dataclass(slots=True)
class Act:
    """Hold an open action.

    Parameters
    ----------
    session
        Holds the writer's lock; commits when the action ends without an error.
    """

    session: Session
    actor: Actor
    at: datetime

    def record(
        self,
        action: AuditAction,
        subject: str,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        plan_digest: str = "",
    ) -> None:
        """Add an entry to the audit chain.

        Parameters
        ----------
        action
            What was done, a verb: ``submit-plan``.
        subject, before, after
            As in `Deed`.
        """
        self.record_each(action, (Deed(subject, before, after, plan_digest),))

    def record_each(self, action: AuditAction, deeds: Iterable[Deed]) -> None:
        """Add an entry for each of many deeds of one kind, in their order."""
        self.session.flush()
        head = self.session.get(AuditHead, 1)
        if head is None:
            head = AuditHead(id=1, number=0, hash=NOTHING_BEFORE)
            self.session.add(head)
        number, last = head.number, head.hash
        rows: list[dict[str, Any]] = []
        for deed in deeds:
            number += 1
            entry = Entry(
                number=number,
                at=self.at,
                account_id=self.actor.account_id,
                actor=self.actor.login,
                action=action,
                subject=settle(deed.subject),
                before=None if deed.before is None else settle(deed.before),
                after=None if deed.after is None else settle(deed.after),
                plan_digest=deed.plan_digest,
                previous_hash=last,
                hash="",
            )
            last = hash_entry(entry)
            rows.append({name: getattr(entry, name) for name in _COLUMNS} | {"hash": last})
        if rows:
            head.number, head.hash = number, last
            self.session.execute(insert(AuditEntry), rows)
            self.session.flush()


@contextmanager
def act(store: Store, actor: Actor, *, at: datetime | None = None) -> Iterator[Act]:
    """Open an action: all of it is on disk when the block ends, or none of it.

    Parameters
    ----------
    at
        When it happens; now, unless given.

    Raises
    ------
    ConflictError
        A record changed in between.
    StoreError
        The database failed.
    """
    with store.write() as session:
        try:
            yield Act(session, actor, at or now())
            session.flush()
        except StaleDataError as error:
            raise ConflictError(
                Words("记录刚被他人改动，请刷新后重试", "somebody changed the record just now; refresh and try again")
            ) from error


def hash_entry(entry: AuditEntry | Entry) -> str:
    """Return the SHA-256 of an entry and of the hash before it."""
    return hashlib.sha256(json.dumps(tell_entry(entry), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def tell_entry(entry: AuditEntry | Entry) -> dict[str, Any]:
    """Return what of an entry its hash covers: everything but the hash."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(timespec="microseconds"),
        "account": entry.account_id,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "plan": entry.plan_digest,
        "previous": entry.previous_hash,
    }


def settle(value: Any) -> Any:  # noqa: ANN401 (any JSON value)
    """Return a value as it will be read back, so that its hash holds, without personal numbers."""
    if isinstance(value, Mapping):
        return {str(key): settle(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [settle(inner) for inner in value]
    return _settle_text(value) if isinstance(value, str) else value


# What is recorded of many pairs at once is the same words again and again.
@lru_cache(maxsize=1024)
def _settle_text(value: str) -> str:
    text = value.encode("utf-8", "replace").decode()
    return text if _DIGEST.fullmatch(text) else mask_personal(text)


def require_version(
    found: int, expected: int, *, what: Words, theirs: Mapping[str, Any], yours: Mapping[str, Any]
) -> None:
    """Refuse an edit of a record that somebody else changed since it was read.

    Parameters
    ----------
    found, expected
        Version stored now, and version the editor had seen.
    theirs, yours
        Values stored now, and values the editor wanted; both are shown.

    Raises
    ------
    ConflictError
        The versions differ.
    """
    if found != expected:
        told = tell_differences(theirs, yours)
        raise ConflictError(
            Words(
                f"{what.zh}刚被他人改动，您的修改没有保存。{told.zh}请核对后重新提交。",
                f"{what.en} was changed by somebody else just now, so yours is not saved. {told.en}"
                "Compare and try again.",
            ),
            theirs=theirs,
            yours=yours,
        )
