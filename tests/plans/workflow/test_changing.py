"""Plans changed by hand: weighed at once, refused by the rule's name, kept as a new version with their reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from people import host, person
from stored_office import TOLD, Office, make_office

from matcher.errors import AccessError, ConflictError, MissingError, ProblemError, WorkflowError
from matcher.explain import explain_pair
from matcher.plans import Plan, Scenario, make_plan
from matcher.plans.audit import verify_chain, verify_records
from matcher.plans.store import SYSTEM, act, open_store
from matcher.plans.store.imports import add_import
from matcher.plans.store.plans import check_stored_plan, load_plan, save_plan
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.workflow import (
    AddPair,
    Change,
    MatchKey,
    PinPair,
    RemovePair,
    ReplacePerson,
    SwapPeople,
    approve,
    change_plan,
    describe_change,
    list_history,
    list_progress,
    list_versions,
    record_consent,
    record_step,
    restore_change,
    review,
    show_signatures,
    submit,
    weigh_changes,
)
from matcher.policy.records import PairOrder, Policy, Quota
from matcher.pools import Choice, Pools, Post, load_vocabulary

POOLS = Pools(
    candidates=(
        person("1", capacity=2),
        *(person(name, capacity=1) for name in ("2", "3", "busy")),
        person("old", birth=date(1940, 1, 1)),
        person("shy", unit_consent=False),
    ),
    enterprises=tuple(host(name, committee="东街" if name == "A" else "西街") for name in "ABC"),
    posts=(
        Post(id="A-1", enterprise="A", kind="company_post"),
        Post(id="B-1", enterprise="B", kind="company_post"),
        Post(id="C-1", enterprise="C"),
    ),
    choices=(
        Choice(side="candidate", candidate="1", enterprise="A", rank=1),
        Choice(side="enterprise", candidate="1", enterprise="A", rank=1),
        Choice(side="candidate", candidate="2", enterprise="B", rank=1),
        Choice(side="enterprise", candidate="2", enterprise="B", rank=1),
        Choice(side="candidate", candidate="3", enterprise="C", rank=1),
        Choice(side="enterprise", candidate="3", enterprise="C", rank=1),
        Choice(side="candidate", candidate="busy", enterprise="C", answer="refused"),
    ),
)
POLICY = Policy(
    name="试",
    season_start=date(2026, 12, 1),
    objectives=("coverage", "stability", "satisfaction"),
    pins=(PairOrder(candidate="1", enterprise="A"),),
    bans=(PairOrder(candidate="2", enterprise="C"),),
    quotas=(Quota(name="西街至少两对", posts={"committee": ("西街",)}, least=2),),
)
PAIRS = {("1", "A-1"), ("2", "B-1"), ("3", "C-1")}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the plan of three people at three hosts, proven optimal."""
    made = make_plan(Scenario(POLICY, POOLS, load_vocabulary()))
    assert {(match.candidate_id, match.post_id) for match in made.matches} == PAIRS
    assert made.status == "OPTIMAL"
    return made


@pytest.fixture
def kept(tmp_path: Path, plan: Plan) -> Iterator[tuple[Office, int]]:
    """Give an office that holds the plan as a draft."""
    store = open_store(tmp_path)
    office = make_office(store)
    with act(store, SYSTEM) as doing:
        imported = add_import(doing, 1, POOLS)
        scenario = save_scenario(doing, 1, imported.id, POLICY)
    with act(store, office["planner"]) as doing:
        made = save_plan(doing, scenario.id, plan)
    yield office, made.id
    assert verify_chain(store) == ()
    # The office itself was put there row by row; plans and pairs have their entries.
    assert [fault for fault in verify_records(store) if fault.subject.startswith("plan")] == []
    store.close()


def pairs_of(plan: Plan) -> set[tuple[str, str]]:
    return {(match.candidate_id, match.post_id) for match in plan.matches}


def test_a_swap_is_weighed_without_being_made(plan: Plan) -> None:
    """Every objective stands before and after, and who would rather have each other is named."""
    cost = weigh_changes(plan, (ReplacePerson("2", "B-1", "busy"),))
    assert (cost.added, cost.removed) == ((("busy", "B-1"),), (("2", "B-1"),))
    assert cost.is_allowed
    shown = {each.name: each for each in cost.objectives}
    assert (shown["coverage"].before, shown["coverage"].after, shown["coverage"].verdict) == (0, 0, 0)
    assert shown["stability"].verdict == -1
    assert ("2", "B-1") in cost.blocking_added
    assert cost.num_blocking == (len(plan.blocking), len(plan.blocking) + len(cost.blocking_added))
    assert [each.name for each in cost.objectives if each.is_pursued] == list(POLICY.objectives)
    assert pairs_of(plan) == PAIRS


def test_a_removal_shows_the_post_left_short(plan: Plan) -> None:
    """The post without anybody is named with what it lacks; the quota that breaks is named too."""
    cost = weigh_changes(plan, (RemovePair("3", "C-1"),))
    (short,) = cost.shortages
    assert (short.post_id, short.before, short.after) == ("C-1", 0, 1)
    assert [breach.rule for breach in cost.breaches] == ["quota"]
    assert "西街至少两对" in cost.breaches[0].words.zh
    assert cost.may_override


@pytest.mark.parametrize(
    ("change", "rule", "is_law", "may_override"),
    [
        (ReplacePerson("2", "B-1", "old"), "age-limit", True, False),
        (AddPair("old", "B-1"), "age-limit", True, False),
        (ReplacePerson("2", "B-1", "shy"), "unit-consent", False, True),
        (PinPair("shy", "C-1"), "unit-consent", False, False),
        (ReplacePerson("3", "C-1", "busy"), "acceptable", False, False),
        (PinPair("busy", "C-1"), "acceptable", False, False),
        (AddPair("busy", "B-1"), "seats", False, False),
        (ReplacePerson("3", "C-1", "2"), "ban", False, True),
        (ReplacePerson("2", "B-1", "3"), "capacity", False, True),
        (ReplacePerson("2", "B-1", "1"), "company_posts", True, False),
        (ReplacePerson("1", "A-1", "busy"), "pin", False, True),
        (SwapPeople("1", "A-1", "2", "B-1"), "pin", False, True),
    ],
)
def test_a_broken_rule_is_named(plan: Plan, change: Change, rule: str, is_law: bool, may_override: bool) -> None:
    """The rule, whether it is law, who may lift it, and whether an override may keep it."""
    cost = weigh_changes(plan, (change,))
    breaches = {breach.rule: breach for breach in cost.breaches}
    assert rule in breaches
    assert (breaches[rule].is_law, cost.may_override) == (is_law, may_override)
    for breach in cost.breaches:
        assert breach.words.zh
        assert breach.lift.en
        assert breach.candidates or breach.posts


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ((RemovePair("1", "B-1"),), "没有配对 1 – B-1"),
        ((AddPair("1", "A-1"),), "已有配对 1 – A-1"),
        ((SwapPeople("1", "A-1", "1", "A-1"),), "已有配对|没有任何改动"),
        ((RemovePair("2", "B-1"), AddPair("2", "B-1")), "没有任何改动"),
        ((), "没有任何改动"),
        ((PinPair("1", "A-1"),), "没有任何改动"),
    ],
)
def test_what_is_no_change_is_refused(plan: Plan, changes: tuple[Change, ...], why: str) -> None:
    """A pair that is not there cannot go, one that is there cannot come, and nothing is not a change."""
    with pytest.raises(WorkflowError, match=why):
        weigh_changes(plan, changes)


@pytest.mark.parametrize("change", [AddPair("9", "A-1"), AddPair("1", "Z-9"), AddPair("<b>", "' OR 1=1")])
def test_unknown_ids_are_refused(plan: Plan, change: Change) -> None:
    """Nobody and no post of these ids is there."""
    with pytest.raises(ProblemError):
        weigh_changes(plan, (change,))


def test_changes_outlive_the_store() -> None:
    """What is written down of a change reads back as the same change."""
    for change in (AddPair("1", "A"), RemovePair("1", "A"), ReplacePerson("1", "A", "2"), PinPair("1", "A")):
        assert restore_change(describe_change(change)) == change


def test_a_change_makes_a_new_version(kept: tuple[Office, int], plan: Plan) -> None:
    """The new draft is checked, reads back equal, names what it came from and why; the old one stays."""
    office, first = kept
    changes = (ReplacePerson("2", "B-1", "busy"),)
    made = change_plan(office.store, office["planner2"], first, changes, version=1, reason="本人申请")
    assert (made.state, made.based_on, made.number, made.author) == ("draft", first, 2, "planner2")
    assert made.change["reason"] == "本人申请"
    assert made.change["changes"] == [{"kind": "replace", "candidate": "2", "post": "B-1", "by": "busy"}]
    assert made.change["objectives"]["coverage"] == [0, 0]
    again = load_plan(office.store, made.id)
    assert pairs_of(again) == (PAIRS - {("2", "B-1")}) | {("busy", "B-1")}
    assert again.verification is not None
    assert again.verification.ok
    assert check_stored_plan(office.store, made.id).ok
    by_name = {result.name: result for result in again.objectives}
    assert (by_name["coverage"].bound, by_name["coverage"].proven, by_name["coverage"].engine) == (0, True, "manual")
    assert (by_name["stability"].value, by_name["stability"].bound, by_name["stability"].proven) == (1, 0, False)
    assert again.status == "FEASIBLE"
    assert pairs_of(load_plan(office.store, first)) == PAIRS == pairs_of(plan)
    assert [each.id for each in list_versions(office.store, office["viewer"], made.id)] == [made.id, first]
    last = list_history(office.store, office["viewer"], made.id)[-1]
    assert last.after is not None
    assert (last.action, last.after["change"]["reason"]) == ("make-plan", "本人申请")


def test_a_change_under_review_voids_the_signatures(kept: tuple[Office, int]) -> None:
    """The plan is withdrawn, its signatures are kept and marked, and the new version starts as a draft."""
    office, first = kept
    submit(office.store, office["planner"], first, version=1)
    review(office.store, office["reviewer"], first, version=2)
    made = change_plan(
        office.store, office["planner"], first, (ReplacePerson("2", "B-1", "busy"),), version=3, reason="乙请假"
    )
    assert office.see(first).state == "withdrawn"
    shown = show_signatures(office.store, office["viewer"], made.id)
    assert [(each.record.act, each.record.void_reason, each.record.voided_by) for each in shown] == [
        ("submit", "乙请假", "planner"),
        ("review", "乙请假", "planner"),
    ]
    assert all(each.is_intact and not each.counts for each in shown)
    submit(office.store, office["planner"], made.id, version=1)
    review(office.store, office["reviewer"], made.id, version=2)
    approve(office.store, office["approver"], made.id, version=3)


def test_steps_and_consents_of_pairs_that_stay_come_along(kept: tuple[Office, int]) -> None:
    """What was recorded of a pair is there in the new version; a new pair starts anew."""
    office, first = kept
    for person_id, post in (("1", "A-1"), ("2", "B-1")):
        key = MatchKey(first, person_id, post)
        record_step(office.store, office["planner"], key, "needed", TOLD, version=1)
        record_consent(office.store, office["planner"], key, "candidate", "given", TOLD)
    made = change_plan(
        office.store, office["planner"], first, (ReplacePerson("2", "B-1", "busy"),), version=1, reason="换人"
    )
    found = {each.match.key.candidate_id: each for each in list_progress(office.store, office["viewer"], made.id)}
    assert (found["1"].match.step, set(found["1"].consents)) == ("needed", {"candidate"})
    assert (found["busy"].match.step, found["busy"].steps, found["busy"].consents) == ("proposed", (), {})


def test_a_pin_goes_into_the_policy_of_the_new_version(kept: tuple[Office, int]) -> None:
    """A pin of a pair of the plan changes no pair, but every plan made from the new version keeps it."""
    office, first = kept
    made = change_plan(office.store, office["planner"], first, (PinPair("3", "C-1"),), version=1, reason="领导意见")
    again = load_plan(office.store, made.id)
    assert again.evidence is not None
    assert again.evidence.policy.pins[-1] == PairOrder(candidate="3", enterprise="C", post="C-1", reason="领导意见")
    assert pairs_of(again) == PAIRS
    assert again.status == "OPTIMAL"
    cost = weigh_changes(again, (ReplacePerson("3", "C-1", "2"),))
    assert "pin" in {breach.rule for breach in cost.breaches}


def test_a_broken_rule_is_refused_or_kept_knowingly(kept: tuple[Office, int]) -> None:
    """Without an override the rule is named; with one the plan is kept and says what it breaks, ever after."""
    office, first = kept

    def attempt(change: tuple[Change, ...], *, is_override: bool) -> int:
        return change_plan(
            office.store, office["planner"], first, change, version=1, reason="缺人", is_override=is_override
        ).id

    lifted = (RemovePair("1", "A-1"),)
    with pytest.raises(WorkflowError, match="要放弃指定配对"):
        attempt(lifted, is_override=False)
    made = attempt(lifted, is_override=True)
    again = load_plan(office.store, made)
    assert again.verification is not None
    assert {violation.rule for violation in again.verification.violations} == {"pin"}
    assert (again.status, {result.bound for result in again.objectives}) == ("FEASIBLE", {None})
    assert office.see(made).change["overridden"] == ["pin"]
    further = weigh_changes(again, (ReplacePerson("2", "B-1", "busy"),))
    assert further.is_allowed
    assert [breach.rule for breach in further.standing] == ["pin"]
    with pytest.raises(WorkflowError, match="法规不得放宽"):
        change_plan(
            office.store,
            office["planner"],
            made,
            (ReplacePerson("2", "B-1", "old"),),
            version=1,
            reason="x",
            is_override=True,
        )


def test_a_pair_that_a_policy_rule_bars_is_kept_by_a_waiver(kept: tuple[Office, int]) -> None:
    """Kept knowingly, the new version holds the pair and a waiver for it alone, breaks nothing, claims no optimum."""
    office, first = kept
    change = ReplacePerson("2", "B-1", "shy")

    def attempt(*, is_override: bool) -> int:
        return change_plan(
            office.store, office["planner"], first, (change,), version=1, reason="单位口头同意", is_override=is_override
        ).id

    with pytest.raises(WorkflowError, match="派出单位"):
        attempt(is_override=False)
    made = attempt(is_override=True)
    again = load_plan(office.store, made)
    assert again.evidence is not None
    assert again.verification is not None
    assert ("shy", "B-1") in pairs_of(again)
    assert again.verification.violations == ()
    assert {result.bound for result in again.objectives} <= {None, *again.verification.bounds.values()}
    (waiver,) = again.evidence.policy.waivers
    assert (waiver.candidate, waiver.post, waiver.rule, waiver.reason) == ("shy", "B-1", "unit-consent", "单位口头同意")
    told = explain_pair(again.evidence, "shy", "B-1", is_priced=False)
    assert told is not None
    assert told.decisions[0].key == "waived"
    assert "单位口头同意" in told.decisions[0].words.zh
    assert office.see(made).change["overridden"] == []
    assert "unit-consent" in str(office.see(made).change["breaches"])
    i = again.evidence.pools.candidate_index["shy"]
    assert [again.evidence.find_row(i, p) is None for p in range(3)] == [True, False, True]
    assert check_stored_plan(office.store, made).ok


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (ReplacePerson("3", "C-1", "2"), "ban"),
        (ReplacePerson("2", "B-1", "3"), "capacity"),
        (RemovePair("3", "C-1"), "quota"),
        (SwapPeople("1", "A-1", "2", "B-1"), "pin"),
    ],
)
def test_whatever_is_overridden_reads_back(kept: tuple[Office, int], change: Change, rule: str) -> None:
    """A plan that knowingly breaks a rule is explained and read back as it was kept."""
    office, first = kept
    made = change_plan(
        office.store, office["planner"], first, (change,), version=1, reason="特殊情况", is_override=True
    )
    assert rule in made.change["overridden"]
    again = load_plan(office.store, made.id)
    assert again.verification is not None
    assert {violation.rule for violation in again.verification.violations} == set(made.change["overridden"])
    assert not check_stored_plan(office.store, made.id).ok


def test_who_changes_a_plan_and_when(kept: tuple[Office, int]) -> None:
    """Only a planner of the whole season, with a reason, on the plan as it is now."""
    office, first = kept
    change = (ReplacePerson("2", "B-1", "busy"),)

    def attempt(login: str, *, plan: int = first, version: int = 1, reason: str = "换人") -> int:
        return change_plan(office.store, office[login], plan, change, version=version, reason=reason).id

    for login in ("viewer", "reviewer", "approver", "administrator", "planner东街"):
        with pytest.raises(AccessError):
            attempt(login)
    with pytest.raises(WorkflowError, match="理由"):
        attempt("planner", reason=" ")
    with pytest.raises(MissingError):
        attempt("planner", plan=99)
    attempt("planner")
    with pytest.raises(ConflictError) as late:
        attempt("planner2")
    assert late.value.theirs == {"state": "draft"}
    assert late.value.yours["changes"] == [describe_change(change[0])]
    assert "换人 2 B-1 busy" in late.value.say("zh")
    attempt("planner2", version=2)
