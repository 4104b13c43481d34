"""Why a pair is not in the plan: every cause that can be read without solving, the first one leading.

Causes come in the order of `CAUSES`: a bar before a refusal, a refusal before an order of the planner,
those before the wishes of both sides, and what only a re-solve can show last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.naming import join_names, name_candidate, name_post, with_rank
from matcher.explain.sentences import tell
from matcher.explain.side_rules import find_broken
from matcher.explain.tolerated import explain_blocking, find_worst_partners
from matcher.policy.register import REGISTER
from matcher.pools.records import Answer, Choice, Side
from matcher.suitability.case import NOT_STATED
from matcher.suitability.table import Reason
from matcher.words import Words

CauseKey: TypeAlias = Literal[
    "in-plan",
    "barred",
    "refused",
    "not-mutual",
    "banned",
    "no-room",
    "pinned-away",
    "candidate-better",
    "host-better",
    "coverage",
    "side-rule",
    "blocking",
    "impossible",
    "price",
    "free",
    "unknown",
]

CAUSES: tuple[CauseKey, ...] = get_args(CauseKey)
"""Keys of causes in the order in which they lead."""


@dataclass(frozen=True, slots=True)
class AbsenceCause:
    """Hold one reason why a pair is not in the plan.

    Parameters
    ----------
    variant
        Which sentence of the cause: the side that refused, the rule's name …
    rule
        Id of the eligibility rule, or name of the side rule, behind it; empty where there is none.
    lift
        Who may lift it; None where nobody is asked to.
    candidates, posts
        Ids of others involved: whoever holds the place, the posts the candidate holds, those that would
        lose cover.
    reason
        Of a bar: basis, clause, data and the day from which the pair is allowed.
    """

    key: CauseKey
    words: Words
    variant: str = ""
    rule: str = ""
    lift: Words | None = None
    candidates: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    reason: Reason | None = None


def find_causes(evidence: Evidence, i: int, p: int) -> tuple[AbsenceCause, ...]:
    """Return every cause that needs no re-solve why candidate `i` is not at post `p`, in order.

    A pair of the plan has the one cause ``in-plan``. A pair that is barred, refused or not mutual has
    no wishes to compare, so nothing else is looked at.
    """
    row = evidence.find_row(i, p)
    if row is not None and evidence.holds(i, p):
        return (AbsenceCause("in-plan", tell("absence", "in-plan")),)
    if row is None:
        barred = tuple(_say_barred(reason) for reason in evidence.table.why_barred(i, p))
        return (*barred, *_find_refusals(evidence, i, p, is_eligible=not barred))
    found: list[AbsenceCause] = []
    problem = evidence.problem
    if problem.is_banned[row]:
        found.append(_say_banned(evidence, i, p))
    found += _find_lack_of_room(evidence, i, p)
    if not found or found[-1].key == "banned":
        found += _compare_wishes(evidence, i, p, row)
    if not any(cause.key in {"no-room", "pinned-away", "banned"} for cause in found):
        found += _find_rules(evidence, i, p, is_blocking=not found)
    return tuple(sorted(found, key=lambda cause: CAUSES.index(cause.key)))


def find_answer(evidence: Evidence, side: Side, i: int, p: int) -> Choice | None:
    """Return what a side said of a pair: on the post itself, else on the whole enterprise."""
    person, post = evidence.pools.candidates[i], evidence.pools.posts[p]
    said = evidence.choices.get((side, person.id, post.enterprise, post.id))
    return said or evidence.choices.get((side, person.id, post.enterprise, None))


def name_answer(said: Choice | None) -> Answer:
    """Return the name of an answer; none given is ``unanswered``."""
    return "unanswered" if said is None else said.answer


def _say_barred(reason: Reason) -> AbsenceCause:
    variant = "barred" if reason.eligible_from is None else "barred-until"
    words = tell(
        "absence",
        variant,
        kind=name("rule_kind", reason.kind),
        rule=name("gate", reason.rule),
        basis=reason.basis,
        words=strip_stop(reason.words),
        day="" if reason.eligible_from is None else reason.eligible_from.isoformat(),
    )
    return AbsenceCause("barred", words, variant, reason.rule, say_who_lifts(reason), reason=reason)


def say_who_lifts(reason: Reason) -> Words:
    """Return who may lift a bar or meet a warning: nobody, time, the planner, or an organ that approves."""
    entry = REGISTER[reason.rule]
    parts: list[Words] = []
    if NOT_STATED in reason.data.values() and entry.effect == "bar":
        parts.append(tell("lift", "data"))
    if reason.eligible_from is not None:
        parts.append(tell("lift", "time", day=reason.eligible_from.isoformat()))
    if entry.effect in {"approval", "flag"}:
        parts.append(tell("lift", "approval" if entry.effect == "approval" else "flag"))
    elif entry.kind == "law":
        parts.append(tell("lift", "law"))
    else:
        if entry.id == "unit-consent":
            parts.append(tell("lift", "unit", rule=entry.title))
        elif entry.specs:
            titles = [spec.words for spec in entry.specs.values()]
            parameters = Words("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))
            parts.append(tell("lift", "parameter", rule=entry.title, parameters=parameters))
        else:
            parts.append(tell("lift", "policy", rule=entry.title))
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def strip_stop(words: Words) -> Words:
    """Return a sentence without its full stop, so that it may stand within another."""
    return Words(words.zh.rstrip("。"), words.en.rstrip("."))


def _find_refusals(evidence: Evidence, i: int, p: int, *, is_eligible: bool) -> list[AbsenceCause]:
    """Return who refused; where the rules allow the pair and nobody did, who did not name the other."""
    answers: dict[Side, Answer] = {
        "candidate": name_answer(find_answer(evidence, "candidate", i, p)),
        "enterprise": name_answer(find_answer(evidence, "enterprise", i, p)),
    }
    refusing = [side for side, answer in answers.items() if answer == "refused"]
    found = [
        AbsenceCause("refused", tell("absence", f"refused-{side}"), side, lift=tell("lift", f"side-{side}"))
        for side in refusing
    ]
    if found or not is_eligible:
        return found
    return [
        AbsenceCause("not-mutual", tell("absence", f"not-mutual-{side}"), side, lift=tell("lift", f"name-{side}"))
        for side, answer in answers.items()
        if answer == "unanswered"
    ]


def _say_banned(evidence: Evidence, i: int, p: int) -> AbsenceCause:
    person, post = evidence.pools.candidates[i], evidence.pools.posts[p]
    reasons = [
        order.reason
        for order in evidence.policy.bans
        if order.candidate == person.id and order.enterprise == post.enterprise and order.post in {None, post.id}
    ]
    reason = "；".join(dict.fromkeys(reason for reason in reasons if reason))
    variant = "banned-because" if reason else "banned"
    return AbsenceCause("banned", tell("absence", variant, reason=reason), variant, "ban", tell("lift", "order"))


def _find_lack_of_room(evidence: Evidence, i: int, p: int) -> list[AbsenceCause]:
    """Return which side takes nobody at all, or has all its places pinned to others."""
    problem = evidence.problem
    found: list[AbsenceCause] = []
    if not problem.capacity[i]:
        variant = "budget" if evidence.compiled.open_problem.capacity[i] else "candidate"
        found.append(AbsenceCause("no-room", tell("absence", f"no-room-{variant}"), variant))
    if not problem.most[p]:
        found.append(AbsenceCause("no-room", tell("absence", "no-room-post"), "post"))
    held = [q for q in evidence.posts_of(i) if problem.is_pinned[evidence.require_row(i, q)]]
    if held and len(held) >= problem.capacity[i]:
        names = join_names([name_post(evidence, q) for q in held])
        found.append(
            AbsenceCause(
                "pinned-away",
                tell("absence", "pinned-candidate", posts=names),
                "candidate",
                "pin",
                tell("lift", "order"),
                posts=tuple(evidence.pools.posts[q].id for q in held),
            )
        )
    there = [j for j in evidence.people_at(p) if problem.is_pinned[evidence.require_row(j, p)]]
    if there and len(there) >= problem.most[p]:
        names = join_names([name_candidate(evidence, j) for j in there])
        found.append(
            AbsenceCause(
                "pinned-away",
                tell("absence", "pinned-post", people=names),
                "post",
                "pin",
                tell("lift", "order"),
                candidates=tuple(evidence.pools.candidates[j].id for j in there),
            )
        )
    return found


def _compare_wishes(evidence: Evidence, i: int, p: int, row: int) -> list[AbsenceCause]:
    """Return which side would not gain: it is full, and nothing it holds ranks below the pair."""
    problem = evidence.problem
    found: list[AbsenceCause] = []
    held = evidence.posts_of(i)
    ranks = [int(problem.rank_by_candidate[evidence.require_row(i, q)]) for q in held]
    own = int(problem.rank_by_candidate[row])
    if len(held) >= problem.capacity[i] and held and max(ranks) <= own:
        variant = _compare(ranks, own)
        best = sorted(zip(ranks, held, strict=True))
        names = join_names([with_rank(name_post(evidence, q), rank) for rank, q in best])
        found.append(
            AbsenceCause(
                "candidate-better",
                tell("absence", f"candidate-{variant}", posts=names, rank=own),
                variant,
                posts=tuple(evidence.pools.posts[q].id for _, q in best),
            )
        )
    there = evidence.people_at(p)
    ranks = [int(problem.rank_by_post[evidence.require_row(j, p)]) for j in there]
    own = int(problem.rank_by_post[row])
    if len(there) >= problem.most[p] and there and max(ranks) <= own:
        variant = _compare(ranks, own)
        best = sorted(zip(ranks, there, strict=True))
        names = join_names([with_rank(name_candidate(evidence, j), rank) for rank, j in best])
        found.append(
            AbsenceCause(
                "host-better",
                tell("absence", f"host-{variant}", people=names, rank=own),
                variant,
                candidates=tuple(evidence.pools.candidates[j].id for _, j in best),
            )
        )
    return found


def _compare(ranks: Sequence[int], own: int) -> str:
    """Tell whether what is held ranks all above, all equal, or some above and some equal."""
    if max(ranks) < own:
        return "better"
    return "equal" if min(ranks) == own else "mixed"


def _find_rules(evidence: Evidence, i: int, p: int, *, is_blocking: bool) -> list[AbsenceCause]:
    """Return the side rules that the swap would break, and why the pair may block the plan."""
    broken = find_broken(evidence, i, p, find_worst_partners(evidence, i, p))
    found = [
        AbsenceCause(
            "side-rule", fault.words, rule=fault.rule, lift=fault.lift, candidates=fault.candidates, posts=fault.posts
        )
        for fault in broken
    ]
    if is_blocking:
        why = explain_blocking(evidence, i, p)
        found.append(AbsenceCause("blocking", tell("absence", "blocking", why=why.words), why.key))
    return found
