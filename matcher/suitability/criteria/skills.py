"""Criteria about skills: needs of the host, must-haves of the post, the host's next step."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import TOP_LEVEL, narrow, pair_words
from matcher.suitability.columns import STAGES, Columns
from matcher.suitability.pairs import Gauge, Pairs, Values

NOT_KNOWN = 0.5


@lru_cache(maxsize=1)
def load_stage_skills() -> Mapping[str, tuple[str, ...]]:
    """Read the table of skills by stage.

    Examples
    --------
    >>> load_stage_skills()["none"][0]
    'organization_setup'
    """
    text = files("matcher.suitability.criteria").joinpath("stage_skills.toml").read_text(encoding="utf-8")
    return MappingProxyType({stage: tuple(skills) for stage, skills in tomllib.loads(text).items()})


def measure_needs(columns: Columns, _policy: Policy) -> Gauge:
    r"""Measure how much of the host's needs the skills cover, level by level.

    .. math:: t = \sum_k \min(h_k, n_k) / \sum_k n_k

    with level :math:`h_k` had and level :math:`n_k` needed (0 to 3) of skill k. A host that states
    no need gives 0.5: nothing is known, so nobody gains by it.
    """
    people, posts = columns.candidates, columns.posts
    states = posts.need_levels > 0
    words = pair_words(people.skills, posts.needs)
    needed = narrow(np.where(states, posts.need_levels, 1))

    def gauge(pairs: Pairs) -> Values:
        values: Values = pairs.count_shared(words) / pairs.of_post(needed)
        if not states.all():
            np.copyto(values, NOT_KNOWN, where=~pairs.of_post(states))
        return values

    return gauge


def measure_must_have(columns: Columns, _policy: Policy) -> Gauge:
    r"""Measure how far the must-have skills are met with one level in reserve.

    .. math:: t = \frac1M \sum_{k} \min(1, h_k / \min(3, a_k + 1))

    over the M must-have skills with level :math:`a_k` asked and :math:`h_k` had. The gate
    ``must-have`` already bars who falls short of :math:`a_k`; this says who stands above it.
    1 where nothing is asked.
    """
    people, posts = columns.candidates, columns.posts
    asks = posts.num_must_have > 0
    words_of_two, words_of_three = (
        pair_words(people.skills, asked) for asked in (posts.reserve_two, posts.reserve_three)
    )

    def gauge(pairs: Pairs) -> Values:
        values = np.ones(pairs.num_pairs)
        # Few posts ask for anything: only their pairs are worth computing.
        at = np.flatnonzero(pairs.of_post(asks))
        some = pairs.take(at)
        two = some.count_shared(words_of_two) / 2
        three = some.count_shared(words_of_three) / TOP_LEVEL
        values[at] = (two + three) / some.of_post(posts.num_must_have)
        return values

    return gauge


def measure_stage(columns: Columns, _policy: Policy) -> Gauge:
    r"""Measure how the skills fit the host's next step.

    .. math:: t = \min(1, \tfrac13 \sum_{k \in S} h_k)

    with the skills S that ``stage_skills.toml`` names for the host's stage: one of them mastered,
    or several known, is enough.
    """
    table = load_stage_skills()
    levels = columns.skill_book.mark([table[stage] for stage in STAGES])
    held = columns.candidates.levels.astype(np.int64) @ levels.T.astype(np.int64)
    fit, stage = np.minimum(1.0, held / TOP_LEVEL), narrow(columns.posts.stage)
    return lambda pairs: pairs.look_up(fit, stage)
