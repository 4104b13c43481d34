"""The store keeps what was accepted, refuses the second editor, and shows what was tampered with."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from matcher.errors import AccessError, ConflictError, StoreError
from matcher.plans.accounts import PERMISSIONS, ROLES, WHOLE_SEASON, Permission, Role, require
from matcher.plans.audit import ChainFault, verify_chain
from matcher.plans.store import SYSTEM, Act, Actor, Store, act, open_store, require_version
from matcher.plans.store.columns import now
from matcher.plans.store.migrating import MIGRATIONS
from matcher.plans.store.models import Account, AuditEntry, Season
from matcher.words import Words


def make_seasons(store: Store, names: list[str]) -> None:
    """Make seasons, one action each."""
    for name in names:
        with act(store, SYSTEM) as doing:
            doing.session.add(Season(name=name, starts_on=date(2026, 9, 1)))
            doing.record("make-season", f"season {name}", after={"name": name})


def test_an_action_and_its_entry_are_there_for_the_next_who_opens(place: str) -> None:
    """What one program committed another one reads, with its entry in the chain."""
    first = open_store(place)
    make_seasons(first, ["二〇二六年"])
    first.close()
    second = open_store(place)
    with second.read() as session:
        assert [season.name for season in session.scalars(select(Season))] == ["二〇二六年"]
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.number, entry.actor, entry.after) == (1, "system", {"name": "二〇二六年"})
    assert verify_chain(second) == ()
    second.close()


def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    """Neither the change nor its entry is kept when the action ends in an error."""

    def fail() -> None:
        with act(store, SYSTEM) as doing:
            doing.session.add(Season(name="one", starts_on=date(2026, 9, 1)))
            doing.record("make-season", "season one")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.read() as session:
        assert session.scalars(select(Season)).all() == []
        assert session.scalars(select(AuditEntry)).all() == []


def test_moments_keep_their_instant(store: Store) -> None:
    """A moment given in Beijing time comes back as the same instant in UTC; one without a zone is refused."""
    beijing = datetime(2026, 9, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    with act(store, SYSTEM) as doing:
        doing.session.add(Season(name="one", starts_on=date(2026, 9, 1), made_at=beijing))
    with store.read() as session:
        found = session.scalars(select(Season)).one().made_at
    assert (found, found.tzinfo) == (beijing, UTC)
    with pytest.raises(StatementError, match="without a zone"), act(store, SYSTEM) as doing:
        doing.session.add(Season(name="two", starts_on=date(2026, 9, 1), made_at=beijing.replace(tzinfo=None)))


def test_the_second_editor_is_told_both_values(store: Store) -> None:
    """Of two who read the same version the later one is refused and sees both values."""
    make_seasons(store, ["one"])
    with store.read() as session:
        seen = session.scalars(select(Season)).one().version
    with act(store, SYSTEM) as doing:
        doing.session.scalars(select(Season)).one().title = "甲"

    def edit_late() -> None:
        with act(store, SYSTEM) as doing:
            season = doing.session.scalars(select(Season)).one()
            require_version(
                season.version,
                seen,
                what=Words("季次", "the season"),
                theirs={"title": season.title},
                yours={"title": "乙"},
            )

    with pytest.raises(ConflictError) as told:
        edit_late()
    assert (told.value.theirs, told.value.yours) == ({"title": "甲"}, {"title": "乙"})
    assert "“标题”现为“甲”，您要改为“乙”" in told.value.say("zh")


def test_many_writers_at_once_make_one_chain(store: Store) -> None:
    """Twelve threads write; every action is there once and the chain has no gap."""
    threads = [threading.Thread(target=make_seasons, args=(store, [f"{i}-{k}" for k in range(4)])) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        names = session.scalars(select(Season.name)).all()
    assert sorted(names) == sorted(f"{i}-{k}" for i in range(12) for k in range(4))
    assert verify_chain(store) == ()


def test_a_chain_read_while_others_write_has_no_fault(store: Store) -> None:
    """Who reads sees one moment: entries committed meanwhile are not taken for inserted ones."""
    writers = [threading.Thread(target=make_seasons, args=(store, [f"{i}-{k}" for k in range(15)])) for i in range(3)]
    for writer in writers:
        writer.start()
    faults = []
    while any(writer.is_alive() for writer in writers):
        faults += verify_chain(store)
    for writer in writers:
        writer.join()
    assert faults == []
    assert verify_chain(store) == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_entries SET subject = 'season x' WHERE number = 2", {ChainFault(2, "altered")}),
        ("DELETE FROM audit_entries WHERE number = 2", {ChainFault(2, "removed")}),
        ("DELETE FROM audit_entries WHERE number = 3", {ChainFault(3, "cut-short")}),
        ("UPDATE audit_head SET number = 2", {ChainFault(2, "head"), ChainFault(3, "inserted")}),
    ],
)
def test_tampering_is_found_and_named(store: Store, statement: str, expected: set[ChainFault]) -> None:
    """An entry changed, taken out, cut off or put in behind the end is named by its number."""
    make_seasons(store, ["one", "two", "three"])
    assert verify_chain(store) == ()
    with store.engine.begin() as connection:
        connection.execute(text(statement))
    assert set(verify_chain(store)) == expected


def test_an_anchor_kept_outside_finds_a_chain_made_anew(store: Store) -> None:
    """A chain rewritten from the start holds by itself, but not against a hash printed before."""
    make_seasons(store, ["one"])
    with store.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert verify_chain(store, anchors={1: entry.hash}) == ()
    assert verify_chain(store, anchors={1: "f" * 64}) == (ChainFault(1, "anchor"),)


def test_the_migrations_lead_to_the_models(store: Store) -> None:
    """After the last migration nothing is left to generate."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_a_store_of_a_newer_program_is_refused(place: str) -> None:
    """An unknown revision is said to be newer, and nothing is touched."""
    store = open_store(place)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="9999"):
        open_store(place)


@pytest.mark.parametrize("address", ["mysql://localhost/x", "postgresql://nobody@localhost:1/none", "://"])
def test_a_wrong_address_is_one_sentence(address: str) -> None:
    """An address that leads nowhere is an error in words."""
    with pytest.raises(StoreError) as told:
        open_store(address)
    assert told.value.say("zh")
    assert told.value.say("en")


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[tuple[Role, str], int]]]:
    """Give a store with an account of every role, once for all committees and once for one."""
    store = open_store(tmp_path_factory.mktemp("staff"))
    with act(store, SYSTEM) as doing:
        accounts = {
            (role, committee): Account(login=role + committee, name="甲", role=role, committee=committee)
            for role in ROLES
            for committee in ("", "东街")
        }
        doing.session.add_all(accounts.values())
        doing.session.flush()
        ids = {key: account.id for key, account in accounts.items()}
    yield store, ids
    store.close()


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_meets_every_permission(
    role: Role, permission: Permission, staff: tuple[Store, dict[tuple[Role, str], int]]
) -> None:
    """An account may do what the table says and nothing else; one committee's account no act on the whole season."""
    store, ids = staff

    def attempt(account: int, committee: str | None = None) -> bool:
        with store.read() as session:
            try:
                require(Act(session, Actor(account, "x"), now()), permission, committee=committee)
            except AccessError as refused:
                return not (refused.say("zh") and refused.say("en"))
        return True

    allowed = role in PERMISSIONS[permission]
    assert attempt(ids[role, ""]) is allowed
    assert attempt(ids[role, ""], "西街") is allowed
    assert attempt(ids[role, "东街"], "东街") is (allowed and permission not in WHOLE_SEASON)
    assert not attempt(ids[role, "东街"], "西街")
    assert not attempt(999)
