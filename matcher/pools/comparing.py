"""Two versions of the pools held against each other: what came, what went, what changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, TypeAlias, get_args

from matcher.pools.collector import pause_collector
from matcher.pools.fields import TableName
from matcher.pools.pools import Pools
from matcher.pools.records import Record
from matcher.pools.tables import TABLES

Kind: TypeAlias = Literal["added", "removed", "changed"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, eq=False, slots=True)
class RecordChange:
    """Hold what became of one record.

    Parameters
    ----------
    before, after
        None: it was, or is, not there.
    fields
        Fields of a changed record that differ.
    """

    table: TableName
    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What happened to it."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def compare_pools(old: Pools, new: Pools) -> tuple[RecordChange, ...]:
    """Return every record that differs, table by table: those of the new version in its order, then those that went.

    Records are told apart by the key of their table; their order says nothing.

    Examples
    --------
    >>> from matcher.pools import Enterprise, Post
    >>> host = Enterprise(id="A", name="甲矿业", kind="private_enterprise")
    >>> old = Pools(enterprises=(host,), posts=(Post(id="A-1", enterprise="A"),))
    >>> new = Pools(enterprises=(host.model_copy(update={"star": 3}),))
    >>> [(change.table, change.kind, change.fields) for change in compare_pools(old, new)]
    [('enterprises', 'changed', ('star',)), ('posts', 'removed', ())]
    """
    with pause_collector():
        return tuple(change for table in TABLES for change in _compare(table, getattr(old, table), getattr(new, table)))


def _compare(table: TableName, old: Sequence[Record], new: Sequence[Record]) -> Iterator[RecordChange]:
    # Versions made by a correction share all tables but one.
    if old is new:
        return
    before, after = _index(table, old), _index(table, new)
    for key, record in after.items():
        earlier = before.get(key)
        if earlier is None:
            yield RecordChange(table, None, record)
        # Their fields at once: two hundred thousand records are mostly the same ones.
        elif earlier is not record and vars(earlier) != vars(record):
            fields = tuple(
                name for name in type(record).model_fields if getattr(earlier, name) != getattr(record, name)
            )
            yield RecordChange(table, earlier, record, fields)
    yield from (RecordChange(table, record, None) for key, record in before.items() if key not in after)


def _index(table: TableName, records: Sequence[Record]) -> dict[Any, Record]:
    """Return the records by key; of several under one key, each by its turn."""
    read = attrgetter(*TABLES[table].key)
    known: dict[Any, Record] = dict(zip(map(read, records), records, strict=True))
    if len(known) == len(records):
        return known
    turns: Counter[Any] = Counter()
    known = {}
    for record in records:
        key = read(record)
        # The first of its key has the name it has where it is alone.
        known[(key, turns[key]) if turns[key] else key] = record
        turns[key] += 1
    return known
