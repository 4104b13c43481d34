"""Brute force over all subsets of a few pairs at once, with matrices, for rules that count pairs.

Written from the words of `Problem`, like `oracle`, and quick enough for thousands of instances. It
knows capacities, seats, bans, pins, quotas, company posts and one post per host, and the objectives
that are sums; `test_subsets_agree_with_the_oracle` holds it against `oracle`.
"""

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.outcome import SENSES
from matcher.problem.problem import NO_LIMIT, Problem

NUM_RANKS = 12


def plans(problem: Problem) -> np.ndarray:
    """Return every plan that keeps the rules, a row of bools over the pairs each."""
    k = problem.num_pairs
    used = (np.arange(1 << k)[:, None] >> np.arange(k)[None, :] & 1).astype(bool)
    keeps = ~(used & problem.is_banned).any(axis=1) & used[:, problem.is_pinned].all(axis=1)
    for agent, most in ((problem.candidate, problem.capacity), (problem.post, problem.most)):
        for number, limit in enumerate(most):
            keeps &= used[:, agent == number].sum(axis=1) <= limit
    for i in range(problem.num_candidates):
        of_one = problem.candidate == i
        keeps &= used[:, of_one & problem.is_company_post[problem.post]].sum(axis=1) <= problem.most_company_posts
        for h in range(problem.num_hosts):
            keeps &= used[:, of_one & (problem.host[problem.post] == h)].sum(axis=1) <= 1
    for g in range(len(problem.pin_group_start) - 1):
        group = problem.pin_group_pair[problem.pin_group_start[g] : problem.pin_group_start[g + 1]]
        keeps &= used[:, group].any(axis=1)
    for q in range(problem.num_quotas):
        entries = slice(problem.quota_start[q], problem.quota_start[q + 1])
        count = _count(problem, q, used[:, problem.quota_pair[entries]], entries)
        keeps &= (count >= problem.quota_least[q]) & (count <= problem.quota_most[q])
    return used[keeps]


def _count(problem: Problem, q: int, used: np.ndarray, entries: slice) -> np.ndarray:
    if problem.quota_count[q] == 0:
        return used @ problem.quota_coefficient[entries]
    pair = problem.quota_pair[entries]
    owner = problem.candidate[pair] if problem.quota_count[q] == 1 else problem.host[problem.post[pair]]
    return sum((used[:, owner == o].any(axis=1).astype(int) for o in set(owner.tolist())), np.zeros(len(used), int))


def best(problem: Problem) -> dict[Objective, int | tuple[int, ...]] | None:
    """Return the lexicographic optimum of `problem.objectives`; None where no plan keeps the rules."""
    used = plans(problem)
    if not len(used):
        return None
    values = {}
    for name in problem.objectives:
        columns = _measure(problem, used, name)
        for c in range(columns.shape[1]):
            top = columns[:, c].min() if SENSES[name] == "min" else columns[:, c].max()
            used, columns = used[columns[:, c] == top], columns[columns[:, c] == top]
        values[name] = _as_value(name, columns[0])
    return values


def _as_value(name: Objective, row: np.ndarray) -> int | tuple[int, ...]:
    if name not in {"ranks", "generous"}:
        return int(row[0])
    entries = row.tolist()
    while entries and entries[-1 if name == "ranks" else 0] == 0:
        entries.pop(-1 if name == "ranks" else 0)
    return tuple(entries)


def _measure(problem: Problem, used: np.ndarray, name: Objective) -> np.ndarray:
    """Return what each plan is worth, a column or one for each rank."""
    if name in {"ranks", "generous"}:
        at = [
            used @ ((problem.rank_by_candidate == r).astype(int) + (problem.rank_by_post == r))
            for r in range(1, NUM_RANKS + 1)
        ]
        return np.column_stack(at if name == "ranks" else at[::-1])
    if name == "coverage":
        missing = np.zeros(len(used), int)
        for agent, least, weight in (
            (problem.post, problem.least, problem.priority),
            (problem.candidate, problem.least_load, np.ones(problem.num_candidates, int)),
        ):
            for number, need in enumerate(least):
                missing += weight[number] * np.maximum(0, need - used[:, agent == number].sum(axis=1))
        return missing[:, None]
    worth = {
        "size": np.ones(problem.num_pairs, int),
        "satisfaction": problem.points,
        "travel": problem.travel_m,
        "continuity": problem.is_kept.astype(int),
    }[name]
    return (used @ worth)[:, None]


def open_quotas(rng: np.random.Generator, problem: Problem, *, is_planted: bool) -> dict[str, np.ndarray]:
    """Return quota rows over nested and disjoint groups of candidates and of posts, as fields of `Problem`.

    Parameters
    ----------
    is_planted
        Bounds hold for some plan within capacities and seats; else they are drawn freely.
    """
    load, people = problem.capacity.copy(), problem.most.copy()
    used = np.zeros(problem.num_pairs, bool)
    for row in [*np.flatnonzero(problem.is_pinned), *rng.permutation(problem.num_pairs)]:
        i, p = problem.candidate[row], problem.post[row]
        if not used[row] and not problem.is_banned[row] and load[i] and people[p] and rng.random() < 0.7:
            used[row] = True
            load[i] -= 1
            people[p] -= 1
    start, pairs, least, most = [0], [], [], []
    for agent, num in ((problem.candidate, problem.num_candidates), (problem.post, problem.num_posts)):
        groups = [rng.permutation(num)]
        while groups:
            group = groups.pop()
            if rng.random() < 0.5:
                rows = np.flatnonzero(np.isin(agent, group))
                pairs += rows.tolist()
                start.append(len(pairs))
                low = int(used[rows].sum()) if is_planted else int(rng.integers(0, 2 + len(rows) // 2))
                kind = rng.random()
                least.append(-NO_LIMIT if kind < 0.4 else low - int(rng.integers(0, 2)))
                most.append(NO_LIMIT if kind > 0.7 else low + int(rng.integers(0, 2)))
            if len(group) > 1:
                groups += np.split(group, [int(rng.integers(1, len(group)))])
    return {
        "quota_start": np.array(start),
        "quota_pair": np.array(pairs, np.int32),
        "quota_coefficient": np.ones(len(pairs), np.int64),
        "quota_least": np.array(least, np.int64),
        "quota_most": np.array(most, np.int64),
        "quota_count": np.zeros(len(least), np.int32),
    }
