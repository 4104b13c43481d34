"""One person's result: the posts held and why, and what became of each wish."""

from dataclasses import dataclass

from matcher.explain.absence_causes import AbsenceCause, find_causes
from matcher.explain.cause import say_shortage
from matcher.explain.evidence import Evidence
from matcher.explain.naming import find_candidate
from matcher.explain.pairs import PairReason, explain_pair
from matcher.explain.price import make_resolver
from matcher.explain.resolving import Depth, Resolver
from matcher.explain.unplaced import explain_unplaced
from matcher.pools.records import Answer, Choice
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what one person said of one post, and what became of it.

    Parameters
    ----------
    rank
        As typed; 0 where the answer is no rank.
    causes
        Why the person is not there, the leading one first; of a post held, ``in-plan``.
    """

    enterprise_id: str
    enterprise_name: str
    post_id: str
    answer: Answer
    rank: int
    causes: tuple[AbsenceCause, ...]

    @property
    def leading(self) -> AbsenceCause:
        """The first cause."""
        return self.causes[0]


@dataclass(frozen=True, slots=True)
class PersonResult:
    """Hold what a plan means for one person.

    Parameters
    ----------
    pairs
        The posts held, each with its reasons.
    wishes
        Everything the person ranked or accepted, best first.
    num_refused
        Posts the person refused.
    cause_key, cause
        Why the person has no post, or fewer than the least asked; empty and None otherwise.
    shortage
        The witness by name, where places do not suffice: who competes for what.
    """

    candidate_id: str
    candidate_name: str
    capacity: int
    pairs: tuple[PairReason, ...]
    wishes: tuple[Wish, ...]
    num_refused: int
    cause_key: str
    cause: Words | None
    shortage: Words | None


def explain_person(
    evidence: Evidence,
    candidate: str,
    *,
    resolver: Resolver | None = None,
    depth: Depth = "nearest",
    is_priced: bool = False,
) -> PersonResult:
    """Say what became of a person and of each wish.

    Parameters
    ----------
    candidate
        Id.
    resolver, depth, is_priced
        See `matcher.explain.pairs.explain_pair`; by default nothing is solved again.

    Raises
    ------
    ProblemError
        Nobody has this id; the message names the nearest one.
    """
    i = find_candidate(evidence, candidate)
    posts = evidence.pools.posts
    if is_priced and resolver is None:
        resolver = make_resolver(evidence)
    reasons = [
        explain_pair(evidence, candidate, posts[p].id, resolver=resolver, depth=depth, is_priced=is_priced)
        for p in evidence.posts_of(i)
    ]
    is_short = not evidence.load[i] or evidence.load[i] < evidence.problem.least_load[i]
    # A question about one person is looked into, however many were asked before.
    evidence.trials.start_over()
    cause = explain_unplaced(evidence, i) if is_short else None
    said = _list_wishes(evidence, i)
    return PersonResult(
        candidate,
        evidence.pools.candidates[i].name,
        int(evidence.problem.capacity[i]),
        tuple(reason for reason in reasons if reason is not None),
        tuple(_follow(evidence, i, p, choice) for p, choice in said if choice.answer in {"ranked", "accepted"}),
        sum(choice.answer == "refused" for _, choice in said),
        "" if cause is None else cause.key,
        None if cause is None else cause.words,
        None if cause is None or cause.witness is None else say_shortage(evidence, cause.witness),
    )


def _list_wishes(evidence: Evidence, i: int) -> list[tuple[int, Choice]]:
    """Return what a person said of each post; an answer on a whole enterprise stands for its posts."""
    person, pools = evidence.pools.candidates[i].id, evidence.pools
    said: dict[int, Choice] = {}
    own = [choice for choice in pools.choices if choice.side == "candidate" and choice.candidate == person]
    for choice in sorted(own, key=lambda one: one.post is not None):
        hosts = pools.enterprise_index[choice.enterprise]
        places = [pools.post_index[choice.post]] if choice.post else _posts_of_host(evidence, hosts)
        said.update(dict.fromkeys(places, choice))
    return sorted(said.items(), key=lambda item: (item[1].rank is None, item[1].rank or 0, item[0]))


def _posts_of_host(evidence: Evidence, host: int) -> list[int]:
    return [p for p, own in enumerate(evidence.problem.host.tolist()) if own == host]


def _follow(evidence: Evidence, i: int, p: int, choice: Choice) -> Wish:
    post = evidence.pools.posts[p]
    host = evidence.pools.enterprises[evidence.problem.host[p]]
    causes = find_causes(evidence, i, p)
    return Wish(host.id, host.name, post.id, choice.answer, choice.rank or 0, causes)
