"""What the causes of a plan are read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Consent, Policy
from matcher.pools.pools import Pools
from matcher.pools.vocabulary import Vocabulary
from matcher.problem import Assignment, Compiled, Outcome, Problem
from matcher.problem.choices import REFUSED, read_answers
from matcher.suitability.table import PairTable
from matcher.verify import CHECKS, Verification
from matcher.verify.placed import place

MOST_TRIALS = 300
"""Single changes tried in all; each rechecks every rule, and a city's plan has thousands of gaps."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Hold pools, pairs, problem, plan and check together.

    Parameters
    ----------
    assignment
        The plan's; the same as in `outcome`, never None.
    """

    pools: Pools
    policy: Policy
    vocabulary: Vocabulary
    table: PairTable
    compiled: Compiled
    outcome: Outcome
    assignment: Assignment
    verification: Verification
    _trials: list[tuple[int, int]] = field(default_factory=list, init=False, repr=False)

    @property
    def consent(self) -> Consent:
        """Whether an unanswered side counts as accepting."""
        return self.policy.consent

    @property
    def problem(self) -> Problem:
        """The integer problem the plan answers."""
        return self.compiled.problem

    @cached_property
    def is_refused(self) -> NDArray[np.bool_]:
        """Whether a side refused each pair of the table; bool, one per row."""
        key = self.table.candidate.astype(np.int64) * len(self.pools.posts) + self.table.post
        sides = (read_answers(self.pools, "candidate", key), read_answers(self.pools, "enterprise", key))
        refused: NDArray[np.bool_] = (sides[0].code == REFUSED) | (sides[1].code == REFUSED)
        return refused

    @cached_property
    def load(self) -> NDArray[np.int64]:
        """Posts held by each candidate; int64 (n,)."""
        return np.bincount(self.assignment.pairs[:, 0], minlength=self.compiled.problem.num_candidates)

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """People at each post; int64 (m,)."""
        return np.bincount(self.assignment.pairs[:, 1], minlength=self.compiled.problem.num_posts)

    @cached_property
    def rows_of_candidate(self) -> Mapping[int, NDArray[np.int64]]:
        """Rows of the problem's pairs of each candidate that has any."""
        return _group(self.compiled.problem.candidate)

    @cached_property
    def rows_of_post(self) -> Mapping[int, NDArray[np.int64]]:
        """Rows of the problem's pairs of each post that has any."""
        return _group(self.compiled.problem.post)

    def is_at_work(self, objective: str) -> bool:
        """Tell whether an objective of this name was pursued."""
        return objective in self.compiled.problem.objectives

    def rules_broken_by(self, added: tuple[int, int], dropped: tuple[tuple[int, int], ...] = ()) -> tuple[str, ...]:
        """Return the rules a plan would break with one pair added and some dropped.

        After `MOST_TRIALS` trials nothing is tried any more and no rule is named.
        """
        if len(self._trials) >= MOST_TRIALS:
            return ()
        self._trials.append(added)
        rows = [pair for pair in map(tuple, self.assignment.pairs.tolist()) if pair not in dropped]
        changed = Assignment(np.array([*rows, added], np.int32))
        placed = place(self.compiled.problem, changed)
        return tuple(rule for rule, check in CHECKS.items() if check(placed))


def _group(agent: NDArray[np.int32]) -> dict[int, NDArray[np.int64]]:
    order = np.argsort(agent, kind="stable").astype(np.int64)
    names, starts = np.unique(agent[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True)) if len(names) else {}
