"""Bounded sets of pairs laid into two trees, one around the candidates and one around the posts.

Sets are laminar when any two of them are nested or apart. A family that is laminar together with the
sets of each candidate's pairs is a tree of nodes between the source and the pairs; one that is laminar
together with those of the posts, a tree between the pairs and the sink. Every set then is one arc, and
its bounds are that arc's.

Reference: J. Edmonds, R. Giles, A min-max relation for submodular functions on graphs, Annals of
Discrete Mathematics 1 (1977) 185-204 (laminar families as trees).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Problem
from matcher.solve.compiled import compile_kernel
from matcher.solve.flow.sets import BoundedSets, collect_sets

Ints = NDArray[np.int64]

CANDIDATES, POSTS = 0, 1
"""Sides of the network, and rows of `Nesting.inside`."""

NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Nesting:
    """Hold which set lies in which.

    Sets are numbered through: the pairs of candidate i are set i, those of post p set n + p, and
    bounded set s is set n + m + s.

    Parameters
    ----------
    side
        `CANDIDATES` or `POSTS`, of each set.
    parent
        The smallest set around each set on its side; `NONE` at the top.
    inside
        The smallest set around each pair on both sides; shape (2, k).
    """

    sets: BoundedSets
    side: Ints
    parent: Ints
    inside: Ints


def nest_rules(problem: Problem) -> Nesting | None:
    """Return the side rules that bind as two trees of sets; None where they are not of that form."""
    sets = collect_sets(problem)
    if sets is None:
        return None
    may_be_at = _find_sides(problem, sets)
    if not may_be_at.any(axis=0).all():
        return None
    n, m = problem.num_candidates, problem.num_posts
    by_candidate, by_post = np.arange(problem.num_pairs), np.argsort(problem.post, kind="stable")
    of_agents = np.bincount(problem.candidate, minlength=n), np.bincount(problem.post, minlength=m)
    sizes = np.concatenate([*of_agents, np.diff(sets.start)])
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    pair = np.concatenate([by_candidate, by_post, sets.pair])
    own_side = np.repeat(np.array([[True, False], [False, True]]), (n, m), axis=1)
    order = np.argsort(-sizes, kind="stable")
    side, parent = np.full(len(sizes), NONE, np.int64), np.full(len(sizes), NONE, np.int64)
    inside = np.full((2, problem.num_pairs), NONE, np.int64)
    if not _nest(start, pair, order, np.hstack([own_side, may_be_at]), side, parent, inside):
        return None
    return Nesting(sets, side, parent, inside)


def _find_sides(problem: Problem, sets: BoundedSets) -> NDArray[np.bool_]:
    """Return, per side, which sets are unions of whole agents or lie within one; bool, shape (2, sets)."""
    size = np.diff(sets.start)
    owner = np.repeat(np.arange(len(sets)), size)
    may_be_at = np.zeros((2, len(sets)), np.bool_)
    for side, agent, num in (
        (CANDIDATES, problem.candidate, problem.num_candidates),
        (POSTS, problem.post, problem.num_posts),
    ):
        offered = np.bincount(agent, minlength=num)
        touched = np.sort(owner * max(1, num) + agent[sets.pair])
        touched = touched[np.r_[True, touched[1:] != touched[:-1]][: len(touched)]]
        touching = touched // max(1, num)
        num_touched = np.bincount(touching, minlength=len(sets))
        whole = np.zeros(len(sets), np.int64)
        np.add.at(whole, touching, offered[touched - touching * max(1, num)])
        may_be_at[side] = (num_touched <= 1) | (whole == size)
    return may_be_at


@compile_kernel
def _nest(
    start: Ints,
    pair: Ints,
    order: Ints,
    may_be_at: NDArray[np.bool_],
    side: Ints,
    parent: Ints,
    inside: Ints,
) -> bool:  # pragma: no cover - compiled
    """Lay sets into the trees, largest first; False where one fits neither.

    A set fits when the smallest set so far is the same around all its pairs: had it cut through
    another one, some of its pairs would lie in that one and others not.
    """
    for s in order:
        for t in range(2):
            if not may_be_at[t, s]:
                continue
            around = NONE if start[s] == start[s + 1] else inside[t, pair[start[s]]]
            fits = True
            for e in pair[start[s] : start[s + 1]]:
                if inside[t, e] != around:
                    fits = False
                    break
            if fits:
                side[s], parent[s] = t, around
                for e in pair[start[s] : start[s + 1]]:
                    inside[t, e] = s
                break
        if side[s] == NONE:
            return False
    return True
