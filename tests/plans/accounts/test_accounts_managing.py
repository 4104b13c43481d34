"""Only administrators manage accounts, never their own rights, and one of them always remains."""

import json

import pytest
from offices import CHEAP, hire, later, open_office, widen
from sqlalchemy import select

from matcher.errors import AccessError, AccountError, ConflictError
from matcher.plans.accounts import (
    PERMISSIONS,
    ROLES,
    Permission,
    Role,
    edit_account,
    find_by_login,
    list_accounts,
    make_account,
    require,
    reset_password,
    resume,
)
from matcher.plans.store import Store, act, open_store
from matcher.plans.store.acting import Act
from matcher.plans.store.columns import now
from matcher.plans.store.models import AuditEntry


@pytest.fixture
def place(tmp_path) -> str:
    """Give an empty folder."""
    return str(tmp_path / "数据")


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """Give a store with a person of every role who has logged in."""
    store = open_store(tmp_path_factory.mktemp("office"))
    boss = open_office(store)
    yield store, {role: hire(store, boss, f"the-{role}", role) for role in ROLES}
    store.close()


@pytest.mark.parametrize("role", ROLES)
def test_only_an_administrator_manages_accounts(staffed, role: Role) -> None:
    """Making, editing and resetting are refused to every other role, and nothing of it is kept."""
    store, staff = staffed
    before = list_accounts(store)
    for attempt in (
        lambda doing: make_account(doing, "intruder", "甲", "administrator", settings=CHEAP),
        lambda doing: edit_account(doing, staff["viewer"].account.id, version=1, role="administrator"),
        lambda doing: reset_password(doing, staff["approver"].account.id, version=1, settings=CHEAP),
    ):
        if role == "administrator":
            continue
        with pytest.raises(AccessError), act(store, staff[role].account.actor) as doing:
            attempt(doing)
    assert list_accounts(store) == before


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_offered_is_what_is_allowed(staffed, role: Role, permission: Permission) -> None:
    """The record's `may`, for buttons, says what `require` decides, for every role and act."""
    store, staff = staffed
    account = staff[role].account
    with store.read() as session:
        try:
            allowed = require(Act(session, account.actor, now()), permission) is not None
        except AccessError:
            allowed = False
    assert account.may(permission) is allowed


def test_the_second_editor_is_told(store: Store) -> None:
    """Two administrators edit the same account: the later one sees both values."""
    boss = open_office(store)
    planner = hire(store, boss, "wang").account
    with act(store, boss.account.actor) as doing:
        edit_account(doing, planner.id, version=planner.version, role="reviewer")
    with pytest.raises(ConflictError) as told, act(store, boss.account.actor) as doing:
        edit_account(doing, planner.id, version=planner.version, role="viewer")
    assert (told.value.theirs, told.value.yours) == ({"role": "reviewer"}, {"role": "viewer"})


def test_an_account_switched_off_is_out_at_once(store: Store) -> None:
    """Its logins end, and an act already under way is refused."""
    boss = open_office(store)
    planner = hire(store, boss, "wang")
    with act(store, boss.account.actor) as doing:
        edit_account(doing, planner.account.id, version=planner.account.version, is_active=False)
    assert resume(store, planner.token, settings=CHEAP, at=later(1)) is None
    with pytest.raises(AccessError), act(store, planner.account.actor) as doing:
        require(doing, "read")
    version = find_by_login(store, "wang").version
    with pytest.raises(AccountError, match="停用"), act(store, boss.account.actor) as doing:
        reset_password(doing, planner.account.id, version=version, settings=CHEAP)


def test_one_administrator_who_can_log_in_remains(store: Store) -> None:
    """The last one cannot be switched off or demoted, not even by one who never logged in, nor by the own hand."""
    boss = open_office(store)
    with act(store, boss.account.actor) as doing:
        second, _ = make_account(doing, "admin2", "乌云其木格", "administrator", settings=CHEAP)
    for change in ({"is_active": False}, {"role": "viewer"}, {"committee": "东街"}):
        with pytest.raises((AccessError, AccountError)), act(store, boss.account.actor) as doing:
            edit_account(doing, boss.account.id, version=find_by_login(store, "admin1").version, **change)
        with pytest.raises((AccessError, AccountError)), act(store, second.actor) as doing:
            edit_account(doing, boss.account.id, version=find_by_login(store, "admin1").version, **change)
    third = hire(store, boss, "admin3", "administrator").account
    with act(store, third.actor) as doing:
        edit_account(doing, boss.account.id, version=find_by_login(store, "admin1").version, is_active=False)
    assert not find_by_login(store, "admin1").is_active


@pytest.mark.parametrize(
    "login",
    [
        "",
        "a",
        "system",
        "SYSTEM",
        "=1+1",
        "-rf",
        "a b",
        "<b>x</b>",
        "a\x00b",
        "\u0430dmin",
        "x" * 65,
        "长" * 10_000,
        "13812348000",
        "11010519491231002x",
        "a\u202eb",
        "a\ud800",
    ],
)
def test_hostile_login_names_are_refused(store: Store, login: str) -> None:
    """Formulas, markup, control characters, look-alikes, the program's own name, and far too long ones."""
    boss = open_office(store)
    with pytest.raises(AccountError) as told, act(store, boss.account.actor) as doing:
        make_account(doing, login, "甲", "viewer", settings=CHEAP)
    assert len(told.value.say("zh")) < 200


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "a\x1b[31m", "甲\n乙", "a\u202eb", "\ud800", "长" * 10_000])
def test_hostile_names_are_refused(store: Store, name: str) -> None:
    """A person's name or a committee's steers no screen and has an end."""
    boss = open_office(store)
    with pytest.raises(AccountError), act(store, boss.account.actor) as doing:
        make_account(doing, "wang", name, "viewer", settings=CHEAP)
    if name.strip():
        with pytest.raises(AccountError), act(store, boss.account.actor) as doing:
            make_account(doing, "wang", "甲", "viewer", committee=name, settings=CHEAP)


def test_names_of_every_kind_are_kept_as_typed(store: Store) -> None:
    """Long Mongol names, a dot, markup and a formula are data; the audit chain has them masked."""
    boss = open_office(store)
    for i, name in enumerate(["乌云其木格·巴特尔", "<script>alert(1)</script>", '=HYPERLINK("x")', "𠮷野"]):
        with act(store, boss.account.actor) as doing:
            made, _ = make_account(doing, f"person{i}", "甲", "viewer", settings=CHEAP)
            edit_account(doing, made.id, version=made.version, name=name)
        assert find_by_login(store, f"person{i}").name == name
        with store.read() as session:
            entries = session.scalars(select(AuditEntry)).all()
        assert name not in json.dumps([[entry.before, entry.after] for entry in entries], ensure_ascii=False)
    with pytest.raises(AccountError, match="已有人使用"), act(store, boss.account.actor) as doing:
        make_account(doing, widen("PERSON0"), "甲", "viewer", settings=CHEAP)
    for role, committee in (("god", ""), ("administrator", "东街")):
        with pytest.raises(AccountError), act(store, boss.account.actor) as doing:
            make_account(doing, "another", "甲", role, committee=committee, settings=CHEAP)
