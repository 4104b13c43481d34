"""Many scenarios of one base, solved wherever there is room, each result kept as soon as it is there.

The base is sent to a worker once, a task is a name and a few edits. A result is numbers and digests,
so that two runs, two machines or two back ends can be held against each other. Results are appended
to a file of JSON lines; a run that was killed goes on from there (`matcher.whatif.results_file`).
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.edits.applying import apply_edits
from matcher.edits.kinds import EDIT
from matcher.plans.certify import refuse_unless_verified
from matcher.plans.scenario import Scenario
from matcher.policy.digest import digest
from matcher.problem import compile_problem
from matcher.solve import solve
from matcher.suitability import build_pairs
from matcher.verify import verify
from matcher.whatif.backends import Backend, choose_backend
from matcher.whatif.results_file import Row, open_results

UNLIKE = frozenset({"seconds"})
"""What may differ between two runs of the same task."""


@dataclass(frozen=True, slots=True)
class Task:
    """Hold one scenario of a sweep: its edits as plain data, as a file holds them."""

    name: str
    edits: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Hold what is to be swept.

    Parameters
    ----------
    effort
        Of each objective of each solve; None: the base's own.
    """

    base: Scenario
    tasks: tuple[Task, ...]
    effort: float | None = None

    def digest(self) -> str:
        """Return a SHA-256 over settings, tables and tasks: results of another sweep do not mix."""
        pools = self.base.pools
        records = [
            record.model_dump_json()
            for table in (
                pools.candidates,
                pools.enterprises,
                pools.posts,
                pools.choices,
                pools.opinions,
                pools.incumbents,
            )
            for record in table
        ]
        tasks = [[task.name, list(task.edits)] for task in self.tasks]
        said = [digest(self.base.policy), records, sorted(pools.sources.items()), self.effort, tasks]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class SweepJob:
    """Send a worker the base once."""

    base: Scenario
    effort: float | None

    def prepare(self, should_stop: Callable[[], bool]) -> Callable[[Task], Row]:
        """Return what solves one task."""

        def work(task: Task) -> Row:
            return solve_task(self.base, task, self.effort, should_stop)

        return work


@dataclass(frozen=True, slots=True)
class SweepResult:
    """Hold the rows of a sweep in the order of its tasks.

    Parameters
    ----------
    rows
        One for each task that is done: number, name, and either ``error`` in both languages or
        status, objectives, matches, digests and seconds.
    num_tasks
        Of the whole sweep; more than rows where it was stopped.
    num_resumed
        Rows that an earlier run had left.
    """

    rows: tuple[Row, ...]
    num_tasks: int
    num_resumed: int

    @property
    def is_complete(self) -> bool:
        """Whether every task is done."""
        return len(self.rows) == self.num_tasks


def run_sweep(
    sweep: Sweep,
    out: Path,
    *,
    backend: Backend | None = None,
    on_done: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> SweepResult:
    """Solve what the results file does not hold yet, and return all rows.

    Parameters
    ----------
    out
        The results file; made where there is none, gone on with where an earlier run left it.
    backend
        Where the tasks run; this process by default.
    on_done
        Told how many tasks of how many are done.
    should_stop
        Asked all the time; what is done is in the file.

    Raises
    ------
    FileError
        The file is no results file, belongs to another sweep, or cannot be written.
    """
    with open_results(out, sweep.digest(), len(sweep.tasks)) as file:
        rows = dict(file.rows)
        missing = [number for number in range(len(sweep.tasks)) if number not in rows]
        num_resumed = len(rows)
        tasks = [sweep.tasks[number] for number in missing]
        if tasks:
            job = SweepJob(sweep.base, sweep.effort)
            for done in (backend or choose_backend(1)).run(job, tasks, should_stop):
                number = missing[done.number]
                row: Row = {"number": number, "name": sweep.tasks[number].name}
                if done.error is not None:
                    row["error"] = {"zh": done.error.zh, "en": done.error.en}
                else:
                    row |= done.answer
                file.append(row)
                rows[number] = row
                if on_done is not None:
                    on_done(len(rows), len(sweep.tasks))
    return SweepResult(tuple(rows[number] for number in sorted(rows)), len(sweep.tasks), num_resumed)


def solve_task(base: Scenario, task: Task, effort: float | None, should_stop: Callable[[], bool]) -> Row:
    """Return the numbers of one scenario.

    Raises
    ------
    MatcherError
        The edits cannot be made, or the independent check refuses the plan.
    """
    started = time.perf_counter()
    edits = tuple(EDIT.validate_python(edit) for edit in task.edits)
    policy, pools = apply_edits(edits, base.policy, base.pools, vocabulary=base.vocabulary)
    table = build_pairs(pools, policy, base.vocabulary)
    problem = compile_problem(pools, policy, table).problem
    settings = policy.engine if effort is None else policy.engine.model_copy(update={"effort": effort})
    outcome = solve(problem, settings, should_stop=should_stop)
    row: Row = {
        "status": outcome.status,
        "objectives": [],
        "matches": None,
        "plan": None,
        "problem": problem.digest(),
    }
    if outcome.assignment is not None:
        refuse_unless_verified(verify(problem, outcome.assignment, outcome.objectives))
        row["objectives"] = [
            {"name": result.name, "value": _plain(result.value), "bound": _plain(result.bound), "proven": result.proven}
            for result in outcome.objectives
        ]
        row["matches"] = len(outcome.assignment)
        row["plan"] = hashlib.sha256(outcome.assignment.pairs.tobytes()).hexdigest()
    elif outcome.cause is not None:
        row["cause"] = {"zh": outcome.cause.zh, "en": outcome.cause.en}
    row["seconds"] = round(time.perf_counter() - started, 3)
    return row


def _plain(value: object) -> object:
    """Return a value as JSON holds it, so that a row is the same before and after the file."""
    return list(value) if isinstance(value, tuple) else value
