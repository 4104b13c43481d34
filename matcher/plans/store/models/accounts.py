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


class SavedView(Base):
    """Hold a filter somebody gave a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    page: Mapped[str] = mapped_column(WORD)
    name: Mapped[str] = mapped_column(String(100))
    filters: Mapped[dict[str, Any]]
