"""A record that was wrong, put right: what it said before, who corrected it and why stay in the audit chain.

Only the last step of a pair is touched, and no consent that a signed agreement stands on: whoever has
to correct what lies deeper takes the later steps back first, one by one, each with its reason.
"""

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.consents import ConsentRecord, find_consents, set_consents
from matcher.plans.store.matches import MatchKey, MatchRecord, set_steps
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested, StepRecord, find_steps, remove_step, replace_step
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.consenting import require_answer, require_unmoved, show_consent
from matcher.plans.workflow.pairs import OpenPair, open_pair, require_attested, say_pair, say_step
from matcher.plans.workflow.states import (
    STEP_STATES,
    STEPS,
    STEPS_WITH_CONSENTS,
    ConsentAnswer,
    ConsentSide,
    Step,
)
from matcher.plans.workflow.stepping import require_order, require_reason, show_step
from matcher.words import Words

MOST_CHARACTERS = 500
"""Length of the longest reason of a correction."""


def correct_step(
    store: Store, actor: Actor, key: MatchKey, step: Step, told: Attested, *, version: int, why: str, reason: str = ""
) -> MatchRecord:
    """Put the last thing recorded of a pair right: its day, who confirmed it, what shows it.

    Parameters
    ----------
    step
        The one to correct: where the pair stands, ``declined`` too.
    told
        As it should have been recorded.
    version
        Of the pair as the actor saw it.
    why
        What was wrong.
    reason
        Of a pair that was declined: why it was, a word of `DECLINE_REASONS`.

    Raises
    ------
    AccessError
        The actor may not correct, or covers other hosts only.
    WorkflowError
        It is not the last step, nothing would change, the plan is out of use, or something is missing.
    ConflictError
        Somebody else changed the pair first; carries both.
    """
    with act(store, actor) as doing:
        pair, last, left = _open_last(doing, key, step, version, why, show_step(step, told) | _show_reason(reason))
        told = require_attested(doing, told)
        if last.step == "declined":
            require_reason(reason)
        elif reason:
            raise WorkflowError(Words("只有“未成”才有原因", "only a declined pair has such a reason"))
        if (last.told, last.reason) == (told, reason):
            raise _refuse_same()
        require_order(told, left)
        replace_step(doing, key, last.step, told, reason=reason)
        doing.record(
            "correct-step",
            key.subject,
            before=_show_record(last),
            after=show_step(last.step, told) | _show_reason(reason) | {"why": why.strip()},
            plan_digest=pair.plan.digest,
        )
        return set_steps(doing.session, (pair.match,), step)[0]


def take_back_step(store: Store, actor: Actor, key: MatchKey, step: Step, *, version: int, why: str) -> MatchRecord:
    """Take the last thing recorded of a pair back, as if it had not happened; the chain keeps that it was there.

    Parameters and errors as in `correct_step`.
    """
    with act(store, actor) as doing:
        pair, last, left = _open_last(doing, key, step, version, why, {"taken_back": step})
        taken = {each.step for each in left}
        earlier = next((each for each in reversed(STEPS) if each in taken), "proposed")
        remove_step(doing, key, last.step)
        doing.record(
            "take-back-step",
            key.subject,
            before=_show_record(last),
            after={"step": earlier, "taken_back": step, "why": why.strip()},
            plan_digest=pair.plan.digest,
        )
        return set_steps(doing.session, (pair.match,), earlier)[0]


def correct_consent(
    store: Store,
    actor: Actor,
    key: MatchKey,
    side: ConsentSide,
    answer: ConsentAnswer,
    told: Attested,
    *,
    version: int,
    why: str,
) -> ConsentRecord:
    """Put right what is recorded of one side: its answer too, ``struck`` where it never said anything.

    Parameters
    ----------
    version
        Of the consent as the actor saw it.
    told, why
        As in `correct_step`, whose errors are those of this function too.
    """
    require_answer(side, answer)
    with act(store, actor) as doing:
        pair = open_pair(doing, key, "correct-record")
        before = find_consents(doing.session, (key,))[key].get(side)
        require_unmoved(key, side, before, version, answer, told)
        if before is None:
            raise WorkflowError(Words("这一方还没有登记，无从更正", "nothing is recorded of this side yet"))
        _require_live(pair.plan)
        why = _require_why(why)
        if pair.match.step in STEPS_WITH_CONSENTS or pair.match.step == "declined":
            called = say_step(pair.match.step)
            raise WorkflowError(
                Words(
                    f"该配对已登记“{called.zh}”，同意情况不能再更正；请先撤销该步登记",
                    f"the pair is at “{called.en}”, so no consent can be corrected; take that step back first",
                )
            )
        told = require_attested(doing, told)
        if (before.answer, before.told) == (answer, told):
            raise _refuse_same()
        (after,) = set_consents(doing, {key: before}, side, answer, told)
        doing.record(
            "correct-consent",
            key.subject,
            before={"side": side} | show_consent(before),
            after={"side": side} | show_consent(after) | {"why": why},
            plan_digest=pair.plan.digest,
        )
        return after


def _open_last(
    doing: Act, key: MatchKey, step: Step, version: int, why: str, yours: dict[str, str]
) -> tuple[OpenPair, StepRecord, tuple[StepRecord, ...]]:
    """Return a pair with its plan, the last thing recorded of it, and what was recorded before."""
    opened = open_pair(doing, key, "correct-record")
    pair = opened.match
    taken = {each.step: each for each in find_steps(doing.session, (key,))[key]}
    last = taken.pop(pair.step, None)
    theirs = {"step": pair.step} if last is None else _show_record(last) | {"by": last.author}
    require_seen(pair.version, version, what=say_pair(key), theirs=theirs, yours=yours)
    if last is None or last.step != step:
        now, called = say_step(pair.step), say_step(step)
        raise WorkflowError(
            Words(
                f"该配对现为“{now.zh}”，不能更正“{called.zh}”：只有最后一步可以更正，须先撤销其后的登记",
                f"the pair is at “{now.en}”, so “{called.en}” cannot be corrected: only the last step can, "
                "once those after it are taken back",
            )
        )
    _require_live(opened.plan)
    _require_why(why)
    return opened, last, tuple(taken.values())


def _require_live(plan: PlanRecord) -> None:
    if plan.state not in STEP_STATES["needed"]:
        state = name("plan_state", plan.state)
        raise WorkflowError(
            Words(f"方案现为“{state.zh}”，登记不再更正", f"the plan is {state.en}: nothing of it is corrected any more")
        )


def _require_why(why: str) -> str:
    if not 0 < len(why.strip()) <= MOST_CHARACTERS:
        raise WorkflowError(
            Words(
                f"请写明更正的理由，不超过 {MOST_CHARACTERS} 个字",
                f"say why it is corrected, in at most {MOST_CHARACTERS} characters",
            )
        )
    return why.strip()


def _refuse_same() -> WorkflowError:
    return WorkflowError(Words("与现有登记相同，没有可更正的", "that is what is recorded already"))


def _show_reason(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}


def _show_record(record: StepRecord) -> dict[str, str]:
    return show_step(record.step, record.told) | _show_reason(record.reason)
