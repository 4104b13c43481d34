"""Find whom an id means, and call people and posts by name and id."""

from collections.abc import Iterable, Sequence

from matcher.errors import ProblemError
from matcher.explain.evidence import Evidence
from matcher.explain.sentences import tell
from matcher.words import Words, nearest

MOST_NAMED = 5
"""Names in one sentence; the others are counted."""


def find_candidate(evidence: Evidence, candidate: str) -> int:
    """Return the index of a candidate.

    Raises
    ------
    ProblemError
        Nobody has this id; the message names the nearest one.
    """
    index = evidence.pools.candidate_index
    if candidate not in index:
        raise ProblemError(_say_unknown("candidate", candidate, index))
    return index[candidate]


def find_posts(evidence: Evidence, place: str) -> tuple[int, ...]:
    """Return the index of a post, or of every post of an enterprise.

    Raises
    ------
    ProblemError
        Neither a post nor an enterprise has this id, or the enterprise has no post of its own.
    """
    pools = evidence.pools
    if place in pools.post_index:
        return (pools.post_index[place],)
    if place not in pools.enterprise_index:
        raise ProblemError(_say_unknown("post", place, (*pools.post_index, *pools.enterprise_index)))
    found = tuple(p for p, post in enumerate(pools.posts) if post.enterprise == place)
    if not found:
        raise ProblemError(tell("unknown", "no-post", enterprise=place))
    return found


def find_post(evidence: Evidence, place: str) -> int:
    """Return the index of a post, by its id or by that of an enterprise with one post.

    Raises
    ------
    ProblemError
        The id is unknown, or the enterprise has several posts.
    """
    found = find_posts(evidence, place)
    if len(found) > 1:
        posts = ", ".join(evidence.pools.posts[p].id for p in found)
        raise ProblemError(tell("unknown", "several-posts", enterprise=place, posts=posts))
    return found[0]


def name_candidate(evidence: Evidence, i: int) -> Words:
    """Return a person's name with the id."""
    person = evidence.pools.candidates[i]
    return _with_id(person.name, person.id)


def name_post(evidence: Evidence, p: int) -> Words:
    """Return the name of a post's host with the post's id."""
    post = evidence.pools.posts[p]
    return _with_id(evidence.pools.enterprises[evidence.problem.host[p]].name, post.id)


def join_names(names: Sequence[Words]) -> Words:
    """Return names as one list; beyond `MOST_NAMED` they are only counted.

    Examples
    --------
    >>> join_names([Words("甲", "a"), Words("乙", "b")]).zh
    '甲、乙'
    >>> join_names([Words(str(n), str(n)) for n in range(7)]).en
    '0, 1, 2, 3, 4 and 2 more'
    """
    shown = names[:MOST_NAMED]
    joined = Words("、".join(one.zh for one in shown), ", ".join(one.en for one in shown))
    if len(names) <= MOST_NAMED:
        return joined
    return tell("list", "more", names=joined, count=len(names) - MOST_NAMED)


def with_rank(called: Words, rank: int) -> Words:
    """Return a name with the rank it has on the other side's list."""
    return tell("list", "ranked", name=called, rank=rank)


def _with_id(called: str, code: str) -> Words:
    return Words(f"{called}（{code}）", f"{called} ({code})")


def _say_unknown(kind: str, wanted: str, known: Iterable[str]) -> Words:
    close = nearest(wanted, known)
    if close is None:
        return tell("unknown", kind, id=wanted)
    return tell("unknown", f"{kind}-nearest", id=wanted, nearest=close)
