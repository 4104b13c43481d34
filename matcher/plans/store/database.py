"""Open the store: an SQLite file by default, PostgreSQL by address; same models, same migrations."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from matcher.errors import StoreError
from matcher.plans.store.migrating import bring_up_to_date, lock_writers
from matcher.words import Words

STORE_FILE = "shuangxuan.db"
"""Name of the embedded database in a data folder."""

DATA_FOLDER = Path("shuangxuan-data")
"""Where the embedded database lies unless somebody says otherwise, in the folder a command is run from."""

_BUSY_MS = 20_000
_RETRY_S = 0.02
_BUSY = Words("数据库正被他人写入，请稍后重试；本次操作没有保存", "the store is busy; try again, nothing was saved")


class Store:
    """Hold an open store.

    Reading and writing go through short transactions; a write takes the writer's lock at its
    start, so that what it read is still so when it commits.

    Parameters
    ----------
    engine
        Of the database, brought to the newest migration.
    place
        Where it was opened, so that another process can open it too.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self._turn = threading.Lock()

    @property
    def is_embedded(self) -> bool:
        """Whether the store is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def is_deleted(self) -> bool:
        """Whether the file of an embedded store was deleted while it is open."""
        return self.is_embedded and not (Path(self.place) / STORE_FILE).exists()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; nothing is committed.

        Raises
        ------
        StoreError
            The database failed.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
            except DBAPIError as error:
                raise explain_failure(error) from error

    @contextmanager
    def read_moment(self) -> Iterator[Session]:
        """Give a session for reading in which all that is read is of one moment, whoever writes meanwhile.

        Raises
        ------
        StoreError
            The database failed.
        """
        with self.read() as session:
            if not self.is_embedded:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that holds the writer's lock and commits at the end, or nothing of it.

        Threads of this process wait for each other first: a lock of the database is asked for again
        and again, and among many who ask, one may never get it; and who waits here holds no connection.

        Raises
        ------
        StoreError
            Another writer held the store for too long, or the disk is full or gone.
        """
        with self._take_turn(), Session(self.engine, expire_on_commit=False) as session:
            try:
                if self.is_embedded:
                    session.connection(execution_options={"is_writer": True})
                else:
                    lock_writers(session.connection())
                yield session
                session.commit()
            except DBAPIError as error:
                raise explain_failure(error) from error

    @contextmanager
    def _take_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_BUSY_MS / 1000):
            raise StoreError(_BUSY)
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(place: Path | str) -> Store:
    """Open a store and bring it to the newest migration.

    Parameters
    ----------
    place
        A data folder, made if need be, whose `STORE_FILE` is the database; or the address of a
        PostgreSQL database, ``postgresql://user:password@host/name``.

    Raises
    ------
    StoreError
        The database cannot be reached or written, or was made by a newer version of this program.
    """
    engine = _make_engine(place)
    store = Store(engine, str(place))
    try:
        bring_up_to_date(engine)
    except DBAPIError as error:
        engine.dispose()
        raise explain_failure(error) from error
    except BaseException:
        engine.dispose()
        raise
    return store


def _make_engine(place: Path | str) -> Engine:
    address = str(place)
    if "://" in address:
        try:
            url = make_url(address)
            if url.get_backend_name() != "postgresql":
                raise StoreError(
                    Words(
                        f"不支持的数据库类型：{url.get_backend_name()}。请用文件夹，或 postgresql:// 开头的地址。",
                        f"no such kind of database: {url.get_backend_name()}; "
                        "use a folder or an address that starts with postgresql://",
                    )
                )
            return create_engine(url, pool_pre_ping=True, hide_parameters=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise StoreError(
                Words(
                    "数据库地址无法使用：请检查格式，并安装 postgres 组件（pip install 'shuangxuan[postgres]'）。",
                    "the database address cannot be used: check its form and install the extra "
                    "(pip install 'shuangxuan[postgres]')",
                )
            ) from error
    folder = Path(place)
    try:
        # Nobody else on the machine may read it: it holds personal data. The log beside it takes the file's rights.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / STORE_FILE).touch(mode=0o600)
    except OSError as error:
        raise StoreError(
            Words(f"无法建立数据文件夹 {folder}：{error.strerror}", f"cannot make {folder}: {error.strerror}")
        ) from error
    # Not as a text: a folder's name may hold what means something in an address.
    url = URL.create("sqlite", database=str(folder / STORE_FILE))
    # What was to be stored is personal and belongs in no log.
    engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: Any) -> None:  # noqa: ANN401, ARG001 (the driver's own types)
    # The driver's own way of opening transactions would not lock before the first write.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _turn_on_log(cursor)
    # FULL: what is committed is on disk even when the power goes, not only when the process dies.
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _turn_on_log(cursor: Any) -> None:  # noqa: ANN401 (the driver's own type)
    """Keep a write-ahead log, so that readers and writer do not wait for each other."""
    until = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # Turning it on in a new file is the one thing that does not wait for others by itself.
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_RETRY_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def explain_failure(error: DBAPIError) -> StoreError:
    """Turn what a driver says into a sentence."""
    told = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    if "locked" in told:
        return StoreError(_BUSY)
    return StoreError(
        Words(f"数据库无法使用，本次操作没有保存：{told}", f"the store failed, nothing was saved: {told}")
    )
