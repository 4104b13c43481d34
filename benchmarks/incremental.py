"""One edit, and the coverage of many withdrawals, against solving anew.

    python -m benchmarks.incremental [--sizes M L] [--edits 60] [--scenarios 200]

An edit is timed from the edit to the finished outcome, a full solve from the edited problem to its
outcome; both must have the same values. Withdrawals take a tenth of all people out, and what they
stand against is solving for coverage alone, the cheapest full solve there is.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import get_args

import numpy as np

from benchmarks.families import Size, make_problem
from benchmarks.timing import Timed, count_misses, print_head, print_ratio, start_parser
from matcher.problem import Problem
from matcher.problem.edits import CandidateLeaves, CapacityChange, Edit, PairBan, PairPin, SeatsChange, edit_problem
from matcher.problem.edits import edit_problem_by_all as edit_by_all
from matcher.solve.flow.engine import solve_flow
from matcher.solve.incremental import Base, cover_of_withdrawals, make_base, resolve

LEAST_RATIO_OF_EDIT = 10.0
ROUNDS, RUNS_A_ROUND = 3, 7
LEAST_RATIO_OF_SCENARIOS = 20.0
WITHDRAWING = 0.1
FULL_SOLVES: dict[Size, int] = {"XS": 1, "S": 10, "M": 5, "L": 1, "XL": 1}
KINDS = ("capacity less one", "capacity one more", "candidate leaves", "pair banned", "pair pinned", "seat more")


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes asked for."""
    parser = start_parser("incremental re-solve against full solves")
    parser.add_argument("--sizes", nargs="+", choices=get_args(Size), default=["M", "L"])
    parser.add_argument("--edits", type=int, default=60, help="edits of each kind")
    parser.add_argument("--scenarios", type=int, default=200, help="withdrawal scenarios")
    parser.add_argument("--scenario-size", choices=get_args(Size), default="M")
    asked = parser.parse_args(arguments)
    print_head()
    sizes: list[Size] = asked.sizes
    met = [is_met for size in sizes for is_met in compare_edits(size, asked.edits, asked.slack)]
    return count_misses([*met, compare_scenarios(asked.scenario_size, asked.scenarios, asked.slack)])


def compare_edits(size: Size, num_edits: int, slack: float = 1.0) -> list[bool]:
    """Measure each kind of edit at one size; a case is the mean over many places."""
    problem = make_problem(size)
    start = time.perf_counter()
    base = make_base(problem)
    print(f"{size}: base made in {time.perf_counter() - start:.3g} s, kernels and the first solve included", flush=True)
    chance = np.random.default_rng(1)
    met = []
    for kind in KINDS:
        edits = [draw_edit(chance, base, kind) for _ in range(num_edits)]
        resolve(base, edits[0])
        ours = [_time(lambda edit=edit: resolve(base, edit)) for edit in edits]  # type: ignore[misc]
        full = [compare_values(base, problem, edit) for edit in edits[: FULL_SOLVES[size]]]
        met.append(print_ratio(f"{kind}, {size}", _mean(ours), _mean(full), least=LEAST_RATIO_OF_EDIT, slack=slack))
    return met


def draw_edit(chance: np.random.Generator, base: Base, kind: str) -> Edit:
    """Return an edit of one kind that touches the plan, at a place of chance."""
    problem = base.origin
    row = int(chance.choice(base.rows))
    i, p = int(problem.candidate[row]), int(problem.post[row])
    match kind:
        case "capacity less one":
            return CapacityChange(i, int(problem.capacity[i]) - 1)
        case "capacity one more":
            return CapacityChange(i, int(problem.capacity[i]) + 1)
        case "candidate leaves":
            return CandidateLeaves(i)
        case "pair banned":
            return PairBan(i, p)
        case "pair pinned":
            row = int(chance.choice(np.setdiff1d(np.arange(problem.num_pairs), base.rows)))
            return PairPin(int(problem.candidate[row]), int(problem.post[row]))
        case _:
            return SeatsChange(p, int(problem.least[p]) + 1, int(problem.most[p]) + 1)


def compare_values(base: Base, problem: Problem, edit: Edit) -> float:
    """Return the seconds of a full solve of the edited problem, which must have the same values."""
    edited = edit_problem(problem, edit)
    start = time.perf_counter()
    full = solve_flow(edited, base.objectives)
    seconds = time.perf_counter() - start
    ours = resolve(base, edit)
    if [r.value for r in ours.objectives] != [r.value for r in full.objectives]:
        raise AssertionError(f"{edit}: the incremental values differ from the full solve's")
    return seconds


def compare_scenarios(size: Size, num_scenarios: int, slack: float = 1.0) -> bool:
    """Measure the coverage of withdrawal scenarios, all of which must equal a full solve's."""
    problem = make_problem(size, objectives=("coverage",))
    gone = np.random.default_rng(2).random((num_scenarios, problem.num_candidates)) < WITHDRAWING
    cover_of_withdrawals(problem, gone[:1])
    values = cover_of_withdrawals(problem, gone)
    edited = [edit_by_all(problem, [CandidateLeaves(int(i)) for i in np.flatnonzero(row)]) for row in gone]
    ours: list[float] = []
    full = np.full(num_scenarios, np.inf)
    for _ in range(ROUNDS):
        # All our scenarios take as long as a few full solves, so each side has short runs to find a quiet moment.
        ours += [_time(lambda: cover_of_withdrawals(problem, gone)) for _ in range(RUNS_A_ROUND)]
        for k, scenario in enumerate(edited):
            start = time.perf_counter()
            found = solve_flow(scenario, ("coverage",)).objectives[0].value
            full[k] = min(full[k], time.perf_counter() - start)
            if values[k] != found:
                raise AssertionError("the coverage of a scenario differs from the full solve's")
    case = f"coverage of {num_scenarios} withdrawal scenarios, {size}"
    return print_ratio(
        case, Timed(tuple(ours)), Timed((float(full.sum()),)), least=LEAST_RATIO_OF_SCENARIOS, slack=slack
    )


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _mean(seconds: Sequence[float]) -> Timed:
    return Timed((sum(seconds) / len(seconds),))


if __name__ == "__main__":
    sys.exit(main())
