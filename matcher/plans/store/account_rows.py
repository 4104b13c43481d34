"""Find accounts, open logins and one-time codes; every question the accounts ask the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from matcher.plans.store.models import Account, LoginFailure, LoginSession, OneTimeCode


def find_account(session: Session, login: str) -> Account | None:
    """Return the account of a login name."""
    return session.scalars(select(Account).where(Account.login == login)).one_or_none()


def find_account_of_subject(session: Session, issuer: str, subject: str) -> Account | None:
    """Return the account a provider's own id is bound to."""
    return session.scalars(select(Account).where(Account.issuer == issuer, Account.subject == subject)).one_or_none()


def find_account_of_email(session: Session, issuer: str, email: str) -> Account | None:
    """Return the account an address at a provider was entered for."""
    return session.scalars(select(Account).where(Account.issuer == issuer, Account.email == email)).one_or_none()


def read_accounts(session: Session) -> Sequence[Account]:
    """Return every account, in the order they were made."""
    return session.scalars(select(Account).order_by(Account.id)).all()


def count_administrators(session: Session, *, besides: int | None = None, who_can_enter: bool = False) -> int:
    """Return how many enabled administrators there are.

    Parameters
    ----------
    besides
        An account not to count.
    who_can_enter
        Count only those with a password or a linked identity.
    """
    wanted: list[ColumnElement[bool]] = [Account.role == "administrator", Account.is_active.is_(True)]
    if besides is not None:
        wanted.append(Account.id != besides)
    if who_can_enter:
        wanted.append(or_(Account.password_hash != "", Account.issuer.is_not(None)))
    return session.scalars(select(func.count()).select_from(Account).where(*wanted)).one()


def read_login_sessions(session: Session, account_id: int) -> Sequence[LoginSession]:
    """Return the logins of an account, the newest first."""
    return session.scalars(
        select(LoginSession).where(LoginSession.account_id == account_id).order_by(LoginSession.made_at.desc())
    ).all()


def drop_login_sessions(session: Session, account_id: int) -> None:
    """End every login of an account."""
    session.execute(delete(LoginSession).where(LoginSession.account_id == account_id))


def drop_expired(session: Session, at: datetime, forget_before: datetime) -> None:
    """Remove logins and codes past their time, and failures long forgotten."""
    session.execute(delete(LoginSession).where(LoginSession.expires_at <= at))
    session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at <= at))
    session.execute(delete(LoginFailure).where(LoginFailure.last_at < forget_before))


def drop_codes(session: Session, account_id: int | None) -> None:
    """Remove the open codes of an account, or those of the first administrator."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.account_id.is_not_distinct_from(account_id)))


def read_waiting(session: Session, at: datetime) -> frozenset[int]:
    """Return the ids of the accounts with an open code."""
    found = session.scalars(select(OneTimeCode.account_id).where(OneTimeCode.expires_at > at)).all()
    return frozenset(account_id for account_id in found if account_id is not None)
