"""Both sides' answers turned into acceptability and tied ranks, one value per eligible pair."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Side

UNANSWERED, ACCEPTED, RANKED, REFUSED = 0, 1, 2, 3
ANSWER_NAMES: tuple[Literal["unanswered", "accepted", "ranked", "refused"], ...] = (
    "unanswered",
    "accepted",
    "ranked",
    "refused",
)
"""Name of each answer code."""

# Order of the three kinds of answer in one integer key: a rank as typed, then all who were only
# accepted, then the unanswered by suitability.
_ACCEPTED_KEY = 1 << 40
_UNANSWERED_KEY = 1 << 41

Codes: TypeAlias = NDArray[np.int8]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Hold what one side said on each eligible pair.

    Parameters
    ----------
    code
        ``UNANSWERED``, ``ACCEPTED``, ``RANKED`` or ``REFUSED``; int8, shape (k,).
    rank
        The rank as typed where ranked, else 0; int64, shape (k,).
    """

    code: Codes
    rank: Ints


def read_answers(pools: Pools, side: Side, pair_key: Ints) -> Answers:
    """Lay one side's choices over the pairs.

    An answer on a whole enterprise holds for all its posts; one on a single post outweighs it.

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
    rank = np.zeros(len(pair_key), np.int64)
    posts_of: dict[str, list[int]] = {}
    for p, post in enumerate(pools.posts):
        posts_of.setdefault(post.enterprise, []).append(p)
    said = [choice for choice in pools.choices if choice.side == side]
    for is_single in (False, True):
        chosen = [choice for choice in said if (choice.post is not None) == is_single]
        keys, codes, ranks = _lay_out(pools, chosen, posts_of)
        if not len(keys) or not len(pair_key):
            continue
        row = np.minimum(np.searchsorted(pair_key, keys), len(pair_key) - 1)
        hit = pair_key[row] == keys
        code[row[hit]] = codes[hit]
        rank[row[hit]] = ranks[hit]
    return Answers(code, rank)


_CODE = {"ranked": RANKED, "accepted": ACCEPTED, "refused": REFUSED, "unanswered": UNANSWERED}


def _lay_out(pools: Pools, chosen: list[Choice], posts_of: dict[str, list[int]]) -> tuple[Ints, Codes, Ints]:
    people, posts, m = pools.candidate_index, pools.post_index, len(pools.posts)
    keys: list[int] = []
    codes: list[int] = []
    ranks: list[int] = []
    for choice in chosen:
        i = people[choice.candidate]
        targets = posts_of.get(choice.enterprise, []) if choice.post is None else [posts[choice.post]]
        for p in targets:
            keys.append(i * m + p)
            codes.append(_CODE[choice.answer])
            ranks.append(choice.rank or 0)
    return np.array(keys, np.int64), np.array(codes, np.int8), np.array(ranks, np.int64)


def order_key(answers: Answers, points: NDArray[np.int32], tie_step: int) -> Ints:
    """Return one integer per pair by which its agent orders its partners, less is better.

    Ranked partners come by rank, then the accepted as one tie, then the unanswered by points in
    steps of `tie_step`.
    """
    by_points = _UNANSWERED_KEY + (10_000 // tie_step - points.astype(np.int64) // tie_step)
    return np.where(answers.code == RANKED, answers.rank, np.where(answers.code == ACCEPTED, _ACCEPTED_KEY, by_points))


def dense_ranks(agent: NDArray[np.int32], key: Ints) -> Ints:
    """Return ranks 1, 2, 3 … inside each agent's pairs by ascending key; equal keys tie.

    Examples
    --------
    >>> dense_ranks(np.array([0, 0, 0, 1], np.int32), np.array([7, 3, 7, 9], np.int64)).tolist()
    [2, 1, 2, 1]
    """
    if not len(agent):
        return np.zeros(0, np.int64)
    order = np.lexsort((key, agent))
    a, v = agent[order], key[order]
    starts = np.r_[True, a[1:] != a[:-1]]
    steps = np.cumsum(starts | np.r_[True, v[1:] != v[:-1]])
    first = np.maximum.accumulate(np.where(starts, np.arange(len(a)), 0))
    ranks = np.empty(len(a), np.int64)
    ranks[order] = steps - steps[first] + 1
    return ranks
