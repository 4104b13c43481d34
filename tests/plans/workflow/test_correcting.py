"""What was recorded wrongly is put right by somebody named, with a reason, and what it said before is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from stored_office import DAY, TOLD, Office

from matcher.errors import AccessError, ConflictError, WorkflowError
from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.plans.audit import verify_chain, verify_records
from matcher.plans.store.plan_records import set_state
from matcher.plans.workflow import (
    CONSENT_SIDES,
    MatchKey,
    MatchProgress,
    Step,
    correct_consent,
    correct_step,
    decline,
    list_corrections,
    list_history,
    list_progress,
    ready_matches,
    record_consent,
    record_step,
    take_back_step,
)

RIGHT = replace(TOLD, evidence="承诺书第2号", on=DAY + timedelta(days=1))
WHY = "文号抄错"


@pytest.fixture
def key(office: Office) -> Iterator[MatchKey]:
    """Give a pair of an approved plan, at a host of the committee 东街; in the end all records are borne out."""
    yield MatchKey(office.add_plan(state="approved"), "001", "A-1")
    assert verify_chain(office.store) == ()
    assert [fault for fault in verify_records(office.store) if " match " in fault.subject] == []


def see(office: Office, key: MatchKey) -> MatchProgress:
    """Return a pair with everything recorded of it."""
    return next(each for each in list_progress(office.store, office["viewer"], key.plan_id) if each.match.key == key)


def go(office: Office, key: MatchKey, *steps: Step) -> None:
    """Take a pair some steps on, with all consents where nothing was said yet."""
    for side in CONSENT_SIDES:
        if side not in see(office, key).consents:
            record_consent(office.store, office["planner"], key, side, "given", TOLD)
    for step in steps:
        record_step(office.store, office["planner"], key, step, TOLD, version=office.match_version(key))


def test_the_last_step_is_corrected_and_the_old_words_are_kept(office: Office, key: MatchKey) -> None:
    """Who, why, what it said and what it says: in the chain and in the history of the plan."""
    go(office, key, "needed", "agreed")
    version = office.match_version(key)
    correct_step(office.store, office["planner2"], key, "agreed", RIGHT, version=version, why=f" {WHY} ")
    pair = see(office, key)
    assert pair.match.step == "agreed"
    assert pair.match.version == version + 1
    assert [(step.told, step.author) for step in pair.steps] == [(TOLD, "planner"), (RIGHT, "planner2")]
    entry = list_history(office.store, office["viewer"], key.plan_id)[-1]
    assert (entry.action, entry.subject, entry.actor) == ("correct-step", key.subject, "planner2")
    assert (entry.before["evidence"], entry.after["evidence"]) == (TOLD.evidence, RIGHT.evidence)
    assert entry.after["why"] == WHY
    assert list_corrections(office.store, office["viewer东街"], key) == (entry,)
    other = MatchKey(key.plan_id, "002", "B-1")
    with pytest.raises(AccessError):
        list_corrections(office.store, office["viewer东街"], other)


def test_an_earlier_step_needs_the_later_ones_taken_back(office: Office, key: MatchKey) -> None:
    """What others stand on is not touched; taken back one by one, the pair walks back the way it came."""
    go(office, key, "needed", "agreed", "signed")
    for act in (correct_step, take_back_step):
        told = (RIGHT,) if act is correct_step else ()
        with pytest.raises(WorkflowError, match="最后一步"):
            act(office.store, office["planner"], key, "agreed", *told, version=office.match_version(key), why=WHY)
    for step, left in (("signed", "agreed"), ("agreed", "needed"), ("needed", "proposed")):
        take_back_step(office.store, office["planner"], key, step, version=office.match_version(key), why=WHY)
        assert see(office, key).match.step == left
    assert see(office, key).steps == ()
    go(office, key, "needed")
    actions = [each.action for each in list_history(office.store, office["viewer"], key.plan_id)]
    assert actions.count("take-back-step") == 3
    assert actions.count("record-step") == 4


def test_a_pair_declined_by_mistake_goes_on(office: Office, key: MatchKey) -> None:
    """Its reason can be corrected; taken back, the pair stands where it stood."""
    go(office, key, "needed")
    decline(office.store, office["planner"], key, "health", TOLD, version=office.match_version(key))
    with pytest.raises(WorkflowError, match="transfer"):
        correct_step(office.store, office["planner"], key, "declined", TOLD, version=3, why=WHY, reason="tranfser")
    correct_step(office.store, office["planner"], key, "declined", TOLD, version=3, why=WHY, reason="transfer")
    assert see(office, key).steps[-1].reason == "transfer"
    take_back_step(office.store, office["planner"], key, "declined", version=4, why="登错了配对")
    assert see(office, key).match.step == "needed"
    go(office, key, "agreed")
    assert ready_matches(office.store, office["viewer"], key.plan_id)[0].match.key == key


def test_a_consent_is_corrected_until_an_agreement_stands_on_it(office: Office, key: MatchKey) -> None:
    """Its evidence and its answer; once signed it is not touched before the signing is taken back."""
    go(office, key, "needed", "agreed")
    planner = office["planner"]
    assert see(office, key).is_ready
    correct_consent(office.store, planner, key, "unit", "given", RIGHT, version=1, why=WHY)
    assert see(office, key).consents["unit"].told == RIGHT
    assert see(office, key).is_ready
    go(office, key, "signed")
    with pytest.raises(WorkflowError, match="签订协议"):
        correct_consent(office.store, planner, key, "unit", "refused", RIGHT, version=2, why=WHY)
    take_back_step(office.store, planner, key, "signed", version=office.match_version(key), why=WHY)
    correct_consent(office.store, planner, key, "unit", "refused", RIGHT, version=2, why=WHY)
    assert not see(office, key).is_ready
    with pytest.raises(WorkflowError, match="不同意"):
        record_step(office.store, planner, key, "signed", TOLD, version=office.match_version(key))


def test_a_consent_that_was_never_said_is_struck(office: Office, key: MatchKey) -> None:
    """It counts as nothing: the pair lacks it, and it can be recorded anew, with the next version."""
    go(office, key, "needed", "agreed")
    planner = office["planner"]
    correct_consent(office.store, planner, key, "unit", "struck", TOLD, version=1, why="登错了配对")
    pair = see(office, key)
    assert [lack.zh for lack in pair.lacks] == ["缺派出单位同意"]
    with pytest.raises(WorkflowError, match="还缺：派出单位"):
        record_step(office.store, planner, key, "signed", TOLD, version=pair.match.version)
    with pytest.raises(ConflictError, match="登记作废"):
        record_consent(office.store, planner, key, "unit", "given", TOLD, version=0)
    record_consent(office.store, planner, key, "unit", "given", RIGHT, version=2)
    assert see(office, key).is_ready
    other = MatchKey(key.plan_id, "002", "B-1")
    with pytest.raises(WorkflowError, match="还没有登记"):
        correct_consent(office.store, planner, other, "unit", "struck", TOLD, version=0, why=WHY)


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_corrects(office: Office, key: MatchKey, role: str) -> None:
    """By the table of permissions; an account of one committee not even its own reports."""
    go(office, key, "needed")
    version = office.match_version(key)
    for login in (role, f"{role}东街"):
        calls = (
            lambda who: correct_step(office.store, who, key, "needed", RIGHT, version=version, why=WHY),
            lambda who: take_back_step(office.store, who, key, "needed", version=version, why=WHY),
            lambda who: correct_consent(office.store, who, key, "unit", "struck", RIGHT, version=1, why=WHY),
        )
        if role in PERMISSIONS["correct-record"] and login == role:
            continue
        for call in calls:
            with pytest.raises(AccessError):
                call(office[login])
    assert see(office, key).steps[0].told == TOLD


def test_a_correction_says_why_and_changes_something(office: Office, key: MatchKey) -> None:
    """No reason, a reason as long as a book, the same words, a day before the step before: nothing is changed."""
    go(office, key, "needed", "agreed")
    version = office.match_version(key)

    def correct(why: str = WHY, **changes: object) -> None:
        told = replace(TOLD, **changes)
        correct_step(office.store, office["planner"], key, "agreed", told, version=version, why=why)

    for why, changes, said in (
        (" ", {"person": "甲"}, "理由"),
        ("长" * 501, {"person": "甲"}, "理由"),
        (WHY, {}, "相同"),
        (WHY, {"on": DAY - timedelta(days=1)}, "早于"),
        (WHY, {"evidence": " "}, "依据"),
    ):
        with pytest.raises(WorkflowError, match=said):
            correct(why, **changes)
    for state in ("superseded", "withdrawn"):
        with office.store.write() as session:
            set_state(session, key.plan_id, state)
        with pytest.raises(WorkflowError, match="不再更正"):
            correct(person="甲")
    assert see(office, key).steps[-1].told == TOLD


def test_the_second_of_two_who_correct_is_told(office: Office, key: MatchKey) -> None:
    """Both values are in the message, of a correction as of a taking back."""
    go(office, key, "needed")
    version = office.match_version(key)
    correct_step(office.store, office["planner"], key, "needed", RIGHT, version=version, why=WHY)
    other = replace(TOLD, evidence="承诺书第3号")
    with pytest.raises(ConflictError) as told:
        correct_step(office.store, office["planner2"], key, "needed", other, version=version, why=WHY)
    assert "承诺书第2号" in told.value.say("zh")
    assert "承诺书第3号" in told.value.say("zh")
    with pytest.raises(ConflictError) as told:
        take_back_step(office.store, office["planner2"], key, "needed", version=version, why=WHY)
    assert "撤销“企业所需”" in told.value.say("zh")
