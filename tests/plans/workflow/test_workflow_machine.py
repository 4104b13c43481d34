"""The workflow against a model of a few dictionaries: whatever people try, both say the same."""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from stored_office import PAIRS, TOLD, Office, make_office, role_of

from matcher.errors import MatcherError
from matcher.plans.audit import verify_chain, verify_records
from matcher.plans.store import open_store
from matcher.plans.workflow import (
    MatchKey,
    correct_consent,
    correct_step,
    decline,
    list_progress,
    ready_matches,
    record_consent,
    record_step,
    show_signatures,
    take_action,
    take_back_step,
)

LOGINS = ("planner", "planner2", "planner东街", "reviewer", "reviewer2", "approver", "approver2", "viewer")
WAYS = {
    ("draft", "submit"): "submitted",
    ("submitted", "review"): "reviewed",
    ("reviewed", "approve"): "approved",
    ("approved", "publish"): "published",
    **{(state, "return"): "draft" for state in ("submitted", "reviewed", "approved")},
    **{(state, "withdraw"): "withdrawn" for state in ("draft", "submitted", "reviewed", "approved", "published")},
}
WHO = {
    "submit": {"planner"},
    "review": {"reviewer"},
    "approve": {"approver"},
    "publish": {"approver"},
    "return": {"reviewer", "approver"},
    "withdraw": {"planner", "approver"},
}
HATS = {"submit": "editor", "review": "reviewer", "approve": "approver", "publish": "approver"}
STEPS = ["proposed", "needed", "agreed", "signed", "appointed"]
SIDES = ("enterprise", "candidate", "unit", "organization")
LIVE = {"draft", "submitted", "reviewed", "approved", "published"}


@dataclass
class PairModel:
    """Hold a pair as simply as can be."""

    step: str = "proposed"
    taken: list[str] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)


@dataclass
class PlanModel:
    """Hold a plan as simply as can be."""

    state: str
    hats: dict[str, set[str]]
    num_counting: int = 0
    pairs: dict[str, PairModel] = field(default_factory=lambda: {person: PairModel() for person, _, _ in PAIRS})


class Machine(RuleBasedStateMachine):
    """Let people do what they like."""

    template: Path
    made: Office
    tried: Counter[tuple[str, bool]]

    @initialize()
    def open(self) -> None:
        """Start from an office of its own with one plan."""
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.office = replace(self.made, store=open_store(self.folder))
        self.plans: dict[int, PlanModel] = {}
        self.corrected = 0
        self.make("planner", None)

    def make(self, login: str, based_on: int | None) -> None:
        """Add a plan to store and model."""
        plan = self.office.add_plan(by=login, based_on=based_on)
        earlier = self.plans[based_on].hats if based_on else {}
        hats = {who: set(worn) for who, worn in earlier.items()}
        hats.setdefault(login, set()).add("editor")
        self.plans[plan] = PlanModel("draft", hats)

    @precondition(lambda self: len(self.plans) < 3)
    @rule(login=st.sampled_from(["planner", "planner2"]), is_new=st.booleans())
    def make_another(self, login: str, is_new: bool) -> None:
        """Make a plan from nothing, or from the one before."""
        self.make(login, None if is_new else max(self.plans))

    @rule(
        place=st.integers(0, 2),
        action=st.sampled_from(["submit", "review", "approve", "publish", "return", "withdraw"]),
        login=st.sampled_from(LOGINS),
    )
    def move(self, place: int, action: str, login: str) -> None:
        """Try one action by anybody."""
        self.take(sorted(self.plans)[place % len(self.plans)], action, login)

    @rule(place=st.integers(0, 2), num_acts=st.integers(2, 4))
    def move_on(self, place: int, num_acts: int) -> None:
        """Take a plan the straight way, each act by whoever may, as far as hats allow."""
        plan = sorted(self.plans)[place % len(self.plans)]
        for action in ("submit", "review", "approve", "publish")[:num_acts]:
            self.take(plan, action, {"submit": "planner", "review": "reviewer2"}.get(action, "approver2"))

    @rule(place=st.integers(0, 2), pair=st.sampled_from(PAIRS), num_steps=st.integers(1, 4))
    def agree(self, place: int, pair: tuple[str, str, str], num_steps: int) -> None:
        """Let all four sides consent and take some steps."""
        self.say(place, pair, list(SIDES), "given", "planner")
        for _ in range(num_steps):
            self.step(place, pair, "next", "planner")

    def take(self, plan: int, action: str, login: str) -> None:
        """Try one action and say beforehand what comes of it."""
        model, role = self.plans[plan], role_of(login)
        target = WAYS.get((model.state, action))
        may = target is not None and role in WHO[action] and "东街" not in login
        if may and action in HATS:
            may = not model.hats.get(login, set()) - {HATS[action]}
        done = True
        try:
            take_action(
                self.office.store, self.office[login], plan, action, version=self.office.version(plan), reason="理由"
            )
        except MatcherError:
            done = False
        assert done == may, (model.state, action, login)
        self.tried["action", done] += 1
        if may and target:
            self.follow(plan, action, login, target)

    def follow(self, plan: int, action: str, login: str, target: str) -> None:
        """Do in the model what was done."""
        model = self.plans[plan]
        if action == "publish":
            for other in [each for each in self.plans.values() if each.state == "published"]:
                other.state = "superseded"
                for person, source in other.pairs.items():
                    carry(source, model.pairs[person])
        if action in HATS:
            model.num_counting += 1
            for later in self.list_descendants(plan):
                later.hats.setdefault(login, set()).add(HATS[action])
        else:
            model.num_counting = 0
        model.state = target

    def list_descendants(self, plan: int) -> list[PlanModel]:
        """Return a plan and all made from it."""
        found = {plan}
        for other in sorted(self.plans):
            if self.office.see(other).based_on in found:
                found.add(other)
        return [self.plans[each] for each in found]

    @rule(
        place=st.integers(0, 2),
        pair=st.sampled_from(PAIRS),
        step=st.sampled_from([*STEPS[1:], "next", "next", "next", "declined"]),
        login=st.sampled_from(["planner", "planner东街", "viewer"]),
    )
    def try_step(self, place: int, pair: tuple[str, str, str], step: str, login: str) -> None:
        """Let somebody try to record some step."""
        self.step(place, pair, step, login)

    def step(self, place: int, pair: tuple[str, str, str], step: str, login: str) -> None:
        """Try to record a step or a decline."""
        plan = sorted(self.plans)[place % len(self.plans)]
        model, mine = self.plans[plan], self.plans[plan].pairs[pair[0]]
        if step == "next":
            step = STEPS[min(STEPS.index(mine.step) + 1, 4)] if mine.step != "declined" else "needed"
        may = login == "planner" or (login == "planner东街" and pair[2] == "东街")
        may = may and mine.step != "declined"
        if step == "declined":
            may = may and model.state in LIVE and mine.step != "appointed"
        else:
            may = may and STEPS.index(step) == STEPS.index(mine.step) + 1
            may = may and model.state in ({"approved", "published"} if step in {"signed", "appointed"} else LIVE)
            may = may and all(answer in {"given", "struck"} for answer in mine.consents.values())
            may = may and (step in {"needed", "agreed"} or list(mine.consents.values()) == ["given"] * 4)
        key = MatchKey(plan, pair[0], pair[1])
        version, who = self.office.match_version(key), self.office[login]
        done = True
        try:
            if step == "declined":
                decline(self.office.store, who, key, "other", TOLD, version=version)
            else:
                record_step(self.office.store, who, key, step, TOLD, version=version)
        except MatcherError:
            done = False
        assert done == may, (model, pair, step, login)
        self.tried["step", done] += 1
        if done:
            mine.step = step
            mine.taken.append(step)

    @rule(
        place=st.integers(0, 2),
        pair=st.sampled_from(PAIRS),
        step=st.sampled_from(["last", "last", *STEPS[1:], "declined"]),
        login=st.sampled_from(["planner", "planner", "planner2", "planner东街", "reviewer"]),
        is_taken_back=st.booleans(),
    )
    def try_correction(
        self, place: int, pair: tuple[str, str, str], step: str, login: str, *, is_taken_back: bool
    ) -> None:
        """Let somebody try to correct what is recorded of a step, or to take it back."""
        plan = sorted(self.plans)[place % len(self.plans)]
        mine = self.plans[plan].pairs[pair[0]]
        step = mine.step if step == "last" else step
        key = MatchKey(plan, pair[0], pair[1])
        version, who = self.office.match_version(key), self.office[login]
        self.corrected += 1
        told = replace(TOLD, evidence=f"更正第{self.corrected}号")
        may = login in {"planner", "planner2"} and self.plans[plan].state in LIVE
        may = may and step == mine.step and step != "proposed"
        done = True
        try:
            if is_taken_back:
                take_back_step(self.office.store, who, key, step, version=version, why="登错了")
            else:
                reason = "other" if step == "declined" else ""
                correct_step(self.office.store, who, key, step, told, version=version, why="写错了", reason=reason)
        except MatcherError:
            done = False
        assert done == may, (self.plans[plan], pair, step, login)
        self.tried["correction", done] += 1
        if done and is_taken_back:
            mine.taken.remove(step)
            mine.step = max(mine.taken, key=STEPS.index, default="proposed")

    @rule(
        place=st.integers(0, 2),
        pair=st.sampled_from(PAIRS),
        at=st.integers(0, 3),
        answer=st.sampled_from(["given", "refused", "withdrawn", "struck"]),
        login=st.sampled_from(["planner", "planner", "planner东街", "viewer"]),
    )
    def try_other_answer(self, place: int, pair: tuple[str, str, str], at: int, answer: str, login: str) -> None:
        """Let somebody try to correct what one side is said to have said."""
        plan = sorted(self.plans)[place % len(self.plans)]
        model, mine = self.plans[plan], self.plans[plan].pairs[pair[0]]
        key = MatchKey(plan, pair[0], pair[1])
        sides = sorted(mine.consents) or SIDES
        side = sides[at % len(sides)]
        stored = {each.match.key: each for each in list_progress(self.office.store, self.office["viewer"], plan)}
        said = stored[key].consents.get(side)
        self.corrected += 1
        told = replace(TOLD, evidence=f"更正第{self.corrected}号")
        may = login == "planner" and model.state in LIVE and said is not None
        may = may and mine.step in {"proposed", "needed", "agreed"}
        done = True
        try:
            version = said.version if said else 0
            who = self.office[login]
            correct_consent(self.office.store, who, key, side, answer, told, version=version, why="写错了")
        except MatcherError:
            done = False
        assert done == may, (model, pair, side, answer, login)
        self.tried["answer", done] += 1
        if done:
            mine.consents[side] = answer

    @rule(
        place=st.integers(0, 2),
        pair=st.sampled_from(PAIRS),
        sides=st.lists(st.sampled_from(SIDES), min_size=1, max_size=4, unique=True),
        answer=st.sampled_from(["given", "given", "given", "refused", "withdrawn"]),
        login=st.sampled_from(["planner", "planner", "planner东街", "reviewer"]),
    )
    def try_say(self, place: int, pair: tuple[str, str, str], sides: list[str], answer: str, login: str) -> None:
        """Let somebody try to record what some sides say."""
        self.say(place, pair, sides, answer, login)

    def say(self, place: int, pair: tuple[str, str, str], sides: list[str], answer: str, login: str) -> None:
        """Try to record what some sides say."""
        plan = sorted(self.plans)[place % len(self.plans)]
        model, mine = self.plans[plan], self.plans[plan].pairs[pair[0]]
        key = MatchKey(plan, pair[0], pair[1])
        for side in sides:
            stored = {each.match.key: each for each in list_progress(self.office.store, self.office["viewer"], plan)}
            said = stored[key].consents.get(side)
            may = login == "planner" or (login == "planner东街" and pair[2] == "东街")
            may = may and model.state in LIVE and mine.step != "declined"
            may = may and answer in {
                None: {"given", "refused"},
                "struck": {"given", "refused"},
                "given": {"withdrawn"},
            }.get(mine.consents.get(side), {"given"})
            done = True
            try:
                record_consent(
                    self.office.store, self.office[login], key, side, answer, TOLD, version=said.version if said else 0
                )
            except MatcherError:
                done = False
            assert done == may, (model, pair, side, answer, login)
            self.tried["consent", done] += 1
            if done:
                mine.consents[side] = answer

    @invariant()
    def agrees(self) -> None:
        """Store and model hold the same, and the roster holds only what it may."""
        for plan, model in getattr(self, "plans", {}).items():
            assert self.office.see(plan).state == model.state
            for each in list_progress(self.office.store, self.office["viewer"], plan):
                mine = model.pairs[each.match.key.candidate_id]
                assert each.match.step == mine.step
                assert sorted(step.step for step in each.steps) == sorted(mine.taken)
                assert {side: said.answer for side, said in each.consents.items()} == mine.consents
            ready = {
                each.match.key.candidate_id for each in ready_matches(self.office.store, self.office["viewer"], plan)
            }
            assert ready == {
                person
                for person, mine in model.pairs.items()
                if model.state in {"approved", "published"}
                and mine.step in {"agreed", "signed", "appointed"}
                and list(mine.consents.values()) == ["given"] * 4
            }

    def teardown(self) -> None:
        """Close, and look at the chain and the signatures once more."""
        if hasattr(self, "plans"):
            for plan, model in self.plans.items():
                own = [
                    each
                    for each in show_signatures(self.office.store, self.office["viewer"], plan)
                    if each.record.plan_id == plan
                ]
                assert sum(each.counts for each in own) == model.num_counting
            assert verify_chain(self.office.store) == ()
            # Plans were put there row by row; what is recorded of their pairs has its entries.
            assert [fault for fault in verify_records(self.office.store) if " match " in fault.subject] == []
            self.office.store.close()
            shutil.rmtree(self.folder)


def carry(source: PairModel, target: PairModel) -> None:
    """Take over what a superseded plan knows of the same pair."""
    if source.step == "declined":
        return
    new = [step for step in source.taken if step not in target.taken]
    if new and target.step != "declined":
        target.step = source.step
    target.taken += new
    target.consents = {**source.consents, **target.consents}


def test_whatever_people_try(tmp_path: Path) -> None:
    """Store and model never differ, whatever was tried; and plenty was both done and refused."""
    store = open_store(tmp_path)
    office = make_office(store)
    store.close()
    tried: Counter[tuple[str, bool]] = Counter()
    machine = type("OfficeMachine", (Machine,), {"template": tmp_path, "made": office, "tried": tried})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    for kind in ("action", "step", "consent", "correction", "answer"):
        assert tried[kind, True] >= 2, (kind, tried)
        assert tried[kind, False] >= 2, (kind, tried)
