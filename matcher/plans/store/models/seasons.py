"""Seasons, their imports, scenarios and the solves under way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.plans.store.columns import now
from matcher.plans.store.models.base import DIGEST, WORD, Base, Versioned


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
        SHA-256 of what `content` unpacks to.
    content
        The pools as compressed JSON, records as `matcher.pools` defines them.
    findings
        Everything the import found; what a later version settled names its number.
    vocabulary
        The vocabulary file as text; empty for the built-in one.
    reading
        How the files were read: which file is which table, sheets, columns, keys.
    counts
        Table → number of records.
    based_on
        The import this one was made from by edits, if any; `note` says which.
    """

    __tablename__ = "pool_imports"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(DIGEST)
    content: Mapped[bytes] = mapped_column(deferred=True)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    vocabulary: Mapped[str] = mapped_column(default="")
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    based_on: Mapped[int | None] = mapped_column(ForeignKey("pool_imports.id"))
    note: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class ImportFile(Base):
    """Hold one file of an import as it came.

    Parameters
    ----------
    content
        Its bytes; None once they were deleted because nobody needs them any more.
    """

    __tablename__ = "import_files"

    pool_import_id: Mapped[int] = mapped_column(ForeignKey("pool_imports.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST)
    content: Mapped[bytes | None] = mapped_column(deferred=True)


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
    name: Mapped[str] = mapped_column(String(200))
    policy: Mapped[str]
    is_archived: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class StoredVariant(Versioned, Base):
    """Hold edits tried on a scenario, as the text of a variant file.

    Parameters
    ----------
    content
        TOML; `matcher.whatif` reads it. The scenario itself stays as it is.
    """

    __tablename__ = "variants"
    __table_args__ = (UniqueConstraint("scenario_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenarios.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Run(Base):
    """Hold one solve under way or over, so that a refreshed page finds it again.

    Parameters
    ----------
    pool_import_id, policy
        What is solved, as it was at the start: the scenario may be edited meanwhile.
    state
        ``waiting``, ``running``, ``done``, ``stopped``, ``failed``.
    status
        How the solve ended, as `matcher.problem.Status`; empty until then.
    progress
        The last report: seconds, objective, best, bound, engine.
    is_asked_to_stop
        Somebody pressed stop; the best plan so far is kept.
    process
        Id of the process that solves.
    fault
        Why there is no plan, in both languages, where there is none.
    seen_at
        Last sign of life of the process.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenarios.id"), index=True)
    pool_import_id: Mapped[int] = mapped_column(ForeignKey("pool_imports.id"))
    policy: Mapped[str]
    state: Mapped[str] = mapped_column(WORD, default="waiting")
    status: Mapped[str] = mapped_column(WORD, default="")
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_asked_to_stop: Mapped[bool] = mapped_column(default=False)
    process: Mapped[int | None]
    fault: Mapped[dict[str, Any] | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
