"""Fewer blocking pairs, more cover or more points within the rules, by seeded local search (engine 7).

Each move forces a pair, mends the plan along a chain (`moves`), and is judged by the exact change in
blocking pairs, unexcused ones and points; worse plans are accepted with falling probability, after
S. Kirkpatrick, C. Gelatt, M. Vecchi, "Optimization by simulated annealing", Science 220 (1983)
671-680. Moves start at pairs that block now, so effort goes where something is to be gained.

Guarantee: the plan returned covers no less weight than the start, breaks the side rules by no more,
and is no worse in what the search aims at; pinned pairs stay. Where no side rule can bind it has no
more unexcused pairs either, unless the aim is cover. One seed and one budget of moves give one plan,
whatever the machine; the best possible value is not proven.

Complexity: about 15 to 40 microseconds a move, and one pass over the pairs every few thousand moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Assignment, Problem
from matcher.solve.binding import binding_rules
from matcher.solve.blocking import Stability, count_in_market, cover_weight, mark_blocking
from matcher.solve.compiled import compile_kernel
from matcher.solve.critical.settle import settle_market
from matcher.solve.preferences import Ints, Market, Marks, Pairs, build_market
from matcher.solve.search.moves import draw, propose_move
from matcher.solve.search.state import (
    BLOCKING,
    COVER,
    POINTS,
    UNEXCUSED,
    State,
    build_state,
    commit,
    roll_back,
    settle_counts,
)
from matcher.solve.side_rules import build_counters
from matcher.solve.side_rules.counters import TOTAL
from matcher.solve.side_rules.switch import NO_RULES, Rules, sum_broken

Aim: TypeAlias = Literal["coverage", "stability", "satisfaction"]
"""What a search improves: more cover, fewer blocking pairs, or more points with no more blocking pairs."""

NO_CEILING = 2**62
"""Any number of pairs will do."""

FIRST_HEAT, LAST_HEAT = 1.0, 0.1
"""Temperature at the first and the last move, in blocking pairs."""

PRICE = 4.0
"""What an unexcused pair counts beyond being a blocking pair."""

POINTS_SHARE = 0.02
"""What the most points of a pair count, in blocking pairs: a tie-breaker."""

WEIGHTS: dict[Aim, tuple[float, float]] = {"coverage": (0.04, 4.0), "stability": (1.0, 0.0), "satisfaction": (0.0, 0.0)}
"""What a blocking pair costs, and what a unit of cover gains, beside points."""

POINTS_A_UNIT = 500.0
"""Points that count as one unit where points are the aim."""

LEAST_CYCLE, CYCLE_PER_PAIR = 100_000, 20
"""Moves of one cooling at least, alone and for each pair; a larger budget cools several times."""

LEAST_CHUNK, MOST_CHUNK = 2_000, 10_000
"""Moves between two looks at the clock, the caller's wish to stop and the pairs that block."""


@dataclass(frozen=True, slots=True)
class Step:
    """Hold how far a search has come.

    Parameters
    ----------
    num_moves
        Moves tried so far.
    num_blocking, num_unexcused
        Of the present plan, which may be worse than the best.
    """

    num_moves: int
    num_blocking: int
    num_unexcused: int


@dataclass(frozen=True, slots=True, eq=False)
class Improved:
    """Hold the best plan of a search and its blocking pairs."""

    assignment: Assignment
    stability: Stability
    num_moves: int


def improve_plan(
    problem: Problem,
    assignment: Assignment,
    *,
    moves: int,
    aim: Aim = "stability",
    seed: int | None = None,
    on_chunk: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Improved:
    """Return a plan of no less cover that is better in `aim`, where the budget allows.

    Parameters
    ----------
    assignment
        A plan within all limits and rules, best one of greatest cover without unexcused pairs.
    moves
        Moves to try; the same number gives the same plan on every machine.
    aim
        Fewer blocking pairs; more cover, whatever blocks then; or more points with no more blocking
        pairs than the start has.
    seed
        The problem's own when None.
    on_chunk
        Told after every few thousand moves.
    should_stop
        Asked after every few thousand moves; the best plan so far is returned.
    """
    market = build_market(problem)
    x, stability, tried = improve_market(
        market,
        market.as_marks(assignment),
        moves=moves,
        rules=build_counters(problem, market) if binding_rules(problem) else NO_RULES,
        aim=aim,
        seed=problem.seed if seed is None else seed,
        on_chunk=on_chunk,
        should_stop=should_stop,
    )
    return Improved(market.as_assignment(x), stability, tried)


def improve_market(
    market: Market,
    start: Marks,
    *,
    moves: int,
    rules: Rules = NO_RULES,
    aim: Aim = "stability",
    seed: int = 0,
    on_chunk: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Marks, Stability, int]:
    """Return the best plan found from `start`, its blocking pairs, and the moves tried."""
    weights = _weigh(market, aim, is_ruled=bool(rules))
    cover = cover_weight(market, start)
    num_cycles = max(1, moves // max(LEAST_CYCLE, CYCLE_PER_PAIR * market.num_pairs))
    state = build_state(market, start, rules)
    ceiling = _cap(state, aim)
    best, best_key = start, _key(state, aim)
    done = 0
    for cycle in range(num_cycles):
        if cycle:  # from the best and from the start in turn
            state = build_state(market, best if cycle % 2 or aim == "coverage" else start, rules)
        chance = _start_chance(seed, cycle)
        begin, end = moves * cycle // num_cycles, moves * (cycle + 1) // num_cycles
        done = begin
        while True:
            if _key(state, aim) < best_key:
                best, best_key = _used(state), _key(state, aim)
            queue = _find_places(market, _used(state), aim)
            if done >= end or not len(queue):
                break
            if should_stop is not None and done and should_stop():
                return *_finish(market, best, _used(state), rules, aim), done
            heat = FIRST_HEAT * (LAST_HEAT / FIRST_HEAT) ** ((done - begin) / (end - begin))
            budget = min(max(len(queue), LEAST_CHUNK), MOST_CHUNK, end - done)
            tried = _anneal(state, queue, budget, aim == "stability", cover, ceiling, heat, weights, chance)
            # A queue may run dry when its pairs stop blocking; some of the budget goes all the same.
            done = min(done + max(tried, 1 + budget // 4), end)
            if on_chunk is not None:
                on_chunk(Step(done, int(state.total[BLOCKING]), int(state.total[UNEXCUSED])))
        if best_key[:3] == (0, 0, 0):
            break
    return *_finish(market, best, _used(state), rules, aim), done


def _weigh(market: Market, aim: Aim, *, is_ruled: bool) -> NDArray[np.float64]:
    """Return the costs of one more blocking pair, unexcused pair, unit of cover and point."""
    blocking, cover = WEIGHTS[aim]
    # A rule may stand in the way of a pair that no cover excuses, so there it counts like the others.
    unexcused = 0.0 if is_ruled or aim != "stability" else PRICE
    a_point = POINTS_SHARE / max(int(market.points.max(initial=0)), 1)
    return np.array([blocking, unexcused, -cover, -1.0 / POINTS_A_UNIT if aim == "satisfaction" else -a_point])


def _cap(state: State, aim: Aim) -> tuple[int, int]:
    """Return how many blocking and unexcused pairs no plan on the way may exceed."""
    if aim != "satisfaction":
        return NO_CEILING, NO_CEILING
    return int(state.total[BLOCKING]), NO_CEILING if state.rules else int(state.total[UNEXCUSED])


def _find_places(market: Market, x: Marks, aim: Aim) -> Pairs:
    """Return unused pairs that a move may start at."""
    if aim == "stability":
        places = mark_blocking(market, x) > 0
    elif aim == "coverage":
        rows = np.flatnonzero(x)
        is_short_i = np.bincount(market.candidate[rows], minlength=market.num_candidates) < market.least_load
        is_short_p = np.bincount(market.post[rows], minlength=market.num_posts) < market.least
        places = (is_short_i[market.candidate] | is_short_p[market.post]) & (x == 0)
    else:
        rows = np.flatnonzero(x)
        floor = np.full(market.num_candidates, np.iinfo(np.int32).max)
        np.minimum.at(floor, market.candidate[rows], market.points[rows])
        floor[np.bincount(market.candidate[rows], minlength=market.num_candidates) < market.capacity] = 0
        places = (market.points > floor[market.candidate]) & (x == 0)
    return np.flatnonzero(places).astype(np.int32)


def _start_chance(seed: int, cycle: int) -> Ints:
    """Return an odd, and so never zero, generator state that differs by seed and cycle."""
    mixed = (seed * 0x9E3779B97F4A7C15 + (cycle + 1) * 0xD1B54A32D192ED03) & 0x7FFFFFFFFFFFFFFF
    return np.array([mixed | 1], np.int64)


def _finish(market: Market, best: Marks, last: Marks, rules: Rules, aim: Aim) -> tuple[Marks, Stability]:
    """Return the best plan, or, without rules, the last one with its unexcused pairs honoured if that is better."""
    first = count_in_market(market, best)
    if rules or aim != "stability":
        return best, first
    settled, _ = settle_market(market, last)
    second = count_in_market(market, settled)
    if (second.num_unexcused, second.num_blocking) < (first.num_unexcused, first.num_blocking):
        return settled, second
    return best, first


def _key(state: State, aim: Aim) -> tuple[int, int, int, int, int]:
    """Return what the search makes as small as it can."""
    broken = int(state.rules.broken[TOTAL]) if state.rules else 0
    unexcused = 0 if state.rules else int(state.total[UNEXCUSED])
    blocking, points = int(state.total[BLOCKING]), -int(state.total[POINTS])
    if aim == "stability":
        return broken, unexcused, blocking, points, 0
    if aim == "coverage":
        return broken, -int(state.total[COVER]), unexcused, blocking, points
    return broken, points, unexcused, blocking, 0


def _used(state: State) -> Marks:
    return np.ascontiguousarray(state.pairs["is_used"], dtype=np.uint8)


@compile_kernel
def _anneal(
    s: State,
    queue: Pairs,
    moves: int,
    is_blocking_only: bool,  # noqa: FBT001
    least_cover: int,
    ceiling: tuple[int, int],
    heat: float,
    weights: NDArray[np.float64],
    chance: Ints,
) -> int:
    """Try moves around the pairs in `queue` at one temperature; return how many were tried."""
    size = len(queue)
    tried = 0
    while tried < moves and size > 0:
        k = draw(chance, size)
        e = queue[k]
        pair = s.pairs[e]
        i, p = s.people[pair.candidate], s.posts[pair.post]
        if pair.is_used or (is_blocking_only and (pair.rank_i >= i.worst or pair.rank_p >= p.worst)):
            size -= 1  # it no longer blocks
            queue[k] = queue[size]
            continue
        tried += 1
        blocking, unexcused, cover, points = s.total[BLOCKING], s.total[UNEXCUSED], s.total[COVER], s.total[POINTS]
        broken = sum_broken(s.rules)
        if not propose_move(s, e, chance) or s.total[COVER] < least_cover or sum_broken(s.rules) > broken:
            roll_back(s, blocking, unexcused)
            continue
        settle_counts(s)
        cost = (
            weights[0] * (s.total[BLOCKING] - blocking)
            + weights[1] * (s.total[UNEXCUSED] - unexcused)
            + weights[2] * (s.total[COVER] - cover)
            + weights[3] * (s.total[POINTS] - points)
        )
        is_within = s.total[BLOCKING] <= ceiling[0] and s.total[UNEXCUSED] <= ceiling[1]
        if is_within and (cost <= 0.0 or draw(chance, 1 << 30) < np.exp(-cost / heat) * (1 << 30)):
            commit(s)
        else:
            roll_back(s, blocking, unexcused)
    return tried
