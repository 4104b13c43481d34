"""What goes wrong with solvers: leftovers read as values, chance, slow stops, wrong claims."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import oracle
import pytest
from ortools.sat.python import cp_model
from tiny_problems import random_problem

from matcher.errors import ProblemError, SolverError
from matcher.policy.records import EngineSettings
from matcher.problem import PROFILES, Assignment, ObjectiveResult, Problem
from matcher.solve.exact import solve_exact
from matcher.solve.exact.answer import Limits, ask
from matcher.solve.exact.model import build_model
from matcher.solve.exact.stages import Search
from matcher.solve.measure import measure
from matcher.solve.progress import Progress

TESTS = Path(__file__).parent.parent
TINY = EngineSettings(effort=1e-9, workers=1)
NOT_ON_ITS_OWN_S = 30
"""Seconds within which a search with effort for an hour ends only because it was told to, on a busy machine too."""


def market(seed: int = 1, side: int = 40, pairs: int = 500, **settings: object) -> Problem:
    """Return a market too large for brute force."""
    rng = np.random.default_rng(seed)
    objectives = settings.pop("objectives", ("coverage", "stability"))
    problem = random_problem(
        rng, num_candidates=side, num_posts=side, max_pairs=pairs, objectives=objectives, **settings
    )
    return replace(problem, least=problem.most.copy())


def somebody(problem: Problem) -> Assignment:
    """Return a plan with one pair."""
    allowed = (problem.capacity[problem.candidate] > 0) & (problem.most[problem.post] > 0) & ~problem.is_banned
    row = int(np.flatnonzero(allowed)[0])
    return Assignment(np.array([[problem.candidate[row], problem.post[row]]], np.int32))


def test_no_values_after_unknown():
    """A run that ends UNKNOWN has no values to read, though the solver would give out numbers."""
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(400)]
    for k in range(396):
        model.add(sum((i + 3) * x[k + i] for i in range(5)) != 11)
    answer = ask(model, Limits(effort=1e-9, deadline=None, workers=1, seed=1))
    assert answer.status == "UNKNOWN"
    assert answer.values is None
    assert answer.bound is None


def test_a_bad_model_is_an_error_of_the_engine():
    """A model the solver refuses raises, with the solver's reason."""
    model = cp_model.CpModel()
    x = model.new_int_var(0, 2**62, "x")
    y = model.new_int_var(0, 2**62, "y")
    model.add(x + y <= 5)
    with pytest.raises(SolverError, match="domain"):
        ask(model, Limits(effort=1, deadline=None, workers=1, seed=1))


def test_unknown_is_not_infeasible():
    """With no effort allowed and no plan to start from the outcome is UNKNOWN and says so."""
    problem = market(objectives=("stability", "coverage"))
    outcome = solve_exact(problem, TINY)
    assert outcome.status == "UNKNOWN"
    assert outcome.assignment is None
    assert outcome.objectives == ()
    assert "ruled out" in outcome.cause.en


def test_unknown_falls_back_on_the_hint():
    """With no effort allowed the plan given as a hint comes back, its values measured, nothing claimed."""
    problem = market()
    hint = somebody(problem)
    outcome = solve_exact(problem, TINY.model_copy(update={"effort": 1e-3}), hint=hint)
    assert outcome.status == "FEASIBLE"
    coverage = outcome.objectives[0]
    assert coverage.value <= measure(problem, hint, "coverage")
    assert coverage.value == measure(problem, outcome.assignment, "coverage")
    assert not coverage.proven
    assert coverage.bound < coverage.value


def test_a_hint_that_breaks_a_rule_is_only_a_hint():
    """A plan over a capacity is not given back, but does no harm."""
    rng = np.random.default_rng(5)
    problem = random_problem(rng, most_capacity=1)
    everything = Assignment(np.column_stack([problem.candidate, problem.post]))
    assert oracle.broken_rules(problem, oracle.as_plan(everything)) & {"capacity", "seats"}
    outcome = solve_exact(problem, EngineSettings(), hint=everything)
    assert outcome.status == "OPTIMAL"
    values, _ = oracle.best(problem)
    assert {result.name: result.value for result in outcome.objectives} == values


def test_the_part_of_a_hint_that_keeps_the_rules_is_a_start():
    """A plan that breaks many rules is cut down to one that keeps them, so that even no effort gives a plan."""
    rules = ("quota", "ban", "one_post_per_host", "site_days", "avoid")
    found = 0
    for seed in range(12):
        problem = random_problem(np.random.default_rng(4000 + seed), rules=rules)
        everything = Assignment(np.column_stack([problem.candidate, problem.post]))
        outcome = solve_exact(problem, EngineSettings(workers=1), hint=everything)
        best = oracle.best(problem)
        assert outcome.status == ("INFEASIBLE" if best is None else "OPTIMAL")
        if best is not None:
            found += 1
            assert {result.name: result.value for result in outcome.objectives} == best[0]
    assert found > 5
    search = _search(market(rules=rules))
    problem = search.problem
    search.start_from(Assignment(np.column_stack([problem.candidate, problem.post])), np.arange(problem.num_pairs))
    assert search.best is not None
    assert oracle.broken_rules(problem, oracle.as_plan(search.assignment())) == set()
    assert len(search.assignment()) > 10


def _search(problem: Problem) -> Search:
    return Search(build_model(problem), EngineSettings(workers=1), time.perf_counter(), None)


def test_a_hint_may_name_pairs_that_do_not_exist():
    """A hint with an unlisted pair is no plan of this problem."""
    problem = market()
    listed = {(int(i), int(p)) for i, p in zip(problem.candidate, problem.post, strict=True)}
    stray = next((i, p) for i in range(40) for p in range(40) if (i, p) not in listed)
    outcome = solve_exact(problem, TINY, hint=Assignment(np.array([stray], np.int32)))
    assert outcome.status in {"UNKNOWN", "FEASIBLE"}
    if outcome.assignment is not None:
        assert stray not in oracle.as_plan(outcome.assignment)


def test_the_answer_is_never_worse_than_the_hint():
    """A hint better than what little effort finds is kept."""
    problem = market()
    good = solve_exact(problem, EngineSettings(effort=3, workers=1))
    again = solve_exact(problem, EngineSettings(effort=0.01, workers=1), hint=good.assignment)
    assert [r.value for r in again.objectives] <= [r.value for r in good.objectives]


SCRIPT = """
import hashlib, sys
PLACE
from matcher.policy.records import EngineSettings
from matcher.solve.exact import solve_exact
outcome = solve_exact(place.market(), EngineSettings(effort=1.5, workers=2))
digest = hashlib.sha256(outcome.assignment.pairs.tobytes()).hexdigest()
print(outcome.status, [r.value for r in outcome.objectives], digest)
"""


def test_two_processes_with_two_workers_give_the_same_plan():
    """Threads that take turns make the plan independent of timing, proven or not."""
    script = SCRIPT.replace("PLACE", _import_this_file())
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    (line,) = runs
    assert line.startswith(("FEASIBLE", "OPTIMAL"))


def _import_this_file() -> str:
    return (
        "import importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('place', {str(Path(__file__))!r})\n"
        "place = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(place)"
    )


def test_a_stop_takes_effect_at_once_and_keeps_the_best():
    """Asked to stop in the middle of a search of an hour, the engine returns the best plan."""
    problem = market(side=150, pairs=3000)
    asked: list[float] = []
    seen: list[Progress] = []

    def should_stop() -> bool:
        if len(seen) >= 1 and seen[-1].objective == "stability" and seen[-1].best is not None:
            asked.append(time.perf_counter())
        return bool(asked)

    outcome = solve_exact(
        problem, EngineSettings(effort=1000, workers=2), on_progress=seen.append, should_stop=should_stop
    )
    assert time.perf_counter() - asked[0] < NOT_ON_ITS_OWN_S
    assert outcome.was_stopped
    assert outcome.status == "FEASIBLE"
    coverage, stability = outcome.objectives
    assert coverage.proven
    assert not stability.proven
    assert stability.value == measure(problem, outcome.assignment, "stability")
    assert stability.value <= seen[-1].best


def test_a_stop_before_the_start_returns_the_hint():
    """Asked to stop at once, the engine returns what it was given."""
    problem = market()
    outcome = solve_exact(problem, EngineSettings(), hint=somebody(problem), should_stop=lambda: True)
    assert outcome.was_stopped
    assert outcome.status == "FEASIBLE"
    assert np.array_equal(outcome.assignment.pairs, somebody(problem).pairs)
    assert solve_exact(problem, EngineSettings(), should_stop=lambda: True).status == "UNKNOWN"


def test_the_clock_ends_a_search():
    """A wall-clock limit ends the whole solve, whatever effort is left."""
    problem = market(side=150, pairs=3000)
    started = time.perf_counter()
    outcome = solve_exact(problem, EngineSettings(effort=1000, time_limit_s=2.0))
    assert time.perf_counter() - started < NOT_ON_ITS_OWN_S
    assert outcome.status == "FEASIBLE"
    assert not outcome.was_stopped
    assert len(outcome.objectives) == 2


def test_progress_is_plain_numbers_on_the_callers_thread():
    """Reports tell objective, best and bound in order, and come on the thread that called."""
    problem = market(side=60, pairs=900, objectives=("coverage", "ranks", "generous", "stability"))
    seen: list[tuple[Progress, threading.Thread]] = []
    solve_exact(
        problem,
        EngineSettings(effort=4),
        on_progress=lambda progress: seen.append((progress, threading.current_thread())),
    )
    assert seen
    assert {thread for _, thread in seen} == {threading.current_thread()}
    elapsed = [progress.elapsed_s for progress, _ in seen]
    assert elapsed == sorted(elapsed)
    order = [progress.objective for progress, _ in seen]
    assert order == sorted(order, key=list(problem.objectives).index)
    for progress, _ in seen:
        kind = tuple if progress.objective in PROFILES else int
        assert isinstance(progress.best, kind | None)
        assert isinstance(progress.bound, kind | None)


def test_an_error_in_a_listener_reaches_the_caller():
    """A progress function that fails stops the search and is heard."""
    problem = market(side=60, pairs=900)

    def fail(progress: Progress) -> None:
        raise RuntimeError(str(progress.engine))

    with pytest.raises(RuntimeError, match="CP-SAT"):
        solve_exact(problem, EngineSettings(effort=100), on_progress=fail)


def result(name: str, value: int) -> ObjectiveResult:
    return ObjectiveResult(name, value, value, proven=True, engine="elsewhere", seconds=0.0)


def test_known_values_are_kept_and_not_solved_again():
    """A proven prefix comes back as it was, and later objectives keep to it."""
    for seed in range(8):
        problem = random_problem(np.random.default_rng(3000 + seed), rules=("ban", "avoid"))
        values, _ = oracle.best(problem)
        known = tuple(result(name, values[name]) for name in problem.objectives[:2])
        outcome = solve_exact(problem, EngineSettings(workers=1), known=known)
        assert outcome.objectives[:2] == known
        assert {r.name: r.value for r in outcome.objectives} == values
        everything = tuple(result(name, values[name]) for name in problem.objectives)
        assert solve_exact(problem, EngineSettings(workers=1), known=everything).objectives == everything


def test_a_known_value_that_cannot_be_is_an_error():
    """Too good a value is told from an impossible problem; too poor a one is found out."""
    problem = replace(random_problem(np.random.default_rng(4)), objectives=("size", "satisfaction"))
    best, _ = oracle.best(problem)
    with pytest.raises(SolverError, match="已知"):
        solve_exact(problem, EngineSettings(workers=1), known=(result("size", best["size"] + 1),))
    with pytest.raises(SolverError, match="已知"):
        solve_exact(problem, EngineSettings(workers=1), known=(result("size", best["size"] - 1),))
    with pytest.raises(SolverError, match="前几项"):
        solve_exact(problem, EngineSettings(workers=1), known=(result("satisfaction", 1),))


def test_popularity_is_refused_with_words():
    """The one objective this engine does not know is refused before any search."""
    problem = replace(random_problem(np.random.default_rng(4)), objectives=("coverage", "popularity"))
    with pytest.raises(ProblemError) as caught:
        solve_exact(problem, EngineSettings())
    assert "popularity" in caught.value.say("en")


def test_ranks_beyond_fifteen_do_not_overflow():
    """A profile over 40 ranks is solved rank by rank, where weights by powers would leave 64 bits."""
    side = 40
    problem = market(seed=7, side=side, pairs=side * side, has_ties=False, objectives=("ranks",))
    problem = replace(
        problem, capacity=np.ones(side, np.int64), most=np.ones(side, np.int64), least=np.ones(side, np.int64)
    )
    outcome = solve_exact(problem, EngineSettings(effort=200, workers=1))
    assert outcome.status == "OPTIMAL"
    assert len(outcome.objectives[0].value) > 10
    assert measure(problem, outcome.assignment, "ranks") == outcome.objectives[0].value


def test_the_solve_room_opens_without_a_solver():
    """Importing the room does not import OR-Tools; importing this engine does."""
    script = "import sys, matcher.solve; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
