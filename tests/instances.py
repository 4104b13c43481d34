"""Readers of the public text formats of matching instances, for tests only.

Each returns an `Instance`: agents of both sides by name, limits, and strict or tied lists. `as_problem`
makes a `Problem` of it; pairs that only one side lists are left out.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from matcher.policy.records import Objective
from matcher.problem import NO_LIMIT, Problem

SHARED = Path(__file__).resolve().parents[2] / "shared" / "instances"
"""Public instances beside the checkout; tests skip where this folder is missing."""

Tiers = list[list[str]]


@dataclass
class Side:
    """Hold one side: limits and lists by agent, in the order of the file; a tier is a tie."""

    least: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    tiers: dict[str, Tiers] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Agents in order."""
        return list(self.most)


@dataclass
class Instance:
    """Hold both sides of an instance; `left` are the candidates."""

    left: Side
    right: Side


def as_problem(instance: Instance, objectives: tuple[Objective, ...] = ("coverage", "stability")) -> Problem:
    """Return the instance as a problem with a host for each post."""
    left, right = instance.left, instance.right
    post_of = {name: p for p, name in enumerate(right.names)}
    taken_by = {p: _ranks(right.tiers.get(name, [])) for name, p in post_of.items()}
    rows = []
    for i, name in enumerate(left.names):
        for other, rank in _ranks(left.tiers.get(name, [])).items():
            p = post_of.get(other)
            if p is not None and name in taken_by[p]:
                rows.append((i, p, rank, taken_by[p][name]))
    table = np.array(sorted(rows), np.int64).reshape(-1, 4)
    n, m, k = len(left.names), len(right.names), len(table)
    return Problem(
        capacity=np.array(list(left.most.values()), np.int64),
        least_load=np.array([left.least.get(name, 0) for name in left.names], np.int64),
        least=np.array([right.least.get(name, 0) for name in right.names], np.int64),
        most=np.array(list(right.most.values()), np.int64),
        priority=np.ones(m, np.int64),
        host=np.arange(m, dtype=np.int32),
        candidate=table[:, 0].astype(np.int32),
        post=table[:, 1].astype(np.int32),
        points=np.zeros(k, np.int64),
        rank_by_candidate=_dense(table[:, 0], table[:, 2]),
        rank_by_post=_dense(table[:, 1], table[:, 3]),
        travel_m=np.zeros(k, np.int64),
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
    )


def _ranks(tiers: Tiers) -> dict[str, int]:
    return {name: rank for rank, tier in enumerate(tiers, start=1) for name in tier}


def _dense(agent: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Return ranks without gaps where pairs were left out."""
    dense = np.zeros(len(rank), np.int64)
    order = np.lexsort((rank, agent))
    seen, last = 0, (-1, -1)
    for e in order.tolist():
        here = (int(agent[e]), int(rank[e]))
        if here != last:
            seen = 1 if here[0] != last[0] else seen + 1
            last = here
        dense[e] = seen
    return dense


def read_graph_matching(path: Path) -> Instance:
    """Read the format of GraphMatching: partitions with limits, preference lists with ties in brackets."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    blocks = dict(re.findall(r"@(PartitionA|PartitionB|PreferenceListsA|PreferenceListsB)(.*?)@End", text, re.DOTALL))
    sides = []
    for letter in "AB":
        side = Side()
        for name, limits in re.findall(r"([\w.-]+)\s*(\([^)]*\))?", blocks[f"Partition{letter}"]):
            numbers = [int(number) for number in re.findall(r"\d+", limits)] or [1]
            side.least[name] = numbers[0] if len(numbers) == 2 else 0
            side.most[name] = numbers[-1]
        for row in blocks[f"PreferenceLists{letter}"].split(";"):
            name, colon, listed = row.partition(":")
            if colon:
                side.tiers[name.strip()] = _read_tiers(listed)
        sides.append(side)
    return Instance(*sides)


def _read_tiers(listed: str) -> Tiers:
    """Read ``x, (y, z), w`` or ``x (y z) w``."""
    tiers = []
    for tied, single in re.findall(r"\(([^)]*)\)|([\w.-]+)", listed):
        tiers.append(re.findall(r"[\w.-]+", tied) if tied else [single])
    return tiers


def read_matches(path: Path) -> list[tuple[str, str]]:
    """Read a stored answer: rows ``left,right,rank``."""
    rows = [row.split(",") for row in path.read_text(encoding="utf-8").split()]
    return [(row[0], row[1]) for row in rows]


def read_glasgow(path: Path, *, has_capacities: bool = True, has_header: bool = True) -> Instance:
    """Read the format of the Glasgow tools: counts, then a line an agent; right agents have a capacity."""
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    rows = rows[1:] if has_header else rows
    num_left, num_right = int(rows[0]), int(rows[1])
    left, right = Side(), Side()
    for row in rows[2 : 2 + num_left]:
        name, _, listed = row.strip().partition(" ") if "\t" not in row else row.strip().partition("\t")
        left.most[name], left.tiers[name] = 1, _read_tiers(listed)
    for row in rows[2 + num_left : 2 + num_left + num_right]:
        name, *rest = row.split(maxsplit=2 if has_capacities else 1)
        right.most[name] = int(rest[0]) if has_capacities else 1
        listed = rest[1:] if has_capacities else rest
        right.tiers[name] = _read_tiers(listed[0] if listed else "")
    return Instance(left, right)


def read_marriage(path: Path) -> Instance:
    """Read a stable marriage instance: n, then n lines ``i: list`` for each side."""
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    num = int(rows[0])
    sides = []
    for begin in (1, 1 + num):
        side = Side()
        for row in rows[begin : begin + num]:
            name, _, listed = row.partition(":")
            side.most[name.strip()], side.tiers[name.strip()] = 1, _read_tiers(listed)
        sides.append(side)
    return Instance(*sides)


def read_stable_marriages(path: Path) -> tuple[list[list[int]], dict[str, int]]:
    """Read every stable matching listed (partner of each left agent, from 1), and the index of each best one."""
    text = path.read_text(encoding="utf-8")
    listed = text.split("stable_matching_list:")[1].split("matching_0")[0]
    plans = [[int(partner) for partner in row.split()] for row in listed.splitlines() if row.strip()]
    return plans, {name: int(index) for name, index in re.findall(r"([\w-]+)_index:\s*(\d+)", text)}


def read_matching_library(path: Path, *, capacity: int = 1) -> Instance:
    """Read a case of the library ``matching``: lists of residents and hospitals in JSON; it stores no capacities."""
    case = json.loads(path.read_text(encoding="utf-8"))
    left, right = Side(), Side()
    for side, lists, most in ((left, case["residents"], 1), (right, case["hospitals"], capacity)):
        for name, listed in lists.items():
            side.most[name], side.tiers[name] = most, [[str(other)] for other in listed]
    return Instance(left, right)
