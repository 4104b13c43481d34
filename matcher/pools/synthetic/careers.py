"""Draw one person's path: birth, office, grade, and what follows from leaving the post."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from matcher.pools.records import Pool, ServiceStatus
from matcher.pools.synthetic.geography import Area
from matcher.pools.synthetic.offices import Office

TODAY = date(2026, 11, 1)
_GRADES: dict[Pool, tuple[tuple[str, str], ...]] = {
    "retired": (
        ("正科级", "section_head"),
        ("副科级", "deputy_section_head"),
        ("正科", "section_head"),
        ("一级主任科员", "principal_1"),
        ("三级主任科员", "principal_3"),
        ("四级调研员", "researcher_4"),
    ),
    "on_duty": (
        ("正科级", "section_head"),
        ("副科级", "deputy_section_head"),
        ("副科", "deputy_section_head"),
        ("二级主任科员", "principal_2"),
    ),
    "reserve": (("股级", "unit_head"), ("一级科员", "clerk_1"), ("科员", "clerk"), ("副股级", "deputy_unit_head")),
    "full_time": (("职员", "staff_member"), ("事业人员", "staff_member"), ("初级职称", "junior_professional")),
}
_BORN: dict[Pool, tuple[date, date]] = {
    "retired": (date(1960, 1, 1), date(1966, 6, 30)),
    "on_duty": (date(1971, 1, 1), date(1988, 12, 31)),
    "reserve": (date(1989, 1, 1), date(1998, 12, 31)),
    "full_time": (date(1978, 1, 1), date(1998, 12, 31)),
}
_BORN_OFF_POST = (date(1966, 7, 1), date(1972, 12, 31))
_BORN_OLD = (date(1956, 3, 1), date(1957, 10, 31))
_OLD_SHARE, _MONTH_ONLY_SHARE, _AREA_SHARE = 0.05, 0.5, 0.35


@dataclass(frozen=True, slots=True)
class Career:
    """Hold what a person's path decides; fields as in `Candidate`."""

    birth: date
    status_date: date | None
    grade: str
    grade_code: str
    unit: str
    unit_line: str
    former_areas: tuple[str, ...]
    former_lines: tuple[str, ...]
    overseen_lines: tuple[str, ...]
    needs_approval: bool
    is_township: bool


def draw_career(
    rng: np.random.Generator, pool: Pool, status: ServiceStatus, office: Office, home: Area, *, is_woman: bool
) -> Career:
    """Draw one path; dates lie before the season that starts on 1 December 2026."""
    is_old = status == "retired" and not home.is_remote and rng.random() < _OLD_SHARE
    if is_old:
        born = _BORN_OLD
    elif status in {"early_leave", "reassigned"}:
        born = _BORN_OFF_POST
    else:
        born = _BORN[pool]
    birth = _draw_day(rng, *born)
    if rng.random() < _MONTH_ONLY_SHARE:
        birth = birth.replace(day=1)
    status_date = _draw_status_date(rng, status, birth, is_woman=is_woman)
    has_left = status != "on_duty"
    unit = f"{home.name}{office.name}" if office.is_township else f"{home.banner}{office.name}"
    if pool == "full_time":
        unit = f"{home.banner}党群服务中心"
    grade, grade_code = _GRADES[pool][int(rng.integers(len(_GRADES[pool])))]
    serves_area = office.is_township or rng.random() < _AREA_SHARE
    return Career(
        birth=birth,
        status_date=status_date,
        grade=grade,
        grade_code=grade_code,
        unit=unit,
        unit_line="party_affairs" if pool == "full_time" else office.line,
        former_areas=(home.name,) if has_left and serves_area and not home.is_remote else (),
        former_lines=office.oversees if has_left and not home.is_remote else (),
        overseen_lines=office.oversees if pool == "on_duty" else (),
        needs_approval=status == "retired",
        is_township=office.is_township,
    )


def _draw_status_date(rng: np.random.Generator, status: ServiceStatus, birth: date, *, is_woman: bool) -> date | None:
    if status == "on_duty":
        return None
    if status == "retired":
        age = 55 if is_woman and rng.random() < 0.6 else 60
        # Retirement takes effect in the month after the birthday; nobody's lies in the future.
        month = birth.month % 12 + 1
        year = birth.year + age + (month == 1)
        return min(date(year, month, 1), TODAY.replace(day=1))
    return _draw_day(rng, date(2022, 1, 1), date(2026, 9, 30)).replace(day=1)


def _draw_day(rng: np.random.Generator, first: date, last: date) -> date:
    return first + timedelta(days=int(rng.integers((last - first).days + 1)))
