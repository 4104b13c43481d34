"""Where there is no alternative: pairs that every plan of greatest cover holds, and people whose loss costs cover.

The Dulmage–Mendelsohn decomposition, carried over to capacities and weights: in the residual graph of a
heaviest cover, one more node stands for "not needed". Whatever lies on a common cycle of arcs without
cost can be exchanged without loss; a pair whose ends share no such cycle is in every heaviest cover.
Strongly connected components find all of them at once.

Only pins and bans are kept of the side rules. Where the plan reaches the cover that these allow
(`Fragility.is_exact`), every plan of that cover is one of those counted here, so pairs told to have no
alternative have none under any side rule either, and the loss of a person is at least what is told.
Elsewhere the statements hold for the problem without side rules only.

Reference: A. L. Dulmage, N. S. Mendelsohn, Coverings of bipartite graphs, Canadian Journal of
Mathematics 10 (1958) 517-534.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.explain.groups import leave_out, list_groups
from matcher.explain.scarcity import Scarcity
from matcher.problem import Problem
from matcher.problem.problem import Flags, Ints

MOST_PEOPLE = 10_000
"""People withdrawn one by one; beyond this many nobody's loss is counted."""


@dataclass(frozen=True, slots=True)
class Fragility:
    """Hold who cannot be replaced.

    Parameters
    ----------
    must_pairs
        Pairs (candidate id, post id) in every plan of greatest cover; pins are left out.
    critical
        Candidate id and the cover lost, by weight, when the person withdraws; greatest loss first.
    fragile_posts
        Ids of covered posts all of whose people are critical.
    short_posts, short_people
        The part where people do not suffice: whoever leaves it is missed.
    spare_people
        People acceptable somewhere who could give one seat more, or give up one, at no loss.
    is_exact
        The plan reaches the cover that the problem allows without its side rules.
    """

    must_pairs: tuple[tuple[str, str], ...]
    critical: tuple[tuple[str, int], ...]
    fragile_posts: tuple[str, ...]
    short_posts: tuple[str, ...]
    short_people: tuple[str, ...]
    spare_people: tuple[str, ...]
    is_exact: bool


def find_fragile(evidence: Evidence) -> Fragility:
    """Return the pairs, people and posts of a plan that have no alternative."""
    problem, compiled = evidence.problem, evidence.compiled
    scarcity = evidence.scarcity("posts")
    people, posts = compiled.candidate_ids, compiled.post_ids
    rows = scarcity.network.pair[find_must_pairs(scarcity)]
    lost = count_losses(_without_side_rules(evidence), scarcity)
    order = np.lexsort((np.arange(len(lost)), -lost))
    is_critical = lost > 0
    covered = np.flatnonzero((problem.least > 0) & (evidence.people >= problem.least)).tolist()
    cover = scarcity.cover
    has_pair = np.bincount(cover.far, minlength=problem.num_candidates) > 0
    return Fragility(
        must_pairs=tuple((people[problem.candidate[row]], posts[problem.post[row]]) for row in np.sort(rows).tolist()),
        critical=tuple((people[i], int(lost[i])) for i in order.tolist() if is_critical[i]),
        fragile_posts=tuple(posts[p] for p in covered if all(is_critical[i] for i in evidence.people_at(p))),
        short_posts=tuple(posts[p] for p in np.flatnonzero(cover.is_near_tight).tolist()),
        short_people=tuple(people[i] for i in np.flatnonzero(cover.is_far_tight).tolist()),
        spare_people=tuple(people[i] for i in np.flatnonzero(scarcity.is_loose & has_pair).tolist()),
        is_exact=_reaches_bound(evidence),
    )


def find_must_pairs(scarcity: Scarcity) -> Ints:
    """Return the positions, among the network's pairs, of those in every heaviest cover."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    cover, weight = scarcity.cover, scarcity.weight
    near, far = cover.near.astype(np.int64), cover.far.astype(np.int64)
    num_near, num_far = len(cover.need), len(cover.room)
    nobody = num_near + num_far
    level = _find_levels(scarcity)
    at_near, at_far = level[:num_near], level[num_near:]
    is_free = at_near[near] == at_far[far]
    forward, back = is_free & ~cover.is_flow, is_free & cover.is_flow
    is_even = at_near == weight
    open_near, filled_near = is_even & (cover.filled < cover.need), is_even & (cover.filled > 0)
    roomy, used = (at_far == 0) & (cover.spent < cover.room), (at_far == 0) & (cover.spent > 0)
    arcs = [
        (near[forward], num_near + far[forward]),
        (num_near + far[back], near[back]),
        *_to_and_from(nobody, open_near, filled_near, 0),
        *_to_and_from(nobody, used, roomy, num_near),
    ]
    tail, head = (np.concatenate([arc[end] for arc in arcs]) for end in (0, 1))
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nobody + 1, nobody + 1))
    label = connected_components(graph, directed=True, connection="strong")[1]
    # A pair is given up along its own arc back: that must cost nothing too.
    must: Ints = np.flatnonzero(cover.is_flow & ~(back & (label[near] == label[num_near + far])))
    return must


def _to_and_from(nobody: int, from_nobody: Flags, to_nobody: Flags, offset: int) -> list[tuple[Ints, Ints]]:
    out, home = np.flatnonzero(from_nobody) + offset, np.flatnonzero(to_nobody) + offset
    return [(np.full(len(out), nobody), out), (home, np.full(len(home), nobody))]


def _find_levels(scarcity: Scarcity) -> Ints:
    """Return the weight of the heaviest open need that reaches each agent, 0 where none does.

    These are the shortest distances of the residual graph, sign turned: an arc costs nothing exactly
    where both ends have the same level.
    """
    cover, weight = scarcity.cover, scarcity.weight
    near_level = np.zeros(len(cover.need), np.int64)
    far_level = np.zeros(len(cover.room), np.int64)
    open_near = np.flatnonzero(cover.filled < cover.need)
    for heavy in np.unique(weight[open_near]).tolist():
        # From light to heavy: the heaviest that reaches an agent has the last word.
        near, far = scarcity.reach(open_near[weight[open_near] == heavy])
        near_level[near] = heavy
        far_level[far] = heavy
    return np.concatenate([near_level, far_level])


def count_losses(problem: Problem, scarcity: Scarcity) -> Ints:
    """Return the cover lost when each person withdraws, pins and all; int64 (n,).

    Zeros for more than `MOST_PEOPLE` people.
    """
    from matcher.solve.incremental import cover_of_withdrawals

    n = problem.num_candidates
    if not 0 < n <= MOST_PEOPLE:
        return np.zeros(n, np.int64)
    asking = replace(problem, least_load=np.zeros(n, np.int64))
    losses: Ints = cover_of_withdrawals(asking, np.eye(n, dtype=np.bool_)) - scarcity.loss
    return losses


def _without_side_rules(evidence: Evidence) -> Problem:
    """Return the problem with pins and bans but none of the other side rules."""
    k = evidence.problem.num_pairs
    groups = list_groups(evidence.compiled, has_single_pins=True)
    gone = [group for group in groups if group.rule not in {"ban", "pin", "stability"} or group.row >= k]
    return leave_out(evidence.compiled, gone)


def _reaches_bound(evidence: Evidence) -> bool:
    return bool(evidence.verification.objectives["coverage"] == evidence.verification.coverage_bound)
