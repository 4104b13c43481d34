"""Arrays that hold the side rules and what a plan has used up of each.

Sums over pairs that a planner chose (quotas, groups of pins) are rows, and each pair lists its
entries in them; what one person may hold is kept beside the person and needs no memory for pairs.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem import NO_LIMIT, Problem
from matcher.problem.problem import SIDE_RULES
from matcher.solve.deferred.proposals import slot_starts
from matcher.solve.preferences import Ints, Market, Pairs, group_rows

Record: TypeAlias = Any
Records: TypeAlias = NDArray[Any]

TOTAL = 0
"""Place of the sum in `Counters.broken`; the rules follow in order."""

RULE = {name: at for at, name in enumerate(SIDE_RULES, start=1)}
"""Place of each side rule in `Counters.broken`."""

SUM, DISTINCT, TEAM = 0, 1, 2
"""Kinds of entries: a share of a row, a person or host a row counts once, a skill brought to a team."""

FARTHEST_M = 3_000_000_000
"""A radius beyond it is open: its square still fits 64 bits, and no two places on Earth are so far apart."""

PERSON = np.dtype(
    [
        ("days", "i8"),
        ("most_days", "i8"),
        ("work", "i8"),
        ("most_work", "i8"),
        ("company", "i8"),
        ("most_company", "i8"),
        ("radius_sq", "i8"),
        ("slot", "i4"),  # its pairs
        ("count", "i4"),
        ("begin", "i4"),  # people it avoids
        ("end", "i4"),
    ],
    align=True,
)
"""What a candidate has used up, and may."""

POST = np.dtype(
    [
        ("days", "i8"),
        ("work", "i8"),
        ("x", "i8"),
        ("y", "i8"),
        ("host", "i4"),
        ("count", "i4"),
        ("begin", "i4"),  # its teams
        ("end", "i4"),
        ("is_company", "i4"),
    ],
    align=True,
)
"""What a post asks of its people."""

ROW = np.dtype([("value", "i8"), ("least", "i8"), ("most", "i8"), ("rule", "i8")])
"""A bounded sum, and the rule it belongs to."""

DISTINCT_UNIT = np.dtype([("row", "i4"), ("count", "i4")])
"""A person or host that a row counts once, however many of its pairs are used."""

ENTRY = np.dtype([("coefficient", "i8"), ("at", "i4"), ("kind", "i4")])
"""One entry of a pair: in row, unit or team `at`."""


class Counters(NamedTuple):
    """Hold the side rules of a market and what the present plan has used up; arrays only, for kernels.

    Parameters
    ----------
    candidate, post
        Ends of the market's pairs.
    people, posts, rows, units
        Records `PERSON`, `POST`, `ROW` and `DISTINCT_UNIT`.
    held
        Pairs of each candidate, in its slots.
    teams
        For each demand of a team, in order of posts, how many people bring what it asks.
    start, entries
        Records `ENTRY` of pair e: ``start[e]:start[e + 1]``.
    avoided
        People whom each candidate avoids.
    broken
        By how much the plan breaks all rules together, and each one.
    """

    candidate: Pairs
    post: Pairs
    people: Records
    posts: Records
    rows: Records
    units: Records
    held: Pairs
    teams: Pairs
    start: Ints
    entries: Records
    avoided: Pairs
    broken: Ints


def build_counters(problem: Problem, market: Market, room: Pairs | None = None) -> Counters:
    """Return the counters of the empty plan.

    Parameters
    ----------
    market
        The pairs of `problem` that may be used; pairs are numbered as there.
    room
        Most pairs each candidate will ever hold; its capacity when None.
    """
    degree = np.diff(market.start_i)
    slots = slot_starts(market.capacity if room is None else room, degree)
    avoided, avoid_start = _list_avoided(problem)
    people = np.zeros(problem.num_candidates, PERSON)
    people["most_days"], people["most_work"] = problem.days_budget, problem.workload_budget
    people["most_company"] = problem.most_company_posts
    people["radius_sq"] = np.where(problem.radius_m < FARTHEST_M, problem.radius_m, FARTHEST_M) ** 2
    people["slot"], people["begin"], people["end"] = slots[:-1], avoid_start[:-1], avoid_start[1:]
    posts = np.zeros(problem.num_posts, POST)
    posts["days"], posts["work"], posts["host"] = problem.site_days, problem.workload, problem.host
    posts["x"], posts["y"] = problem.host_x_m[problem.host], problem.host_y_m[problem.host]
    posts["is_company"] = problem.is_company_post
    rank_of_team = _order_teams(problem, posts)
    start, entries, rows, units = _list_entries(problem, market, rank_of_team)
    counters = Counters(
        candidate=market.candidate,
        post=market.post,
        people=people,
        posts=posts,
        rows=rows,
        units=units,
        held=np.zeros(slots[-1], np.int32),
        teams=np.zeros(len(problem.team_post), np.int32),
        start=start,
        entries=entries,
        avoided=avoided,
        broken=np.zeros(1 + len(SIDE_RULES), np.int64),
    )
    short = np.maximum(rows["least"], 0)  # every sum is 0 at first
    np.add.at(counters.broken, rows["rule"], short)
    np.add.at(counters.broken, rows["rule"], np.maximum(-rows["most"], 0))
    counters.broken[TOTAL] = counters.broken[TOTAL + 1 :].sum()
    return counters


def _list_avoided(problem: Problem) -> tuple[Pairs, Ints]:
    """Return whom each candidate avoids, both ways, and where each one's list begins."""
    one = np.concatenate([problem.avoid_a, problem.avoid_b])
    other = np.concatenate([problem.avoid_b, problem.avoid_a])
    start, order = group_rows(one, problem.num_candidates)
    return other[order], start


def _order_teams(problem: Problem, posts: Records) -> Ints:
    """Give every post its demands side by side, and return the new place of each."""
    start, order = group_rows(problem.team_post, problem.num_posts)
    posts["begin"], posts["end"] = start[:-1], start[1:]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


def _list_entries(problem: Problem, market: Market, place_of_team: Ints) -> tuple[Ints, Records, Records, Records]:
    """Return where each pair's entries begin, the entries, the rows and the units that rows count once."""
    number = np.full(problem.num_pairs, -1, np.int64)
    number[market.pair_of] = np.arange(market.num_pairs)
    quota = np.repeat(np.arange(problem.num_quotas), np.diff(problem.quota_start))
    group = np.repeat(np.arange(len(problem.pin_group_start) - 1), np.diff(problem.pin_group_start))
    team = np.repeat(np.arange(len(problem.team_post)), np.diff(problem.team_start))
    pins = np.flatnonzero(problem.is_pinned)
    pair = problem.quota_pair.astype(np.int64)
    code = problem.quota_count[quota]
    member = np.where(code == 1, problem.candidate[pair], problem.host[problem.post[pair]] + problem.num_candidates)
    is_distinct = code != 0
    unit_key, unit = np.unique(np.stack([quota[is_distinct], member[is_distinct]], axis=1), axis=0, return_inverse=True)
    units = np.zeros(len(unit_key), DISTINCT_UNIT)
    units["row"] = unit_key[:, 0]
    num_quotas, num_groups = problem.num_quotas, len(problem.pin_group_start) - 1
    rows = np.zeros(num_quotas + num_groups + len(pins), ROW)
    rows["least"], rows["most"], rows["rule"] = 1, NO_LIMIT, RULE["pin"]
    rows["least"][:num_quotas], rows["most"][:num_quotas] = problem.quota_least, problem.quota_most
    rows["rule"][:num_quotas] = RULE["quota"]
    parts = (
        (pair[~is_distinct], SUM, quota[~is_distinct], problem.quota_coefficient[~is_distinct]),
        (pair[is_distinct], DISTINCT, unit.reshape(-1), np.ones(int(is_distinct.sum()), np.int64)),
        (problem.pin_group_pair.astype(np.int64), SUM, num_quotas + group, np.ones(len(group), np.int64)),
        (pins, SUM, num_quotas + num_groups + np.arange(len(pins)), np.ones(len(pins), np.int64)),
        (problem.team_pair.astype(np.int64), TEAM, place_of_team[team], np.ones(len(team), np.int64)),
    )
    of = number[np.concatenate([part[0] for part in parts])]
    entries = np.zeros(len(of), ENTRY)
    entries["kind"] = np.concatenate([np.full(len(part[0]), part[1]) for part in parts])
    entries["at"] = np.concatenate([part[2] for part in parts])
    entries["coefficient"] = np.concatenate([part[3] for part in parts])
    kept = (of >= 0) & (entries["coefficient"] != 0)
    start, order = group_rows(of[kept].astype(np.int32), market.num_pairs)
    return start, entries[kept][order], rows, units
