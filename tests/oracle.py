"""Brute force for tiny problems: every assignment one by one, every rule in plain loops.

Written from the words of `Problem` alone. It shares no code and no formula with `matcher.verify`
or `matcher.solve`, so an agreement between them means something. A plan is a sorted tuple of
(candidate, post) pairs.

=====================  =====================================================================
`enumerate_plans`      every plan that keeps every hard rule
`enumerate_assignments`  the same as `Assignment` objects
`best`                 the lexicographic optimum of `problem.objectives`, and one plan that has it
`broken_rules`         names of the hard rules a plan (feasible or not) breaks
`measure`              every objective of a plan
`blocking_pairs`       blocking pairs of a plan, and which of them are excused
=====================  =====================================================================
"""

from collections.abc import Iterable, Iterator

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.outcome import SENSES, Assignment, Value
from matcher.problem.problem import Problem

Plan = tuple[tuple[int, int], ...]


def as_assignment(plan: Iterable[tuple[int, int]]) -> Assignment:
    """Return `plan` as the product's own type."""
    return Assignment(np.array(list(plan), np.int32).reshape(-1, 2))


def as_plan(assignment: Assignment) -> Plan:
    """Return an assignment as a tuple of pairs."""
    return tuple((int(i), int(p)) for i, p in assignment.pairs)


def pairs_of(problem: Problem) -> list[tuple[int, int]]:
    """Return the listed pairs in order, as (candidate, post)."""
    return [(int(i), int(p)) for i, p in zip(problem.candidate, problem.post, strict=True)]


def _rows(start: np.ndarray, entries: np.ndarray) -> list[list[int]]:
    return [[int(e) for e in entries[start[g] : start[g + 1]]] for g in range(len(start) - 1)]


def broken_rules(problem: Problem, plan: Iterable[tuple[int, int]]) -> set[str]:
    """Return the names of all hard rules that `plan` breaks; ``stability`` only where it is first."""
    plan = list(plan)
    listed = pairs_of(problem)
    index = {pair: k for k, pair in enumerate(listed)}
    broken = set()
    for pair in plan:
        if pair not in index:
            broken.add("acceptable")
        elif problem.is_banned[index[pair]]:
            broken.add("ban")
    used = {index[pair] for pair in plan if pair in index}
    for i in range(problem.num_candidates):
        broken |= _broken_by_one(problem, i, [p for j, p in plan if j == i])
    for p in range(problem.num_posts):
        if sum(1 for _, q in plan if q == p) > problem.most[p]:
            broken.add("seats")
    broken |= _broken_orders(problem, plan, used)
    if not _quotas_hold(problem, used, listed):
        broken.add("quota")
    if problem.objectives[:1] == ("stability",) and blocking_pairs(problem, plan)[0]:
        broken.add("stability")
    return broken


def _broken_by_one(problem: Problem, i: int, mine: list[int]) -> set[str]:
    """Return the rules that candidate `i` breaks by serving the posts `mine`."""
    broken = set()
    if len(mine) > problem.capacity[i]:
        broken.add("capacity")
    hosts = [int(problem.host[p]) for p in mine]
    if len(set(hosts)) < len(hosts):
        broken.add("one_post_per_host")
    if sum(1 for p in mine if problem.is_company_post[p]) > problem.most_company_posts:
        broken.add("company_posts")
    if sum(int(problem.site_days[p]) for p in mine) > problem.days_budget[i]:
        broken.add("site_days")
    if sum(int(problem.workload[p]) for p in mine) > problem.workload_budget[i]:
        broken.add("workload")
    for g in hosts:
        for h in hosts:
            dx = int(problem.host_x_m[g]) - int(problem.host_x_m[h])
            dy = int(problem.host_y_m[g]) - int(problem.host_y_m[h])
            if dx * dx + dy * dy > int(problem.radius_m[i]) ** 2:
                broken.add("bundle_radius")
    return broken


def _broken_orders(problem: Problem, plan: list[tuple[int, int]], used: set[int]) -> set[str]:
    """Return which rules over groups of pairs or people are broken: pins, team skills, recusal."""
    broken = set()
    for k in range(problem.num_pairs):
        if problem.is_pinned[k] and k not in used:
            broken.add("pin")
    for group in _rows(problem.pin_group_start, problem.pin_group_pair):
        if not used.intersection(group):
            broken.add("pin")
    for t, row in enumerate(_rows(problem.team_start, problem.team_pair)):
        if any(p == problem.team_post[t] for _, p in plan) and not used.intersection(row):
            broken.add("team_skills")
    for a, b in zip(problem.avoid_a, problem.avoid_b, strict=True):
        if {int(problem.host[p]) for i, p in plan if i == a} & {int(problem.host[p]) for i, p in plan if i == b}:
            broken.add("avoid")
    return broken


def _quotas_hold(problem: Problem, used: set[int], listed: list[tuple[int, int]]) -> bool:
    for q in range(problem.num_quotas):
        entries = range(int(problem.quota_start[q]), int(problem.quota_start[q + 1]))
        total = 0
        seen = set()
        for e in entries:
            k = int(problem.quota_pair[e])
            if k in used:
                total += int(problem.quota_coefficient[e])
                seen.add(listed[k][0] if problem.quota_count[q] == 1 else int(problem.host[listed[k][1]]))
        count = total if problem.quota_count[q] == 0 else len(seen)
        if not problem.quota_least[q] <= count <= problem.quota_most[q]:
            return False
    return True


def blocking_pairs(
    problem: Problem, plan: Iterable[tuple[int, int]]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the blocking pairs of `plan`, and those of them that are excused.

    A held pair that is not listed takes room, but nobody likes it more or less than another.
    """
    plan = list(plan)
    index = {pair: k for k, pair in enumerate(pairs_of(problem))}
    posts_of = {i: [p for j, p in plan if j == i] for i in range(problem.num_candidates)}
    people_at = {p: [i for i, q in plan if q == p] for p in range(problem.num_posts)}
    blocking, excused = set(), set()
    for (i, p), k in index.items():
        if problem.is_banned[k] or (i, p) in plan or problem.capacity[i] == 0 or problem.most[p] == 0:
            continue
        worse_posts = [
            q
            for q in posts_of[i]
            if (i, q) in index and problem.rank_by_candidate[index[i, q]] > problem.rank_by_candidate[k]
        ]
        worse_people = [
            j for j in people_at[p] if (j, p) in index and problem.rank_by_post[index[j, p]] > problem.rank_by_post[k]
        ]
        i_has_room = len(posts_of[i]) < problem.capacity[i]
        p_has_room = len(people_at[p]) < problem.most[p]
        if not ((i_has_room or worse_posts) and (p_has_room or worse_people)):
            continue
        blocking.add((i, p))
        i_is_needed = not i_has_room and all(len(people_at[q]) <= problem.least[q] for q in worse_posts)
        p_is_needed = not p_has_room and all(len(posts_of[j]) <= problem.least_load[j] for j in worse_people)
        if i_is_needed or p_is_needed:
            excused.add((i, p))
    return blocking, excused


def measure(problem: Problem, plan: Iterable[tuple[int, int]]) -> dict[Objective, Value]:
    """Return every objective of `plan` but popularity."""
    plan = list(plan)
    index = {pair: k for k, pair in enumerate(pairs_of(problem))}
    used = [index[pair] for pair in plan if pair in index]
    load = [sum(1 for j, _ in plan if j == i) for i in range(problem.num_candidates)]
    people = [sum(1 for _, q in plan if q == p) for p in range(problem.num_posts)]
    coverage = 0
    uncovered = set()
    for p, placed in enumerate(people):
        missing = max(0, int(problem.least[p]) - placed)
        coverage += missing * int(problem.priority[p])
        if missing:
            uncovered.add(int(problem.host[p]))
    for i, carried in enumerate(load):
        coverage += max(0, int(problem.least_load[i]) - carried)
    ranks = [int(problem.rank_by_candidate[k]) for k in used] + [int(problem.rank_by_post[k]) for k in used]
    able = [load[i] for i in range(problem.num_candidates) if problem.capacity[i] >= 1]
    return {
        "coverage": coverage,
        "hosts": len(uncovered),
        "stability": len(blocking_pairs(problem, plan)[0]),
        "size": len(plan),
        "ranks": tuple(ranks.count(r) for r in range(1, max(ranks, default=0) + 1)),
        "generous": tuple(ranks.count(r) for r in range(max(ranks, default=0), 0, -1)),
        "regret": max(ranks, default=0),
        "satisfaction": sum(int(problem.points[k]) for k in used),
        "balance": max(able) - min(able) if able else 0,
        "travel": sum(int(problem.travel_m[k]) for k in used),
        "continuity": sum(1 for k in used if problem.is_kept[k]),
    }


def enumerate_plans(problem: Problem) -> Iterator[Plan]:
    """Yield every plan that keeps every hard rule."""
    pairs = pairs_of(problem)

    def extend(k: int, plan: list[tuple[int, int]]) -> Iterator[Plan]:
        if k == len(pairs):
            if not broken_rules(problem, plan):
                yield tuple(plan)
            return
        i, p = pairs[k]
        fits = sum(1 for j, _ in plan if j == i) < problem.capacity[i]
        if fits and sum(1 for _, q in plan if q == p) < problem.most[p] and not problem.is_banned[k]:
            yield from extend(k + 1, [*plan, (i, p)])
        if not problem.is_pinned[k]:
            yield from extend(k + 1, plan)

    yield from extend(0, [])


def enumerate_assignments(problem: Problem) -> list[Assignment]:
    """Return every assignment that keeps every hard rule."""
    return [as_assignment(plan) for plan in enumerate_plans(problem)]


def is_better(name: Objective, value: Value, other: Value) -> bool:
    """Tell whether `value` beats `other`; rank profiles compare entry by entry, missing entries are 0."""
    if name == "generous":
        assert isinstance(value, tuple)
        assert isinstance(other, tuple)
        # From the back both count ranks 1, 2, 3 …: the worst rank where they differ decides.
        for r in range(max(len(value), len(other)), 0, -1):
            mine = value[-r] if r <= len(value) else 0
            theirs = other[-r] if r <= len(other) else 0
            if mine != theirs:
                return mine < theirs
        return False
    if isinstance(value, tuple) and isinstance(other, tuple):
        for r in range(max(len(value), len(other))):
            mine = value[r] if r < len(value) else 0
            theirs = other[r] if r < len(other) else 0
            if mine != theirs:
                return mine > theirs
        return False
    assert isinstance(value, int)
    assert isinstance(other, int)
    return value < other if SENSES[name] == "min" else value > other


def best(problem: Problem) -> tuple[dict[Objective, Value], Assignment] | None:
    """Return the lexicographic optimum of `problem.objectives` and one assignment that reaches it.

    The values are those of `problem.objectives` in order, popularity left out. None when no plan
    keeps the hard rules.
    """
    names = [name for name in problem.objectives if name != "popularity"]
    champion: dict[Objective, Value] | None = None
    chosen: Plan = ()
    for plan in enumerate_plans(problem):
        values = measure(problem, plan)
        if champion is None or _beats(names, values, champion):
            champion, chosen = values, plan
    if champion is None:
        return None
    return {name: champion[name] for name in names}, as_assignment(chosen)


def _beats(names: list[Objective], values: dict[Objective, Value], others: dict[Objective, Value]) -> bool:
    for name in names:
        if values[name] != others[name]:
            return is_better(name, values[name], others[name])
    return False
