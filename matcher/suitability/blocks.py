"""All pairs worth looking at, block by block, so that memory stays bounded at any size."""

from collections.abc import Iterator

import numpy as np

from matcher.suitability.columns import CandidateColumns, Columns, PostColumns
from matcher.suitability.pairs import Pairs, Positions, Values
from matcher.suitability.strips import Runs, find_runs

CELLS_OF_GRID = 1 << 18
CELLS_OF_LIST = 1 << 16
"""Pairs looked at in one go: so few that everything about them stays in the processor's cache."""


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


def walk_near(columns: Columns, limit_m: float, *, cells: int = CELLS_OF_LIST) -> Iterator[Pairs]:
    """Yield lists of the pairs within a distance, in the order of the candidates.

    Pairs of which a place is unknown are among them.

    Parameters
    ----------
    limit_m
        Greatest distance, metres.
    cells
        Most pairs one step may look at, as long as one candidate's pairs fit.
    """
    people, posts = columns.candidates, columns.posts
    num_posts = posts.num_rows
    if not num_posts:
        return
    is_placed, has_place = ~np.isnan(posts.x_m), ~np.isnan(people.x_m)
    placed, unplaced = np.flatnonzero(is_placed), np.flatnonzero(~is_placed)
    known = np.flatnonzero(has_place)
    runs = find_runs(_places(people, known), _places(posts, placed), limit_m) if len(placed) else None
    num_looked_at = np.full(people.num_rows, num_posts, np.int64)
    num_looked_at[known] = len(unplaced) + (0 if runs is None else runs.count.sum(axis=1))
    run_of_person = np.cumsum(has_place) - 1
    most = _square(limit_m)
    for rows in _split_by_size(num_looked_at, cells):
        here, nowhere = rows[has_place[rows]], rows[~has_place[rows]]
        start = (rows - rows[0]) * num_posts
        keys = [
            (start[nowhere - rows[0], None] + np.arange(num_posts)).ravel(),
            (start[here - rows[0], None] + unplaced).ravel(),
        ]
        if runs is not None and len(here):
            row, at = _within(runs, run_of_person[here], people.x_m[here], people.y_m[here], most)
            keys.append(start[here - rows[0]].take(row) + placed.take(at))
        row, post = _sort(np.concatenate(keys), len(rows), num_posts)
        yield Pairs(columns, row + rows[0], post)


def _sort(key: Positions, num_rows: int, num_posts: int) -> tuple[Positions, Positions]:
    """Return row and post of each number row x num_posts + post, ascending."""
    if num_rows * num_posts >= 1 << 32:
        return np.divmod(np.sort(key), num_posts)
    # Half the bytes are sorted in half the time.
    short = np.sort(key.astype(np.uint32))
    row = short // np.uint32(num_posts)
    return row.astype(np.int64), (short - row * np.uint32(num_posts)).astype(np.int64)


def _places(side: CandidateColumns | PostColumns, rows: Positions) -> Values:
    return np.column_stack([side.x_m[rows], side.y_m[rows]])


def _square(limit_m: float) -> float:
    """Return the greatest number whose root is within the limit: comparing squares then judges as the gate does."""
    most = limit_m * limit_m
    while np.sqrt(most) > limit_m:
        most = np.nextafter(most, 0.0)
    while np.sqrt(np.nextafter(most, np.inf)) <= limit_m:
        most = np.nextafter(most, np.inf)
    return float(most)


def _within(runs: Runs, people: Positions, x_m: Values, y_m: Values, most: float) -> tuple[Positions, Positions]:
    """Return which of these people, and which point of the runs' list, lie within the square of a distance."""
    count = runs.count[people]
    sizes, starts = count.ravel(), runs.first[people].ravel()
    at = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    row = np.repeat(np.arange(len(people)), count.sum(axis=1))
    dx = x_m.take(row) - runs.x.take(at)
    dy = y_m.take(row) - runs.y.take(at)
    near = np.flatnonzero(dx * dx + dy * dy <= most)
    return row.take(near), runs.point.take(at.take(near))


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
