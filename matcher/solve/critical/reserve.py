"""Reserve, then deferred acceptance: cover the short posts first, let the rest be stable (engine 4).

A stable plan leaves some needs short. Exactly the missing units are reserved by a min-cost flow,
where a pair costs as many posts as its candidate would rather have and could have now, plus a
surcharge where its candidate would be taken from a post that is not above its need. With the reserved pairs
fixed and capacities shrunk, deferred acceptance places all others; posts that are short after that
ask for more units, and the whole reserved set is chosen anew, until nobody is short. Choosing anew
goes on for some rounds even then, since the costs change with the plan, and the best plan is kept.

Reference: a heuristic of this project; deferred acceptance after D. Gale, L. S. Shapley, American
Mathematical Monthly 69 (1962) 9-15, and a min-cost flow by successive shortest paths.

Guarantee: full needs when it ends within the rounds, else nothing is returned. Blocking pairs are
those of reserved pairs only, about one candidate in such a pair for a missing unit.

Complexity: a min-cost flow over the pairs of short posts, and O(k log u), a round.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from matcher.solve.blocking import count_in_market, find_thresholds
from matcher.solve.compiled import compile_kernel
from matcher.solve.critical.settle import settle_market
from matcher.solve.deferred.proposals import free_room, run_from_candidates
from matcher.solve.preferences import Ints, Market, Marks, Pairs, Ties, make_keys, sort_by_candidate


def reserve_and_defer(
    market: Market, needs: Pairs, *, ties: Ties = "id", seed: int = 0, max_rounds: int = 20
) -> Marks | None:
    """Return the best plan of all rounds that meets `needs`, None when none does.

    Every plan is settled first: pairs that could be honoured without losing cover are.

    Parameters
    ----------
    needs
        Seats that each post must get, pinned ones included; together they must be possible.
    """
    order = sort_by_candidate(market, make_keys(market.rank_i))
    x = run_from_candidates(market, ties=ties, seed=seed)
    units = np.zeros(market.num_posts, np.int64)
    best: tuple[int, int, Marks] | None = None
    for _ in range(max_rounds + 1):
        people = np.bincount(market.post[x > 0], minlength=market.num_posts)
        short = np.maximum(needs - people, 0)
        if not short.any():
            settled, _ = settle_market(market, x)
            stability = count_in_market(market, settled)
            if best is None or (stability.num_unexcused, stability.num_blocking) < best[:2]:
                best = (stability.num_unexcused, stability.num_blocking, settled)
            if not units.any():
                break
        units += short
        reserved = _choose_units(market, order, x, needs, people, units)
        if reserved is None:
            break
        fixed = market.is_pinned.copy()
        fixed[reserved] = 1
        x = run_from_candidates(replace(market, is_pinned=fixed), ties=ties, seed=seed)
    return None if best is None else best[2]


def _choose_units(market: Market, order: Pairs, x: Marks, needs: Pairs, people: Ints, units: Ints) -> Ints | None:
    """Return the pairs of a cheapest way to give each post its units, None when there is none."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    worst_i, worst_p, _, _ = find_thresholds(market, x)
    cost = _count_envied(
        market.start_i, order, market.post, market.rank_i, market.rank_p, worst_i, worst_p, needs, people, x
    )
    room_i, _ = free_room(market)
    pairs = np.flatnonzero((units[market.post] > 0) & (market.is_pinned == 0) & (room_i[market.candidate] > 0))
    n, m = market.num_candidates, market.num_posts
    asking = np.flatnonzero(units)
    flow: Any = SimpleMinCostFlow()  # its stubs ask for one byte order of arrays
    tail = np.concatenate([np.full(len(asking), n + m), n + market.post[pairs], np.arange(n)])
    head = np.concatenate([n + asking, market.candidate[pairs], np.full(n, n + m + 1)])
    limit = np.concatenate([units[asking], np.ones(len(pairs), np.int64), room_i])
    price = np.concatenate([np.zeros(len(asking), np.int64), cost[pairs], np.zeros(n, np.int64)])
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), limit.astype(np.int64), price.astype(np.int64)
    )
    total = int(units.sum())
    flow.set_node_supply(n + m, total)
    flow.set_node_supply(n + m + 1, -total)
    if flow.solve() != flow.OPTIMAL:
        return None
    carried = np.asarray(flow.flows(np.asarray(arcs, np.int32)))[len(asking) : len(asking) + len(pairs)]
    used: Ints = pairs[carried > 0]
    return used


@compile_kernel
def _count_envied(
    start: Ints,
    order: Pairs,
    post: Pairs,
    rank_i: Pairs,
    rank_p: Pairs,
    worst_i: Pairs,
    worst_p: Pairs,
    needs: Pairs,
    people: Ints,
    x: Marks,
) -> Ints:
    """Return for each pair how many posts its candidate prefers that would take it, with surcharges."""
    cost = np.zeros(len(order), np.int64)
    for i in range(len(start) - 1):
        worst = -1
        for t in range(start[i], start[i + 1]):
            e = order[t]
            if x[e] and (worst < 0 or rank_i[e] > rank_i[worst]):
                worst = e
        # A candidate without room leaves its worst post; that costs more where the post needs it.
        is_needed = worst >= 0 and worst_i[i] < 2**31 - 1 and people[post[worst]] <= needs[post[worst]]
        better, seen, rank = 0, 0, 0
        for t in range(start[i], start[i + 1]):
            e = order[t]
            if rank_i[e] > rank:
                better, rank = seen, rank_i[e]
            cost[e] = 2 * better
            if is_needed and x[e] == 0:
                cost[e] += 3
            if x[e] == 0 and rank_p[e] < worst_p[post[e]]:
                seen += 1
    return cost
