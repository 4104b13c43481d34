"""Conditions of the post against the person: role, must-have skills, distance, shared needs."""

from matcher.policy.records import Policy
from matcher.suitability.case import Case, give_reason, name_choice
from matcher.suitability.codes import Flags
from matcher.suitability.pairs import Pairs
from matcher.suitability.table import Reason
from matcher.words import Words

METRES_PER_KM = 1000.0


def mark_role_wanted(pairs: Pairs, _policy: Policy) -> Flags:
    """Mark posts whose role is not among those the person named."""
    return ~pairs.has_member(pairs.columns.candidates.takes_role, pairs.columns.posts.role)


def explain_role_wanted(case: Case, policy: Policy) -> Reason | None:
    """Say which roles the person would take."""
    roles = case.candidate.roles
    if not roles or case.post.role in roles:
        return None
    role, named = name_choice("role", case.post.role), [name_choice("role", one) for one in roles]
    words = Words(
        f"岗位角色为“{role.zh}”，人选只愿任：{'、'.join(one.zh for one in named)}。",
        f"The post is for a {role.en}; the person would only serve as: {', '.join(one.en for one in named)}.",
    )
    return give_reason("role-wanted", policy, {"role": case.post.role, "roles": ", ".join(roles)}, words)


def mark_must_have(pairs: Pairs, _policy: Policy) -> Flags:
    """Mark people who lack a must-have skill or have it at too low a level."""
    return pairs.lacks(pairs.columns.candidates.skills, pairs.columns.posts.must_have)


def explain_must_have(case: Case, policy: Policy) -> Reason | None:
    """Say which skills are missing, with the level asked and the level there is."""
    have: dict[str, int] = {}
    for skill in case.candidate.skills:
        have[skill.skill] = max(have.get(skill.skill, 0), skill.level)
    asked: dict[str, int] = {}
    for skill in case.post.must_have:
        asked[skill.skill] = max(asked.get(skill.skill, 0), skill.level)
    lacking = {skill: level for skill, level in asked.items() if have.get(skill, 0) < level}
    if not lacking:
        return None
    names = {skill: case.name("skills", skill) for skill in lacking}
    words = Words(
        "必备专长不足："
        + "；".join(f"{names[one].zh}要求{lacking[one]}级，现为{have.get(one, 0)}级" for one in lacking)
        + "。",
        "Must-have skills are short: "
        + "; ".join(f"{names[one].en} at level {lacking[one]}, has {have.get(one, 0)}" for one in lacking)
        + ".",
    )
    return give_reason(
        "must-have", policy, {skill: f"{have.get(skill, 0)} < {level}" for skill, level in lacking.items()}, words
    )


def mark_distance_limit(pairs: Pairs, policy: Policy) -> Flags:
    """Mark pairs farther apart than the limit; an unknown place passes."""
    return pairs.distance_m > find_limit_m(policy)


def explain_distance_limit(case: Case, policy: Policy) -> Reason | None:
    """Say the distance and the limit."""
    limit = find_limit_m(policy)
    if case.distance_m is None or not case.distance_m > limit:
        return None
    distance, most = f"{case.distance_m / METRES_PER_KM:.1f}", f"{limit / METRES_PER_KM:g}"
    words = Words(
        f"直线距离{distance}公里，超过上限{most}公里。",
        f"{distance} km apart in a straight line; the limit is {most} km.",
    )
    return give_reason("distance-limit", policy, {"distance_km": distance, "most_km": most}, words)


def find_limit_m(policy: Policy) -> float:
    """Return the distance limit in metres."""
    return float(policy.parameter("distance-limit", "most_km")) * METRES_PER_KM


def mark_need_shared(pairs: Pairs, _policy: Policy) -> Flags:
    """Mark pairs that share no need, where the host has stated any."""
    people, posts = pairs.columns.candidates, pairs.columns.posts
    shares_none: Flags = pairs.count_shared(people.skills, posts.needs) == 0
    has_needs: Flags = posts.need_levels > 0
    return shares_none & pairs.of_post(has_needs)


def explain_need_shared(case: Case, policy: Policy) -> Reason | None:
    """Say what the host needs and that none of it is there."""
    needs = [need.skill for need in case.host.needs]
    if not needs or {skill.skill for skill in case.candidate.skills} & set(needs):
        return None
    names = case.name_all("skills", needs)
    words = Words(
        f"人选的专长与企业的需求没有一项对口，企业需求：{names.zh}。",
        f"None of the host's needs is among the person's skills: {names.en}.",
    )
    return give_reason("need-shared", policy, {"needs": ", ".join(needs)}, words)
