"""The steps of pairs: when, who says so, on what evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.plans.store.acting import Act
from matcher.plans.store.matches import MatchKey
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


def add_step(act: Act, key: MatchKey, step: str, told: Attested, *, reason: str = "") -> None:
    """Add a step of a pair."""
    act.session.add(
        MatchStep(
            plan_id=key.plan_id,
            candidate_id=key.candidate_id,
            post_id=key.post_id,
            step=step,
            on=told.on,
            person=told.person,
            evidence=told.evidence,
            reason=reason,
            made_by=act.actor.account_id,
            made_at=act.at,
        )
    )
    act.session.flush()


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


def list_steps(session: Session, plan_id: int, key: MatchKey | None = None) -> tuple[StepRecord, ...]:
    """Return the steps of every pair of a plan, or of one pair, in the order in which they were recorded."""
    query = (
        select(MatchStep, Account.name)
        .outerjoin(Account, Account.id == MatchStep.made_by)
        .where(MatchStep.plan_id == plan_id)
    )
    if key is not None:
        query = query.where(MatchStep.candidate_id == key.candidate_id, MatchStep.post_id == key.post_id)
    return tuple(
        StepRecord(
            key=MatchKey(row.plan_id, row.candidate_id, row.post_id),
            step=row.step,
            told=Attested(row.on, row.person, row.evidence),
            reason=row.reason,
            author=name or "",
            made_at=row.made_at,
        )
        for row, name in session.execute(query.order_by(MatchStep.id)).all()
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
