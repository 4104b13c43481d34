"""A row changed behind the program's back is named, though the chain itself is whole; a whole story is borne out."""

from datetime import date

import pytest
from offices import CHEAP, hire, open_office
from sqlalchemy import text
from stored_season import SETTINGS, Kept, keep_season

from matcher.explain.audit_subjects import tell_subject
from matcher.plans import Plan
from matcher.plans.accounts import ROLES, edit_account, list_accounts, make_account
from matcher.plans.audit import tell_record_fault, verify_chain, verify_records
from matcher.plans.store import Actor, Store, act
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.plans import load_plan_record, save_plan
from matcher.plans.store.scenarios import edit_scenario
from matcher.plans.store.steps import Attested
from matcher.plans.workflow import (
    CONSENT_SIDES,
    STEPS,
    approve,
    decline,
    list_progress,
    publish,
    record_consent,
    record_step,
    return_plan,
    review,
    submit,
)


def tell_story(store: Store, plan: Plan) -> tuple[Kept, MatchKey, MatchKey]:
    """Let an office do a bit of everything; return a pair appointed and a pair declined."""
    boss = open_office(store)
    people = {role: hire(store, boss, f"the-{role}", role).account for role in ROLES}
    with act(store, boss.account.actor) as doing:
        made, _ = make_account(doing, "second", "乙", "viewer", committee="东", settings=CHEAP)
        made = edit_account(doing, made.id, version=made.version, name="丙", role="planner", committee="西")
        edit_account(doing, made.id, version=made.version, is_active=False)
    kept = keep_season(store, plan)
    actors = {role: account.actor for role, account in people.items()}
    with act(store, actors["planner"]) as doing:
        edit_scenario(doing, kept.scenario, 1, policy=f"{SETTINGS}# 联系人 13812348000\n")
        second = save_plan(doing, kept.scenario, plan, policy=SETTINGS, note="乙").id
    pairs = list_progress(store, actors["viewer"], kept.plan)
    first, other = pairs[0].match.key, pairs[1].match.key
    submit(store, actors["planner"], kept.plan, version=1)
    return_plan(store, actors["reviewer"], kept.plan, version=2, reason="缺一家")
    sign(store, actors, kept.plan)
    for at, side in enumerate(CONSENT_SIDES):
        record_consent(store, actors["planner"], first, side, "given", tell(at))
    record_consent(store, actors["planner"], other, "unit", "refused", tell(1))
    decline(store, actors["planner"], other, "transfer", tell(2), version=1)
    for at, step in enumerate(STEPS):
        record_step(store, actors["planner"], first, step, tell(at), version=at + 1)
    sign(store, actors, second)
    carried = {each.match.key.candidate_id: each.match.step for each in list_progress(store, actors["viewer"], second)}
    assert carried[first.candidate_id] == "appointed"
    return kept, first, other


def tell(at: int) -> Attested:
    """Return what somebody says, with a number that the chain keeps masked."""
    return Attested(date(2026, 3, at + 1), "乌云其木格", f"承诺书第{at}号，电话13812348000")


def sign(store: Store, actors: dict[str, Actor], plan_id: int) -> None:
    """Take a draft to its publication."""
    for action, role in ((submit, "planner"), (review, "reviewer"), (approve, "approver"), (publish, "approver")):
        action(store, actors[role], plan_id, version=load_plan_record(store, plan_id).version)


@pytest.fixture
def told(store: Store, solved: Plan) -> tuple[Store, Kept, MatchKey, MatchKey]:
    """Give a store of each kind with a story in it."""
    return store, *tell_story(store, solved)


def test_each_row_changed_by_hand_is_named(told: tuple[Store, Kept, MatchKey, MatchKey]) -> None:
    """Accounts, pools, settings, plans, signatures, steps and consents: altered, put in or taken out."""
    store, kept, first, other = told
    assert verify_chain(store) == ()
    assert verify_records(store) == ()
    planner = next(account.id for account in list_accounts(store) if account.login == "the-planner")
    plan, pair = f"plan {kept.plan}", first.subject
    where = f"plan_id = {kept.plan} AND candidate_id = '{first.candidate_id}'"
    changes = [
        (f"UPDATE accounts SET role = 'approver' WHERE id = {planner}", {(f"account {planner}", "", "altered")}),
        ("UPDATE accounts SET committee = '' WHERE login = 'second'", None),
        ("UPDATE accounts SET is_active = (1 = 1) WHERE login = 'second'", None),
        (
            (
                "INSERT INTO accounts (id, login, name, role, committee, password_hash, is_active, made_at, version) "
                "SELECT 99, 'ghost', name, role, committee, password_hash, is_active, made_at, version FROM accounts "
                f"WHERE id = {planner}"
            ),
            {("account 99", "", "inserted")},
        ),
        (f"UPDATE pool_imports SET digest = '{'e' * 64}'", {(f"import {kept.imported}", "", "altered")}),
        ("UPDATE scenarios SET policy = 'name = 1'", {(f"scenario {kept.scenario}", "", "altered")}),
        (f"UPDATE plans SET state = 'approved' WHERE id = {kept.plan}", {(plan, "", "altered")}),
        (f"UPDATE plans SET digest = '{'e' * 64}' WHERE id = {kept.plan}", {(plan, "", "altered")}),
        (f"UPDATE plans SET policy = 'x' WHERE id = {kept.plan}", {(plan, "", "altered")}),
        (
            (
                "INSERT INTO signatures (id, plan_id, act, account_id, name, plan_digest, made_at, void_reason) "
                "SELECT 99, plan_id, 'approve', account_id, name, plan_digest, made_at, '' FROM signatures WHERE id = 1"
            ),
            {(plan, "signature", "inserted")},
        ),
        (
            "UPDATE signatures SET voided_at = NULL WHERE id = 1",
            {(plan, "signature", "inserted"), (plan, "signature", "removed")},
        ),
        (f"DELETE FROM signatures WHERE act = 'approve' AND plan_id = {kept.plan}", {(plan, "signature", "removed")}),
        (
            f"UPDATE matches SET step = 'signed' WHERE plan_id = {kept.plan} AND candidate_id = '{other.candidate_id}'",
            {(other.subject, "", "altered")},
        ),
        (f"UPDATE matches SET step = 'proposed' WHERE {where}", {(pair, "", "altered")}),
        (f"UPDATE match_steps SET person = '甲' WHERE {where} AND step = 'agreed'", {(pair, "agreed", "altered")}),
        (f"DELETE FROM match_steps WHERE {where} AND step = 'agreed'", {(pair, "agreed", "removed")}),
        (f"UPDATE consents SET answer = 'refused' WHERE {where} AND side = 'unit'", {(pair, "unit", "altered")}),
        (f"DELETE FROM consents WHERE {where} AND side = 'unit'", {(pair, "unit", "removed")}),
    ]
    tables = ("accounts", "pool_imports", "scenarios", "plans", "signatures", "matches", "match_steps", "consents")
    run(store, *(f"CREATE TABLE kept_{name} AS SELECT * FROM {name}" for name in tables))
    for statement, expected in changes:
        run(store, statement)
        found = verify_records(store)
        assert verify_chain(store) == ()
        if expected is None:
            assert [fault.kind for fault in found] == ["altered"], statement
        else:
            assert {(fault.subject, fault.part, fault.kind) for fault in found} == expected, statement
        for fault in found:
            assert tell_subject(fault.subject).zh in tell_record_fault(fault).zh
            assert tell_subject(fault.subject).en in tell_record_fault(fault).en
        put_back(store, statement)
        assert verify_records(store) == (), statement


def run(store: Store, *statements: str) -> None:
    """Change rows behind the program's back."""
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def put_back(store: Store, statement: str) -> None:
    """Undo a change of one table, whose other tables refer to it."""
    words = statement.split()
    name = words[1] if words[0] == "UPDATE" else words[2]
    with store.engine.begin() as connection:
        columns = connection.execute(text(f"SELECT * FROM kept_{name}")).keys()
        key = {"matches": "plan_id, candidate_id, post_id", "consents": "plan_id, candidate_id, post_id, side"}
        on = key.get(name, "id").split(", ")
        same = " AND ".join(f"kept_{name}.{column} = {name}.{column}" for column in on)
        connection.execute(text(f"DELETE FROM {name} WHERE NOT EXISTS (SELECT 1 FROM kept_{name} WHERE {same})"))
        sets = ", ".join(
            f'"{column}" = (SELECT "{column}" FROM kept_{name} WHERE {same})' for column in columns if column not in on
        )
        connection.execute(text(f"UPDATE {name} SET {sets}"))
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            text(
                f"INSERT INTO {name} ({listed}) SELECT {listed} FROM kept_{name} "
                f"WHERE NOT EXISTS (SELECT 1 FROM {name} WHERE {same})"
            )
        )
