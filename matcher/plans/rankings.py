"""Plain ranked markets: two mappings of wishes in, a verified plan out, without pools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ProblemError
from matcher.plans.certify import refuse_unless_verified
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import NO_LIMIT, ObjectiveResult, Outcome, Problem, Status
from matcher.problem.choices import dense_ranks
from matcher.verify import Verification
from matcher.words import Words, nearest

Wishes: TypeAlias = Mapping[str, Sequence[str | Sequence[str]]]
Bounds: TypeAlias = int | tuple[int, int]


@dataclass(frozen=True, eq=False)
class RankedPlan:
    """Hold what a ranked market came to.

    Parameters
    ----------
    pairs
        Pairs (candidate id, enterprise id).
    uncovered
        Enterprise id → seats missing below its least.
    problem, outcome, verification
        The certificate: arrays, claims and the independent check.
    """

    pairs: frozenset[tuple[str, str]]
    uncovered: Mapping[str, int]
    problem: Problem = field(repr=False)
    outcome: Outcome = field(repr=False)
    verification: Verification | None = field(repr=False)

    @property
    def status(self) -> Status:
        """Status of the outcome."""
        return self.outcome.status

    @property
    def objectives(self) -> tuple[ObjectiveResult, ...]:
        """What each objective reached, in order."""
        return self.outcome.objectives


def match_rankings(
    candidate_wishes: Wishes,
    enterprise_wishes: Wishes,
    *,
    capacity: Bounds | Mapping[str, Bounds] = 1,
    seats: tuple[int, int] | Mapping[str, tuple[int, int]] = (0, 1),
    objectives: Sequence[Objective] = ("stability",),
    favour: Literal["candidates", "enterprises"] = "candidates",
    seed: int = 1,
    settings: EngineSettings | None = None,
) -> RankedPlan:
    """Match two sides by what each ranked.

    Parameters
    ----------
    candidate_wishes, enterprise_wishes
        Id → partners, best first; an inner sequence is a tie. A pair counts only if both list each
        other; ranks are counted over those pairs.
    capacity
        Most posts of every candidate, or (least, most), or a mapping of either by id; ids the
        mapping leaves out hold at most one.
    seats
        (least, most) of every enterprise, or a mapping by id; ids it leaves out take (0, 1).
    objectives
        In order; names of the glossary. ``stability`` first means no blocking pair at all.
    favour
        Whose optimum is taken among stable plans, when preferences are strict.
    seed, settings
        Decide every choice made by chance, and bound the exact engine's work.

    Raises
    ------
    ProblemError
        A list names the same partner twice, a bound is no whole number or negative, a least
        exceeds its most, an objective is unknown, or a mapping names an unknown id.

    Examples
    --------
    >>> wishes = {"ann": ["mine", "farm"], "bo": ["mine"]}
    >>> plan = match_rankings(wishes, {"mine": ["ann", "bo"], "farm": ["ann"]}, seats=(1, 1),
    ...                       objectives=("coverage", "stability"))
    >>> sorted(plan.pairs), plan.status
    ([('ann', 'farm'), ('bo', 'mine')], 'OPTIMAL')
    """
    from matcher.solve import solve
    from matcher.verify import verify

    settings = (settings or EngineSettings()).model_copy(update={"favour": favour})
    problem = rank_problem(
        candidate_wishes, enterprise_wishes, capacity=capacity, seats=seats, objectives=objectives, seed=seed
    )
    outcome = solve(problem, settings)
    if outcome.assignment is None:
        return RankedPlan(frozenset(), {}, problem, outcome, None)
    verification = verify(problem, outcome.assignment, outcome.objectives)
    refuse_unless_verified(verification)
    people, hosts = list(candidate_wishes), list(enterprise_wishes)
    rows = outcome.assignment.pairs
    filled = np.bincount(rows[:, 1], minlength=problem.num_posts)
    short = np.flatnonzero(filled < problem.least)
    return RankedPlan(
        pairs=frozenset((people[i], hosts[p]) for i, p in rows.tolist()),
        uncovered={hosts[p]: int(problem.least[p] - filled[p]) for p in short.tolist()},
        problem=problem,
        outcome=outcome,
        verification=verification,
    )


def rank_problem(
    candidate_wishes: Wishes,
    enterprise_wishes: Wishes,
    *,
    capacity: Bounds | Mapping[str, Bounds] = 1,
    seats: tuple[int, int] | Mapping[str, tuple[int, int]] = (0, 1),
    objectives: Sequence[Objective] = ("stability",),
    seed: int = 1,
) -> Problem:
    """Build the problem of a ranked market: candidate i and post p in the order of the mappings.

    Raises
    ------
    ProblemError
        See `match_rankings`.
    """
    for name in objectives:
        if name not in get_args(Objective):
            raise _fault("objectives", name, nearest(str(name), get_args(Objective)))
    n, m = len(candidate_wishes), len(enterprise_wishes)
    position = {name: p for p, name in enumerate(enterprise_wishes)}
    people = {name: i for i, name in enumerate(candidate_wishes)}
    i_said, p_said, tier = _flatten(candidate_wishes, position)
    p_ranks, i_named, back_tier = _flatten(enterprise_wishes, people)
    key, reverse_key = i_said * m + p_said, i_named * m + p_ranks
    common, mine, theirs = np.intersect1d(key, reverse_key, assume_unique=True, return_indices=True)
    candidate, post = (common // max(m, 1)).astype(np.int32), (common % max(m, 1)).astype(np.int32)
    least_load, most_load = _bounds(capacity, candidate_wishes, (0, 1), "capacity")
    least, most = _bounds(seats, enterprise_wishes, (0, 1), "seats")
    k = len(common)
    return Problem(
        capacity=most_load,
        least_load=least_load,
        least=least,
        most=most,
        priority=np.ones(m, np.int64),
        host=np.arange(m, dtype=np.int32),
        candidate=candidate,
        post=post,
        points=np.zeros(k, np.int64),
        rank_by_candidate=dense_ranks(candidate, tier[mine]),
        rank_by_post=dense_ranks(post, back_tier[theirs]),
        travel_m=np.zeros(k, np.int64),
        is_kept=np.zeros(k, np.bool_),
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
        objectives=tuple(objectives),
        is_company_post=np.zeros(m, np.bool_),
        site_days=np.zeros(m, np.int64),
        days_budget=np.full(n, NO_LIMIT, np.int64),
        workload=np.zeros(m, np.int64),
        workload_budget=np.full(n, NO_LIMIT, np.int64),
        host_x_m=np.zeros(m, np.int64),
        host_y_m=np.zeros(m, np.int64),
        radius_m=np.full(n, NO_LIMIT, np.int64),
        seed=seed,
    )


def _flatten(
    wishes: Wishes, position: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return who says, whom, and in which tier, leaving out partners the other side lacks."""
    says: list[int] = []
    whom: list[int] = []
    tiers: list[int] = []
    for a, (name, partners) in enumerate(wishes.items()):
        seen: set[str] = set()
        for t, item in enumerate(partners, start=1):
            for partner in (item,) if isinstance(item, str) else item:
                if partner in seen:
                    raise _fault(name, partner, None, "同一对象出现两次", "names the same partner twice")
                seen.add(partner)
                if partner in position:
                    says.append(a)
                    whom.append(position[partner])
                    tiers.append(t)
    return np.array(says, np.int64), np.array(whom, np.int64), np.array(tiers, np.int64)


def _bounds(
    given: Bounds | Mapping[str, Bounds], ids: Mapping[str, object], default: tuple[int, int], what: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if isinstance(given, Mapping):
        for name in given:
            if name not in ids:
                raise _fault(what, name, nearest(name, ids))
        pairs = [_least_most(given.get(name, default), f"{what}[{name}]") for name in ids]
    else:
        pairs = [_least_most(given, what)] * len(ids)
    return np.array([low for low, _ in pairs], np.int64), np.array([high for _, high in pairs], np.int64)


def _least_most(value: object, place: str) -> tuple[int, int]:
    bounds = value if isinstance(value, tuple) else (0, value)
    whole = len(bounds) == 2 and all(isinstance(b, int | np.integer) and not isinstance(b, bool) for b in bounds)
    if not whole:
        raise _fault(place, repr(value), None, "应为整数或（最少，最多）", "must be a whole number or (least, most)")
    low, high = int(bounds[0]), int(bounds[1])
    if not 0 <= low <= high < 2**31:
        raise _fault(place, repr(value), None, "应为 0 ≤ 最少 ≤ 最多", "must be 0 <= least <= most")
    return low, high


def _fault(
    place: str, value: str, suggestion: str | None, zh: str = "没有这个名称", en: str = "no such name"
) -> ProblemError:
    hint_zh = f"，是否想写“{suggestion}”？" if suggestion else ""
    hint_en = f"; did you mean “{suggestion}”?" if suggestion else ""
    return ProblemError(Words(f"{place}：{value}：{zh}{hint_zh}", f"{place}: {value}: {en}{hint_en}"))
