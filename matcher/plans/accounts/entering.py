"""The first administrator, a first or new password by a one-time code, and a changed one."""

from collections.abc import Callable
from datetime import datetime

from matcher.errors import AccountError
from matcher.plans.accounts.codes import is_good, issue_code, refuse_code, spend_code
from matcher.plans.accounts.logins import end_sessions, name_subject, open_login, record_refusal, refuse
from matcher.plans.accounts.names import fold_login, read_login, read_name
from matcher.plans.accounts.passwords import check_password, hash_password, verify_password
from matcher.plans.accounts.records import LoggedIn
from matcher.plans.accounts.settings import DEFAULT, LoginSettings
from matcher.plans.accounts.throttling import forgive_attempt, spend_attempt
from matcher.plans.store.account_rows import count_administrators, drop_codes, find_account
from matcher.plans.store.acting import SYSTEM, Act, Actor, act
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account
from matcher.words import Words

_FIRST = "first administrator"
"""Subject of its audit entries, and what failures with its code are counted under; no login name has a blank."""


def needs_first_administrator(store: Store) -> bool:
    """Return whether the store has no enabled administrator yet."""
    with store.read() as session:
        return count_administrators(session) == 0


def make_first_code(store: Store, *, settings: LoginSettings = DEFAULT, at: datetime | None = None) -> str:
    """Make the code that makes the first administrator; one made before is worth nothing any more.

    Raises
    ------
    AccountError
        There is an administrator.
    """
    with act(store, SYSTEM, at=at) as doing:
        _refuse_second(doing)
        code = issue_code(doing, None, settings.first_code_lifetime)
        doing.record("make-first-code", _FIRST)
    return code


def claim_first_code(
    store: Store,
    code: str,
    login: str,
    name: str,
    password: str,
    *,
    settings: LoginSettings = DEFAULT,
    at: datetime | None = None,
) -> LoggedIn:
    """Make the first administrator with the code from the terminal, and log in.

    Raises
    ------
    AccountError
        There is an administrator already, or a field cannot be taken as typed.
    AccessError
        The code is not good, or there were too many wrong ones.
    """
    at = at or now()
    login, name = read_login(login), read_name(name)
    check_password(password, settings, own=(login, name))
    spend_attempt(store, _FIRST, at, settings)
    _require_good_code(store, code, None, at)
    password_hash = hash_password(password, settings)
    with act(store, SYSTEM, at=at) as doing:
        _refuse_second(doing)
        spend_code(doing, code, None)
        if find_account(doing.session, login) is not None:
            raise AccountError(Words("登录名已有人使用，请换一个", "the login name is taken; choose another"))
        account = Account(login=login, name=name, role="administrator", password_hash=password_hash, made_at=at)
        doing.session.add(account)
        doing.session.flush()
        doing.record("make-account", name_subject(account.id), after={"login": login, "role": "administrator"})
        forgive_attempt(doing, _FIRST)
        return open_login(doing, account, settings)


def redeem_code(
    store: Store,
    login: str,
    code: str,
    password: str,
    *,
    settings: LoginSettings = DEFAULT,
    at: datetime | None = None,
) -> LoggedIn:
    """Set a password with a one-time code from the administrator, end older logins, and log in.

    Raises
    ------
    AccountError
        The password is not good enough.
    AccessError
        The code is not good for this name, or there were too many wrong ones.
    """
    at = at or now()
    folded = fold_login(login)
    # Before anything is said of the name: whoever types a bad password learns nothing of accounts.
    check_password(password, settings, own=(folded,))
    spend_attempt(store, folded, at, settings)
    with store.read() as session:
        account = find_account(session, folded)
    if account is None or not account.is_active:
        record_refusal(store, account, at)
        raise refuse_code()
    _require_good_code(store, code, account.id, at, account=account)
    check_password(password, settings, own=(account.login, account.name))

    def spend(doing: Act, current: Account) -> None:
        spend_code(doing, code, current.id)

    return _take_password(store, account, password, spend, settings, at)


def change_password(
    store: Store,
    actor: Actor,
    old: str,
    new: str,
    *,
    settings: LoginSettings = DEFAULT,
    at: datetime | None = None,
) -> LoggedIn:
    """Change the actor's own password, end all its logins and open a new one.

    Raises
    ------
    AccountError
        The new password is not good enough, or is the old one.
    AccessError
        The old one is wrong, or there were too many wrong ones.
    """
    at = at or now()
    with store.read() as session:
        account = session.get(Account, actor.account_id) if actor.account_id is not None else None
    if account is None:
        raise refuse()
    check_password(new, settings, own=(account.login, account.name))
    if new == old:
        raise AccountError(Words("新密码不能与原密码相同", "the new password is the old one; take another"))
    spend_attempt(store, account.login, at, settings)
    stored = account.password_hash if account.is_active else ""
    if not verify_password(stored, old, settings):
        record_refusal(store, account, at)
        raise refuse()

    def compare(_: Act, current: Account) -> None:
        if not current.is_active or current.password_hash != stored:
            raise refuse()

    return _take_password(store, account, new, compare, settings, at)


def _take_password(
    store: Store,
    account: Account,
    password: str,
    prove: Callable[[Act, Account], None],
    settings: LoginSettings,
    at: datetime,
) -> LoggedIn:
    """Set a person's own password, which was checked, end all logins and open a new one.

    Parameters
    ----------
    prove
        Called inside the action with the account as it is now; raises where what let the person set a
        password holds no longer.
    """
    password_hash = hash_password(password, settings)
    with act(store, Actor(account.id, account.login), at=at) as doing:
        current = doing.session.get_one(Account, account.id)
        prove(doing, current)
        current.password_hash = password_hash
        drop_codes(doing.session, current.id)
        end_sessions(doing, current.id)
        forgive_attempt(doing, current.login)
        doing.record("set-password", name_subject(current.id))
        doing.session.flush()
        return open_login(doing, current, settings)


def _require_good_code(
    store: Store, code: str, account_id: int | None, at: datetime, *, account: Account | None = None
) -> None:
    """Refuse a wrong code before time is spent on hashing; it is looked at again when it is used."""
    with store.read() as session:
        good = is_good(Act(session, SYSTEM, at), code, account_id)
    if not good:
        record_refusal(store, account, at)
        raise refuse_code()


def _refuse_second(doing: Act) -> None:
    if count_administrators(doing.session):
        raise AccountError(
            Words(
                "已有管理员；忘记密码请用 matcher account reset-code 登录名",
                "there is an administrator already; for a forgotten password use matcher account reset-code LOGIN",
            )
        )
