"""The candidate pool as typed: grouped headers, ditto marks, one hidden row."""

from collections import Counter
from datetime import date

import numpy as np

from matcher.pools.records import Candidate, Place
from matcher.pools.synthetic.check_digits import make_id_number
from matcher.pools.synthetic.messy_cells import (
    Cell,
    join_items,
    mark_dittos,
    type_date,
    type_number,
    type_person_name,
)
from matcher.pools.synthetic.messy_sheet import Column, Sheet
from matcher.pools.synthetic.messy_words import type_choice, type_flag, type_levels, type_term, type_terms

_POST = "任职情况"
_SKILL = "专长与经历"
_CONDITION = "人选条件"
_HOME = "住地"
_WISH = "派驻安排"


def lay_out_people(rng: np.random.Generator, people: tuple[Candidate, ...]) -> Sheet:
    """Lay out the candidate pool as one sheet."""
    columns = (
        Column("序号", [n + 1 for n in range(len(people))], width=6),
        Column("人员编号", [one.id for one in people], width=10),
        Column("姓名", [type_person_name(one.name) for one in people], width=16),
        Column("人员类别", [type_choice(rng, "pool", one.pool) for one in people], width=14),
        Column("出生年月", [_type_day(rng, one.birth) for one in people]),
        Column("身份证号码", _type_id_numbers(people), width=21),
        Column("职级", [one.grade for one in people], _POST),
        Column("工作单位", mark_dittos(rng, [one.unit for one in people]), _POST, 28),
        Column("业务领域", [type_term(rng, "lines", one.unit_line) if one.unit_line else "" for one in people], _POST),
        Column("任职状态", [type_choice(rng, "status", one.status) for one in people], _POST),
        Column("退休（离岗）时间", [_type_day(rng, one.status_date) for one in people], _POST),
        Column("原任职地区", ["、".join(one.former_areas) for one in people], _POST, 16),
        Column("原分管业务", [type_terms(rng, "lines", one.former_lines) for one in people], _POST, 18),
        Column("监管行业", [type_terms(rng, "lines", one.overseen_lines) for one in people], _POST, 18),
        Column("专长", [type_levels(rng, one.skills) for one in people], _SKILL, 34),
        Column("行业经历", [type_terms(rng, "lines", one.industries) for one in people], _SKILL, 20),
        Column("语言", [type_terms(rng, "languages", one.languages) for one in people], _SKILL),
        Column("党务工作年限", [type_number(rng, one.party_years) for one in people], _SKILL, 8),
        Column(
            "政治面貌",
            [type_flag(rng, value=one.full_member, yes=("中共党员", "正式党员"), no=("预备党员",)) for one in people],
            _CONDITION,
        ),
        Column(
            "单位意见",
            [type_flag(rng, value=one.unit_consent, yes=("同意", "同意", "是"), no=("不同意",)) for one in people],
            _CONDITION,
        ),
        Column(
            "健康状况",
            [type_flag(rng, value=one.is_healthy, yes=("健康", "良好", "√"), no=("较差",)) for one in people],
            _CONDITION,
        ),
        Column("审批（备案）号", [one.approval for one in people], _CONDITION, 20),
        Column("居住地", mark_dittos(rng, [one.area for one in people]), _HOME, 16),
        Column("经度", _type_degrees([one.place for one in people], "longitude"), _HOME),
        Column("纬度", _type_degrees([one.place for one in people], "latitude"), _HOME),
        Column("每月可驻天数", [type_number(rng, one.site_days) for one in people], _WISH, 9),
        Column("最多联系企业数", [type_number(rng, one.capacity) for one in people], _WISH, 9),
        Column("最少联系企业数", [one.least or None for one in people], _WISH, 9),
        Column(
            "可任角色",
            [join_items(rng, [type_choice(rng, "role", role) for role in one.roles]) for one in people],
            _WISH,
            20,
        ),
        Column(
            "亲属任职情况",
            [";".join(f"{tie.enterprise}:{tie.relation}:{tie.position}" for tie in one.relatives) for one in people],
            width=24,
        ),
        Column("回避人员", ["、".join(one.avoid) for one in people], width=10),
        Column("所属党委", mark_dittos(rng, [one.committee for one in people]), width=18),
        Column("联系电话", [one.phone for one in people], width=14),
        Column("备注", [one.note for one in people], width=20),
    )
    return Sheet(
        name="人才库",
        title="党建指导员人才库汇总表",
        subtitle="填报单位：阿尔查干旗委组织部　　填报日期：2026年11月10日",
        columns=columns,
        notes=(
            "注：1.身份证号只用于核对，核对后不保存。",
            "2.专长按词表填写，冒号后为级别，不写为1级。",
            "填表人：演示　　审核人：演示",
        ),
        total="最多联系企业数",
        hidden=frozenset({len(people) // 2} if len(people) > 2 else ()),
    )


def _type_day(rng: np.random.Generator, day: date | None) -> Cell:
    return None if day is None else type_date(rng, day)


def _type_id_numbers(people: tuple[Candidate, ...]) -> list[Cell]:
    """Return an identity number for each birth date, no two alike.

    The records hold no sex, so rows take turns.
    """
    seen: Counter[date] = Counter()
    numbers: list[Cell] = []
    for n, one in enumerate(people):
        if one.birth is None:
            numbers.append(None)
            continue
        serial = one.birth.toordinal() * 7 + seen[one.birth]
        seen[one.birth] += 1
        numbers.append(make_id_number(one.birth, serial, is_woman=n % 3 == 0))
    return numbers


def _type_degrees(places: list[Place | None], field: str) -> list[Cell]:
    return [None if place is None else getattr(place, field) for place in places]
