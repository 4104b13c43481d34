"""Rules about time in the post: consecutive terms, and age when the term ends."""

from matcher.policy.records import Policy
from matcher.suitability.calendar_days import age_on, last_day_of_term, subtract_years
from matcher.suitability.case import NOT_STATED, Case, give_reason
from matcher.suitability.columns import DAY_NOT_STATED, Columns, Relation
from matcher.suitability.pairs import Judge, hit_people, hit_recorded
from matcher.suitability.table import Reason
from matcher.words import Words


def mark_two_terms(columns: Columns, policy: Policy) -> Judge:
    """Mark people who have served the most terms in a row at the host, in whatever role."""
    terms = columns.terms
    is_over = terms.value >= int(policy.parameter("two-terms", "most"))
    return hit_recorded(Relation(terms.candidate[is_over], terms.post[is_over], terms.value[is_over]))


def explain_two_terms(case: Case, policy: Policy) -> Reason | None:
    """Say how many terms were served."""
    most = int(policy.parameter("two-terms", "most"))
    if case.terms < most:
        return None
    words = Words(
        f"已在该企业连续任职{case.terms}届，上限为{most}届。",
        f"{case.terms} terms in a row at this host; the most is {most}.",
    )
    return give_reason("two-terms", policy, {"terms": str(case.terms), "most": str(most)}, words)


def mark_age_limit(columns: Columns, policy: Policy) -> Judge:
    """Mark people over the limit on the last day of the term, and those whose birth is not stated."""
    end = last_day_of_term(policy.season_start, policy.term_years)
    too_old = subtract_years(end, int(policy.parameter("age-limit", "years")) + 1).toordinal()
    born = columns.candidates.birth_day
    # 0, "not stated", lies before every day: nobody passes an age limit without an age.
    return hit_people((born <= too_old) | (born == DAY_NOT_STATED))


def explain_age_limit(case: Case, policy: Policy) -> Reason | None:
    """Say the age at the end of the term."""
    most = int(policy.parameter("age-limit", "years"))
    end = last_day_of_term(policy.season_start, policy.term_years)
    data = {"term_end": end.isoformat(), "most": str(most)}
    if case.candidate.birth is None:
        words = Words(
            f"出生日期未填写，无法认定任期届满（{end.isoformat()}）时不超过{most}周岁。",
            f"The day of birth is not stated, so the age at the end of the term ({end.isoformat()}) cannot be held "
            f"against the limit of {most}.",
        )
        return give_reason("age-limit", policy, {**data, "age": NOT_STATED}, words)
    age = age_on(case.candidate.birth, end)
    if age <= most:
        return None
    words = Words(
        f"任期届满（{end.isoformat()}）时为{age}周岁，超过{most}周岁。",
        f"Aged {age} at the end of the term ({end.isoformat()}); the limit is {most}.",
    )
    return give_reason("age-limit", policy, {**data, "age": str(age)}, words)
