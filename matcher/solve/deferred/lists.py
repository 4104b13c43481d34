"""Lists as the proposing loop reads them: strict, best first, one number an entry.

An entry says how the one asked ranks the one who asks, and who is asked: ``liking << shift | receiver``,
less liking being better. Where two are equal the asker of lower index is preferred, which is the
lower pair, because pairs are sorted by candidate and post.

Ranks are dense, so on a strict list the rank is the place: `list_strictly` puts every entry there in
one pass and notices a tie by finding a place left empty. With ties, bans or pins the pairs come
sorted from `preferences` instead (`list_sorted`).
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Problem
from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import PAIR_BITS, PAIR_MASK, Ints, Pairs

Entries: TypeAlias = NDArray[np.int32 | np.int64]


class Lists(NamedTuple):
    """Hold the lists of one side.

    Parameters
    ----------
    start
        First entry of each agent, and the number of entries at the end; int64.
    entry
        Entries, best first; int32 where rank and index fit into 31 bits, else int64.
    shift
        Bits of an entry that hold the receiver.
    """

    start: Ints
    entry: Entries
    shift: int


def list_strictly(problem: Problem, *, of_candidates: bool) -> Lists | None:
    """Return the lists of one side of a problem, None where it ties; bans and pins are not looked at.

    Complexity: O(k) for k pairs.
    """
    i, p = (problem.candidate, problem.rank_by_candidate), (problem.post, problem.rank_by_post)
    start = np.zeros(0, np.int64)
    if not of_candidates:
        start = np.concatenate([[0], np.cumsum(np.bincount(problem.post, minlength=problem.num_posts))])
    bits = (problem.num_posts if of_candidates else problem.num_candidates).bit_length()
    # Half the memory where it is enough: asking the machine for it takes longer than the rest.
    for empty, shift, room in ((np.int32(-1), bits, 31 - bits), (np.int64(-1), PAIR_BITS, 63 - PAIR_BITS)):
        if of_candidates:
            start, entry, likings = _place_runs(problem.num_candidates, *i, *p, shift, empty)
        else:
            entry, likings = _place(start, *p, *i, shift, empty)
        if likings < 1 << room:
            return Lists(start, entry, shift) if likings >= 0 and _is_full(entry) else None
    return None


def list_sorted(start: Ints, order: Pairs, receiver: Pairs, keys: Ints) -> Lists:
    """Return the lists of pairs sorted before.

    Parameters
    ----------
    start, order
        Pairs of each agent, best first.
    receiver, keys
        The other end of each pair, and that one's preference key of `preferences.make_keys`.
    """
    return Lists(start, _write_entries(order, receiver, keys), PAIR_BITS)


@compile_kernel
def _place(
    start: Ints, agent: Pairs, rank: Ints, receiver: Pairs, liking: Ints, shift: int, empty: np.int32 | np.int64
) -> tuple[Entries, int]:
    """Return entries by place, `empty` where none is, and all bits of the likings; -1: a place does not exist.

    As many pairs as places: when none is empty, none was taken twice. No row spills into another
    either, for the places before a row's end can only be taken by the pairs before it, as many again.
    """
    num_pairs = len(agent)
    entry = np.full(num_pairs, empty)
    likings = 0
    for e in range(num_pairs):
        at = np.uint64(start[agent[e]] + rank[e] - 1)
        if at >= np.uint64(num_pairs):
            return entry, -1
        entry[at] = (liking[e] << shift) | receiver[e]
        likings |= liking[e]
    return entry, likings


@compile_kernel
def _place_runs(
    num_agents: int, agent: Pairs, rank: Ints, receiver: Pairs, liking: Ints, shift: int, empty: np.int32 | np.int64
) -> tuple[Ints, Entries, int]:
    """Do the same where the pairs come agent by agent, and find where each one's begin on the way."""
    num_pairs = len(agent)
    start = np.empty(num_agents + 1, np.int64)
    entry = np.full(num_pairs, empty)
    likings = 0
    last = -1
    for e in range(num_pairs):
        while last < agent[e]:
            last += 1
            start[last] = e
        at = np.uint64(start[last] + rank[e] - 1)
        if at >= np.uint64(num_pairs):
            return start, entry, -1
        entry[at] = (liking[e] << shift) | receiver[e]
        likings |= liking[e]
    start[last + 1 :] = num_pairs
    return start, entry, likings


@compile_kernel
def _is_full(entry: Entries) -> bool:
    every = entry.dtype.type(0)
    for t in range(len(entry)):
        every |= entry[t]  # the sign stays when one place has none
    return bool(every >= 0)


@compile_kernel
def _write_entries(order: Pairs, receiver: Pairs, keys: Ints) -> Ints:
    entry = np.empty(len(order), np.int64)
    for t in range(len(order)):
        e = order[t]
        entry[t] = (keys[e] & ~PAIR_MASK) | receiver[e]
    return entry
