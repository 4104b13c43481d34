"""Greatest coverage with few blocking pairs, on the instances whose best known figures are published.

    python -m benchmarks.few_blocking [--sizes M L XL] [--own]

Three things at each size: fewer blocking pairs than the figures, the same coverage as one min-cost
flow, and none of them unexcused. At XL also how soon the first covered plan is there, from the
problem to an outcome the checker accepts, against that flow call. Without the shared generator, or
with `--own`, the project's family takes its place and no figure is compared.
"""

import argparse
import sys
import time
from typing import get_args

from benchmarks.bare import measure_rows, prepare_flow, rows_of_flow, run_flow
from benchmarks.families import Absent, Size, make_problem, shared_problem
from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Outcome, Problem
from matcher.solve import solve
from matcher.verify import Verification, verify

GOALS: tuple[Objective, ...] = ("coverage", "stability")
BEST_KNOWN: dict[Size, int] = {"M": 902, "L": 12_307, "XL": 13_594}
LIMIT_S: dict[Size, float] = {"S": 10, "M": 60, "L": 150, "XL": 240}
FIRST_PLAN_SIZE: Size = "XL"
MOST_RATIO = 0.25


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description="coverage, then few blocking pairs")
    parser.add_argument("--sizes", nargs="+", choices=get_args(Size), default=["M", "L", "XL"])
    parser.add_argument("--own", action="store_true", help="the project's own family instead of the shared generator")
    asked = parser.parse_args(arguments)
    print_head()
    solve(make_problem("S", objectives=GOALS), should_stop=lambda: True)
    met: list[bool] = []
    for size in asked.sizes:
        met += compare(size, is_own=asked.own)
    return count_misses(met)


def compare(size: Size, *, is_own: bool) -> list[bool]:
    """Measure one size."""
    problem, is_shared = choose_family(size, is_own=is_own)
    flow, missing = time_flow(problem)
    met = []
    if size == FIRST_PLAN_SIZE:
        met.append(
            print_ratio(f"first covered plan, {size}, verified", time_first_plan(problem), flow, most=MOST_RATIO)
        )
    start = time.perf_counter()
    outcome = solve(problem, EngineSettings(effort=100_000, time_limit_s=LIMIT_S[size]))
    seconds = time.perf_counter() - start
    found = check(problem, outcome)
    value, unexcused = len(found.blocking), int((~found.excused).sum())
    reach = BEST_KNOWN[size] if is_shared and size in BEST_KNOWN else None
    met.append(
        print_count(
            f"blocking pairs at greatest coverage, {size}",
            f"{value:,} in {seconds:.0f} s, {unexcused} unexcused, coverage {outcome.objectives[0].value:,}",
            "none unexcused, coverage of the flow"
            if reach is None
            else f"< {reach:,}, none unexcused, coverage of flow",
            is_met=unexcused == 0 and outcome.objectives[0].value == missing and (reach is None or value < reach),
            note=f"flow {flow.least:.3g} s, coverage {missing:,}",
        )
    )
    return met


def choose_family(size: Size, *, is_own: bool) -> tuple[Problem, bool]:
    """Return the problem and whether it is the shared one."""
    if not is_own:
        try:
            return shared_problem(size, 1, GOALS), True
        except Absent as absent:
            print(f"  {absent}; the project's own family instead")
    return make_problem(size, 1, GOALS), False


def time_flow(problem: Problem) -> tuple[Timed, int]:
    """Return the time of one bare flow call and the missing seats it comes to."""
    arrays = prepare_flow(problem)
    start = time.perf_counter()
    flow = run_flow(arrays)
    seconds = time.perf_counter() - start
    return Timed((seconds,)), measure_rows(problem, rows_of_flow(arrays, flow, problem))[0]


def time_first_plan(problem: Problem, repeats: int = 2) -> Timed:
    """Return the times from the problem to the first covered plan that the checker has accepted."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        outcome = solve(problem, should_stop=lambda: True)
        solved = time.perf_counter()
        check(problem, outcome)
        seconds.append(time.perf_counter() - start)
        print(f"  first plan {solved - start:.2f} s, its check {seconds[-1] - solved + start:.2f} s", flush=True)
    return Timed(tuple(seconds))


def check(problem: Problem, outcome: Outcome) -> Verification:
    """Return what the checker found of a plan it accepts."""
    if outcome.assignment is None:
        raise AssertionError("no plan")
    found = verify(problem, outcome.assignment, outcome.objectives)
    if not found.ok:
        raise AssertionError(found.violations[0].words.en)
    return found


if __name__ == "__main__":
    sys.exit(main())
