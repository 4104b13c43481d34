"""Find every altered, removed or inserted entry of the audit chain."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.plans.store.acting import NOTHING_BEFORE, hash_entry
from matcher.plans.store.database import Store
from matcher.plans.store.entries import Entry, read_head, walk_entries

FaultKind: TypeAlias = Literal["altered", "removed", "unlinked", "cut-short", "inserted", "head", "anchor"]


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
        recorded end, or before the first. ``head``: the end recorded beside the chain is not the
        hash of this last entry. ``anchor``: it does not have the hash somebody kept outside the store.
    last
        Of the last entry concerned, where several in a row are gone; else None.
    """

    number: int
    kind: FaultKind
    last: int | None = None


def verify_chain(
    store: Store, *, anchors: Mapping[int, str] | None = None, on_progress: Callable[[int], None] | None = None
) -> tuple[ChainFault, ...]:
    """Return every fault of the chain, in the order of the entries; none means that it holds.

    The chain finds a change by anybody who does not compute all later hashes anew. Against one who
    does, anchors help: numbers and hashes of entries as printed on a paper or kept elsewhere; an
    exported chain holds those of all its entries.

    Parameters
    ----------
    anchors
        Number → hash of entries, kept outside the store.
    on_progress
        Told the number of the entry reached now and then; what it raises ends the check.
    """
    kept = dict(anchors or {})
    with store.read_moment() as session:
        head = read_head(session)
        end = head[0] if head else 0
        entries = walk_entries(session, on_progress=on_progress)
        faults = list(_check_entries(entries, end, head[1] if head else NOTHING_BEFORE, kept))
    faults += [ChainFault(number, "anchor") for number in sorted(kept)]
    return tuple(faults)


def read_end(store: Store) -> tuple[int, str]:
    """Return number and hash of the last entry, to be noted outside the store; ``0`` before the first."""
    with store.read() as session:
        return read_head(session) or (0, NOTHING_BEFORE)


def _check_entries(
    entries: Iterator[tuple[int, Entry | None]], end: int, end_hash: str, kept: dict[int, str]
) -> Iterator[ChainFault]:
    """Give the faults of the entries; take out of `kept` the anchors that hold."""
    expected, previous = 1, NOTHING_BEFORE
    for number, entry in entries:
        if not 1 <= number <= end:
            yield ChainFault(number, "inserted")
        if number < 1:
            continue
        if number > expected and expected <= end:
            yield _tell_gap(expected, min(number - 1, end), "removed" if number <= end else "cut-short")
        if entry is None or hash_entry(entry) != entry.hash:
            yield ChainFault(number, "altered")
        elif number == expected and entry.previous_hash != previous:
            yield ChainFault(number, "unlinked")
        if entry is not None and kept.get(number) == entry.hash:
            del kept[number]
        if number == end and entry is not None and entry.hash != end_hash:
            yield ChainFault(number, "head")
        expected = number + 1
        previous = entry.hash if entry is not None else ""
    if expected <= end:
        yield _tell_gap(expected, end, "cut-short")


def _tell_gap(first: int, last: int, kind: FaultKind) -> ChainFault:
    return ChainFault(first, kind, last if last > first else None)
