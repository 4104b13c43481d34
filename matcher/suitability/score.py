"""From measures to points."""

import numpy as np
from numpy.typing import NDArray

TOP_POINTS = 10_000


def combine_terms(terms: NDArray[np.float32], weights: NDArray[np.int64]) -> NDArray[np.int32]:
    r"""Combine measures into integer points.

    .. math:: s = \operatorname{rint}\Bigl(10\,000 \sum_c w_c t_c \Big/ \sum_c w_c\Bigr)

    A tie of the rounding goes to the even number. Weights are first divided by their greatest
    common divisor, so that weights ten times as large give the same points to the last bit.

    Parameters
    ----------
    terms
        Values in [0, 1]; shape (k, c).
    weights
        Zero or more; shape (c,). All zero: every pair gets 0 points.

    Examples
    --------
    >>> combine_terms(np.array([[1.0, 0.5], [0.0, 0.25]], np.float32), np.array([1, 3])).tolist()
    [6250, 1875]
    """
    total = int(weights.sum())
    points = np.zeros(len(terms))
    if total:
        divisor = int(np.gcd.reduce(weights))
        for column in np.flatnonzero(weights):
            points += terms[:, column] * np.float64(weights[column] // divisor)
        points *= TOP_POINTS
        points /= total // divisor
    return np.rint(points, out=points).astype(np.int32)
