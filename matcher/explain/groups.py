"""Hard rules in groups a person would name, and a problem without one of them.

A group is a rule, one quota by its name, or one pin. Leaving groups out only ever allows more plans,
so what cannot be done without a group cannot be done with it: every deletion filter here rests on that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.explain.names import name
from matcher.explain.sentences import tell
from matcher.problem import NO_LIMIT, Compiled, Problem
from matcher.problem.problem import Flags
from matcher.words import Words

BUDGETS = frozenset({"site_days", "workload"})
"""Rules that are counted into the capacity of each person as well."""


@dataclass(frozen=True, slots=True)
class Group:
    """Name some hard rules that stand or fall together.

    Parameters
    ----------
    rule
        A name of `RULES`, or ``stability`` where no blocking pair is allowed at all.
    name
        Of the quota, or of the pinned pair as ``candidate–enterprise``; empty where the group is
        the whole rule.
    row
        Of a single pin: row of its pair in the problem, or the number of pairs plus the row of its
        pin group; -1 elsewhere.
    """

    rule: str
    name: str = ""
    row: int = -1

    @property
    def words(self) -> Words:
        """What the group is called."""
        if self.rule == "stability":
            return tell("group", "stability")
        if not self.name:
            return name("rule", self.rule)
        return tell("group", "pin" if self.rule == "pin" else "quota", name=self.name)


def list_groups(compiled: Compiled, *, has_single_pins: bool = False) -> tuple[Group, ...]:
    """Return the groups that say anything in a problem, demands before limits.

    Parameters
    ----------
    has_single_pins
        Name every pin by itself instead of all together.
    """
    problem = compiled.problem
    groups = [Group("quota", quota) for quota in dict.fromkeys(compiled.quota_names)]
    if has_single_pins:
        groups += _list_pins(compiled)
    elif bool(problem.is_pinned.any()) or len(problem.pin_group_start) > 1:
        groups.append(Group("pin"))
    says = {
        "team_skills": len(problem.team_post) > 0,
        "avoid": len(problem.avoid_a) > 0,
        "bundle_radius": bool((problem.radius_m != NO_LIMIT).any()),
        "workload": bool((problem.workload_budget != NO_LIMIT).any()),
        "site_days": bool((problem.days_budget != NO_LIMIT).any()),
        "company_posts": problem.most_company_posts != NO_LIMIT and bool(problem.is_company_post.any()),
        "one_post_per_host": len(np.unique(problem.host)) < problem.num_posts,
        "ban": bool(problem.is_banned.any()),
        "stability": problem.objectives[:1] == ("stability",),
    }
    return (*groups, *(Group(rule) for rule, is_there in says.items() if is_there))


def leave_out(compiled: Compiled, groups: Sequence[Group]) -> Problem:
    """Return the problem without some groups.

    Without ``one_post_per_host`` every post stands as a host of its own; quotas that count hosts and
    people who avoid each other are then judged post by post, so whoever relies on a plan found this
    way checks it against the problem as it was.

    Raises
    ------
    KeyError
        A group is named after no rule that can be left out.
    """
    # Budgets are counted into the capacities; without one of them the others still hold as rules.
    has_budget = any(group.rule in BUDGETS for group in groups)
    problem = compiled.open_problem if has_budget else compiled.problem
    quotas = {group.name for group in groups if group.rule == "quota"}
    if quotas:
        problem = _keep_quotas(problem, np.array([quota not in quotas for quota in compiled.quota_names], np.bool_))
    pins = {group.row for group in groups if group.rule == "pin"}
    if pins:
        problem = _drop_pins(problem, pins)
    for rule in dict.fromkeys(group.rule for group in groups if group.rule not in {"quota", "pin"}):
        problem = _drop(problem, rule)
    return problem


def _drop(problem: Problem, rule: str) -> Problem:
    open_limit = np.full(problem.num_candidates, NO_LIMIT)
    none = np.zeros(0, np.int32)
    match rule:
        case "ban":
            return replace(problem, is_banned=np.zeros(problem.num_pairs, np.bool_))
        case "team_skills":
            return replace(problem, team_post=none, team_pair=none, team_start=np.zeros(1, np.int64))
        case "avoid":
            return replace(problem, avoid_a=none, avoid_b=none)
        case "bundle_radius":
            return replace(problem, radius_m=open_limit)
        case "workload":
            return replace(problem, workload_budget=open_limit)
        case "site_days":
            return replace(problem, days_budget=open_limit)
        case "company_posts":
            return replace(problem, most_company_posts=NO_LIMIT)
        case "one_post_per_host":
            return replace(
                problem,
                host=np.arange(problem.num_posts, dtype=np.int32),
                host_x_m=problem.host_x_m[problem.host],
                host_y_m=problem.host_y_m[problem.host],
            )
        case "stability":
            later = tuple(objective for objective in problem.objectives if objective != "stability")
            return replace(problem, objectives=later or ("size",))
        case _:
            raise KeyError(rule)


def _keep_quotas(problem: Problem, is_kept: Flags) -> Problem:
    lengths = np.diff(problem.quota_start)
    entries = np.repeat(is_kept, lengths)
    return replace(
        problem,
        quota_start=np.concatenate([[0], np.cumsum(lengths[is_kept])]),
        quota_pair=problem.quota_pair[entries],
        quota_coefficient=problem.quota_coefficient[entries],
        quota_least=problem.quota_least[is_kept],
        quota_most=problem.quota_most[is_kept],
        quota_count=problem.quota_count[is_kept],
    )


def _drop_pins(problem: Problem, rows: set[int]) -> Problem:
    """Leave out some pins, or all where -1 is among the rows."""
    if -1 in rows:
        none = np.zeros(0, np.int32)
        return replace(
            problem,
            is_pinned=np.zeros(problem.num_pairs, np.bool_),
            pin_group_start=np.zeros(1, np.int64),
            pin_group_pair=none,
        )
    k = problem.num_pairs
    is_pinned = problem.is_pinned.copy()
    is_pinned[[row for row in rows if row < k]] = False
    lengths = np.diff(problem.pin_group_start)
    is_kept = np.array([k + g not in rows for g in range(len(lengths))], np.bool_)
    return replace(
        problem,
        is_pinned=is_pinned,
        pin_group_start=np.concatenate([[0], np.cumsum(lengths[is_kept])]).astype(np.int64),
        pin_group_pair=problem.pin_group_pair[np.repeat(is_kept, lengths)],
    )


def _list_pins(compiled: Compiled) -> list[Group]:
    problem = compiled.problem

    def call(row: int) -> str:
        host = compiled.host_ids[problem.host[problem.post[row]]]
        return f"{compiled.candidate_ids[problem.candidate[row]]}–{host}"

    singles = [Group("pin", call(row), row) for row in np.flatnonzero(problem.is_pinned).tolist()]
    firsts = problem.pin_group_pair[problem.pin_group_start[:-1]].tolist()
    return singles + [Group("pin", call(row), problem.num_pairs + g) for g, row in enumerate(firsts)]
