"""Withdrawing each person in turn, against one full solve.

    python -m benchmarks.stress [--size M]

Twice: with the fewest new pairs that keep most cover, as the stress test repairs, and with every
objective optimised anew. The cover of each is held to `cover_of_withdrawals`, code of its own.
"""

import sys
from typing import get_args

import numpy as np

from benchmarks.families import Size, make_problem
from benchmarks.timing import count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.policy.records import EngineSettings
from matcher.problem.edits import CandidateLeaves
from matcher.solve import solve
from matcher.solve.incremental import cover_of_withdrawals, make_base, resolve
from matcher.whatif.withdrawals import Repairer

MOST_RATIO = 10.0


def main(arguments: list[str] | None = None) -> int:
    """Measure one size; objectives coverage and satisfaction."""
    parser = start_parser("each withdrawal in turn against one full solve")
    parser.add_argument("--size", choices=get_args(Size), default="M")
    parser.add_argument("--repeats", type=int, default=5)
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
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
