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
    said = [choice for choice in pools.choices if choice.side == side]
    on_hosts = [choice for choice in said if choice.post is None]
    on_posts = [choice for choice in said if choice.post is not None]
    for chosen in (on_hosts, on_posts):
        if not chosen or not len(pair_key):
            continue
        keys, codes, ranks = _lay_out(pools, chosen)
        # Searched in order the pairs are walked once; out of order every search waits for memory.
        order = np.argsort(keys, kind="stable")
        keys, codes, ranks = keys[order], codes[order], ranks[order]
        row = np.minimum(np.searchsorted(pair_key, keys), len(pair_key) - 1)
        hit = pair_key[row] == keys
        code[row[hit]] = codes[hit]
        rank[row[hit]] = ranks[hit]
    return Answers(code, rank)


_CODE = {"ranked": RANKED, "accepted": ACCEPTED, "refused": REFUSED, "unanswered": UNANSWERED}


def _lay_out(pools: Pools, chosen: list[Choice]) -> tuple[Ints, Codes, Ints]:
    """Return pair key, code and rank of choices that are all on single posts, or all on whole hosts.

    A choice on a whole host stands once for each of its posts.
    """
    people, posts, m = pools.candidate_index, pools.post_index, len(pools.posts)
    i = np.array([people[choice.candidate] for choice in chosen], np.int64)
    codes = np.array([_CODE[choice.answer] for choice in chosen], np.int8)
    ranks = np.array([choice.rank or 0 for choice in chosen], np.int64)
    if chosen[0].post is not None:
        return i * m + np.array([posts[choice.post or ""] for choice in chosen], np.int64), codes, ranks
    hosts = pools.enterprise_index
    host_of_post = np.array([hosts[post.enterprise] for post in pools.posts], np.int64)
    by_host = np.argsort(host_of_post, kind="stable")
    counts = np.bincount(host_of_post, minlength=len(pools.enterprises))
    first = np.cumsum(counts) - counts
    host = np.array([hosts[choice.enterprise] for choice in chosen], np.int64)
    row = np.repeat(np.arange(len(chosen)), counts[host])
    number = np.arange(len(row)) - np.repeat(np.cumsum(counts[host]) - counts[host], counts[host])
    p = by_host[first[host[row]] + number]
    return i[row] * m + p, codes[row], ranks[row]


def order_key(answers: Answers, points: NDArray[np.int32], tie_step: int) -> Ints:
    """Return one integer per pair by which its agent orders its partners, less is better.

    Ranked partners come by rank, then the accepted as one tie, then the unanswered by points in
    steps of `tie_step`.
    """
    last = int(answers.rank.max(initial=0))
    by_points = last + 2 + (10_000 // tie_step - points.astype(np.int64) // tie_step)
    key: Ints = np.where(answers.code == RANKED, answers.rank, np.where(answers.code == ACCEPTED, last + 1, by_points))
    return key


_MOST_CELLS = 4
"""Cells of a table of agents by keys, in multiples of the pairs, above which ranks are found by sorting."""


def dense_ranks(agent: NDArray[np.int32], key: Ints) -> Ints:
    """Return ranks 1, 2, 3 … inside each agent's pairs by ascending key; equal keys tie.

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
    cell = agent.astype(np.int64) * width + (key - lowest)
    marks = np.zeros((num, width), np.int32)
    marks.ravel()[cell] = 1
    np.cumsum(marks, axis=1, out=marks)
    ranks: Ints = marks.ravel()[cell].astype(np.int64)
    return ranks


def _ranks_by_sorting(agent: NDArray[np.int32], key: Ints) -> Ints:
    order = np.lexsort((key, agent))
    a, v = agent[order], key[order]
    starts = np.r_[True, a[1:] != a[:-1]]
    steps = np.cumsum(starts | np.r_[True, v[1:] != v[:-1]])
    first = np.maximum.accumulate(np.where(starts, np.arange(len(a)), 0))
    ranks = np.empty(len(a), np.int64)
    ranks[order] = steps - steps[first] + 1
    return ranks
