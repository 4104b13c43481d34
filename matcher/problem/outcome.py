"""What comes out of a solve: an assignment, and what is claimed of it.

Solver and checker both speak of these, so they live with the problem and belong to neither.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.words import Words

Status: TypeAlias = Literal["OPTIMAL", "FEASIBLE", "INFEASIBLE", "UNKNOWN"]
Value: TypeAlias = int | tuple[int, ...]

SENSES: dict[Objective, Literal["min", "max"]] = {
    "coverage": "min",
    "hosts": "min",
    "stability": "min",
    "popularity": "max",
    "size": "max",
    "ranks": "max",
    "generous": "min",
    "regret": "min",
    "satisfaction": "max",
    "balance": "min",
    "travel": "min",
    "continuity": "max",
}
"""Whether less or more of an objective's value is better."""

PROFILES: frozenset[Objective] = frozenset({"ranks", "generous"})
"""Objectives whose value is not a number but one for each rank, the first difference deciding."""


def align_profiles(
    name: Objective, one: tuple[int, ...], other: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return two values of a profile at the same length, entry beside entry of the same rank.

    The shorter one gets zeros where it has no entries: at the end of ``ranks``, which begins with rank
    1, and at the beginning of ``generous``, which ends with it.

    Examples
    --------
    >>> align_profiles("ranks", (4, 1), (3, 1, 2)), align_profiles("generous", (1, 4), (2, 1, 3))
    (((4, 1, 0), (3, 1, 2)), ((0, 1, 4), (2, 1, 3)))
    """
    length = max(len(one), len(other))

    def fill(profile: tuple[int, ...]) -> tuple[int, ...]:
        zeros = (0,) * (length - len(profile))
        return zeros + profile if name == "generous" else profile + zeros

    return fill(one), fill(other)


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Hold who serves where: rows (candidate index, post index), sorted.

    Nothing else is checked: a row that comes twice, or speaks of nobody, is for the checker to report.

    Parameters
    ----------
    pairs
        int32, shape (number of matches, 2).
    """

    pairs: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Sort the rows and make them read-only."""
        rows = np.asarray(self.pairs, dtype=np.int32).reshape(-1, 2)
        # Most plans come sorted; they are copied all the same, because the caller's rows stay writable.
        rows = rows.copy() if _is_sorted(rows) else rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        rows.flags.writeable = False
        object.__setattr__(self, "pairs", rows)

    def __len__(self) -> int:
        """Return the number of matches."""
        return len(self.pairs)


def _is_sorted(rows: NDArray[np.int32]) -> bool:
    candidate, post = rows[:, 0], rows[:, 1]
    rises = candidate[1:] > candidate[:-1]
    if np.count_nonzero(rises) == len(rises):  # one post each
        return True
    stays = ~rises
    return bool((candidate[1:] == candidate[:-1])[stays].all() and (post[1:] >= post[:-1])[stays].all())


@dataclass(frozen=True, slots=True, eq=False)
class PopularityCertificate:
    """Hold prices that prove a plan popular: no other plan wins a vote against it.

    Whoever compares two plans gives one vote a seat, for or against. The prices are a dual solution
    of the linear program that looks for the plan with most votes; `matcher.verify.popularity` says
    what they must satisfy.

    Parameters
    ----------
    prices
        One for each row of the assignment, in its order; int64.
    vote
        What one vote weighs; 1 or more.
    cover
        What one unit of the coverage objective weighs. 0: popular among all plans; more: popular
        among the plans of greatest cover.
    match
        What one match weighs. 0: popular; more: no larger plan is popular either.
    """

    prices: NDArray[np.int64]
    vote: int
    cover: int
    match: int

    def __post_init__(self) -> None:
        """Make the prices read-only."""
        prices = np.asarray(self.prices, dtype=np.int64).copy()
        prices.flags.writeable = False
        object.__setattr__(self, "prices", prices)


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """Hold what one objective reached.

    Parameters
    ----------
    value
        Coverage: missing seats, each by its post's priority, plus the missing least loads of
        candidates. Hosts: uncovered hosts. Stability: blocking pairs. Popularity: number of
        matches of a plan certified popular. Size: matches. Ranks: how many
        ranks 1, 2, 3 … both sides got together. Generous: the same from the worst rank that anybody
        got down to rank 1. Regret: worst rank. Satisfaction: points. Balance:
        greatest less smallest load among candidates with room for one. Travel: metres.
        Continuity: pairs kept.
    bound
        No plan that keeps the objectives before it does better; None where nothing is known.
    proven
        `value` equals `bound`.
    engine, seconds
        Who found it, and how long that took.
    certificate
        What proves a plan popular; None with every other objective.
    """

    name: Objective
    value: Value
    bound: Value | None
    proven: bool
    engine: str
    seconds: float
    certificate: PopularityCertificate | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Hold the answer of a solve.

    Parameters
    ----------
    status
        OPTIMAL: every objective proven in order. FEASIBLE: a plan, not all proven. INFEASIBLE:
        proven that no plan keeps the hard rules. UNKNOWN: nothing found and nothing proven.
    assignment
        None exactly when the status is INFEASIBLE or UNKNOWN.
    objectives
        In the problem's order; empty without an assignment.
    cause
        Why there is no plan, where there is none.
    """

    status: Status
    assignment: Assignment | None
    objectives: tuple[ObjectiveResult, ...]
    seconds: float
    cause: Words | None = None
    was_stopped: bool = False
