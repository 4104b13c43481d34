"""Reading for a named reader: what an account of one committee may not see is not read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from matcher.plans.accounts import PERMISSIONS, WHOLE_SEASON, Permission, Role, require
from matcher.plans.accounts.permissions import BY_A_PERSON
from matcher.plans.store import Act, Actor, Store
from matcher.plans.store.columns import now


@dataclass(frozen=True, slots=True)
class Look:
    """Hold an open reading.

    Parameters
    ----------
    act
        Carries session and reader; nothing in it is committed.
    role
        Of the reader; None: the program.
    committee
        Whose hosts alone the reader sees; empty: all.
    """

    act: Act
    role: Role | None
    committee: str

    def may(self, permission: Permission) -> bool:
        """Tell whether the reader's role has a permission, for its own hosts where it has a committee."""
        if self.role is None:
            return permission not in BY_A_PERSON
        return self.role in PERMISSIONS[permission] and not (self.committee and permission in WHOLE_SEASON)


@contextmanager
def look(store: Store, reader: Actor, permission: Permission = "read") -> Iterator[Look]:
    """Open a reading.

    Raises
    ------
    AccessError
        The reader may not look.
    """
    with store.read() as session:
        yield require_reader(Act(session, reader, now()), permission)


def require_reader(act: Act, permission: Permission = "read") -> Look:
    """Return what whoever acts may see, inside an action or a reading under way.

    Raises
    ------
    AccessError
        Nothing.
    """
    account = require(act, permission)
    return Look(act, None, "") if account is None else Look(act, cast("Role", account.role), account.committee)
