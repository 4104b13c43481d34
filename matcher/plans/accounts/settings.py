"""How strict logins are: times, delays, cost of a guess."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Throttle:
    """Say how failures slow the next attempt down.

    Parameters
    ----------
    free
        Failures that cost nothing.
    longest_s
        Longest wait, seconds; the wait doubles from one second with every failure after the free ones.
    forget_s
        Seconds after which one failure is forgotten.

    Examples
    --------
    >>> [Throttle(free=3, longest_s=60, forget_s=900).delay_s(failures) for failures in (3, 4, 5, 50)]
    [0, 1, 2, 60]
    """

    free: int
    longest_s: int
    forget_s: int

    def delay_s(self, failures: int) -> int:
        """Return how long to wait after so many failures, seconds."""
        return 0 if failures <= self.free else min(2 ** min(failures - self.free - 1, 20), self.longest_s)


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """Hold how strict logins are.

    Parameters
    ----------
    idle, lifetime
        A login ends after so long without an action, and after so long in any case.
    touch
        How exactly the last action is kept; each page would cost a write otherwise.
    first_code_lifetime, reset_code_lifetime
        How long a one-time code is good for.
    least_length, most_length
        Characters of a password.
    time_cost, memory_kib, parallelism
        Of Argon2id. RFC 9106, section 4, second recommended setting.
    per_account, overall
        Delays after failures with one login name, and with any.
    """

    idle: timedelta = timedelta(minutes=60)
    lifetime: timedelta = timedelta(hours=12)
    touch: timedelta = timedelta(minutes=1)
    first_code_lifetime: timedelta = timedelta(hours=24)
    reset_code_lifetime: timedelta = timedelta(days=3)
    least_length: int = 10
    most_length: int = 200
    time_cost: int = 3
    memory_kib: int = 65_536
    parallelism: int = 4
    per_account: Throttle = Throttle(free=5, longest_s=900, forget_s=900)
    overall: Throttle = Throttle(free=60, longest_s=30, forget_s=5)


DEFAULT = LoginSettings()
