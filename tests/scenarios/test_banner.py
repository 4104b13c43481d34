"""The demo season end to end: bounds that must be compatible, counts that must be equal."""

import json
from pathlib import Path

import pytest

import matcher
from matcher.exports.picture import draw_plan
from matcher.plans import Plan, Scenario
from matcher.policy.records import EngineSettings

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = json.loads((ROOT / "scenarios/banner/expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scenario(banner_scenario: Scenario) -> Scenario:
    """Return the demo scenario."""
    return banner_scenario


@pytest.fixture(scope="module")
def plan(banner_plan: Plan) -> Plan:
    """Return the demo plan, solved once for the whole run."""
    return banner_plan


def test_counts_are_as_recorded(scenario: Scenario, plan: Plan) -> None:
    """Hosts, people, pairs, seats, blind spots and findings are those of expected.json."""
    assert EXPECTED["counts"] == {
        "hosts": plan.coverage.hosts,
        "hosts_covered": plan.coverage.hosts_covered,
        "people": len(scenario.pools.candidates),
        "posts": plan.coverage.posts,
        "pairs": plan.problem.num_pairs,
        "seats_needed": plan.coverage.seats_needed,
        "seats_filled": plan.coverage.seats_filled,
        "blind_spots_before": plan.coverage.blind_spots_before,
        "blind_spots_left": plan.coverage.blind_spots_left,
        "findings": len(plan.findings),
    }


@pytest.mark.parametrize("name", ["coverage", "stability"])
def test_bounds_are_compatible(plan: Plan, name: str) -> None:
    """No bound passes a value that was reached, and the value is no worse than the recorded reach."""
    result = next(result for result in plan.objectives if result.name == name)
    known = EXPECTED["objectives"][name]
    assert isinstance(result.value, int)
    assert known["bound"] <= result.value <= known["reach"]
    assert result.bound is None or (isinstance(result.bound, int) and result.bound <= known["best"])


def test_coverage_is_proven_twice(plan: Plan) -> None:
    """The engine proves the shortfall, and so does the checker's own cut, with people and posts named."""
    assert plan.objectives[0].proven
    assert plan.verification is not None
    assert plan.verification.ok
    assert plan.verification.coverage_bound == plan.objectives[0].value
    for gap in plan.uncovered:
        assert gap.post_id in gap.witness_posts
        assert len(gap.witness_candidates) < len(gap.witness_posts)


def test_every_gap_has_a_cause(plan: Plan) -> None:
    """Every uncovered post, unplaced person and blocking pair says why, in both languages."""
    for words in [
        *(g.cause for g in plan.uncovered),
        *(u.cause for u in plan.unplaced),
        *(b.why for b in plan.blocking),
    ]:
        assert words.zh
        assert words.en
        assert words.zh != words.en
    placed = {match.candidate_id for match in plan.matches}
    assert placed | {u.candidate_id for u in plan.unplaced} == set(plan.compiled.candidate_ids)


def test_nobody_is_barred_in_the_plan(scenario: Scenario, plan: Plan) -> None:
    """Each match keeps the planner's own rules: capacity, site days, members and consent."""
    people = {person.id: person for person in scenario.pools.candidates}
    posts = {post.id: post for post in scenario.pools.posts}
    for number, person in people.items():
        mine = [match for match in plan.matches if match.candidate_id == number]
        assert len(mine) <= (3 if person.capacity is None else person.capacity)
        if person.site_days is not None:
            assert sum(posts[match.post_id].site_days for match in mine) <= person.site_days
        if mine:
            assert person.full_member
            assert person.unit_consent
            assert person.is_healthy


def test_picture_in_the_readme_shows_this_season() -> None:
    """The stored picture has the season's title and its covered hosts."""
    picture = (ROOT / "docs/plan.svg").read_text(encoding="utf-8")
    assert f"{EXPECTED['counts']['hosts_covered']}/{EXPECTED['counts']['hosts']}" in picture


def test_picture_draws_every_match_and_no_name(plan: Plan) -> None:
    """One curve for each match, and no person's name."""
    picture = draw_plan(plan)
    assert picture.count("<path ") == len(plan.matches)
    assert not any(match.candidate_name in picture for match in plan.matches)


def test_same_input_same_plan(scenario: Scenario) -> None:
    """Two solves of the season with little effort give the same plan, pair for pair."""
    policy = scenario.policy.model_copy(update={"engine": EngineSettings(effort=1.0)})
    hasty = Scenario(policy, scenario.pools, scenario.vocabulary)
    first, second = matcher.solve(hasty), matcher.solve(hasty)
    assert first.digest == second.digest
    assert [r.value for r in first.objectives] == [r.value for r in second.objectives]
