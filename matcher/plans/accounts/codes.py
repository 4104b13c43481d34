"""One-time codes: for the first administrator, and for a password nobody else ever sees."""

import hashlib
import secrets
from datetime import timedelta

from matcher.errors import AccessError
from matcher.plans.store.account_rows import drop_codes
from matcher.plans.store.acting import Act
from matcher.plans.store.models import OneTimeCode
from matcher.words import Words

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""None of them is taken for another when read aloud or copied by hand."""

_GROUPS, _IN_GROUP = 4, 5


def issue_code(act: Act, account_id: int | None, lifetime: timedelta) -> str:
    """Make a code, in place of any open one for the same account.

    Parameters
    ----------
    account_id
        Whose password it sets; None: it makes the first administrator.

    Returns
    -------
    str
        98 random bits; shown once, the store keeps its hash only.
    """
    drop_codes(act.session, account_id)
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    code = "-".join(groups)
    act.session.add(OneTimeCode(code_hash=hash_code(code), account_id=account_id, expires_at=act.at + lifetime))
    return code


def is_good(act: Act, code: str, account_id: int | None) -> bool:
    """Return whether a code is this account's, not used and in time."""
    found = act.session.get(OneTimeCode, hash_code(code))
    return found is not None and found.account_id == account_id and found.expires_at > act.at


def spend_code(act: Act, code: str, account_id: int | None) -> None:
    """Use a code up.

    Raises
    ------
    AccessError
        It is unknown, another's, used or past its time: one sentence for all.
    """
    if not is_good(act, code, account_id):
        raise refuse_code()
    act.session.delete(act.session.get_one(OneTimeCode, hash_code(code)))


def refuse_code() -> AccessError:
    """Return the one answer to every code that is not good."""
    return AccessError(
        Words(
            "一次性代码不对，或已用过、已过期；请向管理员索取新的（首个管理员用 matcher account first-code）",
            "the one-time code is wrong, used or out of date; ask the administrator for a new one "
            "(for the first administrator: matcher account first-code)",
        )
    )


def hash_code(code: str) -> str:
    """Return under what a code is kept; blanks, hyphens and small letters make no difference.

    Examples
    --------
    >>> hash_code("abcde-fghjk") == hash_code(" ABCDEFGHJK")
    True
    """
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
