"""Re-solve a problem with one thing changed, so that a price is found and not guessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Value
from matcher.problem.edits import Edit, edit_problem_by_all
from matcher.solve import solve
from matcher.solve.incremental import Base, make_base, resolve_all, supports
from matcher.solve.progress import Progress
from matcher.verify import verify

Depth: TypeAlias = Literal["cover", "nearest", "full"]
"""How far a re-solve goes: the leading objectives down to coverage; these, and then as few changes
of the plan as they allow; or every objective of the problem."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hold what one objective was and what it becomes.

    Parameters
    ----------
    is_exact
        Both values are proven optimal in the order of objectives, so the difference is the price.
        Otherwise it is the difference between two plans.
    bound
        Proven: with the change, and what comes before it in order as it is after, no plan does better;
        None: nothing is proven.
    """

    objective: Objective
    before: Value
    after: Value
    is_exact: bool
    bound: Value | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Hold what changes for one candidate: posts left and posts taken, as indices."""

    candidate: int
    left: tuple[int, ...]
    taken: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Hold what a change leads to.

    Parameters
    ----------
    problem, outcome
        The changed problem and what its solve came to; no assignment where nothing was found.
    changes
        Every objective of the problem, in order, at depth ``cover`` the leading ones only; empty
        without an assignment.
    moves
        Who moves, by candidate; empty at depth ``cover``.
    """

    problem: Problem
    outcome: Outcome
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]

    @property
    def is_infeasible(self) -> bool:
        """Whether it is proven that no plan keeps the hard rules."""
        return self.outcome.status == "INFEASIBLE"


class Resolver:
    """Answer changes of one solved problem.

    Where nothing but sums over pairs is asked and no side rule binds, the incremental engine
    answers in milliseconds with every objective exact. Otherwise the portfolio solves again, as far
    as `Depth` says.

    Parameters
    ----------
    problem, assignment, results
        The problem, its plan, and what was proven of each objective.
    settings
        Limits of the engines; those of the solve make the answers comparable.
    """

    def __init__(
        self,
        problem: Problem,
        assignment: Assignment,
        results: tuple[ObjectiveResult, ...],
        settings: EngineSettings,
        *,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.problem = problem
        self.assignment = assignment
        self.settings = settings
        self.on_progress = on_progress
        self.should_stop = should_stop
        self.proven = frozenset(result.name for result in results if result.proven)
        self.bounds = {result.name: result.bound for result in results}

    @cached_property
    def base(self) -> Base | None:
        """The incremental engine's base of the plan; None where it cannot hold this problem."""
        if not supports(self.problem) or not self.proven.issuperset(self.problem.objectives):
            return None
        return make_base(self.problem, self.assignment)

    @cached_property
    def sums(self) -> dict[Objective, Value]:
        """Every objective of the plan as the incremental engine adds it up; empty where it cannot hold this problem."""
        return {} if self.base is None else self.base.measure()

    @cached_property
    def values(self) -> dict[Objective, Value]:
        """Every objective of the plan as the independent check measures it."""
        return dict(verify(self.problem, self.assignment).objectives)

    def resolve(self, edits: Sequence[Edit], depth: Depth = "full") -> Answer:
        """Return what the plan becomes after some edits.

        Raises
        ------
        ProblemError
            An edit names what is not there, or pins and bans the same pair.
        """
        if self.base is not None:
            try:
                outcome = resolve_all(self.base, edits)
            except ValueError:
                pass  # a side rule binds after the edit: the portfolio knows it
            else:
                values = {result.name: result.value for result in outcome.objectives}
                return self._answer(edit_problem_by_all(self.problem, edits), outcome, values)
        return self.resolve_problem(edit_problem_by_all(self.problem, edits), depth)

    def resolve_problem(self, changed: Problem, depth: Depth = "full") -> Answer:
        """Return the plan of a changed problem with the same candidates and posts.

        Pairs may differ: an acceptable pair may be new or gone.
        """
        leading = lead(changed.objectives)
        asked = {"cover": leading, "nearest": _with_continuity(leading), "full": changed.objectives}[depth]
        kept = changed.is_kept if depth == "full" else self._is_used(changed)
        outcome = solve(
            replace(changed, objectives=asked, is_kept=kept),
            self.settings,
            on_progress=self.on_progress,
            should_stop=self.should_stop,
        )
        if outcome.assignment is None:
            return self._answer(changed, outcome, {})
        return self._answer(changed, outcome, dict(verify(changed, outcome.assignment).objectives), depth=depth)

    def _is_used(self, problem: Problem) -> NDArray[np.bool_]:
        """Tell which pairs of a problem the plan uses."""
        pairs = self.assignment.pairs.astype(np.int64)
        key = problem.candidate.astype(np.int64) * problem.num_posts + problem.post
        used: NDArray[np.bool_] = np.isin(key, pairs[:, 0] * problem.num_posts + pairs[:, 1])
        return used

    def _answer(
        self, problem: Problem, outcome: Outcome, values: dict[Objective, Value], depth: Depth = "full"
    ) -> Answer:
        if outcome.assignment is None:
            return Answer(problem, outcome, (), ())
        asked = lead(problem.objectives) if depth != "full" else problem.objectives
        proven = {result.name for result in outcome.objectives if result.proven}.intersection(asked)
        bounds = {result.name: result.bound for result in outcome.objectives if result.name in asked}
        changes = tuple(
            Change(name, self.values[name], values[name], name in proven and name in self.proven, bounds.get(name))
            for name in (asked if depth == "cover" else problem.objectives)
        )
        # A re-solve for coverage alone shuffles everybody: who moves says nothing there.
        moves = () if depth == "cover" else list_moves(self.assignment, outcome.assignment)
        return Answer(problem, outcome, changes, moves)


def lead(objectives: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """Return the objectives down to coverage, or the first one where coverage is not among them.

    Examples
    --------
    >>> lead(("coverage", "stability", "satisfaction"))
    ('coverage',)
    """
    return objectives[: objectives.index("coverage") + 1] if "coverage" in objectives else objectives[:1]


def list_moves(before: Assignment, after: Assignment) -> tuple[Move, ...]:
    """Return what changes for whom between two plans of the same candidates and posts.

    Examples
    --------
    >>> one, two = Assignment(np.array([[0, 0], [1, 1]])), Assignment(np.array([[0, 1], [1, 1]]))
    >>> list_moves(one, two)
    (Move(candidate=0, left=(0,), taken=(1,)),)
    """
    old, new = (set(map(tuple, plan.pairs.tolist())) for plan in (before, after))
    left: dict[int, list[int]] = {}
    taken: dict[int, list[int]] = {}
    for i, p in sorted(old - new):
        left.setdefault(i, []).append(p)
    for i, p in sorted(new - old):
        taken.setdefault(i, []).append(p)
    return tuple(Move(i, tuple(left.get(i, ())), tuple(taken.get(i, ()))) for i in sorted({*left, *taken}))


def _with_continuity(leading: tuple[Objective, ...]) -> tuple[Objective, ...]:
    return leading if "continuity" in leading else (*leading, "continuity")
