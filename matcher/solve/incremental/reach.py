"""Least loss of cover when seats are given up, kept as labels.

Askers (posts with least seats) hold givers (people with room). A demand of an asker for one more
giver ends at a giver with room, at no loss, or at an asker who goes without, at the loss of its
level. The label of a node is a lower bound of its distance to the nearest end, level first and arcs
second, such that no label exceeds that of a next node by more than the arc between. A demand walks
down the labels; where it is stuck the label rises and it steps back. Labels only rise as seats are
moved or taken away, so one set of them serves a demand after another. Once a label has no node left,
nothing above it on the same level can come down any more, and all of that rises to the next level.

Exact, because what can be covered together is a matroid and levels are in the order of weights.

Reference: shortest augmenting paths with distance labels, R. K. Ahuja, J. B. Orlin, Naval Research
Logistics 38 (1991) 413-430.
"""

from typing import TypeAlias

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints, Marks, Pairs

Askers: TypeAlias = tuple[Ints, Pairs, Pairs, Pairs, Ints, Ints]
"""Row starts, pairs by asker, asker and giver of each pair, loss of each asker, slots of each giver."""

Cover: TypeAlias = tuple[Marks, Pairs, Pairs, Pairs, Ints, Ints]
"""Marks (1 held, 2 out of play), held pairs by slot, load and room of givers, labels of both sides."""

HELD, OUT = 1, 2

NOBODY = -1


@compile_kernel
def find_labels(askers: Askers, cover: Cover, step: int, nowhere: int) -> None:
    """Set exact labels: for each level, from 0 up, one search backwards from its ends.

    Parameters
    ----------
    step
        Loss of one level; more than the number of nodes, so more than any number of arcs.
    nowhere
        Label of a node from which no end can be reached; `step` times the number of levels.
    """
    start, rows, asker, giver, loss, _ = askers
    x, _, load, room, label_a, label_g = cover
    label_a[:] = nowhere
    label_g[:] = nowhere
    starts, givers = _group_by_giver(giver, len(room))
    queue = np.empty(len(loss) + len(room), np.int32)
    for rank in range(nowhere // step):
        size = 0
        for g in range(len(room)):
            if rank == 0 and load[g] < room[g]:
                label_g[g] = 0
                queue[size] = g
                size += 1
        for a in range(len(loss)):
            if loss[a] == rank * step and label_a[a] == nowhere:
                label_a[a] = rank * step
                queue[size] = len(room) + a
                size += 1
        done = 0
        while done < size:
            u = queue[done]
            done += 1
            if u < len(room):
                for e in givers[starts[u] : starts[u + 1]]:
                    a = asker[e]
                    if x[e] == 0 and label_a[a] == nowhere:
                        label_a[a] = label_g[u] + 1
                        queue[size] = len(room) + a
                        size += 1
            else:
                a = u - len(room)
                for e in rows[start[a] : start[a + 1]]:
                    g = giver[e]
                    if x[e] == HELD and label_g[g] == nowhere:
                        label_g[g] = label_a[a] + 1
                        queue[size] = g
                        size += 1


@compile_kernel
def _group_by_giver(giver: Pairs, num: int) -> tuple[Ints, Pairs]:
    starts = np.zeros(num + 1, np.int64)
    for e in range(len(giver)):
        starts[giver[e] + 1] += 1
    for g in range(num):
        starts[g + 1] += starts[g]
    fill = starts[:-1].copy()
    rows = np.empty(len(giver), np.int32)
    for e in range(len(giver)):
        rows[fill[giver[e]]] = e
        fill[giver[e]] += 1
    return starts, rows


@compile_kernel
def count_labels(label_a: Ints, label_g: Ints, nowhere: int) -> Ints:
    """Return how many nodes have each label."""
    count = np.zeros(nowhere + 1, np.int64)
    for label in label_a:
        count[label] += 1
    for label in label_g:
        count[label] += 1
    return count


@compile_kernel
def _rise(label_a: Ints, label_g: Ints, count: Ints, step: int, was: int, label: int) -> bool:
    """Count a node that rises from label `was` to `label`; tell whether a gap opened and closed."""
    count[was] -= 1
    count[label] += 1
    if count[was] > 0:
        return False
    above = (was // step + 1) * step
    for labels in (label_a, label_g):
        for v in range(len(labels)):
            if was < labels[v] < above:
                count[labels[v]] -= 1
                count[above] += 1
                labels[v] = above
    return True


@compile_kernel
def answer_demand(
    start: Ints,
    rows: Pairs,
    asker: Pairs,
    giver: Pairs,
    loss: Ints,
    slots: Ints,
    x: Marks,
    held: Pairs,
    load: Pairs,
    room: Pairs,
    label_a: Ints,
    label_g: Ints,
    count: Ints,
    step: int,
    path: Ints,
    root: int,
) -> int:
    """Find one more giver for asker `root`, and return who goes without one in the end.

    `NOBODY` where a giver had room; `root` itself where nobody would lose less.

    Parameters
    ----------
    count
        From `count_labels`, kept up to date.
    path
        Working memory for the pairs taken up and the slots given up; (2, number of askers + 1).
    """
    depth, a = 0, root
    while label_a[a] < loss[a]:
        was, nearest = label_a[a], loss[a]
        for t in range(start[a], start[a + 1]):
            e = rows[t]
            if x[e] == 0 and label_g[giver[e]] + 1 < nearest:
                nearest = label_g[giver[e]] + 1
                path[0, depth] = e
                if nearest == was:
                    break
        if nearest > was:
            label_a[a] = nearest
            if _rise(label_a, label_g, count, step, was, nearest):
                depth, a = 0, root  # the way so far no longer leads down
            elif depth > 0:
                depth -= 1
                a = asker[path[0, depth]]
            continue
        g = giver[path[0, depth]]
        if load[g] < room[g]:
            s = slots[g] + load[g]
            load[g] += 1
            held[s] = path[0, depth]
            x[held[s]] = HELD
            a = NOBODY
            break
        was, nearest = label_g[g], len(count) - 1
        for s in range(slots[g], slots[g] + load[g]):
            if label_a[asker[held[s]]] + 1 < nearest:
                nearest = label_a[asker[held[s]]] + 1
                path[1, depth] = s
                if nearest == was:
                    break
        if nearest > was:
            label_g[g] = nearest
            if _rise(label_a, label_g, count, step, was, nearest):
                depth, a = 0, root
        else:
            a = asker[held[path[1, depth]]]
            depth += 1
    _move_seats(x, held, path, depth)
    return a


@compile_kernel
def _move_seats(x: Marks, held: Pairs, path: Ints, depth: int) -> None:
    """Give each slot on the way to the pair that asked for it."""
    for d in range(depth):
        s = path[1, d]
        x[held[s]] = 0
        held[s] = path[0, d]
        x[held[s]] = HELD
