"""Side rules counted pair by pair, against plain loops over finished plans."""

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem import SIDE_RULES, Problem
from matcher.solve.preferences import Market, build_market
from matcher.solve.side_rules import Counters, broken_rules, build_counters, drop, find_clash, fits, take

COUNTED = [rule for rule in SIDE_RULES if rule != "ban"]


def _some_problem(rng: np.random.Generator, rules: tuple[str, ...]) -> Problem:
    return random_problem(rng, rules=rules, num_candidates=6, num_posts=7, max_pairs=30, most_capacity=4)


def _broken(problem: Problem, used: set[int]) -> set[str]:
    """Return the side rules that the oracle finds broken, capacity and seats aside."""
    listed = oracle.pairs_of(problem)
    return oracle.broken_rules(problem, [listed[k] for k in sorted(used)]) & set(SIDE_RULES)


def _start(problem: Problem) -> tuple[Market, Counters]:
    market = build_market(problem)
    return market, build_counters(problem, market, np.diff(market.start_i).astype(np.int32))


@pytest.mark.parametrize("rule", [*COUNTED, "all"])
def test_counts_agree_with_plain_loops_after_every_change(rule: str) -> None:
    """Pairs come and go at random: a rule's count is above zero just when the oracle finds it broken."""
    rng = np.random.default_rng(71)
    seen = kept = 0
    for _ in range(25):
        problem = _some_problem(rng, tuple(SIDE_RULES) if rule == "all" else (rule,))
        market, counters = _start(problem)
        used: set[int] = set()
        for _ in range(60):
            if not market.num_pairs:
                break
            e = int(rng.integers(market.num_pairs))
            k = int(market.pair_of[e])
            if k in used:
                drop(counters, e)
                used.remove(k)
            else:
                take(counters, e)
                used.add(k)
            found = {name for name, amount in zip(SIDE_RULES, counters.broken[1:], strict=True) if amount}
            expected = _broken(problem, used)
            assert found == expected
            assert (counters.broken >= 0).all()
            assert counters.broken[0] == counters.broken[1:].sum()
            seen += bool(expected)
            kept += not expected
    assert seen > 50
    assert kept > 50


def test_taking_back_restores_every_array() -> None:
    """What is taken and dropped again leaves no trace but the order of held pairs."""
    rng = np.random.default_rng(72)
    for _ in range(40):
        problem = _some_problem(rng, SIDE_RULES)
        market, counters = _start(problem)
        before = [np.array(array) for array in counters]
        chosen = rng.permutation(market.num_pairs)
        for e in chosen:
            take(counters, e)
        for e in rng.permutation(chosen):
            drop(counters, e)
        for name, one, other in zip(Counters._fields, before, counters, strict=True):
            assert name == "held" or (one == other).all(), name


def test_a_pair_that_fits_breaks_nothing_new_and_one_that_does_not_breaks_something() -> None:
    """Beside a plan, or in exchange for a pair of the same person, at posts whose teams are complete or alone."""
    rng = np.random.default_rng(73)
    answers = {True: 0, False: 0}
    upper = tuple(rule for rule in SIDE_RULES if rule not in {"pin", "quota"})
    for turn in range(150):
        problem = _some_problem(rng, upper)
        market, counters = _start(problem)
        used: list[int] = []
        for e in rng.permutation(market.num_pairs)[:8].tolist():
            if fits(counters, e, -1):
                take(counters, e)
                used.append(e)
        assert counters.broken[0] == 0
        for e in set(range(market.num_pairs)) - set(used):
            mine = [d for d in used if market.candidate[d] == market.candidate[e] and market.post[d] != market.post[e]]
            out = mine[turn % len(mine)] if mine and turn % 3 else -1
            if out >= 0:
                drop(counters, out)
            left = int(counters.broken[0])
            take(counters, e)
            more = int(counters.broken[0]) - left
            drop(counters, e)
            if out >= 0:
                take(counters, out)
            assert fits(counters, e, out) == (more == 0)
            answers[more == 0] += 1
            clash = find_clash(counters, e)
            assert clash == -1 or (clash in used and market.candidate[clash] == market.candidate[e])
    assert min(answers.values()) > 300


def test_a_pair_never_fits_where_a_quota_moves_away_from_its_bounds() -> None:
    """Full quotas of pairs, people and hosts refuse one more, and a share refuses what worsens it."""
    rng = np.random.default_rng(74)
    refused = 0
    for _ in range(150):
        problem = _some_problem(rng, ("quota",))
        market, counters = _start(problem)
        for e in rng.permutation(market.num_pairs).tolist():
            before = counters.broken.copy()
            is_fit = fits(counters, e, -1)
            take(counters, e)
            if is_fit:
                assert (counters.broken <= before).all()
            else:
                refused += 1
                drop(counters, e)
    assert refused > 100


def test_broken_rules_are_named_as_the_oracle_names_them() -> None:
    """Any set of listed pairs, within capacities or not: the same names, bans and limits included."""
    rng = np.random.default_rng(75)
    names: set[str] = set()
    for _ in range(400):
        rules = tuple(rng.permutation(SIDE_RULES)[: int(rng.integers(0, 5))])
        problem = random_problem(rng, rules=rules, max_pairs=14)
        rows = np.flatnonzero(rng.random(problem.num_pairs) < rng.random())
        listed = oracle.pairs_of(problem)
        expected = oracle.broken_rules(problem, [listed[k] for k in rows]) - {"acceptable", "stability"}
        assert broken_rules(problem, rows) == expected
        names |= expected
    assert names == {"capacity", "seats", *SIDE_RULES}
