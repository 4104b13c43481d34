"""Arithmetic on rows of variable length, kept as one array of starts and one of entries."""

import numpy as np

from matcher.problem.problem import Indices, Ints


def expand(start: Ints, count: Ints) -> Ints:
    """Return start[0], …, start[0]+count[0]-1, start[1], … as one array.

    Examples
    --------
    >>> expand(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(count) - count
    return np.repeat(start - before, count) + np.arange(int(count.sum()))


def start_rows(group: Indices | Ints, num_groups: int) -> Ints:
    """Return where each group starts among sorted entries, and the end of the last one.

    Examples
    --------
    >>> start_rows(np.array([0, 0, 2]), 3).tolist()
    [0, 2, 2, 3]
    """
    return np.concatenate([[0], np.cumsum(np.bincount(group, minlength=num_groups))])


def count_before(group: Indices | Ints) -> Ints:
    """Return how often each entry's value stands before it.

    Examples
    --------
    >>> count_before(np.array([4, 7, 4, 4])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    is_first = np.ones(len(group), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    first = np.maximum.accumulate(np.where(is_first, np.arange(len(group)), 0))
    before = np.empty(len(group), np.int64)
    before[order] = np.arange(len(group)) - first
    return before


def sort_order(group: Indices, num_groups: int) -> Ints:
    """Return the stable order that sorts `group`, in linear time.

    Examples
    --------
    >>> sort_order(np.array([1, 0, 1, 0], np.int32), 2).tolist()
    [1, 3, 0, 2]
    """
    from scipy.sparse import csr_array

    size = len(group)
    rows = csr_array((np.arange(size), group, np.arange(size + 1)), shape=(size, max(1, num_groups)))
    order: Ints = rows.tocsc().data
    return order
