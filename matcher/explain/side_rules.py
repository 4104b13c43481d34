"""The side rules that one more pair would break, each with what stands against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.explain.naming import join_names, name_candidate, name_post
from matcher.explain.sentences import tell
from matcher.policy.register import REGISTER
from matcher.problem import Assignment
from matcher.verify import CHECKS, Violation
from matcher.verify.placed import place
from matcher.words import Words

REGISTERED: Mapping[str, str] = MappingProxyType(
    {
        "capacity": "host-cap",
        "company_posts": "one-company-post",
        "team_skills": "team-skills",
        "site_days": "site-days",
        "workload": "workload",
        "bundle_radius": "bundle-radius",
        "avoid": "avoid",
    }
)
"""Rules of a problem that an entry of the register switches on."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """Hold one side rule that a swap would break.

    Parameters
    ----------
    rule
        Name of the rule of the problem.
    lift
        Who may lift it.
    candidates, posts
        Ids of others involved.
    """

    rule: str
    words: Words
    lift: Words
    candidates: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


def find_broken(evidence: Evidence, i: int, p: int, dropped: tuple[tuple[int, int], ...]) -> tuple[BrokenRule, ...]:
    """Return every rule the plan would break with pair (i, p) added and some pairs dropped."""
    problem = evidence.problem
    # Where no side rule can bind, only a pinned pair that is given up could be missed.
    if not evidence.binding and not any(problem.is_pinned[evidence.require_row(*pair)] for pair in dropped):
        return ()
    rows = [pair for pair in map(tuple, evidence.assignment.pairs.tolist()) if pair not in dropped]
    placed = place(problem, Assignment(np.array([*rows, (i, p)], np.int32)))
    return tuple(tell_violation(evidence, fault, i) for check in CHECKS.values() for fault in check(placed))


def say_who_lifts_rule(rule: str) -> Words:
    """Return who may lift a rule of the problem: nobody, or the planner, and by which setting."""
    entry = REGISTER.get(REGISTERED.get(rule, ""))
    if entry is None:
        return tell("lift", {"quota": "quota", "pin": "order", "ban": "order", "stability": "first"}.get(rule, "fixed"))
    if entry.kind == "law":
        return tell("lift", "law")
    titles = [spec.words for spec in entry.specs.values()]
    if not titles:
        return tell("lift", "policy", rule=entry.title)
    parameters = Words("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))
    return tell("lift", "parameter", rule=entry.title, parameters=parameters)


def is_rule_law(rule: str) -> bool:
    """Tell whether a rule of the problem stands on law.

    Examples
    --------
    >>> is_rule_law("company_posts"), is_rule_law("capacity"), is_rule_law("quota")
    (True, False, False)
    """
    entry = REGISTER.get(REGISTERED.get(rule, ""))
    return entry is not None and entry.kind == "law"


def tell_violation(evidence: Evidence, fault: Violation, i: int | None = None) -> BrokenRule:
    """Return a violation in words, with names in place of indices.

    Parameters
    ----------
    i
        The candidate it is told of; None: the first one involved.
    """
    i = i if i is not None else next(iter(fault.candidates), -1)
    others = tuple(j for j in fault.candidates if j != i)
    facts: dict[str, str | int | Words] = {
        "needed": 0 if fault.needed is None else fault.needed,
        "actual": 0 if fault.actual is None else fault.actual,
        "posts": join_names([name_post(evidence, q) for q in fault.posts]),
        "people": join_names([name_candidate(evidence, j) for j in (others or fault.candidates)]),
        "what": _name_row(evidence, fault),
    }
    words = tell("broken", fault.rule) if fault.rule == "stability" else tell("side", fault.rule, **facts)
    pools = evidence.pools
    return BrokenRule(
        fault.rule,
        words,
        say_who_lifts_rule(fault.rule),
        tuple(pools.candidates[j].id for j in others),
        tuple(pools.posts[q].id for q in fault.posts),
    )


def _name_row(evidence: Evidence, fault: Violation) -> Words:
    """Return the name of the quota or of the team skill a violation is about; empty for other rules."""
    if fault.row is None:
        return Words("", "")
    if fault.rule == "quota":
        called = evidence.compiled.quota_names[fault.row] if evidence.compiled.quota_names else str(fault.row + 1)
        return Words(called, called)
    if fault.rule == "team_skills":
        p = int(evidence.problem.team_post[fault.row])
        first = int(np.flatnonzero(evidence.problem.team_post == p)[0])
        skill = evidence.pools.posts[p].team_skills[fault.row - first]
        return Words(evidence.vocabulary.name("skills", skill, "zh"), evidence.vocabulary.name("skills", skill, "en"))
    return Words("", "")
