"""What is changed behind the program's back is not signed, and shows on the signatures there are."""

import pytest
from sqlalchemy import update
from stored_office import DAY, Office

from matcher.errors import WorkflowError
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.models import PoolImport, StoredPlan
from matcher.plans.store.steps import Attested
from matcher.plans.workflow import record_step, return_plan, review, show_signatures, submit, take_action


@pytest.mark.parametrize("state", ["submitted", "reviewed", "approved"])
def test_a_state_without_its_signatures_leads_nowhere(office: Office, state: str) -> None:
    """A plan put into a state by hand is not reviewed, approved or published on."""
    plan = office.add_plan()
    with office.store.engine.begin() as connection:
        connection.execute(update(StoredPlan).where(StoredPlan.id == plan).values(state=state))
    action = {"submitted": "review", "reviewed": "approve", "approved": "publish"}[state]
    who = "reviewer" if action == "review" else "approver"
    with pytest.raises(WorkflowError, match="已签署的不一致"):
        take_action(office.store, office[who], plan, action, version=1)
    assert office.see(plan).state == state
    assert show_signatures(office.store, office["viewer"], plan) == ()


def test_a_name_changed_in_the_pools_shows_on_the_signature(office: Office) -> None:
    """A signature vouches for who the people are, not for their ids alone."""
    plan = office.add_plan()
    submit(office.store, office["planner"], plan, version=1)
    assert show_signatures(office.store, office["viewer"], plan)[0].is_intact
    with office.store.engine.begin() as connection:
        connection.execute(update(PoolImport).values(content=b"other names"))
    assert not show_signatures(office.store, office["viewer"], plan)[0].is_intact
    with pytest.raises(WorkflowError, match="已签署的不一致"):
        review(office.store, office["reviewer"], plan, version=2)


@pytest.mark.parametrize("told", [Attested(DAY, "长" * 10_000, "x"), Attested(DAY, "甲", "长" * 10_000)])
def test_what_is_told_of_a_step_has_an_end(office: Office, told: Attested) -> None:
    """Ten thousand characters are refused in words on either database."""
    plan = office.add_plan()
    with pytest.raises(WorkflowError, match="个字"):
        record_step(office.store, office["planner"], MatchKey(plan, "001", "A-1"), "needed", told, version=1)
    submit(office.store, office["planner"], plan, version=1)
    with pytest.raises(WorkflowError, match="个字"):
        return_plan(office.store, office["reviewer"], plan, version=2, reason="长" * 10_000)
