"""One host's result: the people at each post and why, what is missing and why, and why nobody else is there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from matcher.explain.absence import Absence, list_absences
from matcher.explain.cause import say_shortage
from matcher.explain.causes import explain_uncovered
from matcher.explain.evidence import Evidence
from matcher.explain.naming import find_posts
from matcher.explain.pairs import PairReason, explain_pair
from matcher.explain.price import make_resolver
from matcher.explain.resolving import Depth, Resolver
from matcher.pools.records import Role
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class PostResult:
    """Hold what a plan means for one post.

    Parameters
    ----------
    missing
        People lacking to the least.
    cause_key, cause
        Why people lack; empty and None where nobody does.
    shortage
        The witness by name, where people do not suffice: who competes for whom.
    absences
        Everybody else, see `matcher.explain.absence.list_absences`.
    """

    post_id: str
    role: Role
    least: int
    most: int
    people: tuple[PairReason, ...]
    missing: int
    cause_key: str
    cause: Words | None
    shortage: Words | None
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class HostResult:
    """Hold what a plan means for one host."""

    enterprise_id: str
    enterprise_name: str
    committee: str
    posts: tuple[PostResult, ...]


def explain_host(
    evidence: Evidence,
    place: str,
    *,
    resolver: Resolver | None = None,
    has_barred: bool = False,
    priced: Collection[str] | Literal["all"] = (),
    depth: Depth = "nearest",
    is_priced: bool = False,
    on_priced: Callable[[int, int], None] | None = None,
) -> HostResult:
    """Say of every post of a host who is there and why, what is missing and why, and why nobody else is there.

    Parameters
    ----------
    place
        Id of an enterprise, or of one of its posts: then only that one is told.
    resolver, has_barred, priced, depth, on_priced
        See `matcher.explain.absence.list_absences`.
    is_priced
        Solve again for what doing without each person there costs.

    Raises
    ------
    ProblemError
        The id is unknown; the message names the nearest one.
    """
    posts = find_posts(evidence, place)
    resolver = resolver or make_resolver(evidence)
    host = evidence.pools.enterprises[evidence.problem.host[posts[0]]]
    # A question about one host is looked into, however many were asked before.
    evidence.trials.start_over()
    told = []
    for p in posts:
        post = evidence.pools.posts[p]
        missing = max(0, int(evidence.problem.least[p] - evidence.people[p]))
        cause = explain_uncovered(evidence, p) if missing else None
        people = [
            explain_pair(
                evidence,
                evidence.pools.candidates[i].id,
                post.id,
                resolver=resolver,
                depth=depth,
                is_priced=is_priced,
            )
            for i in evidence.people_at(p)
        ]
        told.append(
            PostResult(
                post_id=post.id,
                role=post.role,
                least=int(evidence.problem.least[p]),
                most=int(evidence.problem.most[p]),
                people=tuple(reason for reason in people if reason is not None),
                missing=missing,
                cause_key="" if cause is None else cause.key,
                cause=None if cause is None else cause.words,
                shortage=None if cause is None or cause.witness is None else say_shortage(evidence, cause.witness),
                absences=list_absences(
                    evidence,
                    post=post.id,
                    resolver=resolver,
                    has_barred=has_barred,
                    priced=priced,
                    depth=depth,
                    on_priced=on_priced,
                ),
            )
        )
    return HostResult(host.id, host.name, host.committee, tuple(told))
