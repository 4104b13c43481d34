"""Both pools and what was said about them, with indices by id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from matcher.errors import PoolsError
from matcher.findings import Finding
from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post
from matcher.words import Words

if TYPE_CHECKING:
    from matcher.pools.positions import Positions

Made = TypeVar("Made")


@dataclass(frozen=True, eq=True)
class Pools:
    """Hold all records of one season, in the order of their tables.

    Ids are unique within each table and every reference points to a record that is here; the
    constructor checks both.

    Parameters
    ----------
    sources
        SHA-256 of every file read, by file name; empty for pools made in memory.
    findings
        Warnings of the import, kept with the data they are about.
    positions
        Where each reference points, found while it is checked.

    Raises
    ------
    PoolsError
        An id repeats or a reference points nowhere.

    Examples
    --------
    >>> host = Enterprise(id="H1", name="甲矿业", kind="private_enterprise")
    >>> pools = Pools(enterprises=(host,), posts=(Post(id="H1-1", enterprise="H1"),))
    >>> pools.host_of_post("H1-1").name
    '甲矿业'
    """

    candidates: tuple[Candidate, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    posts: tuple[Post, ...] = ()
    choices: tuple[Choice, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    incumbents: tuple[Incumbent, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    positions: "Positions" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check that ids are unique and references point somewhere."""
        from matcher.pools.positions import find_positions

        # A plain copy and no proxy: pools travel to other processes.
        object.__setattr__(self, "sources", dict(self.sources))
        faults: list[str] = []
        for kind, records, index in (
            ("candidate", self.candidates, self.candidate_index),
            ("enterprise", self.enterprises, self.enterprise_index),
            ("post", self.posts, self.post_index),
        ):
            if len(index) != len(records):
                seen: set[str] = set()
                repeated = {r.id for r in records if r.id in seen or seen.add(r.id)}  # type: ignore[func-returns-value]
                faults.append(f"{kind} ids repeat: {', '.join(sorted(repeated)[:5])}")
        positions = find_positions(self)
        if not positions.are_complete:
            faults += self._list_dangling()
        object.__setattr__(self, "positions", positions)
        if faults:
            shown = "; ".join(faults[:5])
            raise PoolsError(Words(f"人才库、企业库不一致：{shown}", f"the pools do not fit together: {shown}"), ())

    @cached_property
    def candidate_index(self) -> dict[str, int]:
        """Position of each candidate by id."""
        return {record.id: i for i, record in enumerate(self.candidates)}

    @cached_property
    def enterprise_index(self) -> dict[str, int]:
        """Position of each enterprise by id."""
        return {record.id: e for e, record in enumerate(self.enterprises)}

    @cached_property
    def post_index(self) -> dict[str, int]:
        """Position of each post by id."""
        return {record.id: p for p, record in enumerate(self.posts)}

    def _list_dangling(self) -> list[str]:
        """Say which references point nowhere."""
        people, hosts, posts = self.candidate_index, self.enterprise_index, self.post_index
        faults = [f"post {r.id}: no enterprise {r.enterprise}" for r in self.posts if r.enterprise not in hosts]
        faults += [
            f"enterprise {r.id}: no enterprise {r.branch}"
            for r in self.enterprises
            if r.branch is not None and r.branch not in hosts
        ]
        everything_said: tuple[Choice | Opinion | Incumbent, ...] = (*self.choices, *self.opinions, *self.incumbents)
        for said in everything_said:
            if said.candidate not in people:
                faults.append(f"{type(said).__name__}: no candidate {said.candidate}")
            if said.enterprise not in hosts:
                faults.append(f"{type(said).__name__}: no enterprise {said.enterprise}")
        faults += [f"Choice: no post {c.post}" for c in self.choices if c.post is not None and c.post not in posts]
        return faults

    def remember(self, make: "Callable[[Pools], Made]") -> Made:
        """Return what `make` reads out of these pools, made when first asked for and kept with them.

        The records never change, so what was read once stays right. It does not travel to other
        processes.

        Parameters
        ----------
        make
            A function of a module: it is what the kept thing is found by.

        Examples
        --------
        >>> def count_posts(pools):
        ...     return [len(pools.posts)]
        >>> pools = Pools()
        >>> pools.remember(count_posts) is pools.remember(count_posts)
        True
        """
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[Callable[["Pools"], Any], Any]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave behind what can be read again."""
        return {name: value for name, value in self.__dict__.items() if name != "_made"}

    def host_of_post(self, post_id: str) -> Enterprise:
        """Return the enterprise that offers a post."""
        post = self.posts[self.post_index[post_id]]
        return self.enterprises[self.enterprise_index[post.enterprise]]
