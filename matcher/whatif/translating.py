"""Edits in ids, told in the indices of a solved problem, where the problem stays of the same shape.

Withdrawals, capacities, seats, pins and bans touch single numbers of the compiled problem. For
them judging and compiling anew would be waste: the same edit of the integer problem gives the same
problem, digest and all.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from matcher.edits import kinds
from matcher.edits.applying import ACTIONS
from matcher.edits.kinds import Edit
from matcher.edits.state import State
from matcher.policy.records import PairOrder
from matcher.problem import Compiled, Problem
from matcher.problem.edits import CandidateLeaves, CapacityChange, PairBan, PairPin, PairUnban, PairUnpin, SeatsChange
from matcher.problem.edits import Edit as ProblemEdit
from matcher.problem.room import count_room

_ROOM_FIELDS = frozenset({"capacity", "least", "most"})
"""Fields by which a quota may select and which edits here change."""


class _NotDirectError(Exception):
    """Say that an edit changes more of the problem than single numbers."""


def translate_edits(chosen: Sequence[Edit], state: State, compiled: Compiled) -> tuple[ProblemEdit, ...] | None:
    """Return edits of the compiled problem that lead to the problem the edited scenario compiles to.

    Parameters
    ----------
    state
        The scenario behind `compiled`, before the edits; each of them can be made.

    Returns
    -------
    tuple[ProblemEdit, ...] or None
        None where an edit changes more than room, seats and orders: compile the scenario anew.
    """
    if any(_ROOM_FIELDS & {*quota.candidates, *quota.posts} for quota in state.policy.quotas):
        return None
    walk = _Walk(compiled)
    found: list[ProblemEdit] = []
    try:
        for edit in chosen:
            after = ACTIONS[edit.kind](edit, state)
            found += walk.translate(edit, state, after)
            state = after
    except _NotDirectError:
        return None
    return tuple(found)


class _Walk:
    """Keep what pins and bans have become so far, without copying the problem."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.problem: Problem = compiled.problem
        self.pinned: dict[int, bool] = {}
        self.banned: dict[int, bool] = {}
        self.capacity: dict[int, int] = {}
        self.least_load: dict[int, int] = {}

    def translate(self, edit: Edit, before: State, after: State) -> list[ProblemEdit]:
        """Return one edit as edits of the problem."""
        if isinstance(edit, kinds.WithdrawCandidate):
            return list(self._withdraw_candidate(edit.candidate, before))
        if isinstance(edit, kinds.WithdrawEnterprise):
            return list(self._withdraw_enterprise(edit.enterprise, before))
        if isinstance(edit, kinds.SetCapacity):
            return list(self._fit_capacity(edit.candidate, after))
        if isinstance(edit, kinds.SetSeats):
            post = after.post(edit.post)
            return [SeatsChange(self.compiled.post_index[edit.post], post.least, post.most)]
        if isinstance(edit, kinds.Pin | kinds.Unpin | kinds.Ban | kinds.Unban):
            return list(self._order(edit, before, after))
        raise _NotDirectError

    def _withdraw_candidate(self, candidate: str, before: State) -> Iterator[ProblemEdit]:
        self._require_single_pins(before, candidate)
        i = self.compiled.candidate_index[candidate]
        first, last = np.searchsorted(self.problem.candidate, [i, i + 1]).tolist()
        self.pinned |= dict.fromkeys(range(first, last), False)
        self.capacity[i] = self.least_load[i] = 0
        yield CandidateLeaves(i)

    def _withdraw_enterprise(self, enterprise: str, before: State) -> Iterator[ProblemEdit]:
        pins = [pin for pin in before.policy.pins if pin.enterprise == enterprise]
        for pin in pins:
            self._require_single_pins(before, pin.candidate)
            for row in self._rows(pin.candidate, enterprise, None, before):
                if self._is_pinned(row):
                    self.pinned[row] = False
                    yield PairUnpin(*self._ends(row))
        for post in before.pools.posts:
            if post.enterprise == enterprise:
                yield SeatsChange(self.compiled.post_index[post.id], 0, 0)

    def _fit_capacity(self, candidate: str, after: State) -> Iterator[ProblemEdit]:
        """Change a capacity to what compiling finds: the person's or the rule's, within all budgets."""
        i = self.compiled.candidate_index[candidate]
        person, policy, problem = after.person(candidate), after.policy, self.problem
        general = int(policy.parameter("host-cap", "most")) if policy.is_active("host-cap") else problem.num_posts
        capacity = min(general, problem.num_posts) if person.capacity is None else person.capacity
        first, last = np.searchsorted(problem.candidate, [i, i + 1]).tolist()
        usable = np.array([row for row in range(first, last) if not self._is_banned(row)], np.int64)
        for asked, budget in ((problem.site_days, problem.days_budget), (problem.workload, problem.workload_budget)):
            room = count_room(problem.candidate[usable], problem.post[usable], problem.host, asked, budget)
            capacity = min(capacity, int(room[i]))
        if min(person.least, capacity) != self.least_load.get(i, int(problem.least_load[i])):
            raise _NotDirectError
        if capacity != self.capacity.get(i, int(problem.capacity[i])):
            self.capacity[i] = capacity
            yield CapacityChange(i, capacity)

    def _order(
        self, edit: kinds.Pin | kinds.Unpin | kinds.Ban | kinds.Unban, before: State, after: State
    ) -> Iterator[ProblemEdit]:
        self._require_single_pins(before, edit.candidate)
        self._require_single_pins(after, edit.candidate)
        rows = self._rows(edit.candidate, edit.enterprise, edit.post, before)
        if isinstance(edit, kinds.Ban | kinds.Unban):
            kept = [row for ban in after.policy.bans if ban.candidate == edit.candidate for row in self._of(ban, after)]
            for row in rows:
                should = row in kept
                if should and self._is_pinned(row):
                    raise _NotDirectError
                if should != self._is_banned(row):
                    self.banned[row] = should
                    yield PairBan(*self._ends(row)) if should else PairUnban(*self._ends(row))
            # The pairs left also decide how many posts fit into a budget of days or work.
            yield from self._fit_capacity(edit.candidate, after)
            return
        if isinstance(edit, kinds.Pin) and (len(rows) != 1 or self._is_banned(rows[0])):
            raise _NotDirectError
        kept = [row for pin in after.policy.pins if pin.candidate == edit.candidate for row in self._of(pin, after)]
        for row in self._rows(edit.candidate, edit.enterprise, None, before):
            should = row in kept
            if should != self._is_pinned(row):
                self.pinned[row] = should
                yield PairPin(*self._ends(row)) if should else PairUnpin(*self._ends(row))

    def _of(self, order: PairOrder, state: State) -> list[int]:
        return self._rows(order.candidate, order.enterprise, order.post, state)

    def _rows(self, candidate: str, enterprise: str, post: str | None, state: State) -> list[int]:
        """Return the acceptable pairs an order speaks of."""
        i = self.compiled.candidate_index[candidate]
        first, last = np.searchsorted(self.problem.candidate, [i, i + 1]).tolist()
        named = [
            self.compiled.post_index[own.id]
            for own in state.pools.posts
            if own.enterprise == enterprise and post in (None, own.id)
        ]
        rows: list[int] = (first + np.flatnonzero(np.isin(self.problem.post[first:last], named))).tolist()
        return rows

    def _ends(self, row: int) -> tuple[int, int]:
        return int(self.problem.candidate[row]), int(self.problem.post[row])

    def _is_pinned(self, row: int) -> bool:
        return self.pinned.get(row, bool(self.problem.is_pinned[row]))

    def _is_banned(self, row: int) -> bool:
        return self.banned.get(row, bool(self.problem.is_banned[row]))

    def _require_single_pins(self, state: State, candidate: str) -> None:
        """Stop at a pin that leaves a choice between posts: it is a group of its own in the problem."""
        for pin in state.policy.pins:
            own = [post for post in state.pools.posts if post.enterprise == pin.enterprise]
            if pin.candidate == candidate and pin.post is None and len(own) > 1:
                raise _NotDirectError
