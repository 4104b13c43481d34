"""An account whose way in was given out anew signs nothing until somebody else confirms whose it is.

Whoever resets a password holds the code that sets the next one, whoever links an identity or changes
a name decides who is let in or under which name: each could sign in another's place. So the account is
marked, everybody who signs sees by whom and when, and a second person, who was there before, has to
confirm that its own person has it.
"""

from dataclasses import dataclass

from matcher.errors import AccessError, AccountError
from matcher.plans.accounts.logins import name_subject
from matcher.plans.accounts.permissions import require
from matcher.plans.accounts.records import AccountRecord, describe_account
from matcher.plans.store.account_rows import read_accounts, read_waiting
from matcher.plans.store.acting import Act, Actor, require_version
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold an account that waits for somebody to confirm whose it is.

    Parameters
    ----------
    reset_by
        Name of whoever gave the way in out anew; empty: somebody at the server's terminal.
    hindrance
        Why the reader cannot confirm it; None: the reader can.
    """

    account: AccountRecord
    reset_by: str
    hindrance: Words | None


def list_doubts(store: Store, reader: Actor) -> tuple[Doubt, ...]:
    """Return the enabled accounts that wait to be confirmed, for everybody who may sign or confirm.

    Raises
    ------
    AccessError
        The reader may not confirm accounts.
    """
    with store.read() as session:
        act = Act(session, reader, now())
        own = require(act, "confirm-account")
        names = {account.id: account.name for account in read_accounts(session)}
        return tuple(
            Doubt(describe_account(account), names.get(account.reset_by or 0, ""), _find_hindrance(act, account, own))
            for account in read_accounts(session)
            if account.reset_at is not None and account.is_active
        )


def confirm_account(act: Act, account_id: int, *, version: int) -> AccountRecord:
    """Confirm that an account's own person has it, and nobody else.

    Parameters
    ----------
    version
        What the actor had seen: a reset after that is not confirmed.

    Raises
    ------
    AccessError
        The actor may not: it is the own account, the actor gave the way in out, has to be confirmed too,
        or came after; or the person has not set a password yet.
    AccountError
        There is no such account, or nothing to confirm.
    ConflictError
        The account was changed or reset in between.
    """
    own = require(act, "confirm-account")
    account = act.session.get(Account, account_id)
    if account is None:
        raise AccountError(Words("没有这个账号，请刷新后重试", "there is no such account; refresh and try again"))
    moment = account.reset_at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if account.reset_at is not None else ""
    require_version(
        account.version, version, what=Words("账号", "the account"), theirs={"reset_at": moment}, yours={"reset_at": ""}
    )
    if account.reset_at is None:
        raise AccountError(Words("该账号无须确认", "there is nothing to confirm of this account"))
    hindrance = _find_hindrance(act, account, own)
    if hindrance is not None:
        raise AccessError(hindrance)
    account.reset_at = account.reset_by = None
    act.record(
        "confirm-account",
        name_subject(account.id),
        before={"needs_confirmation": True},
        after={"needs_confirmation": False},
    )
    act.session.flush()
    return describe_account(account)


def mark_for_confirmation(act: Act, account: Account) -> dict[str, bool]:
    """Mark an account whose way in, or name, the actor decides; return what the entry says of it."""
    account.reset_at, account.reset_by = act.at, act.actor.account_id
    return {"needs_confirmation": True}


def find_doubt(act: Act) -> Words | None:
    """Return why whoever acts may not sign until somebody confirms whose account it is; None where they may."""
    session, account_id = act.session, act.actor.account_id
    account = None if account_id is None else session.get(Account, account_id)
    if account is None or account.reset_at is None:
        return None
    by = None if account.reset_by is None else session.get(Account, account.reset_by)
    moment = account.reset_at.astimezone().strftime("%Y-%m-%d %H:%M")
    who = Words(f"由{by.name}", f"by {by.name}") if by is not None else Words("在服务器终端上", "at the server")
    return Words(
        f"您的账号于 {moment} {who.zh}重置或改动过，须由另一人在“审核签署”页确认是您本人在用，确认后才能签署",
        f"your account was reset or changed {who.en} at {moment}; somebody else has to confirm on the review page that "
        "it is you who uses it before it signs",
    )


def _find_hindrance(act: Act, account: Account, own: Account | None) -> Words | None:
    assert account.reset_at is not None  # only such are confirmed
    if own is None or own.id == account.id:
        return Words("这是您自己的账号，须由另一人确认", "it is your own account: somebody else has to confirm it")
    if own.id == account.reset_by:
        return Words("重置或改动它的人不能自己确认", "whoever reset or changed it does not confirm it")
    if own.reset_at is not None:
        return Words("您自己的账号也须先经他人确认", "your own account has to be confirmed first")
    if own.made_at > account.reset_at:
        return Words(
            "您的账号在重置之后才建立，不能确认", "your account was made after the reset and cannot confirm it"
        )
    if account.id in read_waiting(act.session, act.at):
        return Words("本人还没有用一次性代码设新密码", "its person has not set a password with the one-time code yet")
    return None
