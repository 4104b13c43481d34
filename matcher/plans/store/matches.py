"""The pairs of stored plans, and how far each has come."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matcher.errors import MissingError
from matcher.plans.store.models import MatchStep, StoredConsent, StoredMatch
from matcher.pools.identity import mask_personal
from matcher.words import Words

Part = TypeVar("Part", MatchStep, StoredConsent)


@dataclass(frozen=True, slots=True, order=True)
class MatchKey:
    """Name one pair of one plan."""

    plan_id: int
    candidate_id: str
    post_id: str

    @property
    def subject(self) -> str:
        """What the audit chain calls the pair; an id that is a phone or identity number is masked there."""
        return mask_personal(f"plan {self.plan_id} match {self.candidate_id} {self.post_id}")


@dataclass(frozen=True, slots=True)
class MatchRecord:
    """Hold one pair and how far it has come.

    Parameters
    ----------
    step
        ``proposed``, one of the four steps, or ``declined``.
    version
        Raised by every step.
    """

    key: MatchKey
    enterprise_id: str
    committee: str
    step: str
    version: int


def find_match(session: Session, key: MatchKey) -> MatchRecord:
    """Return one pair.

    Raises
    ------
    MissingError
        The plan has no such pair.
    """
    return _tell(_get(session, key))


def list_match_records(session: Session, plan_id: int, *, committee: str = "") -> tuple[MatchRecord, ...]:
    """Return the pairs of a plan, of one committee or of all, by post and person."""
    columns = (
        StoredMatch.candidate_id,
        StoredMatch.post_id,
        StoredMatch.enterprise_id,
        StoredMatch.committee,
        StoredMatch.step,
        StoredMatch.version,
    )
    query = select(*columns).where(StoredMatch.plan_id == plan_id)
    if committee:
        query = query.where(StoredMatch.committee == committee)
    rows = session.execute(query.order_by(StoredMatch.post_id, StoredMatch.candidate_id))
    return tuple(
        MatchRecord(MatchKey(plan_id, person, post), host, of, step, version)
        for person, post, host, of, step, version in rows
    )


def count_steps(session: Session, plan_id: int, *, committee: str = "") -> dict[str, int]:
    """Return how many pairs of a plan, of one committee or of all, are at each step."""
    query = (
        select(StoredMatch.step, func.count().label("num"))
        .where(StoredMatch.plan_id == plan_id)
        .group_by(StoredMatch.step)
    )
    if committee:
        query = query.where(StoredMatch.committee == committee)
    return {row.step: row.num for row in session.execute(query)}


def count_by_step(session: Session, plan_id: int, *, committee: str = "") -> dict[str, int]:
    """Return how many pairs of a plan stand at each step, of one committee or of all."""
    query = select(StoredMatch.step, func.count()).where(StoredMatch.plan_id == plan_id).group_by(StoredMatch.step)
    if committee:
        query = query.where(StoredMatch.committee == committee)
    return {row[0]: row[1] for row in session.execute(query)}


def set_step(session: Session, key: MatchKey, step: str) -> MatchRecord:
    """Put a pair to a step, be it the one it is at; its version rises."""
    row = _get(session, key)
    row.step = step
    flag_modified(row, "step")
    session.flush()
    return _tell(row)


def carry_over(session: Session, source: int, target: int, *, with_declined: bool) -> int:
    """Give the pairs of a plan what is recorded of the same pairs of another; return how many got something.

    A step or a consent the target has already stays as it is there.

    Parameters
    ----------
    source, target
        Ids of the plans.
    with_declined
        Whether a pair declined there is declined here too; otherwise it starts anew.
    """
    rows = _by_pair(session, source)
    steps, consents = _list_parts(session, MatchStep, source), _list_parts(session, StoredConsent, source)
    has_steps, has_consents = _list_parts(session, MatchStep, target), _list_parts(session, StoredConsent, target)
    changed = 0
    for pair, row in _by_pair(session, target).items():
        earlier = rows.get(pair)
        if earlier is None or (earlier.step == "declined" and not with_declined):
            continue
        known_steps = {step.step for step in has_steps.get(pair, [])}
        known_sides = {consent.side for consent in has_consents.get(pair, [])}
        new: list[MatchStep | StoredConsent] = [
            _copy_step(step, target) for step in steps.get(pair, []) if step.step not in known_steps
        ]
        if new and row.step != "declined":
            row.step = earlier.step
        new += [_copy_consent(each, target) for each in consents.get(pair, []) if each.side not in known_sides]
        session.add_all(new)
        changed += bool(new)
    session.flush()
    return changed


def _get(session: Session, key: MatchKey) -> StoredMatch:
    # No database takes this character in a text; ids come from addresses that anybody may type.
    is_text = "\0" not in key.candidate_id + key.post_id
    row = session.get(StoredMatch, (key.plan_id, key.candidate_id, key.post_id)) if is_text else None
    if row is None:
        raise MissingError(
            Words(
                f"方案 {key.plan_id} 里没有人选 {key.candidate_id} 与岗位 {key.post_id} 的配对",
                f"plan {key.plan_id} has no pair of candidate {key.candidate_id} and post {key.post_id}",
            )
        )
    return row


def _tell(row: StoredMatch) -> MatchRecord:
    key = MatchKey(row.plan_id, row.candidate_id, row.post_id)
    return MatchRecord(key, row.enterprise_id, row.committee, row.step, row.version)


def _by_pair(session: Session, plan_id: int) -> dict[tuple[str, str], StoredMatch]:
    rows = session.scalars(select(StoredMatch).where(StoredMatch.plan_id == plan_id))
    return {(row.candidate_id, row.post_id): row for row in rows}


def _list_parts(session: Session, kind: type[Part], plan_id: int) -> dict[tuple[str, str], list[Part]]:
    found: dict[tuple[str, str], list[Part]] = {}
    for row in session.scalars(select(kind).where(kind.plan_id == plan_id)):
        found.setdefault((row.candidate_id, row.post_id), []).append(row)
    return found


def _copy_step(row: MatchStep, plan_id: int) -> MatchStep:
    return MatchStep(
        plan_id=plan_id,
        candidate_id=row.candidate_id,
        post_id=row.post_id,
        step=row.step,
        on=row.on,
        person=row.person,
        evidence=row.evidence,
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _copy_consent(row: StoredConsent, plan_id: int) -> StoredConsent:
    return StoredConsent(
        plan_id=plan_id,
        candidate_id=row.candidate_id,
        post_id=row.post_id,
        side=row.side,
        answer=row.answer,
        on=row.on,
        person=row.person,
        evidence=row.evidence,
        made_by=row.made_by,
        made_at=row.made_at,
    )
