"""How far each pair of a plan is, and which may enter the roster: those with every consent and no gap."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matcher.explain import name
from matcher.plans.store import Act, Actor, Store
from matcher.plans.store.consents import ConsentRecord, find_consents, list_consents
from matcher.plans.store.matches import MatchKey, MatchRecord, count_by_step, find_matches, list_match_records
from matcher.plans.store.plan_records import find_plan_record
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import StepRecord, find_steps, list_steps
from matcher.plans.workflow.looking import look
from matcher.plans.workflow.states import CONSENT_SIDES, ROSTER_STATES, STEPS
from matcher.pools.collector import pause_collector
from matcher.words import Words

ROSTER_STEPS = STEPS[STEPS.index("agreed") :]
"""Steps from which on a pair may enter the roster: both sides have come together."""


@dataclass(frozen=True, slots=True)
class MatchProgress:
    """Hold one pair with everything recorded of it.

    Parameters
    ----------
    steps
        Taken, in order.
    consents
        Side → what it says; a side that said nothing is missing.
    lacks
        Why the pair may not enter the roster; empty: it may.
    """

    match: MatchRecord
    steps: tuple[StepRecord, ...]
    consents: Mapping[str, ConsentRecord]
    lacks: tuple[Words, ...]

    @property
    def is_ready(self) -> bool:
        """Whether the pair may enter the roster."""
        return not self.lacks


def list_progress(
    store: Store, reader: Actor, plan_id: int, *, only: Collection[MatchKey] | None = None
) -> tuple[MatchProgress, ...]:
    """Return every pair of a plan that the reader may see, with steps, consents and what it lacks.

    Parameters
    ----------
    only
        Pairs of the plan to return, in this order; None: all, by post and person.

    Raises
    ------
    AccessError
        The reader may not look.
    MissingError
        There is no such plan, or pair.
    """
    with look(store, reader) as looking, pause_collector():
        session, plan = looking.act.session, find_plan_record(looking.act.session, plan_id)
        if only is None:
            return read_progress(looking.act, plan, looking.committee)
        steps, consents = find_steps(session, only), find_consents(session, only)
        return tuple(
            MatchProgress(pair, steps[key], consents[key], _list_lacks(plan, pair, consents[key]))
            for key, pair in find_matches(session, only).items()
            if looking.committee in ("", pair.committee)
        )


def count_steps(store: Store, reader: Actor, plan_id: int) -> Mapping[str, int]:
    """Return how many pairs of a plan, of those the reader may see, stand at each step; none is left out.

    Raises
    ------
    AccessError
        The reader may not look.
    """
    with look(store, reader) as looking:
        counts = count_by_step(looking.act.session, plan_id, committee=looking.committee)
    return {step: counts.get(step, 0) for step in ("proposed", *STEPS, "declined")}


def ready_matches(store: Store, reader: Actor, plan_id: int) -> tuple[MatchProgress, ...]:
    """Return the pairs that may enter the roster, of those the reader may see; errors as in `list_progress`."""
    return tuple(each for each in list_progress(store, reader, plan_id) if each.is_ready)


def read_progress(looking: Act, plan: PlanRecord, committee: str = "") -> tuple[MatchProgress, ...]:
    """Do what `list_progress` does inside an action or a reading under way."""
    steps: dict[MatchKey, list[StepRecord]] = {}
    for step in list_steps(looking.session, plan.id):
        steps.setdefault(step.key, []).append(step)
    consents: dict[MatchKey, dict[str, ConsentRecord]] = {}
    for consent in list_consents(looking.session, plan.id):
        consents.setdefault(consent.key, {})[consent.side] = consent
    return tuple(
        MatchProgress(
            match=pair,
            steps=tuple(steps.get(pair.key, [])),
            consents=consents.get(pair.key, {}),
            lacks=_list_lacks(plan, pair, consents.get(pair.key, {})),
        )
        for pair in list_match_records(looking.session, plan.id, committee=committee)
    )


def _list_lacks(plan: PlanRecord, pair: MatchRecord, consents: Mapping[str, ConsentRecord]) -> tuple[Words, ...]:
    said = tuple(consents[side].answer if side in consents else "" for side in CONSENT_SIDES)
    return _say_lacks(plan.state, pair.step, said)


# A city has tens of thousands of pairs, and few different things that they lack.
@lru_cache(maxsize=1024)
def _say_lacks(state: str, step: str, answers: tuple[str, ...]) -> tuple[Words, ...]:
    lacks = []
    if state not in ROSTER_STATES:
        called = name("plan_state", state)
        lacks.append(Words(f"方案现为“{called.zh}”，尚未批准或已不再使用", f"the plan is {called.en}"))
    if step not in ROSTER_STEPS:
        called = name("match_step", step)
        lacks.append(Words(f"进度为“{called.zh}”", f"the pair is at “{called.en}”"))
    for side, answer in zip(CONSENT_SIDES, answers, strict=True):
        called = name("consent_side", side)
        if answer in {"", "struck"}:
            lacks.append(Words(f"缺{called.zh}同意", f"the consent of the {called.en} is missing"))
        elif answer != "given":
            said = name("consent_answer", answer)
            lacks.append(Words(f"{called.zh}{said.zh}", f"the consent of the {called.en} is {said.en}"))
    return tuple(lacks)
