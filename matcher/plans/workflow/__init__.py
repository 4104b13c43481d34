"""From a draft to a published plan, and from a pair to an appointment: who, in which order, on what."""

from matcher.plans.workflow.states import STEPS, TRANSITIONS, PlanState, Step, Transition, find_transition

__all__ = ["STEPS", "TRANSITIONS", "PlanState", "Step", "Transition", "find_transition"]
