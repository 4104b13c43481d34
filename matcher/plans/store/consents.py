"""The consents of pairs: the four sides, each given, refused or withdrawn."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from matcher.plans.store.acting import Act
from matcher.plans.store.matches import MatchKey, change_as_seen, match_keys
from matcher.plans.store.models import Account, StoredConsent, StoredMatch
from matcher.plans.store.rows import name_author
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


def list_consents(session: Session, plan_id: int) -> tuple[ConsentRecord, ...]:
    """Return the consents of every pair of a plan."""
    return tuple(_read_consents(session, StoredConsent.plan_id == plan_id))


def find_consents(session: Session, keys: Collection[MatchKey]) -> dict[MatchKey, dict[str, ConsentRecord]]:
    """Return what the sides of some pairs say: pair → side → consent; a side that said nothing is missing."""
    found: dict[MatchKey, dict[str, ConsentRecord]] = {key: {} for key in keys}
    for test in match_keys(StoredConsent, keys):
        for record in _read_consents(session, test):
            if record.key in found:
                found[record.key][record.side] = record
    return found


def count_consents(session: Session, plan_id: int, *, committee: str = "") -> dict[str, int]:
    """Return of how many pairs that are not declined each side has said something."""
    query = (
        select(StoredConsent.side, func.count().label("num"))
        .where(StoredConsent.plan_id == plan_id, StoredConsent.answer != "struck")
        .group_by(StoredConsent.side)
    )
    declined = select(StoredMatch.candidate_id, StoredMatch.post_id).where(
        StoredMatch.plan_id == plan_id, StoredMatch.step == "declined"
    )
    if committee:
        declined = declined.where(StoredMatch.committee == committee)
        query = query.join(
            StoredMatch,
            (StoredMatch.plan_id == StoredConsent.plan_id)
            & (StoredMatch.candidate_id == StoredConsent.candidate_id)
            & (StoredMatch.post_id == StoredConsent.post_id),
        ).where(StoredMatch.committee == committee)
    counts = {row.side: row.num for row in session.execute(query)}
    # Few are declined: to take theirs off is quicker than to look up the pair of each of a hundred thousand.
    keys = [MatchKey(plan_id, person, post) for person, post in session.execute(declined)]
    for said in find_consents(session, keys).values():
        for side, consent in said.items():
            counts[side] -= consent.answer != "struck"
    return {side: count for side, count in counts.items() if count}


def set_consents(
    act: Act, pairs: Mapping[MatchKey, ConsentRecord | None], side: str, answer: str, told: Attested
) -> tuple[ConsentRecord, ...]:
    """Put down what one side says of some pairs, in place of what it had said.

    Parameters
    ----------
    pairs
        Each with what is recorded of this side now; None: nothing.

    Raises
    ------
    StaleDataError
        One of them is no longer as given.
    """
    same = {"answer": answer, "on": told.on, "person": told.person, "evidence": told.evidence}
    same |= {"made_by": act.actor.account_id, "made_at": act.at}
    new = [
        {"plan_id": key.plan_id, "candidate_id": key.candidate_id, "post_id": key.post_id, "side": side} | same
        for key, before in pairs.items()
        if before is None
    ]
    if new:
        act.session.execute(insert(StoredConsent), new)
    query = update(StoredConsent).where(StoredConsent.side == side)
    change_as_seen(
        act.session,
        query.values(version=StoredConsent.version + 1, **same),
        ((key, before.version) for key, before in pairs.items() if before is not None),
    )
    author = name_author(act.session, act.actor.account_id)
    return tuple(
        ConsentRecord(key, side, answer, told, before.version + 1 if before else 1, author, act.at)
        for key, before in pairs.items()
    )


def _read_consents(session: Session, *wanted: ColumnElement[bool]) -> Iterator[ConsentRecord]:
    # Columns, not rows of the mapper: a city has a hundred thousand of them.
    query = (
        select(
            StoredConsent.plan_id,
            StoredConsent.candidate_id,
            StoredConsent.post_id,
            StoredConsent.side,
            StoredConsent.answer,
            StoredConsent.on,
            StoredConsent.person,
            StoredConsent.evidence,
            StoredConsent.version,
            Account.name,
            StoredConsent.made_at,
        )
        .outerjoin(Account, Account.id == StoredConsent.made_by)
        .where(*wanted)
    )
    for plan_id, person, post, side, answer, on, by, evidence, version, author, made_at in session.execute(query):
        yield ConsentRecord(
            MatchKey(plan_id, person, post), side, answer, Attested(on, by, evidence), version, author or "", made_at
        )
