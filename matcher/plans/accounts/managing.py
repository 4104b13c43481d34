"""Make, list and change accounts; what only an administrator may."""

from datetime import datetime
from typing import Any

from matcher.errors import AccessError, AccountError
from matcher.plans.accounts.codes import issue_code
from matcher.plans.accounts.confirming import mark_for_confirmation
from matcher.plans.accounts.logins import end_sessions, name_subject
from matcher.plans.accounts.names import fold_login, read_login, read_name, read_role
from matcher.plans.accounts.permissions import require
from matcher.plans.accounts.records import AccountRecord, describe_account
from matcher.plans.accounts.settings import DEFAULT, LoginSettings
from matcher.plans.store.account_rows import count_administrators, find_account, read_accounts, read_waiting
from matcher.plans.store.acting import Act, require_version
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account
from matcher.pools.masking import mask_name
from matcher.words import Words


def list_accounts(store: Store, *, at: datetime | None = None) -> tuple[AccountRecord, ...]:
    """Return every account, in the order they were made.

    For pages of those who may ``manage-accounts``, and to show names of who signed what.
    """
    with store.read() as session:
        waiting = read_waiting(session, at or now())
        return tuple(describe_account(account, is_waiting=account.id in waiting) for account in read_accounts(session))


def make_account(
    act: Act, login: str, name: str, role: str, *, committee: str = "", settings: LoginSettings = DEFAULT
) -> tuple[AccountRecord, str]:
    """Make an account without a password, and a one-time code with which its person sets one.

    Returns
    -------
    tuple
        The account, and the code to hand over; it is shown once.

    Raises
    ------
    AccountError
        A field cannot be taken as typed, or the login name is taken.
    AccessError
        The actor may not manage accounts.
    """
    require(act, "manage-accounts")
    login, name = read_login(login), read_name(name)
    committee = read_name(committee) if committee.strip() else ""
    account = Account(login=login, name=name, role=read_role(role, committee), committee=committee, made_at=act.at)
    if find_account(act.session, login) is not None:
        raise AccountError(Words(f"登录名“{login}”已有人使用，请换一个", f"the login name {login} is taken"))
    act.session.add(account)
    act.session.flush()
    code = issue_code(act, account.id, settings.reset_code_lifetime)
    act.record(
        "make-account",
        name_subject(account.id),
        after={"login": login, "role": account.role, "committee": committee},
    )
    return describe_account(account, is_waiting=True), code


def edit_account(
    act: Act,
    account_id: int,
    *,
    version: int,
    name: str | None = None,
    role: str | None = None,
    committee: str | None = None,
    is_active: bool | None = None,
) -> AccountRecord:
    """Change an account: its person's name, role, committee, or whether it may log in.

    Switching an account off ends its logins. An account is never removed: the audit chain names it.

    Parameters
    ----------
    version
        What the editor had seen.

    Raises
    ------
    AccountError
        A field cannot be taken as typed, or no administrator who can log in would be left.
    AccessError
        The actor may not manage accounts, or would change the own role.
    ConflictError
        Somebody else changed it in between.
    """
    require(act, "manage-accounts")
    account = _find(act, account_id)
    wanted = {"name": name, "role": role, "committee": committee, "is_active": is_active}
    yours = {key: value for key, value in wanted.items() if value is not None}
    theirs = {key: getattr(account, key) for key in yours}
    require_version(account.version, version, what=Words("账号", "the account"), theirs=theirs, yours=yours)
    if name is not None:
        yours["name"] = read_name(name)
    if committee is not None:
        yours["committee"] = read_name(committee) if committee.strip() else ""
    new_role = read_role(role or account.role, str(yours.get("committee", account.committee)))
    changes = {key: value for key, value in yours.items() if value != theirs[key]}
    if not changes:
        return describe_account(account)
    if account.id == act.actor.account_id and changes.keys() - {"name"}:
        raise AccessError(
            Words(
                "不能改自己的角色、范围或停用自己，请由另一名管理员操作",
                "nobody changes the own role or scope or switches the own account off: ask another administrator",
            )
        )
    will_serve = new_role == "administrator" and (account.is_active if is_active is None else is_active)
    if account.role == "administrator" and account.is_active and not will_serve:
        _keep_one_administrator(act, account)
    for key, value in changes.items():
        setattr(account, key, value)
    # Under another name an account would sign as somebody else.
    mark = mark_for_confirmation(act, account) if "name" in changes else {}
    if not account.is_active:
        end_sessions(act, account.id)
    act.record(
        "edit-account",
        name_subject(account.id),
        before=_hide_name({key: theirs[key] for key in changes}),
        after=_hide_name(changes) | mark,
    )
    act.session.flush()
    return describe_account(account)


def reset_password(act: Act, account_id: int, *, version: int, settings: LoginSettings = DEFAULT) -> str:
    """Take an account's password away, end its logins, and return a one-time code for a new one.

    Whoever holds the code could log in as that person: the account signs nothing before somebody else
    confirmed whose it is.

    Parameters
    ----------
    version
        What the actor had seen.

    Raises
    ------
    AccountError
        The account is unknown or switched off.
    AccessError
        The actor may not manage accounts.
    ConflictError
        Somebody else changed or reset it in between: a second code would make the first one worthless.
    """
    require(act, "manage-accounts")
    account = _find(act, account_id)
    require_version(
        account.version,
        version,
        what=Words("账号", "the account"),
        theirs={"reset_at": _tell_moment(account.reset_at)},
        yours={"reset_at": _tell_moment(act.at)},
    )
    if not account.is_active:
        raise AccountError(
            Words("账号已停用，请先启用", "the account is switched off; switch it on before giving it a code")
        )
    account.password_hash = ""
    end_sessions(act, account.id)
    code = issue_code(act, account.id, settings.reset_code_lifetime)
    act.record("reset-password", name_subject(account.id), after=mark_for_confirmation(act, account))
    act.session.flush()
    return code


def find_by_login(store: Store, login: str) -> AccountRecord:
    """Return the account of a login name.

    Raises
    ------
    AccountError
        There is none.
    """
    with store.read() as session:
        account = find_account(session, fold_login(login))
    if account is None:
        raise AccountError(
            Words(
                "没有这个登录名；现有账号请用 matcher account list 查看",
                "there is no such login name; see matcher account list",
            )
        )
    return describe_account(account)


def _find(act: Act, account_id: int) -> Account:
    account = act.session.get(Account, account_id)
    if account is None:
        raise AccountError(Words("没有这个账号，请刷新后重试", "there is no such account; refresh and try again"))
    return account


def _keep_one_administrator(act: Act, account: Account) -> None:
    if count_administrators(act.session, besides=account.id, who_can_enter=True) == 0:
        raise AccountError(
            Words(
                "这是最后一名能登录的管理员，不能停用或改角色；请先另设一名管理员并让其登录",
                "this is the last administrator who can log in; let another one log in before changing this one",
            )
        )


def _tell_moment(at: datetime | None) -> str:
    # To the millisecond: two resets may be that close.
    return "" if at is None else at.astimezone().isoformat(" ", timespec="milliseconds")[:23]


def _hide_name(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as the audit chain keeps them: the name of a person masked."""
    return {key: mask_name(value) if key == "name" else value for key, value in values.items()}
