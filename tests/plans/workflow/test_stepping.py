"""Four steps in order, four consents, and nobody in the roster without all of them."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from stored_office import DAY, TOLD, Office

from matcher.errors import AccessError, ConflictError, MatcherError, MissingError, WorkflowError
from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.plans.audit import verify_chain
from matcher.plans.store.columns import now
from matcher.plans.store.plan_records import set_state
from matcher.plans.workflow import (
    CONSENT_SIDES,
    DECLINE_REASONS,
    STEPS,
    MatchKey,
    Step,
    correct_consent,
    count_steps,
    decline,
    list_history,
    list_progress,
    ready_matches,
    record_consent,
    record_step,
)
from matcher.plans.workflow.states import CONSENT_CHANGES, STEP_STATES, ConsentAnswer

PLAN_STATES = ("draft", "submitted", "reviewed", "approved", "published", "superseded", "withdrawn")


@pytest.fixture
def key(office: Office) -> Iterator[MatchKey]:
    """Give a pair of an approved plan, at a host of the committee 东街."""
    yield MatchKey(office.add_plan(state="approved"), "001", "A-1")
    assert verify_chain(office.store) == ()


def take(office: Office, key: MatchKey, step: Step, by: str = "planner") -> None:
    record_step(office.store, office[by], key, step, TOLD, version=office.match_version(key))


def consent(office: Office, key: MatchKey, *sides: str) -> None:
    for side in sides or CONSENT_SIDES:
        record_consent(office.store, office["planner"], key, side, "given", TOLD)


def see_step(office: Office, key: MatchKey) -> str:
    return next(
        each.match.step for each in list_progress(office.store, office["viewer"], key.plan_id) if each.match.key == key
    )


def test_the_four_steps_are_recorded_in_order(office: Office, key: MatchKey) -> None:
    """Each step is kept with day, person, evidence and who recorded it, and has its entry."""
    consent(office, key)
    for place, step in enumerate(STEPS):
        told = replace(TOLD, on=DAY + timedelta(days=place), person=f"人{place}")
        record_step(office.store, office["planner"], key, step, told, version=place + 1)
    (mine,) = [each for each in list_progress(office.store, office["viewer"], key.plan_id) if each.match.key == key]
    assert [each.step for each in mine.steps] == list(STEPS)
    assert [each.told.person for each in mine.steps] == ["人0", "人1", "人2", "人3"]
    assert {each.author for each in mine.steps} == {"planner"}
    entries = [
        each for each in list_history(office.store, office["viewer"], key.plan_id) if each.action == "record-step"
    ]
    assert [each.before for each in entries] == [{"step": step} for step in ("proposed", *STEPS[:3])]
    assert entries[-1].after is not None
    assert entries[-1].after["evidence"] == TOLD.evidence


@pytest.mark.parametrize("now_at", ["proposed", *STEPS, "declined"])
def test_from_every_step_only_the_next_one_is_taken(office: Office, key: MatchKey, now_at: Step) -> None:
    """None is skipped, none taken twice, none taken back, and nothing follows a decline."""
    consent(office, key)
    for step in STEPS[: STEPS.index(now_at) + 1] if now_at in STEPS else ():
        take(office, key, step)
    if now_at == "declined":
        decline(office.store, office["planner"], key, "health", TOLD, version=1)
    order = ["proposed", *STEPS]
    for step in STEPS:
        is_next = now_at != "declined" and order.index(step) == order.index(now_at) + 1
        if is_next:
            continue
        with pytest.raises(WorkflowError):
            take(office, key, step)
    assert see_step(office, key) == now_at


def test_steps_wait_for_the_state_of_the_plan(office: Office) -> None:
    """In every state of the plan exactly the steps of the table can be recorded."""
    for state, step in product(PLAN_STATES, (*STEPS, "declined")):
        plan = office.add_plan(state="approved")
        key = MatchKey(plan, "001", "A-1")
        consent(office, key)
        for earlier in STEPS[: STEPS.index(step)] if step in STEPS else ():
            take(office, key, earlier)
        put_state(office, plan, state)
        try:
            if step == "declined":
                decline(office.store, office["planner"], key, "other", TOLD, version=office.match_version(key))
            else:
                take(office, key, step)
        except WorkflowError:
            assert state not in STEP_STATES[step], (state, step)
        else:
            assert state in STEP_STATES[step], (state, step)


@pytest.mark.parametrize("missing", CONSENT_SIDES)
def test_no_agreement_without_every_consent(office: Office, key: MatchKey, missing: str) -> None:
    """An agreement is signed only when all four sides consent; the missing one is named."""
    consent(office, key, *(side for side in CONSENT_SIDES if side != missing))
    take(office, key, "needed")
    take(office, key, "agreed")
    with pytest.raises(WorkflowError, match="还缺"):
        take(office, key, "signed")
    assert ready_matches(office.store, office["viewer"], key.plan_id) == ()
    consent(office, key, missing)
    assert [each.match.key for each in ready_matches(office.store, office["viewer"], key.plan_id)] == [key]
    take(office, key, "signed")


@pytest.mark.parametrize("side", CONSENT_SIDES)
def test_a_consent_withdrawn_takes_the_pair_out_of_the_roster(office: Office, key: MatchKey, side: str) -> None:
    """Even after the agreement is signed the pair leaves the roster, and goes no step further."""
    consent(office, key)
    for step in STEPS[:3]:
        take(office, key, step)
    assert len(ready_matches(office.store, office["viewer"], key.plan_id)) == 1
    record_consent(office.store, office["planner"], key, side, "withdrawn", TOLD, version=1)
    assert ready_matches(office.store, office["viewer"], key.plan_id) == ()
    with pytest.raises(WorkflowError, match="不同意"):
        take(office, key, "appointed")


@pytest.mark.parametrize("state", PLAN_STATES)
def test_the_roster_takes_pairs_of_approved_plans_only(office: Office, key: MatchKey, state: str) -> None:
    """A pair that lacks nothing enters the roster while its plan is approved or published."""
    consent(office, key)
    take(office, key, "needed")
    assert ready_matches(office.store, office["viewer"], key.plan_id) == ()
    take(office, key, "agreed")
    put_state(office, key.plan_id, state)
    assert len(ready_matches(office.store, office["viewer"], key.plan_id)) == (state in {"approved", "published"})


def test_what_a_side_says_follows_the_table(office: Office) -> None:
    """Every answer after every other is accepted exactly where the table says so."""
    answers: tuple[ConsentAnswer, ...] = ("given", "refused", "withdrawn", "struck")
    paths: dict[ConsentAnswer | None, tuple[ConsentAnswer, ...]] = {
        None: (),
        "given": ("given",),
        "refused": ("refused",),
        "withdrawn": ("given", "withdrawn"),
        "struck": ("given", "struck"),
    }
    for said, answer in product(CONSENT_CHANGES, answers):
        key = MatchKey(office.add_plan(), "001", "A-1")
        for version, each in enumerate(paths[said]):
            if each == "struck":
                correct_consent(office.store, office["planner"], key, "unit", each, TOLD, version=version, why="错")
            else:
                record_consent(office.store, office["planner"], key, "unit", each, TOLD, version=version)
        allowed = answer in CONSENT_CHANGES[said]
        try:
            stored = record_consent(
                office.store, office["planner"], key, "unit", answer, TOLD, version=len(paths[said])
            )
        except WorkflowError:
            assert not allowed, (said, answer)
        else:
            assert allowed, (said, answer)
            assert (stored.answer, stored.version) == (answer, len(paths[said]) + 1)


@pytest.mark.parametrize("reason", DECLINE_REASONS)
def test_a_pair_is_declined_for_a_reason_of_the_list(office: Office, key: MatchKey, reason: str) -> None:
    """The reason is kept with day, person and evidence."""
    decline(office.store, office["planner"], key, reason, TOLD, version=1)
    (mine, _) = list_progress(office.store, office["viewer"], key.plan_id)
    assert (mine.match.step, mine.steps[0].reason, mine.steps[0].told) == ("declined", reason, TOLD)
    with pytest.raises(WorkflowError, match="未成"):
        record_consent(office.store, office["planner"], key, "unit", "given", TOLD)


def test_other_reasons_are_refused(office: Office, key: MatchKey) -> None:
    """A reason that is not listed is refused with the nearest one; an appointed pair is not declined."""
    with pytest.raises(WorkflowError, match="health"):
        decline(office.store, office["planner"], key, "heath", TOLD, version=1)
    consent(office, key)
    for step in STEPS:
        take(office, key, step)
    with pytest.raises(WorkflowError, match="已经组织委任"):
        decline(office.store, office["planner"], key, "health", TOLD, version=office.match_version(key))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(TOLD, person="  "), "当事人"),
        (replace(TOLD, evidence=""), "依据"),
        (replace(TOLD, on=now().date() + timedelta(days=3)), "还没有到"),
    ],
)
def test_what_is_recorded_is_attested(office: Office, key: MatchKey, told: object, why: str) -> None:
    """A step or a consent without person or evidence, or of a day to come, is refused."""
    with pytest.raises(WorkflowError, match=why):
        record_step(office.store, office["planner"], key, "needed", told, version=1)
    with pytest.raises(WorkflowError, match=why):
        record_consent(office.store, office["planner"], key, "unit", "given", told)
    assert see_step(office, key) == "proposed"


def test_no_step_is_older_than_the_one_before(office: Office, key: MatchKey) -> None:
    """The days of the steps do not run backwards."""
    take(office, key, "needed")
    with pytest.raises(WorkflowError, match="早于"):
        record_step(
            office.store, office["planner"], key, "agreed", replace(TOLD, on=DAY - timedelta(days=1)), version=2
        )


@pytest.mark.parametrize("role", ROLES)
def test_who_records(office: Office, role: str) -> None:
    """Steps and consents are recorded by the roles of the table, and by one committee for its own hosts only."""
    plan = office.add_plan()
    own, foreign = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    for login, key in product((role, f"{role}东街"), (own, foreign)):
        in_scope = key == own or login == role
        for permission in ("record-step", "record-consent"):
            allowed = in_scope and role in PERMISSIONS[permission]
            version = office.match_version(key)
            try:
                if permission == "record-step":
                    steps = ("needed", "agreed")
                    record_step(office.store, office[login], key, steps[version - 1], TOLD, version=version)
                else:
                    side = "unit" if login == role else "organization"
                    record_consent(office.store, office[login], key, side, "given", TOLD)
            except AccessError:
                assert not allowed, (login, key)
            else:
                assert allowed, (login, key)


def test_one_committee_sees_its_own_pairs(office: Office) -> None:
    """The progress shown to an account of one committee holds its hosts and no other."""
    plan = office.add_plan()
    seen = list_progress(office.store, office["planner东街"], plan)
    assert [each.match.committee for each in seen] == ["东街"]
    assert len(list_progress(office.store, office["planner"], plan)) == 2


def test_two_record_the_same_step_at_once(any_office: Office) -> None:
    """Exactly one wins; the other is told what is recorded now and what was to be."""
    office = any_office
    key = MatchKey(office.add_plan(), "001", "A-1")
    told: list[MatcherError | None] = []

    def sign(login: str, person: str) -> None:
        try:
            record_step(office.store, office[login], key, "needed", replace(TOLD, person=person), version=1)
            told.append(None)
        except ConflictError as late:
            told.append(late)

    threads = [threading.Thread(target=sign, args=pair) for pair in (("planner", "甲"), ("planner2", "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (late,) = [each for each in told if each is not None]
    assert len(told) == 2
    assert isinstance(late, ConflictError)
    assert {late.theirs["person"], late.yours["person"]} == {"甲", "乙"}
    assert late.theirs["by"] == {"甲": "planner", "乙": "planner2"}[str(late.theirs["person"])]
    assert f"当事人“{late.theirs['person']}”" in late.say("zh")
    assert "进度“企业所需”" in late.say("zh")
    assert f"person “{late.yours['person']}”" in late.say("en")
    steps = next(each.steps for each in list_progress(office.store, office["viewer"], key.plan_id) if each.steps)
    assert [each.told.person for each in steps] == [late.theirs["person"]]


def test_a_late_consent_is_told_both_values(office: Office, key: MatchKey) -> None:
    """Who records a consent that somebody recorded meanwhile sees both."""
    consent(office, key, "unit")
    with pytest.raises(ConflictError) as late:
        record_consent(office.store, office["planner2"], key, "unit", "refused", TOLD)
    assert (late.value.theirs["answer"], late.value.yours["answer"]) == ("given", "refused")


@pytest.mark.parametrize(
    "forged",
    [("001", "B-1"), ("", ""), ("001' OR '1'='1", "A-1"), ("<script>", "A-1"), ("001", "A-1 "), ("\0", "A-1")],
)
def test_forged_pairs_are_one_sentence(office: Office, key: MatchKey, forged: tuple[str, str]) -> None:
    """An id of no pair is an error in words."""
    wrong = MatchKey(key.plan_id, *forged)
    with pytest.raises(MissingError, match="没有人选"):
        record_step(office.store, office["planner"], wrong, "needed", TOLD, version=1)
    with pytest.raises(MissingError, match="没有人选"):
        record_consent(office.store, office["planner"], wrong, "unit", "given", TOLD)
    with pytest.raises(WorkflowError, match="没有“king”"):
        record_consent(office.store, office["planner"], key, "king", "given", TOLD)
    with pytest.raises(WorkflowError, match="没有“maybe”"):
        record_consent(office.store, office["planner"], key, "unit", "maybe", TOLD, version=7)
    with pytest.raises(WorkflowError, match="没有“gone”"):
        record_step(office.store, office["planner"], key, "gone", TOLD, version=7)


def put_state(office: Office, plan: int, state: str) -> None:
    """Put a plan into a state, past the table."""
    with office.store.write() as session:
        set_state(session, plan, state)


def test_steps_are_counted_for_whoever_may_see_the_pairs(office: Office, key: MatchKey) -> None:
    """Every step is named, and an account of one committee counts its own hosts only."""
    take(office, key, "needed")
    counts = count_steps(office.store, office["viewer"], key.plan_id)
    assert counts == {"proposed": 1, "needed": 1, "agreed": 0, "signed": 0, "appointed": 0, "declined": 0}
    own = count_steps(office.store, office["viewer东街"], key.plan_id)
    assert own == {**counts, "proposed": 0}
