"""A block of pairs, either a list or a full grid, with one way to compute on both."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.suitability.codes import BitWords, Flags
from matcher.suitability.columns import Columns, Relation

Positions: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.float64]
Scalar = TypeVar("Scalar", bound=np.generic)


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
        return int(np.prod(self.shape))

    def of_candidate(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return a value of each candidate at the block's pairs."""
        return values[self.candidate]

    def of_post(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return a value of each post at the block's pairs."""
        return values[self.post]

    def has_member(self, members: Flags, code: NDArray[np.int32]) -> Flags:
        """Tell whether the candidate's set (a row of `members`) holds the post's code."""
        flat: Flags = members.ravel()
        found: Flags = flat[(self.candidate * members.shape[1]) + code[self.post]]
        return found

    def count_shared(self, have: BitWords, asked: BitWords) -> NDArray[np.int16]:
        """Count the bits that the candidate's row and the post's row share."""
        total = np.zeros(self.shape, np.int16)
        for mine, theirs in zip(have, asked, strict=True):
            if theirs.any():
                total += np.bitwise_count(mine[self.candidate] & theirs[self.post])
        return total

    def lacks(self, have: BitWords, asked: BitWords) -> Flags:
        """Tell whether the post's row asks for a bit that the candidate's row has not."""
        lacking = np.zeros(self.shape, np.bool_)
        for mine, theirs in zip(have, asked, strict=True):
            if theirs.any():
                lacking |= (theirs[self.post] & ~mine[self.candidate]) != 0
        return lacking

    def find(self, relation: Relation) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return where the block holds pairs of a relation (flat positions), and their values."""
        if self.candidate.ndim == 1:
            num_posts = self.columns.posts.num_rows
            keys = self.candidate * num_posts + self.post
            at, is_here = _locate(keys, relation.candidate * num_posts + relation.post)
            return at[is_here], relation.value[is_here]
        row, is_row = _locate(self.candidate[:, 0], relation.candidate)
        column, is_column = _locate(self.post[0], relation.post)
        is_here = is_row & is_column
        return row[is_here] * self.shape[1] + column[is_here], relation.value[is_here]

    def spread(self, relation: Relation, default: float) -> Values:
        """Return the relation's value at each pair, `default` where it has none."""
        values = np.full(self.num_pairs, default)
        at, found = self.find(relation)
        values[at] = found
        return values.reshape(self.shape)

    @cached_property
    def distance_m(self) -> Values:
        """Distance between candidate and host, metres; NaN where a place is unknown."""
        columns = self.columns
        dx = columns.candidates.x_m[self.candidate] - columns.posts.x_m[self.post]
        dy = columns.candidates.y_m[self.candidate] - columns.posts.y_m[self.post]
        return np.sqrt(dx * dx + dy * dy)

    def select(self, mask: Flags) -> "Pairs":
        """Return the list of the pairs where `mask` holds."""
        if self.candidate.ndim == 1:
            chosen = Pairs(self.columns, self.candidate[mask], self.post[mask])
        else:
            rows, posts = np.nonzero(np.broadcast_to(mask, self.shape))
            chosen = Pairs(self.columns, self.candidate[rows, 0], posts.astype(np.int64, copy=False))
        if "distance_m" in self.__dict__:
            chosen.__dict__["distance_m"] = self.distance_m[np.broadcast_to(mask, self.shape)]
        return chosen


def _locate(ascending: Positions, wanted: Positions) -> tuple[Positions, Flags]:
    """Return where each wanted number stands, and whether it is there at all."""
    at = np.searchsorted(ascending, wanted)
    is_there: Flags = at < len(ascending)
    is_there[is_there] = ascending[at[is_there]] == wanted[is_there]
    return at, is_there
