"""Plans mended by taking pairs one by one."""

import numpy as np
import oracle
from tiny_problems import random_problem

from matcher.problem import SIDE_RULES, Assignment
from matcher.solve.repair import repair


def test_keeps_every_rule_or_gives_up() -> None:
    """Whatever the wish, the plan returned breaks no rule; upper rules alone never make it give up."""
    rng = np.random.default_rng(21)
    upper = {"ban", "one_post_per_host", "company_posts", "site_days", "workload", "bundle_radius", "avoid"}
    mended = 0
    for _ in range(600):
        rules = tuple(rng.permutation(SIDE_RULES)[: int(rng.integers(0, 4))])
        problem = random_problem(rng, rules=rules)
        wish = rng.random(problem.num_pairs) < 0.6
        plan = repair(problem, Assignment(np.column_stack([problem.candidate[wish], problem.post[wish]])))
        if plan is None:
            assert not set(rules) <= upper
            continue
        mended += 1
        assert not oracle.broken_rules(problem, oracle.as_plan(plan))
    assert mended >= 300


def test_a_wish_within_the_rules_is_kept() -> None:
    """A plan that breaks nothing comes back with all its pairs."""
    rng = np.random.default_rng(22)
    for _ in range(100):
        problem = random_problem(rng, rules=("site_days", "avoid", "one_post_per_host"))
        plans = list(oracle.enumerate_plans(problem))
        wish = plans[int(rng.integers(len(plans)))]
        kept = repair(problem, oracle.as_assignment(wish))
        assert kept is not None
        assert set(wish) <= set(oracle.as_plan(kept))
