"""One accepted action: what it changes and its entry in the audit chain, committed together."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
NOTHING_BEFORE = "0" * 64
"""What the first entry of a chain names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Say who acts; no account for what the program does by itself."""

    account_id: int | None
    login: str


SYSTEM = Actor(None, "system")


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
    _entries: list[AuditEntry] = field(default_factory=list)

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
        subject
            To what: ``plan 3``.
        before, after
            What changed, as plain JSON values; identity and phone numbers in texts are masked.
        """
        head = self.session.get(AuditHead, 1)
        if head is None:
            head = AuditHead(id=1, number=0, hash=NOTHING_BEFORE)
            self.session.add(head)
        entry = AuditEntry(
            number=head.number + 1,
            at=self.at,
            account_id=self.actor.account_id,
            actor=self.actor.login,
            action=action,
            subject=settle(subject),
            before=None if before is None else settle(before),
            after=None if after is None else settle(after),
            plan_digest=plan_digest,
            previous_hash=head.hash,
        )
        entry.hash = hash_entry(entry)
        head.number, head.hash = entry.number, entry.hash
        self.session.add(entry)
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
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode()
        return text if _DIGEST.fullmatch(text) else mask_personal(text)
    return value


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
