"""Coverage, then suitability: both stages proven, against one bare min-cost flow.

    python -m benchmarks.cover_then_suitability [--sizes M L]

The bare side is a single call on prepared arrays with one stacked cost, whose weight is safe. It
must come to the same coverage and the same points.
"""

import sys
from typing import get_args

from benchmarks.bare import measure_rows, prepare_flow, rows_of_flow, run_flow
from benchmarks.families import Size, make_problem
from benchmarks.timing import count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.solve import solve

MOST_RATIO = 1.5
REPEATS: dict[Size, int] = {"XS": 1, "S": 15, "M": 9, "L": 5, "XL": 1}


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes asked for."""
    parser = start_parser("coverage then suitability against one bare flow")
    parser.add_argument("--sizes", nargs="+", choices=get_args(Size), default=["M", "L"])
    asked = parser.parse_args(arguments)
    sizes: list[Size] = asked.sizes
    print_head()
    return count_misses([compare(size, asked.slack) for size in sizes])


def compare(size: Size, slack: float = 1.0) -> bool:
    """Measure one size and check that both sides found the same values."""
    problem = make_problem(size, objectives=("coverage", "satisfaction"))
    arrays = prepare_flow(problem)
    rows = rows_of_flow(arrays, run_flow(arrays), problem)
    outcome = solve(problem)
    found = tuple(result.value for result in outcome.objectives)
    if outcome.status != "OPTIMAL" or found != measure_rows(problem, rows):
        raise AssertionError(f"{outcome.status}: {found}, the bare flow has {measure_rows(problem, rows)}")
    work, bare = time_in_turns(lambda: solve(problem), lambda: run_flow(arrays), repeats=REPEATS[size], is_warmed=False)
    return print_ratio(f"coverage then suitability, {size}", work, bare, most=MOST_RATIO, slack=slack)


if __name__ == "__main__":
    sys.exit(main())
