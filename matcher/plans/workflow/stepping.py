"""The four steps of a pair, in order and none skipped, and how a pair is declined."""

from collections.abc import Mapping, Sequence

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.store import Act, Actor, Store, act
from matcher.plans.store.acting import Deed
from matcher.plans.store.consents import ConsentRecord, find_consents
from matcher.plans.store.matches import MatchKey, MatchRecord, set_steps
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested, StepRecord, add_steps, find_steps
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.pairs import (
    OpenPair,
    name_fault,
    open_pair,
    open_pairs,
    require_attested,
    require_not_declined,
    say_pair,
    say_step,
)
from matcher.plans.workflow.states import (
    AGAINST,
    CONSENT_SIDES,
    DECLINE_REASONS,
    STEP_STATES,
    STEPS,
    STEPS_WITH_CONSENTS,
    Step,
)
from matcher.pools.collector import pause_collector
from matcher.words import Words, nearest


def record_step(store: Store, actor: Actor, key: MatchKey, step: Step, told: Attested, *, version: int) -> MatchRecord:
    """Record that a pair took its next step.

    Parameters
    ----------
    told
        The day, who confirms the step, and what shows it.
    version
        Of the pair as the actor saw it.

    Raises
    ------
    AccessError
        The actor may not, or the host is of another committee.
    WorkflowError
        The step is not the next one, the plan or the consents do not allow it, or something is missing.
    ConflictError
        Somebody else recorded a step of this pair first; carries both.
    """
    return record_steps(store, actor, {key: version}, step, told)[0]


def record_steps(
    store: Store, actor: Actor, versions: Mapping[MatchKey, int], step: Step, told: Attested
) -> tuple[MatchRecord, ...]:
    """Record that many pairs took the same step, as at a signing ceremony: all of them or none.

    Parameters
    ----------
    versions
        The pairs, each with its version as the actor saw it.
    told
        As in `record_step`, whose errors are those of this function too; of many, the message names the pair.
    """
    _require_known(step)
    with act(store, actor) as doing, pause_collector():
        pairs = open_pairs(doing, versions, "record-step")
        earlier = find_steps(doing.session, versions)
        said = find_consents(doing.session, versions)
        for key, pair in pairs.items():
            with name_fault(key, len(pairs)):
                _require_live(pair.match, step, told, versions[key], earlier[key])
                _require_next(pair.match.step, step)
                _require_state(pair.plan, step)
                _require_consents(said[key], step)
                require_order(told, earlier[key])
        return _take(doing, pairs, step, require_attested(doing, told))


def decline(store: Store, actor: Actor, key: MatchKey, reason: str, told: Attested, *, version: int) -> MatchRecord:
    """Record that a pair comes to nothing.

    Parameters
    ----------
    reason
        A word of `DECLINE_REASONS`.
    told, version
        As in `record_step`, whose errors are those of this function too.
    """
    with act(store, actor) as doing:
        pair = open_pair(doing, key, "record-step")
        earlier = find_steps(doing.session, (key,))[key]
        _require_live(pair.match, "declined", told, version, earlier)
        require_reason(reason)
        if pair.match.step == "appointed":
            raise WorkflowError(
                Words(
                    "该配对已经组织委任，不能再登记为未成；如需换人，请调整方案",
                    "the pair is appointed and cannot be declined any more; change the plan instead",
                )
            )
        _require_state(pair.plan, "declined")
        told = require_attested(doing, told)
        require_order(told, earlier)
        return _take(doing, {key: pair}, "declined", told, reason)[0]


def find_next_step(step: str) -> Step | None:
    """Return the step after one; None after the last one and for a declined pair.

    Examples
    --------
    >>> find_next_step("proposed"), find_next_step("needed"), find_next_step("appointed")
    ('needed', 'agreed', None)
    """
    if step == "proposed":
        return STEPS[0]
    at = STEPS.index(step) + 1 if step in STEPS else len(STEPS)
    return STEPS[at] if at < len(STEPS) else None


def require_reason(reason: str) -> None:
    """Refuse a reason of a declined pair that is not listed.

    Raises
    ------
    WorkflowError
        Names the nearest one that is.
    """
    if reason in DECLINE_REASONS:
        return
    close = nearest(reason, DECLINE_REASONS)
    hint = Words(f"，是否指“{close}”", f"; did you mean {close!r}") if close else Words("", "")
    raise WorkflowError(
        Words(
            f"未成原因“{reason}”不在所列原因之中{hint.zh}",
            f"{reason!r} is none of the listed reasons{hint.en}",
        )
    )


def require_order(told: Attested, earlier: Sequence[StepRecord]) -> None:
    """Refuse a day before that of a step taken earlier.

    Raises
    ------
    WorkflowError
        Names both days.
    """
    last = max((each.told.on for each in earlier), default=told.on)
    if told.on < last:
        raise WorkflowError(
            Words(
                f"日期 {told.on} 早于上一步的 {last}",
                f"the day {told.on} is before that of the step before, {last}",
            )
        )


def show_step(step: str, told: Attested) -> dict[str, str]:
    """Return a step as the audit chain keeps it."""
    return {"step": step, "on": told.on.isoformat(), "person": told.person, "evidence": told.evidence}


def _require_known(step: Step) -> None:
    if step not in STEPS:
        raise WorkflowError(
            Words(f"没有“{step}”这一步", f"there is no step {step!r}; the steps are {', '.join(STEPS)}")
        )


def _require_live(pair: MatchRecord, step: Step, told: Attested, version: int, earlier: Sequence[StepRecord]) -> None:
    """Refuse a pair that moved since it was seen, or that is declined."""
    if pair.version == version:
        require_not_declined(pair)
        return
    last = earlier[-1] if earlier else None
    theirs = {"step": pair.step} if last is None else show_step(last.step, last.told) | {"by": last.author}
    require_seen(pair.version, version, what=say_pair(pair.key), theirs=theirs, yours=show_step(step, told))


def _require_next(now: str, step: Step) -> None:
    following = find_next_step(now)
    if step == following:
        return
    if following is None:
        raise WorkflowError(Words("四步已经走完", "all four steps are taken"))
    is_taken = now in STEPS and STEPS.index(step) <= STEPS.index(now)
    wanted, due = say_step(step), say_step(following)
    if is_taken:
        raise WorkflowError(
            Words(
                f"“{wanted.zh}”已经登记，下一步是“{due.zh}”",
                f"“{wanted.en}” is recorded already; next comes “{due.en}”",
            )
        )
    raise WorkflowError(
        Words(
            f"四步须依次进行，不能跳过：下一步是“{due.zh}”，不是“{wanted.zh}”",
            f"no step may be skipped: next comes “{due.en}”, not “{wanted.en}”",
        )
    )


def _require_state(plan: PlanRecord, step: Step) -> None:
    if plan.state in STEP_STATES[step]:
        return
    state, called = name("plan_state", plan.state), say_step(step)
    raise WorkflowError(
        Words(
            f"方案现为“{state.zh}”，不能登记“{called.zh}”",
            f"the plan is {state.en}, so “{called.en}” cannot be recorded",
        )
    )


def _require_consents(consents: Mapping[str, ConsentRecord], step: Step) -> None:
    said = {side: each.answer for side, each in consents.items()}
    against = [side for side in CONSENT_SIDES if said.get(side) in AGAINST]
    missing = [side for side in CONSENT_SIDES if said.get(side) != "given"] if step in STEPS_WITH_CONSENTS else []
    if against:
        sides = [name("consent_side", side) for side in against]
        raise WorkflowError(
            Words(
                f"{'、'.join(each.zh for each in sides)}不同意，配对不能继续",
                f"{' and '.join(each.en for each in sides)} do not consent, so the pair cannot go on",
            )
        )
    if missing:
        sides = [name("consent_side", side) for side in missing]
        called = say_step(step)
        raise WorkflowError(
            Words(
                f"“{called.zh}”前须有各方同意，还缺：{'、'.join(each.zh for each in sides)}",
                f"“{called.en}” needs all consents; still missing: {', '.join(each.en for each in sides)}",
            )
        )


def _take(
    doing: Act, pairs: Mapping[MatchKey, OpenPair], step: Step, told: Attested, reason: str = ""
) -> tuple[MatchRecord, ...]:
    add_steps(doing, pairs, step, told, reason=reason)
    moved = set_steps(doing.session, [pair.match for pair in pairs.values()], step)
    after = show_step(step, told) | ({"reason": reason} if reason else {})
    doing.record_each(
        "decline-match" if step == "declined" else "record-step",
        (Deed(key.subject, {"step": pair.match.step}, after, pair.plan.digest) for key, pair in pairs.items()),
    )
    return moved
