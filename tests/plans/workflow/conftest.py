"""A season and an account of every role, in a store of either kind."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from stored_office import Office, make_office

from matcher.plans.store import Store, open_store


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Path]:
    """Make an office once: migrations take longer than most tests."""
    folder = tmp_path_factory.mktemp("office")
    store = open_store(folder)
    office = make_office(store)
    store.close()
    return office, folder


@pytest.fixture
def office(made_office: tuple[Office, Path], tmp_path: Path) -> Iterator[Office]:
    """Give an office of one's own on a file."""
    office, folder = made_office
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path)
    yield replace(office, store=store)
    store.close()


@pytest.fixture
def any_office(store: Store) -> Office:
    """Give an office on each database."""
    return make_office(store)
