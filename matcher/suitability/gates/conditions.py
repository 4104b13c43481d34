"""Conditions of the person alone: membership, consent, health."""

from typing import Literal, TypeAlias

from matcher.policy.records import Policy
from matcher.suitability.case import NOT_STATED, Case, give_reason
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Judge, hit_people
from matcher.suitability.table import Reason
from matcher.words import Words

_Rule: TypeAlias = Literal["full-member", "unit-consent", "health"]
_FIELD: dict[_Rule, str] = {"full-member": "full_member", "unit-consent": "unit_consent", "health": "is_healthy"}
_IS_NOT: dict[_Rule, Words] = {
    "full-member": Words("人选不是中共正式党员。", "The person is not a full Party member."),
    "unit-consent": Words("派出单位不同意。", "The sending unit does not consent."),
    "health": Words("身体状况不能胜任。", "Health does not allow the work."),
}
_NOT_STATED: dict[_Rule, Words] = {
    "full-member": Words("是否中共正式党员未填写。", "Whether the person is a full Party member is not stated."),
    "unit-consent": Words("派出单位是否同意未填写。", "Whether the sending unit consents is not stated."),
    "health": Words("身体状况能否胜任未填写。", "Whether health allows the work is not stated."),
}


def mark_full_member(columns: Columns, _policy: Policy) -> Judge:
    """Mark people who are not, or not stated to be, full Party members."""
    return hit_people(~columns.candidates.is_member)


def explain_full_member(case: Case, policy: Policy) -> Reason | None:
    """Say that membership is missing or not stated."""
    return _explain("full-member", case.candidate.full_member, policy)


def mark_unit_consent(columns: Columns, _policy: Policy) -> Judge:
    """Mark people whose sending unit has not, or not stated to have, consented."""
    return hit_people(~columns.candidates.is_consented)


def explain_unit_consent(case: Case, policy: Policy) -> Reason | None:
    """Say that consent is refused or not stated."""
    return _explain("unit-consent", case.candidate.unit_consent, policy)


def mark_health(columns: Columns, _policy: Policy) -> Judge:
    """Mark people whose health does not, or is not stated to, allow the work."""
    return hit_people(~columns.candidates.is_healthy)


def explain_health(case: Case, policy: Policy) -> Reason | None:
    """Say that health does not allow the work or is not stated."""
    return _explain("health", case.candidate.is_healthy, policy)


def _explain(rule: _Rule, stated: bool | None, policy: Policy) -> Reason | None:  # noqa: FBT001 - it is the datum
    if stated:
        return None
    if stated is None:
        return give_reason(rule, policy, {_FIELD[rule]: NOT_STATED}, _NOT_STATED[rule])
    return give_reason(rule, policy, {_FIELD[rule]: "no"}, _IS_NOT[rule])
