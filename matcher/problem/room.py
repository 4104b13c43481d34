"""How many posts each person can hold at most once the rules about one person are counted in.

A person asked for three hosts whose month leaves days for two has room for two. Saying so in the
capacity changes no plan, and keeps a pair from counting as blocking for room nobody could use.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.problem.problem import NO_LIMIT

Ints = NDArray[np.int64]

_MOST_CELLS = 4
"""Cells of a table of people by costs, in multiples of the pairs, above which visits are sorted."""


def count_room(
    candidate: NDArray[np.int32], post: NDArray[np.int32], host: NDArray[np.int32], asked: Ints, budget: Ints
) -> Ints:
    """Return how many posts, each at another host, fit each person's budget at best.

    Parameters
    ----------
    candidate, post
        Usable pairs; int32, shape (k,).
    host, asked
        Host of each post, and what it asks of the budget; shape (m,).
    budget
        Of each candidate, ``NO_LIMIT`` where open; int64, shape (n,).

    Returns
    -------
    array
        int64, shape (n,); ``NO_LIMIT`` where the budget is open or nobody would take the person.

    Examples
    --------
    >>> count_room(np.array([0, 0, 0], np.int32), np.array([0, 1, 2], np.int32), np.array([0, 1, 2], np.int32),
    ...            np.array([4, 5, 6]), np.array([10]))
    array([2])
    """
    room = np.full(len(budget), NO_LIMIT, np.int64)
    is_open = budget == NO_LIMIT
    if is_open.any():
        is_limited = ~is_open[candidate]
        candidate, post = candidate[is_limited], post[is_limited]
    if not len(candidate):
        return room
    costs, code_of_post = np.unique(asked, return_inverse=True)
    person, code = _find_visits(candidate, post, host, code_of_post.astype(np.int32), len(costs))
    if len(costs) * len(budget) > _MOST_CELLS * len(candidate):
        counts = _fill_by_sorting(person, code, costs, budget)
    else:
        counts = _fill_by_counting(person, code, costs, budget)
    room[candidate] = counts[candidate]
    return room


def _find_visits(
    candidate: NDArray[np.int32], post: NDArray[np.int32], host: NDArray[np.int32], code: NDArray[np.int32], num: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return person and cost, as a code below `num`, of the cheapest post of each person at each host."""
    is_alone = (np.bincount(host) == 1)[host][post]
    person, its_code = candidate[is_alone], code[post[is_alone]]
    # Only hosts with several posts need sorting; one packed number is sorted many times quicker than columns.
    others, p = candidate[~is_alone].astype(np.int64), post[~is_alone]
    num_hosts = int(host.max()) + 1
    packed = np.sort((others * num_hosts + host[p]) * num + code[p])
    visit = packed // num
    is_cheapest = np.r_[True, visit[1:] != visit[:-1]][: len(visit)]
    visit, packed = visit[is_cheapest], packed[is_cheapest]
    return (
        np.concatenate([person, (visit // num_hosts).astype(np.int32)]),
        np.concatenate([its_code, (packed - visit * num).astype(np.int32)]),
    )


def _fill_by_counting(person: NDArray[np.int32], code: NDArray[np.int32], costs: Ints, budget: Ints) -> Ints:
    """Return how many visits fit each budget, cheapest first: of each cost all, or as many as the rest pays for."""
    num = np.bincount(person.astype(np.int64) * len(costs) + code, minlength=len(budget) * len(costs))
    left, counts = budget.copy(), np.zeros(len(budget), np.int64)
    for cost, visits in zip(costs.tolist(), num.reshape(-1, len(costs)).T, strict=True):
        taken = np.minimum(visits, left // cost) if cost else visits
        counts += taken
        left -= taken * cost
    return counts


def _fill_by_sorting(person: NDArray[np.int32], code: NDArray[np.int32], costs: Ints, budget: Ints) -> Ints:
    """Return the same where costs are too many for a table of people by costs."""
    packed = np.sort(person.astype(np.int64) * len(costs) + code)
    visitor = packed // len(costs)
    cost = costs[packed - visitor * len(costs)]
    total = np.cumsum(cost)
    starts = np.r_[True, visitor[1:] != visitor[:-1]]
    before = np.maximum.accumulate(np.where(starts, total - cost, 0))
    return np.bincount(visitor[total - before <= budget[visitor]], minlength=len(budget))
