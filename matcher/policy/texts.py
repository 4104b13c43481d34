"""What every key and every closed word of a scenario means, in both languages.

The exported schema shows these to a planner's editor, and faults use the Chinese names to guess
what was meant.
"""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words


def _freeze(words: dict[str, Words]) -> Mapping[str, Words]:
    return MappingProxyType(words)


OBJECTIVES = _freeze(
    {
        "coverage": Words("覆盖：岗位最少人数缺口最小", "coverage: fewest seats below the least"),
        "hosts": Words("企业覆盖：未覆盖的企业最少", "hosts: fewest hosts left uncovered"),
        "stability": Words("稳定：阻塞对最少", "stability: fewest blocking pairs"),
        "popularity": Words("民意：没有另一方案为更多人所偏好", "popularity: no plan is preferred by more people"),
        "size": Words("人数：配对数最多", "size: most pairs"),
        "ranks": Words("志愿顺序：第一志愿最多，其次第二志愿", "ranks: most first choices, then most second ones"),
        "generous": Words("宽厚：名次最差的最少，其次是次差的", "generous: fewest at the worst rank, then at the next"),
        "regret": Words("最差志愿：最差的志愿名次尽量靠前", "regret: the worst rank is as good as can be"),
        "satisfaction": Words("契合度：契合度总分最高", "satisfaction: highest total suitability"),
        "balance": Words("均衡：各人联企数尽量平均", "balance: hosts spread evenly over people"),
        "travel": Words("路程：总路程最短", "travel: shortest total distance"),
        "continuity": Words("留任：保留上一届的配对最多", "continuity: most pairs of last season kept"),
    }
)
"""What each objective wants."""

PRESET_WORDS = _freeze(
    {
        "coverage-first": Words("覆盖优先", "coverage first"),
        "stability-first": Words("稳定优先", "stability first"),
        "suitability-first": Words("契合度优先", "suitability first"),
    }
)
"""Names of the presets."""

CRITERIA = _freeze(
    {
        "needs": Words("专长对口企业需求", "skills that meet the host's needs"),
        "must_have": Words("必备专长", "must-have skills"),
        "industry": Words("行业经历", "experience in the line of business"),
        "work_relation": Words("单位与企业的业务联系", "work relation between unit and line of business"),
        "locality": Words("就近", "locality and distance"),
        "language": Words("语言", "language"),
        "party_work": Words("党务工作经历", "experience of Party work"),
        "stage": Words("与党建阶段相适应", "fit with the stage of Party building"),
        "opinions": Words("第三方意见", "opinions of third parties"),
        "continuity": Words("上一届留任", "continuity with last season"),
    }
)
"""What each criterion measures."""

TABLES = _freeze(
    {
        "candidates": Words("人才库", "candidate pool"),
        "enterprises": Words("企业库", "enterprise pool"),
        "posts": Words("派驻岗位", "posts"),
        "choices": Words("双向意愿", "choices of both sides"),
        "opinions": Words("第三方意见", "opinions of third parties"),
        "incumbents": Words("上一届任职", "incumbents of last season"),
    }
)
"""Names of the tables."""

OTHER_TERMS = _freeze(
    {
        "open": Words("开放：未表态视为接受", "open: an unanswered side accepts"),
        "mutual": Words("双向：双方都须点名", "mutual: each side must have named the other"),
        "refuse": Words("拒绝：报告为错误", "refuse: report it as an error"),
        "update": Words("更新：后一条覆盖前一条", "update: the later row replaces the earlier"),
        "skip": Words("跳过：保留前一条", "skip: the earlier row stays"),
        "pairs": Words("配对数", "pairs"),
        "people": Words("人数", "people"),
        "hosts": Words("企业数", "hosts"),
    }
)
"""Words of consent, duplicates and quota counts."""

_POLICY = {
    "name": Words("方案名称，用于文件名和编号", "name of the scenario, used in files"),
    "title": Words("方案标题，印在名册上", "title printed on papers"),
    "season_start": Words("任期起始日，不加引号", "first day of the term, without quotes"),
    "term_years": Words("任期年数", "length of the term, years"),
    "consent": Words("意愿方式", "consent mode"),
    "tie_step": Words("未表态时视为同分的分差（契合度万分制）", "points within which unanswered pairs tie"),
    "preset": Words("预设的目标顺序，与 objectives 二选一", "objectives by name, instead of `objectives`"),
    "objectives": Words("目标，按重要性排列，与 preset 二选一", "objectives in order, instead of `preset`"),
    "weights": Words("各项评分标准的权重，未写的用默认值", "weights of the criteria; unnamed ones keep the default"),
    "near_km": Words("就近得分降到一半时的距离（公里）", "distance at which locality scores one half, km"),
    "seed": Words("随机种子，相同种子得出相同方案", "seed; the same seed gives the same plan"),
    "pools": Words("数据文件", "files of the pools"),
    "rules": Words("规则的开关、依据和参数", "switch, basis and parameters of rules"),
    "quotas": Words("配额", "quotas"),
    "pins": Words("指定安排", "pins: pairs the plan must hold"),
    "bans": Words("禁止安排", "bans: pairs the plan must not hold"),
    "waivers": Words("单对豁免：只为一对放宽一条政策规则", "waivers: one rule of policy lifted for one pair"),
    "engine": Words("求解设置", "engine settings"),
}
_POOLS = {
    "sheets": Words("各表所在的工作表名", "sheet to read, by table"),
    "columns": Words("列名对应：表头 = 字段", "columns by table: header = field"),
    "duplicates": Words("编号重复时的处理", "what a repeated key does"),
    "keys": Words("各表用来判断重复的字段", "field that is the key, by table"),
    "vocabulary": Words("自备词表文件，替换内置词表", "vocabulary file replacing the built-in one"),
}
_RULE = {
    "enabled": Words("是否启用", "whether it holds"),
    "basis": Words("依据文件", "document it stands on"),
    "clause": Words("条款", "clause"),
    "file_number": Words("本地文号", "local file number"),
    "valid_from": Words("生效日", "first day on which it holds"),
    "valid_until": Words("失效日（含当日）", "last day on which it holds"),
    "parameters": Words("参数", "parameters"),
}
_QUOTA = {
    "name": Words("配额名称", "name of the quota"),
    "count": Words("计数对象", "what is counted"),
    "candidates": Words("选取哪些人选：字段 = 取值", "people selected: field = values"),
    "posts": Words("选取哪些岗位或企业：字段 = 取值", "posts or hosts selected: field = values"),
    "least": Words("至少多少个", "least, a count"),
    "most": Words("至多多少个", "most, a count"),
    "least_share": Words("至少占多大份额（0 至 1）", "least share, 0 to 1"),
    "most_share": Words("至多占多大份额（0 至 1）", "most share, 0 to 1"),
}
_ORDER = {
    "candidate": Words("人选编号", "id of the candidate"),
    "enterprise": Words("企业编号", "id of the enterprise"),
    "post": Words("岗位编号，不写则为该企业任一岗位", "id of the post; absent: any post of the enterprise"),
    "reason": Words("理由", "reason"),
}
_WAIVER = {
    **_ORDER,
    "rule": Words("豁免哪条规则，只限政策规则", "rule waived, one of policy only"),
    "reason": Words("理由，必须写明", "reason, which must be given"),
}
_ENGINE = {
    "effort": Words("每个目标的计算量上限，与机器快慢无关", "work units for each objective, the same on any machine"),
    "time_limit_s": Words("总时限（秒）", "time limit of the whole solve, seconds"),
    "workers": Words("线程数", "threads"),
    "favour": Words("稳定方案中偏向哪一方", "whose optimum is taken among stable plans"),
}

FIELDS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "Policy": _freeze(_POLICY),
        "PoolFiles": _freeze({**TABLES, **_POOLS}),
        "RuleSetting": _freeze(_RULE),
        "Quota": _freeze(_QUOTA),
        "PairOrder": _freeze(_ORDER),
        "Waiver": _freeze(_WAIVER),
        "EngineSettings": _freeze(_ENGINE),
    }
)
"""Meaning of every key, by the name of its record."""

TERMS: Mapping[str, Words] = MappingProxyType(
    {**OTHER_TERMS, **TABLES, **PRESET_WORDS, **CRITERIA, **OBJECTIVES},
)
"""Meaning of every closed word."""
