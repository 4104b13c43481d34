"""Brute force for tiny problems: every assignment one by one, every rule in plain loops.

Written from the words of `Problem` alone. It shares no code and no formula with `matcher.verify`
or `matcher.solve`, so an agreement between them means something. A plan is a sorted tuple of
(candidate, post) pairs.

=====================  =====================================================================
`random_problem`       a tiny problem, side rules by switch
`enumerate_plans`      every plan that keeps every hard rule
`enumerate_assignments`  the same as `Assignment` objects
`best`                 the lexicographic optimum of `problem.objectives`, and one plan that has it
`broken_rules`         names of the hard rules a plan (feasible or not) breaks
`measure`              every objective of a plan
`blocking_pairs`       blocking pairs of a plan, and which of them are excused
=====================  =====================================================================
"""

from collections.abc import Collection, Iterable, Iterator

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.outcome import SENSES, Assignment, Value
from matcher.problem.problem import NO_LIMIT, SIDE_RULES, Problem

Plan = tuple[tuple[int, int], ...]
DEFAULT_OBJECTIVES: tuple[Objective, ...] = ("coverage", "stability", "satisfaction", "travel", "continuity")


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


def random_problem(
    rng: np.random.Generator,
    *,
    rules: Collection[str] = (),
    objectives: tuple[Objective, ...] = DEFAULT_OBJECTIVES,
    num_candidates: int | None = None,
    num_posts: int | None = None,
    most_capacity: int = 3,
    most_seats: int = 3,
    max_pairs: int = 10,
    has_ties: bool = True,
    has_least: bool = True,
    has_least_loads: bool = False,
) -> Problem:
    """Return a tiny random problem.

    Parameters
    ----------
    rules
        Side rules (names of `SIDE_RULES`) to switch on. Without ``one_post_per_host`` every post
        has a host of its own.
    num_candidates, num_posts
        2 to 5 by chance when None.
    most_capacity, most_seats
        Greatest capacity of a candidate and most of a post; zeros occur too.
    max_pairs
        Pairs beyond this number are left out by chance.
    has_ties
        False: every agent's ranks are strict.
    has_least, has_least_loads
        Give posts (candidates) minima, which may exceed what can be had.
    """
    unknown = set(rules) - set(SIDE_RULES)
    assert not unknown, unknown
    n = num_candidates or int(rng.integers(2, 6))
    m = num_posts or int(rng.integers(2, 6))
    cells = rng.permutation(n * m)[: int(min(max_pairs, rng.integers(1, n * m + 1)))]
    cells.sort()
    candidate, post = (cells // m).astype(np.int32), (cells % m).astype(np.int32)
    k = len(cells)
    host = np.arange(m, dtype=np.int32)
    if "one_post_per_host" in rules:
        host = rng.integers(0, max(1, m - 1), m).astype(np.int32)
    h = m
    most = rng.integers(0 if rng.random() < 0.2 else 1, most_seats + 1, m)
    capacity = rng.integers(0 if rng.random() < 0.2 else 1, most_capacity + 1, n)
    least = np.minimum(rng.integers(0, 3, m), most) if has_least else np.zeros(m, np.int64)
    is_banned = (rng.random(k) < 0.15) if "ban" in rules else np.zeros(k, bool)
    is_pinned = (rng.random(k) < 0.08) & ~is_banned if "pin" in rules else np.zeros(k, bool)
    settings: dict[str, object] = {}
    if "quota" in rules and k:
        settings |= _random_quotas(rng, k)
    if "pin" in rules and k and rng.random() < 0.3:
        group = np.sort(rng.choice(k, min(k, 2), replace=False)).astype(np.int32)
        settings |= {"pin_group_start": np.array([0, len(group)]), "pin_group_pair": group}
    if "team_skills" in rules and k:
        settings |= _random_teams(rng, post)
    if "avoid" in rules:
        a, b = sorted(int(i) for i in rng.choice(n, 2, replace=False))
        settings |= {"avoid_a": np.array([a], np.int32), "avoid_b": np.array([b], np.int32)}
    if "company_posts" in rules:
        settings["most_company_posts"] = int(rng.integers(0, 2))

    def budget(rule: str, low: int, high: int) -> np.ndarray:
        limits = np.full(n, NO_LIMIT)
        if rule in rules:
            bound = rng.random(n) < 0.7
            limits[bound] = rng.integers(low, high, n)[bound]
        return limits

    return Problem(
        capacity=capacity,
        least_load=np.minimum(rng.integers(0, 3, n), capacity) if has_least_loads else np.zeros(n, np.int64),
        least=least,
        most=most,
        priority=rng.integers(1, 4, m),
        host=host,
        candidate=candidate,
        post=post,
        points=rng.integers(0, 20, k),
        rank_by_candidate=_random_ranks(rng, candidate, n, has_ties=has_ties),
        rank_by_post=_random_ranks(rng, post, m, has_ties=has_ties),
        travel_m=rng.integers(0, 10, k),
        is_kept=rng.random(k) < 0.3,
        is_pinned=is_pinned,
        is_banned=is_banned,
        objectives=objectives,
        is_company_post=rng.random(m) < 0.6,
        site_days=rng.integers(0, 4, m),
        days_budget=budget("site_days", 1, 6),
        workload=rng.integers(0, 4, m),
        workload_budget=budget("workload", 1, 6),
        host_x_m=rng.integers(0, 6, h),
        host_y_m=rng.integers(0, 6, h),
        radius_m=budget("bundle_radius", 2, 5),
        seed=int(rng.integers(1, 100)),
        **settings,  # type: ignore[arg-type]
    )


def _random_ranks(rng: np.random.Generator, group: np.ndarray, num_groups: int, *, has_ties: bool) -> np.ndarray:
    """Return dense ranks inside each group."""
    ranks = np.zeros(len(group), np.int64)
    for g in range(num_groups):
        members = np.flatnonzero(group == g)
        draws = rng.integers(0, 1 + len(members), len(members)) if has_ties else rng.permutation(len(members))
        levels = sorted({int(d) for d in draws})
        ranks[members] = [1 + levels.index(int(d)) for d in draws]
    return ranks


def _random_quotas(rng: np.random.Generator, k: int) -> dict[str, object]:
    start, pairs, coefficients, least, most, counts = [0], [], [], [], [], []
    for _ in range(int(rng.integers(1, 3))):
        entries = np.sort(rng.choice(k, int(rng.integers(1, k + 1)), replace=False))
        count = int(rng.integers(0, 3))
        is_share = count == 0 and rng.random() < 0.3
        pairs += [int(e) for e in entries]
        coefficients += [int(c) for c in rng.integers(-2, 3, len(entries))] if is_share else [1] * len(entries)
        start.append(len(pairs))
        low = int(rng.integers(0, 3))
        kind = rng.random()
        least.append(-NO_LIMIT if kind < 0.4 else (-1 if is_share else min(low, 1)))
        most.append(NO_LIMIT if kind > 0.7 else low + 1)
        counts.append(count)
    return {
        "quota_start": np.array(start),
        "quota_pair": np.array(pairs, np.int32),
        "quota_coefficient": np.array(coefficients, np.int64),
        "quota_least": np.array(least),
        "quota_most": np.array(most),
        "quota_count": np.array(counts, np.int32),
    }


def _random_teams(rng: np.random.Generator, post: np.ndarray) -> dict[str, object]:
    start, pairs, posts = [0], [], []
    for p in sorted({int(p) for p in post}):
        if rng.random() < 0.5:
            members = np.flatnonzero(post == p)
            pairs += [int(e) for e in members[rng.random(len(members)) < 0.6]]
            posts.append(p)
            start.append(len(pairs))
    return {
        "team_post": np.array(posts, np.int32),
        "team_start": np.array(start),
        "team_pair": np.array(pairs, np.int32),
    }
