"""Rules about who may or must be with whom: acceptability, orders of the planner, teams, recusal."""

import math

import numpy as np

from matcher.problem.problem import Flags, Indices, Ints
from matcher.verify.placed import Placed
from matcher.verify.records import Violation
from matcher.verify.rows import expand, start_rows
from matcher.words import Words

OPEN_RADIUS_M = 3_000_000_000
"""A radius beyond any place on earth; its square still fits 64 bits."""


def acceptable(placed: Placed) -> list[Violation]:
    """Every match is a listed pair, and stands there once."""
    is_unlisted = placed.pair < 0
    unlisted = np.column_stack([placed.candidate[is_unlisted], placed.post[is_unlisted]])
    found = []
    for rows, zh, en in (
        (unlisted, "不是可接受的配对", "is not an acceptable pair"),
        (placed.strangers, "超出编号范围", "names an index that does not exist"),
        (placed.repeats, "重复出现", "stands there more than once"),
    ):
        for i, p in rows.tolist():
            words = Words(f"人选 {i} 与岗位 {p} {zh}", f"candidate {i} at post {p} {en}")
            found.append(Violation("acceptable", words, candidates=(i,), posts=(p,)))
    return found


def ban(placed: Placed) -> list[Violation]:
    """No banned pair is used."""
    problem = placed.problem
    found = []
    for k in placed.listed[problem.is_banned[placed.listed]].tolist():
        i, p = int(problem.candidate[k]), int(problem.post[k])
        words = Words(f"人选 {i} 与岗位 {p} 已被禁配", f"candidate {i} at post {p} is banned")
        found.append(Violation("ban", words, candidates=(i,), posts=(p,), needed=0, actual=1))
    return found


def pin(placed: Placed) -> list[Violation]:
    """Every pinned pair is used, and at least one pair of every pin group."""
    problem = placed.problem
    found = []
    for k in np.flatnonzero(problem.is_pinned & ~placed.is_used).tolist():
        i, p = int(problem.candidate[k]), int(problem.post[k])
        words = Words(
            f"指定配对未采用：人选 {i} 与岗位 {p}", f"the pinned pair of candidate {i} and post {p} is not used"
        )
        found.append(Violation("pin", words, candidates=(i,), posts=(p,), needed=1, actual=0))
    for g in np.flatnonzero(~_is_served(placed, problem.pin_group_start, problem.pin_group_pair)).tolist():
        pairs = problem.pin_group_pair[problem.pin_group_start[g] : problem.pin_group_start[g + 1]]
        people, posts = _members(problem.candidate[pairs]), _members(problem.post[pairs])
        words = Words(
            f"指定组 {g} 未采用任何一对：人选 {_list(people)}，岗位 {_list(posts)}",
            f"no pair of pin group {g} is used: candidates {_list(people)}, posts {_list(posts)}",
        )
        found.append(Violation("pin", words, candidates=people, posts=posts, needed=1, actual=0, row=g))
    return found


def team_skills(placed: Placed) -> list[Violation]:
    """Where anybody is placed at a post, somebody there has each skill its team must have."""
    problem = placed.problem
    is_missing = (placed.people[problem.team_post] > 0) & ~_is_served(placed, problem.team_start, problem.team_pair)
    found = []
    for t in np.flatnonzero(is_missing).tolist():
        p = int(problem.team_post[t])
        words = Words(
            f"岗位 {p} 的团队缺少必备技能（要求 {t}）",
            f"nobody at post {p} has a skill its team must have (demand {t})",
        )
        people = tuple(placed.candidate[placed.post == p].tolist())
        found.append(Violation("team_skills", words, candidates=people, posts=(p,), needed=1, actual=0, row=t))
    return found


def one_post_per_host(placed: Placed) -> list[Violation]:
    """No candidate holds two posts of one host."""
    problem = placed.problem
    host = problem.host[placed.post]
    width = max(1, problem.num_hosts)
    key, times = np.unique(placed.candidate.astype(np.int64) * width + host, return_counts=True)
    found = []
    for code, count in zip(key[times > 1].tolist(), times[times > 1].tolist(), strict=True):
        i, h = divmod(code, width)
        words = Words(f"人选 {i} 在单位 {h} 担任 {count} 个岗位", f"candidate {i} holds {count} posts of host {h}")
        posts = tuple(placed.post[(placed.candidate == i) & (host == h)].tolist())
        found.append(Violation("one_post_per_host", words, candidates=(i,), posts=posts, needed=1, actual=count))
    return found


def bundle_radius(placed: Placed) -> list[Violation]:
    """No two hosts of one candidate lie farther apart than its radius."""
    problem = placed.problem
    is_bound = problem.radius_m[placed.candidate] < OPEN_RADIUS_M
    candidate, post = placed.candidate[is_bound], placed.post[is_bound]
    x, y = problem.host_x_m[problem.host[post]], problem.host_y_m[problem.host[post]]
    radius = problem.radius_m[candidate]
    found = []
    # Matches are sorted by candidate, so all pairs of posts of one candidate lie less than its load apart.
    for step in range(1, int(placed.load.max(initial=0))):
        square = (x[step:] - x[:-step]) ** 2 + (y[step:] - y[:-step]) ** 2
        is_far = (candidate[step:] == candidate[:-step]) & (square > radius[step:] ** 2)
        for r in np.flatnonzero(is_far).tolist():
            i, p, q = int(candidate[r]), int(post[r]), int(post[r + step])
            apart = math.isqrt(int(square[r]) - 1) + 1
            words = Words(
                f"人选 {i} 的岗位 {p} 与 {q} 相距 {apart} 米，上限 {radius[r]} 米",
                f"posts {p} and {q} of candidate {i} lie {apart} m apart, at most {radius[r]} m allowed",
            )
            found.append(Violation("bundle_radius", words, (i,), (p, q), needed=int(radius[r]), actual=apart))
    return found


def avoid(placed: Placed) -> list[Violation]:
    """No two candidates who must avoid each other serve at one host."""
    problem = placed.problem
    host = problem.host[placed.post]
    start = start_rows(placed.candidate, problem.num_candidates)
    keys = []
    for people in (problem.avoid_a, problem.avoid_b):
        row = np.repeat(np.arange(len(people)), placed.load[people])
        match = expand(start[people], placed.load[people])
        keys.append(row * max(1, problem.num_hosts) + host[match])
    found = []
    for code in np.intersect1d(keys[0], keys[1]).tolist():
        row, h = divmod(code, max(1, problem.num_hosts))
        a, b = int(problem.avoid_a[row]), int(problem.avoid_b[row])
        is_there = ((placed.candidate == a) | (placed.candidate == b)) & (host == h)
        words = Words(
            f"须回避的人选 {a} 与 {b} 同在单位 {h}",
            f"candidates {a} and {b} must avoid each other, both are at host {h}",
        )
        found.append(
            Violation("avoid", words, (a, b), tuple(placed.post[is_there].tolist()), needed=0, actual=1, row=row)
        )
    return found


def _is_served(placed: Placed, start: Ints, pairs: Indices) -> Flags:
    """Tell for each row of a table whether one of its pairs is used."""
    used_before = np.concatenate([[0], np.cumsum(placed.is_used[pairs])])
    served: Flags = used_before[start[1:]] > used_before[start[:-1]]
    return served


def _members(indices: Indices) -> tuple[int, ...]:
    return tuple(np.unique(indices).tolist())


def _list(indices: tuple[int, ...]) -> str:
    return " ".join(str(index) for index in indices)
