"""The price of forcing many pairs by one search against re-solving each alone."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.problem import Problem
from matcher.problem.edits import PairPin, edit_problem
from matcher.solve.flow.engine import solve_flow
from matcher.solve.incremental import Base, ForcedPairs, apply, make_base, price_of_forcing, resolve, supports
from matcher.verify import verify

ORDERS = [
    ("coverage", "satisfaction"),
    ("satisfaction", "coverage", "travel"),
    ("coverage", "size", "travel", "continuity"),
]


def hold_to_resolve(base: Base, prices: ForcedPairs) -> tuple[int, int]:
    """Check every price against pinning the pair; return how many were possible and impossible."""
    problem, before = base.problem, base.measure()
    for at, row in enumerate(prices.rows.tolist()):
        i, p = int(problem.candidate[row]), int(problem.post[row])
        single = price_of_forcing(base, candidate=i, post=p)
        outcome = resolve(base, PairPin(i, p))
        assert prices.is_possible[at] == single.is_possible[0] == (outcome.status == "OPTIMAL")
        if outcome.assignment is None:
            assert not prices.changes[at].any()
            assert prices.find_turned(at) == []
            continue
        expected = [result.value - before[result.name] for result in outcome.objectives]
        assert prices.changes[at].tolist() == single.changes[0].tolist() == expected
        for own, place in ((prices, at), (single, 0)):
            plan = np.setxor1d(base.rows, np.array(own.find_turned(place), np.int64))
            assert row in plan
            pairs = np.column_stack([problem.candidate[plan], problem.post[plan]])
            checked = verify(edit_problem(problem, PairPin(i, p)), oracle.as_assignment(pairs.tolist()))
            assert not checked.violations
            assert [checked.objectives[name] for name in base.objectives] == [r.value for r in outcome.objectives]
    return int(prices.is_possible.sum()), int((~prices.is_possible).sum())


@pytest.mark.parametrize("objectives", ORDERS, ids="-".join)
def test_prices_equal_single_pins(objectives: tuple) -> None:
    """Each pair of each post and candidate costs what pinning it costs, with minima, pins, bans and full posts."""
    rng = np.random.default_rng(61)
    possible = impossible = 0
    for turn in range(120):
        problem = random_problem(
            rng, objectives=objectives, rules=("ban", "pin"), has_least_loads=turn % 2 == 0, max_pairs=14
        )
        if not supports(problem) or solve_flow(problem, objectives).status == "INFEASIBLE":
            continue
        base = make_base(problem)
        prices = [price_of_forcing(base, post=p) for p in range(problem.num_posts)]
        prices += [price_of_forcing(base, candidate=i) for i in range(problem.num_candidates)]
        assert sum(len(found.rows) for found in prices) == 2 * problem.num_pairs
        for found in prices:
            counts = hold_to_resolve(base, found)
            possible, impossible = possible + counts[0], impossible + counts[1]
    assert possible >= 400
    assert impossible >= 30


def test_prices_equal_enumeration() -> None:
    """The changes are those of the best of all plans that hold the pair, listed one by one."""
    rng = np.random.default_rng(62)
    checked = 0
    for _ in range(60):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), rules=("ban",), max_pairs=8)
        base = make_base(problem)
        before = base.measure()
        for p in range(problem.num_posts):
            prices = price_of_forcing(base, post=p)
            for at, row in enumerate(prices.rows.tolist()):
                if not prices.is_possible[at]:
                    assert problem.is_banned[row] or not problem.most[p] or not problem.capacity[problem.candidate[row]]
                    continue
                expected = oracle.best(edit_problem(problem, PairPin(int(problem.candidate[row]), p)))
                assert expected is not None
                assert dict(zip(prices.objectives, prices.changes[at].tolist(), strict=True)) == {
                    name: value - before[name] for name, value in expected[0].items()
                }
                checked += 1
    assert checked >= 150


def test_prices_hold_after_edits() -> None:
    """An edited base prices its own plan, not the one it came from."""
    rng = np.random.default_rng(63)
    problem: Problem = random_problem(
        rng, objectives=("coverage", "satisfaction"), num_candidates=5, num_posts=5, max_pairs=20
    )
    base, held = make_base(problem), 0
    for row in rng.permutation(problem.num_pairs)[:6].tolist():
        pin = PairPin(int(problem.candidate[row]), int(problem.post[row]))
        try:
            base = apply(base, pin)
        except ProblemError:
            continue
        for p in range(problem.num_posts):
            held += sum(hold_to_resolve(base, price_of_forcing(base, post=p)))
    assert held >= 20


def test_bad_questions_are_refused() -> None:
    """Nothing asked for is an error, and so is a pair that is not there."""
    problem = random_problem(np.random.default_rng(64), objectives=("satisfaction",), max_pairs=3)
    base = make_base(problem)
    with pytest.raises(ValueError, match="a candidate, a post or both"):
        price_of_forcing(base)
    missing = next(
        (i, p)
        for i in range(problem.num_candidates)
        for p in range(problem.num_posts)
        if (i, p) not in oracle.pairs_of(problem)
    )
    with pytest.raises(ProblemError):
        price_of_forcing(base, candidate=missing[0], post=missing[1])
