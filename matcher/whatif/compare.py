"""Several plans side by side: every number, who moved and why, who gained, and where views part ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from matcher.edits.kinds import Edit
from matcher.errors import ProblemError
from matcher.plans.plan import Plan
from matcher.pools.pools import Pools
from matcher.pools.records import Pool
from matcher.whatif.disagreements import Disagreement, map_disagreements
from matcher.whatif.figures import Figure, list_figures
from matcher.whatif.gains import GROUPS, Group, Tally, list_tallies
from matcher.whatif.reasons import Reason, explain_left, explain_taken
from matcher.whatif.views import PlanView, view_plan
from matcher.words import Words

Fate: TypeAlias = Literal["kept", "moved", "new", "gone"]
"""The same posts in both plans · other posts · placed in the second only · in the first only."""

FATES: tuple[Fate, ...] = ("kept", "moved", "new", "gone")


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one post a person left or took, and why."""

    post: str
    enterprise: str
    enterprise_name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Hold what changes for one person between two plans."""

    candidate: str
    name: str
    pool: Pool
    fate: Fate
    left: tuple[Step, ...]
    taken: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PlanChange:
    """Hold one plan against the first.

    Parameters
    ----------
    people
        Everybody whose posts differ, by candidate id.
    counts
        How many people are kept, moved, new and gone; together all that either plan places.
    pairs
        How many pairs are kept, left and taken.
    tallies
        Gains by group; each group's sum to the difference of the plans' points.
    uncovered, covered
        Posts below their least in this plan but not in the first, and the reverse; a post that one
        of the two does not have counts as covered there.
    """

    people: tuple[PersonChange, ...]
    counts: Mapping[Fate, int]
    pairs: tuple[int, int, int]
    tallies: Mapping[Group, tuple[Tally, ...]]
    uncovered: tuple[str, ...]
    covered: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Hold what a comparison found.

    Parameters
    ----------
    changes
        For each plan but the first, what differs from the first.
    disagreements
        None where the pools are not known: plans read from their folders alone.
    """

    plans: tuple[PlanView, ...]
    figures: tuple[Figure, ...]
    changes: tuple[PlanChange, ...]
    disagreements: tuple[Disagreement, ...] | None = field(default=None)


def compare_plans(
    plans: Sequence[Plan | PlanView],
    *,
    edits: Mapping[int, Sequence[Edit]] | None = None,
    pools: Pools | None = None,
) -> Comparison:
    """Compare plans of the same season or of different ones with the first of them.

    Parameters
    ----------
    edits
        For a plan, by its place among them, the edits that lead to it from the first; reasons name
        them.
    pools
        Whose wishes and opinions the disagreement map shows; None: those behind the first plan that
        knows its own.

    Raises
    ------
    ProblemError
        Fewer than two plans, or one without matches to compare.
    """
    if len(plans) < 2:
        raise ProblemError(Words("至少要有两个方案才能比较", "a comparison needs two plans at least"))
    views = tuple(plan if isinstance(plan, PlanView) else view_plan(plan) for plan in plans)
    told = edits or {}
    known = pools or next((view.evidence.pools for view in views if view.evidence is not None), None)
    return Comparison(
        plans=views,
        figures=list_figures(views),
        changes=tuple(_compare_two(views[0], view, told.get(n, ())) for n, view in enumerate(views[1:], start=1)),
        disagreements=None if known is None else map_disagreements(known, views),
    )


def _compare_two(before: PlanView, after: PlanView, edits: Sequence[Edit]) -> PlanChange:
    everybody = sorted({*before.posts_of, *after.posts_of})
    people = [_compare_person(candidate, before, after, edits) for candidate in everybody]
    num_kept = len(before.by_pair.keys() & after.by_pair.keys())
    short_before, short_after = _list_short(before), _list_short(after)
    return PlanChange(
        people=tuple(person for person in people if person.fate != "kept"),
        counts={fate: sum(person.fate == fate for person in people) for fate in FATES},
        pairs=(num_kept, len(before.by_pair) - num_kept, len(after.by_pair) - num_kept),
        tallies={group: list_tallies(before, after, group) for group in GROUPS},
        uncovered=tuple(sorted(short_after - short_before)),
        covered=tuple(sorted(short_before - short_after)),
    )


def _compare_person(candidate: str, before: PlanView, after: PlanView, edits: Sequence[Edit]) -> PersonChange:
    old, new = before.posts_of.get(candidate, ()), after.posts_of.get(candidate, ())
    fate: Fate = "kept" if old == new else "new" if not old else "gone" if not new else "moved"
    pair = before.by_pair[candidate, old[0]] if old else after.by_pair[candidate, new[0]]
    return PersonChange(
        candidate=candidate,
        name=pair.candidate_name,
        pool=pair.pool,
        fate=fate,
        left=_make_steps(
            before,
            ((post, explain_left(before, after, candidate, post, edits)) for post in old if post not in new),
            candidate,
        ),
        taken=_make_steps(
            after,
            ((post, explain_taken(before, after, candidate, post, edits)) for post in new if post not in old),
            candidate,
        ),
    )


def _make_steps(view: PlanView, posts: Iterable[tuple[str, tuple[Reason, ...]]], candidate: str) -> tuple[Step, ...]:
    steps = []
    for post, reasons in posts:
        pair = view.by_pair[candidate, post]
        steps.append(Step(post, pair.enterprise, pair.enterprise_name, reasons))
    return tuple(steps)


def _list_short(view: PlanView) -> set[str]:
    return {post for post in view.post_ids if len(view.people_at.get(post, ())) < view.least(post)}
