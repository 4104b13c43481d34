"""Whether any plan keeps the bounds of a network, by one maximum flow, and which of them clash.

What pins and sets need at least stands in the supplies of the nodes. A plan exists exactly when all of
it can be sent where it is due. Where some cannot, the nodes it still reaches are a proof: more has to
come out of them than the bounds around them let through.

Reference: A. J. Hoffman, Some recent applications of the theory of linear inequalities to extremal
combinatorial analysis, Proc. Symp. Applied Mathematics 10 (1960) 113-127 (circulation theorem).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Problem
from matcher.solve.flow.nesting import Nesting
from matcher.solve.flow.network import Network
from matcher.solve.flow.sets import COUNTING_RULES, QUOTA, BoundedSets
from matcher.words import Words

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LIMITS = {
    "one_post_per_host": Words("一人在一企只任一职（one_post_per_host）", "one post per person and host"),
    "company_posts": Words("企业职务数上限（company_posts）", "the limit of company posts"),
    "ban": Words("禁止的配对（ban）", "banned pairs"),
    "seats": Words("岗位人数上限（seats）", "the most people of a post"),
    "capacity": Words("人选任职数上限（capacity）", "the capacity of a person"),
    "pin": Words("指定的配对（pin）", "pinned pairs"),
}
"""Rules without rows, in the order they are named."""


def find_clash(network: Network, nesting: Nesting) -> Words | None:
    """Return the rules that cannot hold together, or None where some plan keeps all of them."""
    problem, sets = network.problem, nesting.sets
    broken = np.flatnonzero(sets.least > sets.most)
    if len(broken):
        return _say(problem, sets, broken[:1], broken[:1], set())
    if not sets.least.any() and not len(network.fixed):
        return None
    flow, sent = _send_all(network)
    unsent = np.flatnonzero(network.supply > sent)
    if not len(unsent):
        return None
    return _name(network, nesting, _reach(network, flow, int(unsent[0])))


def _send_all(network: Network) -> tuple[Ints, Ints]:
    """Return a flow that sends as much of the supplies as can be, and what left each node of its supply."""
    from ortools.graph.python import max_flow

    num_nodes, num_arcs = len(network.supply), len(network.tail)
    giving, taking = np.flatnonzero(network.supply > 0), np.flatnonzero(network.supply < 0)
    # Its stubs ask for scalar types where it takes arrays.
    solver: Any = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([network.tail, np.full(len(giving), num_nodes), taking]).astype(np.int32),
        np.concatenate([network.head, giving, np.full(len(taking), num_nodes + 1)]).astype(np.int32),
        np.concatenate([network.capacity, network.supply[giving], -network.supply[taking]]),
    )
    solver.solve(num_nodes, num_nodes + 1)
    flow = solver.flows(np.arange(num_arcs + len(giving), dtype=np.int32))
    sent = np.zeros(num_nodes, np.int64)
    sent[giving] = flow[num_arcs:]
    return flow[:num_arcs], sent


def _reach(network: Network, flow: Ints, root: int) -> Flags:
    """Return the nodes that one more unit from `root` could reach."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import breadth_first_order

    is_open, is_used = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[is_open], network.head[is_used]])
    head = np.concatenate([network.head[is_open], network.tail[is_used]])
    size = len(network.supply)
    graph = coo_array((np.ones(len(tail), np.int32), (tail, head)), shape=(size, size)).tocsr()
    reached = np.zeros(size, np.bool_)
    reached[breadth_first_order(graph, root, return_predecessors=False)] = True
    return reached


def _name(network: Network, nesting: Nesting, reached: Flags) -> Words:
    """Say which bounds meet at the border of the nodes reached."""
    problem, sets = network.problem, nesting.sets
    n, m = problem.num_candidates, problem.num_posts
    leaves = reached[network.tail] & ~reached[network.head]
    enters = ~reached[network.tail] & reached[network.head]
    of_sets = slice(network.bypass + 1, None)
    limits: set[str] = set()
    # A bound that is no less than the pairs there are is not what stands in the way.
    if (leaves[:n] & (problem.capacity < np.bincount(problem.candidate, minlength=n))).any():
        limits.add("capacity")
    at_posts = leaves[network.first_post : network.first_post + m]
    if (at_posts & (problem.most < np.bincount(problem.post, minlength=m))).any():
        limits.add("seats")
    # The sink stands between the posts and the sets.
    tail, head = (reached[1 + number + (number >= n + m)] for number in nesting.inside)
    if (tail & ~head & problem.is_banned).any():
        limits.add("ban")
    if (~tail & head & problem.is_pinned).any():
        limits.add("pin")
    most, least = np.flatnonzero(leaves[of_sets]), np.flatnonzero(enters[of_sets] & (sets.least > 0))
    return _say(problem, sets, least, most, limits)


def _say(problem: Problem, sets: BoundedSets, least: Ints, most: Ints, others: set[str]) -> Words:
    """Name the sets whose least and whose most is in the way, and other rules."""
    limits = others | {COUNTING_RULES[rule] for rule in sets.rule[np.concatenate([most, least])].tolist()}
    rows: dict[tuple[int, str], Words] = {}
    for s in least[sets.rule[least] == QUOTA].tolist():
        q = int(sets.row[s])
        bound = int(problem.quota_least[q])
        if bound > 0:
            rows[q, "least"] = Words(f"配额 {q} 至少 {bound}（quota）", f"at least {bound} in quota {q}")
    for s in most[sets.rule[most] == QUOTA].tolist():
        q = int(sets.row[s])
        bound = int(problem.quota_most[q])
        if bound < int(np.diff(sets.start)[s]):
            rows[q, "most"] = Words(f"配额 {q} 至多 {bound}（quota）", f"at most {bound} in quota {q}")
    named = [rows[key] for key in sorted(rows)] + [words for name, words in _LIMITS.items() if name in limits]
    zh, en = "、".join(words.zh for words in named), ", ".join(words.en for words in named)
    if len(named) == 1:
        return Words(f"没有方案能满足这条规则：{zh}。", f"no plan keeps this rule: {en}")
    return Words(f"没有方案能同时满足这些规则：{zh}。", f"no plan keeps these rules together: {en}")
