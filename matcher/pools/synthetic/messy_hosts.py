"""The enterprise pool and its posts as typed."""

import numpy as np

from matcher.pools.records import Enterprise, Post
from matcher.pools.synthetic.messy_cells import mark_dittos, type_number, type_person_name
from matcher.pools.synthetic.messy_sheet import Column, Sheet
from matcher.pools.synthetic.messy_words import type_choice, type_levels, type_term, type_terms

_BASICS = "基本情况"
_PARTY = "党建情况"


def lay_out_hosts(rng: np.random.Generator, hosts: tuple[Enterprise, ...]) -> Sheet:
    """Lay out the enterprise pool as one sheet."""
    columns = (
        Column("企业编号", [one.id for one in hosts], width=10),
        Column("企业（单位）名称", [one.name for one in hosts], width=36),
        Column("统一社会信用代码", [one.credit_code for one in hosts], _BASICS, 22),
        Column("企业类型", [type_choice(rng, "kind", one.kind) for one in hosts], _BASICS),
        Column("所属行业", [type_term(rng, "lines", one.line) if one.line else "" for one in hosts], _BASICS),
        Column("规模", [type_choice(rng, "scale", one.scale) for one in hosts], _BASICS, 8),
        Column("职工人数", [type_number(rng, one.staff) for one in hosts], _BASICS, 9),
        Column("党员数", [type_number(rng, one.party_members) for one in hosts], _PARTY, 8),
        Column("党组织形式", [type_choice(rng, "organization", one.organization) for one in hosts], _PARTY),
        Column("党建阶段", [type_choice(rng, "stage", one.stage) for one in hosts], _PARTY),
        Column("星级", [one.star for one in hosts], _PARTY, 6),
        Column("优先级", [one.priority for one in hosts], _PARTY, 7),
        Column("挂靠单位编号", [one.branch or "" for one in hosts], _PARTY, 12),
        Column("所属基层党委", mark_dittos(rng, [one.committee for one in hosts], "〃"), width=24),
        Column("所属联盟", mark_dittos(rng, [one.group for one in hosts], share=0.3), width=18),
        Column("所在乡镇", [one.area for one in hosts], width=18),
        Column("经度", [one.place.longitude if one.place else None for one in hosts]),
        Column("纬度", [one.place.latitude if one.place else None for one in hosts]),
        Column("企业需求", [type_levels(rng, one.needs) for one in hosts], width=38),
        Column("工作语言", [type_terms(rng, "languages", one.languages) for one in hosts]),
        Column("联系人", [type_person_name(one.contact) for one in hosts], width=16),
        Column("联系人电话", [one.phone for one in hosts], width=14),
        Column("备注", [one.note for one in hosts], width=16),
    )
    return Sheet(
        name="企业库",
        title="非公有制企业、社会组织和合作社情况汇总表",
        columns=columns,
        notes=("说明：优先级5最高，1最低；星级0为未评。",),
        total="星级",
    )


def lay_out_posts(rng: np.random.Generator, posts: tuple[Post, ...], names: dict[str, str]) -> Sheet:
    """Lay out the posts as one sheet, with the name of each host beside its id."""
    columns = (
        Column("序号", [n + 1 for n in range(len(posts))], width=6),
        Column("企业编号", [one.enterprise for one in posts], width=10, is_merged=True),
        Column("企业名称", [names[one.enterprise] for one in posts], width=36, is_merged=True),
        Column("岗位编号", [one.id for one in posts], width=12),
        Column("岗位角色", [type_choice(rng, "role", one.role) for one in posts], width=14),
        Column("岗位性质", [type_choice(rng, "post_kind", one.kind) for one in posts]),
        Column("人数下限", [one.least for one in posts], "需求人数", 8),
        Column("人数上限", [one.most for one in posts], "需求人数", 8),
        Column("必备专长", [type_levels(rng, one.must_have) for one in posts], width=20),
        Column("班子专长", [type_terms(rng, "skills", one.team_skills) for one in posts], width=24),
        Column("每月驻企天数", [type_number(rng, one.site_days) for one in posts], width=9),
        Column("工作量", [one.workload for one in posts], width=8),
    )
    return Sheet(
        name="派驻岗位",
        title="企业派驻岗位需求表",
        columns=columns,
        notes=("备注：挂靠企业不单设岗位，由承载党组织的企业一并覆盖。",),
        total="人数上限",
    )
