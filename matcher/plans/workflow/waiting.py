"""What waits for whom: plans to sign, pairs to take on, consents to ask for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from matcher.plans.store import Actor, Store
from matcher.plans.store.consents import count_consents
from matcher.plans.store.matches import count_by_step
from matcher.plans.store.plan_records import list_plan_records
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow.looking import Look, look
from matcher.plans.workflow.moving import ACTION_PERMISSIONS
from matcher.plans.workflow.separation import find_hindrance
from matcher.plans.workflow.states import CONSENT_SIDES, STEP_STATES, TRANSITIONS, PlanAction
from matcher.plans.workflow.stepping import find_next_step
from matcher.words import Words

WaitingKind: TypeAlias = Literal["sign", "step", "consent"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold one thing that waits.

    Parameters
    ----------
    kind
        ``sign``: the plan waits for the act `what`. ``step``: `count` pairs wait for the step `what`.
        ``consent``: `count` pairs wait for the consent of side `what`.
    since
        When the plan was made.
    hindrance
        Why the reader cannot do it after all, though the role would allow it; None: nothing.
    """

    kind: WaitingKind
    plan: PlanRecord
    what: str
    count: int
    since: datetime
    hindrance: Words | None = None


def list_waiting(store: Store, reader: Actor, *, season_id: int | None = None) -> tuple[Waiting, ...]:
    """Return what waits for the reader, by role and committee, plans to sign first.

    A draft of which a newer version exists waits for nobody. Steps and consents are asked for once a
    plan is submitted, where the reader may record them, for the reader's own hosts.

    Raises
    ------
    AccessError
        The account is gone or switched off.
    """
    with look(store, reader) as looking:
        plans = list_plan_records(looking.act.session, season_id=season_id)
        newer = {plan.based_on for plan in plans}
        live = [plan for plan in plans if plan.state in STEP_STATES["needed"]]
        current = [plan for plan in live if not (plan.state == "draft" and plan.id in newer)]
        found = [each for plan in current for each in _list_signing(looking, plan)]
        for plan in current:
            if plan.state != "draft":
                found += _list_pair_work(looking, plan)
    return tuple(found)


def _list_signing(looking: Look, plan: PlanRecord) -> list[Waiting]:
    actions: list[PlanAction] = [each.action for each in TRANSITIONS if each.source == plan.state and each.is_signed]
    return [
        Waiting(
            "sign",
            plan,
            action,
            1,
            plan.made_at,
            find_hindrance(looking.act, plan.id, action),
        )
        for action in actions
        if looking.may(ACTION_PERMISSIONS[action])
    ]


def _list_pair_work(looking: Look, plan: PlanRecord) -> list[Waiting]:
    may_step, may_consent = looking.may("record-step"), looking.may("record-consent")
    if not (may_step or may_consent):
        return []
    session, committee = looking.act.session, looking.committee
    at = count_by_step(session, plan.id, committee=committee)
    following = [(find_next_step(step), count) for step, count in sorted(at.items())]
    found = [
        Waiting("step", plan, step, count, plan.made_at)
        for step, count in following
        if may_step and step is not None and plan.state in STEP_STATES[step]
    ]
    if may_consent:
        said = count_consents(session, plan.id, committee=committee)
        alive = sum(at.values()) - at.get("declined", 0)
        missing = {side: alive - said.get(side, 0) for side in CONSENT_SIDES}
        found += [Waiting("consent", plan, side, count, plan.made_at) for side, count in missing.items() if count]
    return found
