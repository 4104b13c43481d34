"""Coverage, then suitability, under committee quotas that all bind: the flow engine against CP-SAT.

    python -m benchmarks.quotas [--size M] [--committees 20]

Every second committee may hold a little less than it would by itself, the others must hold a little
more. Hosts have one post each, then two, so that one post per host binds as well. Both engines prove
both values and must agree.
"""

import sys
from dataclasses import replace
from typing import get_args

import numpy as np

from benchmarks.families import Size, make_problem
from benchmarks.timing import count_misses, print_head, print_ratio, print_skip, start_parser, time_in_turns
from matcher.policy.records import EngineSettings
from matcher.problem import NO_LIMIT, Outcome, Problem
from matcher.solve import solve
from matcher.solve.exact import solve_exact
from matcher.solve.flow.engine import solve_flow
from matcher.verify import verify

SHIFT = 0.03
"""How much of its pairs a committee gives up or gains."""

LEAST_RATIO = 20.0
EFFORT = 120.0


def main(arguments: list[str] | None = None) -> int:
    """Measure one size, with a host for each post and with one for every two."""
    parser = start_parser("laminar quotas: flow against CP-SAT")
    parser.add_argument("--size", choices=get_args(Size), default="M")
    parser.add_argument("--committees", type=int, default=20)
    asked = parser.parse_args(arguments)
    print_head()
    problem = add_quotas(make_problem(asked.size, objectives=("coverage", "satisfaction")), asked.committees)
    case = f"coverage then suitability, {asked.committees} committee quotas, {asked.size}"
    return count_misses(
        [
            compare(problem, case, asked.slack),
            compare(pair_posts(problem), f"{case}, hosts of two posts", asked.slack),
        ]
    )


def add_quotas(problem: Problem, num_committees: int) -> Problem:
    """Return a problem whose posts belong to committees by chance, each with a quota that binds."""
    committee = np.random.default_rng(3).integers(0, num_committees, problem.num_posts)
    free = solve_flow(problem, problem.objectives).assignment
    if free is None:
        raise AssertionError("the family's problem has no plan")
    held = np.bincount(committee[free.pairs[:, 1]], minlength=num_committees)
    seats = np.bincount(committee, weights=problem.most, minlength=num_committees).astype(np.int64)
    rows = [np.flatnonzero(committee[problem.post] == c) for c in range(num_committees)]
    has_least = np.arange(num_committees) % 2 == 1
    return replace(
        problem,
        quota_start=np.cumsum([0, *map(len, rows)]),
        quota_pair=np.concatenate(rows).astype(np.int32),
        quota_coefficient=np.ones(problem.num_pairs, np.int64),
        quota_least=np.where(has_least, np.minimum(np.ceil(held * (1 + SHIFT)).astype(np.int64), seats), -NO_LIMIT),
        quota_most=np.where(has_least, NO_LIMIT, np.floor(held * (1 - SHIFT)).astype(np.int64)),
        quota_count=np.zeros(num_committees, np.int32),
    )


def pair_posts(problem: Problem) -> Problem:
    """Return the problem with one host for every two posts."""
    host = (np.arange(problem.num_posts) // 2).astype(np.int32)
    nowhere = np.zeros(int(host[-1]) + 1, np.int64)
    return replace(problem, host=host, host_x_m=nowhere, host_y_m=nowhere)


def compare(problem: Problem, case: str, slack: float = 1.0) -> bool:
    """Measure one problem; both answers must be proven, equal and accepted by the checker."""
    answers: dict[str, Outcome] = {"flow": solve(problem)}
    if answers["flow"].cause is not None:
        print_skip(case, answers["flow"].cause.en)
        return True

    def answer_exactly() -> None:
        answers["exact"] = solve_exact(problem, EngineSettings(effort=EFFORT))

    flow, exact = time_in_turns(lambda: solve(problem), answer_exactly, repeats=1, is_warmed=False)
    for name, outcome in answers.items():
        if outcome.status != "OPTIMAL" or outcome.assignment is None:
            raise AssertionError(f"{name}: {outcome.status}, so nothing to compare")
        if not verify(problem, outcome.assignment, outcome.objectives).ok:
            raise AssertionError(f"{name}: the checker refuses the plan")
    if len({tuple(result.value for result in outcome.objectives) for outcome in answers.values()}) > 1:
        raise AssertionError("the two engines do not agree")
    return print_ratio(case, flow, exact, least=LEAST_RATIO, slack=slack)


if __name__ == "__main__":
    sys.exit(main())
