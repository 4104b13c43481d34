"""A sweep of many scenarios on two processes, against one.

    python -m benchmarks.sweep [--hosts 120] [--people 150] [--scenarios 1000]

Scenarios of one generated season differ by weights and limits; every one is judged, compiled, solved
to proven optimality, verified and written to a results file. Both runs must have the same numbers.
The rules that only the exact engine keeps are off, so that a scenario takes tens of milliseconds:
the harder it is, the less the start of the processes, which is counted, weighs.
"""

import itertools
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.plans import Scenario
from matcher.policy import Policy, RuleSetting
from matcher.pools import load_vocabulary
from matcher.whatif.backends import Backend, Here, Processes
from matcher.whatif.results_file import Row
from matcher.whatif.sweep import UNLIKE, Sweep, Task, run_sweep

LEAST_RATIO = 1.8
PROCESSES = 2
FOR_THE_EXACT_ENGINE = ("avoid", "team-skills", "site-days")


def main(arguments: list[str] | None = None) -> int:
    """Measure one sweep; all objectives that are sums."""
    parser = start_parser("a sweep on two processes against one")
    parser.add_argument("--hosts", type=int, default=120)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--scenarios", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args(arguments)
    sweep = make_sweep(asked.hosts, asked.people, asked.scenarios)
    numbers: dict[str, list[Row]] = {}
    # Kernels are compiled, and caches filled, before either side is timed.
    _run(Sweep(sweep.base, sweep.tasks[:2]), Processes(PROCESSES))
    _run(Sweep(sweep.base, sweep.tasks[:2]), Here())

    def run(name: str, backend: Backend) -> None:
        numbers[name] = _run(sweep, backend)

    ours, one = time_in_turns(
        lambda: run("two", Processes(PROCESSES)),
        lambda: run("one", Here()),
        repeats=asked.repeats,
        is_warmed=False,
    )
    if numbers["two"] != numbers["one"]:
        raise AssertionError("two processes have other numbers than one")
    print_head()
    case = f"{asked.scenarios} scenarios of {asked.hosts} hosts and {asked.people} people"
    return count_misses([print_ratio(case, ours, one, least=LEAST_RATIO, slack=asked.slack)])


def make_sweep(num_hosts: int, num_people: int, num_scenarios: int) -> Sweep:
    """Return a sweep over the weights of two criteria and the most hosts of a person."""
    # Here, so that a process started beside this one need not import what only makes the tables.
    from matcher.pools.synthetic import generate_pools

    policy = Policy(
        name="sweep",
        season_start=date(2026, 12, 1),
        objectives=("coverage", "size", "satisfaction", "travel", "continuity"),
        rules={rule: RuleSetting(enabled=False) for rule in FOR_THE_EXACT_ENGINE},
    )
    base = Scenario(policy, generate_pools(num_hosts, num_people, 1), load_vocabulary())
    grid = itertools.product(range(1, 4), range(0, 60, 3), range(0, 60, 3))
    tasks = tuple(
        Task(
            f"{most} {needs} {near}",
            (
                {"kind": "set_parameter", "rule": "host-cap", "parameter": "most", "value": most},
                {"kind": "set_weight", "criterion": "needs", "weight": needs},
                {"kind": "set_weight", "criterion": "locality", "weight": near},
            ),
        )
        for most, needs, near in itertools.islice(grid, num_scenarios)
    )
    return Sweep(base, tasks)


def _run(sweep: Sweep, backend: Backend) -> list[Row]:
    """Run a sweep into a new file and return its rows without what may differ."""
    with tempfile.TemporaryDirectory() as folder:
        result = run_sweep(sweep, Path(folder) / "results.jsonl", backend=backend)
    if not result.is_complete or any("error" in row for row in result.rows):
        raise AssertionError("a scenario of the sweep could not be solved")
    return [{key: value for key, value in row.items() if key not in UNLIKE} for row in result.rows]


if __name__ == "__main__":
    sys.exit(main())
