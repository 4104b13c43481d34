"""Draw the enterprise pool: who the hosts are, what they need, how far their Party building is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from matcher.pools.records import Enterprise, Organization, Scale, SkillLevel, Stage
from matcher.pools.synthetic.check_digits import make_credit_code
from matcher.pools.synthetic.drawing import draw_words, pick_distinct, share_out
from matcher.pools.synthetic.geography import Area, place_in_areas, to_places
from matcher.pools.synthetic.person_names import draw_person_name
from matcher.pools.synthetic.trades import HEAD_ALLIANCE, PARTY_SKILLS, TRADES, Trade, name_host

_BLIND_SHARE, _NONE_SHARE, _CARRIED_SHARE = 0.21, 0.29, 0.034
_STAGES: dict[str, float] = {"has": 0.5, "standard": 0.32, "weak": 0.18}
_STAGE_SKILLS: dict[Stage, tuple[str, ...]] = {
    "none": ("organization_setup", "mass_organizations"),
    "has": ("standardization", "member_education", "mass_organizations"),
    "standard": ("publicity_writing", "member_education", "culture"),
    "weak": ("organization_life", "standardization"),
}
_STARS: dict[Stage, tuple[int, int]] = {"none": (0, 0), "has": (1, 3), "standard": (3, 5), "weak": (0, 1)}
_PRIORITY: dict[Stage, int] = {"none": 4, "has": 3, "standard": 2, "weak": 4}
_LEVELS = {"1": 0.38, "2": 0.44, "3": 0.18}
_COMMITTEES = {"transport": "交通运输行业党委", "trade_association": "社会组织综合党委", "health": "卫生健康行业党委"}


@dataclass(frozen=True, slots=True, eq=False)
class Hosts:
    """Hold the hosts drawn, with their places on the plane (km) and their areas by index."""

    records: tuple[Enterprise, ...]
    xy_km: NDArray[np.float64]
    area: NDArray[np.int64]


def draw_hosts(rng: np.random.Generator, areas: tuple[Area, ...], total: int) -> Hosts:
    """Draw `total` hosts over the areas."""
    area, xy = place_in_areas(rng, areas, [a.host_share for a in areas], total)
    trade = _assign_trades(rng, areas, area)
    stage = _draw_stages(rng, total)
    is_blind = np.flatnonzero(stage == "none")[: round(_BLIND_SHARE * total)]
    members = np.where(stage == "none", rng.integers(1, 3, total), rng.integers(3, 30, total))
    members[is_blind] = 0
    carried_by = _attach(rng, xy, area, stage)
    names = _name_hosts(rng, areas, area, trade)
    needs = _draw_needs(rng, trade, stage)
    staff = np.maximum(4, (rng.lognormal(3.9, 0.9, total) * [TRADES[t].size for t in trade]).astype(int))
    places = to_places(xy)
    width = max(3, len(str(total)))
    ids = [f"Q{e + 1:0{width}d}" for e in range(total)]
    carriers = {carrier for carrier in carried_by if carrier >= 0}
    records = []
    for e in range(total):
        its, home = TRADES[trade[e]], areas[area[e]]
        its_stage: Stage = stage[e]
        scale = _tell_scale(int(staff[e]))
        is_carried = carried_by[e] >= 0
        low, high = _STARS[its_stage]
        records.append(
            Enterprise(
                id=ids[e],
                name=names[e],
                kind="foreign_enterprise" if its.size > 1 and rng.random() < 0.03 else its.kind,
                credit_code=make_credit_code(e + 1, its.kind),
                line=its.code,
                scale=scale,
                staff=None if rng.random() < 0.02 else int(staff[e]),
                party_members=1 + int(rng.integers(2)) if is_carried else int(members[e]),
                organization=_tell_organization(its_stage, is_carried=is_carried, carries=e in carriers, draw=e),
                stage=its_stage,
                star=int(rng.integers(low, high + 1)),
                priority=min(5, _PRIORITY[its_stage] + (scale == "large") + (members[e] == 0 and rng.random() < 0.5)),
                committee=home.committee if home.is_park else _COMMITTEES.get(its.code, home.committee),
                group=_draw_group(rng, its, scale),
                area=home.name,
                place=None if rng.random() < 0.01 else places[e],
                needs=needs[e],
                languages=_draw_languages(rng, its, home),
                branch=ids[carried_by[e]] if is_carried else None,
                contact=draw_person_name(
                    rng, is_woman=rng.random() < 0.3, is_mongol=rng.random() < 0.3, is_young=rng.random() < 0.4
                ),
                phone=f"1990{e + 1:07d}",
            )
        )
    return Hosts(tuple(records), xy, area)


def _assign_trades(rng: np.random.Generator, areas: tuple[Area, ...], area: NDArray[np.int64]) -> NDArray[np.int64]:
    total = len(area)
    trade = np.repeat(np.arange(len(TRADES)), share_out([t.share for t in TRADES], total))
    rng.shuffle(trade)
    # Mines and their like fill the parks first: swap cooperatives out of them.
    is_rural = np.array([TRADES[t].kind == "cooperative" for t in trade])
    in_park = np.array([areas[a].is_park for a in area])
    misplaced = np.flatnonzero(in_park & is_rural)
    free = np.flatnonzero(~in_park & ~is_rural)
    swap = rng.choice(free, min(len(misplaced), len(free)), replace=False)
    trade[misplaced[: len(swap)]], trade[swap] = trade[swap], trade[misplaced[: len(swap)]]
    return trade


def _draw_stages(rng: np.random.Generator, total: int) -> NDArray[np.object_]:
    stage = np.array(draw_words(rng, _STAGES, total), dtype=object)
    stage[rng.permutation(total)[: round(_NONE_SHARE * total)]] = "none"
    return stage


def _attach(
    rng: np.random.Generator, xy: NDArray[np.float64], area: NDArray[np.int64], stage: NDArray[np.object_]
) -> NDArray[np.int64]:
    """Attach a few hosts to a near host of the same area that has a branch; -1 stands alone."""
    carried_by = np.full(len(area), -1)
    carriers = np.flatnonzero(stage == "standard")
    others = np.flatnonzero((stage == "has") | (stage == "weak"))
    wanted = round(_CARRIED_SHARE * len(area))
    if not len(carriers):
        return carried_by
    near = np.asarray(KDTree(xy[carriers]).query(xy[others])[1], dtype=np.int64)
    nearest = carriers[near]
    for n in rng.permutation(len(others)):
        if wanted > 0 and area[nearest[n]] == area[others[n]]:
            carried_by[others[n]] = nearest[n]
            wanted -= 1
    return carried_by


def _name_hosts(
    rng: np.random.Generator, areas: tuple[Area, ...], area: NDArray[np.int64], trade: NDArray[np.int64]
) -> list[str]:
    draws = rng.integers(0, 1_000, size=(len(area), 8, 4))
    taken: set[str] = set()
    names = []
    for e in range(len(area)):
        banner = areas[area[e]].banner
        tries = [name_host(banner, TRADES[trade[e]], tuple(draw)) for draw in draws[e].tolist()]
        name = next((one for one in tries if one not in taken), f"{areas[area[e]].name}{e + 1}号{tries[0]}")
        taken.add(name)
        names.append(name)
    return names


def _draw_needs(
    rng: np.random.Generator, trade: NDArray[np.int64], stage: NDArray[np.object_]
) -> list[tuple[SkillLevel, ...]]:
    skills = sorted({*PARTY_SKILLS, *(need for one in TRADES for need in one.needs), "culture"})
    column = {skill: k for k, skill in enumerate(skills)}
    weights = np.full((len(trade), len(skills)), 0.02)
    for t, one in enumerate(TRADES):
        rows = np.flatnonzero(trade == t)
        for order, need in enumerate(one.needs):
            weights[rows, column[need]] += 3.0 / (1 + 0.5 * order)
    for its_stage, wanted in _STAGE_SKILLS.items():
        rows = np.flatnonzero(stage == its_stage)
        for order, need in enumerate(wanted):
            weights[rows, column[need]] += 2.2 / (1 + order)
    counts = rng.choice([2, 3, 4, 5], len(trade), p=[0.3, 0.4, 0.2, 0.1])
    return [
        tuple(
            SkillLevel(skill=skills[k], level=int(level))
            for k, level in zip(row, draw_words(rng, _LEVELS, len(row)), strict=True)
        )
        for row in pick_distinct(rng, weights, counts)
    ]


def _tell_scale(staff: int) -> Scale:
    if staff < 12:
        return "micro"
    if staff < 120:
        return "small"
    return "medium" if staff < 400 else "large"


def _tell_organization(stage: Stage, *, is_carried: bool, carries: bool, draw: int) -> Organization:
    if is_carried:
        return "attached" if draw % 2 else "joint"
    if carries:
        return "joint"
    return "none" if stage == "none" else "independent"


def _draw_group(rng: np.random.Generator, trade: Trade, scale: Scale) -> str:
    draw = rng.random()
    if scale == "large" and draw < 0.4:
        return HEAD_ALLIANCE
    return trade.alliance if draw < 0.75 else ""


def _draw_languages(rng: np.random.Generator, trade: Trade, area: Area) -> tuple[str, ...]:
    draw = rng.random()
    if trade.code in {"livestock", "grain", "dairy", "tourism"} and area.name.endswith("苏木") and draw < 0.7:
        return ("mn",) if draw < 0.25 else ("zh", "mn")
    return ("zh",) if draw < 0.7 else ()
