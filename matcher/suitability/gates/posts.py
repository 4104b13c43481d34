"""Conditions of the post against the person: role, must-have skills, distance, shared needs."""

import numpy as np

from matcher.policy.records import Policy
from matcher.suitability.case import Case, give_reason, name_choice
from matcher.suitability.codes import Flags, pair_words
from matcher.suitability.columns import Columns
from matcher.suitability.pairs import Judge, Pairs, hit_codes, hit_nobody
from matcher.suitability.table import Reason
from matcher.words import Words

METRES_PER_KM = 1000.0


def mark_role_wanted(columns: Columns, _policy: Policy) -> Judge:
    """Mark posts whose role is not among those the person named."""
    return hit_codes(~columns.candidates.takes_role, columns.posts.role)


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


def mark_must_have(columns: Columns, _policy: Policy) -> Judge:
    """Mark people who lack a must-have skill or have it at too low a level."""
    people, posts = columns.candidates, columns.posts
    asks, words = posts.num_must_have > 0, pair_words(people.skills, posts.must_have)

    def judge(pairs: Pairs) -> Flags:
        if pairs.candidate.ndim > 1:
            return pairs.lacks(words)
        # Few posts ask for anything: only their pairs are worth judging.
        some = np.flatnonzero(pairs.of_post(asks))
        hits = np.zeros(pairs.shape, np.bool_)
        hits[some] = pairs.take(some).lacks(words)
        return hits

    return judge if asks.any() else hit_nobody()


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


def mark_distance_limit(_columns: Columns, policy: Policy) -> Judge:
    """Mark pairs farther apart than the limit; an unknown place passes."""
    limit = find_limit_m(policy)

    def judge(pairs: Pairs) -> Flags:
        hits: Flags = pairs.distance_m > limit
        return hits

    return judge


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


def mark_need_shared(columns: Columns, _policy: Policy) -> Judge:
    """Mark pairs that share no need, where the host has stated any."""
    people, posts = columns.candidates, columns.posts
    has_needs: Flags = posts.need_levels > 0
    # The first bits, "at least level 1" of every skill, tell; higher levels share nothing without them.
    num_words = -(-len(columns.skill_book) // 64)
    words = pair_words(people.skills[:num_words], posts.needs[:num_words])

    def judge(pairs: Pairs) -> Flags:
        hits = np.ones(pairs.shape, np.bool_)
        for mine, theirs in words:
            hits &= (pairs.of_candidate(mine) & pairs.of_post(theirs)) == 0
        return hits if has_needs.all() else hits & pairs.of_post(has_needs)

    return judge


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
