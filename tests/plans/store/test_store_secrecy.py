"""What the store keeps is for nobody else on the machine, and in no error text."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from matcher.errors import AccessError, StoreError
from matcher.plans.store import SYSTEM, Actor, Store, act, open_store
from matcher.plans.store.models import Account
from matcher.plans.store.views import delete_view, save_view


def test_a_new_store_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    """The folder made for it, the database and the log beside it."""
    folder = tmp_path / "数据"
    store = open_store(folder)
    with act(store, SYSTEM) as doing:
        doing.record("note", "x")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    store.close()


def test_a_failed_statement_does_not_quote_what_was_to_be_stored(store: Store) -> None:
    """Neither the sentence shown nor the error a log would keep holds the values."""

    def add(name: str) -> None:
        with act(store, SYSTEM) as doing:
            doing.session.add(Account(login="wang", name=name, role="viewer"))

    add("甲")
    with pytest.raises(StoreError) as told:
        add("秘密姓名")
    assert isinstance(told.value.__cause__, IntegrityError)
    assert "秘密姓名" not in f"{told.value} {told.value.__cause__} {told.value.__cause__!r}"


def test_reading_from_a_broken_store_is_one_sentence(tmp_path: Path) -> None:
    """A table that is gone is no traceback."""
    store = open_store(tmp_path)
    with pytest.raises(StoreError, match="数据库无法使用"), store.read() as session:
        session.execute(text("SELECT * FROM nowhere"))
    store.close()


def test_an_account_switched_off_keeps_no_view(tmp_path: Path) -> None:
    """A page still open does nothing any more."""
    store = open_store(tmp_path)
    with act(store, SYSTEM) as doing:
        account = Account(login="wang", name="甲", role="viewer", is_active=False)
        doing.session.add(account)
        doing.session.flush()
        actor = Actor(account.id, "wang")
    for attempt in (lambda doing: save_view(doing, "plan", "a", {}), lambda doing: delete_view(doing, "plan", "a")):
        with pytest.raises(AccessError), act(store, actor) as doing:
            attempt(doing)
    store.close()
