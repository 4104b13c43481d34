"""A plan within all upper rules, made from one that knows none of them.

Pairs of the wished plan are taken one by one, those a post needs first; a pair that would break a
rule is left out. Seats that stay empty are then offered to everyone with room, best rank first.

Reference: a greedy insertion of this project.

Guarantee: the plan keeps every rule, or None is returned: rules that ask for something (least
quotas, pins at one of several posts, skills of a team) are only checked at the end. Nothing is
proven of its quality.

Complexity: O(k) insertions, each over the posts one person holds.
"""

import numpy as np

from matcher.problem import NO_LIMIT, Assignment, Problem
from matcher.solve.measure import used_rows


def repair(problem: Problem, wish: Assignment) -> Assignment | None:
    """Return a plan within all rules close to `wish`, or None where this way finds none."""
    plan = _Growing(problem)
    rows = used_rows(problem, wish)
    pinned = np.flatnonzero(problem.is_pinned)
    if not all(plan.take(int(row)) for row in pinned):
        return None
    rank = problem.rank_by_post
    order = rows[
        np.lexsort((rank[rows], -problem.priority[problem.post[rows]], problem.least[problem.post[rows]] == 0))
    ]
    for row in order.tolist():
        plan.take(row)
    plan.fill_needed_seats()
    plan.drop_teams_without_skill()
    return plan.as_assignment() if plan.keeps_least_rules() else None


class _Growing:
    """Hold a plan that only ever takes pairs that break no upper rule."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.held: list[list[int]] = [[] for _ in range(problem.num_candidates)]
        self.people = np.zeros(problem.num_posts, np.int64)
        self.is_used = np.zeros(problem.num_pairs, np.bool_)
        self.at_host: list[set[int]] = [set() for _ in range(problem.num_hosts)]
        self.avoided: dict[int, set[int]] = {}
        for a, b in zip(problem.avoid_a.tolist(), problem.avoid_b.tolist(), strict=True):
            self.avoided.setdefault(a, set()).add(b)
            self.avoided.setdefault(b, set()).add(a)
        self.quotas_of: dict[int, list[tuple[int, int]]] = {}
        self.quota_used = np.zeros(problem.num_quotas, np.int64)
        self.quota_met: list[dict[int, int]] = [{} for _ in range(problem.num_quotas)]
        for q in range(problem.num_quotas):
            for at in range(int(problem.quota_start[q]), int(problem.quota_start[q + 1])):
                entry = (q, int(problem.quota_coefficient[at]))
                self.quotas_of.setdefault(int(problem.quota_pair[at]), []).append(entry)

    def take(self, row: int) -> bool:
        """Use a pair if no upper rule forbids it; pairs in use stay."""
        problem = self.problem
        i, p = int(problem.candidate[row]), int(problem.post[row])
        if self.is_used[row]:
            return True
        if problem.is_banned[row] or self.people[p] >= problem.most[p] or not self._fits_person(i, p):
            return False
        if not self._fits_quotas(row, i, int(problem.host[p])):
            return False
        self.is_used[row] = True
        self.held[i].append(p)
        self.people[p] += 1
        self.at_host[problem.host[p]].add(i)
        self._count_quotas(row, i, int(problem.host[p]), 1)
        return True

    def _fits_person(self, i: int, p: int) -> bool:
        problem, held = self.problem, self.held[i]
        host = int(problem.host[p])
        if len(held) >= problem.capacity[i] or any(problem.host[q] == host for q in held):
            return False
        company = sum(bool(problem.is_company_post[q]) for q in held)
        if problem.is_company_post[p] and company >= problem.most_company_posts:
            return False
        for asked, budget in ((problem.site_days, problem.days_budget), (problem.workload, problem.workload_budget)):
            if budget[i] != NO_LIMIT and int(asked[p]) + sum(int(asked[q]) for q in held) > budget[i]:
                return False
        if problem.radius_m[i] != NO_LIMIT:
            for q in held:
                dx = int(problem.host_x_m[host]) - int(problem.host_x_m[problem.host[q]])
                dy = int(problem.host_y_m[host]) - int(problem.host_y_m[problem.host[q]])
                if dx * dx + dy * dy > int(problem.radius_m[i]) ** 2:
                    return False
        return not self.avoided.get(i, set()) & self.at_host[host]

    def _fits_quotas(self, row: int, i: int, host: int) -> bool:
        for q, coefficient in self.quotas_of.get(row, ()):
            if self.problem.quota_count[q] == 0:
                added = coefficient
            else:
                key = i if self.problem.quota_count[q] == 1 else host
                added = int(self.quota_met[q].get(key, 0) == 0)
            if added > 0 and self.quota_used[q] + added > self.problem.quota_most[q]:
                return False
        return True

    def _count_quotas(self, row: int, i: int, host: int, step: int) -> None:
        for q, coefficient in self.quotas_of.get(row, ()):
            if self.problem.quota_count[q] == 0:
                self.quota_used[q] += step * coefficient
                continue
            met, key = self.quota_met[q], i if self.problem.quota_count[q] == 1 else host
            before = met.get(key, 0)
            met[key] = before + step
            self.quota_used[q] += int(met[key] > 0) - int(before > 0)

    def fill_needed_seats(self) -> None:
        """Offer every empty least seat to the people it accepts, by rank of the post."""
        problem = self.problem
        short = self.people < problem.least
        open_rows = np.flatnonzero(short[problem.post] & ~problem.is_banned & ~self.is_used)
        order = np.lexsort((problem.rank_by_post[open_rows], -problem.priority[problem.post[open_rows]]))
        for row in open_rows[order].tolist():
            if self.people[problem.post[row]] < problem.least[problem.post[row]]:
                self.take(row)

    def drop_teams_without_skill(self) -> None:
        """Send everybody away from a post whose team lacks a skill, unless one who brings it can come."""
        problem = self.problem
        for t, p in enumerate(problem.team_post.tolist()):
            bringing = problem.team_pair[problem.team_start[t] : problem.team_start[t + 1]]
            if self.people[p] == 0 or self.is_used[bringing].any() or any(self.take(int(row)) for row in bringing):
                continue
            for row in np.flatnonzero(self.is_used & (problem.post == p)).tolist():
                i = int(problem.candidate[row])
                self.is_used[row] = False
                self.held[i].remove(p)
                self.people[p] -= 1
                if not any(problem.host[q] == problem.host[p] for q in self.held[i]):
                    self.at_host[problem.host[p]].discard(i)
                self._count_quotas(row, i, int(problem.host[p]), -1)

    def keeps_least_rules(self) -> bool:
        """Tell whether pins, groups and least bounds of quotas hold too."""
        problem = self.problem
        groups = zip(problem.pin_group_start[:-1].tolist(), problem.pin_group_start[1:].tolist(), strict=True)
        return bool(
            self.is_used[problem.is_pinned].all()
            and all(self.is_used[problem.pin_group_pair[a:b]].any() for a, b in groups)
            and (self.quota_used >= problem.quota_least).all()
            and (self.quota_used <= problem.quota_most).all()
        )

    def as_assignment(self) -> Assignment:
        """Return the plan."""
        rows = np.flatnonzero(self.is_used)
        return Assignment(np.column_stack([self.problem.candidate[rows], self.problem.post[rows]]))
