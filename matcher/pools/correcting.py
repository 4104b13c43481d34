"""One record of the pools changed, added or taken out by hand, under the checks of an import.

What is typed is read as the cells of a row would be, so that a correction can bring in nothing that a
file could not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from matcher.errors import PoolsError
from matcher.findings import Finding
from matcher.pools.fields import TableName
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post
from matcher.pools.tables import TABLES
from matcher.pools.text import fold
from matcher.pools.typed_row import list_warnings, read_typed
from matcher.pools.vocabulary import Vocabulary
from matcher.words import Language, Words

PoolRecord: TypeAlias = Candidate | Enterprise | Post | Choice | Opinion | Incumbent
Key: TypeAlias = tuple[str | None, ...]

FIXED: Mapping[TableName, tuple[str, ...]] = MappingProxyType(
    {
        "candidates": ("id",),
        "enterprises": ("id",),
        "posts": ("id", "enterprise"),
        "choices": ("side", "candidate", "enterprise", "post"),
        "opinions": ("source", "candidate", "enterprise"),
        "incumbents": ("candidate", "enterprise", "role"),
    }
)
"""Table → fields that say which record it is: typed for a new one, and never changed."""

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """Say what is to hold of one record.

    Parameters
    ----------
    key
        Values of the fields that `TABLES` calls its key; None: it is a new one.
    typed
        Field → text as typed into its cell, for those that change; empty text clears a field. None:
        the record goes, with everything that was said of it.
    """

    table: TableName
    key: Key | None
    typed: Mapping[str, str] | None


@dataclass(frozen=True, eq=False, slots=True)
class Corrected:
    """Hold pools after a correction.

    Parameters
    ----------
    known, warnings
        What was to be said of the record, and what is.
    fresh
        Of that what is new or of a field that was typed, and what is new to say of hosts left behind.
    before, after
        The record; None where it was, or is, not there.
    """

    pools: Pools
    correction: Correction
    known: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    fresh: tuple[Finding, ...]
    before: PoolRecord | None
    after: PoolRecord | None


def find_key(table: TableName, record: PoolRecord) -> Key:
    """Return what tells a record from the others of its table."""
    return tuple(getattr(record, name) for name in TABLES[table].key)


def find_record(pools: Pools, table: TableName, key: Key) -> PoolRecord | None:
    """Return the record of a key, None where there is none."""
    records: tuple[PoolRecord, ...] = getattr(pools, table)
    if table not in _INDICES:
        return next((said for said in records if find_key(table, said) == key), None)
    index: Mapping[str, int] = getattr(pools, _INDICES[table])
    place = index.get(str(key[0])) if len(key) == 1 else None
    return None if place is None else records[place]


def correct_pools(pools: Pools, correction: Correction, words: Vocabulary, *, as_of: date) -> Corrected:
    """Return the pools with one record changed, added or taken out.

    Parameters
    ----------
    as_of
        The day that counts as today.

    Raises
    ------
    PoolsError
        What is typed cannot be taken, with every finding; there is no such record; nothing changes.

    Examples
    --------
    >>> from matcher.pools import Candidate, Enterprise, load_vocabulary
    >>> person = Candidate(id="1", name="甲", pool="retired", status="retired")
    >>> pools = Pools((person,), (Enterprise(id="A", name="甲矿业", kind="private_enterprise"),))
    >>> wider = Correction("candidates", ("1",), {"capacity": "2"})
    >>> done = correct_pools(pools, wider, load_vocabulary(), as_of=date(2026, 12, 1))
    >>> done.pools.candidates[0].capacity
    2
    """
    table = correction.table
    before = None if correction.key is None else find_record(pools, table, correction.key)
    if correction.key is not None and before is None:
        told = Words(*["、".join(filter(None, correction.key))] * 2)
        raise PoolsError(
            Words(f"这一版名单中没有“{told.zh}”", f"there is no “{told.en}” in this version of the lists"), ()
        )
    if correction.typed is None:
        if before is None:
            raise _refuse_nothing()
        left = _drop(pools, table, before)
        bared = _list_bared(pools, left, before, words, as_of)
        return Corrected(left, correction, (), (), bared, before, None)
    allowed = {column.name for column in TABLES[table].columns} - ({*FIXED[table]} if before is not None else set())
    if not correction.typed.keys() <= allowed:
        strange = "、".join(sorted(correction.typed.keys() - allowed))
        raise PoolsError(Words(f"这些项目不能改：{strange}", f"these fields cannot be changed: {strange}"), ())
    read = read_typed(pools, table, before, correction.typed, words, as_of=as_of)
    if read.errors or read.record is None:
        raise PoolsError(_tell(read.errors, table), read.errors)
    if read.record == before:
        raise _refuse_nothing()
    if before is None and find_record(pools, table, find_key(table, read.record)) is not None:
        told = Words(*["、".join(filter(None, find_key(table, read.record)))] * 2)
        reason = Words(f"这一版名单中已有“{told.zh}”", f"“{told.en}” is in this version of the lists already")
        raise PoolsError(
            Words(
                f"{reason.zh}；请换一个编号，或更正已有的那一条", f"{reason.en}; choose another, or correct that one"
            ),
            (),
        )
    put = _put(pools, table, before, read.record, read.post)
    fresh = _list_fresh(read.warnings, read.known, correction.typed)
    return Corrected(put, correction, read.known, read.warnings, fresh, before, read.record)


def _list_fresh(
    warnings: tuple[Finding, ...], known: tuple[Finding, ...], typed: Collection[str]
) -> tuple[Finding, ...]:
    said = {(finding.code, finding.column, finding.reason) for finding in known}
    return tuple(
        finding
        for finding in warnings
        if (finding.code, finding.column, finding.reason) not in said
        or any(subject.field in typed for subject in finding.about)
    )


def _put(pools: Pools, table: TableName, before: PoolRecord | None, after: PoolRecord, post: Post | None) -> Pools:
    records: tuple[PoolRecord, ...] = getattr(pools, table)
    if before is not None:
        changed: dict[str, Any] = {table: tuple(after if each is before else each for each in records)}
        return replace(pools, **changed)
    added: dict[str, Any] = {table: (*records, after)}
    if post is not None:
        added["posts"] = (*pools.posts, post)
    return replace(pools, **added)


def _drop(pools: Pools, table: TableName, record: PoolRecord) -> Pools:
    match record:
        case Candidate():
            return drop_candidate(pools, record.id)
        case Enterprise():
            return drop_enterprise(pools, record.id)
        case Post():
            return drop_post(pools, record.id)
    kept: dict[str, Any] = {table: _keep(getattr(pools, table), lambda each: each is not record)}
    return replace(pools, **kept)


def _list_bared(before: Pools, left: Pools, gone: PoolRecord, words: Vocabulary, as_of: date) -> tuple[Finding, ...]:
    """Return what is to be said of hosts that are left without a post."""
    match gone:
        case Post():
            bared = [gone.enterprise]
        case Enterprise():
            bared = [host.id for host in before.enterprises if host.branch == gone.id]
        case _:
            bared = []
    hosts = [left.enterprises[left.enterprise_index[each]] for each in bared]
    found = list_warnings(left, "enterprises", hosts, words, as_of=as_of)
    return tuple(finding for finding in found if finding.code == "host_without_post")


def drop_candidate(pools: Pools, gone: str) -> Pools:
    """Return the pools without a person and everything that was said of them."""
    return replace(
        pools,
        candidates=_keep(pools.candidates, lambda record: record.id != gone),
        choices=_keep(pools.choices, lambda said: said.candidate != gone),
        opinions=_keep(pools.opinions, lambda said: said.candidate != gone),
        incumbents=_keep(pools.incumbents, lambda served: served.candidate != gone),
    )


def drop_enterprise(pools: Pools, gone: str) -> Pools:
    """Return the pools without a host, its posts and everything that was said of it; what it carried stands alone."""
    left = _keep(pools.enterprises, lambda host: host.id != gone)
    return replace(
        pools,
        enterprises=tuple(host.model_copy(update={"branch": None}) if host.branch == gone else host for host in left),
        posts=_keep(pools.posts, lambda post: post.enterprise != gone),
        choices=_keep(pools.choices, lambda said: said.enterprise != gone),
        opinions=_keep(pools.opinions, lambda said: said.enterprise != gone),
        incumbents=_keep(pools.incumbents, lambda served: served.enterprise != gone),
    )


def drop_post(pools: Pools, gone: str) -> Pools:
    """Return the pools without a post and what was said of it alone."""
    return replace(
        pools,
        posts=_keep(pools.posts, lambda post: post.id != gone),
        choices=_keep(pools.choices, lambda said: said.post != gone),
    )


def _keep(records: Iterable[Any], is_kept: Callable[[Any], bool]) -> tuple[Any, ...]:
    return tuple(record for record in records if is_kept(record))


def _tell(findings: Iterable[Finding], table: TableName) -> Words:
    """Return one sentence for each of the first findings: field, value, reason, way out."""
    told = [[_tell_one(finding, table, language) for finding in [*findings][:_MOST_TOLD]] for language in _BOTH]
    return Words("".join(told[0]), " ".join(told[1]))


def _tell_one(finding: Finding, table: TableName, language: Language) -> str:
    column = TABLES[table].by_header.get(fold(finding.column or ""))
    place = finding.file if column is None else column.header(language)
    reason, fix = finding.reason.say(language), finding.fix.say(language)
    if language == "zh":
        return f"{place}{f'“{finding.value}”' if finding.value else ''}：{reason}；{fix}。"
    return f"{place}{f' “{finding.value}”' if finding.value else ''}: {reason}; {fix}."


def _refuse_nothing() -> PoolsError:
    return PoolsError(Words("没有改动，没有保存", "nothing was changed, nothing is saved"), ())


_BOTH: tuple[Language, Language] = ("zh", "en")
_INDICES: Mapping[TableName, str] = MappingProxyType(
    {"candidates": "candidate_index", "enterprises": "enterprise_index", "posts": "post_index"}
)
