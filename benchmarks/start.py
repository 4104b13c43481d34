"""How soon the package is there: its import, and kernels compiled by an earlier process.

    python -m benchmarks.start [--repeats 7]

Every figure comes from a fresh process that times itself, so that starting Python does not count.
"""

import os
import subprocess
import sys
import tempfile

from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, start_parser

MOST_RATIO = 0.5
REPEATS = 7

IMPORT = """
import time
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
"""

FIRST_PLAN = """
import time
from benchmarks.families import make_problem
from matcher.solve import solve
problem = make_problem("S", objectives={objectives})
start = time.perf_counter()
solve(problem, should_stop=lambda: True)
spent = time.perf_counter() - start
from matcher.solve.deferred.proposals import _propose
from matcher.solve.preferences import _group
print(spent, sum(sum(kernel.stats.cache_misses.values()) for kernel in (_propose, _group)))
"""


def main(arguments: list[str] | None = None) -> int:
    """Measure both and print a line for each."""
    parser = start_parser("import and first plan in fresh processes")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--objectives", nargs="+", default=["coverage", "stability"], help="of the first plan")
    asked = parser.parse_args(arguments)
    print_head()
    ours, theirs = [], []
    for _ in range(asked.repeats + 1):
        ours.append(float(run_child(IMPORT.format(module="matcher"))))
        theirs.append(float(run_child(IMPORT.format(module="ortools.sat.python.cp_model"))))
    met = [
        print_ratio(
            "import matcher against import of CP-SAT",
            Timed(tuple(ours[1:])),
            Timed(tuple(theirs[1:])),
            most=MOST_RATIO,
            slack=asked.slack,
        )
    ]
    first_plan = FIRST_PLAN.format(objectives=tuple(asked.objectives))
    with tempfile.TemporaryDirectory() as folder:
        first_s, first_misses = run_child(first_plan, {"NUMBA_CACHE_DIR": folder}).split()
        again_s, again_misses = run_child(first_plan, {"NUMBA_CACHE_DIR": folder}).split()
    met.append(
        print_count(
            "first plan in a second process, kernels not compiled again",
            f"{float(again_s):.3g} s, {again_misses} kernels compiled",
            "0 kernels compiled",
            is_met=int(again_misses) == 0 and int(first_misses) > 0,
            note=f"first process {float(first_s):.3g} s",
        )
    )
    return count_misses(met)


def run_child(code: str, environment: dict[str, str] | None = None) -> str:
    """Return what a fresh process prints."""
    return subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
