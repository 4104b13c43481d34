"""Criteria about skills: needs of the host, must-haves of the post, the host's next step."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.codes import TOP_LEVEL
from matcher.suitability.columns import STAGES
from matcher.suitability.pairs import Pairs, Positions, Values

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


def measure_needs(pairs: Pairs, _policy: Policy) -> Values:
    r"""Measure how much of the host's needs the skills cover, level by level.

    .. math:: t = \sum_k \min(h_k, n_k) / \sum_k n_k

    with level :math:`h_k` had and level :math:`n_k` needed (0 to 3) of skill k. A host that states
    no need gives 0.5: nothing is known, so nobody gains by it.
    """
    people, posts = pairs.columns.candidates, pairs.columns.posts
    needed = pairs.of_post(posts.need_levels)
    met = pairs.count_shared(people.skills, posts.needs)
    return np.where(needed > 0, met / np.maximum(needed, 1), NOT_KNOWN)


def measure_must_have(pairs: Pairs, _policy: Policy) -> Values:
    r"""Measure how far the must-have skills are met with one level in reserve.

    .. math:: t = \frac1M \sum_{k} \min(1, h_k / \min(3, a_k + 1))

    over the M must-have skills with level :math:`a_k` asked and :math:`h_k` had. The gate
    ``must-have`` already bars who falls short of :math:`a_k`; this says who stands above it.
    1 where nothing is asked.
    """
    people, posts = pairs.columns.candidates, pairs.columns.posts
    asked = posts.num_must_have[pairs.post]
    values = np.ones(pairs.shape)
    at = np.nonzero(asked)[0]
    if len(at):
        # Few posts ask for anything: only their pairs are worth computing.
        some = Pairs(pairs.columns, pairs.candidate[at], pairs.post[at])
        two = some.count_shared(people.skills, posts.reserve_two) / 2
        three = some.count_shared(people.skills, posts.reserve_three) / TOP_LEVEL
        values[at] = (two + three) / asked[at]
    return values


def measure_stage(pairs: Pairs, _policy: Policy) -> Values:
    r"""Measure how the skills fit the host's next step.

    .. math:: t = \min(1, \tfrac13 \sum_{k \in S} h_k)

    with the skills S that ``stage_skills.toml`` names for the host's stage: one of them mastered,
    or several known, is enough.
    """
    columns = pairs.columns
    table = load_stage_skills()
    levels = columns.skill_book.mark([table[stage] for stage in STAGES])
    held = columns.candidates.levels.astype(np.int64) @ levels.T.astype(np.int64)
    fit = np.minimum(1.0, held / TOP_LEVEL).ravel()
    at: Positions = pairs.candidate * len(STAGES) + columns.posts.stage[pairs.post]
    return fit[at]
