"""What codes are called: rules, objectives, criteria, statuses and every word of the records."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.explain.workflow_names import WORKFLOW_NAMES
from matcher.policy.register import REGISTER
from matcher.pools.enums import ENUMS, EnumName
from matcher.words import Words

Topic: TypeAlias = Literal[
    "rule",
    "gate",
    "objective",
    "criterion",
    "status",
    "pool",
    "service",
    "host",
    "scale",
    "stage",
    "organization",
    "role",
    "post",
    "side",
    "answer",
    "view",
    "consent",
    "preset",
    "table",
    "severity",
    "rule_kind",
    "effect",
    "quota_count",
    "favour",
    "duplicates",
    "proven",
    "dial",
    "plan_state",
    "plan_action",
    "plan_change",
    "match_step",
    "consent_side",
    "consent_answer",
    "decline_reason",
    "account_role",
    "permission",
    "unmask_reason",
    "audit_action",
    "deadline",
    "run_state",
]

_TYPED: Mapping[str, EnumName] = MappingProxyType(
    {
        "pool": "pool",
        "service": "status",
        "host": "kind",
        "scale": "scale",
        "stage": "stage",
        "organization": "organization",
        "role": "role",
        "post": "post_kind",
        "side": "side",
        "answer": "answer",
        "view": "view",
    }
)
"""Topic → the choice of the tables with the same codes: a person reads the words that stand in the lists."""


def _take_choices(enum: EnumName) -> Mapping[str, Words]:
    return {code: words for code, (words, _) in ENUMS[enum].items()}


NAMES: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "rule": {
            "acceptable": Words("只用双方可接受的配对", "only acceptable pairs"),
            "capacity": Words("人选联企上限", "capacity of candidates"),
            "seats": Words("岗位人数上限", "seats of posts"),
            "quota": Words("比例与数量要求", "quotas"),
            "pin": Words("指定配对", "pins"),
            "ban": Words("禁止配对", "bans"),
            "one_post_per_host": Words("一人在一家企业只任一岗", "one post per person and host"),
            "company_posts": Words("企业职务个数上限", "company posts per person"),
            "team_skills": Words("岗位班子专长", "skills of the team"),
            "site_days": Words("每月驻点天数", "days on site a month"),
            "workload": Words("工作量上限", "workload"),
            "bundle_radius": Words("一人联企半径", "radius of one person's hosts"),
            "avoid": Words("人员互相回避", "people who avoid each other"),
        },
        "gate": {rule.id: rule.title for rule in REGISTER.values()},
        "objective": {
            "coverage": Words("覆盖缺口（按优先级计）", "coverage shortfall (by priority)"),
            "hosts": Words("未覆盖企业数", "uncovered hosts"),
            "stability": Words("阻塞对数", "blocking pairs"),
            "popularity": Words("受拥护程度", "popularity"),
            "size": Words("配对数", "matches"),
            "ranks": Words("志愿名次分布", "rank profile"),
            "generous": Words("靠后名次个数（从最差名次数起）", "ranks from the worst one up"),
            "regret": Words("最差志愿名次", "worst rank"),
            "satisfaction": Words("契合度总分", "suitability points"),
            "balance": Words("负担差距", "spread of loads"),
            "travel": Words("路程合计（米）", "travel (metres)"),
            "continuity": Words("续任配对数", "pairs kept"),
        },
        "criterion": {
            "needs": Words("需求对口", "needs covered"),
            "must_have": Words("必备专长", "must-have skills"),
            "industry": Words("行业经验", "industry experience"),
            "work_relation": Words("工作关联", "work relation"),
            "locality": Words("地域远近", "locality"),
            "language": Words("语言相通", "language"),
            "party_work": Words("党务经验", "Party-work experience"),
            "stage": Words("阶段相配", "stage fit"),
            "opinions": Words("第三方意见", "third-party opinions"),
            "continuity": Words("工作延续", "continuity"),
        },
        "status": {
            "OPTIMAL": Words("已证明最优", "proven optimal"),
            "FEASIBLE": Words("可行，尚未全部证明最优", "a plan, not every objective proven"),
            "INFEASIBLE": Words("已证明无可行方案", "proven that no plan keeps the hard rules"),
            "UNKNOWN": Words("未找到方案，也未证明没有方案", "no plan found and nothing proven"),
        },
        **{topic: _take_choices(enum) for topic, enum in _TYPED.items()},
        "consent": {
            "open": Words("未答复视为同意", "an unanswered side counts as accepting"),
            "mutual": Words("须双向互选", "each side must have named the other"),
        },
        "preset": {
            "coverage-first": Words("覆盖优先", "coverage first"),
            "stability-first": Words("稳定优先", "stability first"),
            "suitability-first": Words("契合度优先", "suitability first"),
        },
        "table": {
            "candidates": Words("人才库", "candidates"),
            "enterprises": Words("企业库", "enterprises"),
            "posts": Words("派驻岗位", "posts"),
            "choices": Words("双向意愿", "choices"),
            "opinions": Words("第三方意见", "opinions"),
            "incumbents": Words("上届任职", "incumbents"),
        },
        "severity": {
            "error": Words("错误", "error"),
            "warning": Words("提示", "warning"),
        },
        "rule_kind": {
            "law": Words("法规", "law"),
            "policy": Words("政策", "policy"),
        },
        "effect": {
            "bar": Words("不得配对", "bars a pair"),
            "flag": Words("提示", "warns"),
            "approval": Words("须审批或备案", "needs an approval or record"),
            "limit": Words("限量", "limits"),
        },
        "quota_count": {
            "pairs": Words("配对数", "pairs"),
            "people": Words("人数", "people"),
            "hosts": Words("企业数", "hosts"),
        },
        "favour": {
            "candidates": Words("有利于人选一侧", "in favour of candidates"),
            "enterprises": Words("有利于企业一侧", "in favour of hosts"),
        },
        "dial": {
            "stable": Words("最稳定（不容阻塞对）", "stable (no blocking pair)"),
            "few_blocking": Words("全覆盖、阻塞对最少", "covered, few blocking pairs"),
            "popular": Words("全覆盖、最受拥护", "covered, popular"),
            "largest": Words("全覆盖、配对最多", "covered, largest"),
        },
        "duplicates": {
            "refuse": Words("报错", "refuse"),
            "update": Words("以后者为准", "update"),
            "skip": Words("以先者为准", "skip"),
        },
        "proven": {
            "yes": Words("已证明", "proven"),
            "no": Words("未证明", "not proven"),
        },
        **WORKFLOW_NAMES,
    }
)
"""Topic → code → what it is called."""


def name(topic: Topic, code: str) -> Words:
    """Return what a code is called.

    Raises
    ------
    KeyError
        The table does not know the code.

    Examples
    --------
    >>> name("role", "instructor").zh
    '党建指导员'
    """
    return NAMES[topic][code]
