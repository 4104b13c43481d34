"""Databases are brought forward from nothing and from a full store, whole or not at all."""

import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from stored_season import keep_season

from matcher.errors import StoreError
from matcher.plans import Plan
from matcher.plans.audit import verify_chain
from matcher.plans.store import STORE_FILE, SYSTEM, Store, act, open_store
from matcher.plans.store.migrating import MIGRATIONS, bring_up_to_date
from matcher.plans.store.models import Account, Base
from matcher.plans.store.plans import load_plan

LATER = '''
"""Change tables that others refer to, in every way a change can go."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.alter_column("name", type_=sa.String(150), existing_type=sa.String(100), existing_nullable=False)
    with op.batch_alter_table("plans") as table:
        table.add_column(sa.Column("stage", sa.String(8), nullable=False, server_default="new"))
        table.create_index("ix_plans_stage", ["stage"])
    with op.batch_alter_table("seasons") as table:
        table.add_column(sa.Column("place", sa.String(8)))
    {fault}
'''


def write_migrations(folder: Path, fault: str = "") -> Path:
    """Copy the migrations and add one more."""
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem[:4] for path in (migrations / "versions").glob("0*.py"))
    (migrations / "versions" / "later.py").write_text(LATER.format(last=last, fault=fault), encoding="utf-8")
    return migrations


def read_all(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table, columns as this program knows them."""
    with store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def fill(store: Store, solved: Plan) -> int:
    """Fill a store and return the id of its plan."""
    with act(store, SYSTEM) as doing:
        doing.session.add(Account(login="li", name="李", role="viewer"))
    return keep_season(store, solved).plan


def test_an_empty_database_gets_every_table(bare_place: str) -> None:
    """From nothing to the models: every table there, whatever the folder is called; opening again changes nothing."""
    open_store(bare_place).close()
    store = open_store(bare_place)
    tables = set(inspect(store.engine).get_table_names())
    store.close()
    assert tables == {*Base.metadata.tables, "alembic_version"}


def test_many_who_open_a_new_store_at_once_all_get_it(bare_place: str) -> None:
    """Eight openers of a database without tables: one makes them, all can use them."""
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(open_store(bare_place))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8
    for store in opened:
        assert verify_chain(store) == ()
        store.close()


def test_a_full_store_is_brought_forward_without_losing_a_row(store: Store, solved: Plan, tmp_path: Path) -> None:
    """Tables that others refer to are changed; every row of every table is as before and references are held to."""
    plan_id = fill(store, solved)
    before = read_all(store)
    bring_up_to_date(store.engine, write_migrations(tmp_path))
    assert read_all(store) == before
    with store.engine.connect() as connection:
        assert connection.scalar(text("SELECT stage FROM plans")) == "new"
    assert load_plan(store, plan_id).digest == solved.digest
    assert verify_chain(store) == ()
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(text("DELETE FROM plans"))
    with pytest.raises(StoreError, match="later"):
        open_store(store.place)


def test_a_migration_that_fails_changes_nothing(store: Store, solved: Plan, tmp_path: Path) -> None:
    """Killed or broken in the middle, a migration leaves the store as it was, for the program as it was."""
    plan_id = fill(store, solved)
    before = read_all(store)
    with pytest.raises(DBAPIError):
        bring_up_to_date(store.engine, write_migrations(tmp_path, 'op.execute("SELECT * FROM nowhere")'))
    assert read_all(store) == before
    assert "stage" not in {column["name"] for column in inspect(store.engine).get_columns("plans")}
    again = open_store(store.place)
    assert load_plan(again, plan_id).digest == solved.digest
    again.close()


def test_a_migration_that_loses_references_is_refused(solved: Plan, tmp_path: Path) -> None:
    """In a file, where references are not watched while tables are made anew, they are checked before the end."""
    store = open_store(tmp_path / "数据")
    fill(store, solved)
    before = read_all(store)
    with pytest.raises(StoreError, match="引用"):
        bring_up_to_date(store.engine, write_migrations(tmp_path, 'op.execute("DELETE FROM plans")'))
    assert read_all(store) == before
    store.close()


def test_a_place_that_holds_no_store_is_one_sentence(tmp_path: Path) -> None:
    """A file of another kind, a folder of the database's name, a file in place of the folder: told, and left alone."""
    text_file = tmp_path / "text"
    text_file.mkdir()
    (text_file / STORE_FILE).write_text("不是数据库" * 1000, encoding="utf-8")
    (tmp_path / "folder" / STORE_FILE).mkdir(parents=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in ("text", "folder", "file"):
        with pytest.raises(StoreError) as told:
            open_store(tmp_path / place)
        assert told.value.say("zh") != told.value.say("en")
    assert (text_file / STORE_FILE).read_text(encoding="utf-8").startswith("不是数据库")
