"""Proofs within a minute: fewest blocking pairs at full coverage, and the largest stable plan.

    python -m benchmarks.exact_stability [--seeds 10] [--size S] [--own]

Ten banner markets of 120 hosts and 150 people from the shared generator, or from the project's own
family where that is missing or `--own` asks for it; and a public instance with ties whose largest
stable size, 758, is known.
"""

import sys
import time
from pathlib import Path
from typing import get_args

from benchmarks.families import SHARED, Absent, Size, make_problem, read_residents, shared_problem
from benchmarks.timing import count_misses, print_count, print_head, print_skip, start_parser
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Outcome, Problem
from matcher.solve import solve
from matcher.verify import verify

LIMIT_S = 60.0
LEAST_SHARE = 0.8
LARGEST_STABLE, LARGEST_LIMIT_S = 758, 10.0
GOALS: tuple[Objective, ...] = ("coverage", "stability")


def main(arguments: list[str] | None = None) -> int:
    """Prove what can be proven and print a line for each case."""
    parser = start_parser("proofs of fewest blocking pairs and of largest stable plans")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--size", choices=get_args(Size), default="S")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the shared generator and instances")
    parser.add_argument("--own", action="store_true", help="the project's own family instead of the shared generator")
    asked = parser.parse_args(arguments)
    print_head()
    solve(make_problem("S"))
    met = [prove_largest(asked.shared)]
    num_proven = 0
    for seed in range(1, asked.seeds + 1):
        family, problem = choose_family(asked.size, seed, None if asked.own else asked.shared)
        outcome, seconds = solve_within(problem, LIMIT_S)
        stability = outcome.objectives[1]
        num_proven += stability.proven
        print(
            f"  {family} {asked.size} seed {seed}: coverage {outcome.objectives[0].value}, {stability.value} blocking, "
            f"bound {stability.bound}, {'proven' if stability.proven else 'open'} in {seconds:.1f} s",
            flush=True,
        )
    met.append(
        print_count(
            f"fewest blocking pairs at full coverage, {asked.size}",
            f"{num_proven} of {asked.seeds} proven",
            f">= {LEAST_SHARE * asked.seeds:g} within {LIMIT_S:g} s",
            is_met=num_proven >= LEAST_SHARE * asked.seeds,
        )
    )
    return count_misses(met)


def prove_largest(folder: Path = SHARED) -> bool:
    """Prove the largest stable plan of the public instance; a skip counts as met."""
    case = "largest stable plan, 759 people and 53 posts with ties"
    try:
        problem = read_residents("hrt", folder=folder)
    except Absent as absent:
        print_skip(case, str(absent))
        return True
    outcome, seconds = solve_within(problem, LARGEST_LIMIT_S)
    size = outcome.objectives[1]
    return print_count(
        case,
        f"{size.value} {'proven' if size.proven else f'open, bound {size.bound}'} in {seconds:.2f} s",
        f"{LARGEST_STABLE} within {LARGEST_LIMIT_S:g} s",
        is_met=size.proven and size.value == LARGEST_STABLE and seconds <= LARGEST_LIMIT_S,
    )


def choose_family(size: Size, seed: int, folder: Path | None = SHARED) -> tuple[str, Problem]:
    """Return the instance of a seed from the shared generator in `folder`, or the project's own without one."""
    if folder is not None:
        try:
            return "shared", shared_problem(size, seed, GOALS, folder)
        except Absent as absent:
            print(f"  {absent}; the project's own family instead", flush=True)
    return "own", make_problem(size, seed, GOALS)


def solve_within(problem: Problem, limit_s: float) -> tuple[Outcome, float]:
    """Solve with two workers until the limit, and check the plan."""
    start = time.perf_counter()
    outcome = solve(problem, EngineSettings(effort=100_000, time_limit_s=limit_s, workers=2))
    seconds = time.perf_counter() - start
    if outcome.assignment is None or not verify(problem, outcome.assignment, outcome.objectives).ok:
        raise AssertionError("no plan, or one that the checker refuses")
    return outcome, seconds


if __name__ == "__main__":
    sys.exit(main())
