"""The best stable plan of strict lists by any list of objectives, proven (engine 8).

Every objective of a plan is one of three kinds on the set of stable plans:

- the same in all of them (cover, whole hosts, size, balance), since every agent has as many
  partners in one as in another (A. E. Roth, "On the allocation of residents to rural hospitals",
  Econometrica 54 (1986) 425-427; with capacities on both sides A. Alkan, Economic Theory 19 (2002)
  737-746);
- a sum over pairs (satisfaction, travel, continuity, each rank of the rank profile; the egalitarian
  sum of all ranks), a closed set of least weight;
- a bound on pairs (regret), a bisection over refused pairs.

Guarantee: each stage keeps exactly the plans that are best so far, so the list is lexicographic and every
value is proven. Pins keep the stable plans that have all pinned pairs. What is not of these kinds,
such as a sum as equal as possible for both sides, is NP-hard even here and has no place.

Complexity: that of `find`, one maximum flow over the rotations a sum (a rank counts as a sum), and
O(k log k) for regret.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np

from matcher.policy.records import Favour, Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Status
from matcher.solve.binding import binding_rules
from matcher.solve.compiled import compile_kernel
from matcher.solve.measure import measure
from matcher.solve.preferences import Ints, Market, Pairs
from matcher.solve.rotations.closed import ClosedSets
from matcher.solve.rotations.find import Rotations, find_rotations
from matcher.words import Words

ENGINE = "rotations"

SAME_IN_ALL: frozenset[Objective] = frozenset({"stability", "coverage", "hosts", "size", "balance"})
"""Objectives that have one value on all stable plans of strict lists."""


def supports(problem: Problem) -> bool:
    """Tell whether `solve_stable_set` proves every objective of a problem.

    It does when stability comes first, popularity is not asked for, no side rule can bind and no
    agent that can hold anybody has a tie. Capacities, bans and pins of single pairs are no obstacle.
    """
    if problem.objectives[:1] != ("stability",) or "popularity" in problem.objectives:
        return False
    return is_strict(problem) and not binding_rules(problem)


def is_strict(problem: Problem) -> bool:
    """Tell whether no agent ties two partners, looking at pairs that some plan could use."""
    usable = ~problem.is_banned & (problem.capacity > 0)[problem.candidate] & (problem.most > 0)[problem.post]
    return not (
        _has_tie(problem.candidate[usable], problem.rank_by_candidate[usable], problem.num_candidates)
        or _has_tie(problem.post[usable], problem.rank_by_post[usable], problem.num_posts)
    )


@compile_kernel
def _has_tie(agent: Pairs, rank: Ints, num_agents: int) -> bool:
    """Tell whether one agent gives one rank twice: a stamp for each rank, agent after agent."""
    start = np.zeros(num_agents + 1, np.int64)
    highest = 0
    for e in range(len(agent)):
        start[agent[e] + 1] += 1
        highest = max(highest, rank[e])
    for a in range(num_agents):
        start[a + 1] += start[a]
    at = start[:-1].copy()
    grouped = np.empty(len(rank), np.int64)
    for e in range(len(agent)):
        grouped[at[agent[e]]] = rank[e]
        at[agent[e]] += 1
    stamp = np.full(highest + 1, -1, np.int64)
    for a in range(num_agents):
        for t in range(start[a], start[a + 1]):
            if stamp[grouped[t]] == a:
                return True
            stamp[grouped[t]] = a
    return False


def solve_stable_set(
    problem: Problem,
    objectives: tuple[Objective, ...] | None = None,
    favour: Favour = "candidates",
    *,
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Return the lexicographically best stable plan, every objective proven.

    Side rules are not looked at, as in every fast engine: ask `supports` first.

    Parameters
    ----------
    objectives
        In order; the problem's own when None. Wherever stability stands, only stable plans count.
    favour
        Which side's best plan is taken among those that are equal by all objectives.
    should_stop
        Asked between stages; after a yes the objectives left are measured and not proven.

    Returns
    -------
    Outcome
        INFEASIBLE when no stable plan has all pinned pairs.

    Raises
    ------
    ValueError
        Popularity is among the objectives or an agent ties.
    """
    began = time.perf_counter()
    names = problem.objectives if objectives is None else objectives
    if "popularity" in names or not is_strict(problem):
        raise ValueError("rotations need strict lists, and cannot speak of popularity")
    rotations, sets = _open_sets(problem)
    if sets.is_empty:
        cause = Words(
            "没有一个无阻塞对的方案包含全部指定配对", "no plan without a blocking pair has all the pinned pairs"
        )
        return Outcome("INFEASIBLE", None, (), time.perf_counter() - began, cause)
    spent: list[float] = []
    last = began
    for name in names:
        if spent and should_stop():
            break
        _narrow(problem, rotations, sets, name)
        spent.append(time.perf_counter() - last)
        last += spent[-1]
    plan = _pick(rotations, sets, favour)
    results = []
    for place, name in enumerate(names):
        value = measure(problem, plan, name)
        is_proven = place < len(spent) or name in SAME_IN_ALL
        seconds = spent[place] if place < len(spent) else 0.0
        results.append(ObjectiveResult(name, value, value if is_proven else None, is_proven, ENGINE, seconds))
    was_stopped = len(spent) < len(names)
    status: Status = "OPTIMAL" if all(result.proven for result in results) else "FEASIBLE"
    return Outcome(status, plan, tuple(results), time.perf_counter() - began, was_stopped=was_stopped)


def find_egalitarian(problem: Problem, favour: Favour = "candidates") -> Assignment | None:
    """Return a stable plan with the least sum of all ranks on both sides; None if pins rule all out.

    References
    ----------
    Irving, Leather, Gusfield (1987), see `find`.
    """
    rotations, sets = _open_sets(problem)
    if sets.is_empty:
        return None
    market = rotations.market
    sets.minimise(rotations.weigh(market.rank_i.astype(np.int64) + market.rank_p))
    return _pick(rotations, sets, favour)


def find_least_regret(problem: Problem, favour: Favour = "candidates") -> Assignment | None:
    """Return a stable plan whose worst rank on both sides is least; None if pins rule all out.

    References
    ----------
    D. Gusfield, "Three fast algorithms for four problems in stable marriage", SIAM Journal on
    Computing 16 (1987) 111-128.
    """
    rotations, sets = _open_sets(problem)
    if sets.is_empty:
        return None
    _narrow_by_regret(rotations, sets)
    return _pick(rotations, sets, favour)


def _open_sets(problem: Problem) -> tuple[Rotations, ClosedSets]:
    """Return the rotations, and their closed sets whose plans have every pinned pair."""
    rotations = find_rotations(problem)
    sets = ClosedSets(rotations.num, rotations.before, rotations.after)
    pinned = np.flatnonzero(rotations.market.is_pinned)
    if not rotations.in_some_plan[pinned].all():
        sets.is_empty = True
        return rotations, sets
    sets.order(rotations.taken_in[pinned], rotations.given_up_in[pinned])
    return rotations, sets


def _pick(rotations: Rotations, sets: ClosedSets, favour: Favour) -> Assignment:
    chosen = sets.smallest() if favour == "candidates" else sets.largest()
    return rotations.market.as_assignment(rotations.turn(chosen))


def _narrow(problem: Problem, rotations: Rotations, sets: ClosedSets, name: Objective) -> None:
    """Keep the plans that are best by one objective."""
    if name in SAME_IN_ALL:
        return
    if name == "regret":
        _narrow_by_regret(rotations, sets)
        return
    for weights in _costs(problem, rotations.market, name):
        if not sets.num_free:
            return
        sets.minimise(rotations.weigh(weights))


def _costs(problem: Problem, market: Market, name: Objective) -> Iterator[Ints]:
    """Yield the pair costs whose sums an objective makes small, one after the other."""
    match name:
        case "satisfaction":
            yield -market.points.astype(np.int64)
        case "travel":
            yield problem.travel_m[market.pair_of]
        case "continuity":
            yield -problem.is_kept[market.pair_of].astype(np.int64)
        case "ranks":
            for level in np.unique(np.concatenate([market.rank_i, market.rank_p])):
                yield -((market.rank_i == level).astype(np.int64) + (market.rank_p == level))
        case "generous":
            for level in np.unique(np.concatenate([market.rank_i, market.rank_p]))[::-1]:
                yield (market.rank_i == level).astype(np.int64) + (market.rank_p == level)
        case _:
            raise ValueError(f"{name} is no sum over pairs")


def _narrow_by_regret(rotations: Rotations, sets: ClosedSets) -> None:
    """Refuse all pairs above the least worst rank that some open plan keeps to."""
    worst = np.maximum(rotations.market.rank_i, rotations.market.rank_p)
    stable = np.flatnonzero(rotations.in_some_plan)
    levels = np.unique(worst[stable])
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high) // 2
        trial = sets.twin()
        refused = stable[worst[stable] > levels[middle]]
        trial.refuse(rotations.taken_in[refused], rotations.given_up_in[refused])
        low, high = (middle + 1, high) if trial.is_empty else (low, middle)
    if len(levels):
        refused = stable[worst[stable] > levels[low]]
        sets.refuse(rotations.taken_in[refused], rotations.given_up_in[refused])
