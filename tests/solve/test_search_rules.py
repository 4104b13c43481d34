"""Local search under side rules: exact counts, no rule broken, never worse, near the best of tiny problems."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem import SIDE_RULES, Problem
from matcher.solve.blocking import count_in_market, cover_weight
from matcher.solve.critical import find_critical
from matcher.solve.measure import used_rows
from matcher.solve.preferences import build_market
from matcher.solve.repair import repair
from matcher.solve.search import improve_plan
from matcher.solve.search.engine import Aim
from matcher.solve.search.moves import propose_move
from matcher.solve.search.state import BLOCKING, UNEXCUSED, build_state, commit, roll_back, settle_counts
from matcher.solve.side_rules import Counters, broken_rules, build_counters, take

AIMS: tuple[Aim, ...] = ("coverage", "stability", "satisfaction")


def some_problem(rng: np.random.Generator, turn: int) -> Problem:
    """Return a problem of a few dozen agents under two to four rules."""
    rules = tuple(rng.permutation(SIDE_RULES)[: 2 + turn % 3])
    return random_problem(rng, rules=rules, num_candidates=16, num_posts=18, max_pairs=130, most_capacity=3)


def reach(problem: Problem, plan: oracle.Plan) -> tuple[int, int, int]:
    """Return missing cover, blocking pairs and lost points of a plan; less is better in each."""
    values = oracle.measure(problem, plan)
    found = values["coverage"], values["stability"], values["satisfaction"]
    assert all(isinstance(value, int) for value in found)
    return int(found[0]), int(found[1]), -int(found[2])  # type: ignore[arg-type]


def test_counts_of_rules_stay_exact_through_moves_kept_and_undone() -> None:
    """After every transaction the rules are counted as from nothing, and one undone leaves no trace."""
    rng = np.random.default_rng(81)
    kept = undone = 0
    for turn in range(30):
        problem = some_problem(rng, turn)
        market = build_market(problem)
        empty = build_counters(problem, market)
        state = build_state(market, np.zeros(market.num_pairs, np.uint8), empty)
        chance = np.array([turn + 1], np.int64)
        for _ in range(120):
            before = state.total.copy()
            counts = {name: np.array(getattr(state.rules, name)) for name in Counters._fields if name != "held"}
            propose_move(state, int(rng.integers(market.num_pairs)), chance)
            settle_counts(state)
            if rng.random() < 0.4:
                roll_back(state, int(before[BLOCKING]), int(before[UNEXCUSED]))
                undone += 1
                assert all((getattr(state.rules, name) == counts[name]).all() for name in counts)
                continue
            commit(state)
            kept += 1
            x = np.ascontiguousarray(state.pairs["is_used"])
            again = build_counters(problem, market)
            for e in np.flatnonzero(x):
                take(again, e)
            assert isinstance(state.rules, Counters)
            assert state.rules.broken.tolist() == again.broken.tolist()
            found = count_in_market(market, x)
            assert (state.total[BLOCKING], state.total[UNEXCUSED]) == (found.num_blocking, found.num_unexcused)
        assert not empty.held.any()
    assert kept > 1000
    assert undone > 1000


@pytest.mark.parametrize("aim", AIMS)
def test_no_rule_is_broken_and_the_plan_is_never_worse(aim: Aim) -> None:
    """From a plan within the rules every aim keeps rules and cover, and betters what it is for."""
    rng = np.random.default_rng(82)
    seen = better = 0
    for turn in range(90):
        problem = some_problem(rng, turn)
        start = repair(problem, find_critical(problem).assignment)
        if start is None or oracle.broken_rules(problem, oracle.as_plan(start)):
            continue
        seen += 1
        found = improve_plan(problem, start, moves=1500, aim=aim)
        plan = oracle.as_plan(found.assignment)
        assert not oracle.broken_rules(problem, plan)
        assert not broken_rules(problem, used_rows(problem, found.assignment))
        old, new = reach(problem, oracle.as_plan(start)), reach(problem, plan)
        assert new[0] <= old[0]
        assert found.stability.num_blocking == new[1]
        if aim == "stability":
            assert new[1] <= old[1]
        if aim == "satisfaction":
            assert new[1] <= old[1]
            assert new[2] <= old[2]
        at = AIMS.index(aim)
        better += new[at] < old[at]
    assert seen > 40
    assert better > seen // 5


def test_tiny_problems_come_near_the_best_plan_within_the_rules() -> None:
    """More cover, then fewer blocking pairs: brute force over all plans within the rules is rarely ahead."""
    rng = np.random.default_rng(83)
    seen = short = blocked = 0
    for turn in range(260):
        rules = tuple(rng.permutation(SIDE_RULES)[: 1 + turn % 3])
        problem = random_problem(rng, rules=rules, max_pairs=9, most_capacity=2)
        market = build_market(problem)
        plans = list(oracle.enumerate_plans(problem))
        if len(plans) < 4:
            continue
        best = min(reach(problem, plan)[:2] for plan in plans)
        start = oracle.as_assignment(plans[int(rng.integers(len(plans)))])
        covered = improve_plan(problem, start, moves=3000, aim="coverage").assignment
        found = improve_plan(problem, covered, moves=3000).assignment
        mine = reach(problem, oracle.as_plan(found))[:2]
        assert not oracle.broken_rules(problem, oracle.as_plan(found))
        assert mine >= best
        assert cover_weight(market, market.as_marks(found)) >= cover_weight(market, market.as_marks(start))
        seen += 1
        short += mine[0] > best[0]
        blocked += mine[0] == best[0] and mine[1] > best[1]
    assert seen > 120
    assert short <= seen // 10
    assert blocked <= seen // 10


def test_points_grow_without_rules_and_no_pair_goes_unexcused() -> None:
    """Aiming at points keeps cover, the number of blocking pairs and that of unexcused ones."""
    rng = np.random.default_rng(84)
    better = 0
    for _ in range(40):
        problem = random_problem(rng, num_candidates=20, num_posts=25, max_pairs=220, most_capacity=2)
        start = find_critical(problem)
        found = improve_plan(problem, start.assignment, moves=1500, aim="satisfaction")
        old, new = (reach(problem, oracle.as_plan(each.assignment)) for each in (start, found))
        assert all(b <= a for a, b in zip(old, new, strict=True))
        assert found.stability.num_unexcused <= start.stability.num_unexcused
        better += new[2] < old[2]
    assert better >= 3
