"""Fields of many records as arrays, walked in C: a loop in Python over two million records takes seconds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matcher.pools.pools import Pools

Item = TypeVar("Item")
Number = TypeVar("Number", bound=np.generic)
Degrees: TypeAlias = NDArray[np.float64]

_RECORDS_OF_CHUNK = 500


def read_field(records: Iterable[object], field: str) -> list[Any]:
    """Return one field of every record."""
    return list(map(attrgetter(field), records))


def read_fields(records: Sequence[object], *names: str) -> tuple[list[Any], ...]:
    """Return several fields of every record, read some hundreds of records at a time: those stay in the cache.

    Examples
    --------
    >>> from matcher.pools.records import Post
    >>> read_fields([Post(id="A-1", enterprise="A"), Post(id="B-1", enterprise="B")], "enterprise", "least")
    (['A', 'B'], [1, 1])
    """
    columns: tuple[list[Any], ...] = tuple([] for _ in names)
    getters = [attrgetter(name) for name in names]
    for start in range(0, len(records), _RECORDS_OF_CHUNK):
        chunk = records[start : start + _RECORDS_OF_CHUNK]
        for column, get in zip(columns, getters, strict=True):
            column.extend(map(get, chunk))
    return columns


def read_numbers(records: Sequence[object], field: str, kind: type[Number]) -> NDArray[Number]:
    """Return a field of numbers or flags that is nowhere blank (a flag may be: blank is False).

    Examples
    --------
    >>> from matcher.pools.records import Post
    >>> read_numbers([Post(id="A-1", enterprise="A", least=2, most=3)], "least", np.int64).tolist()
    [2]
    """
    return np.fromiter(map(attrgetter(field), records), kind, len(records))


def read_optional(records: Iterable[object], field: str, blank: int) -> NDArray[np.int64]:
    """Return a field of whole numbers, `blank` where it is not stated."""
    return np.array([blank if number is None else number for number in map(attrgetter(field), records)], np.int64)


def find_codes(words: Collection[Any], codes: Mapping[Any, int], unknown: int) -> NDArray[np.int32]:
    """Return the code of each word, `unknown` where it has none.

    Examples
    --------
    >>> find_codes(["b", None, "a"], {"a": 1, "b": 2}, 0).tolist()
    [2, 0, 1]
    """
    return np.fromiter(map(codes.get, words, repeat(unknown)), np.int32, len(words))


def flatten(lists: Sequence[Collection[Item]]) -> tuple[NDArray[np.int64], list[Item]]:
    """Return the items of all lists in one, and the list each comes from.

    Examples
    --------
    >>> rows, words = flatten([("a", "b"), (), ("c",)])
    >>> rows.tolist(), words
    ([0, 0, 2], ['a', 'b', 'c'])
    """
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    return np.repeat(np.arange(len(lists)), sizes), list(chain.from_iterable(lists))


def read_degrees(records: Sequence[object]) -> Degrees:
    """Return longitude and latitude of each record's place, NaN where unknown; shape (n, 2)."""
    places = read_field(records, "place")
    known = list(filter(None, places))
    is_known = slice(None) if len(known) == len(places) else np.array([place is not None for place in places], np.bool_)
    degrees = np.full((len(places), 2), np.nan)
    degrees[is_known, 0], degrees[is_known, 1] = read_fields(known, "longitude", "latitude")
    return degrees


def read_host_degrees(pools: "Pools") -> Degrees:
    """Return longitude and latitude of every host, as `read_degrees` does; several rooms ask for them."""
    return read_degrees(pools.enterprises)
