"""From records and policy to arrays, one promise of the compilation after the other."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from people import host, person

from matcher.errors import ProblemError, ScenarioError
from matcher.policy.records import PairOrder, Quota, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Incumbent, Place, Post, RelativeTie, SkillLevel
from matcher.problem import NO_LIMIT, Compiled, Problem

Compile = Callable[..., Compiled]


def named(compiled: Compiled) -> set[tuple[str, str]]:
    """Return the listed pairs by id."""
    problem = compiled.problem
    return {
        (compiled.candidate_ids[i], compiled.post_ids[p])
        for i, p in zip(problem.candidate.tolist(), problem.post.tolist(), strict=True)
    }


def ranks(compiled: Compiled, who: str) -> dict[str, int]:
    """Return a candidate's rank of each post by id."""
    problem = compiled.problem
    own = problem.candidate == compiled.candidate_index[who]
    return {
        compiled.post_ids[p]: r
        for p, r in zip(problem.post[own].tolist(), problem.rank_by_candidate[own].tolist(), strict=True)
    }


def test_open_consent_lists_every_pair_nobody_refused(pools: Pools, compile_with: Compile) -> None:
    """An unanswered side counts as accepting; a refusal of either side takes the pair out."""
    said = (
        Choice(side="candidate", candidate="1", enterprise="A", answer="refused"),
        Choice(side="enterprise", candidate="2", enterprise="B", answer="refused"),
    )
    listed = named(compile_with(replace(pools, choices=said)))
    assert len(listed) == 10
    assert ("1", "A-1") not in listed
    assert ("2", "B-1") not in listed


def test_mutual_consent_lists_only_pairs_both_named(pools: Pools, compile_with: Compile) -> None:
    """Under mutual consent each side must have ranked or accepted the other."""
    said = (
        Choice(side="candidate", candidate="1", enterprise="A", rank=1),
        Choice(side="enterprise", candidate="1", enterprise="A", answer="accepted"),
        Choice(side="candidate", candidate="2", enterprise="B", rank=1),
    )
    assert named(compile_with(replace(pools, choices=said), consent="mutual")) == {("1", "A-1")}


def test_ranks_follow_named_then_accepted_then_suitability(pools: Pools, compile_with: Compile) -> None:
    """Ranked partners come first in their order with ties, then accepted, then unanswered by points."""
    said = (
        Choice(side="candidate", candidate="1", enterprise="B", rank=3),
        Choice(side="candidate", candidate="1", enterprise="C", post="C-2", rank=3),
        Choice(side="candidate", candidate="1", enterprise="C", answer="accepted"),
    )
    assert ranks(compile_with(replace(pools, choices=said)), "1") == {"B-1": 1, "C-2": 1, "C-1": 2, "A-1": 3}


def test_near_equal_points_tie(pools: Pools, compile_with: Compile) -> None:
    """Unanswered pairs within one tie step share a rank; a step of one point tells them apart."""
    near = person("1", area="东", place=Place(longitude=110.0, latitude=39.0))
    far = tuple(
        host(name, place=Place(longitude=110.0 + shift, latitude=39.0))
        for name, shift in zip("ABC", (0, 0.001, 0.3), strict=True)
    )
    moved = replace(pools, candidates=(near,), enterprises=far)
    coarse, fine = ranks(compile_with(moved, tie_step=10_000), "1"), ranks(compile_with(moved, tie_step=1), "1")
    assert set(coarse.values()) == {1}
    assert fine["A-1"] < fine["B-1"] < fine["C-1"]


def test_person_outweighs_the_host_cap(pools: Pools, compile_with: Compile) -> None:
    """A person's own capacity holds; the rule holds for the others; least loads stay within it."""
    people = (person("1", capacity=5), person("2"), person("3", capacity=0, least=2))
    problem = compile_with(replace(pools, candidates=people)).problem
    assert problem.capacity.tolist() == [5, 3, 0]
    assert problem.least_load.tolist() == [0, 0, 0]


def test_priority_and_continuity(pools: Pools, compile_with: Compile) -> None:
    """Seats weigh by their host's priority; last season's pairs are marked at every post of the host."""
    compiled = compile_with(replace(pools, incumbents=(Incumbent(candidate="2", enterprise="C"),)))
    assert compiled.problem.priority.tolist() == [3, 5, 3, 3]
    kept = {
        (compiled.candidate_ids[i], compiled.post_ids[p])
        for i, p, is_kept in zip(
            compiled.problem.candidate, compiled.problem.post, compiled.problem.is_kept, strict=True
        )
        if is_kept
    }
    assert kept == {("2", "C-1"), ("2", "C-2")}


def test_pin_of_one_post_and_of_a_host(pools: Pools, compile_with: Compile) -> None:
    """A pin at a host of one post pins the pair; at a host of two posts it asks for one of them."""
    pins = (PairOrder(candidate="1", enterprise="A"), PairOrder(candidate="2", enterprise="C"))
    problem = compile_with(pools, pins=pins).problem
    assert problem.is_pinned.sum() == 1
    assert problem.pin_group_start.tolist() == [0, 2]
    assert problem.post[problem.pin_group_pair].tolist() == [2, 3]


def test_barred_pin_names_the_rule(pools: Pools, compile_with: Compile) -> None:
    """A pin of a barred pair is an error that says which rule bars it."""
    tied = person("1", relatives=(RelativeTie(enterprise="A", relation="配偶", position="会计"),))
    barred = replace(pools, candidates=(tied, *pools.candidates[1:]))
    with pytest.raises(ScenarioError, match="配偶") as caught:
        compile_with(barred, pins=(PairOrder(candidate="1", enterprise="A"),))
    assert caught.value.place == "pins[0]"


def test_refused_pin_is_an_error(pools: Pools, compile_with: Compile) -> None:
    """A pin of a pair that a side refused is an error too."""
    said = (Choice(side="enterprise", candidate="1", enterprise="A", answer="refused"),)
    with pytest.raises(ScenarioError, match="拒绝"):
        compile_with(replace(pools, choices=said), pins=(PairOrder(candidate="1", enterprise="A"),))


def test_ban_stays_listed(pools: Pools, compile_with: Compile) -> None:
    """A banned pair is kept in the list and marked, so that the check can name the ban."""
    problem = compile_with(pools, bans=(PairOrder(candidate="3", enterprise="C"),)).problem
    assert problem.num_pairs == 12
    assert problem.post[problem.is_banned].tolist() == [2, 3]


def test_quotas_become_rows(pools: Pools, compile_with: Compile) -> None:
    """Counts stay counts, shares of people become counts, shares of pairs become a row over all pairs."""
    quotas = (
        Quota(name="西", posts={"committee": ("西",)}, least=1, most=2),
        Quota(name="人", count="people", candidates={"pool": ("reserve",)}, least_share=0.5),
        Quota(name="比", candidates={"id": ("1",)}, most_share=0.25),
        Quota(name="企", count="hosts", posts={"committee": ("西",)}, least_share=0.5),
    )
    compiled = compile_with(pools, quotas=quotas)
    problem = compiled.problem
    assert compiled.quota_names == ("西", "人", "比", "企")
    assert problem.quota_count.tolist() == [0, 1, 0, 2]
    assert problem.quota_least.tolist() == [1, 2, -NO_LIMIT, 1]
    assert problem.quota_most.tolist() == [2, NO_LIMIT, 0, NO_LIMIT]
    assert problem.quota_start.tolist() == [0, 9, 21, 33, 42]
    share = problem.quota_coefficient[21:33]
    assert sorted(set(share.tolist())) == [-1, 3]
    assert problem.candidate[problem.quota_pair[21:33]][share == 3].tolist() == [0] * 4


def test_budgets_and_limits(pools: Pools, compile_with: Compile) -> None:
    """Own days outweigh the rule's, zero means no limit, switches open the limits."""
    people = (person("1", site_days=4), person("2"), person("3"))
    posts = (Post(id="A-1", enterprise="A", site_days=3, kind="company_post"), *pools.posts[1:])
    changed = replace(pools, candidates=people, posts=posts)
    problem = compile_with(changed).problem
    assert problem.days_budget.tolist() == [4, NO_LIMIT, NO_LIMIT]
    assert problem.site_days.tolist() == [3, 0, 0, 0]
    assert problem.most_company_posts == 1
    assert problem.is_company_post.tolist() == [True, False, False, False]
    off = {"site-days": RuleSetting(enabled=False), "one-company-post": RuleSetting(enabled=False)}
    opened = compile_with(changed, rules=off).problem
    assert opened.days_budget.tolist() == [NO_LIMIT] * 3
    assert opened.most_company_posts == NO_LIMIT


def test_radius_avoid_and_teams(pools: Pools, compile_with: Compile) -> None:
    """The radius is in metres, avoid pairs stand once, a team row holds the pairs that bring the skill."""
    people = (person("1", avoid=("2",)), person("2", avoid=("1",), skills=(SkillLevel(skill="finance"),)), person("3"))
    posts = (*pools.posts[:3], Post(id="C-2", enterprise="C", team_skills=("finance",)))
    radius = {"bundle-radius": RuleSetting(enabled=True, parameters={"most_km": 12.5})}
    problem = compile_with(replace(pools, candidates=people, posts=posts), rules=radius).problem
    assert problem.radius_m.tolist() == [12_500] * 3
    assert (problem.avoid_a.tolist(), problem.avoid_b.tolist()) == ([0], [1])
    assert problem.team_post.tolist() == [3]
    assert problem.candidate[problem.team_pair].tolist() == [1]


def test_host_without_a_place_is_noted(pools: Pools, compile_with: Compile) -> None:
    """A host without coordinates stands at the mean of its area, and the planner is told."""
    hosts = (
        host("A", area="甲", place=Place(longitude=110.1, latitude=39.0)),
        host("B", area="乙", place=Place(longitude=110.0, latitude=39.0)),
        host("C", area="甲", place=None),
    )
    radius = {"bundle-radius": RuleSetting(enabled=True)}
    compiled = compile_with(replace(pools, enterprises=hosts), rules=radius)
    assert compiled.problem.host_x_m[0] == compiled.problem.host_x_m[2] != compiled.problem.host_x_m[1]
    assert "C" in compiled.notes[0].zh


def test_digest_tells_problems_apart(pools: Pools, compile_with: Compile) -> None:
    """Equal input gives equal digests, a changed seat another."""
    first, again = compile_with(pools).problem, compile_with(pools).problem
    wider = replace(pools, posts=(Post(id="A-1", enterprise="A", most=2), *pools.posts[1:]))
    assert first.digest() == again.digest()
    assert first.digest() != compile_with(wider).problem.digest()


def test_arrays_are_read_only(pools: Pools, compile_with: Compile) -> None:
    """Nobody changes a compiled problem."""
    problem: Problem = compile_with(pools).problem
    with pytest.raises(ValueError, match="read-only"):
        problem.capacity[0] = 9


def test_empty_pools_compile(compile_with: Compile) -> None:
    """No people, no hosts: an empty problem, not an error."""
    problem = compile_with(Pools()).problem
    assert (problem.num_candidates, problem.num_posts, problem.num_pairs) == (0, 0, 0)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("travel_m", 2**62, "travel_m"),
        ("priority", 2**40, "priority"),
        ("least", -1, "negative"),
        ("points", 1_000_001, "points"),
        ("rank_by_post", 0, "rank_by_post"),
    ],
)
def test_values_that_could_overflow_are_refused(
    pools: Pools, compile_with: Compile, field: str, value: int, word: str
) -> None:
    """A number no season has is an error that names the array, not a silent overflow."""
    problem = compile_with(pools).problem
    broken = getattr(problem, field).copy()
    broken[0] = value
    with pytest.raises(ProblemError, match=word):
        replace(problem, **{field: broken})
