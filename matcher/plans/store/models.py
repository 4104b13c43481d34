"""What is stored: seasons, imports, scenarios, plans, who signed what, and the chain of what was done.

One definition for SQLite and PostgreSQL. Records that people edit carry a `version` which every
update raises, so that of two editors the second is told. A plan never changes: an edit makes a new
one. Ids of people and posts are those of the pools, as text.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from matcher.plans.store.columns import UtcTime, now

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
DIGEST = String(64)
ID = String(64)
WORD = String(32)


class Base(DeclarativeBase):
    """Be the root of the stored records."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        datetime: UtcTime,
        bytes: LargeBinary,
    }


class Versioned:
    """Be a record that people edit: every update raises its version, a stale update is refused."""

    version: Mapped[int] = mapped_column(sort_order=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Account(Versioned, Base):
    """Hold who may log in.

    Parameters
    ----------
    role
        ``viewer``, ``planner``, ``reviewer``, ``approver`` or ``administrator``.
    committee
        The committee whose hosts alone the account sees; empty: all.
    password_hash
        Argon2; empty for an account that logs in through the office's own provider.
    failures, locked_until
        Failed attempts in a row, and until when the next one has to wait.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(WORD)
    committee: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)


class LoginSession(Base):
    """Hold one open login; only a hash of its token is kept.

    Parameters
    ----------
    seen_at, expires_at
        Last action, and the moment after which the token is worth nothing.
    """

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class FirstCode(Base):
    """Hold the hash of the one-time code that makes the first administrator."""

    __tablename__ = "first_codes"

    code_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    expires_at: Mapped[datetime]


class Season(Versioned, Base):
    """Hold one round of two-way selection.

    Parameters
    ----------
    deadlines
        Name of a step → day, ISO text; shown on the overview.
    """

    __tablename__ = "seasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date]
    deadlines: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime] = mapped_column(default=now)


class PoolImport(Base):
    """Hold one version of a season's pools; never changed.

    Parameters
    ----------
    number
        1, 2, 3 … within the season.
    digest
        SHA-256 of `content`.
    content
        The pools as compressed JSON, records as `matcher.pools` defines them.
    findings
        Everything the import found.
    vocabulary
        The vocabulary file as text; empty for the built-in one.
    """

    __tablename__ = "pool_imports"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(DIGEST)
    content: Mapped[bytes]
    findings: Mapped[list[Any]] = mapped_column(default=list)
    vocabulary: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class StoredScenario(Versioned, Base):
    """Hold what a planner asks of one import: a policy, as TOML.

    Parameters
    ----------
    is_archived
        Put away, not shown.
    """

    __tablename__ = "scenarios"
    __table_args__ = (UniqueConstraint("season_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    pool_import_id: Mapped[int] = mapped_column(ForeignKey("pool_imports.id"))
    name: Mapped[str] = mapped_column(String(100))
    policy: Mapped[str]
    is_archived: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Run(Base):
    """Hold one solve under way or over, so that a refreshed page finds it again.

    Parameters
    ----------
    state
        ``waiting``, ``running``, ``done``, ``stopped``, ``failed``.
    progress
        The last report: seconds, objective, best, bound, engine.
    is_asked_to_stop
        Somebody pressed stop; the best plan so far is kept.
    process
        Id of the process that solves.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenarios.id"))
    state: Mapped[str] = mapped_column(WORD, default="waiting")
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_asked_to_stop: Mapped[bool] = mapped_column(default=False)
    process: Mapped[int | None]
    fault: Mapped[dict[str, Any] | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)


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
    problem: Mapped[bytes]
    pairs: Mapped[list[Any]]
    outcome: Mapped[dict[str, Any]]
    check: Mapped[dict[str, Any]]
    problem_digest: Mapped[str] = mapped_column(DIGEST)
    policy_digest: Mapped[str] = mapped_column(DIGEST)
    digest: Mapped[str] = mapped_column(DIGEST, index=True)
    note: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


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
    """

    __tablename__ = "consents"
    __table_args__ = (_match_key(),)

    plan_id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[str] = mapped_column(ID, primary_key=True)
    post_id: Mapped[str] = mapped_column(ID, primary_key=True)
    side: Mapped[str] = mapped_column(WORD, primary_key=True)
    is_given: Mapped[bool]
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
    voided_at, void_reason
        When and why it stopped counting.
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


class SavedView(Base):
    """Hold a filter somebody gave a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    page: Mapped[str] = mapped_column(WORD)
    name: Mapped[str] = mapped_column(String(100))
    filters: Mapped[dict[str, Any]]


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
