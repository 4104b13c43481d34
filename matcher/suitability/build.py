"""From pools and policy to the table of eligible pairs."""

from collections.abc import Iterator

import numpy as np

from matcher.errors import ProblemError
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.vocabulary import Vocabulary, load_vocabulary
from matcher.suitability.blocks import walk_all, walk_near
from matcher.suitability.columns import Columns, read_columns
from matcher.suitability.criteria import CRITERIA
from matcher.suitability.criteria.skills import load_stage_skills
from matcher.suitability.explainer import Explainer
from matcher.suitability.gates import BARS, FLAGS
from matcher.suitability.gates.posts import find_limit_m
from matcher.suitability.pairs import Pairs
from matcher.suitability.score import combine_terms
from matcher.suitability.table import PairTable
from matcher.words import Words

MOST_PAIRS = 20_000_000
"""Allowed pairs beyond which no plan would come back in time; about 2.5 GiB of table."""


def build_pairs(pools: Pools, policy: Policy, vocabulary: Vocabulary | None = None) -> PairTable:
    """Judge every pair by the active rules, and measure those that pass.

    With the rule ``distance-limit`` on, pairs farther apart are never formed: they count for that
    rule alone in `PairTable.barred_counts`, and the other rules count within the limit.

    Parameters
    ----------
    vocabulary
        Names of skills and lines for the sentences; None: the built-in vocabulary.

    Raises
    ------
    ProblemError
        More than 20,000,000 pairs are allowed.
    """
    columns = read_columns(pools, {skill for skills in load_stage_skills().values() for skill in skills})
    counts = dict.fromkeys(BARS, 0)
    allowed = list(_sift(columns, policy, counts))
    candidate = np.concatenate([np.zeros(0, np.int64), *(pairs.candidate for pairs in allowed)])
    post = np.concatenate([np.zeros(0, np.int64), *(pairs.post for pairs in allowed)])
    num_pairs = len(candidate)

    terms = np.empty((len(CRITERIA), num_pairs), np.float32).T
    travel = np.zeros(num_pairs, np.int64)
    flags = {rule: np.zeros(num_pairs, np.bool_) for rule in FLAGS}
    start = 0
    for pairs in allowed:
        end = start + pairs.num_pairs
        for column, measure in enumerate(CRITERIA.values()):
            terms[start:end, column] = measure(pairs, policy)
        travel[start:end] = np.rint(np.nan_to_num(pairs.distance_m))
        for rule, gate in FLAGS.items():
            if policy.is_active(rule):
                flags[rule][start:end] = gate.mark(pairs, policy)
        start = end

    weights = np.array([policy.weight(criterion) for criterion in CRITERIA], np.int64)
    explainer = Explainer(pools, policy, load_vocabulary() if vocabulary is None else vocabulary)
    return PairTable(
        candidate=candidate.astype(np.int32),
        post=post.astype(np.int32),
        points=combine_terms(terms, weights),
        terms=terms,
        criteria=tuple(CRITERIA),
        weights=weights,
        travel_m=travel,
        flags=flags,
        barred_counts=counts,
        why_barred=explainer.why_barred,
        why_flagged=explainer.why_flagged,
        count_bars=lambda candidate, post: _count_bars(columns, policy, candidate, post),
    )


def _count_bars(columns: Columns, policy: Policy, candidate: int | None, post: int | None) -> dict[str, int]:
    """Count what each active rule bars among the pairs of one candidate, or of one post."""
    people = np.arange(columns.candidates.num_rows, dtype=np.int64) if candidate is None else np.array([candidate])
    posts = np.arange(columns.posts.num_rows, dtype=np.int64) if post is None else np.array([post])
    grid = Pairs(columns, people[:, None], posts[None, :])
    counts = {
        rule: int(np.count_nonzero(np.broadcast_to(gate.mark(grid, policy), grid.shape)))
        for rule, gate in BARS.items()
        if policy.is_active(rule)
    }
    return {rule: count for rule, count in counts.items() if count}


def _sift(columns: Columns, policy: Policy, counts: dict[str, int]) -> Iterator[Pairs]:
    """Yield the allowed pairs block by block, adding to `counts` what each rule bars."""
    gates = {rule: gate for rule, gate in BARS.items() if policy.is_active(rule)}
    has_limit = "distance-limit" in gates
    blocks = walk_near(columns, find_limit_m(policy)) if has_limit else walk_all(columns)
    num_seen = num_allowed = 0
    for block in blocks:
        num_seen += block.num_pairs
        is_barred = np.zeros(block.shape, np.bool_)
        for rule, gate in gates.items():
            mark = gate.mark(block, policy)
            counts[rule] += int(np.count_nonzero(mark)) * (block.num_pairs // max(1, mark.size))
            is_barred |= mark
        pairs = block.select(~is_barred)
        num_allowed += pairs.num_pairs
        if num_allowed > MOST_PAIRS:
            raise ProblemError(
                Words(
                    f"符合条件的配对超过{MOST_PAIRS:,}对，请启用或收紧“距离上限”（distance-limit）等规则。",
                    f"More than {MOST_PAIRS:,} pairs are allowed; switch on or tighten rules such as distance-limit.",
                )
            )
        yield pairs
    if has_limit:
        counts["distance-limit"] += columns.candidates.num_rows * columns.posts.num_rows - num_seen
