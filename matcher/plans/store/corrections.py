"""Single records of a season's pools corrected on screen, findings closed: each makes the next version."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import AccessError, ConflictError, StoreError
from matcher.findings import Finding
from matcher.plans.accounts.masking import HIDDEN, find_masks, list_masked, name_subject
from matcher.plans.accounts.permissions import require
from matcher.plans.store.acting import Act
from matcher.plans.store.differences import tell_differences
from matcher.plans.store.imports import add_version, take_pools, tell_version
from matcher.plans.store.models import Account, AuditEntry, PoolImport, Season
from matcher.plans.store.records import ImportRecord, StoredPools
from matcher.pools import TABLES, Candidate, Enterprise, Opinion, TableName
from matcher.pools.correcting import (
    Corrected,
    Correction,
    PoolRecord,
    correct_pools,
    find_key,
    find_record,
)
from matcher.pools.settling import settle_findings
from matcher.pools.showing import list_fields, name_field, show_field
from matcher.words import Language, Words, join_items

_LONGEST_REASON = 200
_SEEN_FOR = timedelta(hours=1)
"""How long after somebody saw a hidden field it may be written without looking again."""


def correct_record(act: Act, import_id: int, correction: Correction, *, why: str) -> ImportRecord:
    """Keep the season's newest pools, with one record changed, added or taken out, as the next version.

    The version it is made from stays as it is; findings go along, and what is new to say of the record
    comes with them. The audit chain keeps the fields with old and new value, personal ones without.

    Parameters
    ----------
    import_id
        The version the editor was looking at.
    why
        The reason, kept with the version.

    Raises
    ------
    PoolsError
        What is typed cannot be taken, with every finding.
    ConflictError
        A newer version says something else of this record; carries both.
    AccessError
        The account may not import, or a field is hidden from it and was not looked at first.
    StoreError
        No reason is given.
    """
    account = require(act, "import-pools")
    why = _require_reason(why)
    seen = take_pools(act.session, import_id)
    stored = _take_newest(act.session, seen)
    record = None if correction.key is None else find_record(seen.pools, correction.table, correction.key)
    if record is not None and account is not None:
        _require_seen(act, account, correction.table, record, correction.typed or {})
    if stored is not seen:
        _require_same(stored, record, correction)
    season = act.session.get_one(Season, stored.record.season_id)
    done = correct_pools(stored.pools, correction, stored.vocabulary, as_of=season.starts_on)
    findings, settled = settle_findings(stored.findings, stored.pools, done, stored.vocabulary, as_of=season.starts_on)
    made = add_version(act, stored, done.pools, findings, settled, note=why)
    _record(act, stored, made, done, why)
    return made


def close_finding(act: Act, import_id: int, finding: Finding, *, why: str) -> ImportRecord:
    """Keep the season's newest pools, as they are, as the next version, with one finding closed.

    For what somebody checked and no correction settles: one person listed twice, a warning of a whole file,
    a number that is right though it looks wrong. The chain keeps where the finding stood and the reason, not
    what stands in the cell.

    Parameters
    ----------
    import_id
        The version the editor was looking at.
    finding
        One that is open there.
    why
        The reason, kept with the version.

    Raises
    ------
    ConflictError
        It was settled, or changed, in a newer version.
    AccessError
        The account may not import.
    StoreError
        No reason is given.
    """
    require(act, "import-pools")
    why = _require_reason(why)
    stored = _take_newest(act.session, take_pools(act.session, import_id))
    if finding not in stored.findings:
        version = _name_version(stored.record)
        raise ConflictError(
            Words(
                f"到{version.zh}，这个问题已处理或有变化，您的处理没有保存。请看最新一版。",
                f"by {version.en} this finding was settled or changed, so yours is not saved. "
                "Look at the newest version.",
            )
        )
    left = list(stored.findings)
    left.remove(finding)
    made = add_version(act, stored, stored.pools, left, (finding,), note=why)
    place = {"file": finding.file, "sheet": finding.sheet, "row": finding.row, "column": finding.column}
    act.record(
        "close-finding",
        f"import {made.id}",
        before={**place, "code": finding.code},
        after={**tell_version(made), "why": why},
    )
    return made


def _require_reason(why: str) -> str:
    reason = why.strip()
    if not 1 <= len(reason) <= _LONGEST_REASON:
        raise StoreError(
            Words(
                f"请写明更正的理由，1 至 {_LONGEST_REASON} 个字",
                f"say why, in 1 to {_LONGEST_REASON} characters",
            )
        )
    return reason


def _take_newest(session: Session, seen: StoredPools) -> StoredPools:
    query = select(PoolImport.id).where(PoolImport.season_id == seen.record.season_id)
    newest = session.scalars(query.order_by(PoolImport.number.desc()).limit(1)).one()
    return seen if newest == seen.record.id else take_pools(session, newest)


def _require_seen(act: Act, account: Account, table: TableName, record: PoolRecord, fields: Collection[str]) -> None:
    """Refuse to write over what the editor cannot see; a look with a reason is in the chain."""
    named = {"longitude": "place", "latitude": "place"}
    blind = list_masked(record, account.role) & {named.get(field, field) for field in fields}
    if not blind or not isinstance(record, Candidate | Enterprise | Opinion):
        return
    query = select(AuditEntry.after).where(
        AuditEntry.action == "unmask",
        AuditEntry.subject == name_subject(record),
        AuditEntry.account_id == account.id,
        AuditEntry.at >= act.at - _SEEN_FOR,
    )
    blind -= {field for after in act.session.scalars(query) for field in (after or {}).get("fields", ())}
    if blind:
        zh, en = (
            join_items((name_field(table, each, language) for each in sorted(blind)), language) for language in _BOTH
        )
        raise AccessError(
            Words(
                f"“{zh}”的内容对您隐去，请先查看（会记录理由）再更正",
                f"you do not see what stands under {en}: look at it first, with a reason, then correct it",
            )
        )


def _require_same(stored: StoredPools, record: PoolRecord | None, wanted: Correction) -> None:
    """Refuse a correction of a record that is another by now, with both values."""
    if wanted.key is None:
        return
    now = find_record(stored.pools, wanted.table, wanted.key)
    if now == record:
        return
    called = {field: name_field_in_both(wanted.table, field) for field in TABLES[wanted.table].by_name}
    told = Words("这一条已被删去。", "it was taken out. ")
    theirs: dict[str, str] = {}
    yours: dict[str, str] = dict(wanted.typed or {})
    if now is not None and record is not None:
        before, after = (_show(stored, wanted.table, each) for each in (record, now))
        theirs = {field: after[field] for field in after if before[field] != after[field]}
        personal = find_masks(now)
        theirs = {field: HIDDEN if field in personal else text for field, text in theirs.items()}
        yours = {field: HIDDEN if field in personal else text for field, text in yours.items()}
        wanted_too = {field: yours.get(field, before[field] if field not in personal else HIDDEN) for field in theirs}
        told = tell_differences(theirs, wanted_too, called)
        if wanted.typed is None:
            told = Words(f"{told.zh}而您要删去这一条。", f"{told.en}You wanted to take it out. ")
    version = _name_version(stored.record)
    raise ConflictError(
        Words(
            f"{version.zh}刚改动了这一条，您的更正没有保存。{told.zh}请核对后重新提交。",
            f"{version.en} changed this record just now, so yours is not saved. {told.en}Compare and try again.",
        ),
        theirs=theirs,
        yours=yours,
    )


def _name_version(record: ImportRecord) -> Words:
    """Say which version it is, and whose."""
    zh, en = (f"（{record.author}）", f" by {record.author}") if record.author else ("", "")
    return Words(f"第 {record.number} 版{zh}", f"version {record.number}{en}")


def name_field_in_both(table: TableName, field: str) -> Words:
    """Return what a field is called, in both languages."""
    return Words(name_field(table, field, "zh"), name_field(table, field, "en"))


def _show(stored: StoredPools, table: TableName, record: PoolRecord | None) -> dict[str, str]:
    """Return the fields of a record as texts."""
    return {
        column.name: show_field(column, getattr(record, column.name, None), stored.vocabulary, "zh")
        for column in list_fields(table)
    }


def _record(act: Act, stored: StoredPools, made: ImportRecord, done: Corrected, why: str) -> None:
    table = done.correction.table
    before, after = _show(stored, table, done.before), _show(stored, table, done.after)
    record = done.after or done.before
    assert record is not None
    personal = find_masks(record)
    changed = [field for field in before if before[field] != after[field]]
    if done.before is not None and getattr(done.before, "place", None) != getattr(done.after, "place", None):
        changed.append("place")

    def tell(texts: Mapping[str, str]) -> dict[str, str]:
        return {field: HIDDEN if field in personal else texts[field] for field in changed}

    named = {"table": table, "record": [each or "" for each in find_key(table, record)]}
    act.record(
        "correct-pools",
        f"import {made.id}",
        before=None if done.before is None else {**named, "fields": tell(before)},
        after={
            **tell_version(made),
            **named,
            "fields": None if done.after is None else tell(after),
            "why": why,
        },
    )


_BOTH: tuple[Language, ...] = ("zh", "en")
