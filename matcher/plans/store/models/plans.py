"""Plans, their pairs, and who said and signed what of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from matcher.errors import StoreError
from matcher.plans.store.columns import now
from matcher.plans.store.models.base import DIGEST, ID, WORD, Base, Versioned
from matcher.words import Words


class StoredPlan(Versioned, Base):
    """Hold one version of a plan; everything but its state never changes.

    Parameters
    ----------
    number
        1, 2, 3 … within the scenario.
    based_on
        The plan this one was made from by hand, if any; `change` says how and why.
    policy
        The policy solved, as TOML: the scenario may have moved on.
    problem
        The integer problem as bytes, enough to check the plan without the pools.
    pairs
        Rows (candidate id, post id).
    outcome
        Status, and what each objective reached with bound, proof, engine, seconds, certificate.
    check
        What the independent check found.
    figures
        The numbers a list of plans shows: seats, hosts, blind spots, matches, blocking pairs.
    """

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("scenario_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenarios.id"))
    pool_import_id: Mapped[int] = mapped_column(ForeignKey("pool_imports.id"))
    number: Mapped[int]
    based_on: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    change: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(WORD, default="draft", index=True)
    policy: Mapped[str]
    problem: Mapped[bytes] = mapped_column(deferred=True)
    pairs: Mapped[list[Any]] = mapped_column(deferred=True)
    outcome: Mapped[dict[str, Any]]
    check: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problem_digest: Mapped[str] = mapped_column(DIGEST)
    policy_digest: Mapped[str] = mapped_column(DIGEST)
    digest: Mapped[str] = mapped_column(DIGEST, index=True)
    note: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


@event.listens_for(StoredPlan, "before_update")
def _refuse_change(mapper: Any, connection: Any, plan: StoredPlan) -> None:  # noqa: ANN401, ARG001 (the library's own)
    """Stop a program that would change a plan in place, whatever it was meant to be."""
    changed = {attribute.key for attribute in inspect(plan).attrs if attribute.history.has_changes()}
    if changed - {"state", "version"}:
        raise StoreError(
            Words(
                "方案一经保存不再改动，改动应另存为新方案", "a stored plan never changes; keep the change as a new plan"
            )
        )


class StoredMatch(Versioned, Base):
    """Hold one pair of a plan and how far it has come.

    Parameters
    ----------
    step
        ``proposed``, then the four steps in order: ``needed``, ``agreed``, ``signed``,
        ``appointed``; or ``declined``.
    """

    __tablename__ = "matches"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    candidate_id: Mapped[str] = mapped_column(ID, primary_key=True)
    post_id: Mapped[str] = mapped_column(ID, primary_key=True)
    enterprise_id: Mapped[str] = mapped_column(ID)
    committee: Mapped[str] = mapped_column(String(100), default="")
    step: Mapped[str] = mapped_column(WORD, default="proposed")


def _match_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["plan_id", "candidate_id", "post_id"], ["matches.plan_id", "matches.candidate_id", "matches.post_id"]
    )


class MatchStep(Base):
    """Hold one step a pair took: when, who says so, on what evidence; or why it was declined."""

    __tablename__ = "match_steps"
    __table_args__ = (_match_key(), UniqueConstraint("plan_id", "candidate_id", "post_id", "step"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    candidate_id: Mapped[str] = mapped_column(ID)
    post_id: Mapped[str] = mapped_column(ID)
    step: Mapped[str] = mapped_column(WORD)
    on: Mapped[date]
    person: Mapped[str] = mapped_column(String(100))
    evidence: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(WORD, default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class StoredConsent(Versioned, Base):
    """Hold whether one side of a pair consents.

    Parameters
    ----------
    side
        ``enterprise``, ``candidate``, ``unit`` or ``organization``.
    answer
        ``given``, ``refused``, ``withdrawn`` once it had been given, or ``struck``: it should never have been
        recorded.
    """

    __tablename__ = "consents"
    __table_args__ = (_match_key(),)

    plan_id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[str] = mapped_column(ID, primary_key=True)
    post_id: Mapped[str] = mapped_column(ID, primary_key=True)
    side: Mapped[str] = mapped_column(WORD, primary_key=True)
    answer: Mapped[str] = mapped_column(WORD)
    on: Mapped[date]
    person: Mapped[str] = mapped_column(String(100))
    evidence: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Comment(Base):
    """Hold what somebody said of a plan, or of one pair of it."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    candidate_id: Mapped[str] = mapped_column(ID, default="")
    post_id: Mapped[str] = mapped_column(ID, default="")
    text: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Signature(Base):
    """Hold that a named person put their name to exactly this plan.

    Parameters
    ----------
    act
        ``submit``, ``review``, ``approve`` or ``publish``.
    plan_digest
        Fingerprint of what was signed.
    voided_at, void_reason, voided_by
        When it stopped counting, why, and by whom.
    """

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    act: Mapped[str] = mapped_column(WORD)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(String(100))
    plan_digest: Mapped[str] = mapped_column(DIGEST)
    made_at: Mapped[datetime] = mapped_column(default=now)
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
