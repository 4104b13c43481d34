"""Criteria about the person's past: industry, the unit's line, Party work, last season."""

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import NOT_STATED, Flags
from matcher.suitability.pairs import Pairs, Values

FULL_PARTY_YEARS = 10
NO_VIEW = 0.5


def measure_industry(pairs: Pairs, _policy: Policy) -> Values:
    """Measure own work experience in the host's line: 1 with it, 0 without or where no line is stated."""
    columns = pairs.columns
    return pairs.has_member(columns.candidates.industries, columns.posts.line).astype(np.float64)


def measure_work_relation(pairs: Pairs, _policy: Policy) -> Values:
    """Measure the work relation: 1 where the own unit works with the host's line, else 0."""
    columns = pairs.columns
    line = pairs.of_post(columns.posts.line)
    same: Flags = (pairs.of_candidate(columns.candidates.unit_line) == line) & (line != NOT_STATED)
    return same.astype(np.float64)


def measure_party_work(pairs: Pairs, _policy: Policy) -> Values:
    r"""Measure years of Party work.

    .. math:: t = \min(1, y / 10)

    with y years; ten years are full experience.
    """
    years = pairs.columns.candidates.party_years
    shares: Values = np.minimum(1.0, years / FULL_PARTY_YEARS)
    return pairs.of_candidate(shares)


def measure_opinions(pairs: Pairs, _policy: Policy) -> Values:
    """Measure third parties' views of the pair.

    The mean of support 1, neutral 0.5, oppose 0; 0.5 where nobody spoke.
    """
    return pairs.spread(pairs.columns.opinions, NO_VIEW)


def measure_continuity(pairs: Pairs, _policy: Policy) -> Values:
    """Measure whether the two served together last season: 1 or 0."""
    return (pairs.spread(pairs.columns.terms, 0.0) > 0).astype(np.float64)
