"""All reasons for any one pair, on demand, from the records."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.policy.records import Policy, Waiver
from matcher.pools.pools import Pools
from matcher.pools.vocabulary import Vocabulary
from matcher.suitability.case import Case
from matcher.suitability.gates import BARS, FLAGS
from matcher.suitability.plane import project_to_metres, to_degrees
from matcher.suitability.table import Reason, WaivedReason
from matcher.suitability.waiving import find_waivers


@dataclass(frozen=True, eq=False)
class Explainer:
    """Judge single pairs of the pools under a policy."""

    pools: Pools
    policy: Policy
    vocabulary: Vocabulary

    def why_barred(self, i: int, p: int) -> tuple[Reason, ...]:
        """Return every reason that bars candidate position `i` from post position `p`, what is waived left out."""
        waived = self._find_waivers(i, p)
        return tuple(reason for reason in self._ask(i, p, is_bar=True) if reason.rule not in waived)

    def why_waived(self, i: int, p: int) -> tuple[WaivedReason, ...]:
        """Return every reason that would bar candidate position `i` from post position `p` but for a waiver."""
        waived = self._find_waivers(i, p)
        return tuple(
            WaivedReason(reason, number, waiver.reason)
            for reason in (self._ask(i, p, is_bar=True) if waived else ())
            if reason.rule in waived
            for number, waiver in [waived[reason.rule]]
        )

    def why_flagged(self, i: int, p: int) -> tuple[Reason, ...]:
        """Return every warning about candidate position `i` at post position `p`."""
        return self._ask(i, p, is_bar=False)

    def _ask(self, i: int, p: int, *, is_bar: bool) -> tuple[Reason, ...]:
        case = self.find_case(i, p)
        gates = BARS if is_bar else FLAGS
        said = (gate.explain(case, self.policy) for rule, gate in gates.items() if self.policy.is_active(rule))
        return tuple(reason for reason in said if reason is not None)

    def find_case(self, i: int, p: int) -> Case:
        """Return the records of one pair."""
        pools = self.pools
        candidate, post = pools.candidates[i], pools.posts[p]
        e = pools.enterprise_index[post.enterprise]
        people, hosts = self._points
        dx, dy = people[i] - hosts[e]
        distance = float(np.sqrt(dx * dx + dy * dy))
        terms = self._terms.get((candidate.id, post.enterprise), 0)
        known = None if np.isnan(distance) else distance
        return Case(candidate, post, pools.enterprises[e], terms, known, self.vocabulary)

    def _find_waivers(self, i: int, p: int) -> dict[str, tuple[int, Waiver]]:
        post = self.pools.posts[p]
        return find_waivers(self.policy, self.pools.candidates[i].id, post.enterprise, post.id)

    @cached_property
    def _terms(self) -> dict[tuple[str, str], int]:
        terms: dict[tuple[str, str], int] = {}
        for served in self.pools.incumbents:
            key = (served.candidate, served.enterprise)
            terms[key] = max(terms.get(key, 0), served.terms)
        return terms

    @cached_property
    def _points(self) -> tuple[np.ndarray, ...]:
        people = to_degrees([one.place for one in self.pools.candidates])
        hosts = to_degrees([one.place for one in self.pools.enterprises])
        return project_to_metres(people, hosts)
