"""Single pairs for which the planner lifts one rule of policy."""

from collections.abc import Mapping

import numpy as np

from matcher.policy.records import Policy, Waiver
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.suitability.codes import Flags
from matcher.suitability.columns import Relation
from matcher.suitability.pairs import Judge, Pairs


def find_waivers(policy: Policy, candidate: str, enterprise: str, post: str) -> dict[str, tuple[int, Waiver]]:
    """Return the waivers that speak of a pair, by rule, each with its number among the policy's, the first being 1.

    A rule of law has none, whatever a policy that was changed by copying says.

    Examples
    --------
    >>> from datetime import date
    >>> waiver = Waiver(candidate="1", enterprise="A", rule="must-have", reason="trained in spring")
    >>> policy = Policy(name="demo", season_start=date(2026, 12, 1), waivers=(waiver,))
    >>> find_waivers(policy, "1", "A", "A-1")["must-have"][0]
    1
    """
    return {
        waiver.rule: (number, waiver)
        for number, waiver in reversed(list(enumerate(policy.waivers, start=1)))
        if (waiver.candidate, waiver.enterprise) == (candidate, enterprise)
        and waiver.post in {None, post}
        and REGISTER[waiver.rule].is_waivable
    }


def read_waived(pools: Pools, policy: Policy) -> Mapping[str, Relation]:
    """Return the pairs for which each active rule is waived; a rule of law never is."""
    pairs: dict[str, set[tuple[int, int]]] = {}
    for waiver in policy.waivers:
        if REGISTER[waiver.rule].is_waivable and policy.is_active(waiver.rule):
            i = pools.candidate_index[waiver.candidate]
            own = (p for p, post in enumerate(pools.posts) if post.enterprise == waiver.enterprise)
            at = own if waiver.post is None else [pools.post_index[waiver.post]]
            pairs.setdefault(waiver.rule, set()).update((i, p) for p in at)
    return {rule: _relate(found) for rule, found in pairs.items()}


def _relate(pairs: set[tuple[int, int]]) -> Relation:
    both = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Relation(both[:, 0], both[:, 1], np.ones(len(both)))


def spare_pairs(judge: Judge, waived: Relation) -> Judge:
    """Return the judge of a rule that spares the pairs for which it is waived."""

    def judge_others(pairs: Pairs) -> Flags:
        mark = judge(pairs)
        at, _ = pairs.find(waived)
        if not len(at):
            return mark
        spared = np.array(np.broadcast_to(mark, pairs.shape), order="C")
        spared.ravel()[at] = False
        return spared

    return judge_others
