"""How a plan bears withdrawals: each person out in turn, and groups drawn by chance.

Every withdrawal is repaired (`matcher.whatif.withdrawals`); what cover it costs, which hosts are left
uncovered and who else has to move is listed by the pools' own ids.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.errors import ProblemError
from matcher.plans.plan import Plan
from matcher.policy.records import EngineSettings
from matcher.problem import Assignment, Compiled, Problem
from matcher.problem.outcome import Status
from matcher.whatif.backends import Backend, Here, choose_backend
from matcher.whatif.backups import Backup, BackupStatus, find_backup
from matcher.whatif.withdrawals import Repair, Repairer
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class MovedPerson:
    """Hold what changes for one person who stays: posts left and posts taken, as ids."""

    candidate: str
    left: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackupChain:
    """Hold the backup of one person, by ids.

    Parameters
    ----------
    steps
        Candidate, post taken, and post left or None, in order.
    is_shortest
        No backup has fewer steps.
    """

    status: BackupStatus
    posts: tuple[str, ...]
    steps: tuple[tuple[str, str, str | None], ...]
    is_shortest: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Hold what the withdrawal of some people costs.

    Parameters
    ----------
    status
        INFEASIBLE: proven that no plan keeps the rules without them. UNKNOWN: not decided within the
        effort.
    loss
        Rise of the coverage objective, the least loads of those gone left out.
    is_exact
        No repair loses less.
    uncovered_hosts, moves
        Of the repair; where a loss must be, another repair may leave another host uncovered.
    is_fewest
        No repair that loses as little takes up fewer pairs.
    backup
        Where backups were asked for.
    """

    people: tuple[str, ...]
    status: Status
    loss: int
    is_exact: bool
    uncovered_hosts: tuple[str, ...]
    moves: tuple[MovedPerson, ...]
    is_fewest: bool
    backup: BackupChain | None = None


@dataclass(frozen=True, slots=True)
class FragileHost:
    """Hold a host that some withdrawal leaves uncovered.

    Parameters
    ----------
    people
        Each of them alone leaves it uncovered.
    num_groups
        How many of the groups do.
    """

    host: str
    people: tuple[str, ...]
    num_groups: int


@dataclass(frozen=True, slots=True)
class Stress:
    """Hold a stress test.

    Parameters
    ----------
    singles
        One for each person asked for, in the order of the pool; fewer where it was stopped.
    groups
        In the order drawn.
    seed
        That the groups were drawn with.
    fragile
        Hosts that anything leaves uncovered, the most fragile first.
    """

    singles: tuple[Withdrawal, ...]
    groups: tuple[Withdrawal, ...]
    seed: int
    fragile: tuple[FragileHost, ...]
    seconds: float
    was_stopped: bool


@dataclass(frozen=True, slots=True, eq=False)
class StressJob:
    """Send a worker the plan once; a task is a tuple of candidates and whether to look for a backup."""

    problem: Problem
    assignment: Assignment
    settings: EngineSettings
    most_moves: int | None

    def prepare(
        self, should_stop: Callable[[], bool]
    ) -> Callable[[tuple[tuple[int, ...], bool]], tuple[Repair, Backup | None]]:
        """Return what repairs one withdrawal."""
        repairer = Repairer(self.problem, self.assignment, self.settings, should_stop=should_stop)

        def work(task: tuple[tuple[int, ...], bool]) -> tuple[Repair, Backup | None]:
            gone, has_backup = task
            repair = repairer.repair(gone)
            if self.most_moves is None or not has_backup:
                return repair, None
            return repair, find_backup(repairer, gone[0], self.most_moves, repair)

        return work


def stress_plan(
    plan: Plan,
    settings: EngineSettings | None = None,
    *,
    people: Sequence[str] | None = None,
    groups: Sequence[tuple[int, int]] = (),
    seed: int = 1,
    most_moves: int | None = None,
    processes: int = 1,
    on_done: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Stress:
    """Withdraw each person of a plan in turn, and groups drawn by chance among those placed.

    Parameters
    ----------
    settings
        Limits of the exact engine where side rules bind.
    people
        Ids of those to withdraw one by one, such as those who signed; None: everybody.
    groups
        Size and number of the groups of each kind.
    most_moves
        Look for a backup of each person placed that takes up at most so many pairs; None: do not.
    processes
        Of this machine, used where side rules bind.
    on_done
        Told how many withdrawals of how many are repaired.
    should_stop
        Asked all the time; what was repaired is kept.

    Raises
    ------
    ProblemError
        The plan has no matches, there is no such person, or a group is larger than the number placed.
    """
    started = time.perf_counter()
    compiled, assignment = plan.compiled, plan.outcome.assignment
    if assignment is None:
        raise ProblemError(Words("方案里没有配对，无从检验", "the plan holds no match to withdraw from"))
    singles = list(range(compiled.problem.num_candidates)) if people is None else _find(compiled, people)
    drawn = draw_groups(assignment, groups, seed)
    placed = set(assignment.pairs[:, 0].tolist())
    tasks = [((i,), i in placed) for i in singles] + [(group, False) for group in drawn]
    job = StressJob(compiled.problem, assignment, settings or EngineSettings(), most_moves)
    answers: dict[int, Withdrawal] = {}
    for done in _choose(job, processes).run(job, tasks, should_stop):
        if done.error is not None:
            raise ProblemError(done.error)
        answers[done.number] = _name(compiled, *done.answer)
        if on_done is not None:
            on_done(len(answers), len(tasks))
    alone = tuple(answers[number] for number in sorted(answers) if number < len(singles))
    together = tuple(answers[number] for number in sorted(answers) if number >= len(singles))
    seconds = time.perf_counter() - started
    was_stopped = len(answers) < len(tasks)
    return Stress(alone, together, seed, rank_fragile(alone, together), seconds, was_stopped)


def draw_groups(assignment: Assignment, groups: Sequence[tuple[int, int]], seed: int) -> list[tuple[int, ...]]:
    """Return groups of the people placed, drawn by chance: the same seed draws the same.

    Raises
    ------
    ProblemError
        A group is larger than the number of people placed.
    """
    chance = np.random.default_rng(seed)
    placed = np.unique(assignment.pairs[:, 0])
    drawn = []
    for size, number in groups:
        if not 1 <= size <= len(placed):
            raise ProblemError(
                Words(
                    f"每组 {size} 人不成立：方案安排了 {len(placed)} 人",
                    f"a group of {size} cannot be: the plan places {len(placed)} people",
                )
            )
        drawn += [tuple(sorted(chance.choice(placed, size, replace=False).tolist())) for _ in range(number)]
    return drawn


def rank_fragile(singles: Sequence[Withdrawal], groups: Sequence[Withdrawal]) -> tuple[FragileHost, ...]:
    """Return the hosts that withdrawals leave uncovered, those that most people alone do first."""
    alone: dict[str, list[str]] = {}
    together: dict[str, int] = {}
    for withdrawal in singles:
        for host in withdrawal.uncovered_hosts:
            alone.setdefault(host, []).append(withdrawal.people[0])
    for withdrawal in groups:
        for host in withdrawal.uncovered_hosts:
            together[host] = together.get(host, 0) + 1
    found = [FragileHost(host, tuple(alone.get(host, ())), together.get(host, 0)) for host in {*alone, *together}]
    return tuple(sorted(found, key=lambda each: (-len(each.people), -each.num_groups, each.host)))


def _choose(job: StressJob, processes: int) -> Backend:
    """Stay in this process where the incremental engine answers in less time than a process starts in."""
    if processes <= 1 or Repairer(job.problem, job.assignment, job.settings).base is not None:
        return Here()
    return choose_backend(processes)


def _find(compiled: Compiled, people: Sequence[str]) -> list[int]:
    for name in people:
        if name not in compiled.candidate_index:
            raise ProblemError(Words(f"没有编号为“{name}”的人选", f"there is no candidate {name}"))
    return sorted({compiled.candidate_index[name] for name in people})


def _name(compiled: Compiled, repair: Repair, backup: Backup | None) -> Withdrawal:
    who, posts = compiled.candidate_ids, compiled.post_ids
    moves = tuple(
        MovedPerson(who[move.candidate], tuple(posts[p] for p in move.left), tuple(posts[p] for p in move.taken))
        for move in repair.moves
    )
    chain = None
    if backup is not None:
        steps = tuple(
            (who[step.candidate], posts[step.taken], None if step.left is None else posts[step.left])
            for step in backup.steps
        )
        chain = BackupChain(backup.status, tuple(posts[p] for p in backup.posts), steps, backup.is_shortest)
    return Withdrawal(
        people=tuple(who[i] for i in repair.people),
        status=repair.status,
        loss=repair.loss,
        is_exact=repair.is_exact,
        uncovered_hosts=tuple(compiled.host_ids[h] for h in repair.uncovered_hosts),
        moves=moves,
        is_fewest=repair.is_fewest,
        backup=chain,
    )
