"""A verified identity opens the account an administrator linked it to, and no other."""

import pytest
from offices import CHEAP, hire, later, open_office

from matcher.errors import AccessError, AccountError, ConflictError
from matcher.plans.accounts import (
    Identity,
    edit_account,
    find_by_login,
    link_identity,
    list_accounts,
    log_in_by_identity,
    read_claims,
    resume,
)
from matcher.plans.audit import verify_chain
from matcher.plans.store import Store, act

ISSUER = "https://login.office.example"


@pytest.fixture
def place(tmp_path) -> str:
    """Give an empty folder."""
    return str(tmp_path / "数据")


def enter(store: Store, identity: Identity, seconds: float = 1) -> str:
    """Log in by an identity and return the login name."""
    return log_in_by_identity(store, identity, settings=CHEAP, at=later(seconds)).account.login


def test_an_identity_opens_the_account_it_is_linked_to(store: Store) -> None:
    """By the provider's own id; the same id of another provider, an unknown id and a disabled account open nothing."""
    boss = open_office(store)
    planner = hire(store, boss, "wang").account
    with act(store, boss.account.actor) as doing:
        link_identity(doing, planner.id, version=planner.version, issuer=ISSUER, subject="42")
    entered = log_in_by_identity(store, Identity(ISSUER, "42"), settings=CHEAP, at=later(1))
    assert resume(store, entered.token, settings=CHEAP, at=later(2)).login == "wang"
    for identity in (Identity("https://evil.example", "42"), Identity(ISSUER, "43"), Identity(ISSUER, "43", "42")):
        with pytest.raises(AccessError, match="没有与之关联"):
            enter(store, identity)
    with act(store, boss.account.actor) as doing:
        edit_account(doing, planner.id, version=find_by_login(store, "wang").version, is_active=False)
    with pytest.raises(AccessError, match="没有与之关联"):
        enter(store, Identity(ISSUER, "42"))
    assert len(list_accounts(store)) == 2
    assert verify_chain(store) == ()


def test_an_address_is_bound_to_the_first_person_who_proves_it(store: Store) -> None:
    """Afterwards the address alone opens nothing, whoever has it."""
    boss = open_office(store)
    planner = hire(store, boss, "wang").account
    with act(store, boss.account.actor) as doing:
        link_identity(doing, planner.id, version=planner.version, issuer=ISSUER, email="Wang@Office.cn")
    with pytest.raises(AccessError):
        enter(store, Identity(ISSUER, "42"))
    assert enter(store, Identity(ISSUER, "42", "wang@office.cn")) == "wang"
    assert enter(store, Identity(ISSUER, "42")) == "wang"
    with pytest.raises(AccessError):
        enter(store, Identity(ISSUER, "43", "wang@office.cn"))


def test_claims_without_a_verified_address_give_none() -> None:
    """Only a string from a provider that says so counts; forged shapes name nobody."""
    base = {"iss": ISSUER, "sub": "42"}
    assert read_claims(base | {"email": "a@b.cn", "email_verified": "true"}) == Identity(ISSUER, "42")
    assert read_claims(base | {"email": ["a@b.cn"], "email_verified": True}) == Identity(ISSUER, "42")
    for claims in (
        {},
        {"iss": ISSUER},
        {"sub": "42"},
        base | {"sub": 42},
        base | {"sub": ""},
        base | {"sub": "4" * 999},
    ):
        assert read_claims(claims) is None


def test_links_are_made_by_another_administrator_and_are_unique(store: Store) -> None:
    """One identity opens one account; nobody links the own; a stale page is told; an empty link takes it away."""
    boss = open_office(store)
    planner, reviewer = (hire(store, boss, login).account for login in ("wang", "zhao"))
    with act(store, boss.account.actor) as doing:
        linked = link_identity(doing, planner.id, version=planner.version, issuer=ISSUER, subject="42", email="a@b.cn")
    assert linked.is_linked
    attempts = [
        (AccountError, boss, reviewer.id, reviewer.version, {"issuer": ISSUER, "subject": "42"}),
        (AccountError, boss, reviewer.id, reviewer.version, {"issuer": ISSUER, "email": "A@B.cn"}),
        (AccountError, boss, reviewer.id, reviewer.version, {"issuer": ISSUER}),
        (AccountError, boss, reviewer.id, reviewer.version, {"issuer": "", "subject": "1"}),
        (AccountError, boss, reviewer.id, reviewer.version, {"issuer": ISSUER, "subject": "x" * 300}),
        (AccountError, boss, 999, 1, {"issuer": ISSUER, "subject": "1"}),
        (AccessError, boss, boss.account.id, boss.account.version, {"issuer": ISSUER, "subject": "1"}),
        (ConflictError, boss, planner.id, planner.version, {"issuer": ISSUER, "subject": "1"}),
    ]
    for error, who, account_id, version, link in attempts:
        with pytest.raises(error), act(store, who.account.actor) as doing:
            link_identity(doing, account_id, version=version, **link)
    with pytest.raises(AccessError), act(store, planner.actor) as doing:
        link_identity(doing, reviewer.id, version=reviewer.version, issuer=ISSUER, subject="9")
    with act(store, boss.account.actor) as doing:
        assert not link_identity(doing, planner.id, version=linked.version, issuer="").is_linked
    with pytest.raises(AccessError):
        enter(store, Identity(ISSUER, "42"))
