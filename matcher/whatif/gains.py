"""Who gained and who lost between two plans: by person, host, pool and committee; every sum adds up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.whatif.views import PairView, PlanView

Group: TypeAlias = Literal["candidate", "enterprise", "pool", "committee"]
Verdict: TypeAlias = Literal["gained", "lost", "mixed", "same"]

_KEYS: Mapping[Group, Callable[[PairView], tuple[str, str]]] = {
    "candidate": lambda pair: (pair.candidate, pair.candidate_name),
    "enterprise": lambda pair: (pair.enterprise, pair.enterprise_name),
    "pool": lambda pair: (pair.pool, pair.pool),
    "committee": lambda pair: (pair.committee, pair.committee),
}
GROUPS: tuple[Group, ...] = ("candidate", "enterprise", "pool", "committee")


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what two plans hold for one person, host, pool or committee.

    Parameters
    ----------
    matches, points
        Pairs and their points, in the first plan and in the second.
    ranks
        Ranks the member itself gave its partners, sorted; of people and hosts only.
    """

    group: Group
    key: str
    name: str
    matches: tuple[int, int]
    points: tuple[int, int]
    ranks: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def gain(self) -> int:
        """Points the second plan has more."""
        return self.points[1] - self.points[0]

    @property
    def verdict(self) -> Verdict:
        """Whether the member ranks what it has in the second plan higher."""
        return compare_ranks(*self.ranks)


def list_tallies(before: PlanView, after: PlanView, group: Group) -> tuple[Tally, ...]:
    """Return every member of a group that either plan places, by key.

    The points of all members sum to the points of the plans, and so do the gains.
    """
    keyed = _KEYS[group]
    sides: list[dict[str, list[PairView]]] = [{}, {}]
    names: dict[str, str] = {}
    for side, view in zip(sides, (before, after), strict=True):
        for pair in view.pairs:
            key, shown = keyed(pair)
            side.setdefault(key, []).append(pair)
            names[key] = shown
    found = []
    for key in sorted(names):
        held = [side.get(key, []) for side in sides]
        found.append(
            Tally(
                group=group,
                key=key,
                name=names[key],
                matches=(len(held[0]), len(held[1])),
                points=(sum(pair.points for pair in held[0]), sum(pair.points for pair in held[1])),
                ranks=(_list_ranks(held[0], group), _list_ranks(held[1], group)),
            )
        )
    return tuple(found)


def compare_ranks(before: tuple[int, ...], after: tuple[int, ...]) -> Verdict:
    """Say whether sorted ranks got better place by place; a place more is better than none.

    Examples
    --------
    >>> compare_ranks((2,), (1,)), compare_ranks((1,), (1, 4)), compare_ranks((1, 4), (2, 3)), compare_ranks((1,), ())
    ('gained', 'gained', 'mixed', 'lost')
    """
    length = max(len(before), len(after))
    nothing = 1 + max((*before, *after), default=0)
    old, new = ((*ranks, *[nothing] * (length - len(ranks))) for ranks in (before, after))
    is_better = any(one < other for one, other in zip(new, old, strict=True))
    is_worse = any(one > other for one, other in zip(new, old, strict=True))
    if is_better and is_worse:
        return "mixed"
    return "gained" if is_better else "lost" if is_worse else "same"


def _list_ranks(pairs: list[PairView], group: Group) -> tuple[int, ...]:
    if group == "candidate":
        return tuple(sorted(pair.candidate_rank for pair in pairs))
    return tuple(sorted(pair.post_rank for pair in pairs)) if group == "enterprise" else ()
