"""Rotations and stable-set objectives against brute force and against public lists of all stable plans."""

from dataclasses import replace

import instances
import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.policy.records import Objective
from matcher.problem import Problem, Value
from matcher.solve.deferred import propose_from_candidates, propose_from_posts
from matcher.solve.rotations import (
    ClosedSets,
    Rotations,
    find_egalitarian,
    find_least_regret,
    find_rotations,
    solve_stable_set,
    supports,
)
from matcher.solve.trimming import trim

COOPER = instances.SHARED / "cooper-stable-marriage"
CASES = sorted([*COOPER.glob("textbook/*_all_stable.txt"), *COOPER.glob("regret-equal/*/all_stable_matchings/*.txt")])
SUMS: tuple[Objective, ...] = ("satisfaction", "travel", "continuity", "ranks", "generous", "regret")


def stable_plans(problem: Problem) -> list[oracle.Plan]:
    """Return every plan without a blocking pair: all subsets of the pairs are tried at once."""
    k = problem.num_pairs
    x = ((np.arange(1 << k)[:, None] >> np.arange(k)) & 1).astype(bool)
    x = x[~x[:, problem.is_banned].any(axis=1)]
    by_person = problem.candidate[:, None] == np.arange(problem.num_candidates)
    by_post = problem.post[:, None] == np.arange(problem.num_posts)
    x = x[((x @ by_person.astype(int)) <= problem.capacity).all(axis=1)]
    x = x[((x @ by_post.astype(int)) <= problem.most).all(axis=1)]
    load, people = x @ by_person.astype(int), x @ by_post.astype(int)
    is_stable = np.ones(len(x), bool)
    for e in np.flatnonzero(~problem.is_banned):
        i, p = problem.candidate[e], problem.post[e]
        worse_i = (problem.candidate == i) & (problem.rank_by_candidate > problem.rank_by_candidate[e])
        worse_p = (problem.post == p) & (problem.rank_by_post > problem.rank_by_post[e])
        wants = (load[:, i] < problem.capacity[i]) | x[:, worse_i].any(axis=1)
        takes = (people[:, p] < problem.most[p]) | x[:, worse_p].any(axis=1)
        is_stable &= x[:, e] | ~wants | ~takes
    pairs = oracle.pairs_of(problem)
    return [tuple(pairs[e] for e in np.flatnonzero(row)) for row in x[is_stable]]


def best_values(problem: Problem, plans: list[oracle.Plan]) -> dict[Objective, Value] | None:
    """Return the lexicographic optimum of the problem's objectives over `plans`; None without any."""
    champion: dict[Objective, Value] | None = None
    for plan in plans:
        values = oracle.measure(problem, plan)
        if champion is None or oracle._beats(list(problem.objectives), values, champion):
            champion = values
    return champion and {name: champion[name] for name in problem.objectives}


def plans_of(rotations: Rotations) -> list[oracle.Plan]:
    """Return the plan of every closed set of rotations, closed sets grown one rotation at a time."""
    needs: list[set[int]] = [set() for _ in range(rotations.num)]
    for before, after in zip(rotations.before.tolist(), rotations.after.tolist(), strict=True):
        needs[after].add(before)
    seen = {frozenset[int]()}
    todo = [frozenset[int]()]
    while todo:
        chosen = todo.pop()
        for r in range(rotations.num):
            grown = chosen | {r}
            if r not in chosen and needs[r] <= chosen and grown not in seen:
                seen.add(grown)
                todo.append(grown)
    plans = []
    for chosen in seen:
        marks = np.array([r in chosen for r in range(rotations.num)], np.uint8)
        plans.append(oracle.as_plan(rotations.market.as_assignment(rotations.turn(marks))))
    return plans


def crossed_problem(
    rng: np.random.Generator, *, size: int, most: int, objectives: tuple[Objective, ...] = ("stability",)
) -> Problem:
    """Return a complete strict problem with as many places on both sides that tend to want the opposite.

    Such problems have many stable plans.
    """
    problem = random_problem(rng, num_candidates=size, num_posts=size, has_ties=False, objectives=objectives)
    cells = np.arange(size * size)
    k = len(cells)
    capacity = rng.integers(1, most + 1, size)
    # Going round in a circle, every shift of all candidates by one post is a plan of its own.
    wish = (cells - cells // size) % size + rng.integers(0, 3, k) * rng.integers(0, 2)
    return replace(
        problem,
        candidate=(cells // size).astype(np.int32),
        post=(cells % size).astype(np.int32),
        capacity=capacity,
        most=rng.permutation(capacity),
        least=np.zeros(size, np.int64),
        points=rng.integers(0, 20, k),
        travel_m=rng.integers(0, 10, k),
        is_kept=rng.random(k) < 0.3,
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
        rank_by_candidate=strict_ranks(cells // size, wish + rng.random(k)),
        rank_by_post=strict_ranks(cells % size, rng.random(k) - wish),
    )


def strict_ranks(agent: np.ndarray, wish: np.ndarray) -> np.ndarray:
    """Return each agent's ranks 1, 2, 3 … in the order of `wish`."""
    ranks = np.zeros(len(agent), np.int64)
    for a in np.unique(agent):
        mine = np.flatnonzero(agent == a)
        ranks[mine[np.argsort(wish[mine], kind="stable")]] = np.arange(1, len(mine) + 1)
    return ranks


def test_the_quick_enumerator_is_the_oracle() -> None:
    """The enumerator of this file lists what the slow one lists."""
    rng = np.random.default_rng(30)
    for _ in range(60):
        problem = random_problem(rng, rules=("ban",), max_pairs=8)
        slow = [plan for plan in oracle.enumerate_plans(problem) if not oracle.blocking_pairs(problem, plan)[0]]
        assert sorted(stable_plans(problem)) == sorted(slow)


def test_closed_sets_are_the_stable_plans_of_small_markets() -> None:
    """In 2,000 strict problems, capacities on both sides, each stable plan is one closed set and none is missing."""
    rng = np.random.default_rng(31)
    for _ in range(2000):
        problem = random_problem(rng, rules=("ban",), max_pairs=10, has_ties=False)
        assert sorted(plans_of(find_rotations(problem))) == sorted(stable_plans(problem))


@pytest.mark.parametrize(("most", "num"), [(1, 100), (2, 200), (3, 100)])
def test_closed_sets_are_the_stable_plans_where_there_are_many(most: int, num: int) -> None:
    """Sides that want the opposite have several stable plans; all are met, none twice, also many-to-many."""
    rng = np.random.default_rng(32)
    met = most_plans = 0
    for _ in range(num):
        problem = crossed_problem(rng, size=4, most=most)
        rotations = find_rotations(problem)
        everything = stable_plans(problem)
        met += rotations.num
        most_plans = max(most_plans, len(everything))
        assert sorted(plans_of(rotations)) == sorted(everything)
    assert met >= num
    assert most_plans >= 4


def test_the_ends_are_the_plans_of_deferred_acceptance() -> None:
    """No rotation turned gives the candidates' best plan, all of them turned the posts' best."""
    rng = np.random.default_rng(33)
    for _ in range(40):
        problem = crossed_problem(rng, size=12, most=3)
        rotations = find_rotations(problem)
        sets = ClosedSets(rotations.num, rotations.before, rotations.after)
        for chosen, plan in (
            (sets.smallest(), propose_from_candidates(problem)),
            (sets.largest(), propose_from_posts(problem)),
        ):
            assert np.array_equal(rotations.market.as_assignment(rotations.turn(chosen)).pairs, plan.pairs)


@pytest.mark.parametrize("rules", [(), ("pin", "ban")])
def test_objectives_in_every_order_equal_brute_force(rules: tuple[str, ...]) -> None:
    """The lexicographic optimum among stable plans, and its absence with pins, is that of brute force."""
    rng = np.random.default_rng(34)
    impossible = improved = 0
    for turn in range(800):
        order = [SUMS[s] for s in rng.permutation(len(SUMS))]
        spread: Objective = ("coverage", "hosts", "size", "balance")[turn % 4]
        objectives: tuple[Objective, ...] = ("stability", *order[:3], spread, *order[3:])
        problem = random_problem(
            rng, rules=rules, max_pairs=10, has_ties=False, objectives=objectives, has_least_loads=turn % 3 == 0
        )
        if turn % 2:
            problem = crossed_problem(rng, size=3 + turn // 2 % 5 // 4, most=2, objectives=objectives)
        if not supports(problem):  # a pin of several posts, which is a side rule
            continue
        pinned = {
            pair for pair, is_pinned in zip(oracle.pairs_of(problem), problem.is_pinned, strict=True) if is_pinned
        }
        expected = best_values(problem, [plan for plan in stable_plans(problem) if pinned.issubset(plan)])
        outcome = solve_stable_set(problem)
        if expected is None:
            assert outcome.status == "INFEASIBLE"
            assert outcome.assignment is None
            impossible += 1
            continue
        assert outcome.status == "OPTIMAL"
        assert outcome.assignment is not None
        assert {result.name: result.value for result in outcome.objectives} == expected
        assert all(result.proven and result.bound == result.value for result in outcome.objectives)
        plan = oracle.as_plan(outcome.assignment)
        assert not oracle.broken_rules(problem, plan)
        improved += plan != oracle.as_plan(propose_from_candidates(problem))
    assert improved > 50
    assert impossible > 20 or not rules


def test_pins_choose_among_many_stable_plans() -> None:
    """Pinning any pair gives a plan with it exactly when some stable plan has it, and never another fault."""
    rng = np.random.default_rng(35)
    for _ in range(25):
        problem = crossed_problem(rng, size=4, most=2)
        everything = stable_plans(problem)
        for e, pair in enumerate(oracle.pairs_of(problem)):
            pins = np.zeros(problem.num_pairs, np.bool_)
            pins[e] = True
            pinned = replace(problem, is_pinned=pins, objectives=("stability", "ranks"))
            outcome = solve_stable_set(pinned)
            expected = best_values(pinned, [plan for plan in everything if pair in plan])
            assert (outcome.assignment is None) == (expected is None)
            if expected is not None:
                assert outcome.objectives[1].value == expected["ranks"]


def test_favour_decides_between_equals() -> None:
    """With nothing else asked for, each side gets its own best plan."""
    rng = np.random.default_rng(36)
    differ = 0
    for _ in range(30):
        problem = crossed_problem(rng, size=6, most=2)
        mine, theirs = solve_stable_set(problem), solve_stable_set(problem, favour="enterprises")
        assert mine.assignment is not None
        assert theirs.assignment is not None
        assert np.array_equal(mine.assignment.pairs, propose_from_candidates(problem).pairs)
        assert np.array_equal(theirs.assignment.pairs, propose_from_posts(problem).pairs)
        differ += not np.array_equal(mine.assignment.pairs, theirs.assignment.pairs)
    assert differ > 5


def test_egalitarian_and_least_regret_equal_brute_force() -> None:
    """The least sum of ranks and the least worst rank among all stable plans are met, capacities included."""
    rng = np.random.default_rng(37)
    for turn in range(60):
        problem = crossed_problem(rng, size=4, most=1 + turn % 2)
        ranks = {
            pair: int(a + b)
            for pair, a, b in zip(
                oracle.pairs_of(problem), problem.rank_by_candidate, problem.rank_by_post, strict=True
            )
        }
        everything = stable_plans(problem)
        fair, calm = find_egalitarian(problem), find_least_regret(problem)
        assert fair is not None
        assert calm is not None
        costs = [sum(ranks[pair] for pair in plan) for plan in everything]
        assert sum(ranks[pair] for pair in oracle.as_plan(fair)) == min(costs)
        regrets = [oracle.measure(problem, plan)["regret"] for plan in everything]
        assert oracle.measure(problem, oracle.as_plan(calm))["regret"] == min(regrets, key=int)


def test_large_weights_do_not_overflow() -> None:
    """Travel whose sums need more than 32 bits is still compared exactly."""
    rng = np.random.default_rng(38)
    for _ in range(20):
        problem = crossed_problem(rng, size=4, most=1)
        travel = 10**9 - rng.integers(0, 3, problem.num_pairs)
        problem = replace(problem, travel_m=travel, objectives=("stability", "travel"))
        outcome = solve_stable_set(problem)
        expected = best_values(problem, stable_plans(problem))
        assert expected is not None
        assert outcome.objectives[1].value == expected["travel"]


def test_a_stop_leaves_the_rest_measured_and_unproven() -> None:
    """After a stop the plan is stable and the objectives not worked on carry no proof, except constants."""
    problem = replace(
        crossed_problem(np.random.default_rng(39), size=4, most=2), objectives=("stability", "travel", "size")
    )
    outcome = solve_stable_set(problem, should_stop=lambda: True)
    assert outcome.was_stopped
    assert outcome.status == "FEASIBLE"
    assert [result.proven for result in outcome.objectives] == [True, False, True]


def test_ties_side_rules_and_popularity_are_not_supported() -> None:
    """What rotations cannot prove is named beforehand; ties and popularity are refused, not answered by half."""
    strict = crossed_problem(np.random.default_rng(40), size=4, most=1)
    tied = replace(strict, rank_by_post=np.ones(strict.num_pairs, np.int64))
    popular = replace(strict, objectives=("stability", "popularity"))
    assert supports(strict)
    assert not supports(replace(strict, objectives=("coverage", "stability")))
    assert not supports(replace(strict, avoid_a=np.array([0], np.int32), avoid_b=np.array([1], np.int32)))
    for problem in (tied, popular):
        assert not supports(problem)
        with pytest.raises(ValueError, match="strict lists"):
            solve_stable_set(problem)


def test_ties_that_trimming_takes_away_are_no_obstacle() -> None:
    """Where what trimming keeps has no tie, the best of all weakly stable plans of the tied problem is proven."""
    rng = np.random.default_rng(42)
    solved = 0
    for _ in range(600):
        problem = random_problem(rng, max_pairs=10, objectives=("stability", "size", "satisfaction", "regret"))
        trimmed = replace(problem, is_banned=~trim(problem))
        if supports(problem) or not supports(trimmed):
            continue
        outcome = solve_stable_set(trimmed)
        assert {result.name: result.value for result in outcome.objectives} == best_values(
            problem, stable_plans(problem)
        )
        solved += 1
    assert solved > 40


def test_empty_sides_have_one_empty_plan() -> None:
    """Without pairs, or with nobody allowed any, the empty plan is stable and proven."""
    problem = crossed_problem(np.random.default_rng(41), size=4, most=2)
    closed = replace(problem, capacity=np.zeros(4, np.int64), objectives=("stability", *SUMS))
    outcome = solve_stable_set(closed)
    assert outcome.status == "OPTIMAL"
    assert outcome.assignment is not None
    assert len(outcome.assignment) == 0
    assert [result.value for result in outcome.objectives] == [0, 0, 0, 0, (), (), 0]


@pytest.mark.skipif(not CASES, reason="the public instances are not beside the checkout")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_public_lists_of_all_stable_marriages(path: "instances.Path") -> None:
    """Every stable marriage listed is met, no other, and the best ones have the listed optimum's value."""
    listed, best = instances.read_stable_marriages(path)
    source = path.parent.parent / "instances" / path.name if "regret-equal" in str(path) else None
    source = source or path.with_name(path.name.replace("_all_stable", ""))
    problem = instances.as_problem(instances.read_marriage(source), ("stability", "ranks"))
    expected = sorted(tuple((i, partner - 1) for i, partner in enumerate(plan)) for plan in listed)
    assert sorted(plans_of(find_rotations(problem))) == expected

    def values(index: str) -> dict[Objective, object]:
        return dict(oracle.measure(problem, [(i, partner - 1) for i, partner in enumerate(listed[best[index]])]))

    assert solve_stable_set(problem).objectives[1].value == values("rank-maximal")["ranks"]
    fair = find_egalitarian(problem)
    assert fair is not None
    ranks = oracle.measure(problem, oracle.as_plan(fair))["ranks"]
    assert rank_sum(ranks) == rank_sum(values("egalitarian")["ranks"])
    if "minimumRegret" in best:
        outcome = solve_stable_set(problem, ("stability", "regret"))
        assert outcome.objectives[1].value == values("minimumRegret")["regret"]


def rank_sum(profile: object) -> int:
    """Return the sum of ranks behind a profile."""
    assert isinstance(profile, tuple)
    return sum(rank * count for rank, count in enumerate(profile, start=1))
