"""Accounts for tests: cheap hashes, a fixed clock, and one of every role."""

from datetime import UTC, datetime, timedelta

from matcher.plans.accounts import LoggedIn, LoginSettings, Throttle, claim_first_code, make_account, make_first_code
from matcher.plans.accounts import redeem_code as redeem
from matcher.plans.store import Store, act

CHEAP = LoginSettings(
    time_cost=1,
    memory_kib=8,
    parallelism=1,
    per_account=Throttle(free=3, longest_s=60, forget_s=600),
    overall=Throttle(free=10, longest_s=30, forget_s=20),
)
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
PASSWORD = "七匹马 past 河"
OTHER_PASSWORD = "八头牛 beside 山"


def later(seconds: float) -> datetime:
    """Return the moment so many seconds after the start."""
    return START + timedelta(seconds=seconds)


def open_office(store: Store) -> LoggedIn:
    """Make the first administrator, ``admin1``."""
    code = make_first_code(store, settings=CHEAP, at=START)
    return claim_first_code(store, code, "admin1", "哈斯", PASSWORD, settings=CHEAP, at=START)


def hire(store: Store, boss: LoggedIn, login: str, role: str = "planner", committee: str = "") -> LoggedIn:
    """Make an account and log its person in for the first time."""
    with act(store, boss.account.actor, at=START) as doing:
        _, code = make_account(doing, login, f"王 芳{login}", role, committee=committee, settings=CHEAP)
    return redeem(store, login, code, PASSWORD, settings=CHEAP, at=START)


def widen(text: str) -> str:
    """Return the full-width form of ASCII letters and digits, as a Chinese keyboard may send them."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)
