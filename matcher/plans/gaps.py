"""What a plan leaves open: posts below their least, people without a post, blocking pairs."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matcher.explain.causes import explain_uncovered
from matcher.explain.evidence import Evidence
from matcher.explain.tolerated import explain_blocking
from matcher.explain.unplaced import explain_unplaced
from matcher.plans.plan import Blocking, Gaps, Uncovered, Unplaced
from matcher.verify import Witness


def list_gaps(evidence: Evidence) -> Gaps:
    """Return everything a plan leaves open; what else was asked of the evidence makes no difference."""
    # Its own trials: how many are left in the other depends on who asked what before.
    fresh = replace(evidence)
    unplaced, uncovered = list_unplaced(fresh), list_uncovered(fresh)
    return Gaps(uncovered, unplaced, list_blocking(fresh))


def is_short_of_posts(evidence: Evidence) -> NDArray[np.bool_]:
    """Tell of everybody whether they have no post, or fewer than the least asked."""
    is_short: NDArray[np.bool_] = (evidence.load == 0) | (evidence.load < evidence.problem.least_load)
    return is_short


def list_uncovered(evidence: Evidence) -> tuple[Uncovered, ...]:
    """Return every post below its least with the first cause, in the order of the posts."""
    pools, compiled, problem = evidence.pools, evidence.compiled, evidence.compiled.problem
    found: list[Uncovered] = []
    ids: dict[int, tuple[Witness, tuple[str, ...], tuple[str, ...]]] = {}
    for p in np.flatnonzero(evidence.people < problem.least).tolist():
        cause = explain_uncovered(evidence, p)
        host = pools.enterprises[problem.host[p]]
        posts, people = _list_ids(evidence, cause.witness, ids) if cause.witness else ((), ())
        found.append(
            Uncovered(
                enterprise_id=host.id,
                enterprise_name=host.name,
                committee=host.committee,
                post_id=compiled.post_ids[p],
                role=pools.posts[p].role,
                missing=int(problem.least[p] - evidence.people[p]),
                priority=int(problem.priority[p]),
                cause=cause.words,
                witness_posts=posts,
                witness_candidates=people,
                barred=cause.barred,
            )
        )
    return tuple(found)


def _list_ids(
    evidence: Evidence, witness: Witness, known: dict[int, tuple[Witness, tuple[str, ...], tuple[str, ...]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids in a witness, one list for all posts that share it: a shortage may hold thousands of them."""
    if id(witness) not in known:
        compiled = evidence.compiled
        posts = tuple(compiled.post_ids[q] for q in witness.posts)
        # The witness stays alive with its lists, so that no other takes its identity.
        known[id(witness)] = (witness, posts, tuple(compiled.candidate_ids[i] for i in witness.candidates))
    return known[id(witness)][1:]


def list_unplaced(evidence: Evidence) -> tuple[Unplaced, ...]:
    """Return every person without a post or below the least load asked, with the first cause."""
    pools, problem = evidence.pools, evidence.compiled.problem
    return tuple(
        Unplaced(
            candidate_id=pools.candidates[i].id,
            candidate_name=pools.candidates[i].name,
            missing=max(0, int(problem.least_load[i] - evidence.load[i])),
            cause=explain_unplaced(evidence, i).words,
        )
        for i in np.flatnonzero(is_short_of_posts(evidence)).tolist()
    )


def list_blocking(evidence: Evidence) -> tuple[Blocking, ...]:
    """Return every blocking pair with both ranks and why it is tolerated."""
    pools, problem = evidence.pools, evidence.compiled.problem
    found: list[Blocking] = []
    pairs = evidence.verification.blocking.tolist()
    for (i, p), is_excused in zip(pairs, evidence.verification.excused.tolist(), strict=True):
        own = evidence.rows_of_candidate[i]
        row = int(own[np.searchsorted(problem.post[own], p)])
        host = pools.enterprises[problem.host[p]]
        found.append(
            Blocking(
                candidate_id=pools.candidates[i].id,
                candidate_name=pools.candidates[i].name,
                enterprise_id=host.id,
                enterprise_name=host.name,
                post_id=pools.posts[p].id,
                candidate_rank=int(problem.rank_by_candidate[row]),
                post_rank=int(problem.rank_by_post[row]),
                is_excused=is_excused,
                why=explain_blocking(evidence, i, p).words,
            )
        )
    return tuple(found)
