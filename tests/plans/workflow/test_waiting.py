"""What waits for whom, and what is said of plans and pairs."""

import pytest
from stored_office import TOLD, Office

from matcher.errors import AccessError, ConflictError, MissingError, WorkflowError
from matcher.plans.audit import verify_chain
from matcher.plans.workflow import (
    MatchKey,
    add_comment,
    decline,
    list_comments,
    list_history,
    list_waiting,
    record_consent,
    record_step,
    submit,
)


def show(office: Office, login: str) -> list[tuple[str, str, int]]:
    return [(each.kind, each.what, each.count) for each in list_waiting(office.store, office[login])]


CONSENTS = [("consent", side, 2) for side in ("enterprise", "candidate", "unit", "organization")]


@pytest.mark.parametrize(
    ("state", "signer", "act"),
    [
        ("draft", "planner2", "submit"),
        ("submitted", "reviewer", "review"),
        ("reviewed", "approver", "approve"),
        ("approved", "approver", "publish"),
    ],
)
def test_a_plan_waits_for_the_role_that_signs_next(office: Office, state: str, signer: str, act: str) -> None:
    """The act due waits for its role and for no other; of one committee for nobody."""
    office.add_plan(state=state)
    for role in ("viewer", "planner", "reviewer", "approver", "administrator"):
        expected = [("sign", act, 1)] if signer.startswith(role) else []
        assert [each for each in show(office, role) if each[0] == "sign"] == expected
        assert [each for each in show(office, f"{role}东街") if each[0] == "sign"] == []


def test_somebody_who_wore_another_hat_is_told_so(office: Office) -> None:
    """A plan to be signed says why its reader cannot sign it."""
    plan = office.add_plan(by="reviewer")
    submit(office.store, office["planner"], plan, version=1)
    (mine,) = list_waiting(office.store, office["reviewer"])
    assert mine.hindrance is not None
    assert "编制" in mine.hindrance.zh
    (other,) = list_waiting(office.store, office["reviewer2"])
    assert other.hindrance is None


def test_pairs_wait_for_steps_and_consents(office: Office) -> None:
    """Pairs are counted by their next step and by the side that said nothing, a declined one no more."""
    plan = office.add_plan(state="published")
    assert show(office, "planner") == [("step", "needed", 2), *CONSENTS]
    assert show(office, "reviewer") == []
    record_step(office.store, office["planner"], MatchKey(plan, "001", "A-1"), "needed", TOLD, version=1)
    record_consent(office.store, office["planner"], MatchKey(plan, "001", "A-1"), "enterprise", "given", TOLD)
    assert set(show(office, "planner")) == {
        ("step", "agreed", 1),
        ("step", "needed", 1),
        ("consent", "enterprise", 1),
        *CONSENTS[1:],
    }
    assert ("step", "agreed", 1) in show(office, "planner东街")
    assert ("step", "needed", 1) not in show(office, "planner东街")
    decline(office.store, office["planner"], MatchKey(plan, "002", "B-1"), "health", TOLD, version=1)
    assert ("consent", "unit", 1) in show(office, "planner")


def test_an_older_draft_waits_for_nobody(office: Office) -> None:
    """A draft of which a newer version exists is not asked for; nor is anything of plans out of use."""
    first = office.add_plan()
    second = office.add_plan(based_on=first)
    office.add_plan(state="withdrawn")
    office.add_plan(state="superseded")
    assert {each.plan.id for each in list_waiting(office.store, office["planner"])} == {second}
    assert list_waiting(office.store, office["planner"], season_id=99) == ()


def test_comments_are_kept_and_shown_by_committee(office: Office) -> None:
    """All see what is said of a plan; an account of one committee what is said of its own pairs."""
    plan = office.add_plan()
    own, foreign = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    add_comment(office.store, office["reviewer"], plan, " 请核对 <b>乙</b> ", version=1)
    add_comment(office.store, office["planner东街"], plan, "同意", version=1, pair=own)
    add_comment(office.store, office["approver"], plan, "不妥", version=1, pair=foreign)
    seen = list_comments(office.store, office["viewer"], plan)
    assert [(each.text, each.candidate_id, each.author) for each in seen] == [
        ("请核对 <b>乙</b>", "", "reviewer"),
        ("同意", "001", "planner东街"),
        ("不妥", "002", "approver"),
    ]
    assert [each.text for each in list_comments(office.store, office["viewer东街"], plan)] == ["同意"]
    for pair in (None, foreign):
        with pytest.raises(AccessError):
            add_comment(office.store, office["planner东街"], plan, "x", version=1, pair=pair)
    assert [each.action for each in list_history(office.store, office["viewer"], plan)[1:]] == ["comment"] * 3
    assert verify_chain(office.store) == ()


def test_a_comment_is_on_what_was_shown(office: Office) -> None:
    """A word on a draft is not put under a plan sent for review meanwhile, nor one on a pair under its next step."""
    plan = office.add_plan()
    key = MatchKey(plan, "001", "A-1")
    submit(office.store, office["planner"], plan, version=1)
    record_step(office.store, office["planner"], key, "needed", TOLD, version=1)
    for pair, now in ((None, "已送审"), (key, "企业所需")):
        with pytest.raises(ConflictError) as told:
            add_comment(office.store, office["reviewer"], plan, "先别送审", version=1, pair=pair)
        assert now in told.value.say("zh")
        assert "先别送审" in told.value.say("zh")
    assert list_comments(office.store, office["viewer"], plan) == ()


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001])
def test_a_comment_has_a_length(office: Office, text: str) -> None:
    """Neither nothing nor a book is a comment; a viewer comments nothing at all."""
    plan = office.add_plan()
    with pytest.raises(WorkflowError, match="2000"):
        add_comment(office.store, office["planner"], plan, text, version=1)
    with pytest.raises(AccessError):
        add_comment(office.store, office["viewer"], plan, "x", version=1)
    with pytest.raises(MissingError):
        add_comment(office.store, office["planner"], plan, "x", version=1, pair=MatchKey(plan, "009", "A-1"))
