"""Look into the audit chain: for the page of those who may, and for files."""

from collections.abc import Iterator

from matcher.plans.accounts.permissions import require
from matcher.plans.store.acting import Act, Actor
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.entries import Entry, find_entries, list_actors, walk_entries


def read_audit(
    store: Store,
    reader: Actor,
    *,
    actor: str | None = None,
    action: str | None = None,
    subject: str | None = None,
    before: int | None = None,
    most: int = 200,
) -> tuple[Entry, ...]:
    """Return the newest entries with an actor, an action or a subject, the newest first.

    Parameters
    ----------
    subject
        ``plan 3`` finds the pairs of plan 3 too.
    before
        Only entries with a smaller number, for the next page.

    Raises
    ------
    AccessError
        The reader may not read the audit chain.
    """
    with store.read() as session:
        require(Act(session, reader, now()), "read-audit")
        return find_entries(session, actor=actor, action=action, subject=subject, before=before, most=most)


def list_audit_actors(store: Store, reader: Actor) -> tuple[str, ...]:
    """Return everybody who ever did something, for a filter; errors as in `read_audit`."""
    with store.read() as session:
        require(Act(session, reader, now()), "read-audit")
        return list_actors(session)


def walk_audit(store: Store, reader: Actor) -> Iterator[Entry]:
    """Give every entry that can be read, in order; errors as in `read_audit`."""
    with store.read() as session:
        require(Act(session, reader, now()), "read-audit")
        for _, entry in walk_entries(session):
            if entry is not None:
                yield entry
