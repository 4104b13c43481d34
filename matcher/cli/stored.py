"""The store a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.cli.texts import say
from matcher.errors import StoreError
from matcher.plans.store import DATA_FOLDER, STORE_FILE, Store, open_store


@contextmanager
def open_existing(data_folder: Path | None, database: str | None) -> Iterator[Store]:
    """Open a store that is there; opening a folder without one would make one.

    Raises
    ------
    StoreError
        There is none, or it cannot be used.
    """
    folder = data_folder or DATA_FOLDER
    if not database and not (folder / STORE_FILE).is_file():
        raise StoreError(say("no-store", path=str(folder)))
    with open_any(data_folder, database) as store:
        yield store


@contextmanager
def open_any(data_folder: Path | None, database: str | None) -> Iterator[Store]:
    """Open a store, making it if need be.

    Raises
    ------
    StoreError
        It cannot be used.
    """
    store = open_store(database or data_folder or DATA_FOLDER)
    try:
        yield store
    finally:
        store.close()
