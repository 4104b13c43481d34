"""A block of pairs, either a list or a full grid, with one way to compute on both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.suitability.codes import Codes, Flags, WordPairs, narrow
from matcher.suitability.columns import Columns, Relation

Positions: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.float64]
Scalar = TypeVar("Scalar", bound=np.generic)

_FEW = 0.5
"""Share of people up to which a rule judges only the pairs of those whom it can hit."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Hold positions of candidates and posts that broadcast to the shape of the block.

    A list has both of shape (k,), sorted by (candidate, post). A grid has candidates of shape
    (c, 1) and posts of shape (1, m): what depends on one side only stays small there, and numpy
    stretches it when it meets the other side.

    Parameters
    ----------
    columns
        Arrays of the pools.
    candidate, post
        Positions; ascending.
    """

    columns: Columns
    candidate: Positions
    post: Positions

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one value for every pair."""
        return np.broadcast_shapes(self.candidate.shape, self.post.shape)

    @property
    def num_pairs(self) -> int:
        """Number of pairs of the block."""
        return len(self.post) if self.post.ndim == 1 else self.candidate.size * self.post.size

    def take(self, at: Positions) -> "Pairs":
        """Return some pairs of a list."""
        return Pairs(self.columns, self.candidate.take(at), self.post.take(at))

    def of_candidate(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return a value of each candidate at the block's pairs."""
        return values.take(self.candidate)

    def of_post(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return a value of each post at the block's pairs."""
        return values.take(self.post)

    def look_up(self, table: NDArray[Scalar], code: NDArray[np.integer]) -> NDArray[Scalar]:
        """Return the cell of the candidate's row of `table` in the column of the post's code."""
        cell: Positions = self.candidate * table.shape[1] + code.take(self.post)
        return table.ravel().take(cell)

    def count_shared(self, words: WordPairs) -> NDArray[np.uint16]:
        """Count the bits that the candidate's row and the post's row share."""
        total = np.zeros(self.shape, np.uint16)
        for mine, theirs in words:
            total += np.bitwise_count(mine.take(self.candidate) & theirs.take(self.post))
        return total

    def lacks(self, words: WordPairs) -> Flags:
        """Tell whether the post's row asks for a bit that the candidate's row has not."""
        lacking = np.zeros(self.shape, np.bool_)
        for mine, theirs in words:
            lacking |= (theirs.take(self.post) & ~mine.take(self.candidate)) != 0
        return lacking

    def find(self, relation: Relation) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return where the block holds pairs of a relation (flat positions), and their values."""
        if not self.num_pairs:
            return np.zeros(0, np.int64), np.zeros(0)
        # Only what is on record of the block's own candidates is looked for.
        ends = self.candidate.ravel()[[0, -1]]
        own = slice(*np.searchsorted(relation.candidate, (ends[0], ends[1] + 1)).tolist())
        candidate, post, value = relation.candidate[own], relation.post[own], relation.value[own]
        if self.candidate.ndim == 1:
            num_posts = self.columns.posts.num_rows
            keys = self.candidate * num_posts + self.post
            at, is_here = _locate(keys, candidate * num_posts + post)
            return at[is_here], value[is_here]
        row, is_row = _locate(self.candidate[:, 0], candidate)
        column, is_column = _locate(self.post[0], post)
        is_here = is_row & is_column
        return row[is_here] * self.shape[1] + column[is_here], value[is_here]

    def spread(self, relation: Relation, default: float) -> Values:
        """Return the relation's value at each pair, `default` where it has none."""
        values = np.full(self.num_pairs, default)
        at, found = self.find(relation)
        values[at] = found
        return values.reshape(self.shape)

    @cached_property
    def distance_m(self) -> Values:
        """Distance between candidate and host, metres; NaN where a place is unknown."""
        people, posts = self.columns.candidates, self.columns.posts
        dx = people.x_m.take(self.candidate) - posts.x_m.take(self.post)
        dy = people.y_m.take(self.candidate) - posts.y_m.take(self.post)
        return np.sqrt(dx * dx + dy * dy)

    def select(self, mask: Flags) -> tuple[Positions, Positions]:
        """Return candidates and posts of the pairs where `mask` holds, as a list."""
        if self.candidate.ndim == 1:
            at = np.flatnonzero(mask)
            return self.candidate.take(at), self.post.take(at)
        rows, columns = np.nonzero(np.broadcast_to(mask, self.shape))
        return self.candidate[:, 0].take(rows), self.post[0].take(columns)


Judge: TypeAlias = Callable[[Pairs], Flags]
"""A rule made ready for columns and policy: the pairs of a block that it hits; the mask broadcasts to the block."""

Gauge: TypeAlias = Callable[[Pairs], Values]
"""A criterion made ready for columns and policy: a value in [0, 1] for every pair of a list."""


def hit_nobody() -> Judge:
    """Return the judge of a rule that can hit no pair."""
    return lambda pairs: np.zeros((1,) * pairs.candidate.ndim, np.bool_)


def hit_people(is_hit: Flags) -> Judge:
    """Return the judge of a rule about the person alone.

    Parameters
    ----------
    is_hit
        bool, one for each candidate.
    """
    return (lambda pairs: pairs.of_candidate(is_hit)) if is_hit.any() else hit_nobody()


def hit_codes(table: Flags, code: Codes) -> Judge:
    """Return the judge of a rule about the person and one code of the post.

    Parameters
    ----------
    table
        Whether the rule hits each candidate with each code; bool, shape (n, codes).
    code
        Code of each post.
    """
    is_exposed = np.asarray(table.any(axis=1))
    small = narrow(code)

    def judge(pairs: Pairs) -> Flags:
        # Most rules hit few people: only their pairs are worth judging.
        some = np.flatnonzero(pairs.of_candidate(is_exposed))
        hits = np.zeros(pairs.num_pairs, np.bool_)
        hits[some] = pairs.take(some).look_up(table, small)
        return hits

    def judge_all(pairs: Pairs) -> Flags:
        return pairs.look_up(table, small)

    if not is_exposed.any():
        return hit_nobody()
    is_rare = np.count_nonzero(is_exposed) <= len(is_exposed) * _FEW
    return lambda pairs: judge(pairs) if is_rare and pairs.post.ndim == 1 else judge_all(pairs)


def hit_recorded(relation: Relation) -> Judge:
    """Return the judge of a rule that hits the pairs on record."""

    def judge(pairs: Pairs) -> Flags:
        hits = np.zeros(pairs.num_pairs, np.bool_)
        hits[pairs.find(relation)[0]] = True
        return hits.reshape(pairs.shape)

    return judge if len(relation.value) else hit_nobody()


def _locate(ascending: Positions, wanted: Positions) -> tuple[Positions, Flags]:
    """Return where each wanted number stands, and whether it is there at all."""
    at = np.searchsorted(ascending, wanted)
    is_there: Flags = at < len(ascending)
    is_there[is_there] = ascending[at[is_there]] == wanted[is_there]
    return at, is_there
