"""All pairs worth looking at, block by block, so that memory stays bounded at any size."""

from collections.abc import Iterator

import numpy as np

from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Pairs, Positions

CELLS_OF_GRID = 1_000_000
CELLS_OF_JOIN = 1_000_000
# The join is a sieve, the gate judges: a hair more radius keeps the edge for the gate.
SIEVE = 1.0 + 1e-9


def walk_all(columns: Columns, *, cells: int = CELLS_OF_GRID) -> Iterator[Pairs]:
    """Yield grids of all pairs, in the order of the candidates.

    Parameters
    ----------
    cells
        Most pairs of one grid, as long as one candidate's pairs fit.
    """
    num_posts = columns.posts.num_rows
    posts = np.arange(num_posts)[None, :]
    for rows in _split(columns.candidates.num_rows, cells // max(1, num_posts)):
        yield Pairs(columns, rows[:, None], posts)


def walk_near(columns: Columns, limit_m: float, *, cells: int = CELLS_OF_JOIN) -> Iterator[Pairs]:
    """Yield lists of the pairs within a distance, in the order of the candidates.

    Pairs of which a place is unknown are among them.

    Parameters
    ----------
    limit_m
        Greatest distance, metres.
    cells
        Most pairs one step may look at, as long as one candidate's pairs fit.
    """
    from scipy.spatial import cKDTree

    people, posts = columns.candidates, columns.posts
    num_posts = posts.num_rows
    if not num_posts:
        return
    is_placed = ~np.isnan(posts.x_m)
    placed, unplaced = np.flatnonzero(is_placed), np.flatnonzero(~is_placed)
    tree = cKDTree(np.column_stack([posts.x_m[placed], posts.y_m[placed]]))
    places = np.column_stack([people.x_m, people.y_m])
    num_near = np.full(people.num_rows, num_posts, np.int64)
    known = np.flatnonzero(~np.isnan(people.x_m))
    if len(known) and len(placed):
        counted = tree.query_ball_point(places[known], limit_m * SIEVE, return_length=True, workers=-1)
        num_near[known] = np.asarray(counted) + len(unplaced)
    elif len(known):
        num_near[known] = len(unplaced)
    for rows in _split_by_size(num_near, cells):
        has_place = ~np.isnan(people.x_m[rows])
        here, nowhere = rows[has_place], rows[~has_place]
        keys = [
            (nowhere[:, None] * num_posts + np.arange(num_posts)).ravel(),
            (here[:, None] * num_posts + unplaced).ravel(),
        ]
        if len(here) and len(placed):
            own = cKDTree(places[here])
            found = own.sparse_distance_matrix(tree, limit_m * SIEVE, output_type="ndarray")
            keys.append(here[found["i"]] * num_posts + placed[found["j"]])
        key = np.sort(np.concatenate(keys))
        candidate, post = np.divmod(key, num_posts)
        yield Pairs(columns, candidate, post)


def _split(num_rows: int, most: int) -> Iterator[Positions]:
    step = max(1, most)
    for start in range(0, num_rows, step):
        yield np.arange(start, min(start + step, num_rows))


def _split_by_size(sizes: Positions, most: int) -> Iterator[Positions]:
    """Yield runs of positions whose sizes add up to `most` at most, or single ones."""
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        done = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, done + most, side="right")))
        yield np.arange(start, end)
        start = end
