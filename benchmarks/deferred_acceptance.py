"""A stable plan of 10,000 people and 1,000 posts, everybody holding one post at most.

    python -m benchmarks.deferred_acceptance [--people 10000] [--posts 1000]

Against the package ``algmatch``, build and solve, and against a bare compiled deferred acceptance
on lists sorted before. The work is ``solve``, from the problem's arrays to the outcome: which side
rules can bind, both sides' lists from the ranks, the plan and what is claimed of it.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

from benchmarks.bare import Indices, prepare_lists, run_lists
from benchmarks.families import Absent, make_residents
from benchmarks.timing import count_misses, print_head, print_ratio, print_skip, start_parser, time_in_turns
from matcher.problem import Outcome, Problem
from matcher.solve import solve

Told: TypeAlias = dict[str, dict[int, Any]]

NUM_PEOPLE, NUM_POSTS, LISTED = 10_000, 1_000, 10
LEAST_GAIN = 100.0
MOST_OVER_BARE = 2.0


def main(arguments: list[str] | None = None) -> int:
    """Measure both and print a line for each."""
    parser = start_parser("a stable plan against a peer and a bare loop")
    parser.add_argument("--people", type=int, default=NUM_PEOPLE)
    parser.add_argument("--posts", type=int, default=NUM_POSTS)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--peer", default="algmatch", help="module with the class HospitalResidentsProblem")
    asked = parser.parse_args(arguments)
    problem = make_residents(asked.people, asked.posts, LISTED, objectives=("stability",))
    print(f"{problem.num_candidates:,} x {problem.num_posts:,}, {problem.num_pairs:,} pairs, strict lists")
    print_head()
    lists = prepare_lists(problem)
    place = run_lists(lists)
    _require_same(place, solve(problem))
    work, bare, sorting = time_in_turns(
        lambda: solve(problem),
        lambda: run_lists(lists),
        lambda: run_lists(prepare_lists(problem)),
        repeats=asked.repeats,
    )
    met = [
        print_ratio("stable plan against bare deferred acceptance", work, bare, most=MOST_OVER_BARE, slack=asked.slack)
    ]
    print(
        f"  from the same arrays as the solve, sorting the lists first, the bare one takes {sorting.least:.4g} s: "
        f"ratio {work.least / sorting.least:.3g}",
        flush=True,
    )
    case = f"stable plan against {asked.peer}"
    try:
        peer = _find_peer(asked.peer)
        told = _tell_peer(problem)
        _require_same_as_peer(place, peer(told))
        (theirs,) = time_in_turns(lambda: peer(told), repeats=2, is_warmed=False)
        met.append(print_ratio(case, work, theirs, least=LEAST_GAIN, slack=asked.slack))
    except Absent as absent:
        print_skip(case, str(absent))
    return count_misses(met)


def _find_peer(name: str) -> Callable[[Told], dict[str, str]]:
    """Return what builds the peer's objects and solves, as the post of each resident."""
    try:
        peer: Any = import_module(name)
    except ImportError:
        raise Absent(f"{name} is not installed (pip install {name}; algmatch brings gurobipy)") from None

    def run(told: Told) -> dict[str, str]:
        matching: dict[str, str] = peer.HospitalResidentsProblem(dictionary=told).get_stable_matching()[
            "resident_sided"
        ]
        return matching

    return run


def _tell_peer(problem: Problem) -> Told:
    """Return the instance as the peer takes it: lists of numbers from 1."""
    residents: dict[int, Any] = {}
    hospitals: dict[int, Any] = {}
    for agents, agent, other, rank, size in (
        (residents, problem.candidate, problem.post, problem.rank_by_candidate, problem.num_candidates),
        (hospitals, problem.post, problem.candidate, problem.rank_by_post, problem.num_posts),
    ):
        order = np.lexsort((rank, agent))
        ends = np.searchsorted(agent[order], np.arange(size + 1))
        for a in range(size):
            agents[a + 1] = (other[order[ends[a] : ends[a + 1]]] + 1).tolist()
    return {
        "residents": residents,
        "hospitals": {
            h: {"capacity": int(problem.most[h - 1]), "preferences": listed} for h, listed in hospitals.items()
        },
    }


def _require_same(place: Indices, outcome: Outcome) -> None:
    if outcome.assignment is None:
        raise AssertionError("no plan")
    found = np.full(len(place), -1)
    found[outcome.assignment.pairs[:, 0]] = outcome.assignment.pairs[:, 1]
    if not np.array_equal(found, place):
        raise AssertionError("the plans differ")


def _require_same_as_peer(place: Indices, matching: dict[str, str]) -> None:
    for resident, hospital in matching.items():
        theirs = -1 if not hospital else int(str(hospital).lstrip("h")) - 1
        if place[int(str(resident).lstrip("r")) - 1] != theirs:
            raise AssertionError("the peer's plan differs")


if __name__ == "__main__":
    sys.exit(main())
