"""Rules that cannot hold together, against brute force: a real conflict, each part needed, every way out named."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import oracle
import pytest
from made_evidence import make_compiled
from tiny_problems import random_problem
from tiny_seasons import draw_season

from matcher.explain.conflicts import STEADY, Conflict, find_conflict
from matcher.explain.groups import Group, list_groups
from matcher.plans import Scenario, make_plan
from matcher.policy.records import EngineSettings
from matcher.problem import NO_LIMIT, Compiled, Problem
from matcher.problem.problem import SIDE_RULES

SETTINGS = EngineSettings()


@dataclass(frozen=True)
class Brute:
    """Hold, for every set of listed pairs, the groups that it breaks; with the bans, and with none."""

    steady: frozenset[Group]
    banning: list[frozenset[Group]]
    open: list[frozenset[Group]]

    def has_plan(self, kept: Iterable[Group]) -> bool:
        """Tell whether some set of pairs keeps all of some groups."""
        wanted = {*self.steady, *kept}
        return any(not wanted & one for one in (self.banning if Group("ban") in wanted else self.open))


def try_all(compiled: Compiled) -> Brute:
    """Return what every set of pairs breaks, from the words of the rules."""
    problem = compiled.problem
    # Whether a pair blocks depends on who has room: where none may, these limits are never left out.
    steady = frozenset(Group(rule) for rule in STEADY if problem.objectives[0] == "stability")
    free = replace(problem, is_banned=np.zeros(problem.num_pairs, bool))
    return Brute(steady, _list_broken(compiled, problem), _list_broken(compiled, free))


def _list_broken(compiled: Compiled, problem: Problem) -> list[frozenset[Group]]:
    pairs = oracle.pairs_of(problem)
    single = [_keep_quota(problem, q) for q in range(problem.num_quotas)]
    found = []
    for size in range(len(pairs) + 1):
        for plan in combinations(pairs, size):
            names = oracle.broken_rules(problem, plan)
            groups = {Group(rule) for rule in names if rule != "quota"}
            groups |= {
                Group("quota", compiled.quota_names[q])
                for q in range(problem.num_quotas)
                if "quota" in oracle.broken_rules(single[q], plan)
            }
            found.append(frozenset(groups))
    return found


def _keep_quota(problem: Problem, q: int) -> Problem:
    start, end = int(problem.quota_start[q]), int(problem.quota_start[q + 1])
    return replace(
        problem,
        quota_start=np.array([0, end - start]),
        quota_pair=problem.quota_pair[start:end],
        quota_coefficient=problem.quota_coefficient[start:end],
        quota_least=problem.quota_least[q : q + 1],
        quota_most=problem.quota_most[q : q + 1],
        quota_count=problem.quota_count[q : q + 1],
    )


def join_pins(groups: Iterable[Group]) -> set[Group]:
    """Return groups with single pins as one: brute force knows no single ones."""
    return {Group("pin") if group.rule == "pin" else group for group in groups}


def hold_conflict(compiled: Compiled, conflict: Conflict, brute: Brute) -> None:
    """Check a conflict, its minimality, its remedies and the rest of it."""
    every = {*list_groups(compiled), *({Group(rule) for rule in STEADY} - brute.steady)}
    named = join_pins(conflict.groups)
    assert conflict.is_minimal
    assert named <= every
    assert not brute.has_plan(named)
    for group in named:
        if group.rule != "pin" or sum(one.rule == "pin" for one in conflict.groups) == 1:
            assert brute.has_plan(named - {group})
    for group in conflict.groups:
        if group.rule != "pin":
            assert (group in conflict.remedies) == brute.has_plan(every - {group})
    if conflict.further:
        assert join_pins(conflict.remedies) != named
    for group in conflict.groups:
        assert group.words.zh in conflict.words.zh
        assert group.words.en in conflict.words.en


@pytest.mark.parametrize("part", range(3))
def test_conflicts_equal_brute_force(part: int) -> None:
    """A conflict is told exactly where no plan is, holds no plan, and has one without any of its parts."""
    rng = np.random.default_rng(400 + part)
    seen: dict[str, int] = {}
    num = 0
    for turn in range(40):
        objectives = ("stability", "coverage") if turn % 5 == 0 else ("coverage", "satisfaction")
        problem = random_problem(rng, rules=tuple(SIDE_RULES), objectives=objectives, max_pairs=7)
        compiled = make_compiled(problem)
        conflict = find_conflict(compiled, SETTINGS)
        assert (conflict is None) == (next(oracle.enumerate_plans(problem), None) is not None)
        if conflict is None:
            continue
        hold_conflict(compiled, conflict, try_all(compiled))
        num += 1
        for group in conflict.groups:
            seen[group.rule] = seen.get(group.rule, 0) + 1
    assert num >= 6
    assert {"quota", "pin"} <= set(seen)


def test_single_pins_are_named() -> None:
    """Two people pinned to one seat: the conflict is these two pins and the seats, and no other pin."""
    none = np.zeros(0, np.int64)
    problem = Problem(
        capacity=np.ones(3, np.int64), least_load=np.zeros(3, np.int64), least=np.zeros(2, np.int64),
        most=np.ones(2, np.int64), priority=np.ones(2, np.int64), host=np.arange(2, dtype=np.int32),
        candidate=np.array([0, 1, 2], np.int32), post=np.array([0, 0, 1], np.int32), points=np.ones(3, np.int64),
        rank_by_candidate=np.ones(3, np.int64), rank_by_post=np.array([1, 2, 1]), travel_m=np.zeros(3, np.int64),
        is_kept=np.zeros(3, bool), is_pinned=np.ones(3, bool), is_banned=np.zeros(3, bool), objectives=("coverage",),
        is_company_post=np.zeros(2, bool), site_days=np.zeros(2, np.int64), days_budget=np.full(3, NO_LIMIT),
        workload=np.zeros(2, np.int64), workload_budget=np.full(3, NO_LIMIT),
        host_x_m=np.zeros(2, np.int64), host_y_m=np.zeros(2, np.int64), radius_m=np.full(3, NO_LIMIT),
        quota_start=np.zeros(1, np.int64), quota_least=none, quota_most=none,
    )  # fmt: skip
    conflict = find_conflict(make_compiled(problem), SETTINGS)
    assert conflict is not None
    assert {(group.rule, group.name) for group in conflict.groups} == {
        ("seats", ""),
        ("pin", "C0–E0"),
        ("pin", "C1–E0"),
    }
    assert conflict.remedies == conflict.groups
    assert "去掉其中任何一条就有方案" in conflict.words.zh


def make_season(days: int | None, quota: int, num_posts: int = 2) -> Scenario:
    """Return one person with room for two posts, posts of three days each, and a quota."""
    drawn = draw_season(0, num_people=1, num_posts=num_posts)
    (one,) = drawn.pools.candidates
    posts = tuple(
        post.model_copy(update={"least": 1, "most": 1, "site_days": 3, "must_have": (), "team_skills": ()})
        for post in drawn.pools.posts
    )
    free = {"capacity": 2, "site_days": days, "unit_consent": True, "full_member": True, "roles": ("instructor",)}
    free |= {"birth": one.birth.replace(year=1970), "place": drawn.pools.enterprises[0].place}
    pools = replace(drawn.pools, candidates=(one.model_copy(update=free),), posts=posts, choices=())
    policy = type(drawn.policy).model_validate(
        {
            **drawn.policy.model_dump(exclude_none=True),
            "bans": (),
            "quotas": ({"name": "全部安排", "least": quota},),
        }
    )
    return Scenario(policy, pools, drawn.vocabulary)


def test_budgets_do_not_hide_in_the_capacity() -> None:
    """Days on site that leave room for one post are named as such, not as the number of hosts."""
    plan = make_plan(make_season(4, 2))
    assert plan.compiled.problem.capacity.tolist() == [1]
    assert plan.conflict is not None
    assert {group.rule for group in plan.conflict.groups} == {"quota", "site_days"}
    assert plan.conflict.remedies == plan.conflict.groups


def test_a_second_conflict_behind_the_first_is_told() -> None:
    """Where both the days and the number of hosts are short, lifting one is said not to be enough."""
    plan = make_plan(make_season(4, 3, num_posts=3))
    conflict = plan.conflict
    assert conflict is not None
    assert conflict.is_minimal
    assert [group.rule for group in conflict.remedies] == ["quota"]
    assert {group.rule for group in (*conflict.groups, *conflict.further)} == {"quota", "capacity", "site_days"}
    assert len(conflict.further) == 1
    assert "此外还有冲突" in conflict.words.zh


def test_nothing_is_said_without_proof() -> None:
    """A search that may not run says nothing; a plan that exists has no conflict."""
    compiled = make_plan(make_season(4, 2)).compiled
    assert find_conflict(compiled, SETTINGS, should_stop=lambda: True) is None
    assert make_plan(make_season(None, 2)).conflict is None
