"""What it would cost to have a pair in the plan, or to do without it: found by solving again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.resolving import Answer, Change, Depth, Resolver, list_moves
from matcher.explain.scarcity import demand
from matcher.explain.sentences import tell
from matcher.explain.swaps import swap_in
from matcher.policy.records import Objective
from matcher.problem import SENSES, Assignment, Value, align_profiles
from matcher.problem.edits import Edit, PairBan, PairPin, PairUnban
from matcher.solve.incremental import ForcedPairs, price_of_forcing
from matcher.solve.incremental.base import TOO_MANY_PINS
from matcher.solve.progress import Progress
from matcher.words import Words

PriceStatus: TypeAlias = Literal["priced", "impossible", "unknown"]
"""What a re-solve came to: a plan, a proof that there is none, or neither."""


@dataclass(frozen=True, slots=True)
class PersonMove:
    """Hold what changes for one person, by ids: posts left and posts taken."""

    candidate_id: str
    candidate_name: str
    left: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """Hold what a change of one pair leads to.

    Parameters
    ----------
    depth
        How far the re-solve went; ``full`` where the incremental engine answered.
    changes
        Of every objective, in order; empty without a plan.
    moves
        Everybody whose posts change, the person asked about included.
    short_posts, short_people
        Ids of posts (people) that lack more of their least than before.
    cause
        Why there is no plan, where that is known.
    lifts_ban
        The pair is banned; the price supposes that the ban is lifted.
    was_stopped
        The search was asked to stop before it was done; whatever it had found by then tells no price.
    """

    status: PriceStatus
    depth: Depth
    changes: tuple[Change, ...]
    moves: tuple[PersonMove, ...]
    short_posts: tuple[str, ...] = ()
    short_people: tuple[str, ...] = ()
    cause: Words | None = None
    lifts_ban: bool = False
    was_stopped: bool = False

    @property
    def decisive(self) -> Change | None:
        """The first objective in order that differs; None where all stay the same."""
        return next((change for change in self.changes if change.before != change.after), None)

    @property
    def is_exact(self) -> bool:
        """Whether the differences down to the decisive one are proven, so that they are the price."""
        for change in self.changes:
            if not change.is_exact:
                return False
            if change.before != change.after:
                return True
        return bool(self.changes)


def make_resolver(
    evidence: Evidence,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Resolver:
    """Return what solves changes of a plan again; worth keeping where several are asked."""
    return Resolver(
        evidence.problem,
        evidence.assignment,
        evidence.outcome.objectives,
        evidence.policy.engine,
        on_progress=on_progress,
        should_stop=should_stop,
    )


def price_pair(evidence: Evidence, resolver: Resolver, i: int, p: int, depth: Depth = "nearest") -> Price:
    """Return what forcing candidate `i` to post `p` costs; a ban of the pair is lifted for it.

    The incremental engine tells it where it holds the plan, at depth ``nearest`` a plain swap where one keeps
    rules and leading objectives; else the problem is solved again.
    """
    is_banned = bool(evidence.problem.is_banned[evidence.require_row(i, p)])
    if resolver.base is not None and not is_banned:
        forced = price_of_forcing(resolver.base, candidate=i, post=p)
        return read_price(evidence, resolver.sums, forced, 0)
    if depth == "nearest" and not is_banned and (swap := swap_in(evidence, resolver, i, p)) is not None:
        return _tell_answer(evidence, resolver, swap, depth)
    edits: tuple[Edit, ...] = (PairUnban(i, p), PairPin(i, p)) if is_banned else (PairPin(i, p),)
    return _tell_answer(evidence, resolver, resolver.resolve(edits, depth), depth, lifts_ban=is_banned)


def price_without(evidence: Evidence, resolver: Resolver, i: int, p: int, depth: Depth = "nearest") -> Price:
    """Return what doing without the pair of candidate `i` and post `p` costs.

    The pair stays acceptable, so that it may block: a ban would make plans stable that are not.
    """
    if resolver.base is not None:
        answer = resolver.resolve((PairBan(i, p),), depth)
    else:
        row = np.array([evidence.require_row(i, p)], np.int32)
        answer = resolver.resolve_problem(demand(evidence.problem, row, 0, 0), depth)
    return _tell_answer(evidence, resolver, answer, depth)


def read_price(evidence: Evidence, before: Mapping[Objective, Value], forced: ForcedPairs, at: int) -> Price:
    """Return one of the prices that a single search found.

    Parameters
    ----------
    before
        Objectives of the plan, `matcher.solve.incremental.Base.measure`.
    at
        Position among the pairs of the search.
    """
    if not forced.is_possible[at]:
        return Price("impossible", "full", (), (), cause=TOO_MANY_PINS)
    changes = tuple(
        Change(name, before[name], _add(before[name], difference), is_exact=True)
        for name, difference in zip(forced.objectives, forced.changes[at].tolist(), strict=True)
    )
    turned = np.sort(forced.turned[forced.turned_start[at] : forced.turned_start[at + 1]])
    problem = evidence.problem
    # Rows are sorted by candidate and then by post, so people and their posts come in order.
    left: dict[int, list[int]] = {}
    taken: dict[int, list[int]] = {}
    gained: dict[int, int] = {}
    people, places = problem.candidate[turned].tolist(), problem.post[turned].tolist()
    for i, p, is_left in zip(people, places, evidence.is_used[turned].tolist(), strict=True):
        (left if is_left else taken).setdefault(i, []).append(p)
        gained[p] = gained.get(p, 0) + (-1 if is_left else 1)
    moves = tuple(_tell_move(evidence, i, left.get(i, ()), taken.get(i, ())) for i in dict.fromkeys(people))
    short_posts = tuple(
        evidence.pools.posts[p].id
        for p in sorted(p for p, change in gained.items() if change < 0)
        if evidence.people[p] + gained[p] < problem.least[p]
    )
    short_people = tuple(
        evidence.pools.candidates[i].id
        for i, posts in left.items()
        if len(taken.get(i, ())) < len(posts)
        and evidence.load[i] + len(taken.get(i, ())) - len(posts) < problem.least_load[i]
    )
    return Price("priced", "full", changes, moves, short_posts, short_people)


def order_price(price: Price) -> tuple[int, ...]:
    """Return a key that sorts prices by what each objective loses, in order; no plan comes last.

    Only objectives measured by one number count.
    """
    if price.status != "priced":
        return (1, int(price.status == "unknown"))
    return (0, *(lose(change) for change in price.changes))


def lose(change: Change) -> int:
    """Return by how much an objective becomes worse; negative where it becomes better."""
    before, after = change.before, change.after
    if isinstance(before, int) and isinstance(after, int):
        return after - before if SENSES[change.objective] == "min" else before - after
    # A rank profile: the first entry that differs tells which is better.
    old, new = (value if isinstance(value, tuple) else (value,) for value in (before, after))
    pairs = zip(*align_profiles(change.objective, old, new), strict=True)
    more = next((theirs - mine for mine, theirs in pairs if mine != theirs), 0)
    return more if SENSES[change.objective] == "min" else -more


def _tell_answer(
    evidence: Evidence, resolver: Resolver, answer: Answer, depth: Depth, *, lifts_ban: bool = False
) -> Price:
    if answer.is_infeasible:
        return Price("impossible", depth, (), (), cause=answer.outcome.cause, lifts_ban=lifts_ban)
    plan, was_stopped = answer.outcome.assignment, answer.outcome.was_stopped
    if plan is None or was_stopped:
        cause = answer.outcome.cause
        return Price("unknown", depth, (), (), cause=cause, lifts_ban=lifts_ban, was_stopped=was_stopped)
    moves = answer.moves or list_moves(resolver.assignment, plan)
    return Price(
        "priced",
        "full" if resolver.base is not None else depth,
        answer.changes if lifts_ban else _add_bounds(answer.changes, resolver),
        tuple(_tell_move(evidence, move.candidate, move.left, move.taken) for move in moves),
        *_list_short(evidence, plan),
        lifts_ban=lifts_ban,
    )


def _add_bounds(changes: tuple[Change, ...], resolver: Resolver) -> tuple[Change, ...]:
    """Return changes with what was proven of the plan: asking for more, no plan does better than before.

    A bound holds as long as the objectives before it keep their values.
    """
    told: list[Change] = []
    is_prefix_kept = True
    for change in changes:
        bound = (
            change.bound if change.bound is not None or not is_prefix_kept else resolver.bounds.get(change.objective)
        )
        told.append(replace(change, bound=bound))
        is_prefix_kept = is_prefix_kept and change.before == change.after
    return tuple(told)


def say_certainty(change: Change) -> Words:
    """Return whether a change is proven, and where it is not, what bound is."""
    if change.is_exact:
        return name("proven", "yes")
    if not isinstance(change.bound, int) or change.bound == change.after:
        return name("proven", "no")
    return tell("certainty", SENSES[change.objective], bound=f"{change.bound:,}")


def _tell_move(evidence: Evidence, i: int, left: Sequence[int], taken: Sequence[int]) -> PersonMove:
    person, ids = evidence.pools.candidates[i], evidence.compiled.post_ids
    return PersonMove(person.id, person.name, tuple([ids[p] for p in left]), tuple([ids[p] for p in taken]))


def _list_short(evidence: Evidence, plan: Assignment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of posts and people that lack more of their least than before."""
    problem = evidence.problem
    people = np.bincount(plan.pairs[:, 1], minlength=problem.num_posts)
    load = np.bincount(plan.pairs[:, 0], minlength=problem.num_candidates)
    posts = np.flatnonzero((people < problem.least) & (people < evidence.people))
    persons = np.flatnonzero((load < problem.least_load) & (load < evidence.load))
    return (
        tuple(evidence.pools.posts[p].id for p in posts.tolist()),
        tuple(evidence.pools.candidates[i].id for i in persons.tolist()),
    )


def _add(value: Value, difference: int) -> Value:
    return value + difference if isinstance(value, int) else value
