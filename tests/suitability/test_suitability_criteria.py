"""One test per criterion with values worked out by hand, and how weights combine them."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from matcher.policy.records import DEFAULT_WEIGHTS, Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Incumbent, Opinion
from matcher.pools.vocabulary import load_vocabulary
from matcher.suitability import CRITERIA, build_pairs, combine_terms
from matcher.suitability.columns import STAGES
from matcher.suitability.criteria.skills import load_stage_skills

Make = Callable[..., Pools]
MakePolicy = Callable[..., Policy]


@pytest.fixture
def measure(make_pair: Make, make_policy: MakePolicy) -> Callable[..., float]:
    """Return the value of one criterion for one pair; must-have skills do not bar here."""

    def value(criterion: str, *args: object, near_km: float = 20.0, **fields: object) -> float:
        policy = make_policy({"must-have": RuleSetting(enabled=False)}, near_km=near_km)
        table = build_pairs(make_pair(*args, **fields), policy)
        return float(table.terms[0, table.criteria.index(criterion)])

    return value


def skills(**levels: int) -> dict[str, object]:
    """Return skill fields from name and level."""
    return {"skills": tuple({"skill": skill, "level": level} for skill, level in levels.items())}


def needs(**levels: int) -> dict[str, object]:
    """Return need fields from name and level."""
    return {"needs": skills(**levels)["skills"]}


def must_have(**levels: int) -> dict[str, object]:
    """Return must-have fields from name and level."""
    return {"must_have": skills(**levels)["skills"]}


def test_needs(measure: Callable[..., float]) -> None:
    """Levels above the need do not count, missing ones cost their share; no needs tell nothing."""
    wanted = needs(permits=2, marketing=3, law=1)
    assert measure("needs", skills(permits=3, marketing=1, culture=3), wanted) == pytest.approx((2 + 1 + 0) / 6)
    assert measure("needs", skills(permits=2, marketing=3, law=1), wanted) == 1
    assert measure("needs", skills(culture=3), wanted) == 0
    assert measure("needs", skills(culture=3)) == 0.5


def test_repeated_skill_counts_once_at_its_best(measure: Callable[..., float]) -> None:
    """A skill listed twice has its highest level, on both sides."""
    twice = {"skills": ({"skill": "permits", "level": 1}, {"skill": "permits", "level": 2})}
    wanted = {"needs": ({"skill": "permits", "level": 3}, {"skill": "permits", "level": 1})}
    assert measure("needs", twice, wanted) == pytest.approx(2 / 3)


def test_must_have(measure: Callable[..., float]) -> None:
    """Full marks for one level in reserve or for mastery; 1 where nothing is asked."""
    assert measure("must_have", skills(permits=1), {}, must_have(permits=1)) == pytest.approx(1 / 2)
    assert measure("must_have", skills(permits=2), {}, must_have(permits=1)) == 1
    assert measure("must_have", skills(permits=2), {}, must_have(permits=2)) == pytest.approx(2 / 3)
    assert measure("must_have", skills(permits=3), {}, must_have(permits=3)) == 1
    mixed = must_have(permits=1, marketing=2, law=3)
    assert measure("must_have", skills(permits=1, marketing=1), {}, mixed) == pytest.approx((1 / 2 + 1 / 3 + 0) / 3)
    assert measure("must_have") == 1


def test_industry(measure: Callable[..., float]) -> None:
    """Own experience in the line, or not; an unstated line meets nothing."""
    person = {"industries": ("meat", "mining")}
    assert measure("industry", person, {"line": "mining"}) == 1
    assert measure("industry", person, {"line": "cement"}) == 0
    assert measure("industry", person, {"line": None}) == 0


def test_work_relation(measure: Callable[..., float]) -> None:
    """The unit's line is the host's line, or not; two unstated lines are not the same."""
    assert measure("work_relation", {"unit_line": "mining"}, {"line": "mining"}) == 1
    assert measure("work_relation", {"unit_line": "meat"}, {"line": "mining"}) == 0
    assert measure("work_relation", {"unit_line": None}, {"line": None}) == 0


def test_locality(measure: Callable[..., float]) -> None:
    """One in the same area, one half at `near_km`, less beyond, one half where nothing is known."""
    here, there = {"longitude": 110.0, "latitude": 39.0}, {"longitude": 110.0, "latitude": 40.0}
    far = measure("locality", {"place": here}, {"place": there})
    assert far == pytest.approx(20 / (20 + 111.195), abs=1e-5)
    assert measure("locality", {"place": here}, {"place": there}, near_km=111.195) == pytest.approx(0.5, abs=1e-5)
    assert measure("locality", {"place": here}, {"place": here}) == 1
    assert measure("locality", {"place": here, "area": "东镇"}, {"place": there, "area": "东镇"}) == 1
    assert measure("locality", {"area": "东镇"}, {"area": "西镇"}) == 0.5
    assert measure("locality", {"area": ""}, {"area": "", "place": there}) == 0.5


def test_language(measure: Callable[..., float]) -> None:
    """The share of the host's languages spoken; 1 where it names none."""
    assert measure("language", {"languages": ("mn", "ko")}, {"languages": ("zh", "mn")}) == 0.5
    assert measure("language", {"languages": ()}, {"languages": ("zh",)}) == 0
    assert measure("language", {"languages": ("ko",)}, {"languages": ()}) == 1


def test_party_work(measure: Callable[..., float]) -> None:
    """A tenth a year, full after ten."""
    assert [measure("party_work", {"party_years": years}) for years in (0, 4, 10, 35)] == pytest.approx([0, 0.4, 1, 1])


def test_stage(measure: Callable[..., float]) -> None:
    """One mastered skill of the next step is enough, others add up to it."""
    assert measure("stage", skills(organization_setup=3), {"stage": "none"}) == 1
    assert measure("stage", skills(organization_setup=1), {"stage": "none"}) == pytest.approx(1 / 3)
    assert measure("stage", skills(standardization=1, organization_life=1), {"stage": "has"}) == pytest.approx(2 / 3)
    assert measure("stage", skills(organization_setup=3), {"stage": "has"}) == 0
    assert measure("stage", skills(culture=2), {"stage": "standard"}) == pytest.approx(2 / 3)
    assert measure("stage", skills(dispute_mediation=3, standardization=3), {"stage": "weak"}) == 1


def test_stage_table_uses_the_vocabulary() -> None:
    """Each stage of a host has skills, all of them codes of the built-in vocabulary."""
    table = load_stage_skills()
    assert set(table) == set(STAGES)
    assert {skill for skills_of in table.values() for skill in skills_of} <= set(load_vocabulary().codes("skills"))


def test_opinions(measure: Callable[..., float]) -> None:
    """The mean of the views, one half where nobody spoke."""

    def said(*views: str) -> tuple[Opinion, ...]:
        return tuple(Opinion(source="主管局", candidate="C1", enterprise="H1", view=view) for view in views)

    assert measure("opinions", opinions=said("support")) == 1
    assert measure("opinions", opinions=said("support", "neutral", "oppose", "oppose")) == pytest.approx(1.5 / 4)
    assert measure("opinions") == 0.5


def test_continuity(measure: Callable[..., float]) -> None:
    """One where the two served together last season."""
    served = (Incumbent(candidate="C1", enterprise="H1", terms=1),)
    assert measure("continuity", incumbents=served) == 1
    assert measure("continuity") == 0


def test_points_by_hand(make_pair: Make, make_policy: MakePolicy) -> None:
    """Points are the weighted mean in ten-thousandths, rounded; criteria of weight 0 have no part."""
    pools = make_pair({**skills(permits=1), "party_years": 5}, needs(permits=3))
    weights = {**dict.fromkeys(CRITERIA, 0), "needs": 2, "party_work": 1}
    table = build_pairs(pools, make_policy(weights=weights))
    assert table.points.tolist() == [round(10_000 * (2 / 3 + 0.5) / 3)]
    assert table.weights.tolist() == list(weights.values())


def test_default_weights_ignore_opinions(make_pair: Make, make_policy: MakePolicy) -> None:
    """A third party's view moves no point unless a planner raises its weight."""
    opposed = (Opinion(source="主管局", candidate="C1", enterprise="H1", view="oppose"),)
    silent, spoken = make_pair(), make_pair(opinions=opposed)
    assert DEFAULT_WEIGHTS["opinions"] == 0
    assert build_pairs(silent, make_policy()).points == build_pairs(spoken, make_policy()).points
    raised = make_policy(weights={"opinions": 5})
    assert build_pairs(spoken, raised).points < build_pairs(silent, raised).points


def test_points_end_at_both_ends() -> None:
    """All ones give 10,000, all zeros 0, and no weight at all gives 0."""
    weights = np.array([3, 7], np.int64)
    terms = np.array([[1, 1], [0, 0]], np.float32)
    assert combine_terms(terms, weights).tolist() == [10_000, 0]
    assert combine_terms(terms, np.zeros(2, np.int64)).tolist() == [0, 0]


def test_scaled_weights_give_the_same_points() -> None:
    """Multiplying every weight changes no point, rounding included."""
    terms = np.random.default_rng(5).random((20_000, 10)).astype(np.float32)
    weights = np.array([30, 5, 12, 10, 15, 5, 10, 8, 0, 5], np.int64)
    points = combine_terms(terms, weights)
    for factor in (3, 7, 10):
        assert np.array_equal(combine_terms(terms, weights * factor), points)


def test_criteria_follow_the_policy() -> None:
    """Every criterion the policy can weigh is measured, and no other."""
    assert set(CRITERIA) == set(DEFAULT_WEIGHTS)


def test_dates_do_not_matter_to_fit(make_pair: Make, make_policy: MakePolicy) -> None:
    """Age and service decide who may, never how well."""
    young, old = make_pair({"birth": date(1985, 1, 1)}), make_pair({"birth": date(1958, 1, 1)})
    assert build_pairs(young, make_policy()).points == build_pairs(old, make_policy()).points
