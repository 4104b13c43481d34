"""Entries of the audit chain that concern some plans, for reading."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.plans.store.models import AuditEntry


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
    actor: str
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    plan_digest: str


def list_entries(session: Session, plan_ids: Collection[int]) -> tuple[Entry, ...]:
    """Return the entries that concern some plans or pairs of theirs, in order."""
    wanted = [
        test
        for plan_id in sorted(plan_ids)
        for test in (AuditEntry.subject == f"plan {plan_id}", AuditEntry.subject.startswith(f"plan {plan_id} "))
    ]
    rows = session.scalars(select(AuditEntry).where(or_(*wanted)).order_by(AuditEntry.number))
    return tuple(
        Entry(row.number, row.at, row.actor, row.action, row.subject, row.before, row.after, row.plan_digest)
        for row in rows
    )
