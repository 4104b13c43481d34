"""What might help, each with its price: ideas that a re-solve has yet to prove.

Ideas come from the cut: more room helps only with people of the witness, a new pair only from a post of
the witness to somebody who could be spared elsewhere. Rules of law give no idea.

Prices say how much is asked of whom; they rank ideas and are not measured in anything: 1 for an answer
still missing, 2 for something one person, unit or host gives by itself, 3 for an answer or order taken
back, 4 for a rule lifted for one pair or a condition of one post, 5 for a number that holds for many, 6 and
more for what changes what was promised (`PRICES`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from matcher.edits.kinds import EditData
from matcher.explain.absence_causes import strip_stop
from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.naming import name_candidate, name_post
from matcher.explain.sentences import tell
from matcher.policy.register import REGISTER
from matcher.pools.records import Candidate, Enterprise, Post, Side
from matcher.suitability.table import Reason
from matcher.words import Words

RepairKind: TypeAlias = Literal[
    "answer",
    "capacity",
    "seat",
    "unit-consent",
    "role",
    "refusal",
    "unban",
    "unpin",
    "waiver",
    "team-skills",
    "site-days",
    "parameter",
    "quota",
    "branch",
    "least",
    "switch",
]

PRICES: Mapping[RepairKind, int] = MappingProxyType(
    {
        "answer": 1,
        "capacity": 2,
        "seat": 2,
        "unit-consent": 2,
        "role": 2,
        "refusal": 3,
        "unban": 3,
        "unpin": 3,
        "waiver": 4,
        "team-skills": 4,
        "site-days": 4,
        "parameter": 5,
        "quota": 5,
        "branch": 6,
        "least": 7,
        "switch": 8,
    }
)
"""Price of each kind of step; that of several steps together is the sum."""

MOST_LOOKED = 3_000
"""Pairs looked at for one gap."""

_MOST_CAPACITY, _MOST_SEATS = 5, 100


@dataclass(frozen=True, slots=True)
class Idea:
    """Hold one thing to try.

    Parameters
    ----------
    who
        Ids of those it asks something of.
    edits
        As data; one for each step.
    amount
        How far a number is moved or passed; among ideas of one price the least is tried first.
    """

    kind: RepairKind
    who: tuple[str, ...]
    price: int
    words: Words
    edits: tuple[EditData, ...]
    amount: float = 0.0

    def join(self, other: "Idea") -> "Idea":
        """Return both ideas as one; the dearer one gives its kind."""
        dearer = max((self, other), key=lambda idea: idea.price)
        words = tell("repair", "both", first=self.words, second=other.words)
        who = tuple(dict.fromkeys((*self.who, *other.who)))
        return Idea(
            dearer.kind, who, self.price + other.price, words, (*self.edits, *other.edits), self.amount + other.amount
        )


def make_idea(kind: RepairKind, who: tuple[str, ...], edit: EditData, **facts: str | float | Words) -> Idea:
    """Return an idea of one step at its price."""
    told = {fact: value if isinstance(value, Words | str | int) else f"{value:g}" for fact, value in facts.items()}
    return Idea(kind, who, PRICES[kind], tell("repair", kind, **told), (edit,))


def open_pairs(evidence: Evidence, pairs: Iterable[tuple[int, int]]) -> Iterator[Idea]:
    """Return ideas that make pairs acceptable which are not: at most two steps each, never against the law."""
    for number, (i, p) in enumerate(pairs):
        if number >= MOST_LOOKED:
            return
        steps = open_pair(evidence, i, p)
        if steps is not None and 1 <= len(steps) <= 2:
            yield steps[0] if len(steps) == 1 else steps[0].join(steps[1])


def open_pair(evidence: Evidence, i: int, p: int) -> list[Idea] | None:
    """Return every step that a pair needs to become acceptable, None where the law or a fact forbids it."""
    row = evidence.find_row(i, p)
    if row is not None:
        return [_unban(evidence, i, p)] if evidence.problem.is_banned[row] else []
    steps: list[Idea] = []
    for reason in evidence.table.why_barred(i, p):
        step = _lift(evidence, i, p, reason)
        if step is None:
            return None
        steps.append(step)
    return steps + ask_sides(evidence, i, p)


def ask_sides(evidence: Evidence, i: int, p: int) -> list[Idea]:
    """Return the answers still to be obtained for a pair, from either side."""
    person, post, host = _records(evidence, i, p)
    steps = []
    sides: tuple[tuple[Side, Words, Words], ...] = (
        ("candidate", name_candidate(evidence, i), name_post(evidence, p)),
        ("enterprise", name_post(evidence, p), name_candidate(evidence, i)),
    )
    for side, asked, other in sides:
        said = evidence.choices.get((side, person.id, host.id, post.id)) or evidence.choices.get(
            (side, person.id, host.id, None)
        )
        answer = "unanswered" if said is None else said.answer
        is_open = answer == "unanswered" and evidence.consent == "mutual"
        if answer != "refused" and not is_open:
            continue
        edit = {
            "kind": "set_answer",
            "side": side,
            "candidate": person.id,
            "enterprise": host.id,
            "post": post.id,
            "answer": "accepted",
        }
        who = (person.id,) if side == "candidate" else (post.id,)
        steps.append(make_idea("answer" if is_open else "refusal", who, edit, asked=asked, other=other))
    return steps


def _lift(evidence: Evidence, i: int, p: int, reason: Reason) -> Idea | None:
    """Return the step that makes one rule pass for a pair: asking whom it protects, else a waiver; None: no way."""
    person, post, host = _records(evidence, i, p)
    edit: EditData
    called = {"person": name_candidate(evidence, i), "post": name_post(evidence, p)}
    match reason.rule:
        case "unit-consent":
            edit = {"kind": "change_candidate", "candidate": person.id, "changes": {"unit_consent": True}}
            return make_idea("unit-consent", (person.id,), edit, person=called["person"])
        case "role-wanted":
            roles = {"roles": (*person.roles, post.role)}
            edit = {"kind": "change_candidate", "candidate": person.id, "changes": roles}
            return make_idea("role", (person.id,), edit, person=called["person"], post=called["post"])
        case rule if REGISTER[rule].is_waivable:
            edit = {
                "kind": "waive",
                "candidate": person.id,
                "enterprise": host.id,
                "post": post.id,
                "rule": rule,
                "reason": tell("repair", "waiver-reason").zh,
            }
            facts = {**called, "rule": name("gate", rule), "words": strip_stop(reason.words)}
            idea = make_idea("waiver", (person.id, post.id, rule), edit, **facts)
            return replace(idea, amount=float(reason.data.get("distance_km", 0)))
        case _:
            return None


def _unban(evidence: Evidence, i: int, p: int) -> Idea:
    person, post, host = _records(evidence, i, p)
    is_whole = any(
        (ban.candidate, ban.enterprise, ban.post) == (person.id, host.id, None) for ban in evidence.policy.bans
    )
    edit = {"kind": "unban", "candidate": person.id, "enterprise": host.id} | ({} if is_whole else {"post": post.id})
    called = {"person": name_candidate(evidence, i), "post": name_post(evidence, p)}
    return make_idea("unban", (person.id, post.id), edit, **called)


def add_room(evidence: Evidence, people: Iterable[int]) -> Iterator[Idea]:
    """Return ideas of one more place with each of some people."""
    for i in people:
        capacity = int(evidence.compiled.open_problem.capacity[i]) + 1
        if capacity <= _MOST_CAPACITY:
            person = evidence.pools.candidates[i]
            edit = {"kind": "set_capacity", "candidate": person.id, "capacity": capacity}
            yield make_idea("capacity", (person.id,), edit, person=name_candidate(evidence, i), capacity=capacity)


def add_seats(evidence: Evidence, posts: Iterable[int]) -> Iterator[Idea]:
    """Return ideas of one more seat at each of some posts."""
    for p in posts:
        most = int(evidence.problem.most[p]) + 1
        if most <= _MOST_SEATS:
            post = evidence.pools.posts[p]
            edit = {"kind": "set_seats", "post": post.id, "most": most}
            yield make_idea("seat", (post.id,), edit, post=name_post(evidence, p), most=most)


def ask_less(evidence: Evidence, p: int) -> Iterator[Idea]:
    """Return the ideas of asking one person less at a post, and of joining its host to a neighbour's branch."""
    post = evidence.pools.posts[p]
    least = int(evidence.problem.least[p]) - 1
    edit = {"kind": "set_seats", "post": post.id, "least": least}
    yield make_idea("least", (post.id,), edit, post=name_post(evidence, p), least=least)
    host = evidence.pools.enterprises[evidence.problem.host[p]]
    carrier = find_carrier(evidence, p)
    if carrier is None:
        return
    if any(pin.enterprise == host.id for pin in evidence.policy.pins):
        return
    # Whoever joins the branch of another has no posts of its own.
    gone = tuple(
        {"kind": "remove_post", "post": post.id} for post in evidence.pools.posts if post.enterprise == host.id
    )
    join = {"kind": "change_enterprise", "enterprise": host.id, "changes": {"branch": carrier.id}}
    words = tell("repair", "branch", host=host.name, carrier=carrier.name)
    yield Idea("branch", (host.id, carrier.id), PRICES["branch"], words, (*gone, join))


def find_carrier(evidence: Evidence, p: int) -> Enterprise | None:
    """Return the nearest host of the same committee whose branch could take in the host of a post.

    It has an organization of its own, stands in no other branch, is covered by the plan, and its branch
    stays within the size that the register flags.
    """
    problem, pools, policy = evidence.problem, evidence.pools, evidence.policy
    h = int(problem.host[p])
    host = pools.enterprises[h]
    sizes: dict[str, int] = {}
    for other in pools.enterprises:
        if other.branch is not None:
            sizes[other.branch] = sizes.get(other.branch, 1) + 1
    if host.branch is not None or host.id in sizes:
        return None
    is_short = np.zeros(problem.num_hosts, np.bool_)
    np.logical_or.at(is_short, problem.host, evidence.people < problem.least)
    is_served = np.zeros(problem.num_hosts, np.bool_)
    np.logical_or.at(is_served, problem.host, evidence.people > 0)
    most = (
        int(policy.parameter("joint-branch-size", "most")) if policy.is_active("joint-branch-size") else len(is_short)
    )
    apart = (problem.host_x_m - problem.host_x_m[h]) ** 2 + (problem.host_y_m - problem.host_y_m[h]) ** 2
    for g in map(int, np.argsort(apart, kind="stable")):
        near = pools.enterprises[g]
        fits = near.committee == host.committee and near.branch is None and near.organization != "none"
        if g != h and fits and is_served[g] and not is_short[g] and sizes.get(near.id, 1) < most:
            return near
    return None


def _records(evidence: Evidence, i: int, p: int) -> tuple[Candidate, Post, Enterprise]:
    pools = evidence.pools
    return pools.candidates[i], pools.posts[p], pools.enterprises[evidence.problem.host[p]]


def say_parameter(rule: str, parameter: str) -> Words:
    """Return what a parameter of the register means, with its unit."""
    return REGISTER[rule].specs[parameter].words
