"""Side rules read as bounds on how many pairs of a set are used.

A quota over pairs is one by its words. So is the rule of one post per host (of the pairs between a
person and a host at most one), the limit of company posts (of a person's pairs with company posts),
and a pin at a host with several posts (of a group of pairs at least one). A quota over people or
hosts is one where nobody, or no host, could be counted twice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.problem import NO_LIMIT, Problem
from matcher.problem.problem import QUOTA_COUNTS
from matcher.solve.binding import binding_rules

Ints = NDArray[np.int64]

COUNTING_RULES = ("quota", "pin", "one_post_per_host", "company_posts")
"""Rules that can be bounds on sets of pairs, by the code in `BoundedSets.rule`."""

QUOTA, PIN, ONE_PER_HOST, COMPANY = range(len(COUNTING_RULES))


@dataclass(frozen=True, slots=True, eq=False)
class BoundedSets:
    """Hold sets of pairs, each with the least and the most of its pairs that a plan may use.

    Parameters
    ----------
    start, pair
        Set s holds the rows pair[start[s]:start[s+1]] of the problem, each once, banned ones too.
    least, most
        Bounds within 0 and the size of the set, but for a rule that no plan can keep: there the
        least is above the most, by being more than the size, or the most is -1.
    rule, row
        Which of `COUNTING_RULES` asks for it, and which row of that rule's table; a row of its own
        count where the rule has no table.
    """

    start: Ints
    pair: Ints
    least: Ints
    most: Ints
    rule: Ints
    row: Ints

    def __len__(self) -> int:
        """Return the number of sets."""
        return len(self.least)


@dataclass(slots=True)
class _Part:
    """Hold the sets of one rule."""

    rule: int
    sizes: Ints
    pair: Ints
    least: Ints
    most: Ints
    row: Ints


def collect_sets(problem: Problem) -> BoundedSets | None:
    """Return the binding side rules as bounded sets; None where one of them is more than that."""
    if not binding_rules(problem) <= set(COUNTING_RULES):
        return None
    quotas = _read_quotas(problem)
    if quotas is None:
        return None
    parts = [*quotas, *_read_pins(problem), _read_hosts(problem), _read_company_posts(problem)]

    def join(arrays: list[Ints]) -> Ints:
        return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)

    return BoundedSets(
        start=np.concatenate([[0], np.cumsum(join([part.sizes for part in parts]))]).astype(np.int64),
        pair=join([part.pair for part in parts]),
        least=join([part.least for part in parts]),
        most=join([part.most for part in parts]),
        rule=join([np.full(len(part.sizes), part.rule, np.int64) for part in parts]),
        row=join([part.row for part in parts]),
    )


def _single(rule: int, row: int, pair: Ints, least: int, most: int) -> _Part:
    def one(value: int) -> Ints:
        return np.array([value], np.int64)

    size = len(pair)
    return _Part(rule, one(size), pair, one(min(max(0, least), size + 1)), one(min(max(-1, most), size)), one(row))


def _read_quotas(problem: Problem) -> list[_Part] | None:
    """Return the quota rows that can bind; None where one of them counts otherwise than by pairs."""
    found = []
    for q in range(problem.num_quotas):
        entries = slice(int(problem.quota_start[q]), int(problem.quota_start[q + 1]))
        pair, weight = problem.quota_pair[entries].astype(np.int64), problem.quota_coefficient[entries]
        in_order = np.sort(pair)
        least, most = int(problem.quota_least[q]), int(problem.quota_most[q])
        lowest, highest = int(weight[weight < 0].sum()), int(weight[weight > 0].sum())
        if lowest >= least and highest <= most:
            continue
        is_plain = bool((weight == 1).all()) and not bool((in_order[1:] == in_order[:-1]).any())
        if not is_plain or not _counts_pairs(problem, int(problem.quota_count[q]), pair):
            return None
        found.append(_single(QUOTA, q, pair, least, most))
    return found


def _counts_pairs(problem: Problem, count: int, pair: Ints) -> bool:
    """Tell whether a row counts each pair used, because nothing it counts can come up twice."""
    pair = pair[~problem.is_banned[pair]]
    match QUOTA_COUNTS[count]:
        case "pairs":
            return True
        case "people":
            offered = np.bincount(problem.candidate[pair], minlength=problem.num_candidates)
            return bool((np.minimum(offered, problem.capacity) <= 1).all())
        case _:
            offered = np.bincount(problem.post[pair], minlength=problem.num_posts)
            people = np.bincount(problem.host, weights=np.minimum(offered, problem.most), minlength=problem.num_hosts)
            return bool((people <= 1).all())


def _read_pins(problem: Problem) -> list[_Part]:
    found = []
    for group, (begin, end) in enumerate(
        zip(problem.pin_group_start[:-1].tolist(), problem.pin_group_start[1:].tolist(), strict=True)
    ):
        pair = np.unique(problem.pin_group_pair[begin:end]).astype(np.int64)
        found.append(_single(PIN, group, pair, 1, len(pair)))
    return found


def _read_hosts(problem: Problem) -> _Part:
    """Return the pairs of each person with each host that has several posts for them."""
    has_several = (np.bincount(problem.host, minlength=problem.num_hosts) >= 2)[problem.host]
    pair = np.flatnonzero(has_several[problem.post] & (problem.capacity >= 2)[problem.candidate])
    visit = problem.candidate[pair].astype(np.int64) * problem.num_hosts + problem.host[problem.post[pair]]
    return _group(ONE_PER_HOST, pair, visit, 1)


def _read_company_posts(problem: Problem) -> _Part:
    most = problem.most_company_posts
    if most == NO_LIMIT:
        return _group(COMPANY, np.zeros(0, np.int64), np.zeros(0, np.int64), 0)
    pair = np.flatnonzero(problem.is_company_post[problem.post])
    pair = pair[problem.capacity[problem.candidate[pair]] > most]
    return _group(COMPANY, pair, problem.candidate[pair].astype(np.int64), most)


def _group(rule: int, pair: Ints, key: Ints, most: int) -> _Part:
    """Return a set for each key that more than `most` pairs share."""
    order = np.argsort(key, kind="stable")
    in_order = key[order]
    starts = np.flatnonzero(np.r_[True, in_order[1:] != in_order[:-1]][: len(key)])
    sizes = np.diff(starts, append=len(key))
    is_large = sizes > most
    num = int(is_large.sum())
    return _Part(
        rule,
        sizes[is_large].astype(np.int64),
        pair[order[np.repeat(is_large, sizes)]].astype(np.int64),
        np.zeros(num, np.int64),
        np.full(num, most, np.int64),
        np.arange(num, dtype=np.int64),
    )
