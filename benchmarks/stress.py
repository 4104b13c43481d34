"""Withdrawing each person in turn, against one full solve.

    python -m benchmarks.stress [--size M]

Without side rules, twice: with the fewest new pairs that keep most cover, as the stress test repairs,
and with every objective optimised anew. The cover of each is held to `cover_of_withdrawals`, code of
its own. Then with side rules that bind, quotas of committees and one company post each, against the
full solve of the same problem in the default order of objectives; the cover of some is held to a solve
for coverage alone.
"""

import sys
import time
from dataclasses import replace
from typing import get_args

import numpy as np

from benchmarks.families import FAMILIES, Size, make_problem
from benchmarks.quotas import add_quotas
from benchmarks.timing import Timed, count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.policy.records import EngineSettings
from matcher.policy.terms import PRESETS
from matcher.problem import Problem
from matcher.problem.edits import CandidateLeaves, edit_problem
from matcher.solve import solve
from matcher.solve.incremental import cover_of_withdrawals, make_base, resolve
from matcher.whatif.withdrawals import Repairer

MOST_RATIO = 10.0
NUM_HELD = 20
"""Withdrawals whose cover is held to a solve of their own, where rules bind."""

SHARE_OF_COMPANY_POSTS = 0.3
HOSTS_OF_COMMITTEE = 60


def main(arguments: list[str] | None = None) -> int:
    """Measure one size; objectives coverage and satisfaction."""
    parser = start_parser("each withdrawal in turn against one full solve")
    parser.add_argument("--size", choices=get_args(Size), default="M")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--effort", type=float, default=20.0, help="of the full solve with side rules")
    asked = parser.parse_args(arguments)
    problem = make_problem(asked.size)
    plan = solve(problem).assignment
    if plan is None:
        raise AssertionError("the family's problem has a plan")
    everybody = range(problem.num_candidates)

    def repair() -> list[int]:
        repairer = Repairer(problem, plan, EngineSettings())
        return [repairer.cover + repairer.repair((i,)).loss for i in everybody]

    def optimise() -> list[object]:
        base = make_base(problem, plan)
        return [resolve(base, CandidateLeaves(i)).objectives[0].value for i in everybody]

    cover = cover_of_withdrawals(problem, np.eye(problem.num_candidates, dtype=np.bool_)).tolist()
    if repair() != cover or optimise() != cover:
        raise AssertionError("the cover after a withdrawal differs from the one counted apart")
    ours, anew, full = time_in_turns(repair, optimise, lambda: solve(problem), repeats=asked.repeats)
    print_head()
    case = f"{problem.num_candidates} withdrawals, {asked.size}"
    return count_misses(
        [
            print_ratio(f"{case}, repaired", ours, full, most=MOST_RATIO, slack=asked.slack),
            # No reach of its own: the stress test does not take this way.
            print_ratio(f"{case}, every objective anew", anew, full, most=2 * MOST_RATIO, slack=asked.slack),
            measure_rules(asked.size, asked.effort, asked.slack),
        ]
    )


def measure_rules(size: Size, effort: float, slack: float) -> bool:
    """Measure one size with side rules that bind; one run of each, since a run is long."""
    family = FAMILIES[size]
    committees = max(2, family.num_hosts // HOSTS_OF_COMMITTEE)
    problem = add_rules(make_problem(size, objectives=PRESETS["coverage-first"]), committees)
    settings = EngineSettings(effort=effort)
    started = time.perf_counter()
    plan = solve(problem, settings).assignment
    solved = time.perf_counter()
    if plan is None:
        raise AssertionError("the family's problem has a plan within its rules")
    repairer = Repairer(problem, plan, settings)
    repairs = [repairer.repair((i,)) for i in range(problem.num_candidates)]
    ended = time.perf_counter()
    if not all(one.is_exact for one in repairs):
        raise AssertionError("every withdrawal is decided")
    for i in range(0, problem.num_candidates, max(1, problem.num_candidates // NUM_HELD)):
        alone = replace(edit_problem(problem, CandidateLeaves(i)), objectives=("coverage",))
        if [result.value for result in solve(alone, settings).objectives] != [repairer.cover + repairs[i].loss]:
            raise AssertionError("the cover after a withdrawal is not the best there is")
    case = f"{problem.num_candidates} withdrawals, {size}, {committees} quotas and company posts"
    ours, full = Timed((ended - solved,)), Timed((solved - started,))
    return print_ratio(case, ours, full, most=MOST_RATIO, slack=slack)


def add_rules(problem: Problem, committees: int) -> Problem:
    """Return a problem with a quota of each committee that binds, and three posts in ten one each person may hold."""
    is_company_post = np.random.default_rng(4).random(problem.num_posts) < SHARE_OF_COMPANY_POSTS
    sums = replace(
        problem, objectives=("coverage", "satisfaction"), is_company_post=is_company_post, most_company_posts=1
    )
    return replace(add_quotas(sums, committees), objectives=problem.objectives)


if __name__ == "__main__":
    sys.exit(main())
