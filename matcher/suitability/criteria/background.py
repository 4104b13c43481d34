"""Criteria about the person's past: industry, the unit's line, Party work, last season."""

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import NOT_STATED, Flags, narrow
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Gauge, Pairs, Values

FULL_PARTY_YEARS = 10
NO_VIEW = 0.5


def measure_industry(columns: Columns, _policy: Policy) -> Gauge:
    """Measure own work experience in the host's line: 1 with it, 0 without or where no line is stated."""
    knows, line = columns.candidates.industries.astype(np.float64), narrow(columns.posts.line)
    return lambda pairs: pairs.look_up(knows, line)


def measure_work_relation(columns: Columns, _policy: Policy) -> Gauge:
    """Measure the work relation: 1 where the own unit works with the host's line, else 0."""
    stated = narrow(np.where(columns.posts.line == NOT_STATED, -1, columns.posts.line))

    def gauge(pairs: Pairs) -> Values:
        same: Flags = pairs.of_candidate(columns.candidates.unit_line) == pairs.of_post(stated)
        return same.astype(np.float64)

    return gauge


def measure_party_work(columns: Columns, _policy: Policy) -> Gauge:
    r"""Measure years of Party work.

    .. math:: t = \min(1, y / 10)

    with y years; ten years are full experience.
    """
    shares: Values = np.minimum(1.0, columns.candidates.party_years / FULL_PARTY_YEARS)
    return lambda pairs: pairs.of_candidate(shares)


def measure_opinions(columns: Columns, _policy: Policy) -> Gauge:
    """Measure third parties' views of the pair.

    The mean of support 1, neutral 0.5, oppose 0; 0.5 where nobody spoke.
    """
    return lambda pairs: pairs.spread(columns.opinions, NO_VIEW)


def measure_continuity(columns: Columns, _policy: Policy) -> Gauge:
    """Measure whether the two served together last season: 1 or 0."""

    def gauge(pairs: Pairs) -> Values:
        values = np.zeros(pairs.num_pairs)
        values[pairs.find(columns.terms)[0]] = 1.0
        return values

    return gauge
