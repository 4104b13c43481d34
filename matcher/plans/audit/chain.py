"""Find every altered, removed or inserted entry of the audit chain."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import select

from matcher.plans.store.acting import NOTHING_BEFORE, hash_entry
from matcher.plans.store.database import Store
from matcher.plans.store.models import AuditEntry, AuditHead

FaultKind: TypeAlias = Literal["altered", "removed", "unlinked", "cut-short", "inserted", "anchor"]


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Hold one place where the chain does not hold.

    Parameters
    ----------
    number
        Of the entry concerned.
    kind
        ``altered``: its content does not have its hash. ``removed``: no entry has this number.
        ``unlinked``: it does not name the hash of the entry before it, so that one of the two was
        replaced. ``cut-short``: the last entries are missing. ``inserted``: it stands behind the
        recorded end. ``anchor``: it does not have the hash somebody kept outside the store.
    """

    number: int
    kind: FaultKind


def verify_chain(store: Store, *, anchor: tuple[int, str] | None = None) -> tuple[ChainFault, ...]:
    """Return every fault of the chain, in the order of the entries; none means that it holds.

    The chain finds a change by anybody who does not compute all later hashes anew. Against one who
    does, an anchor helps: number and hash of an entry as printed on a paper or kept elsewhere.

    Parameters
    ----------
    anchor
        Number and hash of an entry, noted outside the store.
    """
    with store.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        head = session.get(AuditHead, 1)
    faults: list[ChainFault] = []
    expected, previous = 1, NOTHING_BEFORE
    end = head.number if head else 0
    for entry in entries:
        faults += [ChainFault(number, "removed") for number in range(expected, entry.number)]
        if entry.number > end:
            faults.append(ChainFault(entry.number, "inserted"))
        if hash_entry(entry) != entry.hash:
            faults.append(ChainFault(entry.number, "altered"))
        if entry.number == expected and entry.previous_hash != previous:
            faults.append(ChainFault(entry.number, "unlinked"))
        expected, previous = entry.number + 1, entry.hash
    faults += [ChainFault(number, "cut-short") for number in range(expected, end + 1)]
    if entries and head and entries[-1].number == end and entries[-1].hash != head.hash:
        faults.append(ChainFault(end, "altered"))
    if anchor is not None and not any((entry.number, entry.hash) == anchor for entry in entries):
        faults.append(ChainFault(anchor[0], "anchor"))
    return tuple(dict.fromkeys(faults))
