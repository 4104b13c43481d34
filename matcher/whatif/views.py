"""A plan as comparisons see it: the same whether it was just made or read from its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.explain.evidence import Evidence
from matcher.plans.plan import CoverageCount, Match, Plan, PlanSummary
from matcher.policy.records import Objective
from matcher.pools.records import Pool, Role
from matcher.problem import Assignment, ObjectiveResult, Problem, Status, Value
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class PairView:
    """Hold one pair of a plan with what comparisons count of it; units as in `Match`."""

    candidate: str
    candidate_name: str
    enterprise: str
    enterprise_name: str
    post: str
    role: Role
    committee: str
    pool: Pool
    points: int
    candidate_rank: int
    post_rank: int
    travel_m: int


@dataclass(frozen=True, eq=False)
class PlanView:
    """Hold a plan, its integer problem and the names of its indices.

    Parameters
    ----------
    label
        What the plan is called beside others.
    values
        Every objective of the plan, those that were not asked for included.
    evidence
        Rules and pools behind the plan; None for one read from its folder alone, where reasons name
        no rule.
    """

    label: str
    status: Status
    problem: Problem
    assignment: Assignment
    candidate_ids: tuple[str, ...]
    post_ids: tuple[str, ...]
    host_ids: tuple[str, ...]
    pairs: tuple[PairView, ...]
    objectives: tuple[ObjectiveResult, ...]
    values: Mapping[Objective, Value]
    coverage: CoverageCount
    summary: PlanSummary
    blocking: frozenset[tuple[str, str]]
    evidence: Evidence | None = None

    @cached_property
    def by_pair(self) -> dict[tuple[str, str], PairView]:
        """Pairs by (candidate id, post id)."""
        return {(pair.candidate, pair.post): pair for pair in self.pairs}

    @cached_property
    def posts_of(self) -> dict[str, tuple[str, ...]]:
        """Posts of each person placed, by candidate id."""
        found: dict[str, tuple[str, ...]] = {}
        for candidate, post in sorted(self.by_pair):
            found[candidate] = (*found.get(candidate, ()), post)
        return found

    @cached_property
    def people_at(self) -> dict[str, tuple[str, ...]]:
        """People at each post filled, by post id."""
        found: dict[str, tuple[str, ...]] = {}
        for candidate, post in sorted(self.by_pair):
            found[post] = (*found.get(post, ()), candidate)
        return found

    @cached_property
    def candidate_index(self) -> dict[str, int]:
        """Index of each candidate id."""
        return {name: i for i, name in enumerate(self.candidate_ids)}

    @cached_property
    def post_index(self) -> dict[str, int]:
        """Index of each post id."""
        return {name: p for p, name in enumerate(self.post_ids)}

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return self.problem.candidate.astype(np.int64) * self.problem.num_posts + self.problem.post

    def find_row(self, candidate: str, post: str) -> int | None:
        """Return the row of an acceptable pair of the problem; None where there is none."""
        i, p = self.candidate_index.get(candidate), self.post_index.get(post)
        if i is None or p is None:
            return None
        row = int(np.searchsorted(self._keys, i * self.problem.num_posts + p))
        return row if row < len(self._keys) and self._keys[row] == i * self.problem.num_posts + p else None

    def least(self, post: str) -> int:
        """Return the least number of people of a post; 0 where the plan does not know it."""
        p = self.post_index.get(post)
        return 0 if p is None else int(self.problem.least[p])


def view_plan(plan: Plan, label: str = "") -> PlanView:
    """Return a plan as comparisons see it.

    Raises
    ------
    ProblemError
        The plan holds no assignment.
    """
    if plan.outcome.assignment is None or plan.verification is None:
        raise ProblemError(
            Words(f"方案“{plan.scenario_name}”没有配对，无从比较", f"the plan {plan.scenario_name} holds no match")
        )
    return PlanView(
        label=label or plan.scenario_name,
        status=plan.status,
        problem=plan.problem,
        assignment=plan.outcome.assignment,
        candidate_ids=plan.compiled.candidate_ids,
        post_ids=plan.compiled.post_ids,
        host_ids=plan.compiled.host_ids,
        pairs=tuple(_view_match(match) for match in plan.matches),
        objectives=plan.objectives,
        values=plan.verification.objectives,
        coverage=plan.coverage,
        summary=plan.summary,
        blocking=frozenset(
            (plan.compiled.candidate_ids[i], plan.compiled.post_ids[p]) for i, p in plan.verification.blocking.tolist()
        ),
        evidence=plan.evidence,
    )


def _view_match(match: Match) -> PairView:
    return PairView(
        candidate=match.candidate_id,
        candidate_name=match.candidate_name,
        enterprise=match.enterprise_id,
        enterprise_name=match.enterprise_name,
        post=match.post_id,
        role=match.role,
        committee=match.committee,
        pool=match.pool,
        points=match.points,
        candidate_rank=match.candidate_rank,
        post_rank=match.post_rank,
        travel_m=match.travel_m,
    )
