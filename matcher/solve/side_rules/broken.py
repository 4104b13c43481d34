"""The hard rules that a plan breaks, by name."""

from dataclasses import replace

import numpy as np

from matcher.problem import Problem
from matcher.problem.problem import SIDE_RULES
from matcher.solve.preferences import Ints, build_market
from matcher.solve.side_rules.counters import build_counters
from matcher.solve.side_rules.kernels import take_all


def broken_rules(problem: Problem, rows: Ints) -> frozenset[str]:
    """Return the names of the hard rules that the plan using these rows of pairs breaks.

    Complexity: O(k) once for k pairs, and then the posts each person holds, squared.
    """
    load = np.bincount(problem.candidate[rows], minlength=problem.num_candidates)
    people = np.bincount(problem.post[rows], minlength=problem.num_posts)
    found = set()
    if problem.is_banned[rows].any():
        found.add("ban")
    if (load > problem.capacity).any():
        found.add("capacity")
    if (people > problem.most).any():
        found.add("seats")
    # A banned pair is a fault, and what it uses up counts all the same.
    market = build_market(replace(problem, is_banned=np.zeros_like(problem.is_banned)))
    counters = build_counters(problem, market, np.maximum(market.capacity, load).astype(np.int32))
    take_all(counters, rows)
    return frozenset(found | {name for name, amount in zip(SIDE_RULES, counters.broken[1:], strict=True) if amount})
