"""Exact lexicographic min-cost flow.

Coverage and every additive objective (size, satisfaction, ranks, generous, travel, continuity) over a
many-to-many market are integral network flows, and stay so under side rules that bound how many
pairs of a set are used, as long as the sets are nested or apart (`matcher.solve.flow.nesting`). What
such bounds ask for at least is checked by one maximum flow before anything else.

The stages are solved one after the other with OR-Tools' cost-scaling push-relabel; each is frozen by
complementary slackness: with optimal potentials, an arc of positive reduced cost is empty in every
optimal flow and one of negative reduced cost is full, so only the arcs of reduced cost zero stay
open to later stages. No weights are stacked, so nothing can overflow, and every stage is proven.

Guarantee: the lexicographic optimum, or the bounds that no plan can keep. Complexity: one min-cost
flow and one Bellman-Ford per stage.

Reference: Ahuja, Magnanti, Orlin, Network Flows (1993), theorems 9.3 and 9.4 (optimality by reduced
costs and complementary slackness).
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SolverError
from matcher.policy.records import Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Status
from matcher.solve.binding import binding_rules
from matcher.solve.flow.feasible import find_clash
from matcher.solve.flow.nesting import nest_rules
from matcher.solve.flow.network import Network, build_network, stage_costs
from matcher.solve.measure import measure
from matcher.words import Words

ENGINE = "min-cost flow"
ADDITIVE: frozenset[Objective] = frozenset(
    {"coverage", "size", "ranks", "generous", "satisfaction", "travel", "continuity"}
)


def provable_prefix(problem: Problem) -> tuple[Objective, ...]:
    """Return the leading objectives this engine proves; empty where a rule binds that its network cannot hold."""
    if binding_rules(problem) and nest_rules(problem) is None:
        return ()
    prefix: list[Objective] = []
    for objective in problem.objectives:
        if objective not in ADDITIVE and not (objective == "hosts" and _hosts_are_seats(problem)):
            break
        prefix.append(objective)
    return tuple(prefix)


def _hosts_are_seats(problem: Problem) -> bool:
    """Tell whether whole-host coverage is seat coverage: one needed seat per host at most."""
    needed = np.bincount(problem.host, weights=problem.least, minlength=problem.num_hosts)
    return bool((needed <= 1).all())


def solve_flow(
    problem: Problem,
    objectives: tuple[Objective, ...],
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Solve the given objectives in order.

    Parameters
    ----------
    objectives
        A prefix from `provable_prefix`; empty: only what pins and bounds ask for is placed.

    Returns
    -------
    Outcome
        OPTIMAL for these objectives, or INFEASIBLE with the pins or bounds that cannot be kept.

    Raises
    ------
    ValueError
        A side rule binds that the network cannot hold.
    """
    started = time.perf_counter()
    if not _pins_fit(problem):
        return _pins_too_many(time.perf_counter() - started)
    network = build_network(problem)
    if network.nesting is not None and (cause := find_clash(network, network.nesting)):
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - started, cause)
    results: list[ObjectiveResult] = []
    used = network.fixed
    if network.nesting is not None and not objectives:
        nothing = np.zeros(len(network.tail), np.int64)
        used = _freeze(network, nothing, _cheapest_flow(network, nothing))
    was_stopped = False
    for objective in objectives:
        if results and should_stop():
            was_stopped = True
            break
        stage_started = time.perf_counter()
        for costs in stage_costs(network, objective):
            is_first_cover = objective == "coverage" and not results and network.nesting is None
            flow = _cover_flow(network) if is_first_cover else _cheapest_flow(network, costs)
            used = _freeze(network, costs, flow)
        value = measure(problem, _assignment(problem, used), objective)
        results.append(
            ObjectiveResult(
                objective, value, value, proven=True, engine=ENGINE, seconds=time.perf_counter() - stage_started
            )
        )
    status: Status = "FEASIBLE" if was_stopped else "OPTIMAL"
    assignment = _assignment(problem, used)
    return Outcome(status, assignment, tuple(results), time.perf_counter() - started, was_stopped=was_stopped)


def _assignment(problem: Problem, rows: NDArray[np.int64]) -> Assignment:
    return Assignment(np.column_stack([problem.candidate[rows], problem.post[rows]]))


def _pins_fit(problem: Problem) -> bool:
    pinned = problem.is_pinned
    load = np.bincount(problem.candidate[pinned], minlength=problem.num_candidates)
    seats = np.bincount(problem.post[pinned], minlength=problem.num_posts)
    return bool((load <= problem.capacity).all() and (seats <= problem.most).all())


def _pins_too_many(seconds: float) -> Outcome:
    cause = Words("指定的配对超过了某人的上限或某岗位的人数上限", "pins exceed a person's capacity or a post's most")
    return Outcome("INFEASIBLE", None, (), seconds, cause)


def _cover_flow(network: Network) -> NDArray[np.int64]:
    """Return a flow of greatest cover, from the augmenting-path engine, which is faster at this.

    Nothing is taken on trust: `_freeze` finds potentials for it, which exist only if it is optimal.
    """
    from matcher.solve.critical.cover import find_cover

    problem = network.problem
    n, m = problem.num_candidates, problem.num_posts
    pairs = find_cover(problem)[0].pairs
    load, people = np.bincount(pairs[:, 0], minlength=n), np.bincount(pairs[:, 1], minlength=m)
    keys = problem.candidate[network.pair_row].astype(np.int64) * m + problem.post[network.pair_row]
    flow = np.zeros(len(network.tail), np.int64)
    flow[:n] = np.minimum(load, network.capacity[:n])
    flow[n : 2 * n] = load - flow[:n]
    flow[network.first_pair : network.first_post] = np.isin(keys, pairs[:, 0].astype(np.int64) * m + pairs[:, 1])
    leasts = slice(network.first_post, network.first_post + m)
    flow[leasts] = np.minimum(people, network.capacity[leasts])
    flow[network.first_post + m : network.bypass] = people - flow[leasts]
    flow[network.bypass] = network.capacity[network.bypass] - len(pairs)
    return flow


def _cheapest_flow(network: Network, costs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a flow of least cost over the open arcs."""
    from ortools.graph.python import min_cost_flow

    arcs = np.flatnonzero(network.capacity > 0)
    # Its stubs ask for scalar types where it takes arrays.
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        network.tail[arcs].astype(np.int32), network.head[arcs].astype(np.int32), network.capacity[arcs], costs[arcs]
    )
    solver.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverError(Words(f"网络流求解失败：{status}", f"the flow engine failed: {status}"))
    flow = np.zeros(len(network.tail), np.int64)
    flow[arcs] = solver.flows(np.arange(len(arcs), dtype=np.int32))
    return flow


def _freeze(network: Network, costs: NDArray[np.int64], flow: NDArray[np.int64]) -> NDArray[np.int64]:
    """Close every arc that all optimal flows use alike, and return the pairs this one uses."""
    from matcher.solve.flow.potentials import settle_potentials

    arcs = np.flatnonzero(network.capacity > 0)
    tail, head, capacity, cost = (a[arcs] for a in (network.tail, network.head, network.capacity, costs))
    potential = settle_potentials(len(network.supply), tail, head, capacity, flow[arcs], cost)
    reduced = cost + potential[tail] - potential[head]
    is_full, is_open = reduced < 0, reduced == 0
    network.capacity[arcs[~is_open]] = 0
    np.subtract.at(network.supply, tail[is_full], capacity[is_full])
    np.add.at(network.supply, head[is_full], capacity[is_full])
    network.fixed = np.concatenate([network.fixed, _pair_rows(network, arcs[is_full])])
    return np.sort(np.concatenate([network.fixed, _pair_rows(network, arcs[is_open & (flow[arcs] > 0)])]))


def _pair_rows(network: Network, arcs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows of the problem behind those of the arcs that are pairs."""
    pairs = arcs[(arcs >= network.first_pair) & (arcs < network.first_post)]
    return network.pair_row[pairs - network.first_pair]
