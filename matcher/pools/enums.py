"""Words people write for the fixed choices of the records, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.pools.text import fold
from matcher.words import Language, Words, nearest

EnumName: TypeAlias = Literal[
    "pool", "status", "kind", "scale", "stage", "organization", "role", "post_kind", "side", "answer", "view", "flag"
]
_Choices: TypeAlias = Mapping[str, tuple[Words, tuple[str, ...]]]


def _word(zh: str, en: str, *synonyms: str) -> tuple[Words, tuple[str, ...]]:
    return Words(zh, en), synonyms


ENUMS: Mapping[EnumName, _Choices] = MappingProxyType(
    {
        "pool": {
            "retired": _word(
                "离退休干部",
                "retired cadres",
                "离退休",
                "退休",
                "退休干部",
                "提前离岗",
                "改非",
                "离岗退养",
                "提前离岗干部",
            ),
            "reserve": _word("后备干部", "reserve cadres", "后备", "年轻后备干部", "优秀年轻干部", "年轻干部"),
            "on_duty": _word(
                "在职科级干部", "officials on duty", "在职", "在职干部", "科级干部", "在岗科级干部", "在职领导干部"
            ),
            "full_time": _word(
                "专职党务工作者",
                "full-time Party workers",
                "专职",
                "专职党务",
                "党务工作者",
                "专职党建工作者",
                "专职指导员",
            ),
        },
        "status": {
            "on_duty": _word("在职", "on duty", "在岗", "现职", "在任", "在编在岗"),
            "early_leave": _word("提前离岗", "early leave", "离岗", "离岗退养", "内退", "提前离岗退养"),
            "reassigned": _word(
                "改非", "reassigned", "改任非领导职务", "改任", "转任非领导职务", "改非领导职务", "退出领导岗位"
            ),
            "retired": _word("退休", "retired", "离退休", "已退休", "离休", "正式退休", "辞去公职"),
        },
        "kind": {
            "private_enterprise": _word(
                "民营企业",
                "private enterprise",
                "私营企业",
                "非公企业",
                "非公有制企业",
                "民企",
                "企业",
                "私企",
                "个体私营",
            ),
            "foreign_enterprise": _word(
                "外资企业", "foreign enterprise", "外商投资企业", "合资企业", "中外合资", "港澳台企业", "外企"
            ),
            "social_organization": _word(
                "社会组织", "social organization", "社会团体", "民办非企业单位", "民办非企业", "协会", "基金会", "商会"
            ),
            "cooperative": _word(
                "专业合作社", "cooperative", "合作社", "农民专业合作社", "农牧民专业合作社", "牧民合作社", "农民合作社"
            ),
        },
        "scale": {
            "large": _word("大型", "large", "大", "大型企业", "特大型"),
            "medium": _word("中型", "medium", "中", "中型企业"),
            "small": _word("小型", "small", "小", "小型企业"),
            "micro": _word("微型", "micro", "微", "微型企业", "小微", "小微企业"),
        },
        "stage": {
            "none": _word("未组建", "no organization yet", "none", "无", "没有组织", "待组建", "组建"),
            "has": _word("已组建", "has one", "has", "有", "有组织", "规范", "规范提升"),
            "standard": _word("规范化", "standard", "规范达标", "达标", "标准", "创新", "创新提升", "示范"),
            "weak": _word("软弱涣散", "weak", "后进", "涣散", "整顿", "薄弱"),
        },
        "organization": {
            "none": _word("无组织", "no organization", "none", "无", "未建立", "没有", "空白"),
            "independent": _word(
                "单独组建", "independent", "单独", "单建", "独立", "独立支部", "独立党支部", "单独支部"
            ),
            "joint": _word("联合组建", "joint", "联合", "联建", "联合支部", "联合党支部"),
            "attached": _word("挂靠", "attached", "挂靠组建", "挂靠支部", "依托", "行业挂靠"),
        },
        "role": {
            "secretary": _word("党组织书记", "secretary", "书记", "支部书记", "党支部书记", "党委书记", "第一书记"),
            "deputy_secretary": _word(
                "党组织副书记", "deputy secretary", "副书记", "支部副书记", "党支部副书记", "党委副书记"
            ),
            "instructor": _word("党建指导员", "instructor", "指导员", "党建工作指导员"),
            "liaison": _word("党建联络员", "liaison officer", "联络员", "联系人", "党建工作联络员"),
        },
        "post_kind": {
            "organization_sent": _word("组织选派", "organization sent", "组织派驻", "派驻", "选派", "组织委派"),
            "party_post": _word("党内职务", "Party post", "党组织职务", "党务职务", "党务岗位"),
            "company_post": _word("企业职务", "company post", "企业兼职", "企业任职", "公司职务", "经营管理职务"),
        },
        "side": {
            "candidate": _word("人选", "candidate", "个人", "干部", "人选方", "个人意愿"),
            "enterprise": _word("企业", "host", "用人单位", "企业方", "企业意愿"),
        },
        "answer": {
            "ranked": _word("排序", "ranked", "志愿", "选择", "选中", "意向"),
            "accepted": _word("接受", "accepted", "同意", "愿意", "可接受", "服从", "服从调剂"),
            "refused": _word("拒绝", "refused", "不接受", "不愿意", "不同意", "否", "回绝"),
            "unanswered": _word("未答复", "unanswered", "未回复", "未填报", "未表态", "未选择"),
        },
        "view": {
            "support": _word("支持", "support", "赞成", "同意", "推荐"),
            "neutral": _word("中立", "neutral", "无意见", "不表态", "一般"),
            "oppose": _word("反对", "oppose", "不支持", "不同意", "不赞成", "不宜"),
        },
        "flag": {
            "yes": _word("是", "yes", "y", "true", "1", "√", "✓", "有", "对"),
            "no": _word("否", "no", "n", "false", "0", "×", "x", "无", "不是", "没有"),
        },
    }
)

_CODES: dict[EnumName, dict[str, str]] = {
    name: {
        fold(spelling): code
        for code, (words, synonyms) in choices.items()
        for spelling in (code, words.zh, words.en, *synonyms)
    }
    for name, choices in ENUMS.items()
}


def find_choice(enum: EnumName, text: str) -> str | None:
    """Return the code of a word as typed, or None.

    Examples
    --------
    >>> find_choice("status", "离退休")
    'retired'
    """
    return _CODES[enum].get(fold(text))


def suggest_choice(enum: EnumName, text: str) -> str | None:
    """Return the code of the choice most like `text`, or None when none comes close."""
    close = nearest(fold(text), _CODES[enum])
    return None if close is None else _CODES[enum][close]


def choice_name(enum: EnumName, code: str, language: Language) -> str:
    """Return the name of a choice in `language`.

    Examples
    --------
    >>> choice_name("role", "instructor", "zh")
    '党建指导员'
    """
    return ENUMS[enum][code][0].say(language)


def choice_names(enum: EnumName, language: Language) -> tuple[str, ...]:
    """Return the names of all choices, for drop-downs."""
    return tuple(words.say(language) for words, _ in ENUMS[enum].values())
