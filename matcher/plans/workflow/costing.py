"""What a change by hand costs: every objective before and after, blocking pairs, posts left short, rules broken."""

from dataclasses import dataclass, field, replace

import numpy as np

from matcher.errors import WorkflowError
from matcher.explain import name, tell
from matcher.explain.absence_causes import AbsenceCause, find_causes
from matcher.explain.evidence import Evidence
from matcher.explain.naming import find_candidate, find_post, join_names, name_candidate, name_post
from matcher.explain.side_rules import is_rule_law, tell_violation
from matcher.plans.plan import Plan
from matcher.plans.workflow.changes import Change, Pair, PinPair, apply_changes
from matcher.policy.records import Objective, PairOrder, Policy, Waiver
from matcher.policy.register import REGISTER
from matcher.problem import Assignment, Compiled, Value, compile_problem
from matcher.suitability import PairTable, build_pairs
from matcher.verify import Verification, Violation, is_better, verify
from matcher.words import Words

FIXED: frozenset[str] = frozenset({"acceptable", "seats", "one_post_per_host"})
"""Rules that make a plan a plan; whoever wants them otherwise changes pools or scenario."""

MOST_OF_REASON = 200
"""Characters of the reason that a waiver holds; the plan's history has the whole of it."""


@dataclass(frozen=True, slots=True)
class ObjectiveCost:
    """Hold one objective before and after.

    Parameters
    ----------
    verdict
        1 better, -1 worse, 0 the same.
    is_pursued
        Whether the plan's policy pursues it; the others are shown for completeness.
    """

    name: Objective
    before: Value
    after: Value
    verdict: int
    is_pursued: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """Hold one rule that the changed plan breaks.

    Parameters
    ----------
    rule
        A rule of the problem, or ``acceptable`` for a pair that cannot be.
    lift
        Who may lift it, and how.
    is_law
        Stands on law: no override.
    is_fixed
        Cannot be overridden by hand although it is no law: pools or scenario have to change. So with a
        pair that a side refused. A rule of policy that bars a pair is overridden by a waiver for it.
    """

    rule: str
    words: Words
    lift: Words
    candidates: tuple[str, ...]
    posts: tuple[str, ...]
    is_law: bool
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Shortage:
    """Hold a post and the people it lacks before and after."""

    post_id: str
    before: int
    after: int


@dataclass(frozen=True)
class ChangeCost:
    """Hold what a change would bring.

    Parameters
    ----------
    added, removed
        Pairs (candidate id, post id).
    blocking_added, blocking_removed
        Blocking pairs that come and that go.
    shortages
        Posts whose lack of people changes.
    breaches
        Rules broken that were not broken before.
    standing
        Rules that were broken knowingly before and still are.
    """

    objectives: tuple[ObjectiveCost, ...]
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    blocking_added: tuple[Pair, ...]
    blocking_removed: tuple[Pair, ...]
    num_blocking: tuple[int, int]
    shortages: tuple[Shortage, ...]
    breaches: tuple[Breach, ...]
    standing: tuple[Breach, ...]
    assignment: Assignment | None = field(repr=False, compare=False)
    compiled: Compiled = field(repr=False, compare=False)
    policy: Policy = field(repr=False, compare=False)
    table: PairTable = field(repr=False, compare=False)
    verification: Verification | None = field(repr=False, compare=False)

    @property
    def is_allowed(self) -> bool:
        """Whether nothing new is broken."""
        return not self.breaches

    @property
    def may_override(self) -> bool:
        """Whether all that is broken may be kept with an explicit override."""
        return not any(breach.is_law or breach.is_fixed for breach in self.breaches)


def weigh_changes(plan: Plan, changes: tuple[Change, ...], *, reason: str = "") -> ChangeCost:
    """Check a plan with some changes made by hand, at once, and compare it with what it was.

    A pair that only rules of policy bar is weighed as if they were waived for it; the waivers are part of the
    settings that the change leads to, and each is told as a breach that may be kept. Where a pair is not
    acceptable for another cause only the breaches are told: such a plan has no value.

    Parameters
    ----------
    reason
        Kept with pins and waivers.

    Raises
    ------
    WorkflowError
        Nothing changes, or a change gives up a pair that is not there or makes one that is.
    ProblemError
        A person or a post is unknown; the message names the nearest one.
    """
    evidence = plan.evidence
    if evidence is None:
        raise WorkflowError(Words("没有方案可以调整", "there is no plan to change"))
    before = frozenset((match.candidate_id, match.post_id) for match in plan.matches)
    after = apply_changes(before, changes)
    added, removed = tuple(sorted(after - before)), tuple(sorted(before - after))
    policy = _pin(evidence, changes, reason)
    if not (added or removed) and policy == evidence.policy:
        raise WorkflowError(Words("没有任何改动", "nothing changes"))
    places = {pair: (find_candidate(evidence, pair[0]), find_post(evidence, pair[1])) for pair in after}
    unfit = [pair for pair in _list_new(added, changes) if evidence.find_row(*places[pair]) is None]
    waivers = {pair: _waive(evidence, pair, *places[pair], reason) for pair in unfit if pair in added}
    told = tuple(
        breach
        for pair in unfit
        for breach in _tell_impossible(evidence, pair, *places[pair], is_fixed=not waivers.get(pair))
    )
    compiled, table = evidence.compiled, evidence.table
    cost = ChangeCost((), added, removed, (), (), (0, 0), (), told, (), None, compiled, policy, table, None)
    if any(breach.is_fixed for breach in told):
        return cost
    if told:
        lifted = tuple(waiver for found in waivers.values() for waiver in found)
        policy = policy.model_copy(update={"waivers": (*policy.waivers, *lifted)})
        table = build_pairs(evidence.pools, policy, evidence.vocabulary)
        cost = replace(cost, policy=policy, table=table)
    if policy != evidence.policy:
        compiled = compile_problem(evidence.pools, policy, table)
    assignment = Assignment(np.array(list(places.values()), np.int32).reshape(-1, 2))
    return _compare(cost, evidence, compiled, assignment)


def _compare(cost: ChangeCost, evidence: Evidence, compiled: Compiled, assignment: Assignment) -> ChangeCost:
    old, new = evidence.verification, verify(compiled.problem, assignment)
    known = {_key(violation) for violation in old.violations}
    told = [(_key(violation) in known, _tell_breach(evidence, violation)) for violation in new.violations]
    blocking = [_name_pairs(compiled, each) for each in (old, new)]
    return replace(
        cost,
        objectives=_compare_objectives(evidence, new),
        blocking_added=tuple(sorted(blocking[1] - blocking[0])),
        blocking_removed=tuple(sorted(blocking[0] - blocking[1])),
        num_blocking=(len(old.blocking), len(new.blocking)),
        shortages=_compare_shortages(compiled, old, new),
        breaches=(*cost.breaches, *(breach for was_known, breach in told if not was_known)),
        standing=tuple(breach for was_known, breach in told if was_known),
        assignment=assignment,
        compiled=compiled,
        verification=new,
    )


def _pin(evidence: Evidence, changes: tuple[Change, ...], reason: str) -> Policy:
    """Return the policy with the pins among the changes."""
    policy, pools = evidence.policy, evidence.pools
    orders = []
    for change in changes:
        if isinstance(change, PinPair):
            i, p = find_candidate(evidence, change.candidate), find_post(evidence, change.post)
            row = evidence.find_row(i, p)
            if row is not None and not evidence.problem.is_pinned[row] and not evidence.problem.is_banned[row]:
                post = pools.posts[p]
                order = PairOrder(candidate=change.candidate, enterprise=post.enterprise, post=post.id, reason=reason)
                orders.append(order)
    return policy.model_copy(update={"pins": (*policy.pins, *orders)}) if orders else policy


def _list_new(added: tuple[Pair, ...], changes: tuple[Change, ...]) -> list[Pair]:
    """Return the pairs whose right to be is to be looked at."""
    pinned = {(change.candidate, change.post) for change in changes if isinstance(change, PinPair)}
    return sorted({*added, *pinned})


def _waive(evidence: Evidence, pair: Pair, i: int, p: int, reason: str) -> tuple[Waiver, ...]:
    """Return a waiver of every rule that bars a pair; none where anything else stands against it."""
    causes = find_causes(evidence, i, p)
    if not all(cause.key == "barred" and REGISTER[cause.rule].is_waivable for cause in causes):
        return ()
    host = evidence.pools.posts[p].enterprise
    why = reason or tell("by-hand", "unsaid").zh
    return tuple(
        Waiver(candidate=pair[0], enterprise=host, post=pair[1], rule=cause.rule, reason=why[:MOST_OF_REASON])
        for cause in causes
    )


def _tell_impossible(evidence: Evidence, pair: Pair, i: int, p: int, *, is_fixed: bool) -> tuple[Breach, ...]:
    who = Words(
        f"{name_candidate(evidence, i).zh}与{name_post(evidence, p).zh}",
        f"{name_candidate(evidence, i).en} at {name_post(evidence, p).en}",
    )

    def make(cause: AbsenceCause) -> Breach:
        is_law = cause.rule in REGISTER and REGISTER[cause.rule].kind == "law"
        words = tell("by-hand", "breach", who=who, what=cause.words)
        lift = cause.lift or tell("lift", "fixed")
        return Breach(cause.rule or "acceptable", words, lift, (pair[0],), (pair[1],), is_law, is_fixed)

    return tuple(make(cause) for cause in find_causes(evidence, i, p))


def _tell_breach(evidence: Evidence, violation: Violation) -> Breach:
    people = tuple(evidence.pools.candidates[i].id for i in violation.candidates)
    posts = tuple(evidence.pools.posts[p].id for p in violation.posts)
    told = tell_violation(evidence, violation)
    who = join_names(
        [name_candidate(evidence, i) for i in violation.candidates]
        or [name_post(evidence, p) for p in violation.posts]
        or [name("rule", violation.rule)]
    )
    words = tell("by-hand", "breach", who=who, what=told.words)
    return Breach(violation.rule, words, told.lift, people, posts, is_rule_law(violation.rule), violation.rule in FIXED)


def _key(violation: Violation) -> tuple[object, ...]:
    return (violation.rule, violation.candidates, violation.posts, violation.row, violation.needed, violation.actual)


def _name_pairs(compiled: Compiled, verification: Verification) -> set[Pair]:
    return {(compiled.candidate_ids[i], compiled.post_ids[p]) for i, p in verification.blocking.tolist()}


def _compare_objectives(evidence: Evidence, new: Verification) -> tuple[ObjectiveCost, ...]:
    old, pursued = evidence.verification.objectives, evidence.problem.objectives
    names = [*pursued, *(each for each in new.objectives if each not in pursued)]
    found = []
    for objective in names:
        if objective not in old or objective not in new.objectives:
            continue  # popularity: proven of the plan as it was, not of the changed one
        before, after = old[objective], new.objectives[objective]
        verdict = int(is_better(objective, after, before)) - int(is_better(objective, before, after))
        found.append(ObjectiveCost(objective, before, after, verdict, is_pursued=objective in pursued))
    return tuple(found)


def _compare_shortages(compiled: Compiled, old: Verification, new: Verification) -> tuple[Shortage, ...]:
    lacks = [{each.index: each.missing for each in side.shortfalls if each.side == "posts"} for side in (old, new)]
    return tuple(
        Shortage(compiled.post_ids[p], lacks[0].get(p, 0), lacks[1].get(p, 0))
        for p in sorted({*lacks[0], *lacks[1]})
        if lacks[0].get(p, 0) != lacks[1].get(p, 0)
    )
