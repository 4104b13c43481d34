"""The criteria of one pair measured again from its records, with the facts behind each value.

The pair table measures all pairs on arrays; here one pair is measured in plain words, so that what a
person reads is what the records say. A test holds the two together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.sentences import tell
from matcher.policy.records import Criterion
from matcher.pools.records import Opinion, SkillLevel
from matcher.suitability.case import Case
from matcher.suitability.codes import TOP_LEVEL
from matcher.suitability.columns import SHARE_OF_VIEW
from matcher.suitability.criteria.background import FULL_PARTY_YEARS, NO_VIEW
from matcher.suitability.criteria.nearness import METRES_PER_KM
from matcher.suitability.criteria.skills import NOT_KNOWN, load_stage_skills
from matcher.suitability.score import TOP_POINTS
from matcher.words import Words

_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold one criterion of one pair.

    Parameters
    ----------
    value
        In [0, 1].
    weight
        The planner's.
    points
        What it adds to the suitability of the pair; the points of all criteria add up to it.
    most
        What it would add at value 1.
    data
        Facts of the records that made the value, by name.
    words
        The same as a sentence.
    """

    criterion: Criterion
    value: float
    weight: int
    points: int
    most: float
    data: Mapping[str, str]
    words: Words


@dataclass(frozen=True, slots=True)
class _Said:
    value: float
    words: Words
    data: Mapping[str, str]


def _say(criterion: Criterion, variant: str, value: float, **facts: str | int | Words) -> _Said:
    key = f"{criterion}.{variant}" if variant else criterion
    data = {fact: one.zh if isinstance(one, Words) else str(one) for fact, one in facts.items()}
    return _Said(value, tell("term", key, **facts), data)


def measure_pair(evidence: Evidence, i: int, p: int, points: int | None = None) -> tuple[Measure, ...]:
    """Measure candidate `i` at post `p` by every criterion, in the order of the pair table.

    Parameters
    ----------
    points
        Suitability of the pair, to which the points of the criteria are rounded to add up (largest
        remainder); None: what the records come to.
    """
    policy, pools = evidence.policy, evidence.pools
    case = evidence.explainer.find_case(i, p)
    views = [said for said in pools.opinions if said.candidate == case.candidate.id and said.enterprise == case.host.id]
    told = [measure(case, views, policy.near_km) for measure in MEASURES.values()]
    weights = [policy.weight(criterion) for criterion in MEASURES]
    total = sum(weights)
    exact = [TOP_POINTS * w * one.value / total if total else 0.0 for w, one in zip(weights, told, strict=True)]
    shares = share_points(exact, round(sum(exact)) if points is None else points)
    return tuple(
        Measure(criterion, one.value, weight, points, TOP_POINTS * weight / max(1, total), one.data, one.words)
        for criterion, one, weight, points in zip(MEASURES, told, weights, shares, strict=True)
    )


def share_points(exact: Sequence[float], total: int) -> tuple[int, ...]:
    """Round numbers so that they add up to `total`: down, and then up those with the largest remainders.

    Examples
    --------
    >>> share_points([33.5, 33.4, 33.1], 100)
    (34, 33, 33)
    """
    # A product a hair below a whole number is that number.
    shares = [int(number + _HAIR) for number in exact]
    order = sorted(range(len(exact)), key=lambda at: (shares[at] - exact[at], at))
    for at in order[: max(0, total - sum(shares))]:
        shares[at] += 1
    return tuple(shares)


def _best_levels(skills: Sequence[SkillLevel]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for one in skills:
        levels[one.skill] = max(levels.get(one.skill, 0), one.level)
    return levels


def _list_levels(case: Case, asked: Mapping[str, int], have: Mapping[str, int]) -> Words:
    told = [
        tell("term", "level", skill=case.name("skills", skill), have=have.get(skill, 0), asked=level)
        for skill, level in asked.items()
    ]
    return Words("、".join(one.zh for one in told), ", ".join(one.en for one in told))


def _needs(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    have, needed = _best_levels(case.candidate.skills), _best_levels(case.host.needs)
    if not needed:
        return _say("needs", "none", NOT_KNOWN)
    met, total = sum(min(have.get(skill, 0), level) for skill, level in needed.items()), sum(needed.values())
    return _say("needs", "", met / total, met=met, needed=total, skills=_list_levels(case, needed, have))


def _must_have(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    have, asked = _best_levels(case.candidate.skills), _best_levels(case.post.must_have)
    if not asked:
        return _say("must_have", "none", 1.0)
    reserve = {skill: min(TOP_LEVEL, level + 1) for skill, level in asked.items()}
    met = sum(min(1.0, have.get(skill, 0) / level) for skill, level in reserve.items())
    return _say("must_have", "", met / len(asked), skills=_list_levels(case, reserve, have))


def _industry(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    line = case.host.line
    if not line:
        return _say("industry", "none", 0.0)
    has_it = line in case.candidate.industries
    return _say("industry", "yes" if has_it else "no", float(has_it), line=case.name("lines", line))


def _work_relation(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    line = case.host.line
    if not line:
        return _say("work_relation", "none", 0.0)
    has_it = line == case.candidate.unit_line
    return _say("work_relation", "yes" if has_it else "no", float(has_it), line=case.name("lines", line))


def _locality(case: Case, _views: Sequence[Opinion], near_km: float) -> _Said:
    if case.host.area and case.candidate.area == case.host.area:
        return _say("locality", "same", 1.0, area=case.host.area)
    near = f"{near_km:g}"
    if case.distance_m is None:
        return _say("locality", "unknown", 0.5, near_km=near)
    near_m = near_km * METRES_PER_KM
    distance = f"{case.distance_m / METRES_PER_KM:.1f}"
    return _say("locality", "", near_m / (near_m + case.distance_m), distance_km=distance, near_km=near)


def _language(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    asked = tuple(dict.fromkeys(case.host.languages))
    if not asked:
        return _say("language", "none", 1.0)
    spoken = [one for one in asked if one in case.candidate.languages]
    wanted = case.name_all("languages", asked)
    if not spoken:
        return _say("language", "no", 0.0, asked=wanted)
    return _say("language", "", len(spoken) / len(asked), asked=wanted, spoken=case.name_all("languages", spoken))


def _party_work(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    years = case.candidate.party_years
    return _say("party_work", "", min(1.0, years / FULL_PARTY_YEARS), years=years, full=FULL_PARTY_YEARS)


def _stage(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    have = _best_levels(case.candidate.skills)
    wanted = load_stage_skills()[case.host.stage]
    held = {skill: have[skill] for skill in wanted if skill in have}
    stage = name("stage", case.host.stage)
    if not held:
        return _say("stage", "no", 0.0, stage=stage, skills=case.name_all("skills", wanted))
    told = _list_levels(case, dict.fromkeys(held, TOP_LEVEL), held)
    return _say("stage", "", min(1.0, sum(held.values()) / TOP_LEVEL), stage=stage, skills=told)


def _opinions(_case: Case, views: Sequence[Opinion], _near_km: float) -> _Said:
    if not views:
        return _say("opinions", "none", NO_VIEW)
    value = sum(SHARE_OF_VIEW[said.view] for said in views) / len(views)
    told = [tell("term", "view", source=said.source, view=name("view", said.view)) for said in views]
    return _say(
        "opinions", "", value, views=Words("；".join(one.zh for one in told), "; ".join(one.en for one in told))
    )


def _continuity(case: Case, _views: Sequence[Opinion], _near_km: float) -> _Said:
    if not case.terms:
        return _say("continuity", "no", 0.0)
    return _say("continuity", "yes", 1.0, terms=case.terms)


_Measurer: TypeAlias = Callable[[Case, Sequence[Opinion], float], _Said]

MEASURES: Mapping[Criterion, _Measurer] = MappingProxyType(
    {
        "needs": _needs,
        "must_have": _must_have,
        "industry": _industry,
        "work_relation": _work_relation,
        "locality": _locality,
        "language": _language,
        "party_work": _party_work,
        "stage": _stage,
        "opinions": _opinions,
        "continuity": _continuity,
    }
)
"""One measure for each criterion, from records, in the order of the pair table."""
