"""Who may log in, and who is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.plans.store.columns import now
from matcher.plans.store.models.base import DIGEST, WORD, Base, Versioned


class Account(Versioned, Base):
    """Hold who may log in.

    Parameters
    ----------
    role
        ``viewer``, ``planner``, ``reviewer``, ``approver`` or ``administrator``.
    committee
        The committee whose hosts alone the account sees; empty: all.
    password_hash
        Argon2; empty where no password was set yet, and for an account that logs in through the
        office's own provider.
    issuer, subject, email
        Who vouches for the person, and as whom; all None where nobody does. `subject` is the
        provider's own id, bound at the first login where only an address was known.
    reset_at, reset_by
        When, and by whom, the way in or the name was last decided by somebody else: the account signs
        nothing until a second person confirms whose it is. Both None: nothing to confirm; only
        `reset_by`: it was done at the server's terminal.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("issuer", "email"))

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(WORD)
    committee: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    issuer: Mapped[str | None] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    is_active: Mapped[bool] = mapped_column(default=True)
    reset_at: Mapped[datetime | None]
    reset_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
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


class LoginFailure(Base):
    """Hold how often one login name, or anybody, failed lately.

    Parameters
    ----------
    key
        SHA-256 of the name as typed, whether an account has it or not; empty: anybody.
    failures, last_at
        Failures not yet forgotten, and when the last one was.
    """

    __tablename__ = "login_failures"

    key: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)


class OneTimeCode(Base):
    """Hold the hash of a code that is good once: for the first administrator or a new password.

    Parameters
    ----------
    account_id
        Whose password it sets; None: it makes the first administrator.
    """

    __tablename__ = "one_time_codes"

    code_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime]


class SavedView(Base):
    """Hold a filter somebody gave a name; no account where nobody logs in."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    page: Mapped[str] = mapped_column(WORD)
    name: Mapped[str] = mapped_column(String(100))
    filters: Mapped[dict[str, Any]]
