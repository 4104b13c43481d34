"""Objectives in order as one 64-bit cost a pair, with the weight of each level checked to be safe.

What counts in a residual network is the cost of simple cycles and paths. A simple cycle meets every
candidate and post once at most and the hub once, so it changes a sum over pairs by no more than the
greatest value times the smaller side, and coverage by no more than two seats. A level that weighs
more than all such changes of the levels after it together is never traded for them: the stacked
optimum is the lexicographic one, however many pairs a plan has, and stays so under every edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem import Problem

MOST_COST = 1 << 56
"""Greatest cost of a path that leaves room for potentials and distances in 64 bits."""

PAIR_SUMS: frozenset[Objective] = frozenset({"size", "satisfaction", "travel", "continuity"})


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """Hold what a unit of flow costs; less is better.

    Parameters
    ----------
    pair
        Cost of using each pair of the problem, banned ones included; int64 (k,).
    seat
        What each covered least seat of a post saves; int64 (m,).
    load
        What each carried least load saves.
    weights
        Of the objectives, in order: the cost of one unit for the worse.
    """

    pair: NDArray[np.int64]
    seat: NDArray[np.int64]
    load: int
    weights: tuple[int, ...]


def stack_costs(problem: Problem, objectives: Sequence[Objective]) -> Costs | None:
    """Return the stacked costs of objectives in order, or None where they do not fit.

    They fit when each is coverage or a sum over pairs and the whole stays below `MOST_COST`.
    """
    reaches: list[int] = []
    shortest = max(1, min(problem.num_candidates, problem.num_posts))
    for objective in objectives:
        if objective == "coverage":
            reaches.append(2 * max(1, int(problem.priority.max(initial=1))))
        elif objective in PAIR_SUMS:
            reaches.append(shortest * max(1, int(np.abs(_values(problem, objective)).max(initial=0))))
        else:
            return None
    weights: list[int] = []
    total = 0
    for reach in reversed(reaches):
        weights.append(1 + total)
        total += weights[-1] * reach
    if total > MOST_COST:
        return None
    weights.reverse()
    pair = np.zeros(problem.num_pairs, np.int64)
    seat, load = np.zeros(problem.num_posts, np.int64), 0
    for objective, weight in zip(objectives, weights, strict=True):
        if objective == "coverage":
            seat, load = weight * problem.priority, weight
        else:
            pair += weight * _values(problem, objective)
    return Costs(pair, seat, load, tuple(weights))


def _values(problem: Problem, objective: Objective) -> NDArray[np.int64]:
    """Return what each pair adds to an objective, signed so that less is better."""
    match objective:
        case "size":
            return np.full(problem.num_pairs, -1, np.int64)
        case "satisfaction":
            return -problem.points
        case "travel":
            return problem.travel_m
        case "continuity":
            return -problem.is_kept.astype(np.int64)
        case _:
            raise ValueError(f"{objective} is no sum over pairs")
