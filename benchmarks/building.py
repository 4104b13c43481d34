"""From pools in memory to a problem: the gates, points, choices, ranks and limits of one season.

    python -m benchmarks.building [--sizes L XL]

At L against one bare min-cost flow call on the problem that comes out, at XL against deferred
acceptance and the greatest cover on it. The synthetic pools are drawn before, uncounted; at XL
that alone takes some minutes and 5 GiB.

Pools in memory are records whose references have been checked, as the import leaves them; the
check keeps where each reference points. Every counted run starts from pools nothing else was read
from yet, so reading the records is part of it. The time of a second build of the same pools, as
after a change of weights, is printed beside it.
"""

import gc
import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from benchmarks.bare import prepare_flow, run_flow
from benchmarks.families import Size
from benchmarks.timing import Timed, count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.policy.records import Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Place
from matcher.pools.synthetic import generate_pools
from matcher.problem import Problem, compile_problem
from matcher.solve.critical.cover import cover_market
from matcher.solve.deferred.proposals import run_from_candidates
from matcher.solve.preferences import build_market
from matcher.suitability import build_pairs

PlacedRecord = TypeVar("PlacedRecord", Candidate, Enterprise)


@dataclass(frozen=True, slots=True)
class Season:
    """Hold the size of a season and what its building is measured against.

    Parameters
    ----------
    most_km
        Distance limit that leaves about the family's number of pairs.
    most_ratio
        Of the time of the flow, or of deferred acceptance and cover.
    """

    num_hosts: int
    num_people: int
    most_km: float
    is_against_flow: bool
    most_ratio: float
    repeats: int


SEASONS: dict[Size, Season] = {
    "XS": Season(12, 10, 60.0, is_against_flow=False, most_ratio=3.0, repeats=1),
    "S": Season(120, 150, 60.0, is_against_flow=True, most_ratio=0.5, repeats=3),
    "L": Season(23_200, 3_000, 38.0, is_against_flow=True, most_ratio=0.5, repeats=5),
    "XL": Season(250_000, 40_000, 7.0, is_against_flow=False, most_ratio=3.0, repeats=3),
}


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes asked for."""
    parser = start_parser("building a problem from pools in memory")
    parser.add_argument("--sizes", nargs="+", choices=list(SEASONS), default=["L", "XL"])
    asked = parser.parse_args(arguments)
    sizes: list[Size] = asked.sizes
    print_head()
    return count_misses([compare(size, asked.slack) for size in sizes])


def compare(size: Size, slack: float = 1.0) -> bool:
    """Measure one size."""
    season = SEASONS[size]
    pools = generate_pools(season.num_hosts, season.num_people, 1)
    return measure(size, season, pools if season.is_against_flow else place_all(pools), slack)


def place_all(pools: Pools) -> Pools:
    """Return the pools with everybody's place known: of unknown place, one person would pair with 250,000 hosts."""
    return replace(pools, candidates=_with_places(pools.candidates), enterprises=_with_places(pools.enterprises))


def _with_places(records: tuple[PlacedRecord, ...]) -> tuple[PlacedRecord, ...]:
    somewhere: Place | None = next(record.place for record in records if record.place is not None)
    filled = []
    for record in records:
        filled.append(record if record.place is not None else record.model_copy(update={"place": somewhere}))
        somewhere = filled[-1].place
    return tuple(filled)


def measure(size: Size, season: Season, pools: Pools, slack: float = 1.0) -> bool:
    """Measure building from these pools against the size's other side."""
    policy = Policy(
        name=size,
        season_start=date(2026, 12, 1),
        rules={
            "distance-limit": RuleSetting(enabled=True, parameters={"most_km": season.most_km}),
            "need-shared": RuleSetting(enabled=True),
        },
    )
    # A service holds its pools for hours; the collector would walk them again and again meanwhile.
    gc.freeze()
    try:
        case, work, against = time_building(size, season, pools, policy)
    finally:
        gc.unfreeze()
    return print_ratio(case, work, against, most=season.most_ratio, slack=slack)


def time_building(size: Size, season: Season, pools: Pools, policy: Policy) -> tuple[str, Timed, Timed]:
    """Return the case, and the times of building and of the size's other side."""
    problem = build(pools, policy)
    start = time.perf_counter()
    table = build_pairs(pools, policy)
    paired = time.perf_counter()
    compile_problem(pools, policy, table)
    compiled = time.perf_counter()
    print(
        f"  {size}: {len(pools.choices):,} choices, {problem.num_pairs:,} pairs; second build of the same pools: pairs "
        f"and points {paired - start:.2f} s, choices and ranks {compiled - paired:.2f} s",
        flush=True,
    )
    del table
    # Equal pools of which nothing is kept; each is used once and let go.
    unread = [replace(pools) for _ in range(season.repeats + 1)]
    if season.is_against_flow:
        arrays = prepare_flow(problem)
        work, against = time_in_turns(
            lambda: build(unread.pop(), policy), lambda: run_flow(arrays), repeats=season.repeats, is_warmed=False
        )
        return f"building from pools, {size}, against one flow", work, against
    work, against = time_in_turns(lambda: build(unread.pop(), policy), lambda: cover(problem), repeats=season.repeats)
    return f"building from pools, {size}, against deferred acceptance and cover", work, against


def build(pools: Pools, policy: Policy) -> Problem:
    """Return the problem of these pools."""
    return compile_problem(pools, policy, build_pairs(pools, policy)).problem


def cover(problem: Problem) -> None:
    """Run deferred acceptance and cover as much as can be, from the problem's arrays."""
    market = build_market(problem)
    cover_market(market, run_from_candidates(market, ties="points"))


if __name__ == "__main__":
    sys.exit(main())
