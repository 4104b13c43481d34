"""Both sides of a problem as rows of pairs, and each agent's list in order.

A list is sorted by rank; pairs of one rank are put in a chosen tie order, because deferred
acceptance needs strict lists. One 64-bit key holds rank, tie and pair index, so that a row is
sorted inside the processor's cache: insertion runs merged pairwise, O(d log d) for a row of d.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Assignment, Problem
from matcher.solve.compiled import compile_kernel

Pairs: TypeAlias = NDArray[np.int32]
Ints: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.uint8]
Ties: TypeAlias = Literal["id", "points", "seed"]

PAIR_BITS = 31
TIE_BITS = 14
PAIR_MASK = (1 << PAIR_BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Hold what the stable and critical engines read of a problem: pairs that may be used, in rows.

    Pairs are those of the problem that are not banned, in its order, so those of candidate i are
    ``start_i[i]:start_i[i + 1]``.

    Parameters
    ----------
    pair_of
        Row of the problem's pair arrays behind each pair.
    candidate, post, rank_i, rank_p, points
        Ends, ranks on both sides and suitability of each pair; int32.
    start_i
        First pair of each candidate; int64 (n + 1,).
    start_p, by_post
        Pairs of post p, in order of candidates: ``by_post[start_p[p]:start_p[p + 1]]``.
    is_pinned
        1 where the planner fixed the pair.
    capacity, least_load, most, least, priority
        As in the problem, limits as int32.
    """

    pair_of: Ints
    candidate: Pairs
    post: Pairs
    rank_i: Pairs
    rank_p: Pairs
    points: Pairs
    start_i: Ints
    start_p: Ints
    by_post: Pairs
    is_pinned: Marks
    capacity: Pairs
    least_load: Pairs
    most: Pairs
    least: Pairs
    priority: Ints

    @property
    def num_candidates(self) -> int:
        """Number of candidates."""
        return len(self.capacity)

    @property
    def num_posts(self) -> int:
        """Number of posts."""
        return len(self.most)

    @property
    def num_pairs(self) -> int:
        """Number of pairs that may be used."""
        return len(self.candidate)

    @property
    def has_pins(self) -> bool:
        """Whether any pair is pinned."""
        return bool(self.is_pinned.any())

    def as_assignment(self, x: Marks) -> Assignment:
        """Return the plan whose pairs are marked in `x`."""
        chosen = np.flatnonzero(x)
        return Assignment(np.stack([self.candidate[chosen], self.post[chosen]], axis=1))

    def as_marks(self, assignment: Assignment) -> Marks:
        """Return a mark for each pair that `assignment` uses.

        Raises
        ------
        ValueError
            The assignment uses a pair that is not acceptable or is banned.
        """
        x = np.zeros(self.num_pairs, np.uint8)
        m = max(self.num_posts, 1)
        key = self.candidate.astype(np.int64) * m + self.post
        wanted = assignment.pairs[:, 0].astype(np.int64) * m + assignment.pairs[:, 1]
        row = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
        if len(wanted) and (not len(key) or (key[row] != wanted).any()):
            raise ValueError("the assignment uses a pair that is not acceptable or is banned")
        x[row] = 1
        return x


def build_market(problem: Problem) -> Market:
    """Return the pairs of `problem` that may be used, in rows on both sides."""
    if problem.is_banned.any():
        kept = np.flatnonzero(~problem.is_banned)
        pick = slice(None) if len(kept) == problem.num_pairs else kept
    else:
        kept, pick = np.arange(problem.num_pairs), slice(None)
    candidate, post = np.array(problem.candidate[pick]), np.array(problem.post[pick])
    start_i, _ = group_rows(candidate, problem.num_candidates, is_sorted=True)
    start_p, by_post = group_rows(post, problem.num_posts)
    limit = np.iinfo(np.int32).max
    return Market(
        pair_of=kept,
        candidate=candidate,
        post=post,
        rank_i=problem.rank_by_candidate[pick].astype(np.int32),
        rank_p=problem.rank_by_post[pick].astype(np.int32),
        points=problem.points[pick].astype(np.int32),
        start_i=start_i,
        start_p=start_p,
        by_post=by_post,
        is_pinned=problem.is_pinned[pick].astype(np.uint8),
        capacity=np.minimum(problem.capacity, limit).astype(np.int32),
        least_load=np.minimum(problem.least_load, limit).astype(np.int32),
        most=np.minimum(problem.most, limit).astype(np.int32),
        least=np.minimum(problem.least, limit).astype(np.int32),
        priority=problem.priority.copy(),
    )


def group_rows(agent: Pairs, num_agents: int, *, is_sorted: bool = False) -> tuple[Ints, Pairs]:
    """Return row starts (num_agents + 1) and the pair indices of each agent, ascending, by counting."""
    if is_sorted:
        return _start_runs(agent, num_agents), np.zeros(0, np.int32)
    return _group(agent, num_agents)


def make_keys(rank: Pairs, *, ties: Ties = "id", points: Pairs | None = None, seed: int = 0) -> Ints:
    """Return one strict preference key a pair: smaller is better, ranks first, then the tie order.

    Parameters
    ----------
    rank
        Rank of each pair for the agent, 1 best.
    ties
        ``id``: by pair index. ``points``: more points first, then by index. ``seed``: by a hash of
        seed and index, then by index.
    points
        Needed for ``points``; from 16,383 on all count the same.
    seed
        Used by ``seed``.

    Raises
    ------
    ValueError
        A rank is too large for the key (over 262,143), or points are missing.

    Examples
    --------
    >>> import numpy as np
    >>> keys = make_keys(np.array([2, 1, 1], np.int32), ties="points", points=np.array([5, 5, 9], np.int32))
    >>> np.argsort(keys).tolist()
    [2, 1, 0]
    """
    if len(rank) and int(rank.max()) >= 1 << (63 - PAIR_BITS - TIE_BITS):
        raise ValueError("a rank does not fit into a preference key")
    if ties == "id":
        return _keys_by_id(rank)
    if ties == "points":
        if points is None:
            raise ValueError("ties by points need the points")
        return _keys_by_points(rank, points)
    return _keys_by_hash(rank, np.uint64(seed & 0xFFFFFFFF))


def sort_by_candidate(market: Market, keys: Ints) -> Pairs:
    """Return the pairs of every candidate in order of `keys`; rows as in `start_i`."""
    copied = keys.copy()
    _sort_rows(market.start_i, copied)
    return _pairs_of_keys(copied)


def sort_by_post(market: Market, keys: Ints) -> Pairs:
    """Return the pairs of every post in order of `keys`; rows as in `start_p`."""
    gathered = _gather(keys, market.by_post)
    _sort_rows(market.start_p, gathered)
    return _pairs_of_keys(gathered)


@compile_kernel
def _start_runs(agent: Pairs, num_agents: int) -> Ints:
    start = np.empty(num_agents + 1, np.int64)
    last = -1
    for e in range(len(agent)):
        if agent[e] != last:
            while last < agent[e]:
                last += 1
                start[last] = e
    while last < num_agents:
        last += 1
        start[last] = len(agent)
    return start


@compile_kernel
def _group(agent: Pairs, num_agents: int) -> tuple[Ints, Pairs]:
    start = np.zeros(num_agents + 1, np.int64)
    for e in range(len(agent)):
        start[agent[e] + 1] += 1
    for a in range(num_agents):
        start[a + 1] += start[a]
    fill = start[:-1].copy()
    rows = np.empty(len(agent), np.int32)
    for e in range(len(agent)):
        a = agent[e]
        rows[fill[a]] = e
        fill[a] += 1
    return start, rows


@compile_kernel
def _keys_by_id(rank: Pairs) -> Ints:
    keys = np.empty(len(rank), np.int64)
    for e in range(len(rank)):
        keys[e] = (np.int64(rank[e]) << (PAIR_BITS + TIE_BITS)) | e
    return keys


@compile_kernel
def _keys_by_points(rank: Pairs, points: Pairs) -> Ints:
    keys = np.empty(len(rank), np.int64)
    for e in range(len(rank)):
        tie = max((1 << TIE_BITS) - 1 - points[e], 0)
        keys[e] = (np.int64(rank[e]) << (PAIR_BITS + TIE_BITS)) | (np.int64(tie) << PAIR_BITS) | e
    return keys


@compile_kernel
def _keys_by_hash(rank: Pairs, seed: np.uint64) -> Ints:
    keys = np.empty(len(rank), np.int64)
    for e in range(len(rank)):
        # SplitMix64's finisher: cheap, and equal on every machine.
        z = (np.uint64(e) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + seed * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        tie = np.int64((z ^ (z >> np.uint64(31))) & np.uint64((1 << TIE_BITS) - 1))
        keys[e] = (np.int64(rank[e]) << (PAIR_BITS + TIE_BITS)) | (tie << PAIR_BITS) | e
    return keys


@compile_kernel
def _gather(keys: Ints, order: Pairs) -> Ints:
    gathered = np.empty(len(order), np.int64)
    for t in range(len(order)):
        gathered[t] = keys[order[t]]
    return gathered


@compile_kernel
def _pairs_of_keys(keys: Ints) -> Pairs:
    pairs = np.empty(len(keys), np.int32)
    for t in range(len(keys)):
        pairs[t] = np.int32(keys[t] & PAIR_MASK)
    return pairs


@compile_kernel
def sort_row(keys: Ints, begin: int, end: int, spare: Ints) -> None:
    """Sort ``keys[begin:end]`` in place: insertion runs of 24, then merges through `spare`."""
    run = 24
    for low in range(begin, end, run):
        high = min(low + run, end)
        for t in range(low + 1, high):
            key = keys[t]
            j = t - 1
            while j >= low and keys[j] > key:
                keys[j + 1] = keys[j]
                j -= 1
            keys[j + 1] = key
    width = run
    while width < end - begin:
        for low in range(begin, end - width, 2 * width):
            middle = low + width
            high = min(middle + width, end)
            if keys[middle - 1] <= keys[middle]:
                continue
            for t in range(low, middle):
                spare[t - low] = keys[t]
            left, right, out = 0, middle, low
            while left < width:
                if right < high and keys[right] < spare[left]:
                    keys[out] = keys[right]
                    right += 1
                else:
                    keys[out] = spare[left]
                    left += 1
                out += 1
        width *= 2


@compile_kernel
def _sort_rows(start: Ints, keys: Ints) -> None:
    longest = 0
    for a in range(len(start) - 1):
        longest = max(longest, start[a + 1] - start[a])
    spare = np.empty(longest + 1, np.int64)
    for a in range(len(start) - 1):
        sort_row(keys, start[a], start[a + 1], spare)
