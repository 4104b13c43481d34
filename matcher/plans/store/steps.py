"""The steps of pairs: when, who says so, on what evidence."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from matcher.plans.store.acting import Act
from matcher.plans.store.matches import MatchKey, match_keys
from matcher.plans.store.models import Account, MatchStep


@dataclass(frozen=True, slots=True)
class Attested:
    """Hold when something was said, by whom, and what shows it.

    Parameters
    ----------
    person
        Who said or signed it: the owner of the host, the person, an officer of the unit.
    evidence
        What shows it, in words or as a reference to a file.
    """

    on: date
    person: str
    evidence: str


@dataclass(frozen=True, slots=True)
class StepRecord:
    """Hold one step a pair took, or that it was declined.

    Parameters
    ----------
    reason
        Of a decline, a word of `DECLINE_REASONS`; empty otherwise.
    author
        Whoever recorded it.
    """

    key: MatchKey
    step: str
    told: Attested
    reason: str
    author: str
    made_at: datetime


def add_steps(act: Act, keys: Collection[MatchKey], step: str, told: Attested, *, reason: str = "") -> None:
    """Add the same step to some pairs."""
    same = {"step": step, "on": told.on, "person": told.person, "evidence": told.evidence, "reason": reason}
    same |= {"made_by": act.actor.account_id, "made_at": act.at}
    rows = [{"plan_id": key.plan_id, "candidate_id": key.candidate_id, "post_id": key.post_id} | same for key in keys]
    if rows:
        act.session.execute(insert(MatchStep), rows)


def replace_step(act: Act, key: MatchKey, step: str, told: Attested, *, reason: str = "") -> None:
    """Put other words in place of what was recorded of a step; whoever acts has recorded it then."""
    row = _get(act.session, key, step)
    row.on, row.person, row.evidence, row.reason = told.on, told.person, told.evidence, reason
    row.made_by, row.made_at = act.actor.account_id, act.at
    act.session.flush()


def remove_step(act: Act, key: MatchKey, step: str) -> None:
    """Take a step of a pair away."""
    act.session.delete(_get(act.session, key, step))
    act.session.flush()


def list_steps(session: Session, plan_id: int) -> tuple[StepRecord, ...]:
    """Return the steps of every pair of a plan, in the order in which they were recorded."""
    return tuple(_read_steps(session, MatchStep.plan_id == plan_id))


def find_steps(session: Session, keys: Collection[MatchKey]) -> dict[MatchKey, tuple[StepRecord, ...]]:
    """Return the steps of some pairs, each in the order in which they were recorded."""
    found: dict[MatchKey, list[StepRecord]] = {key: [] for key in keys}
    for test in match_keys(MatchStep, keys):
        for record in _read_steps(session, test):
            if record.key in found:
                found[record.key].append(record)
    return {key: tuple(records) for key, records in found.items()}


def _read_steps(session: Session, *wanted: ColumnElement[bool]) -> Iterator[StepRecord]:
    # Columns, not rows of the mapper: a city has a hundred thousand of them.
    query = (
        select(
            MatchStep.plan_id,
            MatchStep.candidate_id,
            MatchStep.post_id,
            MatchStep.step,
            MatchStep.on,
            MatchStep.person,
            MatchStep.evidence,
            MatchStep.reason,
            Account.name,
            MatchStep.made_at,
        )
        .outerjoin(Account, Account.id == MatchStep.made_by)
        .where(*wanted)
        .order_by(MatchStep.id)
    )
    for plan_id, person, post, step, on, by, evidence, reason, author, made_at in session.execute(query):
        yield StepRecord(
            MatchKey(plan_id, person, post), step, Attested(on, by, evidence), reason, author or "", made_at
        )


def _get(session: Session, key: MatchKey, step: str) -> MatchStep:
    return session.scalars(
        select(MatchStep).where(
            MatchStep.plan_id == key.plan_id,
            MatchStep.candidate_id == key.candidate_id,
            MatchStep.post_id == key.post_id,
            MatchStep.step == step,
        )
    ).one()
