"""Run benchmarks, one process each, and print what each measured.

    python -m benchmarks [NAME ...]

All of them when none is named, quick ones first. A benchmark is a module that compares a piece of
work with a peer or a bare library call in the same run, prints a line a case
(``case | work | against | ratio | reach | ok``), and ends with 1 when a line misses its reach. What
it needs and cannot find it skips, with a reason. Options of a benchmark go to its module:
``python -m benchmarks.building --sizes L``.
"""

import argparse
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent

PARTS = {"bare", "families", "timing", "visitors"}
"""Modules that benchmarks share and that measure nothing themselves."""

LONG = ("quotas", "memory", "building", "exact_stability", "few_blocking")
"""Those of several minutes; they run last, in this order."""


def list_benchmarks() -> list[str]:
    """Return the names of the benchmark modules, in the order they run."""
    names = {module.name for module in pkgutil.iter_modules([str(FOLDER)])} - PARTS
    names = {name for name in names if not name.startswith("_")}
    return sorted(names, key=lambda name: (LONG.index(name) if name in LONG else -1, name))


def run_module(name: str, options: Sequence[str]) -> int:
    """Run one benchmark in a process of its own and return its exit code."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    return subprocess.run(command, check=False, cwd=FOLDER.parent).returncode


def main(
    arguments: list[str] | None = None,
    options: Mapping[str, Sequence[str]] | None = None,
    run: Callable[[str, Sequence[str]], int] = run_module,
) -> int:
    """Run those named or all; 1 when any missed its reach or failed.

    Parameters
    ----------
    options
        Options of single benchmarks, by name, for trials at small sizes.
    run
        Runs one with its options and returns its exit code.
    """
    known = list_benchmarks()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Run benchmarks and print the ratios.")
    parser.add_argument("name", nargs="*", help=f"one or more of {', '.join(known)}; all when none is given")
    asked: list[str] = parser.parse_args(arguments).name
    unknown = [name for name in asked if name not in known]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    missed = []
    for name in asked or known:
        print(f"== {name}", flush=True)
        if run(name, (options or {}).get(name, ())):
            missed.append(name)
    print(f"missed: {', '.join(missed)}" if missed else "all within their reach")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
