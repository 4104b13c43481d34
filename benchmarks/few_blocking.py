"""Greatest coverage with few blocking pairs, on the instances whose best known figures are published.

    python -m benchmarks.few_blocking [--sizes M L XL] [--own]

Three things at each size: fewer blocking pairs than the figures, the same coverage as one min-cost
flow, and none of them unexcused. At XL also how soon the first covered plan is there, from the
problem to an outcome the checker accepts, against that flow call. Without the shared generator, or
with `--own`, the project's family takes its place and no figure is compared.
"""

import sys
import time
from pathlib import Path
from typing import get_args

from benchmarks.bare import measure_rows, prepare_flow, rows_of_flow, run_flow
from benchmarks.families import SHARED, Absent, Size, make_problem, shared_problem
from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, start_parser
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Outcome, Problem
from matcher.solve import solve
from matcher.verify import Verification, verify

GOALS: tuple[Objective, ...] = ("coverage", "stability")
BEST_KNOWN: dict[Size, int] = {"M": 902, "L": 12_307, "XL": 13_594}
LIMIT_S: dict[Size, float] = {"XS": 10, "S": 10, "M": 60, "L": 150, "XL": 240}
FIRST_PLAN_SIZE: Size = "XL"
MOST_RATIO = 0.25


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes asked for."""
    parser = start_parser("coverage, then few blocking pairs")
    parser.add_argument("--sizes", nargs="+", choices=get_args(Size), default=["M", "L", "XL"])
    parser.add_argument("--first-plan", choices=get_args(Size), default=FIRST_PLAN_SIZE, help="size that also times it")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the shared generator")
    parser.add_argument("--own", action="store_true", help="the project's own family instead of the shared generator")
    asked = parser.parse_args(arguments)
    print_head()
    solve(make_problem("S", objectives=GOALS), should_stop=lambda: True)
    met: list[bool] = []
    for size in asked.sizes:
        problem, is_shared = choose_family(size, None if asked.own else asked.shared)
        flow, missing = time_flow(problem)
        if size == asked.first_plan:
            work = time_first_plan(problem)
            case = f"first covered plan, {size}, verified"
            met.append(print_ratio(case, work, flow, most=MOST_RATIO, slack=asked.slack))
        reach = BEST_KNOWN.get(size) if is_shared else None
        met.append(
            compare(size, problem, reach, note=f"flow {flow.least:.3g} s, coverage {missing:,}", missing=missing)
        )
    return count_misses(met)


def compare(size: Size, problem: Problem, reach: int | None, *, missing: int, note: str = "") -> bool:
    """Count the blocking pairs at greatest coverage.

    Parameters
    ----------
    reach
        The figure to undercut; None: there is none.
    missing
        Weighted seats that even the greatest coverage leaves empty.
    note
        About the other side.
    """
    start = time.perf_counter()
    outcome = solve(problem, EngineSettings(effort=100_000, time_limit_s=LIMIT_S[size]))
    seconds = time.perf_counter() - start
    found = check(problem, outcome)
    value, unexcused = len(found.blocking), int((~found.excused).sum())
    return print_count(
        f"blocking pairs at greatest coverage, {size}",
        f"{value:,} in {seconds:.0f} s, {unexcused} unexcused, coverage {outcome.objectives[0].value:,}",
        "none unexcused, coverage of the flow" if reach is None else f"< {reach:,}, none unexcused, coverage of flow",
        is_met=unexcused == 0 and outcome.objectives[0].value == missing and (reach is None or value < reach),
        note=note,
    )


def choose_family(size: Size, folder: Path | None = SHARED) -> tuple[Problem, bool]:
    """Return the problem, from the generator in `folder` where there is one, and whether it is the shared one."""
    if folder is not None:
        try:
            return shared_problem(size, 1, GOALS, folder), True
        except Absent as absent:
            print(f"  {absent}; the project's own family instead", flush=True)
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
