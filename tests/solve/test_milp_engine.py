"""Linear models: the public instance, races, stops, limits and the traps of the solvers."""

import math
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import instances
import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError, SolverError
from matcher.policy.records import EngineSettings
from matcher.problem import Assignment, ObjectiveResult, Problem
from matcher.solve.exact.answer import Limits
from matcher.solve.milp import highs, linear_prefix, solve_linear
from matcher.solve.milp.linear import Builder, Goal, LinearModel
from matcher.solve.milp.race import race
from matcher.verify import verify

HRT = instances.SHARED / "ipmatch-glasgow" / "hrt.instance"
PACKAGE = Path(highs.__file__).parents[2]


def knapsack(weights: list[int], room: int, hint: np.ndarray | None = None) -> LinearModel:
    """Return: choose things of some weights, as heavy as may be within a room."""
    builder = Builder()
    size = np.array(weights, np.int64)
    none = np.zeros(len(size), np.int64)
    columns = builder.add_columns(none, none + 1, lambda is_used: is_used)
    builder.add_row(columns, size, 0, room)
    return builder.finish(Goal(columns, size, 0, room, is_max=True), hint)


def hard_model() -> LinearModel:
    """Return a market split that nobody solves in a minute, as a sum to make small."""
    rng = np.random.default_rng(5)
    builder = Builder()
    none = np.zeros(50, np.int64)
    chosen = builder.add_columns(none, none + 1, lambda is_used: is_used)
    slack = builder.add_columns(none[:12], none[:12] + 10_000, lambda is_used: 5000 + 0 * is_used[:12])
    for row in range(6):
        size = rng.integers(0, 100, 50)
        ends = np.array([1, -1], np.int64)
        builder.add_row(
            np.r_[chosen, slack[2 * row : 2 * row + 2]], np.r_[size, ends], int(size.sum()) // 2, int(size.sum()) // 2
        )
    return builder.finish(Goal(slack, np.ones(12, np.int64), 0, 0, is_max=False), None)


def limits(seconds: float | None = None, effort: float = 1000.0) -> Limits:
    """Return limits of one run."""
    return Limits(effort, None if seconds is None else time.perf_counter() + seconds, 2, 1)


@pytest.mark.skipif(not HRT.exists(), reason="the public instances are not beside this checkout")
def test_largest_stable_plan_of_the_public_instance_is_proven() -> None:
    """759 people, 53 posts, ties: 758 is the largest stable size, proven within the limit."""
    problem = instances.as_problem(instances.read_glasgow(HRT), ("stability", "size"))
    outcome = solve_linear(problem, EngineSettings(effort=1000, workers=2))
    size = outcome.objectives[1]
    assert (size.value, size.bound, size.proven, size.engine) == (758, 758, True, "CP-SAT")
    assert outcome.status == "OPTIMAL"
    assert verify(problem, outcome.assignment, outcome.objectives).ok


def test_a_start_is_never_lost(tied_chain: Problem) -> None:
    """A plan that keeps every row is the least the answer is; one that does not is left alone."""
    problem = replace(tied_chain, objectives=("stability", "size"))
    best = Assignment(np.array([[0, 1], [1, 0]], np.int32))
    asked = EngineSettings(workers=1)
    stopped = solve_linear(problem, asked, start=best, should_stop=lambda: True)
    assert stopped.objectives[1].value == 2
    unstable = Assignment(np.zeros((0, 2), np.int32))
    assert solve_linear(problem, asked, start=unstable).objectives[1].value == 2


def test_known_results_stay_and_are_kept() -> None:
    """A value known from elsewhere binds the later objectives and keeps the name of who proved it."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, objectives=("coverage", "hosts"), max_pairs=7)
        if not linear_prefix(problem):
            continue
        values, _ = oracle.best(problem)
        value = values["coverage"]
        known = ObjectiveResult("coverage", value, value, proven=True, engine="flow", seconds=0.0)
        outcome = solve_linear(problem, EngineSettings(workers=1), known=(known,), engines=("CP-SAT",))
        assert [(result.name, result.value, result.engine) for result in outcome.objectives] == [
            ("coverage", value, "flow"),
            ("hosts", values["hosts"], "CP-SAT"),
        ]


def test_rules_and_objectives_that_are_no_sums_are_refused() -> None:
    """A binding rule, or an objective that is no sum, is refused by name."""
    problem = random_problem(np.random.default_rng(1), rules=("quota", "avoid"), objectives=("hosts",))
    assert linear_prefix(problem) == ()
    with pytest.raises(ProblemError, match="hosts"):
        solve_linear(problem, EngineSettings())
    free = random_problem(np.random.default_rng(2), objectives=("coverage", "ranks"), max_pairs=2, num_posts=1)
    assert linear_prefix(free) == ("coverage",)
    with pytest.raises(ProblemError, match="ranks"):
        solve_linear(free, EngineSettings(), names=("coverage", "ranks"))


@pytest.mark.parametrize("engines", [("CP-SAT", "HiGHS"), ("HiGHS", "CP-SAT")])
@pytest.mark.parametrize("seconds", [None, 30.0])
def test_two_engines_agree_on_a_proof(engines, seconds) -> None:
    """With and without a clock, whoever comes first, the proof is the same."""
    weights = [31, 41, 59, 26, 53, 58, 97, 93]
    sums = {int(np.dot(chosen, weights)) for chosen in np.ndindex(*[2] * len(weights))}
    answer, engine = race(knapsack(weights, 200), engines, limits(seconds))
    assert answer.status == "OPTIMAL"
    assert answer.bound == max(total for total in sums if total <= 200)
    assert engine in engines


@pytest.mark.parametrize("engines", [("CP-SAT",), ("HiGHS",), ("CP-SAT", "HiGHS"), ("HiGHS", "CP-SAT")])
def test_the_clock_ends_a_search_with_plan_and_bound(engines) -> None:
    """What cannot be proven in time is returned as found: a plan, a bound short of it, no proof."""
    begun = time.perf_counter()
    answer, _ = race(hard_model(), engines, limits(1.5))
    # Without a clock it is no matter of minutes.
    assert time.perf_counter() - begun < 60
    assert answer.status == "FEASIBLE"
    assert answer.values is not None
    assert answer.bound is not None
    assert answer.bound < highs.value_of(hard_model(), answer.values)
    assert not answer.was_stopped


@pytest.mark.parametrize("engines", [("CP-SAT",), ("HiGHS",), ("CP-SAT", "HiGHS"), ("HiGHS", "CP-SAT")])
def test_a_stop_ends_a_search_at_once_and_keeps_its_plan(engines) -> None:
    """Asked to stop, both solvers end within a moment, and HiGHS leaves the plans it wrote down."""
    seen: list[int] = []
    answer, _ = race(
        hard_model(),
        engines,
        limits(60.0),
        should_stop=lambda: bool(seen),
        report=lambda *found: seen.extend(found[:1] if found[0] is not None else []),
    )
    assert answer.was_stopped
    assert answer.values is not None
    assert highs.value_of(hard_model(), answer.values) <= seen[0]


def test_the_child_ends_and_leaves_nothing_behind() -> None:
    """After a run, stopped or not, neither its process nor its folder is there."""
    with highs.start_highs(hard_model(), limits(60.0)) as run:
        folder, process = run._folder, run._process
        assert folder.exists()
        assert not run.is_done()
    assert not folder.exists()
    assert process.poll() is not None


def test_a_child_whose_parent_is_gone_ends(tmp_path: Path) -> None:
    """HiGHS does not outlive whoever started it: a closed pipe ends it."""
    highs._write_question(tmp_path / "q.npz", hard_model(), limits(60.0))
    command = [sys.executable, "-P", str(highs.WORKER), *(str(tmp_path / name) for name in ("q.npz", "a.npz", "p.sol"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    time.sleep(0.5)
    process.stdin.close()
    assert process.wait(timeout=20) == 1


def test_a_failure_of_the_child_is_an_error_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that cannot be started is no answer: the reason is told."""
    monkeypatch.setattr(highs, "WORKER", PACKAGE / "no_such_file.py")
    with highs.start_highs(knapsack([1], 1), limits()) as run, pytest.raises(SolverError, match="HiGHS"):
        run.wait()


def test_a_proof_has_no_gap() -> None:
    """A relative gap of 1e-4 would call 100,000 less 8 the best; here nothing but the best is."""
    weights = [50_021, 49_987, 49_979, 50_013, 7, 8]
    sums = {int(np.dot(chosen, weights)) for chosen in np.ndindex(*[2] * len(weights))}
    best = max(total for total in sums if total <= 100_009)
    with highs.start_highs(knapsack(weights, 100_009, np.array([0, 1, 0, 1, 0, 0])), limits()) as run:
        answer = run.wait()
    assert (answer.status, answer.bound, highs.value_of(knapsack(weights, 1), answer.values)) == ("OPTIMAL", best, best)


def test_values_are_read_only_where_there_are_some() -> None:
    """Without a plan there are no values, and a limit of nothing proves nothing."""
    with highs.start_highs(replace(hard_model(), hint=None), limits(0.001)) as run:
        answer = run.wait()
    assert answer.status in {"UNKNOWN", "FEASIBLE"}
    assert (answer.values is None) == (answer.status == "UNKNOWN")
    impossible = knapsack([3, 5], 9)
    impossible = replace(impossible, row_low=np.array([9]), goal=None)
    with highs.start_highs(impossible, limits()) as run:
        answer = run.wait()
    assert (answer.status, answer.values, answer.bound) == ("INFEASIBLE", None, None)


def test_a_plan_that_breaks_a_row_is_dropped_with_its_proof() -> None:
    """Rounded values are checked in integers before anybody believes them."""
    model = knapsack([3, 5], 5)
    assert highs.as_whole(model, np.array([0.0, 0.99999])).tolist() == [0, 1]
    assert highs.as_whole(model, np.array([1.0, 1.0])) is None
    assert highs.as_whole(model, np.array([0.5, 0.0])) is None
    assert highs.as_whole(model, np.array([math.nan, 0.0])) is None
    assert highs._settle(model, "OPTIMAL", 5.0, None).status == "UNKNOWN"
    assert highs._settle(model, "OPTIMAL", 5.0, None).bound is None
    assert highs._settle(model, "OPTIMAL", 5.0, np.array([1, 0])).status == "FEASIBLE"


def test_highs_is_told_that_every_column_is_whole(tmp_path: Path) -> None:
    """With counts left continuous HiGHS 1.12 proves wrong optima: 9 of 60 random markets, none when whole."""
    from matcher.solve.milp import worker

    highs._write_question(tmp_path / "q.npz", knapsack([3, 5], 5), limits())
    with np.load(tmp_path / "q.npz") as question:
        stated = worker._state(question)
    assert list(stated.variables.integers) == [True, True]


def test_mid_size_markets_have_one_optimum() -> None:
    """Both solvers prove the same values on tied markets with room for several on both sides."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        problem = random_problem(
            rng, objectives=("stability", "satisfaction"), num_candidates=14, num_posts=9, max_pairs=70
        )
        if not linear_prefix(problem):
            far = np.zeros(problem.num_posts, np.int64)
            host = np.arange(problem.num_posts, dtype=np.int32)
            problem = replace(problem, host=host, host_x_m=far, host_y_m=far)
        results = [
            solve_linear(problem, EngineSettings(workers=1), engines=(engine,)).objectives[1]
            for engine in ("CP-SAT", "HiGHS")
        ]
        assert results[0].proven
        assert (results[0].value, results[0].bound) == (results[1].value, results[1].bound)


def test_highspy_is_never_imported() -> None:
    """The `highspy` package and OR-Tools cannot be loaded in one process; the code never names it."""
    for path in PACKAGE.rglob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.strip().startswith(("import highspy", "from highspy"))], path
    code = "import sys, matcher.solve.milp; from matcher.solve.milp import worker; print('highspy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert told.stdout.strip() == "False"
