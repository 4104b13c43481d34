"""Plans changed by hand: a new version each time, checked at once, with its cost and its reason."""

from collections.abc import Iterable
from typing import Any

from matcher.errors import WorkflowError
from matcher.explain import tell
from matcher.plans.making import tell_plan
from matcher.plans.plan import Plan
from matcher.plans.scenario import Scenario
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.matches import carry_over
from matcher.plans.store.plan_records import find_plan_record, touch_plan
from matcher.plans.store.plans import load_plan, save_plan
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow.changes import Change, describe_change
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.costing import Breach, ChangeCost, weigh_changes
from matcher.plans.workflow.looking import look
from matcher.plans.workflow.moving import take_action_within
from matcher.policy.register import REGISTER
from matcher.problem import ObjectiveResult, Outcome, Status, Value
from matcher.verify import Verification, is_better
from matcher.words import Words

UNDER_REVIEW = frozenset({"submitted", "reviewed", "approved"})
"""States in which a change takes the plan out of review: it is withdrawn, and its signatures are voided."""

ENGINE = "manual"
"""What stands in place of an engine for values that somebody made by hand."""

MOST_CHARACTERS = 500
"""Length of the longest reason."""


def change_plan(
    store: Store,
    actor: Actor,
    plan_id: int,
    changes: Iterable[Change],
    *,
    version: int,
    reason: str,
    is_override: bool = False,
) -> PlanRecord:
    """Make a new version of a plan by hand and return where it stands: a draft.

    Steps and consents of the pairs that stay come along. A plan under review is withdrawn with all
    its signatures voided; a draft, or a plan that is published or out of use, stays as it is.

    Parameters
    ----------
    version
        Of the plan as the actor saw it.
    reason
        Why; kept with the new version and in the audit chain.
    is_override
        Keep it although rules are broken, as far as they may be: never those of law.

    Raises
    ------
    AccessError
        The actor may not.
    MissingError
        There is no such plan.
    WorkflowError
        The reason is missing, nothing changes, or a rule is broken; the message names it.
    ProblemError
        A person or a post is unknown.
    ConflictError
        Somebody else moved or changed the plan first.
    """
    changes, reason = tuple(changes), reason.strip()
    if not 0 < len(reason) <= MOST_CHARACTERS:
        raise WorkflowError(
            Words(
                f"请写明调整的理由，不超过 {MOST_CHARACTERS} 个字",
                f"say why the plan is changed, in at most {MOST_CHARACTERS} characters",
            )
        )
    # Looked at before the long work, and again inside the action.
    with look(store, actor, "change-plan") as looking:
        _require_unmoved(find_plan_record(looking.act.session, plan_id), version, changes)
    plan = load_plan(store, plan_id)
    cost = weigh_changes(plan, changes, reason=reason)
    _refuse_breaches(cost, is_override=is_override)
    changed = remake_plan(plan, cost)
    with act(store, actor) as doing:
        return _save(doing, plan_id, changed, changes, cost, version, reason)


def remake_plan(plan: Plan, cost: ChangeCost) -> Plan:
    """Return the changed plan, checked and explained anew.

    A bound proven before still holds where the objectives before it kept their values; with a rule
    overridden or waived nothing is claimed at all.
    """
    evidence, verification = plan.evidence, cost.verification
    assert evidence is not None  # it was weighed
    assert verification is not None
    assert cost.assignment is not None
    scenario = Scenario(cost.policy, evidence.pools, evidence.vocabulary, None, plan.findings)
    overridden = _list_overridden(cost)
    has_bounds = not overridden and cost.table is evidence.table
    results = _tell_results(plan, verification, has_bounds=has_bounds)
    status: Status = "OPTIMAL" if results and all(result.proven for result in results) else "FEASIBLE"
    outcome = Outcome(status, cost.assignment, results, 0.0)
    return tell_plan(scenario, cost.table, cost.compiled, outcome, overridden)


def _tell_results(plan: Plan, verification: Verification, *, has_bounds: bool) -> tuple[ObjectiveResult, ...]:
    results: list[ObjectiveResult] = []
    is_prefix_kept = True
    for earlier in plan.objectives:
        if earlier.name not in verification.objectives:
            # Popularity was proven of the plan as it was; nothing is known of the changed one.
            results.append(ObjectiveResult(earlier.name, 0, None, proven=False, engine=ENGINE, seconds=0.0))
            is_prefix_kept = False
            continue
        value = verification.objectives[earlier.name]
        bound: Value | None = None
        if has_bounds:
            bound = earlier.bound if is_prefix_kept else None
            own = verification.bounds.get(earlier.name)
            if bound is None or (own is not None and is_better(earlier.name, bound, own)):
                bound = own
        if bound is not None and is_better(earlier.name, value, bound):
            bound = None
        results.append(ObjectiveResult(earlier.name, value, bound, proven=value == bound, engine=ENGINE, seconds=0.0))
        is_prefix_kept = is_prefix_kept and value == earlier.value
    return tuple(results)


def _save(
    doing: Act, plan_id: int, changed: Plan, changes: tuple[Change, ...], cost: ChangeCost, version: int, reason: str
) -> PlanRecord:
    seen = find_plan_record(doing.session, plan_id)
    _require_unmoved(seen, version, changes)
    made = save_plan(
        doing,
        seen.scenario_id,
        changed,
        import_id=seen.import_id,
        based_on=plan_id,
        change=_describe(changes, cost, reason),
    )
    carry_over(doing.session, plan_id, made.id, with_declined=True)
    if seen.state in UNDER_REVIEW:
        take_action_within(doing, plan_id, "withdraw", version=version, reason=reason)
    else:
        touch_plan(doing.session, plan_id)
    return made


def _require_unmoved(seen: PlanRecord, version: int, changes: tuple[Change, ...]) -> None:
    require_seen(
        seen.version,
        version,
        what=Words(f"方案 {seen.id}", f"plan {seen.id}"),
        theirs={"state": seen.state},
        yours={"changes": [describe_change(change) for change in changes]},
    )


def _refuse_breaches(cost: ChangeCost, *, is_override: bool) -> None:
    if cost.is_allowed or (is_override and cost.may_override):
        return
    key = "overridable" if cost.may_override else "refused"
    told = [breach for breach in cost.breaches if cost.may_override or breach.is_law or breach.is_fixed]
    raise WorkflowError(
        tell(
            "by-hand", key, breaches=_join(breach.words for breach in told), lifts=_join(breach.lift for breach in told)
        )
    )


def _join(sentences: Iterable[Words]) -> Words:
    known = list(dict.fromkeys(sentences))
    return Words("；".join(each.zh for each in known), "; ".join(each.en for each in known))


def _list_overridden(cost: ChangeCost) -> list[str]:
    # What a waiver lifts is not broken: the pair is acceptable from now on.
    return sorted({breach.rule for breach in (*cost.breaches, *cost.standing)} - REGISTER.keys())


def _describe(changes: tuple[Change, ...], cost: ChangeCost, reason: str) -> dict[str, Any]:
    def describe(breach: Breach) -> dict[str, Any]:
        return {
            "rule": breach.rule,
            "words": [breach.words.zh, breach.words.en],
            "candidates": list(breach.candidates),
            "posts": list(breach.posts),
        }

    return {
        "changes": [describe_change(change) for change in changes],
        "reason": reason,
        "added": [list(pair) for pair in cost.added],
        "removed": [list(pair) for pair in cost.removed],
        "objectives": {each.name: [each.before, each.after] for each in cost.objectives if each.is_pursued},
        "blocking": list(cost.num_blocking),
        "overridden": _list_overridden(cost),
        "breaches": [describe(breach) for breach in (*cost.breaches, *cost.standing)],
    }
