"""Draws that are the same for the same seed, on every machine."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def make_generator(seed: int, stream: str) -> np.random.Generator:
    """Return the random generator of one stream, so that one table's draws never move another's.

    Examples
    --------
    >>> int(make_generator(1, "people").integers(100)) == int(make_generator(1, "people").integers(100))
    True
    """
    return np.random.default_rng([seed, *stream.encode()])


def draw_words(rng: np.random.Generator, weights: Mapping[str, float], size: int) -> list[str]:
    """Draw `size` words, each with a chance in proportion to its weight."""
    words = list(weights)
    shares = np.array([weights[word] for word in words], dtype=float)
    return [words[i] for i in rng.choice(len(words), size, p=shares / shares.sum())]


def share_out(weights: Sequence[float], total: int) -> NDArray[np.int64]:
    """Split `total` into whole parts in proportion to `weights`, largest remainders first.

    Examples
    --------
    >>> share_out([1, 1, 2], 5).tolist()
    [1, 1, 3]
    >>> int(share_out([0.3, 0.3, 0.4], 7).sum())
    7
    """
    exact = np.asarray(weights, dtype=float) / float(np.sum(weights)) * total
    parts = np.floor(exact).astype(np.int64)
    order = np.lexsort((-np.arange(len(parts)), parts - exact))
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def pick_distinct(
    rng: np.random.Generator, weights: NDArray[np.float64], counts: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Draw for each row `counts` distinct columns, heavier ones more often.

    Parameters
    ----------
    weights
        Weight of each column for each row, 0 or more; shape (n, k).
    counts
        Number of columns wanted by row; at most the number of positive weights is given.

    Returns
    -------
    list of int64 arrays
        The columns drawn, the first drawn first.
    """
    with np.errstate(divide="ignore"):
        race = -np.log(rng.random(weights.shape)) / weights  # exponential race: smallest time wins
    race[weights <= 0] = np.inf
    order = np.argsort(race, axis=1, kind="stable")
    most = np.minimum(counts, (weights > 0).sum(axis=1))
    return [row[:count] for row, count in zip(order, most, strict=True)]
