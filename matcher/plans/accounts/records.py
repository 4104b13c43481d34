"""What the rest of the program sees of an account and of a login; never a hash."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from matcher.plans.accounts.permissions import PERMISSIONS, WHOLE_SEASON, Permission, Role
from matcher.plans.store.acting import Actor
from matcher.plans.store.models import Account


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """Hold an account as it is stored now.

    Parameters
    ----------
    committee
        The committee whose hosts alone it sees; empty: all.
    has_password, is_linked
        Ways in: a password of its own, the office's own provider.
    is_waiting
        A one-time code is open, so that its person sets a password.
    reset_at
        When the way in or the name was decided by somebody else; until a second person confirms whose
        account it is, it signs nothing. None: nothing to confirm.
    version
        Names what the editor saw.
    """

    id: int
    login: str
    name: str
    role: Role
    committee: str
    is_active: bool
    has_password: bool
    is_linked: bool
    is_waiting: bool
    made_at: datetime
    reset_at: datetime | None
    version: int

    @property
    def actor(self) -> Actor:
        """Who acts when this account does."""
        return Actor(self.id, self.login)

    def may(self, permission: Permission, *, committee: str | None = None) -> bool:
        """Return whether to offer an act; `require` decides again when it is done."""
        return (
            self.is_active
            and self.role in PERMISSIONS[permission]
            and not (self.committee and (permission in WHOLE_SEASON or committee not in (None, self.committee)))
        )


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Hold a login just opened.

    Parameters
    ----------
    token
        What the browser keeps; the store knows only its hash. Never printed.
    """

    token: str = field(repr=False)
    account: AccountRecord
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Hold an open login as its owner sees it.

    Parameters
    ----------
    key
        Names it; opens nothing.
    is_this
        It is the one that asks.
    """

    key: str
    made_at: datetime
    seen_at: datetime
    expires_at: datetime
    is_this: bool


def describe_account(account: Account, *, is_waiting: bool = False) -> AccountRecord:
    """Return what may be seen of a stored account."""
    return AccountRecord(
        id=account.id,
        login=account.login,
        name=account.name,
        role=cast("Role", account.role),
        committee=account.committee,
        is_active=account.is_active,
        has_password=bool(account.password_hash),
        is_linked=account.issuer is not None,
        is_waiting=is_waiting,
        made_at=account.made_at,
        reset_at=account.reset_at,
        version=account.version,
    )
