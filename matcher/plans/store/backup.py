"""Copy a store in use into one file, and fill an empty store from such a file.

The file is an SQLite database with the store's own tables, whatever database the store is in: what
was kept in the embedded file can go on in PostgreSQL and the other way round. From SQLite it comes
by the database's own online backup, from PostgreSQL by one transaction that sees one moment; writers
wait for neither.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from matcher.errors import StoreError
from matcher.plans.accounts.permissions import require
from matcher.plans.audit import ChainFault, verify_chain
from matcher.plans.store.acting import SYSTEM, Actor, act
from matcher.plans.store.database import STORE_FILE, Store, explain_failure, open_store
from matcher.plans.store.migrating import migrate
from matcher.plans.store.models import AuditHead, Base
from matcher.words import Words

_TRANSIENT = frozenset({"login_sessions", "login_failures", "one_time_codes"})
"""Not copied: an old copy must not let anybody in who has logged out since."""

_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class BackupReport:
    """Hold what a backup or a restored store contains.

    Parameters
    ----------
    num_records
        Rows of all tables.
    num_entries, last_hash
        Length of the audit chain and the hash of its end; noted elsewhere, they are an anchor for
        `matcher.plans.audit.verify_chain`.
    faults
        Where the chain does not hold.
    """

    file: Path
    num_records: int
    num_entries: int
    last_hash: str
    faults: tuple[ChainFault, ...]


def back_up(store: Store, actor: Actor, file: Path) -> BackupReport:
    """Copy the store as it is at one moment into a file that appears whole or not at all.

    Parameters
    ----------
    file
        Must not be there yet; only its owner may read it, for it holds all personal data.

    Raises
    ------
    AccessError
        The actor may not.
    StoreError
        The file is there already or cannot be written, or the database failed.
    """
    with act(store, actor) as doing:
        require(doing, "back-up")
    _refuse_existing(file)
    with _stage(file) as staged:
        if store.is_embedded:
            _copy_embedded(store, staged)
        else:
            _copy_rows_out(store, staged)
        report = _describe(staged, file)
        with act(store, actor) as doing:
            doing.record("back-up", "store", after={"file": file.name, "entries": report.num_entries})
        _refuse_existing(file)
        staged.replace(file)
    return report


def restore(store: Store, file: Path) -> BackupReport:
    """Fill an empty store from a backup, all of it or nothing, and read its audit chain again.

    Who was logged in has to log in again. A chain that does not hold is restored all the same and
    told: it may be all there is.

    Raises
    ------
    StoreError
        The store holds something, the file is no backup or one of a newer program, or the database
        failed.
    """
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        # An older backup is brought forward in a copy: the backup itself stays as it is.
        copy = Path(folder) / STORE_FILE
        _copy_checked(file, copy)
        source = open_store(folder)
        try:
            with act(store, SYSTEM) as doing:
                _refuse_filled(doing.session.connection())
                with source.engine.connect() as reading:
                    _copy_rows(reading, doing.session.connection())
                _set_counters(doing.session.connection())
                doing.record("restore", "store", after={"file": file.name})
        except DBAPIError as error:
            raise explain_failure(error) from error
        finally:
            source.close()
    return _count(store, file)


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise StoreError(Words(f"{file} 已存在，请换一个文件名", f"{file} is there already; choose another name"))


@contextmanager
def _stage(file: Path) -> Iterator[Path]:
    """Give a file beside the one wanted; what is left of it after a failure is deleted."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.writing-")
        os.close(handle)
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(Words(f"无法写入 {file}：{why}", f"cannot write {file}: {why}")) from error
    staged = Path(name)
    try:
        yield staged
    except (OSError, sqlite3.Error) as error:
        raise StoreError(Words(f"无法写入 {file}：{error}", f"cannot write {file}: {error}")) from error
    finally:
        staged.unlink(missing_ok=True)


def _copy_embedded(store: Store, staged: Path) -> None:
    source = store.engine.raw_connection()
    target = sqlite3.connect(staged)
    try:
        driver: sqlite3.Connection = source.driver_connection  # type: ignore[assignment]
        # In one step: the copy shows one moment, and in WAL mode nobody waits for it.
        driver.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        for table in sorted(_TRANSIENT):
            target.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own)
        target.commit()
    finally:
        target.close()
        source.close()


def _copy_rows_out(store: Store, staged: Path) -> None:
    target = create_engine(URL.create("sqlite", database=str(staged)))
    try:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True, "stream_results": True}
        with store.engine.connect().execution_options(**options) as reading, target.begin() as writing:
            migrate(writing)
            _copy_rows(reading, writing)
    except DBAPIError as error:
        raise explain_failure(error) from error
    finally:
        target.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows that last, tables that others refer to first, rows in the order they were made."""
    for table in Base.metadata.sorted_tables:
        if table.name in _TRANSIENT:
            continue
        found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table).order_by(*table.primary_key))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])


def _refuse_filled(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if table.name not in _TRANSIENT and connection.scalar(select(func.count()).select_from(table)):
            raise StoreError(
                Words(
                    "数据库里已有数据，不能恢复到其中；请指定新的数据文件夹或空数据库",
                    "the store is not empty; restore into a new data folder or an empty database",
                )
            )


def _set_counters(connection: Connection) -> None:
    """Let PostgreSQL go on counting ids after the last one restored."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" not in table.c:
            continue
        counter = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name})
        last = connection.scalar(select(func.max(table.c.id)))
        if counter and last:
            connection.execute(text("SELECT setval(:counter, :last)"), {"counter": counter, "last": last})


def _copy_checked(file: Path, copy: Path) -> None:
    """Copy a backup that is a whole SQLite database with a store in it."""
    if not file.is_file():
        raise StoreError(Words(f"找不到备份文件 {file}", f"there is no backup {file}"))
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
            query = "SELECT count(*) FROM sqlite_master WHERE name = 'audit_head'"
            is_whole = source.execute(query).fetchone()[0] and _is_sound(source)
            if is_whole:
                with closing(sqlite3.connect(copy)) as target:
                    source.backup(target)
    except sqlite3.Error:
        is_whole = False
    if not is_whole:
        raise StoreError(Words(f"{file} 不是备份文件，或已损坏", f"{file} is no backup, or is damaged"))


def _is_sound(connection: sqlite3.Connection) -> bool:
    answer: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return answer == "ok"


def _describe(staged: Path, file: Path) -> BackupReport:
    """Read a finished copy as it lies there."""
    engine = create_engine(URL.create("sqlite", database=str(staged)))
    try:
        return _count(Store(engine, str(staged)), file)
    finally:
        engine.dispose()


def _count(store: Store, file: Path) -> BackupReport:
    with store.read() as session:
        num_records = sum(_count_rows(session.connection(), table) for table in Base.metadata.sorted_tables)
        head = session.get(AuditHead, 1)
    faults = verify_chain(store)
    return BackupReport(file, num_records, head.number if head else 0, head.hash if head else "", faults)


def _count_rows(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
