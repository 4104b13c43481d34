"""Eligibility rules: one gate for each rule of the register that bars, flags or asks for approval.

A gate has two faces that must agree: `mark` judges blocks of pairs on arrays, `explain` judges one
pair from its records and says why.
"""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.suitability.gates import conditions, posts, recusal, service, term
from matcher.suitability.gates.gate import Gate

BARS: Mapping[str, Gate] = MappingProxyType(
    {
        "full-member": Gate(conditions.mark_full_member, conditions.explain_full_member),
        "unit-consent": Gate(conditions.mark_unit_consent, conditions.explain_unit_consent),
        "health": Gate(conditions.mark_health, conditions.explain_health),
        "age-limit": Gate(term.mark_age_limit, term.explain_age_limit),
        "serving-official": Gate(service.mark_serving_official, service.explain_serving_official),
        "cooling-off": Gate(service.mark_cooling_off, service.explain_cooling_off),
        "two-terms": Gate(term.mark_two_terms, term.explain_two_terms),
        "relatives": Gate(recusal.mark_relatives, recusal.explain_relatives),
        "role-wanted": Gate(posts.mark_role_wanted, posts.explain_role_wanted),
        "must-have": Gate(posts.mark_must_have, posts.explain_must_have),
        "need-shared": Gate(posts.mark_need_shared, posts.explain_need_shared),
        "distance-limit": Gate(posts.mark_distance_limit, posts.explain_distance_limit),
    }
)
"""Rules that forbid a pair."""

FLAGS: Mapping[str, Gate] = MappingProxyType(
    {
        "approval-needed": Gate(service.mark_approval_needed, service.explain_approval_needed),
        "duty-recusal": Gate(recusal.mark_duty_recusal, recusal.explain_duty_recusal),
    }
)
"""Rules that allow a pair and warn."""

__all__ = ["BARS", "FLAGS", "Gate"]
