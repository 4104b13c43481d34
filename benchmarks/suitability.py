"""Speed and memory of `build_pairs` at city size, against the bare arithmetic in the same run.

    python -m benchmarks.suitability [--hosts 23200] [--people 3000] [--most-km 38] [--runs 5]

The bare side starts from arrays already made and does the same join, the same rules and the same
ten terms in plain numpy and scipy, with no blocks, reasons or counts. Both must give the same
pairs and points.
"""

import resource
import sys
import time
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, start_parser
from matcher.policy.records import Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.synthetic.generate import generate_pools
from matcher.suitability import CRITERIA, PairTable, build_pairs
from matcher.suitability.calendar_days import last_day_of_term, subtract_years
from matcher.suitability.codes import BitWords, Flags
from matcher.suitability.columns import POST_KINDS, STAGES, STATUSES, Columns, Relation
from matcher.suitability.criteria.skills import load_stage_skills
from matcher.suitability.reading import read_columns

MOST_RATIO = 3.0
MOST_GIB = 4.0
MIB = 1024.0


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and print what it found."""
    parser = start_parser("build_pairs against the bare arithmetic")
    parser.add_argument("--hosts", type=int, default=23_200)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--most-km", type=float, default=38.0)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args(arguments)

    pools = generate_pools(asked.hosts, asked.people, 1)
    policy = Policy(
        name="city",
        season_start=date(2026, 12, 1),
        rules={
            "distance-limit": RuleSetting(enabled=True, parameters={"most_km": asked.most_km}),
            "need-shared": RuleSetting(enabled=True),
        },
    )
    before_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    table = build_pairs(pools, policy)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    columns = read_columns(pools)
    seconds = measure(pools, policy, columns, table, asked.runs)

    print(
        f"{len(pools.enterprises):,} hosts with {len(pools.posts):,} posts, {len(pools.candidates):,} people: "
        f"{len(table.post):,} allowed pairs; of the work, reading the records takes {seconds['reading'].least:.3g} s"
    )
    print_head()
    whole, bare = seconds["build_pairs"], seconds["bare"]
    met = [
        print_ratio("pairs and points against bare numpy and scipy", whole, bare, most=MOST_RATIO, slack=asked.slack),
        print_count(
            "peak memory of pairs and points",
            f"{peak_mib:,.0f} MiB",
            f"<= {MOST_GIB * asked.slack:g} GiB",
            is_met=peak_mib / MIB <= MOST_GIB * asked.slack,
            note=f"pools and imports {before_mib:,.0f} MiB",
        ),
    ]
    return count_misses(met)


def measure(pools: Pools, policy: Policy, columns: Columns, table: PairTable, runs: int) -> dict[str, Timed]:
    """Time the three in turns, and check that the bare arithmetic gives the same table."""
    seconds: dict[str, list[float]] = {"build_pairs": [], "reading": [], "bare": []}
    for _ in range(runs):
        start = time.perf_counter()
        build_pairs(pools, policy)
        built = time.perf_counter()
        read_columns(pools)
        read = time.perf_counter()
        candidate, post, points = compute_bare(columns, policy)
        end = time.perf_counter()
        for name, spent in (("build_pairs", built - start), ("reading", read - built), ("bare", end - read)):
            seconds[name].append(spent)
        for mine, theirs in ((candidate, table.candidate), (post, table.post), (points, table.points)):
            if not np.array_equal(mine, theirs):
                raise AssertionError("the bare arithmetic and build_pairs differ")
    return {name: Timed(tuple(spent)) for name, spent in seconds.items()}


def compute_bare(columns: Columns, policy: Policy) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Join, sieve and measure in one go; every rule and term is a line or two."""
    people, posts = columns.candidates, columns.posts
    m = posts.num_rows
    limit = float(policy.parameter("distance-limit", "most_km")) * 1000.0
    is_placed, has_place = ~np.isnan(posts.x_m), ~np.isnan(people.x_m)
    placed, here = np.flatnonzero(is_placed), np.flatnonzero(has_place)
    near = cKDTree(np.column_stack([people.x_m, people.y_m])[here]).sparse_distance_matrix(
        cKDTree(np.column_stack([posts.x_m, posts.y_m])[placed]), limit, output_type="ndarray"
    )
    unknown_i, unknown_p = np.nonzero(~has_place[:, None] | ~is_placed[None, :])
    key = np.sort(np.concatenate([here[near["i"]] * m + placed[near["j"]], unknown_i * m + unknown_p]))
    i, p = np.divmod(key, m)

    start, end = policy.season_start, last_day_of_term(policy.season_start, policy.term_years)
    is_retired = people.status == STATUSES.index("retired")
    is_recent = is_retired & ((people.status_day == 0) | (people.status_day > subtract_years(start, 3).toordinal()))
    is_fit = people.is_member & people.is_consented & people.is_healthy
    is_fit &= people.birth_day > max(0, subtract_years(end, 71).toordinal())
    keep = is_fit[i] & people.takes_role[i, posts.role[p]]
    keep &= is_retired[i] | (posts.kind[p] != POST_KINDS.index("company_post"))
    keep &= (_count(people.skills, posts.needs, i, p) > 0) | (posts.need_levels[p] == 0)
    i, p, key = i[keep], p[keep], key[keep]
    area, line = posts.area[p], posts.line[p]
    keep = ~(is_recent[i] & (people.former_areas[i, area] | people.former_lines[i, line]))
    for have, asked in zip(people.skills, posts.must_have, strict=True):
        keep &= (asked[p] & ~have[i]) == 0
    at, value = _find(columns.terms, key, m)
    keep[at[value >= 2]] = False
    keep[_find(columns.relatives, key, m)[0]] = False
    i, p, key, area, line = i[keep], p[keep], key[keep], area[keep], line[keep]

    dx, dy = people.x_m[i] - posts.x_m[p], people.y_m[i] - posts.y_m[p]
    distance = np.sqrt(dx * dx + dy * dy)
    near_m = policy.near_km * 1000.0
    stage_marks = columns.skill_book.mark([load_stage_skills()[stage] for stage in STAGES])
    stage_fit = np.minimum(1.0, people.levels.astype(np.int64) @ stage_marks.T.astype(np.int64) / 3)
    two, three = (_count(people.skills, asked, i, p) for asked in (posts.reserve_two, posts.reserve_three))
    asked_skills, asked_words, needed = posts.num_must_have[p], posts.num_languages[p], posts.need_levels[p]
    opinions, kept = np.full(len(i), 0.5), np.zeros(len(i))
    at, value = _find(columns.opinions, key, m)
    opinions[at] = value
    kept[_find(columns.terms, key, m)[0]] = 1.0
    terms = {
        "needs": np.where(needed > 0, _count(people.skills, posts.needs, i, p) / np.maximum(needed, 1), 0.5),
        "must_have": np.where(asked_skills > 0, (two / 2 + three / 3) / np.maximum(asked_skills, 1), 1.0),
        "industry": people.industries[i, line],
        "work_relation": (people.unit_line[i] == line) & (line != 0),
        "locality": np.where(
            (people.area[i] == area) & (area != 0),
            1.0,
            near_m / (near_m + np.where(np.isnan(distance), near_m, distance)),
        ),
        "language": np.where(
            asked_words > 0, _count(people.languages, posts.languages, i, p) / np.maximum(asked_words, 1), 1.0
        ),
        "party_work": np.minimum(1.0, people.party_years / 10)[i],
        "stage": stage_fit[i, posts.stage[p]],
        "opinions": opinions,
        "continuity": kept,
    }
    table = np.empty((len(CRITERIA), len(i)), np.float32)
    total, weights = np.zeros(len(i)), 0
    for row, criterion in enumerate(CRITERIA):
        table[row] = terms[criterion]
        total += table[row] * np.float64(policy.weight(criterion))
        weights += policy.weight(criterion)
    return i, p, np.rint(total * 10_000 / weights)


def _count(have: BitWords, asked: BitWords, i: NDArray[np.int64], p: NDArray[np.int64]) -> NDArray[np.uint8]:
    counts = [np.bitwise_count(mine[i] & theirs[p]) for mine, theirs in zip(have, asked, strict=True)]
    total: NDArray[np.uint8] = sum(counts[1:], counts[0])
    return total


def _find(relation: Relation, key: NDArray[np.int64], m: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    wanted = relation.candidate * m + relation.post
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    is_here: Flags = key[at] == wanted
    return at[is_here], relation.value[is_here]


if __name__ == "__main__":
    sys.exit(main())
