"""``matcher account``: who may log in, and one-time codes; whoever has this terminal has the store."""

from collections.abc import Mapping
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.stored import open_any, open_existing
from matcher.cli.texts import say
from matcher.explain import name
from matcher.plans.accounts import (
    AccountRecord,
    find_by_login,
    link_identity,
    list_accounts,
    make_first_code,
    reset_password,
)
from matcher.plans.accounts.settings import DEFAULT
from matcher.plans.store import SYSTEM, act


def show_accounts(data_folder: Path | None, database: str | None, output: Output) -> int:
    """List every account.

    Raises
    ------
    StoreError
        There is no store, or it cannot be read.
    """
    with open_existing(data_folder, database) as store:
        accounts = list_accounts(store)
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    for key in ("account-login", "account-name", "account-role", "account-committee", "account-state"):
        table.add_column(say(key).say(output.language), overflow="fold")
    for account in accounts:
        role = name("account_role", account.role).say(output.language)
        state = say(f"account-{_find_state(account)}").say(output.language)
        table.add_row(*map(Text, (account.login, account.name, role, account.committee or "–", state)))
    output.show(table if accounts else Text(say("account-none").say(output.language)))
    output.emit(
        [
            {
                "login": account.login,
                "name": account.name,
                "role": account.role,
                "committee": account.committee,
                "state": _find_state(account),
                "linked": account.is_linked,
                "made_at": account.made_at.isoformat(timespec="seconds"),
            }
            for account in accounts
        ]
    )
    return 0


def show_first_code(data_folder: Path | None, database: str | None, output: Output) -> int:
    """Print a one-time code that makes the first administrator.

    Raises
    ------
    StoreError
        The store cannot be used.
    AccountError
        There is an administrator already.
    """
    with open_any(data_folder, database) as store:
        code = make_first_code(store)
    return _print_code("account-first-code", code, int(DEFAULT.first_code_lifetime.total_seconds() // 3600), output)


def show_reset_code(login: str, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Take an account's password away and print a one-time code for a new one.

    Raises
    ------
    StoreError
        There is no store, or it cannot be used.
    AccountError
        There is no such account, or it is switched off.
    """
    with open_existing(data_folder, database) as store:
        account = find_by_login(store, login)
        with act(store, SYSTEM) as doing:
            code = reset_password(doing, account.id, version=account.version)
    return _print_code("account-reset-code", code, int(DEFAULT.reset_code_lifetime.total_seconds() // 3600), output)


def link_account(
    login: str, who: Mapping[str, str], data_folder: Path | None, database: str | None, output: Output
) -> int:
    """Link an account to an identity of the office's own login, or take the link away where all of it is empty.

    Raises
    ------
    StoreError
        There is no store, or it cannot be used.
    AccountError
        There is no such account, the identity is incomplete, or another account has it.
    """
    with open_existing(data_folder, database) as store:
        account = find_by_login(store, login)
        with act(store, SYSTEM) as doing:
            linked = link_identity(doing, account.id, version=account.version, **who)
    output.tell("account-linked" if linked.is_linked else "account-unlinked", login=linked.login)
    output.emit({"login": linked.login, "linked": linked.is_linked})
    return 0


def _print_code(key: str, code: str, hours: int, output: Output) -> int:
    output.show(Text(code, style="bold"))
    output.tell(key, hours=hours)
    output.emit({"code": code, "hours": hours})
    return 0


def _find_state(account: AccountRecord) -> str:
    if not account.is_active:
        return "off"
    if account.is_waiting:
        return "waiting"
    return "ready" if account.has_password or account.is_linked else "closed"
