"""Coverage of many withdrawals, each from one greatest cover.

Who withdraws is gone as after the edit `CandidateLeaves`: no room, no least load, no pins. A
scenario starts from the cover of the whole problem, takes the seats of those who are gone, and
answers each lost seat by one search (`matcher.solve.incremental.reach`); what nobody lost costs
nothing. Least seats and least loads are counted apart, because the greatest cover of one side never
costs the other anything (see `matcher.solve.critical.cover`).

Reference: that of `reach`, shortest augmenting paths with distance labels (Ahuja, Orlin 1991).

Guarantee: the optimum of the coverage objective of every scenario.

Complexity: O(k) a scenario for the copy, and O(c k) at worst for c classes of priority.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.problem import Problem
from matcher.solve.binding import binding_rules
from matcher.solve.compiled import compile_kernel
from matcher.solve.critical.cover import cover_market
from matcher.solve.deferred.proposals import free_room, slot_starts
from matcher.solve.incremental.base import TOO_MANY_PINS, pins_fit
from matcher.solve.incremental.reach import HELD, NOBODY, OUT, Askers, Cover, answer_demand, count_labels, find_labels
from matcher.solve.preferences import Ints, Market, Marks, Pairs, build_market, group_rows


def cover_of_withdrawals(problem: Problem, withdrawals: NDArray[np.bool_], *, num_threads: int = 1) -> Ints:
    """Return the least value of the coverage objective in every scenario.

    Parameters
    ----------
    withdrawals
        Who is gone in each scenario; bool, shape (scenarios, candidates).
    num_threads
        Scenarios are shared out among so many threads; the answer is the same for any number.

    Returns
    -------
    array
        int64, shape (scenarios,): missing seats by priority, plus missing least loads of those who
        stay.

    Raises
    ------
    ValueError
        The shape is wrong, or a side rule binds.
    ProblemError
        The problem has more pins than room.
    """
    if withdrawals.ndim != 2 or withdrawals.shape[1] != problem.num_candidates:
        raise ValueError(f"withdrawals: shape {withdrawals.shape} is not (scenarios, {problem.num_candidates})")
    if rules := binding_rules(problem):
        raise ValueError(f"side rules bind: {', '.join(sorted(rules))}")
    if not pins_fit(problem):
        raise ProblemError(TOO_MANY_PINS)
    gone = withdrawals.astype(np.uint8)
    market = build_market(problem)
    x = cover_market(market).x
    values = _lose_seats(market, x, gone, num_threads)
    if market.least_load.any():
        values += _miss_loads(market, x, gone, num_threads)
    return values


def _lose_seats(market: Market, x: Marks, gone: Marks, num_threads: int) -> Ints:
    """Return the weight of the missing least seats of each scenario."""
    pins = np.flatnonzero(market.is_pinned)
    pinned = np.bincount(market.post[pins], minlength=market.num_posts)
    needs = np.maximum(market.least - pinned, 0)
    y = _trim(x & (1 - market.is_pinned), market.post, needs)
    missing = needs - np.bincount(market.post[y > 0], minlength=market.num_posts)
    classes, level = np.unique(market.priority, return_inverse=True)
    room = free_room(market)[0]
    slots = slot_starts(room, np.diff(market.start_i))
    step = market.num_candidates + market.num_posts + 1
    loss: Ints = (level.astype(np.int64) + 1) * step
    nowhere = (len(classes) + 1) * step
    askers: Askers = (market.start_p, market.by_post, market.post, market.candidate, loss, slots)
    cover = _lay_out(askers, y, room, market.is_pinned)
    find_labels(askers, cover, step, nowhere)
    over = np.maximum(pinned - market.least, 0).astype(np.int32)
    fixed = (market.post[pins], market.candidate[pins], over)

    def run(part: Marks, values: Ints) -> None:
        _run_seats(askers, cover, fixed, market.priority, part, values, step, nowhere)

    return int((market.priority * missing).sum()) + _share_out(run, gone, num_threads)


def _miss_loads(market: Market, x: Marks, gone: Marks, num_threads: int) -> Ints:
    """Return the number of missing least loads of each scenario."""
    pins = np.flatnonzero(market.is_pinned)
    pinned = np.bincount(market.candidate[pins], minlength=market.num_candidates)
    least = np.maximum(market.least_load - pinned, 0).astype(np.int32)
    y = _trim(x & (1 - market.is_pinned), market.candidate, least)
    missing = least - np.bincount(market.candidate[y > 0], minlength=market.num_candidates).astype(np.int32)
    room = free_room(market)[1]
    # Room that a pin takes comes free when its candidate leaves, so slots are there for it too.
    slots = slot_starts(market.most, np.diff(market.start_p))
    rows = np.arange(market.num_pairs, dtype=np.int32)
    step = market.num_candidates + market.num_posts + 1
    loss = np.full(market.num_candidates, step, np.int64)
    askers: Askers = (market.start_i, rows, market.candidate, market.post, loss, slots)
    cover = _lay_out(askers, y, room, market.is_pinned)
    own_room = np.maximum(market.capacity - pinned, 0).astype(np.int32)
    fixed = (market.candidate[pins], market.post[pins], np.minimum(missing, own_room - (least - missing)))

    def run(part: Marks, values: Ints) -> None:
        _run_loads(askers, cover, fixed, missing, part, values, step)

    return _share_out(run, gone, num_threads)


def _trim(x: Marks, agent: Pairs, most: NDArray[np.int64] | Pairs) -> Marks:
    """Return `x` with the first pairs of each agent alone, at most so many."""
    used = np.flatnonzero(x)
    used = used[np.argsort(agent[used], kind="stable")]
    start = np.searchsorted(agent[used], np.arange(len(most)))
    kept = used[np.arange(len(used)) - start[agent[used]] < most[agent[used]]]
    trimmed = np.zeros(len(x), np.uint8)
    trimmed[kept] = HELD
    return trimmed


def _lay_out(askers: Askers, y: Marks, room: Pairs, is_pinned: Marks) -> Cover:
    """Return a plan as slots of givers; labels are all 0, which is always a bound."""
    giver, slots = askers[3], askers[5]
    load = np.bincount(giver[y > 0], minlength=len(room)).astype(np.int32)
    held = np.empty(int(slots[-1]), np.int32)
    used = np.flatnonzero(y).astype(np.int32)
    starts, order = group_rows(giver[used], len(room))
    for_giver = giver[used][order]
    held[slots[for_giver] + np.arange(len(order)) - starts[for_giver]] = used[order]
    x = np.where(is_pinned > 0, np.uint8(OUT), y)
    return x, held, load, room.copy(), np.zeros(len(askers[4]), np.int64), np.zeros(len(room), np.int64)


def _share_out(run: Callable[[Marks, Ints], None], gone: Marks, num_threads: int) -> Ints:
    """Run blocks of scenarios on several threads; kernels hold no lock of the interpreter."""
    values = np.zeros(len(gone), np.int64)
    blocks = [block for block in np.array_split(np.arange(len(gone)), max(1, num_threads)) if len(block)]
    if len(blocks) <= 1:
        run(gone, values)
        return values
    with ThreadPoolExecutor(len(blocks)) as pool:
        list(pool.map(lambda block: run(gone[block[0] : block[-1] + 1], values[block[0] : block[-1] + 1]), blocks))
    return values


@compile_kernel
def _run_seats(
    askers: Askers,
    base: Cover,
    fixed: tuple[Pairs, Pairs, Pairs],
    weight: Ints,
    gone: Marks,
    values: Ints,
    step: int,
    nowhere: int,
) -> None:
    """Write the weight that posts lose in each scenario to `values`."""
    start, rows, asker, giver, loss, slots = askers
    pin_asker, pin_giver, spare_pins = fixed
    path = np.empty((2, len(loss) + 1), np.int64)
    demands = np.empty(len(base[1]) + len(pin_asker), np.int32)
    for k in range(len(gone)):
        x, held, load, room = base[0].copy(), base[1].copy(), base[2].copy(), base[3].copy()
        label_a, label_g, over = base[4].copy(), base[5].copy(), spare_pins.copy()
        num = 0
        for g in range(len(room)):
            if gone[k, g]:
                for s in range(slots[g], slots[g] + load[g]):
                    x[held[s]] = 0
                    demands[num] = asker[held[s]]
                    num += 1
                load[g] = 0
                room[g] = 0
                label_g[g] = nowhere
        for t in range(len(pin_asker)):
            if gone[k, pin_giver[t]]:
                a = pin_asker[t]
                over[a] -= 1
                if over[a] < 0:
                    demands[num] = a
                    num += 1
        count = count_labels(label_a, label_g, nowhere)
        for t in range(num):
            a = answer_demand(
                start,
                rows,
                asker,
                giver,
                loss,
                slots,
                x,
                held,
                load,
                room,
                label_a,
                label_g,
                count,
                step,
                path,
                demands[t],
            )
            if a != NOBODY:
                values[k] += weight[a]


@compile_kernel
def _run_loads(
    askers: Askers, base: Cover, fixed: tuple[Pairs, Pairs, Pairs], missing: Pairs, gone: Marks, values: Ints, step: int
) -> None:
    """Write the least loads that those who stay miss in each scenario to `values`."""
    start, rows, asker, giver, loss, slots = askers
    pin_asker, pin_giver, wanted = fixed
    path = np.empty((2, len(loss) + 1), np.int64)
    for k in range(len(gone)):
        x, held, load, room = base[0].copy(), base[1].copy(), base[2].copy(), base[3].copy()
        label_a, label_g = base[4].copy(), base[5].copy()
        for t in range(len(pin_asker)):
            room[pin_giver[t]] += gone[k, pin_asker[t]]
        for g in range(len(room)):
            kept = slots[g]
            for s in range(slots[g], slots[g] + load[g]):
                if gone[k, asker[held[s]]]:
                    x[held[s]] = 0
                else:
                    held[kept] = held[s]
                    kept += 1
            load[g] = kept - slots[g]
        count = count_labels(label_a, label_g, 2 * step)
        for a in range(len(missing)):
            if gone[k, a]:
                continue
            values[k] += missing[a]
            for _ in range(wanted[a]):
                found = answer_demand(
                    start, rows, asker, giver, loss, slots, x, held, load, room, label_a, label_g, count, step, path, a
                )
                if found != NOBODY:
                    break
                values[k] -= 1
