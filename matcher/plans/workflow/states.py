"""The states of a plan and of a pair, and every way from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from matcher.errors import WorkflowError
from matcher.plans.accounts.permissions import Permission
from matcher.words import Words

PlanState: TypeAlias = Literal["draft", "submitted", "reviewed", "approved", "published", "superseded", "withdrawn"]
PlanAction: TypeAlias = Literal["submit", "return", "review", "approve", "publish", "supersede", "withdraw"]
Step: TypeAlias = Literal["proposed", "needed", "agreed", "signed", "appointed", "declined"]
ConsentSide: TypeAlias = Literal["enterprise", "candidate", "unit", "organization"]
ConsentAnswer: TypeAlias = Literal["given", "refused", "withdrawn", "struck"]


@dataclass(frozen=True, slots=True)
class Transition:
    """Hold one way from a state to the next.

    Parameters
    ----------
    permission
        Who may take it; None: the program does, when a newer plan is published.
    is_signed
        Leaves a signature on exactly this plan.
    """

    action: PlanAction
    source: PlanState
    target: PlanState
    permission: Permission | None
    is_signed: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition("submit", "draft", "submitted", "submit-plan", is_signed=True),
    Transition("return", "submitted", "draft", "return-plan"),
    Transition("review", "submitted", "reviewed", "review-plan", is_signed=True),
    Transition("return", "reviewed", "draft", "return-plan"),
    Transition("approve", "reviewed", "approved", "approve-plan", is_signed=True),
    Transition("return", "approved", "draft", "return-plan"),
    Transition("publish", "approved", "published", "publish-plan", is_signed=True),
    Transition("supersede", "published", "superseded", None),
    Transition("withdraw", "draft", "withdrawn", "withdraw-plan"),
    Transition("withdraw", "submitted", "withdrawn", "withdraw-plan"),
    Transition("withdraw", "reviewed", "withdrawn", "withdraw-plan"),
    Transition("withdraw", "approved", "withdrawn", "withdraw-plan"),
    Transition("withdraw", "published", "withdrawn", "withdraw-plan"),
)
"""Every way; what is not here cannot happen."""

STEPS: tuple[Step, ...] = ("needed", "agreed", "signed", "appointed")
"""The four steps of a pair, in order: 企业所需，个人同意，签订协议，组织委任."""

STEP_STATES: Mapping[Step, frozenset[PlanState]] = MappingProxyType(
    {
        "needed": frozenset({"draft", "submitted", "reviewed", "approved", "published"}),
        "agreed": frozenset({"draft", "submitted", "reviewed", "approved", "published"}),
        "signed": frozenset({"approved", "published"}),
        "appointed": frozenset({"approved", "published"}),
        "declined": frozenset({"draft", "submitted", "reviewed", "approved", "published"}),
    }
)
"""Step → states of the plan in which it may be recorded: both sides are asked early, nobody signs
or is appointed on a plan that nobody approved."""

STEPS_WITH_CONSENTS: frozenset[Step] = frozenset({"signed", "appointed"})
"""Steps that need all four consents; no step at all is taken while a side refuses."""

CONSENT_SIDES: tuple[ConsentSide, ...] = ("enterprise", "candidate", "unit", "organization")

CONSENT_ANSWERS: tuple[ConsentAnswer, ...] = get_args(ConsentAnswer)

CONSENT_CHANGES: Mapping[ConsentAnswer | None, frozenset[ConsentAnswer]] = MappingProxyType(
    {
        None: frozenset({"given", "refused"}),
        "given": frozenset({"withdrawn"}),
        "refused": frozenset({"given"}),
        "withdrawn": frozenset({"given"}),
        "struck": frozenset({"given", "refused"}),
    }
)
"""What a side says (None: nothing yet) → what it may say next; ``struck``, a record that should never
have been made, comes about by correction only."""

AGAINST: frozenset[str] = frozenset({"refused", "withdrawn"})
"""Answers that stop a pair; a struck one is none at all."""

ROSTER_STATES: frozenset[PlanState] = frozenset({"approved", "published"})
"""States of a plan whose pairs may enter the roster."""

DECLINE_REASONS = (
    "enterprise-withdrew",
    "candidate-withdrew",
    "unit-refused",
    "organization-refused",
    "health",
    "transfer",
    "recusal",
    "other",
)
"""Why a pair is declined; a list, so that reasons can be counted."""


def find_transition(state: str, action: PlanAction) -> Transition:
    """Return the way an action takes from a state.

    Raises
    ------
    WorkflowError
        There is none; the message names the states from which there is.

    Examples
    --------
    >>> find_transition("draft", "submit").target
    'submitted'
    """
    from matcher.explain import name

    for transition in TRANSITIONS:
        if transition.action == action and transition.source == state:
            return transition
    able = [name("plan_state", each.source) for each in TRANSITIONS if each.action == action]
    now, verb = name("plan_state", state), name("plan_action", action)
    raise WorkflowError(
        Words(
            f"方案现为“{now.zh}”，不能“{verb.zh}”；只有“{'”“'.join(words.zh for words in able)}”的方案可以",
            f"the plan is {now.en}; only a plan that is {' or '.join(words.en for words in able)} can be {verb.en}",
        )
    )
