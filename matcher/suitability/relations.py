"""The few pairs about which something is on record: terms served, relatives, opinions."""

import numpy as np

from matcher.pools.columns import find_codes, flatten, read_field, read_numbers
from matcher.pools.pools import Pools
from matcher.pools.positions import group_posts
from matcher.suitability.codes import Codes
from matcher.suitability.columns import SHARE_OF_VIEW, Floats, Ints, Relation

_UNKNOWN = -1


def read_terms(pools: Pools) -> Relation:
    """Return the consecutive terms served; of several records of one pair the longest counts."""
    at = pools.positions
    pair, row = _group(pools, at.incumbent_candidate, at.incumbent_host)
    terms = np.zeros(len(pair))
    np.maximum.at(terms, row, read_numbers(pools.incumbents, "terms", np.float64))
    return _spread_over_posts(pools, pair, terms)


def read_relatives(pools: Pools) -> Relation:
    """Return 1 for each host where a relative owns, leads or keeps the books; other hosts are passed over."""
    people, ties = flatten(read_field(pools.candidates, "relatives"))
    host = find_codes(read_field(ties, "enterprise"), pools.enterprise_index, _UNKNOWN)
    is_known = host != _UNKNOWN
    pair, _ = _group(pools, people[is_known], host[is_known])
    return _spread_over_posts(pools, pair, np.ones(len(pair)))


def read_opinions(pools: Pools) -> Relation:
    """Return the mean of the views on each pair."""
    at = pools.positions
    pair, row = _group(pools, at.opinion_candidate, at.opinion_host)
    views = list(SHARE_OF_VIEW)
    said = find_codes(read_field(pools.opinions, "view"), {view: n for n, view in enumerate(views)}, _UNKNOWN)
    shares = np.array([SHARE_OF_VIEW[view] for view in views])[said]
    count = np.bincount(row, minlength=len(pair))
    return _spread_over_posts(pools, pair, np.bincount(row, shares, len(pair)) / np.maximum(count, 1))


def _group(pools: Pools, candidate: Codes | Ints, host: Codes) -> tuple[Ints, Ints]:
    """Return the different pairs of person and host as one ascending number each, and the pair of each record."""
    pair, row = np.unique(candidate.astype(np.int64) * len(pools.enterprises) + host, return_inverse=True)
    return pair, row


def _spread_over_posts(pools: Pools, pair: Ints, value: Floats) -> Relation:
    """Give each post of a host what is on record about the host."""
    candidate, host = np.divmod(pair, max(1, len(pools.enterprises)))
    row, post = pools.remember(group_posts).spread(host)
    order = np.argsort(candidate[row] * len(pools.posts) + post)
    return Relation(candidate[row][order], post[order], value[row][order])
