"""Why a pair of one plan is not in another: read off both plans, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.edits.kinds import Edit
from matcher.explain.names import name
from matcher.explain.sentences import tell
from matcher.verify import is_better
from matcher.whatif.views import PlanView
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Hold one reason of a change.

    Parameters
    ----------
    code
        Key of the sentence.
    edit
        Number of the edit that brought it about: the last that names the person, the post or its
        host; None where it follows from other changes.
    """

    code: str
    words: Words
    edit: int | None = None


HARD = frozenset(
    {"candidate-gone", "post-gone", "withdrawn", "post-closed", "barred", "not-acceptable", "refused", "banned"}
)
"""Reasons after which no other is needed: the pair cannot be."""

EDITED = HARD | {"capacity", "seats", "pinned", "pinned-elsewhere", "candidate-new", "post-new", "allowed"}
"""Reasons that an edit of the person, the post or its host brings about; the others follow from those."""


def explain_left(
    before: PlanView, after: PlanView, candidate: str, post: str, edits: Sequence[Edit] = ()
) -> tuple[Reason, ...]:
    """Return why a pair of the first plan is not in the second, the strongest reason first.

    A pair that cannot be in the second problem says only why. One that could be says what stands in
    its place: less room, a pin, a gap the person fills, who took the post, or the first objective
    by which the second plan is better.
    """
    hard = tuple(_find_barriers(after, candidate, post))
    found = hard or (*_find_less_room(before, after, candidate, post), *_find_uses(before, after, candidate, post))
    return _name_edits(found or (_find_objective(before, after),), candidate, post, after, before, edits)


def explain_taken(
    before: PlanView, after: PlanView, candidate: str, post: str, edits: Sequence[Edit] = ()
) -> tuple[Reason, ...]:
    """Return why a pair of the second plan is there though the first did not have it."""
    found: list[Reason] = []
    if candidate not in before.candidate_index:
        found.append(_say("candidate-new"))
    if post not in before.post_index:
        found.append(_say("post-new"))
    row, earlier = after.find_row(candidate, post), before.find_row(candidate, post)
    if row is not None and after.problem.is_pinned[row]:
        found.append(_say("pinned"))
    if not found and (earlier is None or before.problem.is_banned[earlier]):
        found.append(_say("allowed"))
    found += _find_needs(before, after, candidate, (post,))
    return _name_edits(tuple(found) or (_find_objective(before, after),), candidate, post, after, before, edits)


def _say(code: str, **facts: str | int | Words) -> Reason:
    return Reason(code, tell("moved", code, **facts))


def _find_barriers(after: PlanView, candidate: str, post: str) -> Iterator[Reason]:
    i, p = after.candidate_index.get(candidate), after.post_index.get(post)
    if i is None:
        yield _say("candidate-gone")
    if p is None:
        yield _say("post-gone")
    if i is None or p is None:
        return
    if after.problem.capacity[i] == 0:
        yield _say("withdrawn")
    if after.problem.most[p] == 0:
        yield _say("post-closed")
    row = after.find_row(candidate, post)
    if row is None:
        yield from _find_rules(after, i, p)
    elif after.problem.is_banned[row]:
        yield _say("banned")


def _find_rules(after: PlanView, i: int, p: int) -> Iterator[Reason]:
    """Name the rules or the refusal behind a pair that is not acceptable, as far as the plan knows them."""
    if after.evidence is not None:
        rules = [reason.rule for reason in after.evidence.table.why_barred(i, p)]
        for rule in dict.fromkeys(rules):
            yield _say("barred", rule=name("gate", rule))
        if rules:
            return
        pools = after.evidence.pools
        own = (pools.candidates[i].id, pools.posts[p].enterprise)
        said = [choice for choice in pools.choices if (choice.candidate, choice.enterprise) == own]
        if any(choice.answer == "refused" and choice.post in (None, pools.posts[p].id) for choice in said):
            yield _say("refused")
            return
    yield _say("not-acceptable")


def _find_less_room(before: PlanView, after: PlanView, candidate: str, post: str) -> Iterator[Reason]:
    capacity = int(after.problem.capacity[after.candidate_index[candidate]])
    if capacity < len(before.posts_of[candidate]):
        yield _say("capacity", capacity=capacity)
    most = int(after.problem.most[after.post_index[post]])
    if most < len(before.people_at[post]):
        yield _say("seats", most=most)


def _find_uses(before: PlanView, after: PlanView, candidate: str, post: str) -> Iterator[Reason]:
    taken = [other for other in after.posts_of.get(candidate, ()) if (candidate, other) not in before.by_pair]
    rows = [(other, after.find_row(candidate, other)) for other in taken]
    pinned = [other for other, row in rows if row is not None and after.problem.is_pinned[row]]
    if pinned:
        yield _say("pinned-elsewhere", posts=_join(pinned))
    yield from _find_needs(before, after, candidate, [other for other in taken if other not in pinned])
    newcomers = [person for person in after.people_at.get(post, ()) if (person, post) not in before.by_pair]
    if newcomers:
        yield _say("replaced", people=_join(newcomers))


def _find_needs(before: PlanView, after: PlanView, candidate: str, posts: Sequence[str]) -> Iterator[Reason]:
    """Say which of some posts the person is needed at, and whose place was taken there."""
    needing = [
        post
        for post in posts
        if len(after.people_at.get(post, ())) <= after.least(post)
        and len(before.people_at.get(post, ())) < max(before.least(post), after.least(post))
    ]
    if needing:
        yield _say("to-cover", posts=_join(needing))
    for post in posts:
        gone = [person for person in before.people_at.get(post, ()) if (person, post) not in after.by_pair]
        if gone and post not in needing and candidate not in gone:
            yield _say("to-follow", people=_join(gone), posts=post)


def _find_objective(before: PlanView, after: PlanView) -> Reason:
    """Return the first objective in which the plans differ, where the second is better by it."""
    for objective in after.problem.objectives:
        old, new = before.values.get(objective), after.values.get(objective)
        if old is None or new is None or old == new:
            continue
        if is_better(objective, new, old):
            return _say("objective", objective=name("objective", objective))
        return _say("whole")
    return _say("equal")


def _name_edits(
    reasons: tuple[Reason, ...], candidate: str, post: str, after: PlanView, before: PlanView, edits: Sequence[Edit]
) -> tuple[Reason, ...]:
    """Add to each reason the last edit that speaks of the person, the post or its host."""
    known = next((view.by_pair[candidate, post] for view in (before, after) if (candidate, post) in view.by_pair), None)
    host = known.enterprise if known else ""

    def concerns(edit: Edit) -> bool:
        told = {key: _id_of(getattr(edit, key, None)) for key in ("candidate", "enterprise", "post")}
        if told["candidate"] is not None and told["candidate"] != candidate:
            return False
        if told["post"] is not None:
            return told["post"] == post
        return told["candidate"] == candidate if told["enterprise"] is None else told["enterprise"] == host

    def number(reason: Reason) -> int | None:
        if reason.code == "pinned-elsewhere":
            chosen = [n for n, edit in enumerate(edits) if edit.kind == "pin" and edit.candidate == candidate]
        else:
            chosen = [n for n, edit in enumerate(edits) if reason.code in EDITED and concerns(edit)]
        return chosen[-1] if chosen else None

    return tuple(replace(reason, edit=number(reason)) for reason in reasons)


def _id_of(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(getattr(value, "id", value))


def _join(ids: Sequence[str]) -> Words:
    return Words("、".join(ids), ", ".join(ids))
