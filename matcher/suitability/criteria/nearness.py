"""Criteria about being near: the way to the host, and its language."""

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import NOT_STATED, narrow, pair_words
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Gauge, Pairs, Values

METRES_PER_KM = 1000.0


def measure_locality(columns: Columns, policy: Policy) -> Gauge:
    r"""Measure how near the host is.

    .. math:: t = 1 \text{ in the same area, else } \frac{n}{n + d}

    with distance d and the policy's ``near_km`` n, both kilometres: at d = n the value is 0.5. An
    unknown place counts as lying at that distance.
    """
    near_m = policy.near_km * METRES_PER_KM
    stated = narrow(np.where(columns.posts.area == NOT_STATED, -1, columns.posts.area))

    def gauge(pairs: Pairs) -> Values:
        values: Values = near_m / (near_m + pairs.distance_m)
        np.copyto(values, near_m / (near_m + near_m), where=np.isnan(values))
        np.copyto(values, 1.0, where=pairs.of_candidate(columns.candidates.area) == pairs.of_post(stated))
        return values

    return gauge


def measure_language(columns: Columns, _policy: Policy) -> Gauge:
    r"""Measure the share of the host's languages the person speaks.

    .. math:: t = |L_i \cap L_h| / |L_h|

    1 where the host names none.
    """
    people, posts = columns.candidates, columns.posts
    asks = posts.num_languages > 0
    words = pair_words(people.languages, posts.languages)
    asked = narrow(np.where(asks, posts.num_languages, 1))

    def gauge(pairs: Pairs) -> Values:
        values: Values = pairs.count_shared(words) / pairs.of_post(asked)
        np.copyto(values, 1.0, where=~pairs.of_post(asks))
        return values

    return gauge
