"""Changes of a plan by hand, as data: who comes, who goes, who stays whatever happens."""

from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from matcher.errors import WorkflowError
from matcher.words import Words

Pair: TypeAlias = tuple[str, str]
"""Candidate id and post id."""


@dataclass(frozen=True, slots=True)
class AddPair:
    """Put a person at a post as well."""

    candidate: str
    post: str


@dataclass(frozen=True, slots=True)
class RemovePair:
    """Take a person from a post; nobody follows."""

    candidate: str
    post: str


@dataclass(frozen=True, slots=True)
class ReplacePerson:
    """Put somebody else in a person's place."""

    candidate: str
    post: str
    by: str


@dataclass(frozen=True, slots=True)
class SwapPeople:
    """Let two people change places."""

    candidate: str
    post: str
    other_candidate: str
    other_post: str


@dataclass(frozen=True, slots=True)
class PinPair:
    """Keep a pair in every plan made from this one; it is added where the plan does not hold it."""

    candidate: str
    post: str


Change: TypeAlias = AddPair | RemovePair | ReplacePerson | SwapPeople | PinPair

KINDS: dict[type[Change], str] = {
    AddPair: "add",
    RemovePair: "remove",
    ReplacePerson: "replace",
    SwapPeople: "swap",
    PinPair: "pin",
}
"""Change → its name in the store and in `NAMES`."""


def describe_change(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON values.

    Examples
    --------
    >>> describe_change(ReplacePerson("001", "A-1", "007"))
    {'kind': 'replace', 'candidate': '001', 'post': 'A-1', 'by': '007'}
    """
    return {"kind": KINDS[type(change)], **asdict(change)}


def restore_change(stored: dict[str, Any]) -> Change:
    """Return the change that `describe_change` described.

    Examples
    --------
    >>> restore_change({"kind": "pin", "candidate": "001", "post": "A-1"})
    PinPair(candidate='001', post='A-1')
    """
    kind = next(record for record, called in KINDS.items() if called == stored["kind"])
    return kind(**{key: value for key, value in stored.items() if key != "kind"})


def apply_changes(pairs: frozenset[Pair], changes: tuple[Change, ...]) -> frozenset[Pair]:
    """Return the pairs of a plan after some changes, one after the other.

    Raises
    ------
    WorkflowError
        A change gives up a pair that is not there, or makes one that is there already.

    Examples
    --------
    >>> sorted(apply_changes(frozenset({("1", "A"), ("2", "B")}), (SwapPeople("1", "A", "2", "B"),)))
    [('1', 'B'), ('2', 'A')]
    """
    for change in changes:
        gone, come = _read(change)
        if isinstance(change, PinPair) and come <= pairs:
            continue
        for pair in sorted(gone - pairs):
            raise WorkflowError(
                Words(f"方案里没有配对 {pair[0]} – {pair[1]}", f"the plan holds no pair {pair[0]} – {pair[1]}")
            )
        pairs -= gone
        for pair in sorted(come & pairs):
            raise WorkflowError(
                Words(f"方案里已有配对 {pair[0]} – {pair[1]}", f"the plan holds the pair {pair[0]} – {pair[1]} already")
            )
        pairs |= come
    return pairs


def _read(change: Change) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Return the pairs a change gives up, and those it makes."""
    match change:
        case AddPair(person, post) | PinPair(person, post):
            return frozenset(), frozenset({(person, post)})
        case RemovePair(person, post):
            return frozenset({(person, post)}), frozenset()
        case ReplacePerson(person, post, by):
            return frozenset({(person, post)}), frozenset({(by, post)})
        case SwapPeople(person, post, other, other_post):
            return frozenset({(person, post), (other, other_post)}), frozenset({(person, other_post), (other, post)})
