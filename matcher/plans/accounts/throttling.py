"""Slow guesses down: per login name and over all, kept in the store so that a restart forgets nothing."""

import hashlib
from datetime import datetime, timedelta
from math import ceil

from matcher.errors import AccessError
from matcher.plans.accounts.settings import LoginSettings, Throttle
from matcher.plans.store.acting import Act
from matcher.plans.store.database import Store
from matcher.plans.store.models import LoginFailure
from matcher.words import Words

ANYBODY = ""


def spend_attempt(store: Store, login: str, at: datetime, settings: LoginSettings) -> None:
    """Count an attempt as failed before its password is looked at, or refuse it.

    Counting first means that many at once cannot all slip through before the first has failed. An
    attempt while one has to wait is not counted: waiting helps.

    Parameters
    ----------
    login
        As typed; a name without an account is counted like any other.

    Raises
    ------
    AccessError
        Too many failures lately; says how long to wait.
    """
    limits = ((make_key(login), settings.per_account), (ANYBODY, settings.overall))
    with store.write() as session:
        rows = [session.get(LoginFailure, key) or LoginFailure(key=key, failures=0, last_at=at) for key, _ in limits]
        wait_s = max(_find_wait(row, throttle, at) for row, (_, throttle) in zip(rows, limits, strict=True))
        if wait_s <= 0:
            for row, (_, throttle) in zip(rows, limits, strict=True):
                row.failures, row.last_at = _remember(row, throttle, at) + 1, at
            session.add_all(rows)
    if wait_s > 0:
        raise AccessError(
            Words(
                f"登录失败次数过多，请 {ceil(wait_s)} 秒后再试",
                f"too many failed attempts; try again in {ceil(wait_s)} seconds",
            )
        )


def forgive_attempt(act: Act, login: str) -> None:
    """Take back an attempt that succeeded, and the failures with this login name before it.

    Those over all stay, else one who knows one password could guess the others at any speed.
    """
    own, over_all = (act.session.get(LoginFailure, key) for key in (make_key(login), ANYBODY))
    if own is not None:
        act.session.delete(own)
    if over_all is not None:
        over_all.failures = max(over_all.failures - 1, 0)


def make_key(login: str) -> str:
    """Return under what failures with a login name are kept; people type passwords there too."""
    return hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()


def _find_wait(row: LoginFailure, throttle: Throttle, at: datetime) -> float:
    """Return the seconds until the next attempt is looked at; a clock set back adds none."""
    delay_s = throttle.delay_s(_remember(row, throttle, at))
    return min((row.last_at + timedelta(seconds=delay_s) - at).total_seconds(), delay_s)


def _remember(row: LoginFailure, throttle: Throttle, at: datetime) -> int:
    """Return the failures not yet forgotten."""
    passed_s = max((at - row.last_at).total_seconds(), 0)
    return max(row.failures - int(passed_s // throttle.forget_s), 0)
