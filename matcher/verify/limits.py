"""Rules that bound a sum: how much one candidate, one post or one quota row may hold."""

import numpy as np

from matcher.problem.problem import Ints
from matcher.verify.placed import Placed
from matcher.verify.records import Violation
from matcher.words import Words


def capacity(placed: Placed) -> list[Violation]:
    """No candidate serves more posts than its capacity."""
    return _over(
        placed,
        "capacity",
        np.ones(placed.problem.num_posts, np.int64),
        placed.problem.capacity,
        ("承担岗位", "posts"),
    )


def company_posts(placed: Placed) -> list[Violation]:
    """No candidate holds more company posts than the law allows."""
    problem = placed.problem
    most = np.full(problem.num_candidates, problem.most_company_posts)
    return _over(placed, "company_posts", problem.is_company_post.astype(np.int64), most, ("企业职务", "company posts"))


def site_days(placed: Placed) -> list[Violation]:
    """No candidate is asked for more days on site than its budget."""
    problem = placed.problem
    return _over(placed, "site_days", problem.site_days, problem.days_budget, ("每月驻点天数", "days on site a month"))


def workload(placed: Placed) -> list[Violation]:
    """No candidate carries more work units than its budget."""
    problem = placed.problem
    return _over(placed, "workload", problem.workload, problem.workload_budget, ("工作量", "units of work"))


def _over(placed: Placed, rule: str, amount: Ints, most: Ints, what: tuple[str, str]) -> list[Violation]:
    """List the candidates whose posts' `amount` comes to more than `most`."""
    total = np.zeros(placed.problem.num_candidates, np.int64)
    np.add.at(total, placed.candidate, amount[placed.post])
    return [
        Violation(
            rule,
            Words(
                f"人选 {i} 的{what[0]}合计 {total[i]}，上限 {most[i]}",
                f"candidate {i} has {total[i]} {what[1]}, at most {most[i]} allowed",
            ),
            candidates=(i,),
            posts=tuple(placed.post[placed.candidate == i].tolist()),
            needed=int(most[i]),
            actual=int(total[i]),
        )
        for i in np.flatnonzero(total > most).tolist()
    ]


def seats(placed: Placed) -> list[Violation]:
    """No post takes more people than its most."""
    most = placed.problem.most
    return [
        Violation(
            "seats",
            Words(
                f"岗位 {p} 有 {placed.people[p]} 人，上限 {most[p]}",
                f"post {p} has {placed.people[p]} people, at most {most[p]} allowed",
            ),
            candidates=tuple(placed.candidate[placed.post == p].tolist()),
            posts=(p,),
            needed=int(most[p]),
            actual=int(placed.people[p]),
        )
        for p in np.flatnonzero(placed.people > most).tolist()
    ]


def quota(placed: Placed) -> list[Violation]:
    """Every quota row counts no less than its least and no more than its most."""
    problem = placed.problem
    count = count_quotas(placed)
    is_wrong = (count < problem.quota_least) | (count > problem.quota_most)
    found = []
    for q in np.flatnonzero(is_wrong).tolist():
        has, is_few = int(count[q]), bool(count[q] < problem.quota_least[q])
        bound = int(problem.quota_least[q] if is_few else problem.quota_most[q])
        words = Words(
            f"配额 {q} 计数为 {has}，{'至少' if is_few else '至多'}应为 {bound}",
            f"quota {q} counts {has}, it must be {'at least' if is_few else 'at most'} {bound}",
        )
        found.append(Violation("quota", words, needed=bound, actual=has, row=q))
    return found


def count_quotas(placed: Placed) -> Ints:
    """Return what each quota row counts."""
    problem = placed.problem
    row = np.repeat(np.arange(problem.num_quotas), np.diff(problem.quota_start))
    is_used = placed.is_used[problem.quota_pair]
    row, pair = row[is_used], problem.quota_pair[is_used]
    count = np.zeros(problem.num_quotas, np.int64)
    kind = problem.quota_count[row]
    np.add.at(count, row[kind == 0], problem.quota_coefficient[is_used][kind == 0])
    for code, member, size in (
        (1, problem.candidate[pair], problem.num_candidates),
        (2, problem.host[problem.post[pair]], problem.num_hosts),
    ):
        distinct = np.unique(row[kind == code] * max(1, size) + member[kind == code])
        np.add.at(count, distinct // max(1, size), 1)
    return count
