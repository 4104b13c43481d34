"""Fewer blocking pairs at a fixed cover, by seeded local search (engine 7).

Each move forces a pair, mends the plan along a chain (`moves`), and is judged by the exact change in
blocking pairs, unexcused ones and points; worse plans are accepted with falling probability, after
S. Kirkpatrick, C. Gelatt, M. Vecchi, "Optimization by simulated annealing", Science 220 (1983)
671-680. Moves start at pairs that block now, so effort goes where something is to be gained.

Guarantee: the plan returned covers no less weight than the start, has no more unexcused blocking
pairs, and among those not more blocking pairs; pinned pairs stay. One seed and one budget of moves
give one plan, whatever the machine; the fewest possible number is not proven.

Complexity: about 15 to 40 microseconds a move, and one pass over the pairs every few thousand moves.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.problem import Assignment, Problem
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

FIRST_HEAT, LAST_HEAT = 1.0, 0.1
"""Temperature at the first and the last move, in blocking pairs."""

PRICE = 4.0
"""What an unexcused pair counts beyond being a blocking pair."""

POINTS_SHARE = 0.02
"""What the most points of a pair count, in blocking pairs: a tie-breaker."""

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


def improve_blocking(
    problem: Problem,
    assignment: Assignment,
    *,
    moves: int,
    seed: int | None = None,
    on_chunk: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Improved:
    """Return a plan of no less cover with fewer blocking pairs where the budget allows.

    Parameters
    ----------
    assignment
        A plan within all limits, best one of greatest cover without unexcused pairs.
    moves
        Moves to try; the same number gives the same plan on every machine.
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
    seed: int = 0,
    on_chunk: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Marks, Stability, int]:
    """Return the best plan found from `start`, its blocking pairs, and the moves tried."""
    cover = cover_weight(market, start)
    per_point = POINTS_SHARE / max(int(market.points.max(initial=0)), 1)
    num_cycles = max(1, moves // max(LEAST_CYCLE, CYCLE_PER_PAIR * market.num_pairs))
    best, best_key = start, (2**62, 0, 0)
    state = build_state(market, start)
    done = 0
    for cycle in range(num_cycles):
        if cycle:  # from the best and from the start in turn
            state = build_state(market, best if cycle % 2 else start)
        chance = _start_chance(seed, cycle)
        begin, end = moves * cycle // num_cycles, moves * (cycle + 1) // num_cycles
        done = begin
        while True:
            if _key(state) < best_key:
                best, best_key = _used(state), _key(state)
            queue = np.flatnonzero(mark_blocking(market, _used(state))).astype(np.int32)
            if done >= end or not len(queue):
                break
            if should_stop is not None and done and should_stop():
                return *_finish(market, best, _used(state)), done
            heat = FIRST_HEAT * (LAST_HEAT / FIRST_HEAT) ** ((done - begin) / (end - begin))
            budget = min(max(len(queue), LEAST_CHUNK), MOST_CHUNK, end - done)
            tried = _anneal(state, queue, budget, cover, heat, PRICE, per_point, chance)
            # A queue may run dry when its pairs stop blocking; some of the budget goes all the same.
            done = min(done + max(tried, 1 + budget // 4), end)
            if on_chunk is not None:
                on_chunk(Step(done, int(state.total[BLOCKING]), int(state.total[UNEXCUSED])))
        if best_key[:2] == (0, 0):
            break
    return *_finish(market, best, _used(state)), done


def _start_chance(seed: int, cycle: int) -> Ints:
    """Return an odd, and so never zero, generator state that differs by seed and cycle."""
    mixed = (seed * 0x9E3779B97F4A7C15 + (cycle + 1) * 0xD1B54A32D192ED03) & 0x7FFFFFFFFFFFFFFF
    return np.array([mixed | 1], np.int64)


def _finish(market: Market, best: Marks, last: Marks) -> tuple[Marks, Stability]:
    """Return the better of the best plan and of the last one with its unexcused pairs honoured."""
    settled, _ = settle_market(market, last)
    first, second = count_in_market(market, best), count_in_market(market, settled)
    if (second.num_unexcused, second.num_blocking) < (first.num_unexcused, first.num_blocking):
        return settled, second
    return best, first


def _key(state: State) -> tuple[int, int, int]:
    return int(state.total[UNEXCUSED]), int(state.total[BLOCKING]), -int(state.total[POINTS])


def _used(state: State) -> Marks:
    return np.ascontiguousarray(state.pairs["is_used"], dtype=np.uint8)


@compile_kernel
def _anneal(
    s: State, queue: Pairs, moves: int, cover: int, heat: float, price: float, per_point: float, chance: Ints
) -> int:
    """Try moves around the pairs in `queue` at one temperature; return how many were tried."""
    size = len(queue)
    tried = 0
    while tried < moves and size > 0:
        k = draw(chance, size)
        e = queue[k]
        pair = s.pairs[e]
        i, p = s.people[pair.candidate], s.posts[pair.post]
        if pair.is_used or pair.rank_i >= i.worst or pair.rank_p >= p.worst:
            size -= 1  # it no longer blocks
            queue[k] = queue[size]
            continue
        tried += 1
        blocking, unexcused, points = s.total[BLOCKING], s.total[UNEXCUSED], s.total[POINTS]
        if not propose_move(s, e, chance) or s.total[COVER] < cover:
            roll_back(s, blocking, unexcused)
            continue
        settle_counts(s)
        cost = (
            (s.total[BLOCKING] - blocking)
            + price * (s.total[UNEXCUSED] - unexcused)
            - per_point * (s.total[POINTS] - points)
        )
        if cost <= 0.0 or draw(chance, 1 << 30) < np.exp(-cost / heat) * (1 << 30):
            commit(s)
        else:
            roll_back(s, blocking, unexcused)
    return tried
