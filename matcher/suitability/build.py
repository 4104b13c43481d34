"""From pools and policy to the table of eligible pairs."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TypeAlias

import numpy as np

from matcher.errors import ProblemError
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.vocabulary import Vocabulary, load_vocabulary
from matcher.suitability.blocks import walk_all, walk_near
from matcher.suitability.codes import Flags
from matcher.suitability.columns import Columns, Relation
from matcher.suitability.criteria import CRITERIA
from matcher.suitability.explainer import Explainer
from matcher.suitability.gates import BARS
from matcher.suitability.gates.posts import find_limit_m
from matcher.suitability.measuring import measure_pairs
from matcher.suitability.pairs import Judge, Pairs, Positions
from matcher.suitability.reading import read_columns
from matcher.suitability.table import PairTable
from matcher.suitability.waiving import read_waived, spare_pairs
from matcher.words import Words

Waived: TypeAlias = Mapping[str, Relation]
"""Rule id → the pairs for which it is waived."""

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
    columns = pools.remember(read_columns)
    waived = read_waived(pools, policy)
    counts = dict.fromkeys(BARS, 0)
    # Ready once for all: a plan of a city asks for the bars of thousands of posts.
    judges = _make_judges(columns, policy, waived)
    allowed = list(_sift(columns, policy, waived, judges, counts))
    nobody = np.zeros(0, np.int32)
    candidate = np.concatenate([nobody, *(people for people, _ in allowed)])
    post = np.concatenate([nobody, *(posts for _, posts in allowed)])
    del allowed
    if "distance-limit" in waived:
        # Waived pairs beyond the limit come last out of the sieve.
        order = np.argsort(candidate.astype(np.int64) * len(pools.posts) + post)
        candidate, post = candidate[order], post[order]
    weights = np.array([policy.weight(criterion) for criterion in CRITERIA], np.int64)
    measured = measure_pairs(columns, policy, candidate, post, weights)
    explainer = Explainer(pools, policy, load_vocabulary() if vocabulary is None else vocabulary)
    return PairTable(
        candidate=candidate,
        post=post,
        points=measured.points,
        terms=measured.terms,
        criteria=tuple(CRITERIA),
        weights=weights,
        travel_m=measured.travel_m,
        flags=measured.flags,
        waived=_mark_waived(Pairs(columns, candidate.astype(np.int64), post.astype(np.int64)), policy, waived),
        barred_counts=counts,
        why_barred=explainer.why_barred,
        why_flagged=explainer.why_flagged,
        why_waived=explainer.why_waived,
        count_bars=lambda candidate, post: _count_bars(columns, judges, candidate, post),
    )


def _count_bars(
    columns: Columns, judges: Mapping[str, Judge], candidate: int | None, post: int | None
) -> dict[str, int]:
    """Count what each active rule bars among the pairs of one candidate, or of one post."""
    people = np.arange(columns.candidates.num_rows) if candidate is None else np.array([candidate])
    posts = np.arange(columns.posts.num_rows) if post is None else np.array([post])
    grid = Pairs(columns, people[:, None], posts[None, :])
    counts = {rule: _count(judge(grid), grid) for rule, judge in judges.items()}
    return {rule: count for rule, count in counts.items() if count}


def _make_judges(columns: Columns, policy: Policy, waived: Waived) -> Mapping[str, Judge]:
    """Make every active rule that bars ready for these pools and waivers."""
    judges = {rule: gate.mark(columns, policy) for rule, gate in BARS.items() if policy.is_active(rule)}
    return {rule: spare_pairs(judge, waived[rule]) if rule in waived else judge for rule, judge in judges.items()}


def _mark_waived(pairs: Pairs, policy: Policy, waived: Waived) -> dict[str, Flags]:
    """Mark the allowed pairs that a rule would bar but for a waiver."""
    marks: dict[str, Flags] = {}
    for rule, relation in waived.items():
        at = np.sort(pairs.find(relation)[0])
        if len(at):
            marks[rule] = np.zeros(pairs.num_pairs, np.bool_)
            marks[rule][at] = BARS[rule].mark(pairs.columns, policy)(pairs.take(at))
    return {rule: mark for rule, mark in marks.items() if mark.any()}


def _count(mark: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], block: Pairs) -> int:
    """Count the pairs of a block under a mask that broadcasts to it."""
    return int(np.count_nonzero(mark)) * (block.num_pairs // max(1, mark.size))


def _sift(
    columns: Columns, policy: Policy, waived: Waived, judges: Mapping[str, Judge], counts: dict[str, int]
) -> Iterator[tuple[Positions, Positions]]:
    """Yield candidates and posts of the allowed pairs block by block, adding to `counts` what each rule bars."""
    has_limit = "distance-limit" in judges
    judges = {rule: judge for rule, judge in judges.items() if rule != "distance-limit"}
    # Pairs beyond the limit are not even among the blocks.
    limit = find_limit_m(policy)
    far = [_find_far(columns, limit, waived["distance-limit"])] if has_limit and "distance-limit" in waived else []
    blocks = chain(walk_near(columns, limit), far) if has_limit else walk_all(columns)
    num_seen = num_allowed = 0
    for block in blocks:
        num_seen += block.num_pairs
        is_allowed = np.ones(block.shape, np.bool_)
        for rule, judge in judges.items():
            mark = judge(block)
            counts[rule] += _count(mark, block)
            is_allowed &= ~mark
        candidate, post = block.select(is_allowed)
        num_allowed += len(post)
        if num_allowed > MOST_PAIRS:
            raise ProblemError(
                Words(
                    f"符合条件的配对超过{MOST_PAIRS:,}对，请启用或收紧“距离上限”（distance-limit）等规则。",
                    f"More than {MOST_PAIRS:,} pairs are allowed; switch on or tighten rules such as distance-limit.",
                )
            )
        yield candidate.astype(np.int32), post.astype(np.int32)
    if has_limit:
        counts["distance-limit"] += columns.candidates.num_rows * columns.posts.num_rows - num_seen


def _find_far(columns: Columns, limit_m: float, waived: Relation) -> Pairs:
    """Return the pairs beyond the distance limit for which it is waived."""
    pairs = Pairs(columns, waived.candidate, waived.post)
    return pairs.take(np.flatnonzero(pairs.distance_m > limit_m))
