"""What would help: the cheapest changes that close a gap, each proven by solving again with it.

An idea (`matcher.explain.repair_ideas`) becomes a repair when the records and settings with its edits,
judged and compiled from the start, have a plan that covers more than any plan before; for a person, one
that keeps the cover and everybody's place and gives the person one. How much cover is gained is exact
where the solve proves it; who else moves is what a plan nearest to the present one needs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from matcher.edits.applying import apply_edits, make_edit
from matcher.edits.kinds import EditData
from matcher.explain.causes import explain_uncovered, find_witness
from matcher.explain.evidence import Evidence
from matcher.explain.groups import BUDGETS, Group
from matcher.explain.naming import find_candidate, find_posts
from matcher.explain.repair_ideas import Idea, RepairKind, add_room, add_seats, ask_less, open_pairs
from matcher.explain.repair_rules import ease_rules
from matcher.explain.resolving import Answer, Resolver, lead
from matcher.explain.scarcity import bound_cover, demand, force_place
from matcher.explain.unplaced import explain_unplaced
from matcher.policy.records import Objective
from matcher.problem import Problem, compile_problem
from matcher.problem.problem import Ints
from matcher.suitability import build_pairs
from matcher.verify import is_better
from matcher.words import Words

MOST_OF_A_KIND = 3
"""Repairs of one kind told for one gap, so that the list shows different ways."""

MOST_SOLVED = 24
"""Ideas solved for one question; those that a maximum flow rules out before are not counted."""

MOST_SOLVED_OF_A_KIND = 8
"""Of them of one kind: dozens of pairs alike, none of which helps, leave room for what costs a little more."""

MOST_REBUILT = 400
"""Ideas compiled for one question, fewer where there are many pairs."""

_PAIRS_REBUILT = 4_000_000

MOST_ROUNDS = 3
"""Solves of one idea for a person, each keeping the places of those who lost theirs in the one before."""

MOST_COMBINED = 8
"""Ideas that are tried two by two where none helps alone."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Hold a change that helps, with its proof.

    Parameters
    ----------
    who
        Ids of those it asks something of: people, posts, hosts, rules or quotas.
    price
        How much it asks, see `matcher.explain.repair_ideas.PRICES`; the sum over its steps.
    gain
        Cover gained, in units of the coverage objective (seats by priority); for a person who gets
        a post, 1.
    edits
        The steps as data.
    covers
        Ids of posts below their least now and no longer in the plan nearest to the present one.
    answer
        That plan: objectives before and after, and who moves.
    is_exact
        The gain is proven the most there is.
    """

    kind: RepairKind
    who: tuple[str, ...]
    price: int
    gain: int
    words: Words
    edits: tuple[EditData, ...]
    covers: tuple[str, ...]
    answer: Answer
    is_exact: bool


def suggest_repairs(
    evidence: Evidence,
    *,
    post: str | None = None,
    candidate: str | None = None,
    limit: int = 10,
    on_try: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Repair, ...]:
    """Return the cheapest repairs of one gap, or of all uncovered posts together.

    Parameters
    ----------
    post
        Id of a post, or of an enterprise: its posts.
    candidate
        Id of a person.
    limit
        Most repairs returned.
    on_try
        Told after each idea that was solved: how many were, and how many repairs are proven so far.
    should_stop
        As for `matcher.solve`; once asked to stop, the repairs proven so far are returned.

    Returns
    -------
    tuple
        By price, then by gain. Empty where nothing is open, or nothing tried helped.

    Raises
    ------
    ProblemError
        No such post or person.
    """
    resolver = Resolver(
        evidence.problem,
        evidence.assignment,
        evidence.outcome.objectives,
        evidence.resolver.settings,
        should_stop=should_stop,
    )
    if candidate is not None:
        i = find_candidate(evidence, candidate)
        if evidence.load[i] and evidence.load[i] >= evidence.problem.least_load[i]:
            return ()
        return _prove(_Person(evidence, resolver, i), limit, on_try)
    asked = np.flatnonzero(evidence.people < evidence.problem.least)
    if post is None:
        return _prove(_Posts(evidence, resolver, asked, is_named=False), limit, on_try)
    named = np.intersect1d(asked, find_posts(evidence, post))
    return _prove(_Posts(evidence, resolver, named, is_named=True), limit, on_try)


class _Posts:
    """Look for what covers one more seat of some posts."""

    def __init__(self, evidence: Evidence, resolver: Resolver, posts: Ints, *, is_named: bool) -> None:
        self.evidence = evidence
        self.resolver = resolver
        self.posts = posts
        self.is_named = is_named
        self.num_solved = 0

    def list_ideas(self) -> Iterator[Idea]:
        """Return ideas for each post from its witness, or from the rules in its way."""
        for p in self.posts.tolist():
            evidence = self.evidence
            witness = find_witness(evidence, p)
            scarcity = evidence.scarcity("posts")
            own = evidence.problem.candidate[evidence.rows_of_post.get(p, np.zeros(0, np.int64))].tolist()
            places = [p] if witness is None else [p, *(q for q in witness.posts if q != p)]
            people = own if witness is None else list(witness.candidates)
            yield from _make_room(evidence, people, places)
            yield from open_pairs(
                evidence, ((i, q) for q in places for i in np.flatnonzero(scarcity.is_loose).tolist())
            )
            groups = () if witness is not None else explain_uncovered(evidence, p).groups
            yield from ease_rules(evidence, (group for group in groups if group.rule not in BUDGETS), places, people)
            yield from ask_less(evidence, p)

    def judge(self, idea: Idea, changed: Problem) -> Repair | None:
        """Return the idea as a repair where it helps."""
        evidence = self.evidence
        before = _count_cover(evidence)
        if bound_cover(changed, evidence.assignment) >= before:
            return None
        if self.is_named and idea.kind not in {"least", "branch"}:
            rows = np.flatnonzero(np.isin(changed.post, self.posts)).astype(np.int32)
            changed = demand(changed, rows, int(evidence.people[self.posts].sum()) + 1)
        self.num_solved += 1
        answer = self.resolver.resolve_problem(_ask_for_cover(changed), "nearest")
        after = _read_cover(answer, changed)
        if after is None or after >= before:
            return None
        return _make(evidence, idea, answer, before - after)


class _Person:
    """Look for what gives one person a post, and takes none from the others."""

    is_named = True

    def __init__(self, evidence: Evidence, resolver: Resolver, i: int) -> None:
        self.evidence = evidence
        self.resolver = resolver
        self.i = i
        self.num_solved = 0

    def list_ideas(self) -> Iterator[Idea]:
        """Return ideas: room, answers and conditions of the person's pairs, seats, rules in the way."""
        evidence, i = self.evidence, self.i
        problem = evidence.problem
        usable = evidence.rows_of_candidate.get(i, np.zeros(0, np.int64))
        posts = problem.post[usable[~problem.is_banned[usable]]].tolist()
        if evidence.load[i] >= problem.capacity[i]:
            yield from _make_room(evidence, [i], posts)
        yield from add_seats(evidence, (p for p in posts if evidence.people[p] >= problem.most[p]))
        is_open = evidence.people < problem.most
        others = [p for p in np.argsort(~is_open, kind="stable").tolist() if p not in posts]
        yield from open_pairs(evidence, ((i, p) for p in others))
        yield from ease_rules(evidence, explain_unplaced(evidence, i).groups, posts, [i])

    def judge(self, idea: Idea, changed: Problem) -> Repair | None:
        """Return the idea as a repair where a plan keeps everybody's place and the cover, and places the person."""
        evidence, i = self.evidence, self.i
        asked = np.where(evidence.load > 0, np.maximum(changed.least_load, 1), changed.least_load)
        asked[i] = max(int(evidence.load[i]) + 1, 1)
        if (asked > changed.capacity).any():
            return None
        before = _count_cover(evidence) - max(0, int(evidence.problem.least_load[i] - evidence.load[i]))
        asking = _ask_for_cover(replace(changed, least_load=asked))
        if bound_cover(asking, evidence.assignment) > before:
            return None
        for _ in range(MOST_ROUNDS):
            self.num_solved += 1
            answer = self.resolver.resolve_problem(asking, "nearest")
            after = _read_cover(answer, asking)
            if after is None or after > before or answer.outcome.assignment is None:
                return None
            load = np.bincount(answer.outcome.assignment.pairs[:, 0], minlength=len(asked))
            lost = np.flatnonzero((evidence.load > 0) & (load == 0))
            if load[i] >= asked[i] and not len(lost):
                return _make(evidence, idea, answer, 1)
            # A seat filled elsewhere made up for a place lost: whoever lost it is promised one now.
            for j in {i, *lost.tolist()}:
                asking = force_place(asking, j, int(asked[j]) if j == i else 1)
        return None


def _make_room(evidence: Evidence, people: list[int], posts: list[int]) -> Iterator[Idea]:
    """Return ideas of one more place with each of some people, or of more days and work where those are used up."""
    is_bound = evidence.compiled.open_problem.capacity > evidence.problem.capacity
    yield from add_room(evidence, (i for i in people if not is_bound[i]))
    bound = [i for i in people if is_bound[i]]
    if bound:
        yield from ease_rules(evidence, (Group(rule) for rule in sorted(BUDGETS)), posts, bound)


def _prove(question: _Posts | _Person, limit: int, on_try: Callable[[int, int], None] | None) -> tuple[Repair, ...]:
    """Try ideas from the cheapest on; two by two where none helps alone."""
    ideas = sorted({repr(idea.edits): idea for idea in question.list_ideas()}.values(), key=_order)
    most_rebuilt = min(MOST_REBUILT, MOST_SOLVED + _PAIRS_REBUILT // max(1, question.evidence.problem.num_pairs))
    pairs = (one.join(two) for one, two in _pairs_by_price(ideas))
    found: list[Repair] = []
    counts: dict[str, int] = {}
    solved: dict[str, int] = {}
    num_rebuilt = num_told = 0
    for number, idea in enumerate(chain(ideas, pairs)):
        should_stop = question.resolver.should_stop
        if should_stop is not None and should_stop():
            break
        has_singles = number >= len(ideas) and bool(found)
        if has_singles or len(found) >= limit or question.num_solved >= MOST_SOLVED or num_rebuilt >= most_rebuilt:
            break
        if counts.get(idea.kind, 0) >= MOST_OF_A_KIND or solved.get(idea.kind, 0) >= MOST_SOLVED_OF_A_KIND:
            continue
        weaker = [repair for repair in found if _asks_less(repair.edits, idea.edits)]
        if weaker and question.is_named:
            continue
        num_rebuilt += 1
        num_before = question.num_solved
        changed = _rebuild(question.evidence, idea)
        repair = None if changed is None else question.judge(idea, changed)
        solved[idea.kind] = solved.get(idea.kind, 0) + question.num_solved - num_before
        if repair is not None and all(other.gain < repair.gain for other in weaker):
            found.append(repair)
            counts[idea.kind] = counts.get(idea.kind, 0) + 1
        if on_try is not None and question.num_solved > num_told:
            num_told = question.num_solved
            on_try(num_told, len(found))
    return tuple(sorted(found, key=lambda repair: (repair.price, -repair.gain)))


def _pairs_by_price(ideas: list[Idea]) -> Iterable[tuple[Idea, Idea]]:
    few = [idea for idea in ideas if len(idea.edits) == 1][:MOST_COMBINED]
    return sorted(combinations(few, 2), key=lambda pair: pair[0].price + pair[1].price)


def _rebuild(evidence: Evidence, idea: Idea) -> Problem | None:
    """Return the problem of records and settings with the idea's edits; None where it stays the same."""
    edits = [make_edit(**edit) for edit in idea.edits]
    policy, pools = apply_edits(edits, evidence.policy, evidence.pools, vocabulary=evidence.vocabulary)
    # A post removed keeps its place, asked for by nobody, so that plans before and after can be compared.
    removed = sorted(evidence.pools.post_index[edit["post"]] for edit in idea.edits if edit["kind"] == "remove_post")
    posts = list(pools.posts)
    for at in removed:
        posts.insert(at, evidence.pools.posts[at].model_copy(update={"least": 0}))
    pools = replace(pools, posts=tuple(posts))
    changed = compile_problem(pools, policy, build_pairs(pools, policy, evidence.vocabulary)).problem
    if removed:
        changed = replace(changed, is_banned=changed.is_banned | np.isin(changed.post, removed))
    return None if changed.digest() == evidence.problem.digest() else changed


def _ask_for_cover(problem: Problem) -> Problem:
    """Return the problem with coverage among its leading objectives, if only after them."""
    leading = lead(problem.objectives)
    if "coverage" in leading:
        return problem
    later = tuple(objective for objective in problem.objectives if objective not in leading)
    return replace(problem, objectives=(*leading, "coverage", *later))


def _read_cover(answer: Answer, asked: Problem) -> int | None:
    """Return the coverage of an answer; None without a plan or where an objective before it got worse."""
    changes = {change.objective: change for change in answer.changes}
    if "coverage" not in changes:
        return None
    for objective in asked.objectives[: asked.objectives.index("coverage")] if "coverage" in asked.objectives else ():
        if is_better(objective, changes[objective].before, changes[objective].after):
            return None
    after = changes["coverage"].after
    return after if isinstance(after, int) else None


def _count_cover(evidence: Evidence) -> int:
    value = evidence.verification.objectives["coverage"]
    assert isinstance(value, int)
    return value


def _make(evidence: Evidence, idea: Idea, answer: Answer, gain: int) -> Repair:
    assert answer.outcome.assignment is not None
    people = np.bincount(answer.outcome.assignment.pairs[:, 1], minlength=evidence.problem.num_posts)
    short_before = evidence.people < evidence.problem.least
    covered = np.flatnonzero(short_before & (people >= answer.problem.least))
    leading: tuple[Objective, ...] = lead(answer.problem.objectives)
    proven = {result.name for result in answer.outcome.objectives if result.proven}
    return Repair(
        kind=idea.kind,
        who=idea.who,
        price=idea.price,
        gain=gain,
        words=idea.words,
        edits=idea.edits,
        covers=tuple(evidence.compiled.post_ids[p] for p in covered.tolist()),
        answer=answer,
        is_exact=proven.issuperset(leading),
    )


def _order(idea: Idea) -> tuple[int, float]:
    """Return what ideas are sorted by: the price, then how far a number is moved or passed."""
    return idea.price, idea.amount


def _asks_less(few: tuple[EditData, ...], many: tuple[EditData, ...]) -> bool:
    """Tell whether every step of the first is among the second, a limit raised no further than there."""
    return all(any(_is_within(one, other) for other in many) for one in few)


def _is_within(one: EditData, other: EditData) -> bool:
    if one["kind"] != "set_parameter" or other["kind"] != "set_parameter":
        return dict(one) == dict(other)
    is_same = (one["rule"], one["parameter"]) == (other["rule"], other["parameter"])
    return is_same and one["value"] <= other["value"]
