"""Parts of a problem, cut and joined again."""

from dataclasses import replace

import numpy as np
import oracle
from tiny_problems import random_problem

from matcher.problem import SIDE_RULES, Problem
from matcher.solve import solve
from matcher.solve.components import cut, split
from matcher.verify import verify

SUMS = ("coverage", "stability", "satisfaction", "ranks")
PROFILES = ("coverage", "size", "generous", "ranks")


def side_by_side(one: Problem, other: Problem) -> Problem:
    """Return two problems as one that has nothing in common between them."""
    n, m, h, k = one.num_candidates, one.num_posts, one.num_hosts, one.num_pairs
    shift = {"candidate": n, "post": m, "host": h, "avoid_a": n, "avoid_b": n, "team_post": m}
    shift |= {"quota_pair": k, "pin_group_pair": k, "team_pair": k}
    starts = ("quota_start", "pin_group_start", "team_start")
    fields = {}
    for name in one.__dataclass_fields__:
        a, b = getattr(one, name), getattr(other, name)
        if name in starts:
            fields[name] = np.concatenate([a, a[-1] + b[1:]])
        elif isinstance(a, np.ndarray):
            fields[name] = np.concatenate([a, b + shift.get(name, 0)] if name in shift else [a, b]).astype(a.dtype)
        else:
            fields[name] = a
    return Problem(**fields)


def test_parts_cover_the_whole_and_keep_every_rule() -> None:
    """Candidates and posts are dealt out once; a plan of the parts keeps or breaks what the whole does."""
    rng = np.random.default_rng(12)
    several = 0
    for _ in range(60):
        rules = tuple(rng.permutation(SIDE_RULES)[:3])
        problem = side_by_side(
            random_problem(rng, rules=rules, objectives=SUMS, max_pairs=6),
            random_problem(rng, rules=rules, objectives=SUMS, max_pairs=6),
        )
        parts = split(problem)
        assert sorted(np.concatenate([part.candidates for part in parts]).tolist()) == list(
            range(problem.num_candidates)
        )
        assert sorted(np.concatenate([part.posts for part in parts]).tolist()) == list(range(problem.num_posts))
        assert sum(part.problem.num_pairs for part in parts) == problem.num_pairs
        several += len(parts) > 1
        used = rng.random(problem.num_pairs) < 0.5
        plan = [pair for pair, is_used in zip(oracle.pairs_of(problem), used, strict=True) if is_used]
        broken = set()
        for part in parts:
            people = {int(i): at for at, i in enumerate(part.candidates)}
            seats = {int(p): at for at, p in enumerate(part.posts)}
            broken |= oracle.broken_rules(part.problem, [(people[i], seats[p]) for i, p in plan if i in people])
        assert broken == oracle.broken_rules(problem, plan)
    assert several >= 40


def test_joined_answers_are_the_answer_of_the_whole() -> None:
    """Solving apart gives the values that enumeration finds for the whole, and they verify."""
    rng = np.random.default_rng(13)
    solved = 0
    for number in range(18):
        rules = () if number % 2 else ("site_days", "avoid")
        names = PROFILES if number > 13 else SUMS
        problem = side_by_side(
            random_problem(rng, rules=rules, objectives=names, max_pairs=5),
            random_problem(rng, rules=rules, objectives=names, max_pairs=5),
        )
        expected = oracle.best(problem)
        outcome = solve(problem)
        assert expected is not None
        assert {result.name: result.value for result in outcome.objectives} == expected[0]
        assert outcome.status == "OPTIMAL"
        assert outcome.assignment is not None
        assert verify(problem, outcome.assignment, outcome.objectives).ok
        solved += len(split(problem)) > 1
    assert solved >= 8


def test_regret_is_not_split() -> None:
    """An objective that is no sum over the parts keeps the problem whole."""
    rng = np.random.default_rng(14)
    problem = side_by_side(random_problem(rng), random_problem(rng))
    assert len(split(replace(problem, objectives=("coverage", "regret")))) == 1


def test_cut_of_everything_is_the_problem_itself() -> None:
    """Cutting out all agents changes no array."""
    rng = np.random.default_rng(15)
    for _ in range(20):
        problem = random_problem(rng, rules=SIDE_RULES)
        same = cut(problem, np.arange(problem.num_candidates), np.arange(problem.num_posts)).problem
        hosts = np.unique(problem.host)
        if len(hosts) == problem.num_hosts:
            assert same.digest() == problem.digest()
