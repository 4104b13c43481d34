"""A problem split into parts that have nothing to do with each other, and their answers joined.

Two agents belong together when a pair or a rule connects them. Objectives that add up over pairs
and agents may be solved part by part: the lexicographic best of the whole is the sum of the best
of the parts, objective by objective.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Status, Value, align_profiles

SEPARABLE: frozenset[Objective] = frozenset(
    {"coverage", "hosts", "stability", "size", "ranks", "generous", "satisfaction", "travel", "continuity"}
)
"""Objectives that are sums over the parts."""

MOST_PARTS = 64
"""Above this many parts the small ones are kept together."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Hold one part, and the positions of its agents in the whole."""

    problem: Problem
    candidates: NDArray[np.int64]
    posts: NDArray[np.int64]


def split(problem: Problem) -> tuple[Part, ...]:
    """Return the parts of a problem, largest first; one part when an objective is not a sum."""
    n, m = problem.num_candidates, problem.num_posts
    whole = Part(problem, np.arange(n), np.arange(m))
    if not set(problem.objectives) <= SEPARABLE or not problem.num_pairs:
        return (whole,)
    label = _label(problem)
    sizes = np.bincount(label[problem.candidate])
    parts = np.argsort(-sizes, kind="stable")
    parts = parts[sizes[parts] > 0]
    if len(parts) == 1:
        return (whole,)
    # The last part takes what is left: the smallest parts and everyone without a pair.
    place = np.full(int(label.max()) + 1, min(len(parts), MOST_PARTS) - 1)
    place[parts[:MOST_PARTS]] = np.arange(min(len(parts), MOST_PARTS))
    part_of = place[label]
    return tuple(
        cut(problem, np.flatnonzero(part_of[:n] == part), np.flatnonzero(part_of[n:] == part))
        for part in range(min(len(parts), MOST_PARTS))
    )


def _label(problem: Problem) -> NDArray[np.int64]:
    """Return the part of every candidate, then of every post."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n, m = problem.num_candidates, problem.num_posts
    ends = [(problem.candidate.astype(np.int64), n + problem.post.astype(np.int64))]
    # Posts of one host share rules and whole-host coverage.
    order = np.argsort(problem.host, kind="stable")
    same = problem.host[order][1:] == problem.host[order][:-1]
    ends.append((n + order[1:][same], n + order[:-1][same]))
    ends.append((problem.avoid_a.astype(np.int64), problem.avoid_b.astype(np.int64)))
    for start, entries in (
        (problem.quota_start, problem.quota_pair),
        (problem.pin_group_start, problem.pin_group_pair),
    ):
        row_of = np.repeat(np.arange(len(start) - 1), np.diff(start))
        joined = row_of[1:] == row_of[:-1]
        people = problem.candidate[entries].astype(np.int64)
        ends.append((people[1:][joined], people[:-1][joined]))
    tail, head = (np.concatenate(side) for side in zip(*ends, strict=True))
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(n + m, n + m))
    labels: NDArray[np.int64] = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def cut(problem: Problem, candidates: NDArray[np.int64], posts: NDArray[np.int64]) -> Part:
    """Return the part of a problem between these agents; rows of rules must lie wholly in or out."""
    person = np.full(problem.num_candidates, -1, np.int64)
    person[candidates] = np.arange(len(candidates))
    seat = np.full(problem.num_posts, -1, np.int64)
    seat[posts] = np.arange(len(posts))
    hosts, host = np.unique(problem.host[posts], return_inverse=True)
    kept = np.flatnonzero((person[problem.candidate] >= 0) & (seat[problem.post] >= 0))
    pair = np.full(problem.num_pairs, -1, np.int64)
    pair[kept] = np.arange(len(kept))
    quota = _rows(problem.quota_start, problem.quota_pair, pair)
    group = _rows(problem.pin_group_start, problem.pin_group_pair, pair)
    team = _rows(problem.team_start, problem.team_pair, pair)
    team_in = seat[problem.team_post] >= 0 if len(problem.team_post) else np.zeros(0, np.bool_)
    quota_in = quota.is_in | (quota.is_empty & (len(candidates) > 0))
    avoid = (person[problem.avoid_a] >= 0) & (person[problem.avoid_b] >= 0)
    part = replace(
        problem,
        capacity=problem.capacity[candidates],
        least_load=problem.least_load[candidates],
        days_budget=problem.days_budget[candidates],
        workload_budget=problem.workload_budget[candidates],
        radius_m=problem.radius_m[candidates],
        least=problem.least[posts],
        most=problem.most[posts],
        priority=problem.priority[posts],
        host=host.astype(np.int32),
        is_company_post=problem.is_company_post[posts],
        site_days=problem.site_days[posts],
        workload=problem.workload[posts],
        host_x_m=problem.host_x_m[hosts],
        host_y_m=problem.host_y_m[hosts],
        candidate=person[problem.candidate[kept]].astype(np.int32),
        post=seat[problem.post[kept]].astype(np.int32),
        points=problem.points[kept],
        rank_by_candidate=problem.rank_by_candidate[kept],
        rank_by_post=problem.rank_by_post[kept],
        travel_m=problem.travel_m[kept],
        is_kept=problem.is_kept[kept],
        is_pinned=problem.is_pinned[kept],
        is_banned=problem.is_banned[kept],
        quota_start=quota.start(quota_in),
        quota_pair=pair[problem.quota_pair[quota.entries(quota_in)]].astype(np.int32),
        quota_coefficient=problem.quota_coefficient[quota.entries(quota_in)],
        quota_least=problem.quota_least[quota_in],
        quota_most=problem.quota_most[quota_in],
        quota_count=problem.quota_count[quota_in],
        pin_group_start=group.start(group.is_in),
        pin_group_pair=pair[problem.pin_group_pair[group.entries(group.is_in)]].astype(np.int32),
        team_post=seat[problem.team_post[team_in]].astype(np.int32),
        team_start=team.start(team_in),
        team_pair=pair[problem.team_pair[team.entries(team_in)]].astype(np.int32),
        avoid_a=person[problem.avoid_a[avoid]].astype(np.int32),
        avoid_b=person[problem.avoid_b[avoid]].astype(np.int32),
    )
    return Part(part, candidates, posts)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Hold which rows of a row table lie in a part."""

    lengths: NDArray[np.int64]
    row_of: NDArray[np.int64]
    is_in: NDArray[np.bool_]

    @property
    def is_empty(self) -> NDArray[np.bool_]:
        """Rows without entries; every part checks them."""
        empty: NDArray[np.bool_] = self.lengths == 0
        return empty

    def entries(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the entries of the chosen rows."""
        return np.flatnonzero(chosen[self.row_of])

    def start(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return where each chosen row begins."""
        return np.concatenate([[0], np.cumsum(self.lengths[chosen])]).astype(np.int64)


def _rows(start: NDArray[np.int64], entries: NDArray[np.int32], pair: NDArray[np.int64]) -> _Rows:
    lengths = np.diff(start)
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    inside = np.bincount(row_of, weights=pair[entries] >= 0, minlength=len(lengths))
    return _Rows(lengths, row_of, (inside == lengths) & (lengths > 0))


def join(problem: Problem, parts: Sequence[Part], outcomes: Sequence[Outcome], seconds: float) -> Outcome:
    """Return the answer of the whole from those of its parts."""
    was_stopped = any(outcome.was_stopped for outcome in outcomes)
    for status in ("INFEASIBLE", "UNKNOWN"):
        failed = next((outcome for outcome in outcomes if outcome.status == status), None)
        if failed is not None:
            return replace(failed, seconds=seconds, was_stopped=was_stopped)
    rows = [
        np.column_stack([part.candidates[outcome.assignment.pairs[:, 0]], part.posts[outcome.assignment.pairs[:, 1]]])
        for part, outcome in zip(parts, outcomes, strict=True)
        if outcome.assignment is not None
    ]
    results = tuple(
        _join_results([outcome.objectives[at] for outcome in outcomes]) for at in range(len(problem.objectives))
    )
    status_of_all: Status = "OPTIMAL" if all(outcome.status == "OPTIMAL" for outcome in outcomes) else "FEASIBLE"
    return Outcome(status_of_all, Assignment(np.concatenate(rows)), results, seconds, was_stopped=was_stopped)


def _join_results(results: Sequence[ObjectiveResult]) -> ObjectiveResult:
    bounds = [result.bound for result in results]
    known = [bound for bound in bounds if bound is not None]
    name = results[0].name

    def add(one: Value, other: Value) -> Value:
        return _add(name, one, other)

    value = reduce(add, [result.value for result in results])
    bound = reduce(add, known) if len(known) == len(bounds) else None
    engines = dict.fromkeys(result.engine for result in results)
    return ObjectiveResult(
        name=name,
        value=value,
        bound=bound,
        proven=all(result.proven for result in results),
        engine=", ".join(engines),
        seconds=sum(result.seconds for result in results),
    )


def _add(name: Objective, one: Value, other: Value) -> Value:
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return tuple(a + b for a, b in zip(*align_profiles(name, one, other), strict=True))
