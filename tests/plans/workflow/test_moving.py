"""A plan goes the ways of the table and no other, signed by three different people."""

import threading

import pytest
from sqlalchemy import select, text, update
from stored_office import TOLD, Office

from matcher.errors import AccessError, ConflictError, MatcherError, MissingError, WorkflowError
from matcher.plans.accounts import PERMISSIONS, ROLES, Role
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, act
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.models import Account, AuditEntry, Signature, StoredPlan
from matcher.plans.workflow import (
    TRANSITIONS,
    approve,
    decline,
    list_history,
    list_progress,
    publish,
    record_consent,
    record_step,
    return_plan,
    review,
    show_signatures,
    submit,
    take_action,
    withdraw,
)
from matcher.plans.workflow.states import PlanAction, PlanState

STATES: tuple[PlanState, ...] = (
    "draft",
    "submitted",
    "reviewed",
    "approved",
    "published",
    "superseded",
    "withdrawn",
)
ACTIONS: tuple[PlanAction, ...] = ("submit", "return", "review", "approve", "publish", "supersede", "withdraw")


def test_the_table_names_every_state_and_action() -> None:
    """Nothing in the table is unknown to these tests, and from the last two states no way leads on."""
    assert {each.source for each in TRANSITIONS} | {each.target for each in TRANSITIONS} == set(STATES)
    assert {each.action for each in TRANSITIONS} == set(ACTIONS)
    assert {each.source for each in TRANSITIONS}.isdisjoint({"superseded", "withdrawn"})


@pytest.mark.parametrize("role", ROLES)
def test_every_action_in_every_state_by_every_role(office: Office, role: Role) -> None:
    """An action is accepted exactly where transition table and permission table say so; else nothing changes."""
    ways = {(each.source, each.action): each for each in TRANSITIONS}
    told: list[tuple[str, str]] = []
    for state in STATES:
        for action in ACTIONS:
            for login in (role, f"{role}东街"):
                plan = office.add_plan(state=state, by=None, is_signed=True)
                way = ways.get((state, action))
                may = way is not None and way.permission is not None and role in PERMISSIONS[way.permission]
                expected = way.target if way and may and login == role else state
                try:
                    take_action(office.store, office[login], plan, action, version=1, reason="理由")
                except MatcherError as refused:
                    told.append((refused.say("zh"), refused.say("en")))
                assert office.see(plan).state == expected, (state, action, login)
    assert all(zh and en for zh, en in told)
    assert verify_chain(office.store) == ()


def test_the_program_does_not_sign(office: Office) -> None:
    """Signed ways need a named person; the program may return and withdraw, which need none."""
    for way in TRANSITIONS:
        plan = office.add_plan(state=way.source)
        if way.is_signed:
            with pytest.raises(AccessError, match="具名"):
                take_action(office.store, SYSTEM, plan, way.action, version=1)
        elif way.permission:
            assert take_action(office.store, SYSTEM, plan, way.action, version=1, reason="x").state == way.target


def test_a_plan_is_signed_by_three_people_and_published(any_office: Office) -> None:
    """The straight way leaves four signatures, each on what the plan is, and an entry for each."""
    office, plan = any_office, any_office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    review(office.store, office["reviewer"], plan, version=2)
    approve(office.store, office["approver"], plan, version=3)
    assert publish(office.store, office["approver"], plan, version=4).state == "published"
    shown = show_signatures(office.store, office["viewer"], plan)
    assert [each.record.act for each in shown] == ["submit", "review", "approve", "publish"]
    assert [each.record.name for each in shown] == ["planner", "reviewer", "approver", "approver"]
    assert all(each.counts for each in shown)
    told = list_history(office.store, office["viewer"], plan)
    assert [each.action for each in told] == [
        "make-plan",
        "submit-plan",
        "review-plan",
        "approve-plan",
        "publish-plan",
    ]
    assert told[1].before == {"state": "draft"}
    assert told[1].after is not None
    assert told[1].after["seal"] == shown[0].record.seal
    assert verify_chain(office.store) == ()


def test_one_person_does_not_wear_two_hats(office: Office) -> None:
    """Whoever made, submitted or reviewed a plan is refused as reviewer or approver, even in a new role."""
    plan = office.add_plan(by="planner2")
    submit(office.store, office["planner"], plan, version=1)
    change_role(office, "planner", "reviewer")
    change_role(office, "planner2", "reviewer")
    for login in ("planner", "planner2"):
        with pytest.raises(AccessError, match="不同的人"):
            review(office.store, office[login], plan, version=2)
    review(office.store, office["reviewer"], plan, version=2)
    change_role(office, "reviewer", "approver")
    with pytest.raises(AccessError, match="您审核过"):
        approve(office.store, office["reviewer"], plan, version=3)
    approve(office.store, office["approver"], plan, version=3)
    with pytest.raises(AccessError, match="您审核过"):
        publish(office.store, office["reviewer"], plan, version=4)
    publish(office.store, office["approver2"], plan, version=4)


def test_hats_stay_on_later_versions(office: Office) -> None:
    """Who reviewed a version does not approve a later one, though the signature was voided."""
    first = office.add_plan()
    submit(office.store, office["planner"], first, version=1)
    review(office.store, office["reviewer"], first, version=2)
    withdraw(office.store, office["planner"], first, version=3, reason="改")
    second = office.add_plan(by="planner2", based_on=first)
    submit(office.store, office["planner2"], second, version=1)
    change_role(office, "reviewer", "approver")
    review(office.store, office["reviewer2"], second, version=2)
    with pytest.raises(AccessError, match="您审核过"):
        approve(office.store, office["reviewer"], second, version=3)
    change_role(office, "planner", "approver")
    with pytest.raises(AccessError, match="您编制或送审过"):
        approve(office.store, office["planner"], second, version=3)


def test_a_return_voids_the_signatures_and_keeps_them(office: Office) -> None:
    """A returned plan is a draft; its signatures stay to be seen with who voided them and why."""
    plan = office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    with pytest.raises(WorkflowError, match="理由"):
        return_plan(office.store, office["reviewer"], plan, version=2, reason="  ")
    returned = return_plan(office.store, office["reviewer"], plan, version=2, reason="缺一家企业")
    assert returned.state == "draft"
    (shown,) = show_signatures(office.store, office["viewer"], plan)
    assert (shown.record.void_reason, shown.record.voided_by) == ("缺一家企业", "reviewer")
    assert shown.is_intact
    assert not shown.counts
    submit(office.store, office["planner"], plan, version=3)
    assert [each.counts for each in show_signatures(office.store, office["viewer"], plan)] == [False, True]


def test_a_newer_publication_supersedes_the_older(office: Office) -> None:
    """Publishing supersedes what the season had published, and keeps what both plans share."""
    old = office.add_plan(state="published")
    record_step(office.store, office["planner"], MatchKey(old, "001", "A-1"), "needed", TOLD, version=1)
    record_consent(office.store, office["planner"], MatchKey(old, "001", "A-1"), "unit", "given", TOLD)
    new = office.add_plan(state="approved", is_signed=True, pairs=(("001", "A-1", "东街"), ("003", "B-1", "西街")))
    publish(office.store, office["approver"], new, version=1)
    kept, other = list_progress(office.store, office["viewer"], new)
    assert (kept.match.step, kept.steps[0].told, set(kept.consents)) == ("needed", TOLD, {"unit"})
    assert (other.match.step, other.steps, other.consents) == ("proposed", (), {})
    assert (office.see(old).state, office.see(new).state) == ("superseded", "published")
    last = list_history(office.store, office["viewer"], old)[-1]
    assert (last.action, last.actor) == ("supersede-plan", "approver")


def test_a_pair_declined_in_the_older_plan_starts_anew(office: Office) -> None:
    """A newer plan that proposes a declined pair again asks again."""
    old = office.add_plan(state="published")
    key = MatchKey(old, "001", "A-1")
    record_consent(office.store, office["planner"], key, "unit", "given", TOLD)
    decline(office.store, office["planner"], key, "health", TOLD, version=1)
    new = office.add_plan(state="approved", is_signed=True)
    publish(office.store, office["approver"], new, version=1)
    again = list_progress(office.store, office["viewer"], new)[0]
    assert (again.match.step, again.steps, again.consents) == ("proposed", (), {})


def test_an_altered_plan_is_not_signed_further(office: Office) -> None:
    """A signature shows that the stored plan was altered behind it, and nobody signs on top of it."""
    plan = office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    with office.store.engine.begin() as connection:
        connection.execute(update(StoredPlan).where(StoredPlan.id == plan).values(pairs=[["009", "A-1"]]))
    (shown,) = show_signatures(office.store, office["viewer"], plan)
    assert not shown.is_intact
    with pytest.raises(WorkflowError, match="改动"):
        review(office.store, office["reviewer"], plan, version=2)


@pytest.mark.parametrize("column", ["problem", "policy", "outcome", '"check"'])
def test_a_signature_covers_all_of_the_plan(office: Office, column: str) -> None:
    """Problem, policy, what was reached and what was checked are each under the seal."""
    plan = office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    told = """'{"status": "OPTIMAL", "was_stopped": true, "objectives": []}'"""
    value = {"problem": "x'00'", "policy": "'name = 1'"}.get(column, told)
    with office.store.engine.begin() as connection:
        connection.execute(text(f"UPDATE plans SET {column} = {value}"))
    assert not show_signatures(office.store, office["viewer"], plan)[0].is_intact


def test_two_reviewers_at_once(any_office: Office) -> None:
    """Of two who sign with the same version in sight one wins, the other is told what became of the plan."""
    office, plan = any_office, any_office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    told: list[MatcherError | None] = []

    def sign(login: str) -> None:
        try:
            review(office.store, office[login], plan, version=2)
            told.append(None)
        except ConflictError as late:
            told.append(late)

    threads = [threading.Thread(target=sign, args=(login,)) for login in ("reviewer", "reviewer2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (late,) = [each for each in told if each is not None]
    assert len(told) == 2
    assert isinstance(late, ConflictError)
    assert (late.theirs, late.yours) == ({"state": "reviewed"}, {"state": "reviewed"})
    assert "现在的记录是：状态“已审核”" in late.say("zh")
    with office.store.read() as session:
        assert len(session.scalars(select(Signature).where(Signature.act == "review")).all()) == 1


@pytest.mark.parametrize("plan_id", [0, -1, 999, 2**31, 2**70])
def test_forged_plan_ids_are_one_sentence(office: Office, plan_id: int) -> None:
    """An id of no plan is an error in words, and nothing is recorded."""
    before = num_entries(office)
    for attempt in (
        lambda: submit(office.store, office["planner"], plan_id, version=1),
        lambda: list_history(office.store, office["viewer"], plan_id),
        lambda: show_signatures(office.store, office["viewer"], plan_id),
    ):
        with pytest.raises(MissingError, match="没有编号"):
            attempt()
    assert num_entries(office) == before


def test_a_stranger_reads_nothing(office: Office) -> None:
    """An account that is gone or switched off may not even look."""
    plan = office.add_plan()
    with act(office.store, SYSTEM) as doing:
        account = doing.session.get(Account, office["viewer"].account_id)
        assert account is not None
        account.is_active = False
    with pytest.raises(AccessError):
        list_history(office.store, office["viewer"], plan)


def test_an_account_of_one_committee_sees_its_own_pairs_in_the_history(office: Office) -> None:
    """What was done to pairs of other committees is left out."""
    plan = office.add_plan()
    with act(office.store, SYSTEM) as doing:
        doing.record("record-step", MatchKey(plan, "001", "A-1").subject)
        doing.record("record-step", MatchKey(plan, "002", "B-1").subject)
    seen = [each.subject for each in list_history(office.store, office["viewer东街"], plan)]
    assert seen == [f"plan {plan}", f"plan {plan} match 001 A-1"]
    assert len(list_history(office.store, office["viewer"], plan)) == 3


def change_role(office: Office, login: str, role: Role) -> None:
    with act(office.store, SYSTEM) as doing:
        account = doing.session.get(Account, office[login].account_id)
        assert account is not None
        account.role = role


def num_entries(office: Office) -> int:
    with office.store.read() as session:
        return len(session.scalars(select(AuditEntry.number)).all())
