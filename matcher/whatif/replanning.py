"""Plan again with few changes: what was agreed stays unless moving it buys more than a stated price.

Let K be the pairs of the earlier plan. Among the plans that are best in the objectives named first,
the one with the greatest value of

    suitability points + price x number of pairs of K kept

is found, and among equals the one that keeps most. Both parts are sums over pairs, so the price is
added to the points of the pairs of K and the result is an ordinary lexicographic problem: an
engine proves it as it proves any other, and no weight is guessed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.explain.sentences import tell
from matcher.plans.making import tell_plan
from matcher.plans.plan import Plan
from matcher.plans.scenario import Scenario
from matcher.policy.records import Objective, PairOrder, Policy
from matcher.problem import Compiled, ObjectiveResult, Outcome, Problem, compile_problem
from matcher.solve import solve
from matcher.solve.progress import Progress
from matcher.suitability import build_pairs
from matcher.verify import verify
from matcher.whatif.variant import Variant
from matcher.words import Words

Pair: TypeAlias = tuple[str, str]
"""Candidate id and post id; an enterprise id stands for all its posts."""

Barrier: TypeAlias = Literal["gone", "not-acceptable", "banned", "no-room"]

MOST_PRICE = 900_000
"""Above any gain a season of ordinary size can make; "no price is enough" is None."""


@dataclass(frozen=True, slots=True)
class LostPair:
    """Hold an earlier pair that cannot be any more, whatever it is worth, and why."""

    pair: Pair
    barrier: Barrier
    why: Words


@dataclass(frozen=True, slots=True, eq=False)
class Replan:
    """Hold a plan made with few changes.

    Parameters
    ----------
    plan
        Checked and explained like any other; no assignment where nothing was found.
    kept, given_up, lost
        Earlier pairs that stay, that were given up for something worth more, and that cannot be any
        more; by candidate id and post id, sorted.
    new
        Pairs that were not there before.
    is_proven
        No plan that is as good in the objectives named first has a greater value of points and
        kept pairs together.
    """

    plan: Plan
    price: int | None
    kept: tuple[Pair, ...]
    given_up: tuple[Pair, ...]
    lost: tuple[LostPair, ...]
    new: tuple[Pair, ...]
    is_proven: bool


def replan(
    scenario: Scenario | Variant,
    previous: Plan | Iterable[Pair] | None = None,
    *,
    price: int | None,
    signed: Iterable[Pair] = (),
    pin_signed: bool = True,
    above: Sequence[Objective] = ("coverage",),
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Replan:
    """Solve a scenario again, keeping what was agreed unless moving it buys more than a price.

    Parameters
    ----------
    previous
        The earlier plan, or its pairs; None: who served where last season.
    price
        Points of suitability (0 to 10,000 a pair) that giving up one earlier pair must buy. 0: a
        change costs nothing, and the scenario is solved as it stands. None: no gain is enough, the
        fewest changes that the objectives named first allow.
    signed
        Pairs already signed; they count as earlier pairs too.
    pin_signed
        Fix signed pairs wherever they still can be; otherwise they may be bought like the others.
    above
        Objectives that are worth any number of changes, in order; the scenario's others come
        after. ``()``: changes come first, even before coverage.

    Raises
    ------
    ProblemError
        The price is out of range, or satisfaction is to come first.
    ScenarioError
        A pin of the scenario asks for a pair that cannot be.
    """
    if price is not None and not 0 <= price <= MOST_PRICE:
        raise ProblemError(
            Words(
                f"变动一对的代价应在 0 至 {MOST_PRICE} 之间，而不是 {price}",
                f"the price of a change is from 0 to {MOST_PRICE}, not {price}",
            )
        )
    if {"satisfaction", "continuity"} & set(above):
        raise ProblemError(
            Words("契合度和留任不能排在变动之前", "satisfaction and continuity cannot come before changes")
        )
    plain = scenario.scenario if isinstance(scenario, Variant) else scenario
    table = build_pairs(plain.pools, plain.policy, plain.vocabulary)
    compiled = compile_problem(plain.pools, plain.policy, table)
    agreed = list(signed)
    earlier = _Earlier(plain, compiled, _list_pairs(previous, plain), agreed)
    order = order_objectives(plain.policy, price, tuple(above))
    pins = earlier.find_pins(agreed) if pin_signed else ()
    changed = replace(plain, policy=_with_orders(plain, order, pins))
    problem = replace(
        compile_problem(changed.pools, changed.policy, table).problem, is_kept=earlier.is_kept, objectives=order
    )
    outcome = solve(add_price(problem, price), plain.policy.engine, on_progress=on_progress, should_stop=should_stop)
    plan = tell_plan(changed, table, replace(compiled, problem=problem), _measure(problem, outcome, price))
    plan = replace(plan, notes=(*plan.notes, _say_price(price)))
    return earlier.compare(plan, price, is_proven=_is_proven(outcome, order, price))


def order_objectives(policy: Policy, price: int | None, above: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """Return the objectives of a re-plan in order.

    Examples
    --------
    >>> from datetime import date
    >>> policy = Policy(name="demo", season_start=date(2026, 12, 1), objectives=("coverage", "stability", "travel"))
    >>> order_objectives(policy, 500, ("coverage",))
    ('coverage', 'satisfaction', 'continuity', 'stability', 'travel')
    >>> order_objectives(policy, None, ("coverage",))
    ('coverage', 'continuity', 'stability', 'travel')
    >>> order_objectives(policy, 0, ("coverage",)) == policy.objectives
    True
    """
    own = policy.ordered_objectives
    if price == 0:
        return own
    middle: tuple[Objective, ...] = ("continuity",) if price is None else ("satisfaction", "continuity")
    return (*above, *middle, *(name for name in own if name not in above and name not in middle))


def add_price(problem: Problem, price: int | None) -> Problem:
    """Return the problem with the price added to the points of the pairs to keep."""
    if not price:
        return problem
    return replace(problem, points=problem.points + price * problem.is_kept)


class _Earlier:
    """Hold the pairs agreed before, laid over the pairs of the problem."""

    def __init__(self, scenario: Scenario, compiled: Compiled, pairs: list[Pair], signed: list[Pair]) -> None:
        self.compiled = compiled
        self.posts_of = _list_posts(scenario)
        problem = compiled.problem
        self.rows = {
            (compiled.candidate_ids[i], compiled.post_ids[p]): row
            for row, (i, p) in enumerate(zip(problem.candidate.tolist(), problem.post.tolist(), strict=True))
        }
        # What names a single post is kept there; what names a host, at any of its posts.
        self.wanted = {pair: self._spread(pair) for pair in dict.fromkeys((*pairs, *signed))}
        rows = [row for spread in self.wanted.values() for pair in spread if (row := self._usable(pair)) is not None]
        self.is_kept: NDArray[np.bool_] = np.zeros(problem.num_pairs, np.bool_)
        self.is_kept[rows] = True

    def _spread(self, pair: Pair) -> tuple[Pair, ...]:
        candidate, place = pair
        return tuple((candidate, post) for post in self.posts_of.get(place, (place,)))

    def _usable(self, pair: Pair) -> int | None:
        row = self.rows.get(pair)
        return None if row is None or self._find_barrier(pair) is not None else row

    def _find_barrier(self, pair: Pair) -> Barrier | None:
        """Say why a pair cannot be in any plan; None where it can."""
        compiled, problem = self.compiled, self.compiled.problem
        i, p = compiled.candidate_index.get(pair[0]), compiled.post_index.get(pair[1])
        if i is None or p is None:
            return "gone"
        if problem.capacity[i] == 0 or problem.most[p] == 0:
            return "no-room"
        row = self.rows.get(pair)
        if row is None:
            return "not-acceptable"
        return "banned" if problem.is_banned[row] else None

    def find_pins(self, signed: list[Pair]) -> tuple[Pair, ...]:
        """Return the signed pairs that can be fixed."""
        return tuple(
            pair for pair in dict.fromkeys(signed) if any(self._usable(one) is not None for one in self._spread(pair))
        )

    def compare(self, plan: Plan, price: int | None, *, is_proven: bool) -> Replan:
        """Say what became of every earlier pair."""
        found = {(match.candidate_id, match.post_id) for match in plan.matches}
        kept: list[Pair] = []
        given_up: list[Pair] = []
        lost: list[LostPair] = []
        for pair, spread in sorted(self.wanted.items()):
            barriers = [self._find_barrier(one) for one in spread] or ["gone"]
            if found.intersection(spread):
                kept += sorted(found.intersection(spread))
            elif None in barriers:
                given_up.append(pair)
            else:
                barrier = barriers[0] or "gone"
                lost.append(LostPair(pair, barrier, tell("lost", barrier)))
        chosen = set(kept)
        return Replan(
            plan=plan,
            price=price,
            kept=tuple(sorted(chosen)),
            given_up=tuple(given_up),
            lost=tuple(lost),
            new=tuple(sorted(found - chosen)),
            is_proven=is_proven,
        )


def _list_pairs(previous: Plan | Iterable[Pair] | None, scenario: Scenario) -> list[Pair]:
    if previous is None:
        return [(served.candidate, served.enterprise) for served in scenario.pools.incumbents]
    if isinstance(previous, Plan):
        return [(match.candidate_id, match.post_id) for match in previous.matches]
    return list(previous)


def _list_posts(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the posts of each enterprise; an id that is also a post's means the post."""
    posts: dict[str, tuple[str, ...]] = {}
    for post in scenario.pools.posts:
        posts[post.enterprise] = (*posts.get(post.enterprise, ()), post.id)
    return {place: own for place, own in posts.items() if place not in scenario.pools.post_index}


def _with_orders(scenario: Scenario, order: tuple[Objective, ...], pins: tuple[Pair, ...]) -> Policy:
    """Return the settings with the order of objectives and the signed pairs as pins."""
    policy, pools = scenario.policy, scenario.pools
    known = {(pin.candidate, pin.enterprise, pin.post) for pin in policy.pins}
    added: list[PairOrder] = []
    for candidate, place in pins:
        is_post = place in pools.post_index
        host = pools.host_of_post(place).id if is_post else place
        if (candidate, host, place if is_post else None) not in known:
            added.append(
                PairOrder(candidate=candidate, enterprise=host, post=place if is_post else None, reason="已签订协议")
            )
    if order == policy.ordered_objectives and not added:
        return policy
    return policy.model_copy(update={"preset": None, "objectives": order, "pins": (*policy.pins, *added)})


def _measure(problem: Problem, outcome: Outcome, price: int | None) -> Outcome:
    """Return the outcome with the plan's own values in place of those with the price in them.

    What was proven of points and price together says nothing of the points alone, and nothing of
    what comes after them.
    """
    if outcome.assignment is None or not price:
        return outcome
    values = verify(problem, outcome.assignment).objectives
    results: list[ObjectiveResult] = []
    is_pure = True
    for result in outcome.objectives:
        is_pure = is_pure and result.name != "satisfaction"
        results.append(
            result
            if is_pure
            else replace(result, value=values[result.name], bound=None, proven=False, certificate=None)
        )
    return replace(outcome, status="FEASIBLE", objectives=tuple(results))


def _is_proven(outcome: Outcome, order: tuple[Objective, ...], price: int | None) -> bool:
    """Tell whether everything down to the kept pairs is proven."""
    if outcome.assignment is None:
        return outcome.status == "INFEASIBLE"
    last = len(order) if price == 0 else order.index("continuity") + 1
    proven = [result.proven for result in outcome.objectives[:last]]
    return len(proven) == last and all(proven)


def _say_price(price: int | None) -> Words:
    if price is None:
        return tell("replan", "fewest")
    return tell("replan", "priced", price=price) if price else tell("replan", "free")
