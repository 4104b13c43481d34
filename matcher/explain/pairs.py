"""Why a pair is in the plan: its points with the facts behind them, both wishes, and what decided it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.explain.absence import show_value
from matcher.explain.absence_causes import (
    AbsenceCause,
    find_answer,
    find_causes,
    name_answer,
    say_who_lifts,
    strip_stop,
)
from matcher.explain.evidence import Evidence
from matcher.explain.measures import Measure, measure_pair
from matcher.explain.names import name
from matcher.explain.naming import find_candidate, find_post, join_names, name_candidate, name_post
from matcher.explain.price import Price, lose, make_resolver, price_without
from matcher.explain.resolving import Depth, Resolver
from matcher.explain.sentences import tell
from matcher.pools.records import Answer
from matcher.suitability.table import Reason, WaivedReason
from matcher.words import Words

DecisionKey: TypeAlias = Literal[
    "pinned",
    "pin-group",
    "waived",
    "rules",
    "coverage",
    "mutual-first",
    "candidate-first",
    "host-first",
    "kept",
    "objective",
    "tie",
    "unknown",
]

MOST_PASSED = 10
"""Better partners of one side whose absence is explained."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one thing that speaks for a pair.

    Parameters
    ----------
    variant
        Which sentence of the key.
    posts, candidates
        Ids of those that would lose cover without the pair.
    """

    key: DecisionKey
    words: Words
    variant: str = ""
    posts: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caution:
    """Hold a rule that warns of a pair, and who may meet it.

    Parameters
    ----------
    approval
        The approval or record number on file; empty where there is none.
    """

    reason: Reason
    lift: Words
    approval: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Hold a partner one side ranks higher than the one it has, and the first cause why it is not theirs."""

    id: str
    name: str
    rank: int
    cause: AbsenceCause


@dataclass(frozen=True, slots=True)
class PairReason:
    """Hold why a candidate is at a post.

    Parameters
    ----------
    points
        Suitability, 0 to 10,000; the points of the measures add up to it.
    candidate_rank, post_rank
        Rank of the post for the candidate, and of the candidate for the post.
    candidate_choice, enterprise_choice
        The rank each side had typed; 0 where it gave none.
    waived
        Rules that would bar the pair but for a waiver.
    decisions
        What decided it, the strongest first; never empty.
    passed_posts, passed_people
        Posts the candidate, and people the post, ranks higher.
    without
        What doing without the pair costs; None where nothing was solved again.
    """

    candidate_id: str
    candidate_name: str
    enterprise_id: str
    enterprise_name: str
    post_id: str
    points: int
    measures: tuple[Measure, ...]
    candidate_answer: Answer
    enterprise_answer: Answer
    candidate_choice: int
    enterprise_choice: int
    candidate_rank: int
    post_rank: int
    travel_m: int
    is_kept: bool
    cautions: tuple[Caution, ...]
    waived: tuple[WaivedReason, ...]
    decisions: tuple[Decision, ...]
    passed_posts: tuple[PassedOver, ...]
    passed_people: tuple[PassedOver, ...]
    without: Price | None


def explain_pair(
    evidence: Evidence,
    candidate: str,
    post: str,
    *,
    resolver: Resolver | None = None,
    depth: Depth = "nearest",
    is_priced: bool = True,
) -> PairReason | None:
    """Say why a candidate is at a post; None where the plan does not hold the pair.

    Parameters
    ----------
    candidate, post
        Ids; for the post, that of an enterprise with a single post will do.
    resolver, depth
        See `matcher.explain.absence.explain_absence`.
    is_priced
        False: nothing is solved again, so what cover or other objectives owe to the pair is not said.

    Raises
    ------
    ProblemError
        An id is unknown; the message names the nearest one.
    """
    i, p = find_candidate(evidence, candidate), find_post(evidence, post)
    if not evidence.holds(i, p):
        return None
    problem, row = evidence.problem, evidence.require_row(i, p)
    without = None
    if is_priced and not problem.is_pinned[row]:
        without = price_without(evidence, resolver or make_resolver(evidence), i, p, depth)
    person, asked = evidence.pools.candidates[i], evidence.pools.posts[p]
    host = evidence.pools.enterprises[problem.host[p]]
    mine, theirs = find_answer(evidence, "candidate", i, p), find_answer(evidence, "enterprise", i, p)
    points = int(problem.points[row])
    return PairReason(
        person.id,
        person.name,
        host.id,
        host.name,
        asked.id,
        points,
        measure_pair(evidence, i, p, points),
        name_answer(mine),
        name_answer(theirs),
        mine.rank or 0 if mine is not None else 0,
        theirs.rank or 0 if theirs is not None else 0,
        int(problem.rank_by_candidate[row]),
        int(problem.rank_by_post[row]),
        int(problem.travel_m[row]),
        bool(problem.is_kept[row]),
        tuple(
            Caution(reason, say_who_lifts(reason), person.approval if reason.rule == "approval-needed" else "")
            for reason in evidence.table.why_flagged(i, p)
        ),
        evidence.table.why_waived(i, p),
        find_decisions(evidence, i, p, without),
        _pass_posts(evidence, i, row),
        _pass_people(evidence, p, row),
        without,
    )


def find_decisions(evidence: Evidence, i: int, p: int, without: Price | None) -> tuple[Decision, ...]:
    """Return what speaks for a pair of the plan, the strongest first."""
    problem, row = evidence.problem, evidence.require_row(i, p)
    found: list[Decision] = []
    if problem.is_pinned[row]:
        reason = _find_pin_reason(evidence, i, p)
        variant = "pinned-because" if reason else "pinned"
        found.append(Decision("pinned", tell("decision", variant, reason=reason), variant))
    elif row in problem.pin_group_pair:
        found.append(Decision("pin-group", tell("decision", "pin-group")))
    found += [
        Decision(
            "waived",
            tell(
                "decision",
                "waived",
                rule=name("gate", one.reason.rule),
                words=strip_stop(one.reason.words),
                number=one.number,
                why=one.why,
            ),
            one.reason.rule,
        )
        for one in evidence.table.why_waived(i, p)
    ]
    if without is not None:
        found += _read_need(evidence, without)
    first = problem.rank_by_candidate[row] == 1, problem.rank_by_post[row] == 1
    if all(first):
        found.append(Decision("mutual-first", tell("decision", "mutual-first")))
    elif first[0]:
        found.append(Decision("candidate-first", tell("decision", "candidate-first")))
    elif first[1]:
        found.append(Decision("host-first", tell("decision", "host-first")))
    if problem.is_kept[row]:
        found.append(Decision("kept", tell("decision", "kept")))
    if without is not None and without.status == "priced" and not _is_about_cover(without, found):
        found.append(_say_difference(without))
    if not found:
        found.append(Decision("unknown", tell("decision", "not-priced"), "not-priced"))
    return tuple(found)


def _is_about_cover(without: Price, found: list[Decision]) -> bool:
    """Tell whether the difference that decides is the cover that was named already."""
    decisive = without.decisive
    is_told = any(decision.key == "coverage" for decision in found)
    return is_told and decisive is not None and decisive.objective == "coverage"


def _find_pin_reason(evidence: Evidence, i: int, p: int) -> str:
    person, post = evidence.pools.candidates[i], evidence.pools.posts[p]
    for order in evidence.policy.pins:
        if order.candidate == person.id and order.enterprise == post.enterprise and order.post in {None, post.id}:
            return order.reason
    return ""


def _read_need(evidence: Evidence, without: Price) -> list[Decision]:
    """Return whether rules or cover cannot do without the pair."""
    if without.status == "unknown":
        variant = "stopped" if without.was_stopped else "unknown"
        return [Decision("unknown", tell("decision", variant), variant)]
    if without.status == "impossible":
        if without.cause is None:
            return [Decision("rules", tell("decision", "rules"))]
        why = Words(without.cause.zh.rstrip("。"), without.cause.en.rstrip("."))
        return [Decision("rules", tell("decision", "rules-because", why=why), "because")]
    cover = next((change for change in without.changes if change.objective == "coverage"), None)
    if cover is None or lose(cover) <= 0:
        return []
    pools = evidence.pools
    names = [name_post(evidence, pools.post_index[one]) for one in without.short_posts]
    names += [name_candidate(evidence, pools.candidate_index[one]) for one in without.short_people]
    variant = "coverage" if cover.is_exact else "coverage-unproven"
    words = tell("decision", variant, places=join_names(names), amount=lose(cover))
    return [Decision("coverage", words, variant, posts=without.short_posts, candidates=without.short_people)]


def _say_difference(without: Price) -> Decision:
    """Say which objective would pay for doing without the pair, where it is not cover."""
    decisive = without.decisive
    if decisive is None:
        return Decision("tie", tell("decision", "tie"))
    variant = "objective"
    if not without.is_exact:
        variant = "objective-unproven" if without.depth == "full" else "objective-nearest"
    facts: dict[str, str | int | Words] = {
        "objective": name("objective", decisive.objective),
        "before": show_value(decisive.before),
        "after": show_value(decisive.after),
    }
    return Decision("objective", tell("decision", variant, **facts), variant)


def _pass_posts(evidence: Evidence, i: int, row: int) -> tuple[PassedOver, ...]:
    """Return the posts the candidate ranks higher and does not hold, best first."""
    problem, pools = evidence.problem, evidence.pools
    own = problem.rank_by_candidate
    better = sorted(
        (int(own[other]), int(problem.post[other]))
        for other in evidence.rows_of_candidate[i]
        if own[other] < own[row] and not evidence.holds(i, int(problem.post[other]))
    )
    return tuple(
        PassedOver(pools.posts[q].id, pools.enterprises[problem.host[q]].name, rank, find_causes(evidence, i, q)[0])
        for rank, q in better[:MOST_PASSED]
    )


def _pass_people(evidence: Evidence, p: int, row: int) -> tuple[PassedOver, ...]:
    """Return the people the post ranks higher and does not have, best first."""
    problem, pools = evidence.problem, evidence.pools
    theirs = problem.rank_by_post
    better = sorted(
        (int(theirs[other]), int(problem.candidate[other]))
        for other in evidence.rows_of_post[p]
        if theirs[other] < theirs[row] and not evidence.holds(int(problem.candidate[other]), p)
    )
    return tuple(
        PassedOver(pools.candidates[j].id, pools.candidates[j].name, rank, find_causes(evidence, j, p)[0])
        for rank, j in better[:MOST_PASSED]
    )
