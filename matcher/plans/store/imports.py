"""Versions of a season's pools: what was read, from which bytes, with which findings; never changed."""

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.errors import MissingError, StoreError
from matcher.findings import Finding
from matcher.plans.accounts.permissions import require
from matcher.plans.scenario import read_pool_files
from matcher.plans.store.acting import Act
from matcher.plans.store.database import Store
from matcher.plans.store.models import ImportFile, PoolImport, Season
from matcher.plans.store.packing import pack_findings, pack_pools, unpack_findings, unpack_pools
from matcher.plans.store.records import ImportRecord, SettledFinding, StoredPools
from matcher.plans.store.rows import get_row, name_author
from matcher.policy import PoolFiles
from matcher.pools import TABLES, Import, Pools, load_vocabulary, parse_vocabulary
from matcher.words import Words

_IMPORT = Words("导入", "import")
_LONGEST_FILE_NAME = 255


def add_import(
    act: Act,
    season_id: int,
    imported: Import | Pools,
    *,
    files: Mapping[str, bytes] | None = None,
    reading: PoolFiles | None = None,
    based_on: int | None = None,
    note: str = "",
) -> ImportRecord:
    """Keep pools as the next version of a season's pools, with the files they came from.

    Parameters
    ----------
    imported
        What reading the files gave, or pools made in memory.
    files
        Bytes of every file by its name, the vocabulary file among them.
    reading
        How the files were read, so that they can be read again.
    based_on, note
        The import that was edited into this one, and how.

    Raises
    ------
    StoreError
        Nothing usable was read, or a file has no plain name.
    """
    require(act, "import-pools")
    season = get_row(act.session, Season, season_id, Words("季次", "season"))
    pools, findings = _take_pools(imported)
    row = _make_row(act, season.id, pools, based_on, note)
    row.findings = pack_findings(findings)
    if based_on is None:
        row.vocabulary = _read_vocabulary(files or {}, reading)
    row.reading = {} if reading is None else reading.model_dump(mode="json")
    act.session.add(row)
    act.session.flush()
    for name, data in (files or {}).items():
        require_file_name(name)
        act.session.add(
            ImportFile(pool_import_id=row.id, name=name, digest=hashlib.sha256(data).hexdigest(), content=data)
        )
    act.session.flush()
    record = _make_record(act.session, row)
    act.record("import-pools", f"import {row.id}", after={**tell_version(record), "files": list(record.files)})
    return record


def add_version(
    act: Act, stored: StoredPools, pools: Pools, findings: Iterable[Finding], settled: Iterable[Finding], *, note: str
) -> ImportRecord:
    """Keep pools as the next version, made from another by edits; the audit chain is the caller's.

    Parameters
    ----------
    stored
        What was edited; its vocabulary and what was settled earlier go along.
    findings, settled
        Those that are open, and those that the edit settles.
    note
        Why.
    """
    row = _make_row(act, stored.record.season_id, pools, stored.record.id, note)
    now = (SettledFinding(finding, row.number) for finding in settled)
    row.findings = pack_findings(findings, (*stored.settled, *now))
    act.session.add(row)
    act.session.flush()
    return _make_record(act.session, row)


def _make_row(act: Act, season_id: int, pools: Pools, based_on: int | None, note: str) -> PoolImport:
    content, digest = pack_pools(pools)
    last = act.session.scalar(select(func.max(PoolImport.number)).where(PoolImport.season_id == season_id))
    return PoolImport(
        season_id=season_id,
        number=(last or 0) + 1,
        digest=digest,
        content=content,
        vocabulary="" if based_on is None else _get_import(act.session, based_on, season_id).vocabulary,
        counts={name: len(getattr(pools, name)) for name in TABLES},
        based_on=based_on,
        note=note,
        made_by=act.actor.account_id,
        made_at=act.at,
    )


def tell_version(record: ImportRecord) -> dict[str, Any]:
    """Return what the audit chain keeps of a version: with its digest a changed record is found."""
    return {
        "season": record.season_id,
        "number": record.number,
        "digest": record.digest,
        "counts": dict(record.counts),
        "based_on": record.based_on,
    }


def read_files(files: Mapping[str, bytes], reading: PoolFiles, *, as_of: date) -> Import:
    """Read pools from files held in memory, as they came from a browser.

    Parameters
    ----------
    files
        Bytes by file name; `reading` names them.
    as_of
        The day that counts as today.

    Raises
    ------
    StoreError
        A file has no plain name.
    FileError
        The vocabulary file cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        for name, data in files.items():
            require_file_name(name)
            (Path(folder) / name).write_bytes(data)
        return read_pool_files(reading, Path(folder), as_of=as_of)


def list_imports(store: Store, season_id: int) -> tuple[ImportRecord, ...]:
    """Return the imports of a season, the latest first."""
    with store.read() as session:
        query = select(PoolImport).where(PoolImport.season_id == season_id).order_by(PoolImport.number.desc())
        return tuple(_make_record(session, row) for row in session.scalars(query))


def load_import(store: Store, import_id: int) -> ImportRecord:
    """Return what a list shows of an import.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return _make_record(session, get_row(session, PoolImport, import_id, _IMPORT))


def load_pools(store: Store, import_id: int) -> StoredPools:
    """Return the pools of an import with their vocabulary and every finding.

    Raises
    ------
    MissingError
        There is none.
    StoreError
        What is stored does not have its digest.
    """
    with store.read() as session:
        return take_pools(session, import_id)


def take_pools(session: Session, import_id: int) -> StoredPools:
    """Return the pools of an import inside an open session; see `load_pools`."""
    row = get_row(session, PoolImport, import_id, _IMPORT)
    findings, settled = unpack_findings(row.findings)
    return StoredPools(
        record=_make_record(session, row),
        pools=unpack_pools(row.content, row.digest, findings),
        vocabulary=parse_vocabulary(row.vocabulary) if row.vocabulary else load_vocabulary(),
        findings=findings,
        settled=settled,
    )


def load_files(store: Store, import_id: int) -> tuple[dict[str, bytes], PoolFiles]:
    """Return the files of an import byte for byte, and how they were read.

    Raises
    ------
    MissingError
        There is no such import, or its files were deleted.
    """
    with store.read() as session:
        row = get_row(session, PoolImport, import_id, _IMPORT)
        stored = session.scalars(select(ImportFile).where(ImportFile.pool_import_id == import_id)).all()
        files = {file.name: file.content for file in stored if file.content is not None}
        if len(files) < len(stored):
            raise MissingError(
                Words("这次导入的原始文件已删除，名单仍在", "the files of this import were deleted; its pools are kept")
            )
        return files, PoolFiles.model_validate(row.reading)


def forget_files(act: Act, import_id: int) -> None:
    """Delete the bytes of an import's files, names and digests stay: they may hold more than planning needs."""
    require(act, "import-pools")
    row = get_row(act.session, PoolImport, import_id, _IMPORT)
    names = []
    for file in act.session.scalars(select(ImportFile).where(ImportFile.pool_import_id == row.id)):
        file.content = None
        names.append(file.name)
    act.session.flush()
    act.record("forget-files", f"import {row.id}", after={"files": names})


def _get_import(session: Session, import_id: int, season_id: int) -> PoolImport:
    row = get_row(session, PoolImport, import_id, _IMPORT)
    if row.season_id != season_id:
        raise StoreError(Words(f"第 {import_id} 号导入属于另一季次", f"import {import_id} belongs to another season"))
    return row


def _take_pools(imported: Import | Pools) -> tuple[Pools, tuple[Finding, ...]]:
    if isinstance(imported, Pools):
        return imported, imported.findings
    if imported.pools is None:
        raise StoreError(
            Words("数据表无法使用，没有导入；请先改正所列问题", "the tables cannot be used; mend the findings first")
        )
    return imported.pools, imported.findings


def _read_vocabulary(files: Mapping[str, bytes], reading: PoolFiles | None) -> str:
    if reading is None or reading.vocabulary is None:
        return ""
    if reading.vocabulary not in files:
        raise StoreError(Words("缺少词表文件", "the vocabulary file is missing"))
    try:
        text = files[reading.vocabulary].decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoreError(
            Words("词表文件不是 UTF-8 编码，请另存为 UTF-8", "the vocabulary file is not UTF-8; save it again as UTF-8")
        ) from error
    parse_vocabulary(text, Path(reading.vocabulary))
    return text


def require_file_name(name: str) -> None:
    """Refuse a name that could not be that of a file in one folder.

    Raises
    ------
    StoreError
        It is empty, too long, or leads elsewhere.
    """
    # Names come from a browser: none may lead out of the folder it is written to.
    is_plain = name not in {"", ".", ".."} and PurePath(name).name == name and "\\" not in name and "\0" not in name
    if not is_plain or len(name.encode(errors="replace")) > _LONGEST_FILE_NAME:
        raise StoreError(
            Words(
                f"文件名不能用：{name[:60]!r}，请改名后再传", f"this file name cannot be used: {name[:60]!r}; rename it"
            )
        )


def _make_record(session: Session, row: PoolImport) -> ImportRecord:
    query = select(ImportFile.name, ImportFile.content.is_not(None)).where(ImportFile.pool_import_id == row.id)
    files = session.execute(query.order_by(ImportFile.name)).all()
    severities = [finding["severity"] for finding in row.findings if "settled" not in finding]
    return ImportRecord(
        id=row.id,
        season_id=row.season_id,
        number=row.number,
        digest=row.digest,
        counts=dict(row.counts),
        num_errors=severities.count("error"),
        num_warnings=severities.count("warning"),
        files=tuple(name for name, _ in files),
        has_files=bool(files) and all(is_kept for _, is_kept in files),
        based_on=row.based_on,
        note=row.note,
        author=name_author(session, row.made_by),
        made_at=row.made_at,
    )
