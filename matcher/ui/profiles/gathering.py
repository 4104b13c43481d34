"""Everything about one person or host, found without going through a whole season at each click."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import attrgetter
from typing import Literal, TypeAlias, TypeVar

from matcher.plans import Plan
from matcher.plans.plan import Match, Uncovered, Unplaced
from matcher.plans.store.records import StoredPools
from matcher.pools import Choice, Incumbent, Opinion, Post
from matcher.ui.context import Context

Side: TypeAlias = Literal["candidate", "enterprise"]
Part = TypeVar("Part", Post, Choice, Opinion, Incumbent, Match, Uncovered, Unplaced)


def find_posts(context: Context, stored: StoredPools, host: str) -> Sequence[Post]:
    """Return the posts of a host."""
    return _find(context, ("import", stored.record.id, "posts"), lambda: stored.pools.posts, "enterprise", host)


def find_choices(context: Context, stored: StoredPools, side: Side, record_id: str) -> Sequence[Choice]:
    """Return the choices by or of a person or host."""
    return _find(context, ("import", stored.record.id, "choices"), lambda: stored.pools.choices, side, record_id)


def find_opinions(context: Context, stored: StoredPools, side: Side, record_id: str) -> Sequence[Opinion]:
    """Return what third parties said of a person or host."""
    return _find(context, ("import", stored.record.id, "opinions"), lambda: stored.pools.opinions, side, record_id)


def find_terms(context: Context, stored: StoredPools, side: Side, record_id: str) -> Sequence[Incumbent]:
    """Return who served where last season, of a person or host."""
    return _find(context, ("import", stored.record.id, "incumbents"), lambda: stored.pools.incumbents, side, record_id)


def find_matches(context: Context, plan_id: int, plan: Plan, side: Side, record_id: str) -> Sequence[Match]:
    """Return the pairs of a person or host in a plan."""
    return _find(context, ("plan", plan_id, "matches"), lambda: plan.matches, f"{side}_id", record_id)


def find_uncovered(context: Context, plan_id: int, host: str) -> Sequence[Uncovered]:
    """Return the posts of a host that a plan leaves below their least."""
    return _find(
        context, ("plan", plan_id, "uncovered"), lambda: context.load_gaps(plan_id).uncovered, "enterprise_id", host
    )


def find_unplaced(context: Context, plan_id: int, person: str) -> Sequence[Unplaced]:
    """Return a person's gap in a plan; nothing: there is none."""
    return _find(
        context, ("plan", plan_id, "unplaced"), lambda: context.load_gaps(plan_id).unplaced, "candidate_id", person
    )


def _find(
    context: Context, of: tuple[Hashable, ...], read_parts: Callable[[], Sequence[Part]], field: str, record_id: str
) -> Sequence[Part]:
    def make() -> Mapping[str, Sequence[Part]]:
        found: dict[str, list[Part]] = defaultdict(list)
        read = attrgetter(field)
        for part in read_parts():
            found[read(part)].append(part)
        return dict(found)

    return context.recall("parts-of", *of, field, make=make).get(record_id, ())
