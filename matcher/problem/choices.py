"""Both sides' answers turned into acceptability and tied ranks, one value per eligible pair."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.pools.pools import Pools
from matcher.pools.positions import NOT_NAMED, group_posts
from matcher.pools.records import Answer, Side
from matcher.problem.lookups import find_sorted, sort_stably

UNANSWERED, ACCEPTED, RANKED, REFUSED = 0, 1, 2, 3
ANSWER_NAMES: tuple[Literal["unanswered", "accepted", "ranked", "refused"], ...] = (
    "unanswered",
    "accepted",
    "ranked",
    "refused",
)
"""Name of each answer code."""

_CODE_OF_ANSWER = np.array([ANSWER_NAMES.index(answer) for answer in get_args(Answer)], np.int8)

Codes: TypeAlias = NDArray[np.int8]
Ints: TypeAlias = NDArray[np.int64]
Keys: TypeAlias = NDArray[np.int32] | NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Hold what one side said on each eligible pair.

    Parameters
    ----------
    code
        ``UNANSWERED``, ``ACCEPTED``, ``RANKED`` or ``REFUSED``; int8, shape (k,).
    rank
        The rank as typed where ranked, else 0; shape (k,), integers of as few bytes as hold them.
    """

    code: Codes
    rank: NDArray[np.integer]


def read_answers(pools: Pools, side: Side, pair_key: Ints) -> Answers:
    """Lay one side's choices over the pairs.

    An answer on a whole enterprise holds for all its posts; one on a single post outweighs it, and
    of several on the same the last holds.

    Parameters
    ----------
    pair_key
        candidate index x number of posts + post index, ascending; int64, shape (k,).

    Returns
    -------
    Answers
        Choices on pairs that are not eligible are left out: the gate that bars them says why.
    """
    code = np.zeros(len(pair_key), np.int8)
    at = pools.positions
    own = np.flatnonzero(at.choice_side == get_args(Side).index(side))
    is_on_host = at.choice_post[own] == NOT_NAMED
    on_hosts, on_posts = own[is_on_host], own[~is_on_host]
    number, post_of_host = pools.remember(group_posts).spread(at.choice_host[on_hosts])
    choice = np.concatenate([on_hosts[number], on_posts])
    post = np.concatenate([post_of_host, at.choice_post[on_posts]])
    key = at.choice_candidate[choice].astype(np.int64) * len(pools.posts) + post
    # Searched in order the pairs are walked once; out of order every search waits for memory.
    order = sort_stably(key)
    row, is_hit = find_sorted(pair_key, key[order])
    choice = choice[order[is_hit]]
    code[row] = _CODE_OF_ANSWER[at.choice_answer[choice]]
    rank = np.zeros(len(pair_key), np.min_scalar_type(int(at.choice_rank.max(initial=0))))
    rank[row] = at.choice_rank[choice]
    return Answers(code, rank)


def order_key(answers: Answers, points: NDArray[np.int32], tie_step: int) -> Keys:
    """Return one integer per pair by which its agent orders its partners, less is better.

    Ranked partners come by rank, then the accepted as one tie, then the unanswered by points in
    steps of `tie_step`.
    """
    last = int(answers.rank.max(initial=0))
    steps = points // np.int32(tie_step)
    key: Keys = steps if last < 1 << 30 else steps.astype(np.int64)
    np.subtract(last + 2 + 10_000 // tie_step, key, out=key)
    np.copyto(key, last + 1, where=answers.code == ACCEPTED)
    np.copyto(key, answers.rank, where=answers.code == RANKED, casting="same_kind")
    return key


_MOST_CELLS = 8
"""Cells of a table of agents by keys, in multiples of the pairs, above which ranks are found by sorting."""

_PAIRS_OF_CHUNK = 1 << 15


def dense_ranks(agent: NDArray[np.int32], key: Keys) -> Ints:
    """Return ranks 1, 2, 3 … inside each agent's pairs by ascending key; equal keys tie.

    Parameters
    ----------
    agent, key
        Of each pair; int32 and any integers, shape (k,).

    Examples
    --------
    >>> dense_ranks(np.array([0, 0, 0, 1], np.int32), np.array([7, 3, 7, 9], np.int64)).tolist()
    [2, 1, 2, 1]
    """
    if not len(agent):
        return np.zeros(0, np.int64)
    lowest = int(key.min())
    width, num = int(key.max()) - lowest + 1, int(agent.max()) + 1
    if num * width > _MOST_CELLS * len(agent):
        return _ranks_by_sorting(agent, key)
    # Few different keys, as a rule: mark those each agent has, then count the marks up to each key.
    # Small counters keep more of the table in the cache, and chunks save the system clearing new memory.
    marks = np.zeros((num, width), np.min_scalar_type(width))
    chunks = [slice(start, start + _PAIRS_OF_CHUNK) for start in range(0, len(agent), _PAIRS_OF_CHUNK)]
    for chunk in chunks:
        marks.ravel()[_find_cells(agent[chunk], key[chunk], lowest, width)] = 1
    np.cumsum(marks, axis=1, dtype=marks.dtype, out=marks)
    ranks = np.empty(len(agent), np.int64)
    for chunk in chunks:
        ranks[chunk] = marks.ravel().take(_find_cells(agent[chunk], key[chunk], lowest, width))
    return ranks


def _find_cells(agent: NDArray[np.int32], key: Keys, lowest: int, width: int) -> Ints:
    cell: Ints = np.multiply(agent, width, dtype=np.int64)
    cell += key
    cell -= lowest
    return cell


def _ranks_by_sorting(agent: NDArray[np.int32], key: Keys) -> Ints:
    order = np.lexsort((key, agent))
    a, v = agent[order], key[order]
    starts = np.r_[True, a[1:] != a[:-1]]
    steps = np.cumsum(starts | np.r_[True, v[1:] != v[:-1]])
    first = np.maximum.accumulate(np.where(starts, np.arange(len(a)), 0))
    ranks = np.empty(len(a), np.int64)
    ranks[order] = steps - steps[first] + 1
    return ranks
