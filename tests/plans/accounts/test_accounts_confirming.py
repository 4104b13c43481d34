"""Nobody signs in another's place: an account given out anew signs nothing before a second person confirms it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from offices import CHEAP, OTHER_PASSWORD, hire, open_office
from sqlalchemy import text
from stored_office import Office, make_office

from matcher.errors import AccessError, AccountError, ConflictError
from matcher.plans.accounts import (
    PERMISSIONS,
    ROLES,
    LoggedIn,
    confirm_account,
    edit_account,
    find_by_login,
    link_identity,
    list_doubts,
    redeem_code,
    reset_password,
)
from matcher.plans.audit import verify_chain, verify_records
from matcher.plans.store import SYSTEM, Actor, Store, act
from matcher.plans.workflow import approve, list_waiting, review, show_signatures

ISSUER = "https://login.example"


@dataclass
class Staffed:
    """Hold an office with a plan, and people who really logged in."""

    office: Office
    people: dict[str, LoggedIn]

    @property
    def store(self) -> Store:
        """Its store."""
        return self.office.store

    def __getitem__(self, login: str) -> Actor:
        """Return who acts under a login."""
        return self.people[login].account.actor

    def version(self, login: str) -> int:
        """Return the version of an account."""
        return find_by_login(self.store, login).version

    def reset(self, login: str, by: str = "admin1") -> str:
        """Reset a password and return the code."""
        with act(self.store, self[by]) as doing:
            return reset_password(doing, self[login].account_id, version=self.version(login), settings=CHEAP)

    def confirm(self, login: str, by: str) -> None:
        """Confirm an account."""
        with act(self.store, self[by]) as doing:
            confirm_account(doing, self[login].account_id, version=self.version(login))


@pytest.fixture
def staffed(store: Store) -> Staffed:
    """Give an office whose people set their passwords themselves, on each database."""
    boss = open_office(store)
    people = {"admin1": boss} | {
        login: hire(store, boss, login, role)
        for login, role in (
            ("the-viewer", "viewer"),
            ("the-planner", "planner"),
            ("the-reviewer", "reviewer"),
            ("the-approver", "approver"),
            ("admin2", "administrator"),
        )
    }
    office = make_office(store)
    return Staffed(office, people)


def reset(staffed: Staffed, login: str) -> None:
    """Reset the password, and let whoever holds the code set the next one."""
    code = staffed.reset(login)
    redeem_code(staffed.store, login, code, OTHER_PASSWORD, settings=CHEAP)


def link(staffed: Staffed, login: str) -> None:
    """Link an identity of the administrator's choice."""
    with act(staffed.store, staffed["admin1"]) as doing:
        link_identity(doing, staffed[login].account_id, version=staffed.version(login), issuer=ISSUER, subject="42")


def rename(staffed: Staffed, login: str) -> None:
    """Let the account bear another name."""
    with act(staffed.store, staffed["admin1"]) as doing:
        edit_account(doing, staffed[login].account_id, version=staffed.version(login), name="李审核")


TAKEOVERS: tuple[Callable[[Staffed, str], None], ...] = (reset, link, rename)


@pytest.mark.parametrize("take_over", TAKEOVERS)
def test_an_administrator_cannot_sign_in_anothers_place(
    staffed: Staffed, take_over: Callable[[Staffed, str], None]
) -> None:
    """After a reset, a link or a new name nothing is signed; once another person confirms, the signature says so."""
    store, plan = staffed.store, staffed.office.add_plan(state="submitted", by="planner2", is_signed=True)
    take_over(staffed, "the-reviewer")
    with pytest.raises(AccessError, match="须由另一人") as told:
        review(store, staffed["the-reviewer"], plan, version=1)
    assert "哈斯" in told.value.say("zh")
    (waiting,) = [each for each in list_waiting(store, staffed["the-reviewer"]) if each.kind == "sign"]
    assert waiting.hindrance is not None
    assert "哈斯" in waiting.hindrance.zh
    with pytest.raises(AccessError, match="不能自己确认"):
        staffed.confirm("the-reviewer", by="admin1")
    with pytest.raises(AccessError, match="另一人"):
        staffed.confirm("the-reviewer", by="the-reviewer")
    staffed.confirm("the-reviewer", by="the-approver")
    review(store, staffed["the-reviewer"], plan, version=1)
    own = [each for each in show_signatures(store, staffed["the-viewer"], plan) if each.record.act == "review"][-1]
    assert [entry.actor for entry in own.trail] == ["admin1", "the-approver"]
    assert own.trail[-1].action == "confirm-account"
    assert own.counts
    earlier = [each for each in show_signatures(store, staffed["the-viewer"], plan) if each.record.act == "submit"]
    assert earlier[0].trail == ()
    assert verify_chain(store) == ()


def test_who_may_confirm(staffed: Staffed) -> None:
    """By the table of permissions, and never an account that is itself in doubt, or came after the reset."""
    reset(staffed, "the-reviewer")
    newcomer = hire(staffed.store, staffed.people["admin1"], "newcomer", "administrator")
    with act(staffed.store, SYSTEM) as doing:
        # As if it had been made later than the reset: accounts of tests are made at a fixed hour.
        doing.session.execute(
            text("UPDATE accounts SET made_at = :at WHERE login = 'newcomer'"), {"at": "2999-01-01 00:00:00+00:00"}
        )
    staffed.people["newcomer"] = newcomer
    reset(staffed, "the-approver")
    for by, why in (
        ("the-viewer", "权限"),
        ("the-approver", "自己的账号也须"),
        ("newcomer", "之后才建立"),
    ):
        with pytest.raises(AccessError, match=why):
            staffed.confirm("the-reviewer", by=by)
    with pytest.raises(AccessError, match="具名"), act(staffed.store, SYSTEM) as doing:
        confirm_account(doing, staffed["the-reviewer"].account_id, version=staffed.version("the-reviewer"))
    with pytest.raises(AccessError, match="只管"), act(staffed.store, staffed.office["planner东街"]) as doing:
        confirm_account(doing, staffed["the-reviewer"].account_id, version=staffed.version("the-reviewer"))
    staffed.confirm("the-reviewer", by="admin2")
    staffed.confirm("the-approver", by="the-reviewer")
    with pytest.raises(AccountError, match="无须"):
        staffed.confirm("the-approver", by="the-planner")
    assert list_doubts(staffed.store, staffed["the-planner"]) == ()


def test_an_account_is_confirmed_only_once_its_person_has_the_password(staffed: Staffed) -> None:
    """While the code is open the administrator could still use it; and what was seen is what is confirmed."""
    code = staffed.reset("the-reviewer")
    (doubt,) = list_doubts(staffed.store, staffed["the-planner"])
    assert doubt.reset_by == "哈斯"
    assert doubt.hindrance is not None
    with pytest.raises(AccessError, match="一次性代码"):
        staffed.confirm("the-reviewer", by="the-planner")
    redeem_code(staffed.store, "the-reviewer", code, OTHER_PASSWORD, settings=CHEAP)
    seen = staffed.version("the-reviewer")
    reset(staffed, "the-reviewer")
    with pytest.raises(ConflictError), act(staffed.store, staffed["the-planner"]) as doing:
        confirm_account(doing, staffed["the-reviewer"].account_id, version=seen)
    staffed.confirm("the-reviewer", by="the-planner")


def test_of_two_resets_the_second_is_told(staffed: Staffed) -> None:
    """A second code would make the first one worthless: both moments stand in the message."""
    seen = staffed.version("the-viewer")
    staffed.reset("the-viewer")
    with pytest.raises(ConflictError, match="密码重置") as told, act(staffed.store, staffed["admin2"]) as doing:
        reset_password(doing, staffed["the-viewer"].account_id, version=seen, settings=CHEAP)
    assert told.value.theirs["reset_at"]
    assert told.value.yours["reset_at"]


def test_a_mark_taken_away_behind_the_programs_back_is_found(staffed: Staffed) -> None:
    """Whoever clears the mark in the database is not let off: the records no longer fit the chain."""
    reset(staffed, "the-reviewer")
    mine = f"account {staffed['the-reviewer'].account_id}"
    assert mine not in {fault.subject for fault in verify_records(staffed.store)}
    with staffed.store.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET reset_at = NULL, reset_by = NULL"))
    assert (mine, "altered") in {(fault.subject, fault.kind) for fault in verify_records(staffed.store)}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_says_who_sees_what_waits_to_be_confirmed(staffed: Staffed, role: str) -> None:
    """Every role that may confirm sees it; the others, and accounts of one committee, do not."""
    staffed.reset("the-viewer")
    logins = {"administrator": "admin2"}
    reader = staffed[logins.get(role, f"the-{role}")]
    if role in PERMISSIONS["confirm-account"]:
        assert [each.account.login for each in list_doubts(staffed.store, reader)] == ["the-viewer"]
    else:
        with pytest.raises(AccessError):
            list_doubts(staffed.store, reader)
    with pytest.raises(AccessError):
        list_doubts(staffed.store, staffed.office[f"{role}东街"])


def test_the_terminal_leaves_its_mark_too(staffed: Staffed) -> None:
    """A reset on the server has no name; any other person may confirm it."""
    with act(staffed.store, SYSTEM) as doing:
        version = staffed.version("the-approver")
        code = reset_password(doing, staffed["the-approver"].account_id, version=version, settings=CHEAP)
    redeem_code(staffed.store, "the-approver", code, OTHER_PASSWORD, settings=CHEAP)
    plan = staffed.office.add_plan(state="reviewed", by="planner2", is_signed=True)
    with pytest.raises(AccessError, match="服务器终端"):
        approve(staffed.store, staffed["the-approver"], plan, version=1)
    staffed.confirm("the-approver", by="admin1")
    assert approve(staffed.store, staffed["the-approver"], plan, version=1).state == "approved"
