"""All that a plan leaves open, each with its cause: short posts, people left out, blocking pairs, who is fragile."""

from dataclasses import dataclass

import numpy as np

from matcher.explain.cause import Cause, CauseKind, say_shortage
from matcher.explain.causes import explain_uncovered, list_shortages
from matcher.explain.evidence import Evidence
from matcher.explain.fragility import Fragility, find_fragile
from matcher.explain.tolerated import explain_blocking
from matcher.explain.unplaced import explain_unplaced
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold one thing a plan leaves open, with its first cause.

    Parameters
    ----------
    candidate_id, post_id
        Whom it is about; empty on the side it is not about.
    key
        What kind of cause, see `matcher.explain.confirming`.
    posts, candidates
        Ids in the witness: who competes for whom; empty where scarcity is not the cause.
    """

    candidate_id: str
    post_id: str
    key: str
    cause: Words
    posts: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Hold all gaps of a plan.

    Parameters
    ----------
    shortages
        Where the people do not suffice that there are, by name; each independent of the others.
    blocking
        Pairs who would both rather have each other, and why that is tolerated.
    """

    uncovered: tuple[Gap, ...]
    shortages: tuple[Words, ...]
    unplaced: tuple[Gap, ...]
    blocking: tuple[Gap, ...]
    fragility: Fragility


def explain_plan(evidence: Evidence) -> Overview:
    """Return every gap of a plan with its first cause, every blocking pair with why, and who is fragile."""
    causes = list_causes(evidence)

    def tell_all(kind: CauseKind) -> tuple[Gap, ...]:
        return tuple(_tell(evidence, cause) for cause in causes if cause.kind == kind)

    return Overview(
        uncovered=tell_all("uncovered"),
        shortages=tuple(say_shortage(evidence, one) for one in list_shortages(evidence) if one.candidates),
        unplaced=tell_all("unplaced"),
        blocking=tell_all("blocking"),
        fragility=find_fragile(evidence),
    )


def list_causes(evidence: Evidence) -> tuple[Cause, ...]:
    """Return the first cause of every post that is short, of every person left out, and of every blocking pair."""
    problem = evidence.problem
    short_posts = np.flatnonzero(evidence.people < problem.least).tolist()
    short_people = np.flatnonzero((evidence.load == 0) | (evidence.load < problem.least_load)).tolist()
    # A question about the whole plan is looked into, however many were asked before.
    evidence.trials.start_over()
    return (
        *(explain_uncovered(evidence, p) for p in short_posts),
        *(explain_unplaced(evidence, i) for i in short_people),
        *(explain_blocking(evidence, i, p) for i, p in evidence.verification.blocking.tolist()),
    )


def _tell(evidence: Evidence, cause: Cause) -> Gap:
    people, posts, witness = evidence.compiled.candidate_ids, evidence.compiled.post_ids, cause.witness
    is_about_post = cause.post is not None and cause.kind != "unplaced"
    return Gap(
        "" if cause.candidate is None else people[cause.candidate],
        posts[cause.post] if is_about_post and cause.post is not None else "",
        cause.key,
        cause.words,
        () if witness is None else tuple(posts[p] for p in witness.posts),
        () if witness is None else tuple(people[i] for i in witness.candidates),
    )
