"""Which pairs are allowed and how well each fits, as columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Criterion
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Say why a rule bars or flags one pair.

    Parameters
    ----------
    rule
        Id in the register.
    kind
        ``law`` reasons are never offered for relaxing.
    basis
        Document and clause, with the local file number where there is one.
    data
        The facts that triggered it, as shown to a person.
    words
        The whole sentence.
    eligible_from
        The day from which the pair would be allowed, where time heals it.
    """

    rule: str
    kind: str
    basis: str
    data: Mapping[str, str]
    words: Words
    eligible_from: date | None = None


@dataclass(frozen=True, slots=True)
class WaivedReason:
    """Say which rule would bar a pair but for a waiver.

    Parameters
    ----------
    reason
        What the rule has against the pair.
    number
        Place of the waiver among those of the scenario, the first being 1.
    why
        The planner's reason, as typed.
    """

    reason: Reason
    number: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class PairTable:
    """Hold the eligible pairs, sorted by (candidate, post), and answer for all others on demand.

    Parameters
    ----------
    candidate, post
        Positions in ``Pools.candidates`` and ``Pools.posts``; int32, shape (k,).
    points
        Suitability, integer points 0 to 10,000; int32, shape (k,).
    terms
        Criterion values in [0, 1]; float32, shape (k, number of criteria).
    criteria, weights
        Names of the columns of `terms` and the planner's weights.
    travel_m
        Distance between candidate and host, metres; 0 where a place is unknown; int64, shape (k,).
    flags
        Rule id → mask of the pairs it warns about; bool, shape (k,).
    waived
        Rule id → mask of the pairs it would bar but for a waiver; only rules that are waived for
        such a pair; bool, shape (k,).
    barred_counts
        Rule id → number of pairs it bars (a pair may be barred by several).
    why_barred, why_flagged, why_waived
        All reasons for any pair of positions (candidate, post), computed on demand.
    count_bars
        Rule id → number of pairs it bars among all of one candidate (candidate, None) or of one
        post (None, post), on demand; rules that bar none are left out.
    """

    candidate: NDArray[np.int32]
    post: NDArray[np.int32]
    points: NDArray[np.int32]
    terms: NDArray[np.float32]
    criteria: tuple[Criterion, ...]
    weights: NDArray[np.int64]
    travel_m: NDArray[np.int64]
    flags: Mapping[str, NDArray[np.bool_]]
    waived: Mapping[str, NDArray[np.bool_]]
    barred_counts: Mapping[str, int]
    why_barred: Callable[[int, int], tuple[Reason, ...]]
    why_flagged: Callable[[int, int], tuple[Reason, ...]]
    why_waived: Callable[[int, int], tuple[WaivedReason, ...]]
    count_bars: Callable[[int | None, int | None], Mapping[str, int]]
