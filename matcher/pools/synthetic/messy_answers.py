"""What was said, as typed: wishes of people side by side, wishes of hosts line by line, opinions, last season."""

from dataclasses import dataclass, field

import numpy as np

from matcher.pools.pools import Pools
from matcher.pools.records import Answer, Choice
from matcher.pools.synthetic.messy_cells import mark_dittos, type_date, type_person_name, widen
from matcher.pools.synthetic.messy_sheet import Column, Sheet
from matcher.pools.synthetic.messy_words import type_choice

_ORDINALS = "一二三四五六七八九十"
_WIDE_ANSWERS: dict[Answer, str] = {"accepted": "其他可接受", "refused": "不接受的企业"}


@dataclass(slots=True)
class _WideRow:
    ranked: dict[int, list[str]] = field(default_factory=dict)
    other: dict[Answer, list[str]] = field(default_factory=dict)


def lay_out_wishes(pools: Pools) -> Sheet:
    """Lay out the people's answers in one row each: first wish, second wish, and so on.

    Equal wishes share a cell; a wish for one post is written with the id of the post. Such a table
    cannot hold unanswered pairs.
    """
    rows: dict[str, _WideRow] = {}
    for choice in pools.choices:
        if not _fits_wide(choice):
            continue
        row = rows.setdefault(choice.candidate, _WideRow())
        if choice.rank is not None:
            row.ranked.setdefault(choice.rank, []).append(choice.post or choice.enterprise)
        else:
            row.other.setdefault(choice.answer, []).append(choice.post or choice.enterprise)
    most = max((max(row.ranked, default=0) for row in rows.values()), default=1)
    names = {one.id: one.name for one in pools.candidates}
    columns = [
        Column("人选编号", list(rows), width=10),
        Column("姓名", [type_person_name(names[one]) for one in rows], width=16),
    ]
    columns += [
        Column(
            f"第{_ORDINALS[rank - 1] if rank <= len(_ORDINALS) else rank}志愿",
            ["、".join(row.ranked.get(rank, ())) for row in rows.values()],
            "志愿（填企业编号，指定岗位的填岗位编号）",
            12,
        )
        for rank in range(1, most + 1)
    ]
    columns += [
        Column(header, ["、".join(row.other.get(answer, ())) for row in rows.values()], width=14)
        for answer, header in _WIDE_ANSWERS.items()
    ]
    return Sheet(
        name="人选意愿",
        title="人选志愿汇总表",
        columns=tuple(columns),
        notes=("注：并列志愿填在同一格内。",),
    )


def list_offers(pools: Pools) -> list[Choice]:
    """Return the answers that stand line by line: all of the hosts, and what fits no wide table."""
    return [choice for choice in pools.choices if not _fits_wide(choice)]


def lay_out_offers(rng: np.random.Generator, pools: Pools) -> Sheet:
    """Lay out the hosts' answers line by line, and what of the people's fits no wide table."""
    offers = list_offers(pools)
    names = {one.id: one.name for one in pools.enterprises}
    people = {one.id: one.name for one in pools.candidates}
    columns = (
        Column("填报方", [type_choice(rng, "side", one.side) for one in offers], width=10),
        Column("企业编号", [one.enterprise for one in offers], width=10, is_merged=True),
        Column("企业名称", [names[one.enterprise] for one in offers], width=36, is_merged=True),
        Column("岗位编号", [one.post or "" for one in offers], width=10),
        Column("人选编号", [_widen_some(rng, one.candidate) for one in offers], width=10),
        Column("人选姓名", [type_person_name(people[one.candidate]) for one in offers], width=16),
        Column("意愿", [_type_answer(rng, one) for one in offers], width=10),
        Column("志愿顺序", [one.rank for one in offers], width=10),
    )
    return Sheet(
        name="企业意愿",
        title="企业选择人选汇总表",
        columns=columns,
        notes=("注：顺序相同为并列；不排序的在“意愿”栏注明。",),
    )


def _fits_wide(choice: Choice) -> bool:
    return choice.side == "candidate" and choice.answer != "unanswered"


def lay_out_incumbents(rng: np.random.Generator, pools: Pools) -> Sheet:
    """Lay out who served where last season."""
    served = pools.incumbents
    names = {one.id: one.name for one in pools.enterprises}
    people = {one.id: one.name for one in pools.candidates}
    columns = (
        Column("序号", [n + 1 for n in range(len(served))], width=6),
        Column("企业编号", [one.enterprise for one in served], width=10),
        Column("企业名称", [names[one.enterprise] for one in served], width=36),
        Column("人选编号", [one.candidate for one in served], width=10),
        Column("姓名", [type_person_name(people[one.candidate]) for one in served], width=16),
        Column("担任职务", mark_dittos(rng, [type_choice(rng, "role", one.role) for one in served]), width=14),
        Column("届数", [one.terms for one in served], "任期", 8),
        Column("起始时间", [type_date(rng, one.since) if one.since else None for one in served], "任期"),
        Column("届满时间", [type_date(rng, one.until) if one.until else None for one in served], "任期"),
    )
    return Sheet(
        name="上一届任职",
        title="上一届派驻任职情况表",
        columns=columns,
        notes=("注：届数为连续任职届数，含上一届。",),
    )


def lay_out_opinions(rng: np.random.Generator, pools: Pools) -> Sheet:
    """Lay out the opinions of third parties."""
    said = pools.opinions
    people = {one.id: one.name for one in pools.candidates}
    columns = (
        Column("意见来源", [one.source for one in said]),
        Column("人选编号", [one.candidate for one in said]),
        Column("姓名", [type_person_name(people[one.candidate]) for one in said]),
        Column("企业编号", [one.enterprise for one in said]),
        Column("意见", [type_choice(rng, "view", one.view) for one in said]),
        Column("意见内容", [one.reason for one in said]),
    )
    return Sheet(name="第三方意见", title="第三方意见汇总表", columns=columns)


def _type_answer(rng: np.random.Generator, one: Choice) -> str:
    if one.answer == "ranked" and rng.random() < 0.5:
        return ""  # a rank says it already
    return type_choice(rng, "answer", one.answer)


def _widen_some(rng: np.random.Generator, id: str) -> str:
    return widen(id) if rng.random() < 0.03 else id
