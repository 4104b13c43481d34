"""Where the references between records point: the ids a record names, as positions in the other table.

Of choices, by far the most records, the answer is read in the same walk: a second one would wait for
memory as long again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.pools.columns import find_codes, read_optional
from matcher.pools.records import Answer, Side

if TYPE_CHECKING:
    from matcher.pools.pools import Pools

Indices: TypeAlias = NDArray[np.int32]
Ints: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int8]

_CHOICES_OF_CHUNK = 500

NOT_NAMED, NOWHERE = -1, -2
"""What stands for a blank reference, and for one that points nowhere."""


@dataclass(frozen=True, eq=False, slots=True)
class Positions:
    """Hold the positions that records point to, and what choices say; one for each record, int32 unless stated.

    Parameters
    ----------
    post_host
        Host of each post.
    host_branch
        Host that carries each host, ``NOT_NAMED`` where it stands alone.
    choice_candidate, choice_host, choice_post
        Ends of each choice; post ``NOT_NAMED`` where the whole host is meant.
    choice_side, choice_answer, choice_rank
        What each choice says: place of side and answer among the values of their types, int8; the
        rank as typed, int64, 0 where none is.
    opinion_candidate, opinion_host, incumbent_candidate, incumbent_host
        Ends of each opinion and of each service last season.
    """

    post_host: Indices
    host_branch: Indices
    choice_candidate: Indices
    choice_host: Indices
    choice_post: Indices
    choice_side: Codes
    choice_answer: Codes
    choice_rank: Ints
    opinion_candidate: Indices
    opinion_host: Indices
    incumbent_candidate: Indices
    incumbent_host: Indices

    @property
    def are_complete(self) -> bool:
        """Whether every reference points somewhere."""
        return not any((getattr(self, item.name) == NOWHERE).any() for item in fields(self))


@dataclass(frozen=True, eq=False, slots=True)
class HostPosts:
    """Hold the posts of each host.

    Parameters
    ----------
    post
        Posts, host by host; int64 (m,).
    first, count
        Where each host's posts begin in `post`, and how many there are; int64 (h,).
    """

    post: Ints
    first: Ints
    count: Ints

    def spread(self, host: Indices | Ints) -> tuple[Ints, Ints]:
        """Return every post of each of these hosts, and which of the hosts it stands for."""
        counts = self.count[host]
        row = np.repeat(np.arange(len(host)), counts)
        number = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        return row, self.post[self.first[host][row] + number]


def group_posts(pools: "Pools") -> HostPosts:
    """Return the posts of each host of the pools, in the order of the posts.

    Examples
    --------
    >>> from matcher.pools import Enterprise, Pools, Post
    >>> hosts = tuple(Enterprise(id=name, name=name, kind="cooperative") for name in "AB")
    >>> posts = tuple(Post(id=name, enterprise=name[0]) for name in ("B-1", "A-1", "B-2"))
    >>> row, post = group_posts(Pools(enterprises=hosts, posts=posts)).spread(np.array([1, 0]))
    >>> row.tolist(), post.tolist()
    ([0, 0, 1], [0, 2, 1])
    """
    host = pools.positions.post_host
    count = np.bincount(host, minlength=len(pools.enterprises))
    return HostPosts(np.argsort(host, kind="stable"), np.cumsum(count) - count, count)


def find_positions(pools: "Pools") -> Positions:
    """Follow every reference of the pools once."""
    people, hosts = pools.candidate_index, pools.enterprise_index
    carriers: dict[Any, int] = {None: NOT_NAMED, **hosts}
    return Positions(
        post_host=_follow(pools.posts, "enterprise", hosts),
        host_branch=_follow(pools.enterprises, "branch", carriers),
        **_walk_choices(pools),
        opinion_candidate=_follow(pools.opinions, "candidate", people),
        opinion_host=_follow(pools.opinions, "enterprise", hosts),
        incumbent_candidate=_follow(pools.incumbents, "candidate", people),
        incumbent_host=_follow(pools.incumbents, "enterprise", hosts),
    )


def _walk_choices(pools: "Pools") -> dict[str, Any]:
    """Read the columns of the choices, some hundreds of records at a time so that they stay in the cache."""
    indices: dict[str, Mapping[Any, int]] = {
        "candidate": pools.candidate_index,
        "enterprise": pools.enterprise_index,
        "post": {None: NOT_NAMED, **pools.post_index},
        "side": {side: code for code, side in enumerate(get_args(Side))},
        "answer": {answer: code for code, answer in enumerate(get_args(Answer))},
    }
    num = len(pools.choices)
    read = {field: np.empty(num, np.int8 if field in {"side", "answer"} else np.int32) for field in indices}
    rank = np.empty(num, np.int64)
    for start in range(0, num, _CHOICES_OF_CHUNK):
        chunk = slice(start, start + _CHOICES_OF_CHUNK)
        for field, index in indices.items():
            read[field][chunk] = _follow(pools.choices[chunk], field, index)
        rank[chunk] = read_optional(pools.choices[chunk], "rank", 0)
    return {"choice_host": read.pop("enterprise"), "choice_rank": rank} | {
        f"choice_{field}": column for field, column in read.items()
    }


def _follow(records: Sequence[object], field: str, index: Mapping[Any, int]) -> Indices:
    ids = list(map(attrgetter(field), records))
    return find_codes(ids, index, NOWHERE)
