"""Points, terms, travel and warnings of the allowed pairs, chunk by chunk so that all work stays in the cache."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Policy
from matcher.suitability.codes import Flags
from matcher.suitability.columns import Columns
from matcher.suitability.criteria import CRITERIA
from matcher.suitability.gates import FLAGS
from matcher.suitability.pairs import Pairs
from matcher.suitability.score import combine_terms

PAIRS_OF_CHUNK = 1 << 15


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """Hold what is known of each allowed pair, columns as in `PairTable`."""

    points: NDArray[np.int32]
    terms: NDArray[np.float32]
    travel_m: NDArray[np.int64]
    flags: Mapping[str, Flags]


def measure_pairs(
    columns: Columns,
    policy: Policy,
    candidate: NDArray[np.int32],
    post: NDArray[np.int32],
    weights: NDArray[np.int64],
) -> Measured:
    """Measure pairs by every criterion and mark those the active rules warn about.

    Parameters
    ----------
    candidate, post
        Positions, sorted by (candidate, post); int32, shape (k,).
    weights
        The planner's, in the order of the criteria.
    """
    num_pairs = len(candidate)
    gauges = [measure(columns, policy) for measure in CRITERIA.values()]
    judges = {rule: gate.mark(columns, policy) for rule, gate in FLAGS.items() if policy.is_active(rule)}
    terms = np.empty((len(CRITERIA), num_pairs), np.float32).T
    points = np.empty(num_pairs, np.int32)
    travel = np.empty(num_pairs, np.int64)
    flags = {rule: np.zeros(num_pairs, np.bool_) for rule in FLAGS}
    for start in range(0, num_pairs, PAIRS_OF_CHUNK):
        chunk = slice(start, min(start + PAIRS_OF_CHUNK, num_pairs))
        pairs = Pairs(columns, candidate[chunk].astype(np.int64), post[chunk].astype(np.int64))
        for column, gauge in enumerate(gauges):
            terms[chunk, column] = gauge(pairs)
        points[chunk] = combine_terms(terms[chunk], weights)
        travel[chunk] = np.rint(np.nan_to_num(pairs.distance_m))
        for rule, judge in judges.items():
            flags[rule][chunk] = judge(pairs)
    return Measured(points, terms, travel, flags)
