"""Log in, stay logged in for a while, log out."""

import hashlib
import secrets
from datetime import datetime, timedelta

from matcher.errors import AccessError
from matcher.plans.accounts.names import fold_login
from matcher.plans.accounts.passwords import hash_password, needs_rehash, verify_password
from matcher.plans.accounts.records import AccountRecord, LoggedIn, SessionRecord, describe_account
from matcher.plans.accounts.settings import DEFAULT, LoginSettings
from matcher.plans.accounts.throttling import forgive_attempt, spend_attempt
from matcher.plans.store.account_rows import drop_expired, drop_login_sessions, find_account, read_login_sessions
from matcher.plans.store.acting import SYSTEM, Act, Actor, act
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account, LoginSession
from matcher.words import Words

_KEY_LENGTH = 16
_FORGOTTEN = timedelta(days=1)
"""After so long no failure has any effect left."""


def log_in(
    store: Store, login: str, password: str, *, settings: LoginSettings = DEFAULT, at: datetime | None = None
) -> LoggedIn:
    """Open a login for a name and its password.

    A wrong name, a wrong password and an account switched off are answered with the same sentence
    after the same work.

    Raises
    ------
    AccessError
        They do not fit, or there were too many failures lately.
    """
    at = at or now()
    folded = fold_login(login)
    spend_attempt(store, folded, at, settings)
    with store.read() as session:
        account = find_account(session, folded)
    stored = account.password_hash if account is not None and account.is_active else ""
    is_right = verify_password(stored, password, settings)
    fresh = hash_password(password, settings) if is_right and needs_rehash(stored, settings) else None
    if account is None or not is_right:
        record_refusal(store, account, at)
        raise refuse()
    with act(store, Actor(account.id, account.login), at=at) as doing:
        current = doing.session.get_one(Account, account.id)
        if current.is_active and current.password_hash == stored:
            if fresh is not None:
                current.password_hash = fresh
            forgive_attempt(doing, folded)
            return open_login(doing, current, settings)
    raise refuse()


def resume(
    store: Store, token: str, *, settings: LoginSettings = DEFAULT, at: datetime | None = None
) -> AccountRecord | None:
    """Return whose login a token is, None when it is not or no longer one; call it on every page.

    The account is as stored now: a role changed or taken away holds from the next page on.
    """
    at = at or now()
    key = hash_token(token)
    with store.read() as session:
        found = session.get(LoginSession, key)
        account = session.get(Account, found.account_id) if found is not None else None
    if found is None or account is None:
        return None
    is_over = at >= found.expires_at or at - found.seen_at >= settings.idle or not account.is_active
    if is_over or at - found.seen_at >= settings.touch:
        with store.write() as session:
            row = session.get(LoginSession, key)
            if row is None:
                return None
            if is_over:
                session.delete(row)
            else:
                row.seen_at = max(row.seen_at, at)
    return None if is_over else describe_account(account)


def log_out(store: Store, token: str, *, at: datetime | None = None) -> None:
    """End a login; an unknown token is none already."""
    with store.read() as session:
        found = session.get(LoginSession, hash_token(token))
        account = session.get(Account, found.account_id) if found is not None else None
    if account is None:
        return
    with act(store, Actor(account.id, account.login), at=at) as doing:
        row = doing.session.get(LoginSession, hash_token(token))
        if row is not None:
            doing.session.delete(row)
            doing.record("log-out", name_subject(account.id))


def list_sessions(
    store: Store, token: str, *, settings: LoginSettings = DEFAULT, at: datetime | None = None
) -> tuple[SessionRecord, ...]:
    """Return the open logins of whose login a token is, the newest first."""
    at = at or now()
    account = resume(store, token, settings=settings, at=at)
    if account is None:
        return ()
    with store.read() as session:
        rows = read_login_sessions(session, account.id)
    return tuple(
        SessionRecord(
            key=row.token_hash[:_KEY_LENGTH],
            made_at=row.made_at,
            seen_at=row.seen_at,
            expires_at=min(row.expires_at, row.seen_at + settings.idle),
            is_this=row.token_hash == hash_token(token),
        )
        for row in rows
        if row.expires_at > at and at - row.seen_at < settings.idle
    )


def end_session(store: Store, actor: Actor, key: str, *, at: datetime | None = None) -> None:
    """End one of the actor's own logins, named by its `SessionRecord.key`; an unknown one is none already."""
    if actor.account_id is None:
        return
    with act(store, actor, at=at) as doing:
        for row in read_login_sessions(doing.session, actor.account_id):
            if row.token_hash[:_KEY_LENGTH] == key:
                doing.session.delete(row)
                doing.record("log-out", name_subject(actor.account_id))


def end_sessions(doing: Act, account_id: int) -> None:
    """End every login of an account, inside an action that gives the reason."""
    drop_login_sessions(doing.session, account_id)


def open_login(doing: Act, account: Account, settings: LoginSettings) -> LoggedIn:
    """Make a login inside an action; its token is told once and stored as a hash."""
    drop_expired(doing.session, doing.at, doing.at - _FORGOTTEN)
    token = secrets.token_urlsafe(32)
    expires_at = doing.at + settings.lifetime
    doing.session.add(
        LoginSession(
            token_hash=hash_token(token),
            account_id=account.id,
            made_at=doing.at,
            seen_at=doing.at,
            expires_at=expires_at,
        )
    )
    doing.record("log-in", name_subject(account.id))
    return LoggedIn(token, describe_account(account), expires_at)


def record_refusal(store: Store, account: Account | None, at: datetime) -> None:
    """Enter a failed login in the audit chain, by the account's number and never by what was typed."""
    with act(store, SYSTEM, at=at) as doing:
        doing.record("refuse-login", name_subject(account.id if account is not None else None))


def refuse() -> AccessError:
    """Return the one answer to every login that does not fit."""
    return AccessError(
        Words(
            "登录名或密码不正确，或账号已停用",
            "the login name or the password is wrong, or the account is switched off",
        )
    )


def hash_token(token: str) -> str:
    """Return under what a login is kept; who reads the store cannot log in with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def name_subject(account_id: int | None) -> str:
    """Return what audit entries call an account.

    Examples
    --------
    >>> name_subject(3), name_subject(None)
    ('account 3', 'account unknown')
    """
    return f"account {'unknown' if account_id is None else account_id}"
