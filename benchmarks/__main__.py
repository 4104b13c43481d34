"""Run every benchmark, one process each, and print what each measured.

    python -m benchmarks

A benchmark is a module with a ``main() -> int`` that compares a piece of work with a peer or a bare
library call in the same run, prints the ratio, and returns 1 when the ratio misses its limit.
"""

import pkgutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def list_benchmarks() -> list[str]:
    """Return the names of the benchmark modules."""
    names = [module.name for module in pkgutil.iter_modules([str(FOLDER)])]
    return sorted(name for name in names if not name.startswith("_"))


def main() -> int:
    """Run them all; 1 when any missed its limit."""
    missed = []
    for name in list_benchmarks():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            missed.append(name)
    print(f"missed: {', '.join(missed)}" if missed else "all within their limits")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
