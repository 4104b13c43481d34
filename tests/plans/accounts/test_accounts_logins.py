"""Logins open with the right password, end in time, and slow guesses down."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from offices import CHEAP, OTHER_PASSWORD, PASSWORD, START, hire, later, open_office, widen
from sqlalchemy import select, text

from matcher.errors import AccessError, AccountError
from matcher.plans.accounts import (
    Throttle,
    change_password,
    claim_first_code,
    edit_account,
    end_session,
    list_sessions,
    log_in,
    log_out,
    make_first_code,
    needs_first_administrator,
    redeem_code,
    reset_password,
    resume,
)
from matcher.plans.audit import verify_chain
from matcher.plans.store import Store, act, open_store
from matcher.plans.store.models import Account, AuditEntry, LoginSession


@pytest.fixture
def place(tmp_path) -> str:
    """Give an empty folder; what differs between the databases is tested with the codes."""
    return str(tmp_path / "数据")


def read_all(store: Store) -> str:
    """Return every row of every table as text."""
    with store.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(str(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names)


def test_the_right_password_opens_and_a_token_tells_who(store: Store) -> None:
    """A login is resumed by its token; the store holds neither token nor password."""
    open_office(store)
    entered = log_in(store, " ADMIN1 ", PASSWORD, settings=CHEAP, at=later(10))
    found = resume(store, entered.token, settings=CHEAP, at=later(20))
    assert found is not None
    assert (found.login, found.role, found.actor.account_id) == ("admin1", "administrator", entered.account.id)
    everything = read_all(store)
    assert entered.token not in everything
    assert PASSWORD not in everything
    assert entered.token not in repr(entered)
    assert verify_chain(store) == ()


def test_every_wrong_login_gets_the_same_answer(store: Store) -> None:
    """Unknown name, wrong password, no password yet, switched off: one sentence, and no typed text in the audit."""
    boss = open_office(store)
    hire(store, boss, "wang")
    waiting = hire(store, boss, "zhao").account
    with act(store, boss.account.actor) as doing:
        reset_password(doing, waiting.id, version=waiting.version, settings=CHEAP)
    off = hire(store, boss, "qian").account
    with act(store, boss.account.actor) as doing:
        edit_account(doing, off.id, version=off.version, is_active=False)
    told = set()
    for login, password in [
        ("nobody-typed-this", PASSWORD),
        ("wang", OTHER_PASSWORD),
        ("zhao", PASSWORD),
        ("qian", PASSWORD),
        ("=1+1<b>\x00\ud800" + "长" * 10_000, "p" * 10_000),
    ]:
        with pytest.raises(AccessError) as refused:
            log_in(store, login, password, settings=CHEAP, at=later(100))
        told.add(refused.value.words)
    assert len(told) == 1
    with store.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "refuse-login")).all()
    assert len(entries) == 5
    assert {entry.actor for entry in entries} == {"system"}
    assert "nobody-typed-this" not in read_all(store)
    assert verify_chain(store) == ()


def test_failures_slow_the_next_attempt_down_even_after_a_restart(place: str) -> None:
    """After the free ones the wait doubles, holds for the right password too, survives a restart and ends."""
    store = open_store(place)
    open_office(store)
    for _ in range(4):
        with pytest.raises(AccessError, match="不正确"):
            log_in(store, "admin1", OTHER_PASSWORD, settings=CHEAP, at=later(10))
    store.close()
    store = open_store(place)
    with pytest.raises(AccessError, match="请 1 秒后再试"):
        log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(10))
    with pytest.raises(AccessError, match="不正确"):
        log_in(store, "admin1", OTHER_PASSWORD, settings=CHEAP, at=later(11))
    with pytest.raises(AccessError, match="请 2 秒后再试"):
        log_in(store, widen("ADMIN1"), PASSWORD, settings=CHEAP, at=later(11))
    assert log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(13)).account.login == "admin1"
    with pytest.raises(AccessError, match="不正确"):
        log_in(store, "admin1", OTHER_PASSWORD, settings=CHEAP, at=later(13))
    assert log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(13))
    store.close()


def test_a_name_without_an_account_is_slowed_down_alike(store: Store) -> None:
    """The wait does not tell which names exist."""
    open_office(store)
    answers: dict[str, list[str]] = {}
    for login in ("admin1", "nobody"):
        for _ in range(6):
            with pytest.raises(AccessError) as refused:
                log_in(store, login, OTHER_PASSWORD, settings=replace(CHEAP, overall=Throttle(99, 1, 1)), at=later(10))
            answers.setdefault(login, []).append(refused.value.say("en"))
    assert answers["admin1"] == answers["nobody"]
    assert "try again in 1 seconds" in answers["nobody"][-1]


def test_guesses_spread_over_many_names_are_slowed_down(store: Store) -> None:
    """After ten failures with any names everybody waits; a success in between does not wipe them out."""
    open_office(store)
    for i in range(10):
        with pytest.raises(AccessError, match="不正确"):
            log_in(store, f"name{i}", OTHER_PASSWORD, settings=CHEAP, at=later(10))
    log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(10))
    with pytest.raises(AccessError, match="不正确"):
        log_in(store, "name11", OTHER_PASSWORD, settings=CHEAP, at=later(10))
    with pytest.raises(AccessError, match="秒后再试"):
        log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(10))
    assert log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(100))


def test_guesses_at_once_do_not_slip_through(store: Store) -> None:
    """Of thirty wrong guesses at the same moment only the free ones and one more are looked at."""
    open_office(store)
    answers: list[str] = []

    def guess() -> None:
        try:
            log_in(store, "admin1", OTHER_PASSWORD, settings=CHEAP, at=later(10))
        except AccessError as refused:
            answers.append(refused.say("zh"))

    threads = [threading.Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 30
    assert sum("不正确" in answer for answer in answers) == CHEAP.per_account.free + 1


def test_a_login_ends_when_idle_and_in_any_case(store: Store) -> None:
    """An hour without an action ends it, actions keep it alive, twelve hours end it all the same."""
    idle_s, lifetime_s = CHEAP.idle.total_seconds(), CHEAP.lifetime.total_seconds()
    token = open_office(store).token
    assert resume(store, token, settings=CHEAP, at=later(idle_s - 1)) is not None
    assert resume(store, token, settings=CHEAP, at=later(idle_s * 2 - 2)) is not None
    assert resume(store, token, settings=CHEAP, at=later(idle_s * 3 - 2)) is None
    assert resume(store, token, settings=CHEAP, at=later(idle_s * 2)) is None
    token = log_in(store, "admin1", PASSWORD, settings=CHEAP, at=START).token
    moment = 0.0
    while moment + idle_s / 2 < lifetime_s:
        moment += idle_s / 2
        assert resume(store, token, settings=CHEAP, at=later(moment)) is not None
    assert resume(store, token, settings=CHEAP, at=later(lifetime_s)) is None
    with store.read() as session:
        assert session.scalars(select(LoginSession)).all() == []


@pytest.mark.parametrize("token", ["", "x", "长" * 10_000, "\x00' OR 1=1 --", "\ud800"])
def test_a_made_up_token_is_nobody(store: Store, token: str) -> None:
    """Whatever is sent as a token, it is nobody's login and ending it is no error."""
    open_office(store)
    assert resume(store, token, settings=CHEAP, at=START) is None
    assert list_sessions(store, token, settings=CHEAP, at=START) == ()
    log_out(store, token)


def test_people_see_and_end_their_own_logins_only(store: Store) -> None:
    """A list names each login; one of another person cannot be ended by its key."""
    boss = open_office(store)
    planner = hire(store, boss, "wang")
    second = log_in(store, "wang", PASSWORD, settings=CHEAP, at=later(60))
    found = list_sessions(store, second.token, settings=CHEAP, at=later(60))
    assert [each.is_this for each in found] == [True, False]
    foreign = list_sessions(store, boss.token, settings=CHEAP, at=later(60))[0].key
    end_session(store, planner.account.actor, foreign)
    assert resume(store, boss.token, settings=CHEAP, at=later(61)) is not None
    end_session(store, planner.account.actor, found[1].key)
    assert resume(store, planner.token, settings=CHEAP, at=later(61)) is None
    log_out(store, second.token)
    assert resume(store, second.token, settings=CHEAP, at=later(61)) is None
    assert verify_chain(store) == ()


def test_a_changed_password_ends_every_other_login(store: Store) -> None:
    """The old password opens nothing any more; a wrong old one changes nothing; equal ones are refused."""
    first = open_office(store)
    actor = first.account.actor
    with pytest.raises(AccessError):
        change_password(store, actor, OTHER_PASSWORD, "九只羊 under 云", settings=CHEAP, at=later(5))
    with pytest.raises(AccountError):
        change_password(store, actor, PASSWORD, PASSWORD, settings=CHEAP, at=later(5))
    with pytest.raises(AccountError):
        change_password(store, actor, PASSWORD, "admin1admin1", settings=CHEAP, at=later(5))
    fresh = change_password(store, actor, PASSWORD, OTHER_PASSWORD, settings=CHEAP, at=later(10))
    assert resume(store, first.token, settings=CHEAP, at=later(11)) is None
    assert resume(store, fresh.token, settings=CHEAP, at=later(11)) is not None
    with pytest.raises(AccessError):
        log_in(store, "admin1", PASSWORD, settings=CHEAP, at=later(12))
    assert log_in(store, "admin1", OTHER_PASSWORD, settings=CHEAP, at=later(13))


def test_raised_parameters_renew_the_hash_at_the_next_login(store: Store) -> None:
    """The stored hash takes the new parameters when the password is known, and opens as before."""
    open_office(store)
    stronger = replace(CHEAP, time_cost=2)
    log_in(store, "admin1", PASSWORD, settings=stronger, at=later(5))
    with store.read() as session:
        assert "t=2" in session.scalars(select(Account.password_hash)).one()
    assert log_in(store, "admin1", PASSWORD, settings=stronger, at=later(6))


def test_first_code_expires_and_a_newer_one_replaces_it(store: Store) -> None:
    """Only the last code in time makes the first administrator; afterwards none can be made."""
    assert needs_first_administrator(store)
    older = make_first_code(store, settings=CHEAP, at=START)
    code = make_first_code(store, settings=CHEAP, at=START)
    assert code not in read_all(store)
    for wrong, at in [(older, START), ("", START), (code, START + CHEAP.first_code_lifetime)]:
        with pytest.raises(AccessError, match="一次性代码"):
            claim_first_code(store, wrong, "admin1", "哈斯", PASSWORD, settings=CHEAP, at=at)
    assert needs_first_administrator(store)
    typed = code.lower().replace("-", " ")
    entered = claim_first_code(store, typed, "admin1", "哈斯", PASSWORD, settings=CHEAP, at=START + timedelta(hours=1))
    assert entered.account.role == "administrator"
    assert not needs_first_administrator(store)
    with pytest.raises(AccountError):
        make_first_code(store, settings=CHEAP)


def test_a_reset_takes_the_old_password_away(store: Store) -> None:
    """The code opens once and for its account only; old password and logins are worth nothing."""
    boss = open_office(store)
    planner = hire(store, boss, "wang")
    hire(store, boss, "zhao")
    with act(store, boss.account.actor, at=later(10)) as doing:
        code = reset_password(doing, planner.account.id, version=planner.account.version, settings=CHEAP)
    assert resume(store, planner.token, settings=CHEAP, at=later(11)) is None
    with pytest.raises(AccessError):
        log_in(store, "wang", PASSWORD, settings=CHEAP, at=later(12))
    for login in ("zhao", "admin1", "nobody"):
        with pytest.raises(AccessError, match="一次性代码"):
            redeem_code(store, login, code, OTHER_PASSWORD, settings=CHEAP, at=later(13))
    assert redeem_code(store, "wang", code, OTHER_PASSWORD, settings=CHEAP, at=later(14)).account.login == "wang"
    with pytest.raises(AccessError, match="一次性代码"):
        redeem_code(store, "wang", code, PASSWORD, settings=CHEAP, at=later(15))
    assert log_in(store, "wang", OTHER_PASSWORD, settings=CHEAP, at=later(16))
    assert code not in read_all(store)
