"""One person does not edit, review and approve one plan, whatever they try to get round it."""

import pytest
from offices import widen
from stored_office import Office

from matcher.errors import AccessError
from matcher.plans.accounts import edit_account
from matcher.plans.store import SYSTEM, act
from matcher.plans.store.models import Account, PoolImport
from matcher.plans.workflow import approve, list_waiting, review, submit, take_action


def change(office: Office, login: str, **values: str) -> None:
    """Give an account another role or name; as the server's terminal would, without a word of confirmation."""
    with office.store.write() as session:
        account = session.get_one(Account, office[login].account_id)
        for key, value in values.items():
            setattr(account, key, value)


@pytest.mark.parametrize(
    ("before", "did", "after", "does"),
    [
        ("planner", "submit", "reviewer", "review"),
        ("planner", "submit", "approver", "approve"),
        ("reviewer", "review", "approver", "approve"),
    ],
)
def test_another_role_in_between_does_not_help(office: Office, before: str, did: str, after: str, does: str) -> None:
    """Who did one part keeps that hat on this plan and its versions, even after the signature was voided."""
    state = {"submit": "draft", "review": "submitted"}[did]
    plan = office.add_plan(state=state, by="planner2", is_signed=True)
    take_action(office.store, office[before], plan, did, version=1)
    change(office, before, role=after)
    if (did, does) == ("submit", "approve"):
        review(office.store, office["reviewer2"], plan, version=office.version(plan))
    with pytest.raises(AccessError, match="不同的人"):
        take_action(office.store, office[before], plan, does, version=office.version(plan))
    (waiting,) = [
        each for each in list_waiting(office.store, office[before]) if each.plan.id == plan and each.kind == "sign"
    ]
    assert waiting.hindrance is not None


@pytest.mark.parametrize("name", ["planner", " PLANNER ", widen("planner"), "plan·ner"])
def test_two_accounts_of_one_name_are_one_person(office: Office, name: str) -> None:
    """A second account under the own name, with a password or through the office's login, opens no second hat."""
    plan = office.add_plan(by="planner2")
    submit(office.store, office["planner"], plan, version=1)
    change(office, "reviewer", name=name)
    with pytest.raises(AccessError, match="同名"):
        review(office.store, office["reviewer"], plan, version=2)
    change(office, "reviewer", name="planner（二科）")
    assert review(office.store, office["reviewer"], plan, version=2).state == "reviewed"
    change(office, "reviewer", name="另一个名字")
    change(office, "approver", name="planner（二科）")
    with pytest.raises(AccessError, match="同名"):
        approve(office.store, office["approver"], plan, version=3)


def test_a_new_name_does_not_wash_the_old_one_off(office: Office) -> None:
    """Renamed after a signature, the person is known under both names."""
    plan = office.add_plan(by="planner2")
    submit(office.store, office["planner"], plan, version=1)
    change(office, "planner", name="张三")
    for name in ("planner", "张三"):
        change(office, "reviewer", name=name)
        with pytest.raises(AccessError, match="同名"):
            review(office.store, office["reviewer"], plan, version=2)


def test_who_edited_the_scenario_or_made_the_import_does_not_judge_the_plan(office: Office) -> None:
    """Pins, bans and corrected lists decide as much as a change by hand; a later edit is of a later plan."""
    with act(office.store, office["reviewer"]) as doing:
        doing.record("edit-scenario", f"scenario {office.scenario_id}", after={"policy": "x"})
    with act(office.store, SYSTEM) as doing:
        first = doing.session.get_one(PoolImport, office.import_id)
        first.made_by = office["approver"].account_id
        corrected = PoolImport(season_id=first.season_id, number=2, digest="e" * 64, content=b"", based_on=first.id)
        doing.session.add(corrected)
        doing.session.flush()
        office.import_id = corrected.id
    plan = office.add_plan(state="submitted", by="planner2", is_signed=True)
    with act(office.store, office["reviewer2"]) as doing:
        doing.record("edit-scenario", f"scenario {office.scenario_id}", after={"policy": "y"})
    with pytest.raises(AccessError, match="编制或送审过"):
        review(office.store, office["reviewer"], plan, version=1)
    assert review(office.store, office["reviewer2"], plan, version=1).state == "reviewed"
    with pytest.raises(AccessError, match="编制或送审过"):
        approve(office.store, office["approver"], plan, version=2)
    assert approve(office.store, office["approver2"], plan, version=2).state == "approved"


def test_nobody_changes_the_own_role(office: Office) -> None:
    """Not even an administrator, who could else edit, review and approve in turn."""
    with pytest.raises(AccessError, match="自己的角色"), act(office.store, office["administrator"]) as doing:
        edit_account(doing, office["administrator"].account_id, version=1, role="approver")
