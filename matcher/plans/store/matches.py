"""The pairs of stored plans, and how far each has come."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import ColumnElement, Update, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.errors import MissingError
from matcher.plans.store.models import MatchStep, StoredConsent, StoredMatch
from matcher.pools.identity import mask_personal
from matcher.words import Words

Part = TypeVar("Part", MatchStep, StoredConsent)
_AT_ONCE = 500
"""Pairs asked for in one query."""


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
    """Return one pair; errors as in `find_matches`."""
    return find_matches(session, (key,))[key]


def find_matches(session: Session, keys: Collection[MatchKey]) -> dict[MatchKey, MatchRecord]:
    """Return some pairs, in the order given.

    Raises
    ------
    MissingError
        A plan has no such pair; names the first.
    """
    found = {record.key: record for test in match_keys(StoredMatch, keys) for record in _read_matches(session, test)}
    for key in keys:
        if key not in found:
            raise MissingError(
                Words(
                    f"方案 {key.plan_id} 里没有人选 {key.candidate_id} 与岗位 {key.post_id} 的配对",
                    f"plan {key.plan_id} has no pair of candidate {key.candidate_id} and post {key.post_id}",
                )
            )
    return {key: found[key] for key in keys}


def match_keys(
    kind: type[StoredMatch | MatchStep | StoredConsent], keys: Iterable[MatchKey]
) -> Iterator[ColumnElement[bool]]:
    """Give tests that together hold for the rows of some pairs, and for few others: those of the same people."""
    people: dict[int, set[str]] = {}
    for key in keys:
        # No database takes this character in a text; ids come from addresses that anybody may type.
        if "\0" not in key.candidate_id:
            people.setdefault(key.plan_id, set()).add(key.candidate_id)
    for plan_id, ids in people.items():
        wanted = sorted(ids)
        for start in range(0, len(wanted), _AT_ONCE):
            yield (kind.plan_id == plan_id) & kind.candidate_id.in_(wanted[start : start + _AT_ONCE])


def change_as_seen(session: Session, query: Update, seen: Iterable[tuple[MatchKey, int]]) -> None:
    """Change rows of pairs, each still at the version it was seen at.

    Parameters
    ----------
    query
        What is changed, of rows that have a pair and a version.

    Raises
    ------
    StaleDataError
        One of them is no longer there, or no longer at its version.
    """
    kind = query.entity_description["entity"]
    rows = [
        {"of_plan": key.plan_id, "of_person": key.candidate_id, "of_post": key.post_id, "seen": version}
        for key, version in seen
    ]
    if not rows:
        return
    query = query.where(
        kind.plan_id == bindparam("of_plan"),
        kind.candidate_id == bindparam("of_person"),
        kind.post_id == bindparam("of_post"),
        kind.version == bindparam("seen"),
    )
    if session.connection().execute(query, rows).rowcount != len(rows):
        raise StaleDataError("a row of a pair was changed in between")


def list_match_records(session: Session, plan_id: int, *, committee: str = "") -> tuple[MatchRecord, ...]:
    """Return the pairs of a plan, of one committee or of all, by post and person."""
    wanted = [StoredMatch.plan_id == plan_id] + ([StoredMatch.committee == committee] if committee else [])
    return tuple(_read_matches(session, *wanted))


def count_by_step(session: Session, plan_id: int, *, committee: str = "") -> dict[str, int]:
    """Return how many pairs of a plan stand at each step, of one committee or of all."""
    query = select(StoredMatch.step, func.count()).where(StoredMatch.plan_id == plan_id).group_by(StoredMatch.step)
    if committee:
        query = query.where(StoredMatch.committee == committee)
    return {row[0]: row[1] for row in session.execute(query)}


def set_steps(session: Session, pairs: Collection[MatchRecord], step: str) -> tuple[MatchRecord, ...]:
    """Put pairs to a step, be it the one they are at; their versions rise.

    Raises
    ------
    StaleDataError
        One of them is no longer as given.
    """
    query = update(StoredMatch).values(step=step, version=StoredMatch.version + 1)
    change_as_seen(session, query, ((pair.key, pair.version) for pair in pairs))
    return tuple(replace(pair, step=step, version=pair.version + 1) for pair in pairs)


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


def _read_matches(session: Session, *wanted: ColumnElement[bool]) -> Iterator[MatchRecord]:
    columns = (
        StoredMatch.plan_id,
        StoredMatch.candidate_id,
        StoredMatch.post_id,
        StoredMatch.enterprise_id,
        StoredMatch.committee,
        StoredMatch.step,
        StoredMatch.version,
    )
    rows = session.execute(select(*columns).where(*wanted).order_by(StoredMatch.post_id, StoredMatch.candidate_id))
    for plan_id, person, post, host, committee, step, version in rows:
        yield MatchRecord(MatchKey(plan_id, person, post), host, committee, step, version)


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
