"""Seeded instance families of the benchmarks, made without names or records.

Hosts and people live on a plane; each host knows its nearest people and takes those who share a
skill with it. Both sides rank the few partners they like best, in coarse steps, and leave all
others on one last rank, so ties are common, as in answers people give on paper.
"""

import importlib.util
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from matcher.policy.records import Objective
from matcher.problem import NO_LIMIT, Problem
from matcher.problem.choices import dense_ranks

Ints: TypeAlias = NDArray[np.int64]
Indices: TypeAlias = NDArray[np.int32]
Size: TypeAlias = Literal["XS", "S", "M", "L", "XL"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Published instances beside the checkout; what needs them is skipped where they are missing."""

NUM_SKILLS = 24
LAST_LISTED = 12
"""How many partners an agent ranks; the others share one last rank."""


class Absent(Exception):  # noqa: N818 - no error: a reason to skip
    """Say why a case cannot run here."""


@dataclass(frozen=True, slots=True)
class Family:
    """Hold what makes one size.

    Parameters
    ----------
    num_hosts, num_people
        Of the two sides.
    degree
        Mean number of acceptable people a host.
    most_hosts
        Range of what one person may hold, both ends included.
    """

    num_hosts: int
    num_people: int
    degree: int
    most_hosts: tuple[int, int]


FAMILIES: dict[Size, Family] = {
    "XS": Family(12, 10, 5, (1, 2)),
    "S": Family(120, 150, 24, (1, 3)),
    "M": Family(1_200, 800, 40, (1, 3)),
    "L": Family(23_200, 3_000, 45, (6, 10)),
    "XL": Family(250_000, 40_000, 30, (6, 10)),
}


def make_problem(
    size: Size, seed: int = 1, objectives: tuple[Objective, ...] = ("coverage", "satisfaction")
) -> Problem:
    """Return the family's problem of that size and seed.

    Parameters
    ----------
    size
        ``XS`` 12 x 10, to try a benchmark out; ``S`` 120 x 150, ``M`` 1,200 x 800, ``L`` 23,200 x 3,000 (about
        a million pairs) or ``XL`` 250,000 x 40,000 (about 30 pairs a host).
    seed
        The same size and seed give the same problem.
    """
    family = FAMILIES[size]
    chance = np.random.default_rng((seed, family.num_hosts, family.num_people))
    host, person, distance = _draw_pairs(chance, family)
    points = np.clip(np.rint(6_000 * chance.beta(2, 3, len(host)) + 4_000 * (1 - distance)), 0, 10_000).astype(np.int64)
    least = 1 + (chance.random(family.num_hosts) < 0.15)
    return pack_problem(
        capacity=chance.integers(*family.most_hosts, family.num_people, endpoint=True),
        least=least,
        most=least + (chance.random(family.num_hosts) < 0.4),
        priority=chance.integers(1, 5, family.num_hosts, endpoint=True),
        candidate=person,
        post=host,
        points=points,
        rank_by_candidate=_listed(person, points + chance.normal(0, 1_500, len(host)), 400),
        rank_by_post=_listed(host, points + chance.normal(0, 1_000, len(host)), 400),
        travel_m=np.rint(distance * 30_000).astype(np.int64),
        objectives=objectives,
        seed=seed,
    )


def make_residents(
    num_people: int,
    num_posts: int,
    listed: int,
    *,
    tie_chance: float = 0.0,
    has_lower_quotas: bool = False,
    seed: int = 1,
    objectives: tuple[Objective, ...] = ("stability", "coverage"),
) -> Problem:
    """Return an instance of hospitals and residents: everybody holds one post, lists are drawn at random.

    Parameters
    ----------
    num_people, num_posts
        Sizes; posts take `num_people` in all, spread evenly.
    listed
        Length of each person's list, at most `num_posts`.
    tie_chance
        Chance that an entry of a list ties with the one before; 0: strict lists on both sides.
    has_lower_quotas
        About half the posts ask for at least one person, and some for two.
    """
    chance = np.random.default_rng((seed, num_people, num_posts, listed))
    liked = 1 / (1.0 + chance.permutation(num_posts) / num_posts * 2)  # some posts are asked for more often
    wish = liked * chance.random((num_people, num_posts))
    posts = np.argpartition(-wish, listed - 1, axis=1)[:, :listed] if listed < num_posts else np.argsort(-wish, axis=1)
    posts = np.sort(posts, axis=1)
    person = np.repeat(np.arange(num_people), listed)
    post = posts.ravel()
    most = np.full(num_posts, num_people // num_posts) + (np.arange(num_posts) < num_people % num_posts)
    least = np.zeros(num_posts, np.int64)
    if has_lower_quotas:
        least = np.minimum(most, chance.choice(3, num_posts, p=(0.5, 0.35, 0.15)))
    return pack_problem(
        capacity=np.ones(num_people, np.int64),
        least=least,
        most=most,
        priority=np.ones(num_posts, np.int64),
        candidate=person,
        post=post,
        points=chance.integers(0, 1_000, len(person), endpoint=True),
        rank_by_candidate=_drawn_ranks(chance, person, tie_chance),
        rank_by_post=_drawn_ranks(chance, post, tie_chance),
        objectives=objectives,
        seed=seed,
    )


def make_lower_quota_problem(
    num_people: int = 300, num_posts: int = 60, seed: int = 1, objectives: tuple[Objective, ...] = ("coverage", "size")
) -> Problem:
    """Return hospitals and residents with lower quotas: short strict lists that cannot fill every least seat."""
    return make_residents(num_people, num_posts, 5, has_lower_quotas=True, seed=seed, objectives=objectives)


def shared_problem(
    size: Size, seed: int = 1, objectives: tuple[Objective, ...] = ("coverage", "stability"), folder: Path = SHARED
) -> Problem:
    """Return an instance of the shared generator, whose figures compare with published ones.

    Raises
    ------
    Absent
        The generator is not beside the checkout.
    """
    made: dict[str, Any] = _shared_generator(folder).instance(size, seed)
    order = np.lexsort((made["e"], made["c"]))
    return pack_problem(
        capacity=made["cap"],
        least=made["l"],
        most=made["u"],
        priority=made["prio"],
        candidate=made["c"][order],
        post=made["e"][order],
        points=made["s"][order],
        rank_by_candidate=made["rc"][order],
        rank_by_post=made["re"][order],
        objectives=objectives,
        seed=seed,
    )


def read_residents(
    name: str, objectives: tuple[Objective, ...] = ("stability", "size"), folder: Path = SHARED
) -> Problem:
    """Return a public instance of hospitals and residents with ties: a line an agent, ties in brackets.

    Raises
    ------
    Absent
        The public instances are not beside the checkout.
    """
    path = folder / "instances" / "ipmatch-glasgow" / f"{name}.instance"
    if not path.exists():
        raise Absent(f"the public instance {path.name} is not beside this checkout")
    lines = [line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    num_people, num_posts = int(lines[1][0]), int(lines[2][0])
    wishes = [_read_ties(line[1]) for line in lines[3 : 3 + num_people]]
    asked = [line[1].split(maxsplit=1) for line in lines[3 + num_people : 3 + num_people + num_posts]]
    likes = [_read_ties(rest[0] if rest else "") for _, *rest in asked]
    table = np.array(
        sorted((i, p, rank, likes[p][i]) for i, wish in enumerate(wishes) for p, rank in wish.items() if i in likes[p]),
        np.int64,
    )
    return pack_problem(
        capacity=np.ones(num_people, np.int64),
        least=np.zeros(num_posts, np.int64),
        most=np.array([int(capacity) for capacity, *_ in asked], np.int64),
        priority=np.ones(num_posts, np.int64),
        candidate=table[:, 0],
        post=table[:, 1],
        points=np.zeros(len(table), np.int64),
        rank_by_candidate=dense_ranks(table[:, 0].astype(np.int32), table[:, 2]),
        rank_by_post=dense_ranks(table[:, 1].astype(np.int32), table[:, 3]),
        objectives=objectives,
    )


def _read_ties(text: str) -> dict[int, int]:
    """Return the rank of each partner, counted from 0, of a list such as ``3 (1 7) 2``."""
    tiers = re.findall(r"\(([^)]*)\)|(\d+)", text)
    return {int(one) - 1: rank for rank, tier in enumerate(tiers, start=1) for one in (tier[0] or tier[1]).split()}


def pack_problem(
    *,
    capacity: Ints,
    least: Ints,
    most: Ints,
    priority: Ints,
    candidate: NDArray[Any],
    post: NDArray[Any],
    points: Ints,
    rank_by_candidate: Ints,
    rank_by_post: Ints,
    objectives: tuple[Objective, ...],
    travel_m: Ints | None = None,
    seed: int = 1,
) -> Problem:
    """Return a problem without side rules, a host for every post; pairs sorted by (candidate, post)."""
    n, m, k = len(capacity), len(least), len(candidate)
    return Problem(
        capacity=capacity.astype(np.int64),
        least_load=np.zeros(n, np.int64),
        least=least.astype(np.int64),
        most=most.astype(np.int64),
        priority=priority.astype(np.int64),
        host=np.arange(m, dtype=np.int32),
        candidate=candidate.astype(np.int32),
        post=post.astype(np.int32),
        points=points.astype(np.int64),
        rank_by_candidate=rank_by_candidate.astype(np.int64),
        rank_by_post=rank_by_post.astype(np.int64),
        travel_m=np.zeros(k, np.int64) if travel_m is None else travel_m,
        is_kept=np.zeros(k, np.bool_),
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
        objectives=objectives,
        is_company_post=np.zeros(m, np.bool_),
        site_days=np.zeros(m, np.int64),
        days_budget=np.full(n, NO_LIMIT),
        workload=np.zeros(m, np.int64),
        workload_budget=np.full(n, NO_LIMIT),
        host_x_m=np.zeros(m, np.int64),
        host_y_m=np.zeros(m, np.int64),
        radius_m=np.full(n, NO_LIMIT),
        seed=seed,
    )


def _draw_pairs(chance: np.random.Generator, family: Family) -> tuple[Indices, Indices, NDArray[np.float64]]:
    """Return host, person and distance (0 next door, 1 furthest) of each acceptable pair, by (person, host)."""
    num_villages = max(4, family.num_people // 60)
    village = chance.random((num_villages, 2))
    size = chance.dirichlet(np.full(num_villages, 3.0))

    def settle(num: int) -> NDArray[np.float64]:
        return village[chance.choice(num_villages, num, p=size)] + chance.normal(0, 0.03, (num, 2))

    def learn(num: int, share: float) -> NDArray[np.uint32]:
        has = chance.random((num, NUM_SKILLS)) < share
        masks: NDArray[np.uint32] = (has << np.arange(NUM_SKILLS, dtype=np.uint32)).sum(axis=1).astype(np.uint32)
        return masks

    at_hosts, at_people = settle(family.num_hosts), settle(family.num_people)
    asked, known = learn(family.num_hosts, 0.14), learn(family.num_people, 0.22)
    near = min(family.num_people, 2 * family.degree)
    found = cKDTree(at_people).query(at_hosts, near, workers=2)
    distance, person = np.asarray(found[0]).ravel(), np.asarray(found[1]).ravel().astype(np.int32)
    host = np.repeat(np.arange(family.num_hosts, dtype=np.int32), near)
    fits = (asked[host] & known[person]) != 0
    host, person, distance = host[fits], person[fits], distance[fits]
    order = np.lexsort((host, person))
    return host[order], person[order], distance[order] / max(float(distance.max()), 1e-9)


def _listed(agent: Indices, liking: NDArray[np.float64], step: int) -> Ints:
    """Return ranks by liking in coarse steps for the first few of each agent; the rest share the next rank."""
    ranks = dense_ranks(agent, -np.floor(liking / step).astype(np.int64))
    return np.minimum(ranks, LAST_LISTED + 1)


def _drawn_ranks(chance: np.random.Generator, agent: NDArray[np.int64], tie_chance: float) -> Ints:
    """Return ranks in a random order of each agent's pairs, an entry tied with the one before by chance."""
    order = np.lexsort((chance.random(len(agent)), agent))
    grouped = agent[order]
    starts = np.r_[True, grouped[1:] != grouped[:-1]]
    steps = np.cumsum(starts | (chance.random(len(agent)) >= tie_chance))
    first = np.maximum.accumulate(np.where(starts, np.arange(len(agent)), 0))
    ranks = np.empty(len(agent), np.int64)
    ranks[order] = steps - steps[first] + 1
    return ranks


@cache
def _shared_generator(folder: Path) -> ModuleType:
    path = folder / "gen.py"
    spec = importlib.util.spec_from_file_location("shared_generator", path) if path.exists() else None
    if spec is None or spec.loader is None:
        raise Absent(f"the shared generator {path.name} is not beside this checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
