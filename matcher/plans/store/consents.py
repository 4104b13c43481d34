"""The consents of pairs: the four sides, each given, refused or withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.plans.store.acting import Act
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.models import Account, StoredConsent, StoredMatch
from matcher.plans.store.steps import Attested


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """Hold what one side of a pair says.

    Parameters
    ----------
    side
        ``enterprise``, ``candidate``, ``unit`` or ``organization``.
    answer
        ``given``, ``refused``, ``withdrawn`` once it had been given, or ``struck``: it should never have been
        recorded.
    version
        Raised by every change of it.
    """

    key: MatchKey
    side: str
    answer: str
    told: Attested
    version: int
    author: str
    made_at: datetime


def find_consent(session: Session, key: MatchKey, side: str) -> ConsentRecord | None:
    """Return what one side of a pair says; None where it said nothing yet."""
    return next((each for each in list_consents(session, key.plan_id, key) if each.side == side), None)


def list_consents(session: Session, plan_id: int, key: MatchKey | None = None) -> tuple[ConsentRecord, ...]:
    """Return the consents of every pair of a plan, or of one pair."""
    query = (
        select(StoredConsent, Account.name)
        .outerjoin(Account, Account.id == StoredConsent.made_by)
        .where(StoredConsent.plan_id == plan_id)
    )
    if key is not None:
        query = query.where(StoredConsent.candidate_id == key.candidate_id, StoredConsent.post_id == key.post_id)
    return tuple(
        ConsentRecord(
            key=MatchKey(row.plan_id, row.candidate_id, row.post_id),
            side=row.side,
            answer=row.answer,
            told=Attested(row.on, row.person, row.evidence),
            version=row.version,
            author=name or "",
            made_at=row.made_at,
        )
        for row, name in session.execute(query).all()
    )


def count_consents(session: Session, plan_id: int, *, committee: str = "") -> dict[str, int]:
    """Return of how many pairs that are not declined each side has said something."""
    query = (
        select(StoredConsent.side, func.count().label("num"))
        .join(
            StoredMatch,
            (StoredMatch.plan_id == StoredConsent.plan_id)
            & (StoredMatch.candidate_id == StoredConsent.candidate_id)
            & (StoredMatch.post_id == StoredConsent.post_id),
        )
        .where(StoredConsent.plan_id == plan_id, StoredMatch.step != "declined", StoredConsent.answer != "struck")
        .group_by(StoredConsent.side)
    )
    if committee:
        query = query.where(StoredMatch.committee == committee)
    return {row.side: row.num for row in session.execute(query)}


def set_consent(act: Act, key: MatchKey, side: str, answer: str, told: Attested) -> None:
    """Put down what one side of a pair says, in place of what it had said."""
    row = act.session.get(StoredConsent, (key.plan_id, key.candidate_id, key.post_id, side))
    if row is None:
        row = StoredConsent(plan_id=key.plan_id, candidate_id=key.candidate_id, post_id=key.post_id, side=side)
        act.session.add(row)
    row.answer, row.on, row.person, row.evidence = answer, told.on, told.person, told.evidence
    row.made_by, row.made_at = act.actor.account_id, act.at
    act.session.flush()
