"""A pair of a plan opened for an action: may the actor touch it, is it still as seen, may it go on."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from matcher.errors import WorkflowError
from matcher.explain import name
from matcher.plans.accounts import Permission, require
from matcher.plans.store import Act
from matcher.plans.store.matches import MatchKey, MatchRecord, find_matches
from matcher.plans.store.plan_records import find_plan_record
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested
from matcher.words import Words

LATEST_ZONE = timedelta(hours=14)
"""How far the clock of the earliest place on earth is ahead of UTC: no later day is today anywhere."""

MOST_PERSON, MOST_EVIDENCE = 100, 2_000
"""Characters of who confirms a step, and of what shows it."""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Hold a pair that an action may touch, with its plan."""

    plan: PlanRecord
    match: MatchRecord


def open_pair(doing: Act, key: MatchKey, permission: Permission) -> OpenPair:
    """Return one pair for whoever may touch its host; errors as in `open_pairs`."""
    return open_pairs(doing, (key,), permission)[key]


def open_pairs(doing: Act, keys: Collection[MatchKey], permission: Permission) -> dict[MatchKey, OpenPair]:
    """Return pairs with their plans, in the order given, for whoever may touch the hosts of all of them.

    Raises
    ------
    AccessError
        The actor may not, or a host is of another committee.
    MissingError
        There is no such plan or pair.
    """
    require(doing, permission)
    plans = {plan_id: find_plan_record(doing.session, plan_id) for plan_id in dict.fromkeys(k.plan_id for k in keys)}
    matches = find_matches(doing.session, keys)
    for committee in dict.fromkeys(match.committee for match in matches.values()):
        require(doing, permission, committee=committee)
    return {key: OpenPair(plans[key.plan_id], match) for key, match in matches.items()}


def say_pair(key: MatchKey) -> Words:
    """Return what a pair is called in an error."""
    return Words(
        f"人选 {key.candidate_id} 与岗位 {key.post_id} 的配对",
        f"the pair of candidate {key.candidate_id} and post {key.post_id}",
    )


@contextmanager
def name_fault(key: MatchKey, count: int) -> Iterator[None]:
    """Put the pair in front of what is wrong with it, where more than one is recorded at once."""
    try:
        yield
    except WorkflowError as fault:
        if count == 1:
            raise
        called = say_pair(key)
        raise WorkflowError(
            Words(
                f"{called.zh}：{fault.words.zh}。全部没有登记。",
                f"{called.en}: {fault.words.en}. Nothing is recorded of any of them.",
            )
        ) from fault


def require_attested(doing: Act, told: Attested) -> Attested:
    """Return what was told with blanks stripped; refuse it incomplete, too long or ahead of time.

    Raises
    ------
    WorkflowError
        Something is missing or too long, or the day lies ahead.
    """
    told = Attested(told.on, told.person.strip(), told.evidence.strip())
    if not told.person:
        raise WorkflowError(Words("请填写当事人（由谁确认）", "say who confirms it"))
    if not told.evidence:
        raise WorkflowError(
            Words("请填写依据：文字说明或文件名、文号", "say what shows it: in words, or as the name of a file")
        )
    if len(told.person) > MOST_PERSON or len(told.evidence) > MOST_EVIDENCE:
        raise WorkflowError(
            Words(
                f"当事人不超过 {MOST_PERSON} 个字，依据不超过 {MOST_EVIDENCE} 个字",
                f"who confirms it has at most {MOST_PERSON} characters, what shows it at most {MOST_EVIDENCE}",
            )
        )
    if told.on > (doing.at + LATEST_ZONE).date():
        raise WorkflowError(Words(f"日期 {told.on} 还没有到", f"the day {told.on} lies ahead"))
    return told


def require_not_declined(pair: MatchRecord) -> None:
    """Refuse to go on with a declined pair.

    Raises
    ------
    WorkflowError
        It is declined; only a change of the plan helps.
    """
    if pair.step == "declined":
        raise WorkflowError(
            Words(
                "该配对未成，不能继续登记；请调整方案，另选人选",
                "the pair is declined, nothing more can be recorded; change the plan and choose somebody else",
            )
        )


def say_step(step: str) -> Words:
    """Return what a step is called."""
    return name("match_step", step)
