"""The four consents of a pair: host, person, sending unit and organization department."""

from collections.abc import Mapping

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.store import Actor, Store, act
from matcher.plans.store.acting import Deed
from matcher.plans.store.consents import ConsentRecord, find_consents, set_consents
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.pairs import name_fault, open_pairs, require_attested, require_not_declined, say_pair
from matcher.plans.workflow.states import (
    CONSENT_ANSWERS,
    CONSENT_CHANGES,
    CONSENT_SIDES,
    STEP_STATES,
    ConsentAnswer,
    ConsentSide,
)
from matcher.pools.collector import pause_collector
from matcher.words import Words


def record_consent(
    store: Store,
    actor: Actor,
    key: MatchKey,
    side: ConsentSide,
    answer: ConsentAnswer,
    told: Attested,
    *,
    version: int = 0,
) -> ConsentRecord:
    """Record what one side of a pair says, in place of what it had said; the audit chain keeps both.

    Parameters
    ----------
    told
        The day, who says so, and what shows it.
    version
        Of the consent as the actor saw it; 0: there was none.

    Raises
    ------
    AccessError
        The actor may not, or the host is of another committee.
    WorkflowError
        There is no such side, the answer cannot follow the one before, the plan is out of use, or
        something is missing.
    ConflictError
        Somebody else recorded this side first; carries both.
    """
    return record_consents(store, actor, {key: version}, side, answer, told)[0]


def record_consents(
    store: Store,
    actor: Actor,
    versions: Mapping[MatchKey, int],
    side: ConsentSide,
    answer: ConsentAnswer,
    told: Attested,
) -> tuple[ConsentRecord, ...]:
    """Record that one side says the same of many pairs, as an organ does in one paper: all of them or none.

    Parameters
    ----------
    versions
        The pairs, each with the version of the consent as the actor saw it, 0 where there was none.
    told
        As in `record_consent`, whose errors are those of this function too; of many, the message names the pair.
    """
    require_answer(side, answer)
    with act(store, actor) as doing, pause_collector():
        pairs = open_pairs(doing, versions, "record-consent")
        said = find_consents(doing.session, versions)
        before = {key: said[key].get(side) for key in pairs}
        for key, pair in pairs.items():
            with name_fault(key, len(pairs)):
                require_unmoved(key, side, before[key], versions[key], answer, told)
                require_not_declined(pair.match)
                _require_state(pair.plan)
                _require_change(before[key], answer)
        after = set_consents(doing, before, side, answer, require_attested(doing, told))
        doing.record_each(
            "record-consent",
            (
                Deed(
                    each.key.subject,
                    {"side": side} | show_consent(before[each.key]),
                    {"side": side} | show_consent(each),
                    pairs[each.key].plan.digest,
                )
                for each in after
            ),
        )
        return after


def require_answer(side: ConsentSide, answer: ConsentAnswer) -> None:
    """Refuse a side or an answer there is not.

    Raises
    ------
    WorkflowError
        Names it.
    """
    if side not in CONSENT_SIDES:
        raise WorkflowError(Words(f"没有“{side}”这一方", f"there is no side {side!r}"))
    if answer not in CONSENT_ANSWERS:
        raise WorkflowError(Words(f"没有“{answer}”这种意见", f"there is no answer {answer!r}"))


def _require_state(plan: PlanRecord) -> None:
    if plan.state not in STEP_STATES["needed"]:
        state = name("plan_state", plan.state)
        raise WorkflowError(
            Words(f"方案现为“{state.zh}”，不能再登记同意情况", f"the plan is {state.en}: no consent can be recorded")
        )


def require_unmoved(
    key: MatchKey,
    side: ConsentSide,
    before: ConsentRecord | None,
    version: int,
    answer: ConsentAnswer,
    told: Attested,
) -> None:
    """Refuse to act on what one side says where that changed since the actor looked at it.

    Parameters
    ----------
    before
        What is recorded now; None: nothing.
    version
        As the actor saw it; 0: there was none.

    Raises
    ------
    ConflictError
        Carries what is recorded now, and what was to be.
    """
    if (before.version if before else 0) == version:
        return
    called, whom = name("consent_side", side), say_pair(key)
    require_seen(
        before.version if before else 0,
        version,
        what=Words(f"{whom.zh}中{called.zh}的同意情况", f"the consent of the {called.en} of {whom.en}"),
        theirs=show_consent(before),
        yours={"answer": answer, "on": told.on.isoformat(), "person": told.person, "evidence": told.evidence},
    )


def show_consent(consent: ConsentRecord | None) -> dict[str, str]:
    """Return what one side says as the audit chain keeps it."""
    if consent is None:
        return {}
    told = consent.told
    return {"answer": consent.answer, "on": told.on.isoformat(), "person": told.person, "evidence": told.evidence}


def _require_change(before: ConsentRecord | None, answer: ConsentAnswer) -> None:
    now: ConsentAnswer | None = before.answer if before else None  # type: ignore[assignment]
    if answer in CONSENT_CHANGES[now]:
        return
    wanted = name("consent_answer", answer)
    if now is None:
        raise WorkflowError(Words(f"尚未同意，不能登记为“{wanted.zh}”", "what was never given cannot be withdrawn"))
    has = name("consent_answer", now)
    raise WorkflowError(
        Words(f"现为“{has.zh}”，不能改为“{wanted.zh}”", f"it is {has.en} now and cannot become {wanted.en}")
    )
