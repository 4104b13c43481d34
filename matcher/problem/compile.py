"""From records, policy and eligible pairs to the integer problem."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Policy
from matcher.pools.columns import find_codes, read_field, read_fields, read_numbers, read_optional
from matcher.pools.pools import Pools
from matcher.pools.positions import group_posts
from matcher.problem.choices import REFUSED, UNANSWERED, Answers, dense_ranks, order_key, read_answers
from matcher.problem.lookups import find_sorted
from matcher.problem.orders import compile_orders
from matcher.problem.plane import host_plane
from matcher.problem.problem import NO_LIMIT, Problem
from matcher.problem.quotas import compile_quotas
from matcher.problem.room import count_room
from matcher.suitability.table import PairTable
from matcher.words import Words


@dataclass(frozen=True, eq=False)
class Compiled:
    """Hold a problem and the names its indices stand for.

    Parameters
    ----------
    candidate_ids, post_ids, host_ids
        Id of each index of the problem.
    table_row
        Row of the pair table behind each pair of the problem; int64, shape (k,).
    candidate_answer, post_answer
        What each side said on each pair, codes of `matcher.problem.choices`; int8, shape (k,).
    candidate_choice, post_choice
        The rank as the side gave it, 0 where it gave none; int64, shape (k,).
    quota_names
        Name of each quota row.
    notes
        What the planner should know of how the problem was made.
    own_capacity
        What each person may hold before budgets of days and work are counted in; int64, shape (n,);
        None where they take no room from anybody.
    """

    problem: Problem
    candidate_ids: tuple[str, ...]
    post_ids: tuple[str, ...]
    host_ids: tuple[str, ...]
    table_row: NDArray[np.int64]
    candidate_answer: NDArray[np.int8]
    post_answer: NDArray[np.int8]
    candidate_choice: NDArray[np.int64]
    post_choice: NDArray[np.int64]
    quota_names: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()
    own_capacity: NDArray[np.int64] | None = None

    @cached_property
    def open_problem(self) -> Problem:
        """The problem with the capacities as they were typed: the same plans, budgets as rules of their own."""
        return self.problem if self.own_capacity is None else replace(self.problem, capacity=self.own_capacity)

    @cached_property
    def candidate_index(self) -> dict[str, int]:
        """Index of each candidate id."""
        return {name: i for i, name in enumerate(self.candidate_ids)}

    @cached_property
    def post_index(self) -> dict[str, int]:
        """Index of each post id."""
        return {name: p for p, name in enumerate(self.post_ids)}


def compile_problem(pools: Pools, policy: Policy, table: PairTable) -> Compiled:
    """Compile one season into integer arrays.

    Every position of the pools keeps its index: candidate i, post p and host h of the problem are
    the i-th, p-th and h-th records of the pools.

    Raises
    ------
    ScenarioError
        A pin asks for a pair that the rules or a refusal bar.
    """
    m = len(pools.posts)
    table_key = np.multiply(table.candidate, m, dtype=np.int64)
    table_key += table.post
    by_candidate = read_answers(pools, "candidate", table_key)
    by_post = read_answers(pools, "enterprise", table_key)
    acceptable = (by_candidate.code != REFUSED) & (by_post.code != REFUSED)
    if policy.consent == "mutual":
        acceptable &= (by_candidate.code != UNANSWERED) & (by_post.code != UNANSWERED)
    row = np.flatnonzero(acceptable)
    by_candidate = Answers(by_candidate.code[row], by_candidate.rank[row])
    by_post = Answers(by_post.code[row], by_post.rank[row])
    candidate, post, points = table.candidate[row], table.post[row], table.points[row]

    orders = compile_orders(policy, pools, table, candidate, post)
    quotas = compile_quotas(policy.quotas, pools, candidate, post)
    team_post, team_start, team_pair = _team_rows(pools, policy, candidate, post)
    avoid = _avoid_rows(pools, policy)
    plane = host_plane(pools)
    host = pools.positions.post_host
    least, most, site_days, workload = (
        np.array(numbers, np.int64) for numbers in read_fields(pools.posts, "least", "most", "site_days", "workload")
    )
    days_budget = _days_budgets(pools, policy)
    workload_budget = np.full(len(pools.candidates), _parameter(policy, "workload"), np.int64)
    usable = ~orders.is_banned if orders.is_banned.any() else slice(None)
    capacity = own_capacity = _capacities(pools, policy)
    for asked, budget in ((site_days, days_budget), (workload, workload_budget)):
        capacity = np.minimum(capacity, count_room(candidate[usable], post[usable], host, asked, budget))
    problem = Problem(
        capacity=capacity,
        least_load=np.minimum(read_numbers(pools.candidates, "least", np.int64), capacity),
        least=least,
        most=most,
        priority=read_numbers(pools.enterprises, "priority", np.int64)[host],
        host=host,
        candidate=candidate,
        post=post,
        points=points.astype(np.int64),
        rank_by_candidate=dense_ranks(candidate, order_key(by_candidate, points, policy.tie_step)),
        rank_by_post=dense_ranks(post, order_key(by_post, points, policy.tie_step)),
        travel_m=table.travel_m[row],
        is_kept=_mark_kept(pools, table_key)[row],
        is_pinned=orders.is_pinned,
        is_banned=orders.is_banned,
        objectives=policy.ordered_objectives,
        is_company_post=find_codes(read_field(pools.posts, "kind"), {"company_post": 1}, 0).astype(np.bool_),
        most_company_posts=_parameter(policy, "one-company-post"),
        site_days=site_days,
        days_budget=days_budget,
        workload=workload,
        workload_budget=workload_budget,
        host_x_m=plane.x_m,
        host_y_m=plane.y_m,
        radius_m=_radii(pools, policy),
        quota_start=quotas.start,
        quota_pair=quotas.pair,
        quota_coefficient=quotas.coefficient,
        quota_least=quotas.least,
        quota_most=quotas.most,
        quota_count=quotas.count,
        pin_group_start=orders.group_start,
        pin_group_pair=orders.group_pair,
        team_post=team_post,
        team_start=team_start,
        team_pair=team_pair,
        avoid_a=avoid[:, 0],
        avoid_b=avoid[:, 1],
        seed=policy.seed,
    )
    return Compiled(
        problem=problem,
        candidate_ids=tuple(pools.candidate_index),
        post_ids=tuple(pools.post_index),
        host_ids=tuple(pools.enterprise_index),
        table_row=row,
        candidate_answer=by_candidate.code,
        post_answer=by_post.code,
        candidate_choice=by_candidate.rank.astype(np.int64),
        post_choice=by_post.rank.astype(np.int64),
        quota_names=quotas.names,
        notes=plane.notes if policy.is_active("bundle-radius") else (),
        own_capacity=own_capacity if (capacity < own_capacity).any() else None,
    )


def _parameter(policy: Policy, rule: str) -> int:
    """Return the bound of a limit rule, or no limit where it is off."""
    return int(policy.parameter(rule, "most")) if policy.is_active(rule) else NO_LIMIT


def _capacities(pools: Pools, policy: Policy) -> NDArray[np.int64]:
    """Return what each person may hold: the person's own number outweighs the rule host-cap."""
    general = min(_parameter(policy, "host-cap"), len(pools.posts))
    return read_optional(pools.candidates, "capacity", general)


def _days_budgets(pools: Pools, policy: Policy) -> NDArray[np.int64]:
    """Return days on site per person: the own number, else the rule's, where 0 means no limit."""
    if not policy.is_active("site-days"):
        return np.full(len(pools.candidates), NO_LIMIT, np.int64)
    general = int(policy.parameter("site-days", "most")) or NO_LIMIT
    return read_optional(pools.candidates, "site_days", general)


def _radii(pools: Pools, policy: Policy) -> NDArray[np.int64]:
    """Return the radius of each person in metres: the own number, else the rule's."""
    if not policy.is_active("bundle-radius"):
        return np.full(len(pools.candidates), NO_LIMIT, np.int64)
    general = float(policy.parameter("bundle-radius", "most_km"))
    radii = read_field(pools.candidates, "radius_km")
    return np.array([round((general if radius is None else radius) * 1000) for radius in radii], np.int64)


def _mark_kept(pools: Pools, pair_key: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the pairs, given by ascending key, that served together last season at any post of the host."""
    at = pools.positions
    record, post = pools.remember(group_posts).spread(at.incumbent_host)
    key = np.sort(at.incumbent_candidate[record].astype(np.int64) * len(pools.posts) + post)
    is_kept = np.zeros(len(pair_key), np.bool_)
    is_kept[find_sorted(pair_key, key)[0]] = True
    return is_kept


def _team_rows(
    pools: Pools, policy: Policy, candidate: NDArray[np.int32], post: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Return, for each skill a team must hold, the pairs at its post that bring it."""
    posts: list[int] = []
    rows: list[NDArray[np.int32]] = []
    if policy.is_active("team-skills"):
        asked = read_field(pools.posts, "team_skills")
        has_team = np.fromiter(map(bool, asked), np.bool_, len(asked))
        brings = _bring_skills(pools, set(chain.from_iterable(asked)))
        pairs = np.flatnonzero(has_team[post]).astype(np.int32)
        pairs = pairs[np.argsort(post[pairs], kind="stable")]
        ends = np.searchsorted(post[pairs], np.arange(len(pools.posts) + 1))
        for p in np.flatnonzero(has_team).tolist():
            at_post = pairs[ends[p] : ends[p + 1]]
            for skill in asked[p]:
                posts.append(p)
                rows.append(at_post[brings[skill][candidate[at_post]]])
    start = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    entries = np.concatenate(rows) if rows else np.zeros(0, np.int32)
    return np.array(posts, np.int32), start, entries


def _bring_skills(pools: Pools, wanted: set[str]) -> dict[str, NDArray[np.bool_]]:
    """Return who has each of the wanted skills, at any level."""
    brings = {skill: np.zeros(len(pools.candidates), np.bool_) for skill in wanted}
    for i, person in enumerate(pools.candidates):
        for known in person.skills:
            if known.skill in wanted:
                brings[known.skill][i] = True
    return brings


def _avoid_rows(pools: Pools, policy: Policy) -> NDArray[np.int32]:
    """Return pairs of people who avoid each other, each once, named by either side."""
    found: set[tuple[int, int]] = set()
    if policy.is_active("avoid"):
        for a, person in enumerate(pools.candidates):
            for other in person.avoid:
                b = pools.candidate_index.get(other, a)
                if a != b:
                    found.add((min(a, b), max(a, b)))
    return np.array(sorted(found), np.int32).reshape(-1, 2)
