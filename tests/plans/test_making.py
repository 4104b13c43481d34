"""A season in memory walked through all rooms: what the plan says is what the records say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from people import host, person

import matcher
from matcher.plans import Plan, Scenario
from matcher.policy.records import PairOrder, Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post
from matcher.pools.vocabulary import load_vocabulary

Solve = Callable[..., Plan]


@pytest.fixture
def solve_pools() -> Solve:
    """Return a function (pools, **policy fields) -> Plan."""

    def run(pools: Pools, **more: object) -> Plan:
        policy = Policy(name="test", season_start=date(2026, 12, 1), **more)
        return matcher.solve(Scenario(policy, pools, load_vocabulary()))

    return run


@pytest.fixture
def pools() -> Pools:
    """Return two people and two hosts of one post each."""
    return Pools(
        candidates=(person("1", capacity=1), person("2", capacity=1)),
        enterprises=(host("A", committee="东"), host("B", committee="西")),
        posts=(Post(id="A-1", enterprise="A"), Post(id="B-1", enterprise="B")),
    )


def test_everyone_is_placed(pools: Pools, solve_pools: Solve) -> None:
    """Two people, two hosts: both covered, proven, verified."""
    plan = solve_pools(pools)
    assert plan.status == "OPTIMAL"
    assert {match.enterprise_id for match in plan.matches} == {"A", "B"}
    assert plan.uncovered == plan.unplaced == ()
    assert plan.coverage.hosts_covered == plan.coverage.hosts == 2
    assert matcher.verify(plan).ok


def test_causes_of_gaps_are_found_when_asked_for(pools: Pools, solve_pools: Solve) -> None:
    """A plan is made and counted without them, and what else was asked before changes none."""
    short = replace(pools, candidates=pools.candidates[:1])
    plan = solve_pools(short)
    assert "gaps" not in vars(plan)
    assert plan.summary.num_unplaced == 0
    assert plan.evidence is not None
    plan.evidence.trials.num_changes = plan.evidence.trials.num_searches = 10**9
    assert [gap.missing for gap in plan.uncovered] == [1]
    assert plan.gaps is plan.gaps
    assert plan.gaps == solve_pools(short).gaps


def test_choices_decide_and_are_counted(pools: Pools, solve_pools: Solve) -> None:
    """Mutual first choices are matched, and the summary counts them."""
    said = tuple(
        Choice(side=side, candidate=i, enterprise=e, rank=1)
        for side in ("candidate", "enterprise")
        for i, e in (("1", "B"), ("2", "A"))
    )
    plan = solve_pools(replace(pools, choices=said))
    assert plan.pairs == {("1", "B"), ("2", "A")}
    assert plan.summary.mutual_first_choices == 2
    assert plan.summary.first_choices == (2, 2)
    assert all(match.candidate_answer == match.enterprise_answer == "ranked" for match in plan.matches)


def test_terms_add_up_to_the_points(pools: Pools, solve_pools: Solve) -> None:
    """The points of a match can be recomputed from its terms and weights."""
    for match in solve_pools(pools).matches:
        total = sum(value * weight for _, value, weight in match.terms)
        share = total / sum(weight for _, _, weight in match.terms)
        assert match.points == pytest.approx(10_000 * share, abs=1)


def test_scarcity_names_its_witness(pools: Pools, solve_pools: Solve) -> None:
    """Two hosts and one person: the short host's cause names both posts and the one person."""
    plan = solve_pools(replace(pools, candidates=pools.candidates[:1]))
    (gap,) = plan.uncovered
    assert set(gap.witness_posts) == {"A-1", "B-1"}
    assert gap.witness_candidates == ("1",)
    assert "2" in gap.cause.zh


def test_host_nobody_may_serve_names_the_rule(pools: Pools, solve_pools: Solve) -> None:
    """When a rule bars everyone from a host, the gap says which and how many."""
    barred = replace(pools, candidates=tuple(p.model_copy(update={"roles": ("liaison",)}) for p in pools.candidates))
    plan = solve_pools(barred)
    assert [gap.barred for gap in plan.uncovered] == [(("role-wanted", 2),)] * 2
    assert "2" in plan.uncovered[0].cause.zh
    assert len(plan.unplaced) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"capacity": 0}, "上限为0"),
        ({"unit_consent": False}, "派出单位同意"),
    ],
    ids=["no-room", "barred"],
)
def test_unplaced_person_has_a_cause(pools: Pools, solve_pools: Solve, change: dict, words: str) -> None:
    """A person without a post is told the first cause."""
    changed = pools.candidates[1].model_copy(update=change)
    plan = solve_pools(replace(pools, candidates=(pools.candidates[0], changed)))
    (left,) = plan.unplaced
    assert left.candidate_id == "2"
    assert words in left.cause.zh


def test_refused_by_all(pools: Pools, solve_pools: Solve) -> None:
    """A person every host refused is told so."""
    said = tuple(Choice(side="enterprise", candidate="2", enterprise=e, answer="refused") for e in "AB")
    plan = solve_pools(replace(pools, choices=said))
    assert "不愿" in plan.unplaced[0].cause.zh


def test_coverage_costs_a_blocking_pair_that_is_excused(pools: Pools, solve_pools: Solve) -> None:
    """Only one person may go to B and both like A best: B is covered, and the pair that minds is excused."""
    said = (
        *(Choice(side="candidate", candidate=i, enterprise=e, rank=r) for i in "12" for e, r in (("A", 1), ("B", 2))),
        *(Choice(side="enterprise", candidate=i, enterprise="A", rank=r) for i, r in (("1", 1), ("2", 2))),
        Choice(side="enterprise", candidate="2", enterprise="B", answer="refused"),
        Choice(side="enterprise", candidate="1", enterprise="B", rank=1),
    )
    plan = solve_pools(replace(pools, choices=said))
    assert plan.pairs == {("1", "B"), ("2", "A")}
    (pair,) = plan.blocking
    assert (pair.candidate_id, pair.enterprise_id, pair.is_excused) == ("1", "A", True)


def test_joint_branch_members_are_covered_with_their_carrier(pools: Pools, solve_pools: Solve) -> None:
    """Hosts attached to another count as covered with it and stand in its match; a large branch is noted."""
    attached = tuple(host(f"M{number}", branch="A") for number in range(3))
    joined = replace(pools, enterprises=(*pools.enterprises, *attached))
    plan = solve_pools(joined, rules={"joint-branch-size": RuleSetting(parameters={"most": 3})})
    assert plan.coverage.hosts_covered == 5
    assert plan.coverage.blind_spots_before == 5
    assert plan.coverage.blind_spots_left == 0
    members = {match.enterprise_id: match.members for match in plan.matches}
    assert members == {"A": ("M0", "M1", "M2"), "B": ()}
    assert "4" in plan.notes[0].zh


def test_one_person_several_hosts_and_least_loads(solve_pools: Solve) -> None:
    """One person serves two hosts while a leader with a least of one links exactly one."""
    season = Pools(
        candidates=(person("1", capacity=2), person("2", capacity=1, least=1)),
        enterprises=tuple(host(e) for e in "ABC"),
        posts=tuple(Post(id=f"{e}-1", enterprise=e) for e in "ABC"),
    )
    plan = solve_pools(season)
    loads = sorted(sum(match.candidate_id == i for match in plan.matches) for i in "12")
    assert loads == [1, 2]
    assert plan.coverage.hosts_covered == 3


def test_host_with_several_roles_takes_different_people(solve_pools: Solve) -> None:
    """A secretary's and an instructor's post of one host go to two people."""
    season = Pools(
        candidates=(person("1", capacity=2), person("2", capacity=2)),
        enterprises=(host("A"),),
        posts=(Post(id="A-1", enterprise="A", role="secretary"), Post(id="A-2", enterprise="A")),
    )
    assert {match.candidate_id for match in solve_pools(season).matches} == {"1", "2"}


def test_impossible_pins_are_infeasible_with_the_cause(pools: Pools, solve_pools: Solve) -> None:
    """Two people pinned to one seat: no plan, and the cause is named."""
    pins = tuple(PairOrder(candidate=i, enterprise="A") for i in "12")
    plan = solve_pools(pools, pins=pins)
    assert plan.status == "INFEASIBLE"
    assert plan.cause is not None
    assert plan.matches == ()


def test_missing_approval_is_flagged(pools: Pools, solve_pools: Solve) -> None:
    """A retired person without an approval number may be placed, and the plan counts the need."""
    recent = person("1", capacity=1, approval="", status_date=date(2025, 6, 1))
    plan = solve_pools(replace(pools, candidates=(recent, pools.candidates[1])))
    flagged = [match for match in plan.matches if match.needs_approval]
    assert [match.candidate_id for match in flagged] == ["1"]
    assert plan.summary.approvals_needed == 1
