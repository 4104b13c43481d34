"""Plans come back from both databases as they went in, and cannot be changed there unseen."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from stored_season import POOLS, SETTINGS, keep_season

from matcher.errors import StoreError
from matcher.plans import Plan
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, Store, act
from matcher.plans.store.models import AuditEntry, StoredMatch, StoredPlan
from matcher.plans.store.plans import check_stored_plan, list_plans, load_plan, load_plan_record, save_plan
from matcher.plans.store.scenarios import (
    edit_scenario,
    load_scenario_record,
)
from matcher.policy import parse_policy

ROOT = Path(__file__).resolve().parents[3]


def test_a_plan_comes_back_as_it_was(store: Store, solved: Plan) -> None:
    """Plan → database → plan: equal in all it says, checked anew, with every reason at hand."""
    kept = keep_season(store, solved)
    back = load_plan(store, kept.plan)
    for part in (
        "matches",
        "uncovered",
        "unplaced",
        "blocking",
        "coverage",
        "summary",
        "digests",
        "versions",
        "status",
    ):
        assert getattr(back, part) == getattr(solved, part), part
    assert back.digest == solved.digest
    assert [replace(result, certificate=None) for result in back.objectives] == [
        replace(result, certificate=None) for result in solved.objectives
    ]
    assert back.evidence is not None
    assert back.verification is not None
    assert back.verification.ok
    assert check_stored_plan(store, kept.plan).ok
    (record,) = list_plans(store, season_id=kept.season)
    assert (record.number, record.state, record.status) == (1, "draft", "OPTIMAL")
    assert (record.figures["matches"], record.digest) == (len(solved.matches), solved.digest)
    assert list_plans(store, scenario_id=kept.scenario) == (record,) == (load_plan_record(store, kept.plan),)
    with store.read() as session:
        matches = session.scalars(select(StoredMatch)).all()
    assert {(match.candidate_id, match.enterprise_id) for match in matches} == solved.pairs
    assert {match.step for match in matches} == {"proposed"}


def test_a_plan_keeps_the_policy_it_answers(store: Store, solved: Plan) -> None:
    """A scenario edited after the solve does not change what the plan is read against."""
    kept = keep_season(store)
    version = load_scenario_record(store, kept.scenario).version
    with act(store, SYSTEM) as doing:
        edit_scenario(doing, kept.scenario, version, policy=SETTINGS.replace("needs = 40", "needs = 70"))
        record = save_plan(doing, kept.scenario, solved, note="手工")
    assert load_plan(store, record.id).digest == solved.digest
    with store.read() as session:
        policy = session.scalars(select(StoredPlan.policy)).one()
    assert parse_policy(policy).weight("needs") == 40


def test_plans_of_other_pools_or_of_none_are_refused(store: Store, solved: Plan) -> None:
    """A plan answers the pools of its import; an answer without a plan is none."""
    kept = keep_season(store)
    assert solved.evidence is not None
    fewer = replace(solved.evidence, pools=replace(POOLS, choices=()))
    for plan in (replace(solved, evidence=fewer), replace(solved, evidence=None)):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            save_plan(doing, kept.scenario, plan)
    assert list_plans(store) == ()


def test_a_stored_plan_cannot_be_changed_in_place(store: Store, solved: Plan) -> None:
    """Only the state of a plan moves; a program that would write anything else is stopped."""
    kept = keep_season(store, solved)
    with act(store, SYSTEM) as doing:
        plan = doing.session.get(StoredPlan, kept.plan)
        assert plan is not None
        plan.state = "submitted"

    def change() -> None:
        with act(store, SYSTEM) as doing:
            plan = doing.session.get(StoredPlan, kept.plan)
            assert plan is not None
            plan.note = "另"

    with pytest.raises(StoreError, match="不再改动"):
        change()
    assert load_plan_record(store, kept.plan).state == "submitted"


def test_a_plan_altered_in_the_database_is_not_shown(store: Store, solved: Plan) -> None:
    """Pairs, policy, digest or pools changed behind the program's back: a sentence, never a wrong plan."""
    for number, (table, change) in enumerate(
        (
            ("plans", 'pairs = \'[["000", "H0-1"]]\''),
            ("plans", "policy = replace(policy, 'needs = 40', 'needs = 41')"),
            ("plans", "digest = problem_digest"),
            ("pool_imports", f"digest = '{'f' * 64}'"),
        )
    ):
        kept = keep_season(store, solved, name=f"第 {number} 季")
        assert load_plan(store, kept.plan).digest == solved.digest
        with store.engine.begin() as connection:
            altered = kept.plan if table == "plans" else kept.imported
            connection.execute(text(f"UPDATE {table} SET {change} WHERE id = {altered}"))
        with pytest.raises(StoreError):
            load_plan(store, kept.plan)


def test_a_problem_altered_in_the_database_is_found(store: Store, solved: Plan) -> None:
    """The stored problem is held to its digest before anything is checked against it."""
    kept = keep_season(store, solved)
    with store.engine.begin() as connection:
        data = connection.scalar(select(StoredPlan.problem))
        connection.execute(update(StoredPlan).values(problem=(data or b"")[:-9] + b"123456789"))
    with pytest.raises(StoreError):
        check_stored_plan(store, kept.plan)


def test_everything_kept_has_its_entry(store: Store, solved: Plan) -> None:
    """Each record kept stands in the chain, the plan with its fingerprint."""
    kept = keep_season(store, solved)
    with store.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.action for entry in entries] == ["make-season", "import-pools", "save-scenario", "make-plan"]
    assert [entry.subject for entry in entries][-1] == f"plan {kept.plan}"
    assert entries[-1].plan_digest == solved.digest
    assert verify_chain(store) == ()
