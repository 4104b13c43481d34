"""What the causes of a plan are read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.explain.groups import Group
from matcher.explain.resolving import Resolver
from matcher.explain.scarcity import Scarcity
from matcher.policy.records import Consent, Objective, Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Side
from matcher.pools.vocabulary import Vocabulary
from matcher.problem import Assignment, Compiled, Outcome, Problem, Value
from matcher.problem.choices import REFUSED, read_answers
from matcher.solve.binding import binding_rules
from matcher.suitability.explainer import Explainer
from matcher.suitability.table import PairTable
from matcher.verify import CHECKS, Verification, Violation
from matcher.verify import Side as NeedSide
from matcher.verify.objectives import measure
from matcher.verify.placed import place
from matcher.verify.stability import find_blocking

MOST_TRIALS = 300
"""Single changes of the plan tried in all; each rechecks every rule, and a city's plan has thousands of gaps."""

MOST_RESOLVES = 12
"""Problems solved again in all for the causes of one plan."""

MOST_PAIRS = 100_000
"""Pairs above which no problem is solved again for a cause."""

MOST_SEARCHES = 500
"""Smallest witnesses and bounds by maximum flow searched in all for the causes of one plan."""

MOST_WORK = 60_000_000
"""Pairs gone through by all changes tried, and by all searches, for the causes of one plan; either goes through all
pairs of the problem, so fewer are tried the larger it is: counts, not seconds, so that every machine says the same."""

MOST_KNOWN = 100_000
"""Rows of pairs kept in mind."""

EFFORT = 4.0
"""Most effort of one such solve."""


@dataclass(slots=True)
class Trials:
    """Count what was tried, so that a city's plan is explained in time.

    Parameters
    ----------
    num_pairs
        Of the problem: what one change or one search goes through.
    is_short
        Something was left out because a limit was reached; causes say so where it matters.
    """

    num_pairs: int = 0
    num_changes: int = 0
    num_resolves: int = 0
    num_searches: int = 0
    is_short: bool = False

    def start_over(self) -> None:
        """Forget what was counted; for a question of its own."""
        self.num_changes = self.num_resolves = self.num_searches = 0
        self.is_short = False

    def may_change(self) -> bool:
        """Take one change of the plan from the limit, or tell that there is none left."""
        if self.num_changes >= self._limit(MOST_TRIALS):
            self.is_short = True
            return False
        self.num_changes += 1
        return True

    def may_search(self) -> bool:
        """Take one search of a network from the limit, or tell that there is none left."""
        if self.num_searches >= self._limit(MOST_SEARCHES):
            self.is_short = True
            return False
        self.num_searches += 1
        return True

    def may_resolve(self, problem: Problem) -> bool:
        """Take one re-solve from the limit, or tell that there is none left for a problem of this size."""
        if self.num_resolves >= MOST_RESOLVES or problem.num_pairs > MOST_PAIRS:
            self.is_short = True
            return False
        self.num_resolves += 1
        return True

    def _limit(self, most: int) -> int:
        return min(most, MOST_WORK // max(self.num_pairs, 1))


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
    trials: Trials = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Limit what may be tried by the size of the problem."""
        object.__setattr__(self, "trials", Trials(self.compiled.problem.num_pairs))

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
    def explainer(self) -> Explainer:
        """What judges single pairs from their records."""
        return Explainer(self.pools, self.policy, self.vocabulary)

    @cached_property
    def choices(self) -> Mapping[tuple[Side, str, str, str | None], Choice]:
        """What was said, by side, candidate id, enterprise id, and post id (None: the whole enterprise)."""
        return {(said.side, said.candidate, said.enterprise, said.post): said for said in self.pools.choices}

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

    @cached_property
    def eligible_of_candidate(self) -> Mapping[int, NDArray[np.int64]]:
        """Rows of the table, refused pairs too, of each candidate that has any."""
        return _group(self.table.candidate)

    @cached_property
    def eligible_of_post(self) -> Mapping[int, NDArray[np.int64]]:
        """Rows of the table, refused pairs too, of each post that has any."""
        return _group(self.table.post)

    def is_proven(self, objective: str) -> bool:
        """Tell whether the plan's value of an objective is proven best, the objectives before it kept."""
        return any(result.name == objective and result.proven for result in self.outcome.objectives)

    @cached_property
    def binding(self) -> frozenset[str]:
        """Side rules that some plan within capacities and seats could break."""
        return binding_rules(self.problem)

    @cached_property
    def _held(self) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
        posts: dict[int, list[int]] = {}
        people: dict[int, list[int]] = {}
        for i, p in self.assignment.pairs.tolist():
            posts.setdefault(i, []).append(p)
            people.setdefault(p, []).append(i)
        return posts, people

    def posts_of(self, i: int) -> list[int]:
        """Return the posts candidate `i` holds, ascending."""
        return self._held[0].get(i, [])

    def people_at(self, p: int) -> list[int]:
        """Return the candidates at post `p`, ascending."""
        return self._held[1].get(p, [])

    def holds(self, i: int, p: int) -> bool:
        """Tell whether the plan holds a pair."""
        return p in self.posts_of(i)

    def find_row(self, i: int, p: int) -> int | None:
        """Return the problem's row of a pair; None where it is not acceptable."""
        known = self._known_rows
        if (i, p) not in known:
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[i, p] = self._look_up(i, p)
        return known[i, p]

    def _look_up(self, i: int, p: int) -> int | None:
        rows = self.rows_of_candidate.get(i)
        if rows is None:
            return None
        posts = self.problem.post[rows]
        at = int(posts.searchsorted(p))
        return int(rows[at]) if at < len(rows) and posts[at] == p else None

    @cached_property
    def _known_rows(self) -> dict[tuple[int, int], int | None]:
        """Rows of pairs asked about before: the same few come up many times in one explanation."""
        return {}

    @cached_property
    def is_used(self) -> NDArray[np.bool_]:
        """Which of the problem's pairs the plan holds; bool, shape (k,)."""
        used: NDArray[np.bool_] = place(self.problem, self.assignment).is_used
        return used

    def require_row(self, i: int, p: int) -> int:
        """Return the problem's row of a pair that is acceptable.

        Raises
        ------
        KeyError
            It is not.
        """
        row = self.find_row(i, p)
        if row is None:
            raise KeyError((i, p))
        return row

    def is_at_work(self, objective: str) -> bool:
        """Tell whether an objective of this name was pursued."""
        return objective in self.compiled.problem.objectives

    def scarcity(self, side: NeedSide) -> Scarcity:
        """Return the heaviest cover of one side's needs that starts from the plan."""
        return self._posts_scarce if side == "posts" else self._people_scarce

    @cached_property
    def resolver(self) -> Resolver:
        """What solves the problem again after a change, with the limits of causes."""
        settings = self.policy.engine.model_copy(update={"effort": min(self.policy.engine.effort, EFFORT)})
        return Resolver(self.problem, self.assignment, self.outcome.objectives, settings)

    def try_change(
        self, added: tuple[int, int], dropped: tuple[tuple[int, int], ...] = ()
    ) -> tuple[tuple[Group, ...], Mapping[Objective, Value]] | None:
        """Return the rules a plan breaks with one pair added and some dropped, quotas by name, and its objectives.

        None once as many changes were tried as the limits allow: nothing is known then.
        """
        if not self.trials.may_change():
            return None
        rows = [pair for pair in map(tuple, self.assignment.pairs.tolist()) if pair not in dropped]
        placed = place(self.problem, Assignment(np.array([*rows, added], np.int32)))
        faults = [self._name_fault(fault) for check in CHECKS.values() for fault in check(placed)]
        return tuple(dict.fromkeys(faults)), measure(placed, len(find_blocking(placed)))

    def _name_fault(self, fault: Violation) -> Group:
        names = self.compiled.quota_names
        has_name = fault.rule == "quota" and fault.row is not None and fault.row < len(names)
        return Group(fault.rule, names[fault.row or 0] if has_name else "")

    @cached_property
    def _posts_scarce(self) -> Scarcity:
        return Scarcity(self.problem, self.assignment, "posts")

    @cached_property
    def _people_scarce(self) -> Scarcity:
        return Scarcity(self.problem, self.assignment, "candidates")


def _group(agent: NDArray[np.int32]) -> dict[int, NDArray[np.int64]]:
    order = np.argsort(agent, kind="stable").astype(np.int64)
    names, starts = np.unique(agent[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True)) if len(names) else {}
