"""The chain of what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from matcher.plans.store.models.base import DIGEST, WORD, Base


class AuditEntry(Base):
    """Hold one action, chained to the one before by its hash.

    Parameters
    ----------
    number
        1, 2, 3 … without a gap.
    actor
        Login as it was then; ``system`` for what no person did.
    previous_hash, hash
        SHA-256 of the entry before, and of this entry with it.
    """

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(WORD, index=True)
    subject: Mapped[str] = mapped_column(String(255), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    plan_digest: Mapped[str] = mapped_column(DIGEST, default="")
    previous_hash: Mapped[str] = mapped_column(DIGEST)
    hash: Mapped[str] = mapped_column(DIGEST)


class AuditHead(Base):
    """Hold the number and hash of the last entry, so that a chain cut short is noticed."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(DIGEST)
