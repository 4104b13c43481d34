"""The four consents of a pair: host, person, sending unit and organization department."""

from collections.abc import Mapping

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.consents import ConsentRecord, find_consent, set_consent
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.pairs import name_fault, open_pair, require_attested, require_not_declined, say_pair
from matcher.plans.workflow.states import (
    CONSENT_ANSWERS,
    CONSENT_CHANGES,
    CONSENT_SIDES,
    STEP_STATES,
    ConsentAnswer,
    ConsentSide,
)
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
    require_answer(side, answer)
    with act(store, actor) as doing:
        return _record(doing, key, side, answer, told, version, {})


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
        As in `record_consent`, whose errors are those of this function too; the message names the pair.
    """
    require_answer(side, answer)
    said = []
    plans: dict[int, PlanRecord] = {}
    with act(store, actor) as doing:
        for key, version in versions.items():
            with name_fault(key):
                said.append(_record(doing, key, side, answer, told, version, plans))
    return tuple(said)


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


def _record(
    doing: Act,
    key: MatchKey,
    side: ConsentSide,
    answer: ConsentAnswer,
    told: Attested,
    version: int,
    plans: dict[int, PlanRecord],
) -> ConsentRecord:
    plan, pair = open_pair(doing, key, "record-consent", plans)
    before = find_consent(doing.session, key, side)
    require_unmoved(key, side, before, version, answer, told)
    require_not_declined(pair)
    if plan.state not in STEP_STATES["needed"]:
        state = name("plan_state", plan.state)
        raise WorkflowError(
            Words(f"方案现为“{state.zh}”，不能再登记同意情况", f"the plan is {state.en}: no consent can be recorded")
        )
    _require_change(before, answer)
    told = require_attested(doing, told)
    set_consent(doing, key, side, answer, told)
    after = find_consent(doing.session, key, side)
    assert after is not None  # it was set just now
    doing.record(
        "record-consent",
        pair.key.subject,
        before={"side": side} | show_consent(before),
        after={"side": side} | show_consent(after),
        plan_digest=plan.digest,
    )
    return after


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
