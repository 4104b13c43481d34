"""Imports come back from both databases as they went in, with findings, files and vocabulary."""

from datetime import date
from pathlib import Path

import pytest
from season_files import season as season_rows
from season_files import write_season
from stored_season import POOLS

from matcher.errors import FileError, MissingError, StoreError
from matcher.plans.store import SYSTEM, Store, act
from matcher.plans.store.imports import (
    add_import,
    forget_files,
    list_imports,
    load_files,
    load_import,
    load_pools,
    read_files,
)
from matcher.plans.store.seasons import list_seasons, make_season
from matcher.policy import PoolFiles
from matcher.pools import TABLES, load_vocabulary, parse_vocabulary
from matcher.pools.vocabulary import BUILT_IN

ROOT = Path(__file__).resolve().parents[3]


def test_an_import_keeps_records_findings_and_files(store: Store, tmp_path: Path) -> None:
    """Files read in memory come back byte for byte; pools and findings equal what was read; reading again agrees."""
    tables = season_rows(6)
    tables["candidates"][0]["来源类别"] = "不知道"
    sources = write_season(tmp_path, tables)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    names = {table: tuple(path.name for path in sources.files(table)) for table in TABLES}
    reading = PoolFiles(**names)
    imported = read_files(files, reading, as_of=date(2026, 12, 1))
    assert imported.pools is not None
    assert imported.errors
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
        record = add_import(doing, made.id, imported, files=files, reading=reading)
        again = add_import(doing, made.id, imported.pools, based_on=record.id, note="撤回一人")
    stored = load_pools(store, record.id)
    assert stored.pools == imported.pools
    assert dict(stored.pools.sources) == dict(imported.pools.sources)
    assert (stored.findings, stored.pools.findings) == (imported.findings, imported.pools.findings)
    assert (record.num_errors, record.counts["candidates"]) == (len(imported.errors), 5)
    assert [found.number for found in list_imports(store, made.id)] == [2, 1]
    assert (again.based_on, again.digest) == (record.id, record.digest)
    kept, how = load_files(store, record.id)
    assert (kept, how) == (files, reading)
    assert read_files(kept, how, as_of=date(2026, 12, 1)).findings == imported.findings
    with act(store, SYSTEM) as doing:
        forget_files(doing, record.id)
    with pytest.raises(MissingError):
        load_files(store, record.id)
    assert load_pools(store, record.id).record.files == tuple(sorted(files))


def test_file_names_that_lead_elsewhere_are_refused(store: Store) -> None:
    """A name from a browser never leaves the folder it is read in."""
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
    for name in ("", "..", "a/b.xlsx", "..\\b.xlsx", "/etc/passwd", "a\0b", "长" * 90):
        with pytest.raises(StoreError):
            read_files({name: b""}, PoolFiles(), as_of=date(2026, 12, 1))
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            add_import(doing, made.id, POOLS, files={name: b""})
    assert list_imports(store, made.id) == ()


def test_tables_of_which_nothing_can_be_used_are_not_kept(store: Store) -> None:
    """An import without pools is refused, and a bad vocabulary with it."""
    empty = read_files({}, PoolFiles(candidates=("无.xlsx",)), as_of=date(2026, 12, 1))

    def add() -> None:
        with act(store, SYSTEM) as doing:
            add_import(doing, make_season(doing, "新", date(2026, 12, 1)).id, empty)

    with pytest.raises(StoreError):
        add()
    assert list_seasons(store) == ()


def test_an_import_keeps_its_own_vocabulary(store: Store) -> None:
    """A vocabulary file comes back with the pools and those edited from them; what is none is refused."""
    text = BUILT_IN.read_text(encoding="utf-8").replace('zh = "法律"', 'zh = "法务"')
    reading = PoolFiles(vocabulary="词表.toml")
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
        record = add_import(doing, made.id, POOLS, files={"词表.toml": text.encode()}, reading=reading)
        edited = add_import(doing, made.id, POOLS, based_on=record.id)
        plain = add_import(doing, made.id, POOLS)
        other = make_season(doing, "另", date(2026, 12, 1))
    assert load_pools(store, record.id).vocabulary == parse_vocabulary(text) != load_vocabulary()
    assert load_pools(store, edited.id).vocabulary == parse_vocabulary(text)
    assert load_pools(store, plain.id).vocabulary == load_vocabulary()
    assert load_import(store, edited.id) == edited
    for season_id, files in ((made.id, {}), (made.id, {"词表.toml": text.encode("gb18030")})):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            add_import(doing, season_id, POOLS, files=files, reading=reading)
    with pytest.raises(FileError), act(store, SYSTEM) as doing:
        add_import(doing, made.id, POOLS, files={"词表.toml": b"[nothing]"}, reading=reading)
    with pytest.raises(StoreError, match="另一季次"), act(store, SYSTEM) as doing:
        add_import(doing, other.id, POOLS, based_on=record.id)
