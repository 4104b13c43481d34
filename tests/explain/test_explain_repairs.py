"""Every repair offered works: edited by another room, solved again from nothing, and held to brute force."""

from datetime import date

import numpy as np
import oracle
import pytest
from people import host, person
from tiny_seasons import draw_season

from matcher.edits.kinds import EDIT
from matcher.explain.evidence import Evidence
from matcher.explain.pairs import explain_pair
from matcher.explain.repair_ideas import PRICES
from matcher.explain.repairs import Repair, suggest_repairs
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy.records import Policy, RuleSetting
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.pools.records import Place, Post
from matcher.pools.vocabulary import load_vocabulary
from matcher.problem import Problem, compile_problem
from matcher.suitability import build_pairs
from matcher.whatif.variant import Variant

LAWS = {rule for rule, entry in REGISTER.items() if entry.kind == "law"}


def edit_season(scenario: Scenario, repair: Repair) -> Scenario:
    """Return the scenario after the steps of a repair, as the what-if room makes them."""
    return Variant("repair", scenario).add(*(EDIT.validate_python(dict(edit)) for edit in repair.edits)).scenario


def hold_law(evidence: Evidence, scenario: Scenario, repair: Repair) -> None:
    """Check that no step touches a law, and that no pair a law bars has become possible."""
    assert not LAWS.intersection(repair.who)
    assert not LAWS.intersection(str(edit.get("rule")) for edit in repair.edits)
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    old = set(zip(evidence.table.candidate.tolist(), evidence.table.post.tolist(), strict=True))
    for pair in set(zip(table.candidate.tolist(), table.post.tolist(), strict=True)) - old:
        assert not any(reason.kind == "law" for reason in evidence.table.why_barred(*pair))


def compile_season(scenario: Scenario) -> Problem:
    """Return the integer problem of a scenario."""
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    return compile_problem(scenario.pools, scenario.policy, table).problem


def count_places(problem: Problem, people: set[int]) -> list[oracle.Plan]:
    """Return the plans that give each of some people a post, of all that keep the rules."""
    return [plan for plan in oracle.enumerate_plans(problem) if people <= {i for i, _ in plan}]


@pytest.fixture(scope="module")
def seasons() -> list[tuple[Scenario, Plan]]:
    """Return solved tiny seasons that have a plan."""
    drawn = [draw_season(seed) for seed in range(30)]
    solved = [(scenario, make_plan(scenario)) for scenario in drawn]
    return [(scenario, plan) for scenario, plan in solved if plan.evidence is not None]


def test_repairs_of_posts_work(seasons: list[tuple[Scenario, Plan]]) -> None:
    """With a repair the best of all plans covers by so much more as is said; prices rise along the list."""
    kinds: dict[str, int] = {}
    for scenario, plan in seasons:
        evidence = plan.evidence
        assert evidence is not None
        repairs = suggest_repairs(evidence)
        assert [one.price for one in repairs] == sorted(one.price for one in repairs)
        for repair in repairs:
            edited = edit_season(scenario, repair)
            best = oracle.best(compile_season(edited))
            assert best is not None
            assert repair.is_exact
            assert evidence.verification.objectives["coverage"] - best[0]["coverage"] == repair.gain > 0
            hold_law(evidence, edited, repair)
            kinds[repair.kind] = kinds.get(repair.kind, 0) + 1
    assert sum(kinds.values()) >= 30
    assert {"capacity", "refusal", "least", "branch", "waiver"} <= set(kinds), kinds


def test_repairs_of_one_post_fill_a_seat_there(seasons: list[tuple[Scenario, Plan]]) -> None:
    """A repair of a named post leaves that post with more people, or asking for fewer, and covers more in all."""
    num = 0
    for scenario, plan in seasons[:15]:
        evidence = plan.evidence
        assert evidence is not None
        for gap in plan.uncovered:
            p = evidence.pools.post_index[gap.post_id]
            for repair in suggest_repairs(evidence, post=gap.post_id, limit=3):
                if repair.kind == "branch":
                    assert {"kind": "remove_post", "post": gap.post_id} in repair.edits
                    continue
                problem = compile_season(edit_season(scenario, repair))
                before = int(evidence.verification.objectives["coverage"])
                assert any(
                    oracle.measure(problem, found)["coverage"] < before
                    and (problem.least[p] < evidence.problem.least[p] or _count(found, p) > evidence.people[p])
                    for found in oracle.enumerate_plans(problem)
                )
                num += 1
    assert num >= 15


def _count(plan: oracle.Plan, p: int) -> int:
    return sum(1 for _, q in plan if q == p)


def test_repairs_of_a_person_give_a_post_and_take_none(seasons: list[tuple[Scenario, Plan]]) -> None:
    """Some plan places the person and everybody placed before, and covers no less."""
    num = 0
    for scenario, plan in seasons:
        evidence = plan.evidence
        assert evidence is not None
        placed = {int(i) for i in evidence.assignment.pairs[:, 0]}
        for left in plan.unplaced:
            i = evidence.pools.candidate_index[left.candidate_id]
            for repair in suggest_repairs(evidence, candidate=left.candidate_id, limit=3):
                edited = edit_season(scenario, repair)
                problem = compile_season(edited)
                cover = min(
                    int(oracle.measure(problem, found)["coverage"]) for found in count_places(problem, {*placed, i})
                )
                assert cover <= int(evidence.verification.objectives["coverage"])
                hold_law(evidence, edited, repair)
                num += 1
    assert num >= 20


def test_a_pair_that_owes_a_waiver_says_so(seasons: list[tuple[Scenario, Plan]]) -> None:
    """A season solved with a repair's waiver may hold that pair, which names rule, line and reason; no other opens."""
    num = 0
    for scenario, plan in seasons:
        before = plan.evidence
        assert before is not None
        for repair in suggest_repairs(before):
            if repair.kind != "waiver" or len(repair.edits) > 1:
                continue
            (edit,) = repair.edits
            after = make_plan(edit_season(scenario, repair)).evidence
            assert after is not None
            opened = [pair for pair in _list_pairs(after) if pair not in set(_list_pairs(before))]
            i, p = before.pools.candidate_index[edit["candidate"]], before.pools.post_index[edit["post"]]
            assert opened == [(i, p)]
            (reason,) = before.table.why_barred(i, p)
            assert after.table.why_barred(i, p) == ()
            assert [(one.reason, one.number, one.why) for one in after.table.why_waived(i, p)] == [
                (reason, 1, edit["reason"])
            ]
            told = explain_pair(after, edit["candidate"], edit["post"])
            if told is not None:
                (decision,) = (one for one in told.decisions if one.key == "waived")
                assert decision.variant == edit["rule"]
                assert "第1条豁免" in decision.words.zh
                assert edit["reason"] in decision.words.zh
                assert "waiver no. 1" in decision.words.en
                num += 1
    assert num >= 3


def test_of_distances_waived_the_nearest_comes_first() -> None:
    """Where all live too far, the limit is waived for those who live least far beyond it, and for single pairs only."""
    far = [0.9, 0.5, 1.3, 0.7, 1.1]
    people = tuple(
        person(f"C{i}", capacity=1, place=Place(longitude=110.0 + step, latitude=39.0)) for i, step in enumerate(far)
    )
    at = host("E", place=Place(longitude=110.0, latitude=39.0))
    rules = {"distance-limit": RuleSetting(enabled=True, parameters={"most_km": 20.0})}
    policy = Policy(name="far", season_start=date(2026, 12, 1), objectives=("coverage", "satisfaction"), rules=rules)
    pools = Pools(candidates=people, enterprises=(at,), posts=(Post(id="E-1", enterprise="E"),))
    evidence = make_plan(Scenario(policy, pools, load_vocabulary())).evidence
    assert evidence is not None
    waivers = [repair for repair in suggest_repairs(evidence) if repair.kind == "waiver"]
    assert [repair.who[0] for repair in waivers] == ["C1", "C3", "C0"]
    assert all("公里" in repair.words.zh and "km" in repair.words.en for repair in waivers)
    assert {edit["kind"] for repair in waivers for edit in repair.edits} == {"waive"}


def _list_pairs(evidence: Evidence) -> list[tuple[int, int]]:
    return list(zip(evidence.table.candidate.tolist(), evidence.table.post.tolist(), strict=True))


def test_what_only_a_law_bars_is_offered_no_way_around() -> None:
    """Somebody whom a law bars everywhere gets no repair, and covers no gap."""
    scenario = draw_season(3)
    people = [one.id for one in scenario.pools.candidates]
    aged = [
        EDIT.validate_python({"kind": "change_candidate", "candidate": one, "changes": {"birth": "1940-01-01"}})
        for one in people
    ]
    plan = make_plan(Variant("law", scenario).add(*aged).scenario)
    assert plan.evidence is not None
    assert plan.uncovered
    assert all(suggest_repairs(plan.evidence, candidate=one) == () for one in people)
    assert {repair.kind for repair in suggest_repairs(plan.evidence)} <= {"least", "branch"}


def test_days_used_up_are_eased_not_the_number_of_hosts() -> None:
    """Where a person's days on site leave no room, the repair is more days; one more place would not help."""
    scenario = draw_season(0, num_people=1, num_posts=2)
    edits = [
        {"kind": "change_candidate", "candidate": "C0", "changes": {
            "capacity": 3, "site_days": 4, "skills": [], "unit_consent": True, "full_member": True,
            "birth": "1970-01-01", "roles": ["instructor"], "place": {"longitude": 110.0, "latitude": 39.0}}},
        *({"kind": "change_post", "post": f"E{h}-1", "changes": {
            "least": 1, "most": 1, "site_days": 3, "must_have": [], "team_skills": []}} for h in range(2)),
    ]  # fmt: skip
    made = Variant("days", scenario).add(*(EDIT.validate_python(edit) for edit in edits)).scenario
    made = Scenario(
        made.policy.model_copy(update={"bans": (), "quotas": ()}),
        type(made.pools)(made.pools.candidates, made.pools.enterprises, made.pools.posts),
        made.vocabulary,
    )
    plan = make_plan(made)
    assert plan.evidence is not None
    assert plan.compiled.problem.capacity.tolist() == [1]
    assert plan.compiled.open_problem.capacity.tolist() == [3]
    (gap,) = plan.uncovered
    assert "驻点" in gap.cause.zh
    kinds = [repair.kind for repair in suggest_repairs(plan.evidence)]
    assert "site-days" in kinds
    assert "capacity" not in kinds


def test_every_kind_has_a_price() -> None:
    """Prices are positive, and a step that takes back a promise costs more than one that gives."""
    assert all(price >= 1 for price in PRICES.values())
    assert PRICES["answer"] < PRICES["capacity"] < PRICES["refusal"] < PRICES["parameter"] < PRICES["least"]
    assert np.argmax(list(PRICES.values())) == list(PRICES).index("switch")
