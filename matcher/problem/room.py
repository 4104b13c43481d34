"""How many posts each person can hold at most once the rules about one person are counted in.

A person asked for three hosts whose month leaves days for two has room for two. Saying so in the
capacity changes no plan, and keeps a pair from counting as blocking for room nobody could use.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.problem.problem import NO_LIMIT

Ints = NDArray[np.int64]


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
    limited = budget[candidate] != NO_LIMIT
    if not limited.any():
        return room
    # Sorting one packed number is many times quicker than sorting by columns; a cost enters it by
    # its place among all costs, so that nothing overflows.
    costs, code_of_post = np.unique(asked, return_inverse=True)
    num_costs, num_hosts = len(costs), int(host.max()) + 1
    person, p = candidate[limited].astype(np.int64), post[limited]
    packed = np.sort((person * num_hosts + host[p]) * num_costs + code_of_post[p])
    # Of the posts at one host only the cheapest can matter: nobody holds two there.
    visit = packed // num_costs
    is_cheapest = np.r_[True, visit[1:] != visit[:-1]]
    code, person = (packed - visit * num_costs)[is_cheapest], visit[is_cheapest] // num_hosts
    packed = np.sort(person * num_costs + code)
    person = packed // num_costs
    cost = costs[packed - person * num_costs]
    total = np.cumsum(cost)
    starts = np.r_[True, person[1:] != person[:-1]]
    before = np.maximum.accumulate(np.where(starts, total - cost, 0))
    fits = total - before <= budget[person]
    counts = np.bincount(person[fits], minlength=len(budget))
    room[person] = counts[person]
    return room
