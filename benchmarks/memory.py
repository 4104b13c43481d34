"""Peak memory of solving at XL, in multiples of the problem's own arrays.

    python -m benchmarks.memory [--size XL]

A fresh process loads the arrays from a file and solves; its peak resident memory counts in whole,
Python, libraries and the problem included. Measured for coverage then few blocking pairs, and for
coverage then suitability, whose second stage is a library call with memory of its own.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import numpy as np

from benchmarks.families import Size, make_problem
from benchmarks.timing import count_misses, print_count, print_head, start_parser
from matcher.policy.records import EngineSettings
from matcher.problem import Problem

MOST_RATIO = 6.0
MIB = 1024.0 * 1024.0
GOALS = ("coverage stability", "coverage satisfaction")
SEARCH_S = 60.0
"""Time for the search after the first plan; memory does not grow with it."""


def main(arguments: list[str] | None = None) -> int:
    """Measure both orders of objectives, each in a process of its own."""
    parser = start_parser("peak memory of a solve")
    parser.add_argument("--size", choices=get_args(Size), default="XL")
    parser.add_argument("--load", help=argparse.SUPPRESS)
    parser.add_argument("--goals", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.load:
        return solve_stored(Path(asked.load), tuple(asked.goals))
    print_head()
    problem = make_problem(asked.size)
    own = sum(getattr(problem, item.name).nbytes for item in fields(problem) if is_array(problem, item.name))
    met = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.npz"
        store(problem, path)
        del problem
        for goals in GOALS:
            command = [sys.executable, "-m", "benchmarks.memory", "--load", str(path), "--goals", *goals.split()]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            before, peak = (float(number) for number in done.stdout.split())
            met.append(
                print_count(
                    f"peak memory, {asked.size}, {goals.replace(' ', ' then ')}",
                    f"{peak / MIB:,.0f} MiB, {peak / own:.2f} x",
                    f"<= {MOST_RATIO * asked.slack:g} x",
                    is_met=peak <= MOST_RATIO * asked.slack * own,
                    note=f"arrays {own / MIB:,.0f} MiB, loaded {before / MIB:,.0f} MiB",
                )
            )
    return count_misses(met)


def is_array(problem: Problem, name: str) -> bool:
    """Tell whether a field holds an array."""
    return isinstance(getattr(problem, name), np.ndarray)


def store(problem: Problem, path: Path) -> None:
    """Write the arrays of a problem to a file."""
    np.savez(
        path, **{item.name: getattr(problem, item.name) for item in fields(problem) if is_array(problem, item.name)}
    )


def solve_stored(path: Path, goals: tuple[Any, ...]) -> int:
    """Load, solve, and print the peak before and after in bytes."""
    from matcher.solve import solve

    with np.load(path) as stored:
        problem = Problem(**{name: stored[name] for name in stored.files}, objectives=goals)
    before = read_peak()
    outcome = solve(problem, EngineSettings(time_limit_s=SEARCH_S if "stability" in goals else None))
    if outcome.assignment is None:
        raise AssertionError("no plan")
    print(before, read_peak())
    return 0


def read_peak() -> float:
    """Return the peak resident memory of this process, bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


if __name__ == "__main__":
    sys.exit(main())
