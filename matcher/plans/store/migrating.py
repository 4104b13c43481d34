"""Bring a database to the newest revision: all of the way or not at all, one program at a time."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from matcher.errors import StoreError
from matcher.words import Words

MIGRATIONS = Path(__file__).parent / "migrations"

_WRITE_LOCK = 20_120_815
"""Key of the advisory lock that lets one writer at a time into a PostgreSQL store."""

_ALEMBIC = threading.Lock()
"""The migration tool keeps what it works on in its own module: one thread at a time."""


def bring_up_to_date(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Migrate a database to the newest revision, under the writer's lock.

    Parameters
    ----------
    migrations
        Folder of the migrations.

    Raises
    ------
    StoreError
        The database was made by a newer version of this program, or a migration left references
        that lead nowhere; nothing was changed.
    """
    if not _needs_migration(engine, migrations):
        return
    with engine.connect().execution_options(is_writer=True) as connection:
        # SQLite changes a table by making it anew, and must not take that for the loss of all rows.
        _switch_references(connection, is_on=False)
        try:
            with connection.begin():
                lock_writers(connection)
                migrate(connection, migrations)
                _refuse_broken(connection)
        finally:
            _switch_references(connection, is_on=True)


def migrate(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Bring a database to the newest revision inside the connection's transaction."""
    config = _configure(migrations)
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")


def lock_writers(connection: Connection) -> None:
    """Wait until no other program writes; an SQLite transaction of a writer has done so already."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})


def _needs_migration(engine: Engine, migrations: Path) -> bool:
    """Tell whether a database is older than this program; refuse one whose revision it does not know."""
    scripts = ScriptDirectory.from_config(_configure(migrations))
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(
            Words(
                f"数据库由更新版本的程序建立（{current}），请先升级本程序",
                f"the database was made by a newer version of this program ({current}); update the program first",
            )
        )
    return current != scripts.get_current_head()


def _configure(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _switch_references(connection: Connection, *, is_on: bool) -> None:
    if connection.dialect.name == "sqlite":
        # Past the library, which would open a transaction first: inside one the switch does nothing.
        driver = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys={'ON' if is_on else 'OFF'}")  # type: ignore[union-attr]


def _refuse_broken(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError(
            Words(
                "升级数据库时发现引用不一致，没有升级；请用备份恢复",
                "the database holds references that lead nowhere, so it was not brought forward; restore a backup",
            )
        )
