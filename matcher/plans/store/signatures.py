"""Signatures: kept for ever, counting until they are voided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from matcher.plans.store.acting import Act
from matcher.plans.store.models import Account, Signature


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """Hold one signature.

    Parameters
    ----------
    act
        ``submit``, ``review``, ``approve`` or ``publish``.
    name
        The signer's name as it was then.
    seal
        Hash of what was signed: problem, policy, pairs, outcome and check.
    voided_at, void_reason, voided_by
        When it stopped counting, why, and by whom; None and empty while it counts.
    """

    id: int
    plan_id: int
    act: str
    account_id: int
    name: str
    seal: str
    made_at: datetime
    voided_at: datetime | None
    void_reason: str
    voided_by: str

    @property
    def is_voided(self) -> bool:
        """Whether it no longer counts."""
        return self.voided_at is not None


def add_signature(act: Act, plan_id: int, name: str, kind: str, seal: str) -> None:
    """Add the signature of whoever acts.

    Raises
    ------
    ValueError
        The program acts, which cannot sign.
    """
    if act.actor.account_id is None:
        raise ValueError("the program cannot sign")
    act.session.add(
        Signature(
            plan_id=plan_id,
            act=kind,
            account_id=act.actor.account_id,
            name=name,
            plan_digest=seal,
            made_at=act.at,
        )
    )
    act.session.flush()


def list_signatures(session: Session, plan_ids: Collection[int]) -> tuple[SignatureRecord, ...]:
    """Return every signature on some plans, the voided ones too, in the order of signing."""
    by = aliased(Account)
    query = (
        select(Signature, by.name)
        .outerjoin(by, by.id == Signature.voided_by)
        .where(Signature.plan_id.in_(plan_ids))
        .order_by(Signature.id)
    )
    return tuple(
        SignatureRecord(
            id=row.id,
            plan_id=row.plan_id,
            act=row.act,
            account_id=row.account_id,
            name=row.name,
            seal=row.plan_digest,
            made_at=row.made_at,
            voided_at=row.voided_at,
            void_reason=row.void_reason,
            voided_by=name or "",
        )
        for row, name in session.execute(query).all()
    )


def void_signatures(act: Act, plan_id: int, reason: str) -> int:
    """Mark every signature of a plan that still counts as voided by whoever acts; return how many."""
    query = select(Signature).where(Signature.plan_id == plan_id, Signature.voided_at.is_(None))
    rows = act.session.scalars(query).all()
    for row in rows:
        row.voided_at, row.void_reason, row.voided_by = act.at, reason, act.actor.account_id
    act.session.flush()
    return len(rows)
