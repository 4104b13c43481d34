"""Why not that pair, and why nobody else at a host, against one incremental re-solve.

    python -m benchmarks.explain [--size M]

The season is drawn from records, so causes, prices, moves and sentences in both languages are those
a planner reads. Objectives are sums and no side rule binds, as the incremental engine asks. Every price
of a single pair must equal that of the re-solve it stands against; those of a list the single ones.
"""

import sys
from dataclasses import replace
from datetime import date
from itertools import cycle, islice

import numpy as np

from benchmarks.families import FAMILIES, Size
from benchmarks.timing import Timed, count_misses, print_head, print_ratio, start_parser, time_in_turns
from matcher.explain import Absence, explain_absence, list_absences, make_resolver
from matcher.explain.evidence import Evidence
from matcher.explain.resolving import Resolver
from matcher.plans import Scenario, make_plan
from matcher.policy.records import Policy, RuleSetting
from matcher.pools import load_vocabulary
from matcher.pools.pools import Pools
from matcher.pools.synthetic import generate_pools
from matcher.problem.edits import PairPin
from matcher.solve.incremental import Base, resolve

MOST_OF_PAIR = 2.0
MOST_OF_LIST = 20.0
MOST_KM = 40.0
OFF = ("avoid", "one-company-post", "site-days", "team-skills", "workload", "bundle-radius")


def main(arguments: list[str] | None = None) -> int:
    """Measure one size."""
    parser = start_parser("explanations against one incremental re-solve")
    parser.add_argument("--size", choices=("XS", "S", "M"), default="M")
    parser.add_argument("--pairs", type=int, default=200, help="pairs asked about")
    parser.add_argument("--hosts", type=int, default=40, help="hosts asked about")
    parser.add_argument("--repeats", type=int, default=7)
    asked = parser.parse_args(arguments)
    evidence = make_season(asked.size)
    resolver = make_resolver(evidence)
    base = resolver.base
    if base is None:
        raise AssertionError("the incremental engine holds this season")
    problem = evidence.problem
    print(
        f"  {asked.size}: {problem.num_candidates:,} x {problem.num_posts:,}, {problem.num_pairs:,} pairs", flush=True
    )
    print_head()
    # Every round asks about others, so that nothing is answered from what was looked up before.
    pairs = draw_pairs(evidence, base, asked.pairs * (asked.repeats + 1))
    posts = np.random.default_rng(3).permutation(problem.num_posts).tolist()
    pinned, asking, listing = cycle(pairs), cycle(pairs), cycle(posts)
    again, ones, lists = time_in_turns(
        lambda: [resolve(base, PairPin(*pair)) for pair in islice(pinned, asked.pairs)],
        lambda: [ask(evidence, resolver, *pair) for pair in islice(asking, asked.pairs)],
        lambda: [ask_all(evidence, resolver, post) for post in islice(listing, asked.hosts)],
        repeats=asked.repeats,
    )
    again, ones, lists = share(again, asked.pairs), share(ones, asked.pairs), share(lists, asked.hosts)
    pairs, posts = pairs[: asked.pairs], posts[: asked.hosts]
    for pair in pairs:
        hold(ask(evidence, resolver, *pair), base, *pair)
    case = f"{asked.size}, {len(pairs)} pairs"
    sizes = sum(len(ask_all(evidence, resolver, post)) for post in posts) / len(posts)
    return count_misses(
        [
            print_ratio(f"why not one pair, {case}", ones, again, most=MOST_OF_PAIR, slack=asked.slack),
            print_ratio(
                f"why nobody else at a host, {len(posts)} lists of {sizes:.0f}",
                lists,
                again,
                most=MOST_OF_LIST,
                slack=asked.slack,
            ),
        ]
    )


def make_season(size: Size) -> Evidence:
    """Return a solved season whose objectives are sums and in which no side rule binds."""
    family = FAMILIES[size]
    pools = keep_one_post(generate_pools(family.num_hosts, family.num_people, 1))
    rules = {rule: RuleSetting(enabled=False) for rule in OFF}
    rules |= {
        "distance-limit": RuleSetting(enabled=True, parameters={"most_km": MOST_KM}),
        "need-shared": RuleSetting(enabled=True),
    }
    policy = Policy(name=size, season_start=date(2026, 12, 1), objectives=("coverage", "satisfaction"), rules=rules)
    evidence = make_plan(Scenario(policy, pools, load_vocabulary())).evidence
    if evidence is None:
        raise AssertionError("the season has a plan")
    return evidence


def keep_one_post(pools: Pools) -> Pools:
    """Return the pools with the first post of each host only."""
    first = {post.enterprise: post for post in reversed(pools.posts)}
    posts = tuple(post for post in pools.posts if first[post.enterprise] is post)
    kept = {None, *(post.id for post in posts)}
    return replace(pools, posts=posts, choices=tuple(said for said in pools.choices if said.post in kept))


def draw_pairs(evidence: Evidence, base: Base, count: int) -> list[tuple[int, int]]:
    """Return pairs by chance that the plan does not hold."""
    problem = evidence.problem
    rows = np.setdiff1d(np.flatnonzero(~problem.is_banned), base.rows)
    rows = np.random.default_rng(2).permutation(rows)[:count]
    return list(zip(problem.candidate[rows].tolist(), problem.post[rows].tolist(), strict=True))


def ask(evidence: Evidence, resolver: Resolver, i: int, p: int) -> Absence:
    """Ask why a pair is not in the plan, every sentence included."""
    people, posts = evidence.compiled.candidate_ids, evidence.compiled.post_ids
    return explain_absence(evidence, people[i], posts[p], resolver=resolver)


def ask_all(evidence: Evidence, resolver: Resolver, p: int) -> tuple[Absence, ...]:
    """Ask why nobody else is at a post."""
    return list_absences(evidence, post=evidence.compiled.post_ids[p], resolver=resolver)


def hold(absence: Absence, base: Base, i: int, p: int) -> None:
    """Check a price against the re-solve with the pair pinned."""
    outcome = resolve(base, PairPin(i, p))
    told = [] if absence.price is None else [change.after for change in absence.price.changes]
    if told != [result.value for result in outcome.objectives]:
        raise AssertionError(f"the price of {absence.candidate_id} at {absence.post_id} is not that of a re-solve")


def share(timed: Timed, count: int) -> Timed:
    """Return the seconds of one of so many pieces of work done together."""
    return Timed(tuple(seconds / count for seconds in timed.seconds))


if __name__ == "__main__":
    sys.exit(main())
