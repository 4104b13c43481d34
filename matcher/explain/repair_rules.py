"""What might help where a rule stands in the way: one step off a quota, a rule eased for one, or switched off."""

from collections.abc import Iterable, Iterator

from matcher.explain.evidence import Evidence
from matcher.explain.groups import Group
from matcher.explain.names import name
from matcher.explain.naming import name_candidate, name_post
from matcher.explain.repair_ideas import Idea, make_idea, say_parameter
from matcher.explain.sentences import tell
from matcher.policy.register import REGISTER

SHARE_STEP = 0.01
"""One step of a quota that is a share."""

KM_STEP = 5.0
"""One step of a radius, kilometres."""

_SWITCHES = {
    "team_skills": "team-skills",
    "site_days": "site-days",
    "workload": "workload",
    "bundle_radius": "bundle-radius",
}
_MOST_DAYS = 31
_MOST_KM = 5000.0


def ease_rules(
    evidence: Evidence, groups: Iterable[Group], posts: Iterable[int], people: Iterable[int]
) -> Iterator[Idea]:
    """Return ideas that ease some rules, named ones of policy only.

    Parameters
    ----------
    posts, people
        Those for whom a rule about single posts or people could be eased.
    """
    posts, people = list(posts), list(people)
    for group in groups:
        match group.rule:
            case "quota":
                yield from _ease_quota(evidence, group.name)
            case "pin":
                yield from _lift_pins(evidence)
            case "team_skills":
                yield from (_drop_team(evidence, p) for p in posts if evidence.pools.posts[p].team_skills)
            case "site_days":
                yield from _add_days(evidence, people, posts)
            case "workload" | "bundle_radius":
                yield from _raise_parameter(evidence, group.rule)
            case _:
                continue
        if group.rule in _SWITCHES and REGISTER[_SWITCHES[group.rule]].kind == "policy":
            rule = _SWITCHES[group.rule]
            edit = {"kind": "switch_rule", "rule": rule, "is_on": False}
            yield make_idea("switch", (rule,), edit, rule=name("gate", rule))


def _ease_quota(evidence: Evidence, called: str) -> Iterator[Idea]:
    quota = next(quota for quota in evidence.policy.quotas if quota.name == called)
    steps: dict[str, int | float] = {}
    if quota.least:
        steps["least"] = quota.least - 1
    if quota.most is not None:
        steps["most"] = quota.most + 1
    if quota.least_share:
        steps["least_share"] = max(0.0, round(quota.least_share - SHARE_STEP, 4))
    if quota.most_share is not None and quota.most_share < 1:
        steps["most_share"] = min(1.0, round(quota.most_share + SHARE_STEP, 4))
    for bound, value in steps.items():
        edit = {"kind": "change_quota", "name": called, "changes": {bound: value}}
        yield make_idea("quota", (called,), edit, quota=called, bound=tell("bound", bound), value=value)


def _lift_pins(evidence: Evidence) -> Iterator[Idea]:
    pools = evidence.pools
    for pin in evidence.policy.pins:
        edit = {"kind": "unpin", "candidate": pin.candidate, "enterprise": pin.enterprise}
        if pin.post is not None:
            edit["post"] = pin.post
        host = pools.enterprises[pools.enterprise_index[pin.enterprise]]
        person = name_candidate(evidence, pools.candidate_index[pin.candidate])
        yield make_idea("unpin", (pin.candidate, pin.post or pin.enterprise), edit, person=person, host=host.name)


def _drop_team(evidence: Evidence, p: int) -> Idea:
    post = evidence.pools.posts[p]
    edit = {"kind": "change_post", "post": post.id, "changes": {"team_skills": ()}}
    return make_idea("team-skills", (post.id,), edit, post=name_post(evidence, p))


def _add_days(evidence: Evidence, people: list[int], posts: list[int]) -> Iterator[Idea]:
    """Return one idea for each person: as many days more as the dearest of the posts asks."""
    most = max((evidence.pools.posts[p].site_days for p in posts), default=0)
    general = int(evidence.policy.parameter("site-days", "most"))
    for i in people:
        person = evidence.pools.candidates[i]
        has = general if person.site_days is None else person.site_days
        if has and most and has < _MOST_DAYS:
            days = min(_MOST_DAYS, has + most)
            edit = {"kind": "change_candidate", "candidate": person.id, "changes": {"site_days": days}}
            yield make_idea("site-days", (person.id,), edit, person=name_candidate(evidence, i), days=days)


def _raise_parameter(evidence: Evidence, rule: str) -> Iterator[Idea]:
    entry, parameter = (("workload", "most"), ("bundle-radius", "most_km"))[rule == "bundle_radius"]
    before = evidence.policy.parameter(entry, parameter)
    if rule == "workload":
        value: int | float = int(before) + max((post.workload for post in evidence.pools.posts), default=0)
    else:
        value = min(_MOST_KM, float(before) + KM_STEP)
    edit = {"kind": "set_parameter", "rule": entry, "parameter": parameter, "value": value}
    yield make_idea(
        "parameter", (entry,), edit, rule=name("gate", entry), what=say_parameter(entry, parameter), value=value
    )
