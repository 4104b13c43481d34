"""What all sessions of one server share: the store, and how the server was started."""

from dataclasses import dataclass
from pathlib import Path

from matcher.errors import StoreError
from matcher.plans.store import DATA_FOLDER, Store, open_store
from matcher.words import Language, Words


@dataclass(frozen=True, slots=True)
class Settings:
    """Say how a dashboard is started.

    Parameters
    ----------
    data_folder
        Holds the embedded database and the log.
    database
        Address of a PostgreSQL database; empty: the embedded one.
    is_demo
        Synthetic season, nobody logs in, each visitor chooses a role.
    language
        Spoken until a visitor chooses.
    """

    data_folder: Path = DATA_FOLDER
    database: str = ""
    is_demo: bool = False
    language: Language = "zh"

    @property
    def store_place(self) -> Path | str:
        """What `open_store` is given."""
        return self.database or self.data_folder


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Hold an open store with the settings it was opened by."""

    settings: Settings
    store: Store


_open: list[Dashboard] = []


def open_dashboard(settings: Settings) -> Dashboard:
    """Open the store for all sessions of this process; a dashboard opened before is closed.

    Raises
    ------
    StoreError
        The store cannot be opened.
    """
    dashboard = Dashboard(settings, open_store(settings.store_place))
    close_dashboard()
    _open.append(dashboard)
    return dashboard


def current_dashboard() -> Dashboard:
    """Return the dashboard of this process.

    Raises
    ------
    StoreError
        The server was not started by ``matcher serve``.
    """
    if not _open:
        raise StoreError(
            Words(
                "请用命令 matcher serve 打开本页面（演示用 matcher serve --demo）",
                "open these pages with the command: matcher serve (or matcher serve --demo)",
            )
        )
    return _open[0]


def close_dashboard() -> None:
    """Close the store of this process, if one is open."""
    while _open:
        _open.pop().store.close()
