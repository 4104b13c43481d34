"""Draw the candidate pool: pools, ages, service status, skills, limits and consents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.pools.records import Candidate, Pool, RelativeTie, Role, ServiceStatus, SkillLevel
from matcher.pools.synthetic.careers import draw_career
from matcher.pools.synthetic.drawing import draw_words, pick_distinct, share_out
from matcher.pools.synthetic.geography import Area, place_in_areas, to_places
from matcher.pools.synthetic.offices import OFFICES
from matcher.pools.synthetic.person_names import draw_person_name
from matcher.pools.synthetic.trades import PARTY_SKILLS, TRADES

_KINDS: dict[tuple[Pool, ServiceStatus], float] = {
    ("retired", "retired"): 0.29,
    ("retired", "early_leave"): 0.08,
    ("retired", "reassigned"): 0.07,
    ("reserve", "on_duty"): 0.22,
    ("on_duty", "on_duty"): 0.22,
    ("full_time", "on_duty"): 0.12,
}
_CAPACITY: dict[Pool, dict[str, float]] = {
    "retired": {"1": 0.66, "2": 0.22, "3": 0.06, "": 0.06},
    "reserve": {"1": 0.8, "2": 0.2},
    "on_duty": {"1": 0.9, "2": 0.1},
    "full_time": {"2": 0.55, "3": 0.25, "": 0.2},
}
_ROLES: dict[tuple[Role, ...], float] = {
    (): 0.44,
    ("instructor",): 0.17,
    ("secretary", "instructor"): 0.17,
    ("secretary", "deputy_secretary"): 0.05,
    ("instructor", "liaison"): 0.11,
    ("secretary",): 0.06,
}
_LEVELS = {"1": 0.25, "2": 0.5, "3": 0.25}
_RELATIONS = ("配偶", "子女", "兄弟", "姐妹", "父母", "岳父", "儿媳")
_POSITIONS = ("法定代表人", "财务负责人", "总经理", "会计", "股东")
_NOTES = ("熟悉牧区工作", "曾获旗级优秀党务工作者", "可自行驾车", "希望就近安排", "有驻村工作经历")
_FULL_MEMBER, _CONSENTS, _HEALTHY, _APPROVED = 0.985, 0.965, 0.98, 0.94
_LEADER_SHARE, _RELATIVE_SHARE, _AVOID_SHARE, _NO_PLACE_SHARE = 0.03, 0.06, 0.02, 0.012


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Hold the people drawn, with their homes on the plane (km) and their areas by index."""

    records: tuple[Candidate, ...]
    xy_km: NDArray[np.float64]
    area: NDArray[np.int64]


def draw_people(rng: np.random.Generator, areas: tuple[Area, ...], total: int) -> People:
    """Draw `total` people; ties to hosts come later, from `add_ties`."""
    area, xy = place_in_areas(rng, areas, [a.home_share for a in areas], total)
    places = to_places(xy)
    kinds = list(_KINDS)
    kind = np.repeat(np.arange(len(kinds)), share_out(list(_KINDS.values()), total))
    rng.shuffle(kind)
    office = rng.choice(len(OFFICES), total, p=_shares())
    is_remote = np.array([areas[a].is_remote for a in area])
    skills = _draw_skills(rng, kind=[kinds[k][0] for k in kind], office=office, is_remote=is_remote)
    records = []
    width = max(3, len(str(total)))
    for i in range(total):
        pool, status = kinds[kind[i]]
        home = areas[area[i]]
        is_woman, is_mongol = rng.random() < 0.33, rng.random() < 0.36
        career = draw_career(rng, pool, status, OFFICES[office[i]], home, is_woman=is_woman)
        is_local = home.is_remote
        records.append(
            Candidate(
                id=f"{i + 1:0{width}d}",
                name=draw_person_name(rng, is_woman=is_woman, is_mongol=is_mongol, is_young=pool == "reserve"),
                pool=pool,
                status=status,
                status_date=career.status_date,
                birth=career.birth,
                grade=career.grade,
                grade_code=career.grade_code,
                unit=career.unit,
                unit_line=career.unit_line,
                former_areas=career.former_areas,
                former_lines=career.former_lines,
                overseen_lines=career.overseen_lines,
                skills=skills[i],
                industries=_draw_industries(rng, OFFICES[office[i]].industries),
                languages=_draw_languages(rng, is_mongol=is_mongol),
                party_years=_draw_party_years(rng, pool),
                full_member=bool(rng.random() < _FULL_MEMBER or is_local),
                unit_consent=bool(rng.random() < _CONSENTS or is_local),
                is_healthy=bool(rng.random() < _HEALTHY or is_local),
                approval=f"演组审〔2026〕{i + 1}号" if career.needs_approval and rng.random() < _APPROVED else "",
                area=home.name,
                place=None if rng.random() < _NO_PLACE_SHARE and not is_local else places[i],
                site_days=int(rng.integers(10, 13)) if rng.random() < 0.35 else None,
                capacity=1 if is_local else _draw_capacity(rng, pool),
                roles=() if is_local else _draw_roles(rng, pool),
                committee=home.committee if career.is_township else "旗直机关工委",
                phone=f"1991{i + 1:07d}",
                note=_NOTES[int(rng.integers(len(_NOTES)))] if rng.random() < 0.12 else "",
            )
        )
    return People(tuple(_name_leaders(rng, records)), xy, area)


def add_ties(rng: np.random.Generator, people: People, near_hosts: Sequence[Sequence[str]]) -> People:
    """Add relatives at near hosts, and people who avoid each other.

    Parameters
    ----------
    near_hosts
        Ids of hosts near each person, nearest first.
    """
    records = list(people.records)
    total = len(records)
    for i in rng.permutation(total)[: round(_RELATIVE_SHARE * total)]:
        if near_hosts[i]:
            tie = RelativeTie(
                enterprise=near_hosts[i][int(rng.integers(len(near_hosts[i])))],
                relation=_RELATIONS[int(rng.integers(len(_RELATIONS)))],
                position=_POSITIONS[int(rng.integers(len(_POSITIONS)))],
            )
            records[i] = records[i].model_copy(update={"relatives": (tie,)})
    order = rng.permutation(total)
    for n in range(round(_AVOID_SHARE * total)):
        if 2 * n + 1 < total:
            a, b = order[2 * n], order[2 * n + 1]
            records[a] = records[a].model_copy(update={"avoid": (records[b].id,)})
            records[b] = records[b].model_copy(update={"avoid": (records[a].id,)})
    return People(tuple(records), people.xy_km, people.area)


def _shares() -> NDArray[np.float64]:
    shares = np.array([office.share for office in OFFICES])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _draw_skills(
    rng: np.random.Generator, *, kind: Sequence[Pool], office: NDArray[np.int64], is_remote: NDArray[np.bool_]
) -> list[tuple[SkillLevel, ...]]:
    skills = sorted({*PARTY_SKILLS, *(s for o in OFFICES for s in o.skills), *(s for t in TRADES for s in t.needs)})
    column = {skill: k for k, skill in enumerate(skills)}
    weights = np.full((len(office), len(skills)), 0.06)
    for o, one in enumerate(OFFICES):
        rows = np.flatnonzero(office == o)
        for order, skill in enumerate(one.skills):
            weights[rows, column[skill]] += 3.0 / (1 + 0.4 * order)
    party = {"retired": 0.35, "reserve": 0.35, "on_duty": 0.25, "full_time": 2.5}
    for skill in PARTY_SKILLS:
        weights[:, column[skill]] += [party[pool] for pool in kind] + 6.0 * is_remote
    counts = np.where(is_remote, 5, rng.choice([2, 3, 4, 5], len(office), p=[0.48, 0.38, 0.1, 0.04]))
    return [
        tuple(
            SkillLevel(skill=skills[k], level=int(level))
            for k, level in zip(row, draw_words(rng, _LEVELS, len(row)), strict=True)
        )
        for row in pick_distinct(rng, weights, counts)
    ]


def _draw_industries(rng: np.random.Generator, known: tuple[str, ...]) -> tuple[str, ...]:
    picked = [line for line in known if rng.random() < 0.5]
    if rng.random() < 0.15:
        other = TRADES[int(rng.integers(len(TRADES)))].code
        picked += [other] if other not in picked else []
    return tuple(picked)


def _draw_languages(rng: np.random.Generator, *, is_mongol: bool) -> tuple[str, ...]:
    if is_mongol:
        return ("zh", "mn") if rng.random() < 0.85 else ("mn",)
    return ("zh", "mn") if rng.random() < 0.06 else ("zh",)


def _draw_party_years(rng: np.random.Generator, pool: Pool) -> int:
    least, most = {"retired": (6, 34), "reserve": (0, 7), "on_duty": (3, 20), "full_time": (2, 15)}[pool]
    return int(rng.integers(least, most + 1))


def _draw_capacity(rng: np.random.Generator, pool: Pool) -> int | None:
    word = draw_words(rng, _CAPACITY[pool], 1)[0]
    return int(word) if word else None


def _draw_roles(rng: np.random.Generator, pool: Pool) -> tuple[Role, ...]:
    if pool == "full_time":
        return () if rng.random() < 0.7 else ("secretary", "instructor")
    choices = list(_ROLES)
    return choices[int(rng.choice(len(choices), p=np.array(list(_ROLES.values()))))]


def _name_leaders(rng: np.random.Generator, records: list[Candidate]) -> list[Candidate]:
    """Make a few officials on duty leaders who must link exactly one host."""
    fit = [
        i
        for i, one in enumerate(records)
        if one.pool == "on_duty" and one.full_member and one.unit_consent and one.is_healthy
    ]
    for i in rng.permutation(fit)[: max(1, round(_LEADER_SHARE * len(records))) if fit else 0]:
        records[i] = records[i].model_copy(
            update={"capacity": 1, "least": 1, "roles": (), "note": "科级领导，联系一家企业"}
        )
    return records
