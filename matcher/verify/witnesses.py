"""Who witnesses a shortage: the smallest cut of a cover, split into independent causes."""

import numpy as np

from matcher.problem.problem import Indices, Ints
from matcher.verify.cover import Cover
from matcher.verify.network import Network
from matcher.verify.records import Side, Witness
from matcher.verify.rows import expand, start_rows


def find_witnesses(network: Network, cover: Cover, side: Side) -> tuple[Witness, ...]:
    """Split the cut of a cover into independent witnesses.

    First those whose own limit is below what is asked of them. Then the tight part of the network:
    its near agents hang together through far agents that are used up; any other far agent they know
    has room for all of them at once and ties nobody.
    """
    found = []
    for v in np.flatnonzero(network.need < network.asked).tolist():
        most = int(network.pinned[v] + network.need[v])
        found.append(_witness(side, [v], [], int(network.pinned[v] + network.asked[v]), most))
    tight = np.flatnonzero(cover.is_near_tight)
    if not len(tight):
        return tuple(found)
    pairs = expand(cover.start[tight], cover.start[tight + 1] - cover.start[tight])
    near, far = network.near[pairs], network.far[pairs]
    is_tie = cover.is_far_tight[far]
    near_part, far_part = _find_parts(network, tight, near[is_tie], far[is_tie])
    num_parts = int(near_part.max()) + 1

    num_needed = np.zeros(num_parts, np.int64)
    np.add.at(num_needed, near_part[tight], (network.pinned + network.need)[tight])
    num_available = np.bincount(near_part[near[~is_tie]], minlength=num_parts)
    np.add.at(num_available, near_part[tight], network.pinned[tight])
    used_up = np.flatnonzero(cover.is_far_tight)
    np.add.at(num_available, far_part[used_up], network.room[used_up])

    is_told = cover.is_near_tight[network.pinned_near]
    knows = np.concatenate([near_part[near], near_part[network.pinned_near[is_told]]])
    known = np.concatenate([far, network.pinned_far[is_told]])
    known_part, known_far = np.divmod(np.unique(knows * max(1, len(network.room)) + known), max(1, len(network.room)))
    near_groups = np.split(
        tight[np.argsort(near_part[tight], kind="stable")], start_rows(near_part[tight], num_parts)[1:-1]
    )
    far_groups = np.split(known_far, start_rows(known_part, num_parts)[1:-1])
    for c, (needed, available) in enumerate(zip(num_needed.tolist(), num_available.tolist(), strict=True)):
        found.append(_witness(side, near_groups[c].tolist(), far_groups[c].tolist(), needed, available))
    return tuple(found)


def _find_parts(network: Network, tight: Ints, near: Indices, far: Indices) -> tuple[Ints, Ints]:
    """Return the part of each near and of each far agent, -1 outside.

    Parts are what the ties `near`–`far` connect; every tight near agent is in one.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    num_near = len(network.need)
    size = num_near + len(network.room)
    graph = coo_array((np.ones(len(near), np.int8), (near, num_near + far)), shape=(size, size))
    label = connected_components(graph, directed=False)[1]
    number = np.full(size, -1)
    parts = np.unique(label[tight])
    number[parts] = np.arange(len(parts))
    return number[label[:num_near]], number[label[num_near:]]


def _witness(side: Side, near: list[int], far: list[int], needed: int, available: int) -> Witness:
    posts, candidates = (near, far) if side == "posts" else (far, near)
    return Witness(side, tuple(posts), tuple(candidates), needed, available)
