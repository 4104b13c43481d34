"""Rules about conflicts of interest: relatives at the host, and duties over it."""

from matcher.policy.records import Policy
from matcher.suitability.case import Case, give_reason
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Judge, hit_codes, hit_recorded
from matcher.suitability.table import Reason
from matcher.words import Words


def mark_relatives(columns: Columns, _policy: Policy) -> Judge:
    """Mark people with a relative who owns, leads or keeps the books of the host."""
    return hit_recorded(columns.relatives)


def explain_relatives(case: Case, policy: Policy) -> Reason | None:
    """Say which relation and which position."""
    ties = [tie for tie in case.candidate.relatives if tie.enterprise == case.host.id]
    if not ties:
        return None
    zh = "；".join(f"{tie.relation}（{tie.position}）" if tie.position else tie.relation for tie in ties)
    en = "; ".join(f"{tie.relation} ({tie.position})" if tie.position else tie.relation for tie in ties)
    data = {
        "relation": ", ".join(tie.relation for tie in ties),
        "position": ", ".join(tie.position for tie in ties if tie.position),
    }
    words = Words(
        f"有亲属在该企业任职，应当回避：{zh}。",
        f"A relative owns, leads or keeps the books of this host: {en}.",
    )
    return give_reason("relatives", policy, data, words)


def mark_duty_recusal(columns: Columns, _policy: Policy) -> Judge:
    """Mark people whose own office licenses, inspects or funds the host's line."""
    return hit_codes(columns.candidates.overseen_lines, columns.posts.line)


def explain_duty_recusal(case: Case, policy: Policy) -> Reason | None:
    """Say which line the own office oversees."""
    line = case.host.line
    if not line or line not in case.candidate.overseen_lines:
        return None
    name = case.name("lines", line)
    words = Words(
        f"人选所在单位监管企业所属行业“{name.zh}”，请注意公务回避。",
        f"The person's own office oversees the host's line of business, “{name.en}”.",
    )
    return give_reason("duty-recusal", policy, {"line": line}, words)
