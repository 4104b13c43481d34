"""A one-time code is good once, even for two at the same moment, on both databases."""

import threading
from contextlib import suppress

from offices import CHEAP, PASSWORD, START, hire, later, open_office

from matcher.errors import AccessError, AccountError
from matcher.plans.accounts import claim_first_code, list_accounts, log_in, make_account, make_first_code, redeem_code
from matcher.plans.audit import verify_chain
from matcher.plans.store import Store, act


def race(number: int, attempt) -> list[str]:
    """Run an attempt so many times at once; return the logins that opened."""
    won: list[str] = []
    barrier = threading.Barrier(number)

    def run(i: int) -> None:
        barrier.wait()
        with suppress(AccessError, AccountError):
            won.append(attempt(i).account.login)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won


def test_of_many_with_the_first_code_one_becomes_administrator(store: Store) -> None:
    """Four people type the first code at once: one account is made."""
    code = make_first_code(store, settings=CHEAP, at=START)
    won = race(
        4, lambda i: claim_first_code(store, code, f"admin{i}", "甲", PASSWORD, settings=CHEAP, at=later(i / 100))
    )
    assert len(won) == 1
    assert [account.login for account in list_accounts(store)] == won
    assert verify_chain(store) == ()


def test_of_many_with_one_reset_code_one_sets_the_password(store: Store) -> None:
    """Three set a password with the same code at once: one succeeds, and only that password opens."""
    boss = open_office(store)
    with act(store, boss.account.actor, at=START) as doing:
        _, code = make_account(doing, "wang", "王 芳", "planner", settings=CHEAP)
    passwords = [f"{PASSWORD} {i}" for i in range(3)]
    won = race(3, lambda i: redeem_code(store, "wang", code, passwords[i], settings=CHEAP, at=later(1)))
    assert won == ["wang"]
    opened = 0
    for i, password in enumerate(passwords):
        with suppress(AccessError):
            log_in(store, "wang", password, settings=CHEAP, at=later(100 * (i + 1)))
            opened += 1
    assert opened == 1
    assert verify_chain(store) == ()


def test_accounts_of_the_whole_office_log_in_on_both_databases(store: Store) -> None:
    """An account of every role is made, logs in, and the chain holds."""
    boss = open_office(store)
    for role in ("viewer", "planner", "reviewer", "approver", "administrator"):
        hire(store, boss, f"the-{role}", role)
        assert log_in(store, f"the-{role}", PASSWORD, settings=CHEAP, at=later(5)).account.role == role
    assert verify_chain(store) == ()
