"""What a plan becomes when people withdraw: what stays covered, and who has to move.

The repair asked for keeps as much cover as can be had without them, then has fewest new pairs, then
keeps most pairs. All three are sums over pairs, so where no side rule binds the incremental engine
answers each withdrawal exactly from one base. Where rules bind that a network holds, such as quotas of
committees and one company post each, the flow engine solves each withdrawal anew, exactly too. Where
others bind, the rest of the plan, alone, with one new pair, or with one pair given up for a new one, is
taken at once if it keeps the rules and loses nothing: fewer moves there cannot be. Else the exact engine
looks for the repair with fewest new pairs that keeps cover, and where it proves that there is none, for
the best cover.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.explain.resolving import Move, list_moves
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Assignment, Outcome, Problem
from matcher.problem.edits import CandidateLeaves, edit_problem_by_all
from matcher.problem.outcome import Status
from matcher.solve.flow.engine import provable_prefix, solve_flow
from matcher.solve.incremental import Base, apply_all, make_base
from matcher.solve.measure import measure, used_rows
from matcher.verify import CHECKS
from matcher.verify.placed import place

Rows = NDArray[np.int64]
Pair = tuple[int, int]

MOST_PAIRS = 100_000
"""Above this many pairs no model with side rules is built."""


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """Hold what the withdrawal of some people comes to, by indices of the problem.

    Parameters
    ----------
    status
        INFEASIBLE: proven that no plan keeps the rules without them. UNKNOWN: within the effort
        nothing was found and nothing ruled out. Else there is a repair.
    loss
        Coverage after less coverage before, the least loads of the people gone left out of both; 0
        where cover is kept, or even gained.
    is_exact
        No repair loses less.
    must_lose
        Proven that every repair loses some cover.
    new_pairs, lost_pairs
        Pairs (candidate, post) taken up, and given up by people who stay.
    is_fewest
        No repair that loses as little takes up fewer pairs.
    uncovered_hosts
        Hosts below a least that were not before.
    """

    people: tuple[int, ...]
    status: Status
    loss: int = 0
    is_exact: bool = False
    must_lose: bool = False
    new_pairs: tuple[Pair, ...] = ()
    lost_pairs: tuple[Pair, ...] = ()
    is_fewest: bool = False
    uncovered_hosts: tuple[int, ...] = ()

    @property
    def moves(self) -> tuple[Move, ...]:
        """Who of those who stay changes posts."""
        before, after = (Assignment(np.array(pairs, np.int32)) for pairs in (self.lost_pairs, self.new_pairs))
        return list_moves(before, after)


class Repairer:
    """Repair one plan for one withdrawal after another.

    Parameters
    ----------
    assignment
        The plan, within all rules of `problem`.
    """

    def __init__(
        self,
        problem: Problem,
        assignment: Assignment,
        settings: EngineSettings,
        *,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.rows = used_rows(problem, assignment)
        self.is_used = np.zeros(problem.num_pairs, np.bool_)
        self.is_used[self.rows] = True
        self.assignment = assignment
        self.settings = settings
        self.should_stop = should_stop
        # A pair that is not in the plan costs one move.
        self.problem = replace(
            problem,
            objectives=("coverage", "travel", "continuity"),
            travel_m=(~self.is_used).astype(np.int64),
            is_kept=self.is_used,
        )
        self.people = np.bincount(problem.post[self.rows], minlength=problem.num_posts)
        self.load = np.bincount(problem.candidate[self.rows], minlength=problem.num_candidates)
        self.short_hosts = frozenset(problem.host[self.people < problem.least].tolist())
        cover = measure(problem, assignment, "coverage")
        assert isinstance(cover, int)
        self.cover = cover

    @cached_property
    def base(self) -> Base | None:
        """The incremental engine's base; None where rules bind or the plan covers less than it could."""
        try:
            return make_base(self.problem, self.assignment)
        except ValueError:
            return None

    @cached_property
    def fits_flow(self) -> bool:
        """Whether the flow engine holds every rule that binds, so that it repairs exactly."""
        return provable_prefix(self.problem) == self.problem.objectives

    def repair(self, people: Sequence[int]) -> Repair:
        """Return the repair after the withdrawal of some people.

        Raises
        ------
        ProblemError
            There is no such candidate.
        """
        gone = tuple(sorted(set(people)))
        base = self.base
        if base is None:
            return (self._repair_by_flow(gone) if self.fits_flow else None) or self._repair_within_rules(gone)
        marks = apply_all(base, [CandidateLeaves(i) for i in gone]).state[0]
        changed = np.flatnonzero(marks != base.state[0])
        changed = changed[~np.isin(self.problem.candidate[changed], gone)]
        was_used = self.is_used[changed]
        return self._tell(gone, changed[~was_used], changed[was_used], is_exact=True, is_fewest=True)

    def repair_without_loss(self, people: Sequence[int], most_new: int | None = None) -> Outcome:
        """Look for a repair that keeps cover, with fewest new pairs and at most so many.

        Returns
        -------
        Outcome
            The number of new pairs is its first objective. INFEASIBLE: proven that there is none.
        """
        if self.fits_flow and (quick := self._settle_by_flow(people, most_new)) is not None:
            return quick
        limits: dict[Objective, int] = {"coverage": self.cover_without(people)}
        if most_new is not None:
            limits["travel"] = most_new
        return self._ask(people, ("travel", "continuity"), limits)

    def cover_without(self, people: Sequence[int]) -> int:
        """Return the plan's coverage value with the least loads of some people left out."""
        gone = list(people)
        missing = np.maximum(0, self.problem.least_load[gone] - self.load[gone])
        return self.cover - int(missing.sum())

    def _repair_by_flow(self, gone: tuple[int, ...]) -> Repair | None:
        """Return the repair that the flow engine proves; None where it gains cover, at the price of more moves."""
        found = self._solve_by_flow(gone)
        if found.assignment is None:
            return Repair(gone, found.status)
        repair = self._read(gone, found, is_exact=True, is_fewest=True)
        return repair if repair.is_fewest and not found.was_stopped else None

    def _settle_by_flow(self, people: Sequence[int], most_new: int | None) -> Outcome | None:
        """Return whether cover can be kept, with fewest new pairs; None where cover is even gained."""
        found = self._solve_by_flow(people)
        if found.assignment is None:
            return found
        cover, *rest = found.objectives
        new = rest[0].value if rest else None
        if found.was_stopped or not isinstance(cover.value, int) or not isinstance(new, int):
            return None
        limit = self.cover_without(people)
        if cover.value > limit or (cover.value == limit and most_new is not None and new > most_new):
            return Outcome("INFEASIBLE", None, (), found.seconds)
        return replace(found, objectives=tuple(rest)) if cover.value == limit else None

    def _solve_by_flow(self, people: Sequence[int]) -> Outcome:
        edited = edit_problem_by_all(self.problem, [CandidateLeaves(i) for i in people])
        return solve_flow(edited, edited.objectives, self.should_stop or (lambda: False))

    def _repair_within_rules(self, gone: tuple[int, ...]) -> Repair:
        edited = edit_problem_by_all(self.problem, [CandidateLeaves(i) for i in gone])
        rest = self.rows[~np.isin(self.problem.candidate[self.rows], gone)]
        nothing = np.zeros(0, np.int64)
        keeps_rules = _keeps_rules(edited, rest)
        if keeps_rules and self._loss(gone, nothing, nothing) <= 0:
            return self._tell(gone, nothing, nothing, is_exact=True, is_fewest=True)
        for added, lost in self._list_single_moves(gone):
            if self._loss(gone, added, lost) <= 0 and _keeps_rules(edited, np.union1d(np.setdiff1d(rest, lost), added)):
                # Where the rest keeps the rules only cover is missing, and nothing but a new pair brings that.
                return self._tell(gone, added, lost, is_exact=True, is_fewest=keeps_rules)
        if self.problem.num_pairs > MOST_PAIRS:
            return Repair(gone, "UNKNOWN")
        kept = self.repair_without_loss(gone)
        if kept.assignment is not None:
            return self._read(gone, kept, is_exact=True, is_fewest=kept.objectives[0].proven)
        best = self._ask(gone, ("coverage", "travel", "continuity"), {})
        if best.assignment is None:
            return Repair(gone, best.status, must_lose=kept.status == "INFEASIBLE")
        cover, new, *_ = best.objectives
        repair = self._read(gone, best, is_exact=cover.proven, is_fewest=cover.proven and new.proven)
        return replace(repair, must_lose=kept.status == "INFEASIBLE" or (cover.proven and repair.loss > 0))

    def _ask(self, people: Sequence[int], objectives: tuple[Objective, ...], limits: dict[Objective, int]) -> Outcome:
        from matcher.solve.exact import solve_within

        edited = edit_problem_by_all(self.problem, [CandidateLeaves(i) for i in people])
        pairs = self.assignment.pairs
        rest = Assignment(pairs[~np.isin(pairs[:, 0], list(people))])
        asked = replace(edited, objectives=objectives)
        return solve_within(asked, limits, self.settings, hint=rest, should_stop=self.should_stop)

    def _list_single_moves(self, gone: tuple[int, ...]) -> Iterator[tuple[Rows, Rows]]:
        """Yield every single new pair at a post that is short, first without and then with one pair given up for it."""
        nothing = np.zeros(0, np.int64)
        rows = self._addable(gone)
        has_room = self.load < self.problem.capacity
        for row in rows:
            if has_room[self.problem.candidate[row]]:
                yield np.array([row], np.int64), nothing
        for row in rows:
            for given_up in self._rows_of(int(self.problem.candidate[row])).tolist():
                yield np.array([row], np.int64), np.array([given_up], np.int64)

    def _addable(self, gone: tuple[int, ...]) -> list[int]:
        """Return the pairs that would put somebody who stays on a post that is short, those ranked best first."""
        problem = self.problem
        mine = self.rows[np.isin(problem.candidate[self.rows], gone)]
        people = self.people - np.bincount(problem.post[mine], minlength=problem.num_posts)
        is_open = (people < problem.least)[problem.post] & (problem.capacity > 0)[problem.candidate]
        is_open &= ~problem.is_banned & ~self.is_used & ~np.isin(problem.candidate, gone)
        rows = np.flatnonzero(is_open)
        order: list[int] = rows[np.lexsort((-problem.points[rows], problem.rank_by_post[rows]))].tolist()
        return order

    def _read(self, gone: tuple[int, ...], outcome: Outcome, *, is_exact: bool, is_fewest: bool) -> Repair:
        assert outcome.assignment is not None
        after = np.zeros(self.problem.num_pairs, np.bool_)
        after[used_rows(self.problem, outcome.assignment)] = True
        new = np.flatnonzero(after & ~self.is_used)
        lost = np.flatnonzero(self.is_used & ~after)
        lost = lost[~np.isin(self.problem.candidate[lost], gone)]
        return self._tell(gone, new, lost, is_exact=is_exact, is_fewest=is_fewest)

    def _tell(self, gone: tuple[int, ...], new: Rows, lost: Rows, *, is_exact: bool, is_fewest: bool) -> Repair:
        loss = self._loss(gone, new, lost)
        return Repair(
            people=gone,
            status="OPTIMAL" if is_exact else "FEASIBLE",
            loss=max(0, loss),
            is_exact=is_exact,
            must_lose=is_exact and loss > 0,
            new_pairs=self._name(new),
            lost_pairs=self._name(lost),
            # With a gain in cover, fewer pairs might have kept what there was.
            is_fewest=is_fewest and loss >= 0,
            uncovered_hosts=self._newly_uncovered(gone, new, lost),
        )

    def _name(self, rows: Rows) -> tuple[Pair, ...]:
        problem = self.problem
        return tuple(zip(problem.candidate[rows].tolist(), problem.post[rows].tolist(), strict=True))

    def _changes(self, gone: tuple[int, ...], new: Rows, lost: Rows) -> tuple[dict[int, int], dict[int, int]]:
        """Return by how much the people of each post and the load of each who stays change."""
        problem = self.problem
        at_posts: dict[int, int] = {}
        of_people: dict[int, int] = {}
        mine = np.concatenate([self._rows_of(i) for i in gone]) if gone else lost[:0]
        for rows, step in ((mine, -1), (lost, -1), (new, 1)):
            for p in problem.post[rows].tolist():
                at_posts[p] = at_posts.get(p, 0) + step
        for rows, step in ((lost, -1), (new, 1)):
            for i in problem.candidate[rows].tolist():
                of_people[i] = of_people.get(i, 0) + step
        return at_posts, of_people

    def _rows_of(self, i: int) -> Rows:
        """Return the rows of the plan of one candidate; rows are sorted by candidate."""
        begin, end = np.searchsorted(self._candidate_of_rows, (i, i + 1))
        return self.rows[begin:end]

    @cached_property
    def _candidate_of_rows(self) -> Rows:
        return self.problem.candidate[self.rows].astype(np.int64)

    def _loss(self, gone: tuple[int, ...], new: Rows, lost: Rows) -> int:
        problem = self.problem
        at_posts, of_people = self._changes(gone, new, lost)
        loss = 0
        for p, step in at_posts.items():
            least, now = int(problem.least[p]), int(self.people[p])
            loss += int(problem.priority[p]) * (max(0, least - now - step) - max(0, least - now))
        for i, step in of_people.items():
            least, now = int(problem.least_load[i]), int(self.load[i])
            loss += max(0, least - now - step) - max(0, least - now)
        return loss

    def _newly_uncovered(self, gone: tuple[int, ...], new: Rows, lost: Rows) -> tuple[int, ...]:
        problem = self.problem
        at_posts, _ = self._changes(gone, new, lost)
        short = {int(problem.host[p]) for p, step in at_posts.items() if self.people[p] + step < problem.least[p]}
        return tuple(sorted(short - self.short_hosts))


def _keeps_rules(problem: Problem, rows: Rows) -> bool:
    """Tell, by the independent checks, whether a plan keeps every hard rule."""
    plan = Assignment(np.column_stack([problem.candidate[rows], problem.post[rows]]))
    placed = place(problem, plan)
    return not any(check(placed) for check in CHECKS.values())
