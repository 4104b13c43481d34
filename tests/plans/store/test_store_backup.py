"""A backup taken in use is one moment of the store, and restores into either database."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from stored_season import keep_season

from matcher.errors import AccessError, StoreError
from matcher.plans import Plan
from matcher.plans.audit import ChainFault, verify_chain
from matcher.plans.store import SYSTEM, Actor, Store, act, open_store
from matcher.plans.store.backup import back_up, restore
from matcher.plans.store.columns import now
from matcher.plans.store.imports import load_pools
from matcher.plans.store.models import Account, AuditEntry, Base, LoginSession
from matcher.plans.store.plans import list_plans, load_plan
from matcher.plans.store.seasons import list_seasons, make_season


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store in a file to restore into."""
    opened = open_store(tmp_path / "另处")
    yield opened
    opened.close()


def read_all(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table but those of who is logged in."""
    with store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name != "login_sessions"
        }


def test_a_backup_restores_every_row_of_either_database(
    store: Store, other: Store, solved: Plan, tmp_path: Path
) -> None:
    """Backup → empty store: every row of every table again, the plan with its digest, the chain whole; ids go on."""
    kept = keep_season(store, solved)
    with act(store, SYSTEM) as doing:
        doing.session.add(Account(login="li", name="李", role="viewer"))
        doing.session.flush()
        doing.session.add(LoginSession(token_hash="a" * 64, account_id=1, expires_at=now()))
    before = read_all(store)
    file = tmp_path / "备份" / "今天.db"
    report = back_up(store, SYSTEM, file)
    assert (report.faults, report.num_entries, len(report.last_hash)) == ((), 4, 64)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["今天.db"]
    restored = restore(other, file)
    assert restored.faults == ()
    after = read_all(other)
    # The restoring has an entry of its own behind those of the backup.
    assert after["audit_entries"][:4] == before["audit_entries"]
    assert [len(after["audit_entries"]), after["audit_head"][0][1]] == [5, 5]
    for table in set(before) - {"audit_entries", "audit_head"}:
        assert after[table] == before[table], table
    with other.read() as session:
        assert session.scalars(select(LoginSession)).all() == []
    assert verify_chain(other, anchors={report.num_entries: report.last_hash}) == ()
    assert load_plan(other, kept.plan).digest == solved.digest
    with act(other, SYSTEM) as doing:
        assert make_season(doing, "下一季", date(2027, 12, 1)).id == kept.season + 1
    assert verify_chain(store) == ()


def test_a_backup_restores_into_either_database(store: Store, other: Store, solved: Plan, tmp_path: Path) -> None:
    """What was kept in a file goes on in PostgreSQL: ids are counted on from the last one."""
    kept = keep_season(other, solved)
    back_up(other, SYSTEM, tmp_path / "a.db")
    restore(store, tmp_path / "a.db")
    assert load_plan(store, kept.plan).digest == solved.digest
    again = keep_season(store, solved, name="下一季")
    assert (again.season, again.plan) == (kept.season + 1, kept.plan + 1)
    assert verify_chain(store) == ()


def test_a_backup_taken_during_writes_is_one_moment(store: Store, other: Store, solved: Plan, tmp_path: Path) -> None:
    """While four threads keep plans, each backup holds a chain without fault and as many plans as it says."""
    kept = keep_season(store, solved)
    is_over = threading.Event()

    def write(number: int) -> None:
        season = 0
        while not is_over.is_set():
            season += 1
            keep_season(store, solved, name=f"{number}-{season}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        reports = [back_up(store, SYSTEM, tmp_path / f"{number}.db") for number in range(3)]
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    assert all(report.faults == () for report in reports)
    assert reports[0].num_entries < reports[-1].num_entries
    restore(other, reports[-1].file)
    seasons, plans = list_seasons(other), list_plans(other)
    assert {plan.season_id for plan in plans} == {season.id for season in seasons}
    with other.read() as session:
        actions = session.scalars(select(AuditEntry.action)).all()
    assert actions.count("make-plan") == len(plans)
    assert load_plan(other, plans[0].id).digest == solved.digest
    assert load_pools(other, kept.imported).record.number == 1
    assert verify_chain(store) == ()


def test_a_backup_never_replaces_a_file(store: Store, tmp_path: Path) -> None:
    """A file that is there stays as it is; a place that cannot be written is a sentence; nothing is left behind."""
    (tmp_path / "a.db").write_text("旧", encoding="utf-8")
    with pytest.raises(StoreError, match="已存在"):
        back_up(store, SYSTEM, tmp_path / "a.db")
    with pytest.raises(StoreError, match="无法写入"):
        back_up(store, SYSTEM, tmp_path / "a.db" / "b.db")
    assert (tmp_path / "a.db").read_text(encoding="utf-8") == "旧"
    assert not list(tmp_path.glob(".*"))
    with store.read() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_only_administrators_back_up(store: Store, tmp_path: Path) -> None:
    """A planner is refused before anything is written."""
    with act(store, SYSTEM) as doing:
        account = Account(login="li", name="李", role="planner")
        doing.session.add(account)
        doing.session.flush()
        li = Actor(account.id, account.login)
    with pytest.raises(AccessError):
        back_up(store, li, tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


def test_a_filled_store_is_not_restored_into(store: Store, other: Store, tmp_path: Path) -> None:
    """Restoring never mixes two stores, and a refused one leaves both as they were."""
    keep_season(other)
    back_up(other, SYSTEM, tmp_path / "a.db")
    with act(store, SYSTEM) as doing:
        make_season(doing, "在用", date(2026, 12, 1))
    with pytest.raises(StoreError, match="已有数据"):
        restore(store, tmp_path / "a.db")
    assert [season.name for season in list_seasons(store)] == ["在用"]
    assert verify_chain(store) == ()


@pytest.mark.parametrize("kind", ["missing", "text", "cut", "other", "newer"])
def test_what_is_no_backup_is_refused(kind: str, other: Store, tmp_path: Path) -> None:
    """No file, a text, half a backup, another program's database, a newer program's backup: one sentence each."""
    file = tmp_path / "a.db"
    if kind == "text":
        file.write_text("不是数据库" * 1000, encoding="utf-8")
    elif kind == "other":
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    elif kind in {"cut", "newer"}:
        source = open_store(tmp_path / "源")
        keep_season(source)
        back_up(source, SYSTEM, file)
        source.close()
        if kind == "cut":
            file.write_bytes(file.read_bytes()[:50_000])
        else:
            connection = sqlite3.connect(file)
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
            connection.close()
    with pytest.raises(StoreError) as told:
        restore(other, file)
    assert told.value.say("en")
    assert list_seasons(other) == ()


def test_a_tampered_backup_is_restored_and_told(store: Store, other: Store, tmp_path: Path) -> None:
    """The chain is read again after restoring: an altered entry is named."""
    keep_season(store)
    back_up(store, SYSTEM, tmp_path / "a.db")
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("UPDATE audit_entries SET subject = 'season 9' WHERE number = 2")
    connection.commit()
    connection.close()
    assert restore(other, tmp_path / "a.db").faults == (ChainFault(2, "altered"),)
