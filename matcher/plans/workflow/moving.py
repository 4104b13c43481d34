"""A plan on its way: submit, review, approve, publish, return, withdraw, each one action with its entry."""

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.accounts import Permission, require
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.actions import AuditAction
from matcher.plans.store.matches import carry_over
from matcher.plans.store.plan_records import find_plan_record, list_plan_records, seal_plan, set_state
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.signatures import add_signature, list_signatures, void_signatures
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.separation import require_other_person
from matcher.plans.workflow.states import TRANSITIONS, PlanAction, Transition, find_transition
from matcher.words import Words

ACTION_PERMISSIONS: dict[PlanAction, Permission] = {
    each.action: each.permission for each in TRANSITIONS if each.permission is not None
}
"""Action → what an account needs to take it."""

RECORDED: dict[PlanAction, AuditAction] = {
    "submit": "submit-plan",
    "return": "return-plan",
    "review": "review-plan",
    "approve": "approve-plan",
    "publish": "publish-plan",
    "supersede": "supersede-plan",
    "withdraw": "withdraw-plan",
}
"""Action → what the audit chain calls it."""

NEEDS_REASON: frozenset[PlanAction] = frozenset({"return", "withdraw"})
"""Actions that say why; they void the plan's signatures."""

MOST_CHARACTERS = 500
"""Length of the longest reason."""

SIGNED_BEFORE: dict[PlanAction, tuple[PlanAction, ...]] = {
    "review": ("submit",),
    "approve": ("submit", "review"),
    "publish": ("submit", "review", "approve"),
}
"""Signature → those that must count on the plan already."""


def submit(store: Store, actor: Actor, plan_id: int, *, version: int) -> PlanRecord:
    """Sign a draft and send it for review. Parameters and errors as in `take_action`."""
    return take_action(store, actor, plan_id, "submit", version=version)


def review(store: Store, actor: Actor, plan_id: int, *, version: int) -> PlanRecord:
    """Sign a submitted plan as reviewed. Parameters and errors as in `take_action`."""
    return take_action(store, actor, plan_id, "review", version=version)


def approve(store: Store, actor: Actor, plan_id: int, *, version: int) -> PlanRecord:
    """Sign a reviewed plan as approved. Parameters and errors as in `take_action`."""
    return take_action(store, actor, plan_id, "approve", version=version)


def publish(store: Store, actor: Actor, plan_id: int, *, version: int) -> PlanRecord:
    """Sign and publish an approved plan; what the season had published before is superseded.

    Steps and consents of pairs that stay are taken over from it. Parameters and errors as in
    `take_action`.
    """
    return take_action(store, actor, plan_id, "publish", version=version)


def return_plan(store: Store, actor: Actor, plan_id: int, *, version: int, reason: str) -> PlanRecord:
    """Send a plan back to its editor; its signatures are voided. Parameters and errors as in `take_action`."""
    return take_action(store, actor, plan_id, "return", version=version, reason=reason)


def withdraw(store: Store, actor: Actor, plan_id: int, *, version: int, reason: str) -> PlanRecord:
    """Take a plan out of use for good; its signatures are voided. Parameters and errors as in `take_action`."""
    return take_action(store, actor, plan_id, "withdraw", version=version, reason=reason)


def take_action(
    store: Store, actor: Actor, plan_id: int, action: PlanAction, *, version: int, reason: str = ""
) -> PlanRecord:
    """Take a plan along one way of `TRANSITIONS` and return where it stands then.

    Parameters
    ----------
    version
        Of the plan as the actor saw it.
    reason
        Why, for an action of `NEEDS_REASON`.

    Raises
    ------
    AccessError
        The actor may not do this, or wore another hat on the plan.
    WorkflowError
        There is no such way, the reason is missing, or the plan's content is not what
        was submitted.
    ConflictError
        Somebody else moved the plan first.
    """
    with act(store, actor) as doing:
        return take_action_within(doing, plan_id, action, version=version, reason=reason)


def take_action_within(doing: Act, plan_id: int, action: PlanAction, *, version: int, reason: str = "") -> PlanRecord:
    """Do what `take_action` does inside an action under way."""
    if action not in ACTION_PERMISSIONS:
        raise WorkflowError(
            Words("方案在新方案公布时由程序取代", "a plan is superseded by the program, when a newer one is published")
        )
    account = require(doing, ACTION_PERMISSIONS[action])
    plan = find_plan_record(doing.session, plan_id)
    require_seen(
        plan.version,
        version,
        what=Words(f"方案 {plan_id}", f"plan {plan_id}"),
        theirs={"state": plan.state},
        yours={"state": _wanted(action)},
    )
    way = find_transition(plan.state, action)
    if action in NEEDS_REASON and not reason.strip():
        raise WorkflowError(
            Words(f"“{name('plan_action', action).zh}”须写明理由", "say why the plan is returned or withdrawn")
        )
    if len(reason) > MOST_CHARACTERS:
        raise WorkflowError(
            Words(f"理由不超过 {MOST_CHARACTERS} 个字", f"a reason has at most {MOST_CHARACTERS} characters")
        )
    seal = seal_plan(doing.session, plan_id)
    if way.is_signed and account is not None:
        require_unaltered(doing, plan_id, action, seal)
        require_other_person(doing, plan_id, action)
        add_signature(doing, plan_id, account.name, action, seal)
    if action == "publish":
        _supersede_others(doing, plan)
    return _move(doing, plan, way, seal, reason)


def supersede_within(doing: Act, plan: PlanRecord, successor: int) -> PlanRecord:
    """Mark a published plan as superseded by a newer one: the program's own act, inside a publication."""
    way = find_transition(plan.state, "supersede")
    return _move(doing, plan, way, seal_plan(doing.session, plan.id), f"plan {successor}")


def _wanted(action: PlanAction) -> str:
    return next(each.target for each in TRANSITIONS if each.action == action)


def require_unaltered(doing: Act, plan_id: int, action: PlanAction, seal: str) -> None:
    """Refuse to act on what is not what those before signed, or what they did not sign whatever its state says.

    Parameters
    ----------
    action
        Needs the signatures of `SIGNED_BEFORE`.
    seal
        Of the plan as it is now.

    Raises
    ------
    WorkflowError
        A signature is missing, or is on something else.
    """
    counting = [each for each in list_signatures(doing.session, [plan_id]) if not each.is_voided]
    missing = set(SIGNED_BEFORE.get(action, ())) - {each.act for each in counting}
    if missing or any(each.seal != seal for each in counting):
        raise WorkflowError(
            Words(
                f"方案 {plan_id} 的内容与已签署的不一致，可能被改动过，不能继续；请退回并查看审计记录",
                f"the content of plan {plan_id} is not what was signed: it was altered. Return it and look at the "
                "audit chain",
            )
        )


def _supersede_others(doing: Act, plan: PlanRecord) -> None:
    for other in list_plan_records(doing.session, season_id=plan.season_id, states={"published"}):
        carry_over(doing.session, other.id, plan.id, with_declined=False)
        supersede_within(doing, other, plan.id)


def _move(doing: Act, plan: PlanRecord, way: Transition, seal: str, reason: str) -> PlanRecord:
    voided = 0
    if way.action in NEEDS_REASON:
        voided = void_signatures(doing, plan.id, reason.strip())
    set_state(doing.session, plan.id, way.target)
    after = {"state": way.target, "seal": seal}
    if reason.strip():
        after["reason"] = reason.strip()
    if voided:
        after["voided_signatures"] = str(voided)
    doing.record(
        RECORDED[way.action], f"plan {plan.id}", before={"state": way.source}, after=after, plan_digest=plan.digest
    )
    return find_plan_record(doing.session, plan.id)
