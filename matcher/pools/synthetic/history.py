"""Draw last season's incumbents and what third parties said about pairs."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post, View
from matcher.pools.synthetic.nearness import Market, find_near_people

_INCUMBENT_SHARE, _OPINION_SHARE = 0.42, 0.45
_LIMIT_SHARE = 0.12
_LAST_START, _LAST_END = date(2024, 12, 1), date(2026, 11, 30)
_VIEWS: dict[View, tuple[float, tuple[str, ...]]] = {
    "support": (0.58, ("专长与企业需求对口", "上一届合作良好", "熟悉本行业情况", "")),
    "neutral": (0.25, ("情况了解不多", "")),
    "oppose": (0.17, ("路程较远，驻点难以保证", "另有工作安排", "建议联系同行业其他企业")),
}
_SOURCES = ("分管副旗长", "工业和信息化局", "农牧局", "交通运输局", "自然资源局", "工商业联合会", "基层党委")


def draw_incumbents(
    rng: np.random.Generator,
    market: Market,
    candidates: Sequence[Candidate],
    enterprises: Sequence[Enterprise],
    posts: Sequence[Post],
) -> list[Incumbent]:
    """Draw who served where last season, in the order of hosts; nobody served more hosts than now allowed."""
    role_of = {post.enterprise: post.role for post in reversed(posts)}
    people, fit = find_near_people(market, 24)
    score = fit + rng.gumbel(scale=0.8, size=fit.shape)
    order = np.argsort(-score, axis=1, kind="stable")
    served = {e for e in range(len(enterprises)) if market.may_serve[e] and rng.random() < _INCUMBENT_SHARE}
    hosts_of = np.zeros(len(candidates), dtype=np.int64)
    incumbents = []
    for e in sorted(served):
        best = next(
            (
                int(i)
                for i in people[e][order[e]][:8]
                if candidates[i].full_member and hosts_of[i] < (candidates[i].capacity or 2)
            ),
            None,
        )
        if best is None:
            continue
        hosts_of[best] += 1
        terms = 2 if rng.random() < _LIMIT_SHARE else 1
        incumbents.append(
            Incumbent(
                candidate=candidates[best].id,
                enterprise=enterprises[e].id,
                role=role_of[enterprises[e].id],
                terms=terms,
                since=_LAST_START.replace(year=_LAST_START.year - 2 * (terms - 1)),
                until=_LAST_END,
            )
        )
    return incumbents


def draw_opinions(rng: np.random.Generator, choices: Sequence[Choice], num_hosts: int) -> list[Opinion]:
    """Draw opinions on some of the pairs that somebody ranked."""
    ranked = [choice for choice in choices if choice.answer == "ranked"]
    count = min(round(_OPINION_SHARE * num_hosts), len(ranked))
    views = list(_VIEWS)
    shares = np.array([_VIEWS[view][0] for view in views])
    opinions: dict[tuple[str, str, str], Opinion] = {}
    for n in sorted(rng.choice(len(ranked), count, replace=False).tolist()):
        view = views[int(rng.choice(len(views), p=shares))]
        reasons = _VIEWS[view][1]
        source = _SOURCES[int(rng.integers(len(_SOURCES)))]
        said = Opinion(
            source=source,
            candidate=ranked[n].candidate,
            enterprise=ranked[n].enterprise,
            view=view,
            reason=reasons[int(rng.integers(len(reasons)))],
        )
        opinions.setdefault((source, said.candidate, said.enterprise), said)
    return list(opinions.values())
