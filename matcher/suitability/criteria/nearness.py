"""Criteria about being near: the way to the host, and its language."""

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import NOT_STATED
from matcher.suitability.pairs import Pairs, Values

METRES_PER_KM = 1000.0


def measure_locality(pairs: Pairs, policy: Policy) -> Values:
    r"""Measure how near the host is.

    .. math:: t = 1 \text{ in the same area, else } \frac{n}{n + d}

    with distance d and the policy's ``near_km`` n, both kilometres: at d = n the value is 0.5. An
    unknown place counts as lying at that distance.
    """
    columns = pairs.columns
    near_m = policy.near_km * METRES_PER_KM
    distance = np.where(np.isnan(pairs.distance_m), near_m, pairs.distance_m)
    area = pairs.of_post(columns.posts.area)
    is_same = (pairs.of_candidate(columns.candidates.area) == area) & (area != NOT_STATED)
    return np.where(is_same, 1.0, near_m / (near_m + distance))


def measure_language(pairs: Pairs, _policy: Policy) -> Values:
    r"""Measure the share of the host's languages the person speaks.

    .. math:: t = |L_i \cap L_h| / |L_h|

    1 where the host names none.
    """
    people, posts = pairs.columns.candidates, pairs.columns.posts
    asked = pairs.of_post(posts.num_languages)
    spoken = pairs.count_shared(people.languages, posts.languages)
    return np.where(asked > 0, spoken / np.maximum(asked, 1), 1.0)
