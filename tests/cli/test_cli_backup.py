"""The commands backup and restore, from an empty folder to a store again."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stored_season import keep_season

from matcher.plans.store import open_store
from matcher.plans.store.seasons import list_seasons

Run = Callable[..., Any]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a data folder with a small season."""
    store = open_store(tmp_path / "数据")
    keep_season(store)
    store.close()
    return tmp_path / "数据"


def test_backup_and_restore_bring_a_season_elsewhere(run: Run, kept: Path, tmp_path: Path) -> None:
    """The copy says where its chain ends; the other folder has the season."""
    told = run("backup", tmp_path / "a.db", "--data-dir", kept, "--json")
    assert told.code == 0
    assert (told.document["audit_entries"], told.document["faults"]) == (3, [])
    assert told.document["audit_hash"] in told.err
    back = run("restore", tmp_path / "a.db", "--data-dir", tmp_path / "另处")
    assert (back.code, back.out) == (0, "")
    assert "审计链" in back.err
    store = open_store(tmp_path / "另处")
    assert [season.name for season in list_seasons(store)] == ["二〇二七年"]
    store.close()
    again = run("restore", tmp_path / "a.db", "--data-dir", tmp_path / "另处", "--lang", "en")
    assert again.code == 1
    assert "not empty" in again.err


def test_a_folder_without_a_store_is_not_backed_up(run: Run, tmp_path: Path) -> None:
    """A mistyped folder is told, and no empty store is made in it."""
    told = run("backup", tmp_path / "a.db", "--data-dir", tmp_path / "没有")
    assert told.code == 1
    assert "--data-dir" in told.err
    assert not list(tmp_path.iterdir())


def test_a_restored_chain_that_does_not_hold_is_told(run: Run, kept: Path, tmp_path: Path) -> None:
    """An altered entry in the backup: restored, named, and exit code 1."""
    assert run("backup", tmp_path / "a.db", "--data-dir", kept).code == 0
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("UPDATE audit_entries SET actor = '某人' WHERE number = 2")
    connection.commit()
    connection.close()
    told = run("restore", tmp_path / "a.db", "--data-dir", tmp_path / "另处", "--json")
    assert (told.code, told.document["faults"]) == (1, [{"number": 2, "kind": "altered"}])
    assert "第 2 条" in told.err
