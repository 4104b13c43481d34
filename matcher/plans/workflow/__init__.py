"""From a draft to a published plan, and from a pair to an appointment: who, in which order, on what.

`states` holds the tables. Every function that changes something is one action with its entry in the
audit chain, asks for the version its actor saw, and checks by itself what the actor may do.
"""

from matcher.plans.store.matches import MatchKey
from matcher.plans.store.steps import Attested
from matcher.plans.workflow.changes import (
    AddPair,
    Change,
    PinPair,
    RemovePair,
    ReplacePerson,
    SwapPeople,
    describe_change,
    restore_change,
)
from matcher.plans.workflow.changing import change_plan
from matcher.plans.workflow.commenting import add_comment, list_comments
from matcher.plans.workflow.consenting import record_consent, record_consents
from matcher.plans.workflow.correcting import correct_consent, correct_step, take_back_step
from matcher.plans.workflow.costing import Breach, ChangeCost, weigh_changes
from matcher.plans.workflow.history import list_corrections, list_history, list_versions, show_plan, show_signatures
from matcher.plans.workflow.moving import approve, publish, return_plan, review, submit, take_action, withdraw
from matcher.plans.workflow.readiness import MatchProgress, count_steps, list_progress, ready_matches
from matcher.plans.workflow.states import (
    CONSENT_SIDES,
    DECLINE_REASONS,
    STEPS,
    TRANSITIONS,
    PlanState,
    Step,
    Transition,
    find_transition,
)
from matcher.plans.workflow.stepping import decline, find_next_step, record_step, record_steps
from matcher.plans.workflow.waiting import Waiting, list_waiting

__all__ = [
    "CONSENT_SIDES",
    "DECLINE_REASONS",
    "STEPS",
    "TRANSITIONS",
    "AddPair",
    "Attested",
    "Breach",
    "Change",
    "ChangeCost",
    "MatchKey",
    "MatchProgress",
    "PinPair",
    "PlanState",
    "RemovePair",
    "ReplacePerson",
    "Step",
    "SwapPeople",
    "Transition",
    "Waiting",
    "add_comment",
    "approve",
    "change_plan",
    "correct_consent",
    "correct_step",
    "count_steps",
    "decline",
    "describe_change",
    "find_next_step",
    "find_transition",
    "list_comments",
    "list_corrections",
    "list_history",
    "list_progress",
    "list_versions",
    "list_waiting",
    "publish",
    "ready_matches",
    "record_consent",
    "record_consents",
    "record_step",
    "record_steps",
    "restore_change",
    "return_plan",
    "review",
    "show_plan",
    "show_signatures",
    "submit",
    "take_action",
    "take_back_step",
    "weigh_changes",
    "withdraw",
]
