"""The register of eligibility and side rules: what each is, on what it stands, what may be set.

The register is the catalogue. A scenario switches its entries, sets their parameters and may
replace basis, clause and dates of validity with what the planner's own legal office says.

The two national documents are known here as the press reported them and are paraphrased, so a
clause is a short phrase, not an article number. The planner's legal office has the last word.
"""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.policy.rule import Effect, Parameter, ParameterSpec, Rule, RuleKind
from matcher.words import Words

__all__ = [
    "CIVIL_SERVANT_RECUSAL_2020",
    "LOCAL",
    "NATIONAL_2013",
    "REGISTER",
    "Effect",
    "Parameter",
    "ParameterSpec",
    "Rule",
    "RuleKind",
]

NATIONAL_2013 = "中组发〔2013〕18号"
CIVIL_SERVANT_RECUSAL_2020 = "公务员回避规定（2020年）"
LOCAL = "本地双向选择工作方案"

_SERVING = (
    Rule(
        "serving-official",
        "law",
        "bar",
        Words("在职兼职限制", "officials not retired"),
        Words(
            "在职干部，以及离岗、改非但未办理退休手续的干部，不得担任所列性质的岗位。",
            "An official on duty, or off post but not retired, may not take a post of the kinds listed.",
        ),
        NATIONAL_2013,
        "现职和未办理退（离）休手续的干部不在企业任职",
        {
            "company_post": ParameterSpec(
                default=True, words=Words("企业职务是否禁止", "whether company posts are barred")
            ),
            "party_post": ParameterSpec(
                default=False, words=Words("党务职务是否禁止", "whether Party posts are barred")
            ),
            "organization_sent": ParameterSpec(
                default=False, words=Words("组织选派岗位是否禁止", "whether organization-sent posts are barred")
            ),
        },
    ),
    Rule(
        "cooling-off",
        "law",
        "bar",
        Words("任职冷却期", "cooling-off period"),
        Words(
            "退休或辞职未满年限的，不得到原任职地区或原分管业务范围内的企业任职，期满之日起可以。",
            "Within the years after retiring or resigning, a host in the own former area or line of business "
            "is barred; it is allowed from the day they are over.",
        ),
        NATIONAL_2013,
        "三年内不到原任职务管辖的地区和业务范围内的企业任职",
        {"years": ParameterSpec(3, Words("冷却期（年）", "length of the period, years"), 0, 10)},
    ),
    Rule(
        "approval-needed",
        "law",
        "approval",
        Words("审批备案", "approval or record needed"),
        Words(
            "退休或辞职未满年限到其他地区、行业任职须经审批，期满后担任企业职务须备案；有批准号或备案号方可任职。",
            "Elsewhere, an approval is needed within the years after retiring or resigning, and a record for "
            "company posts after them; the pair is allowed with its number.",
        ),
        NATIONAL_2013,
        "三年内到原管辖范围外任职须事先审批，三年后任职须备案",
        {"years": ParameterSpec(3, Words("须事先审批的年限（年）", "years within which approval is needed"), 0, 10)},
    ),
    Rule(
        "one-company-post",
        "law",
        "limit",
        Words("企业职务限一个", "one company post"),
        Words(
            "一人同时担任的企业职务不得超过规定个数；组织选派和党务岗位不计。",
            "One person may hold no more than this number of company posts; other kinds of post do not count.",
        ),
        NATIONAL_2013,
        "在企业兼职不超过一个",
        {"most": ParameterSpec(1, Words("企业职务个数上限", "most company posts of one person"), 1, 5)},
    ),
    Rule(
        "two-terms",
        "law",
        "bar",
        Words("连续任期", "consecutive terms"),
        Words(
            "同一人在同一企业连续任职不得超过规定届数。",
            "One person may serve no more than this number of terms in a row at the same host.",
        ),
        NATIONAL_2013,
        "任期届满连任不超过两届",
        {"most": ParameterSpec(2, Words("连续届数上限", "most terms in a row"), 1, 5)},
    ),
    Rule(
        "age-limit",
        "law",
        "bar",
        Words("任期届满年龄", "age at the end of the term"),
        Words(
            "任期届满时的周岁年龄不得超过界限；出生日期未填写的也不安排。",
            "Age in full years at the end of the term may not be over the limit; a birth not stated bars too.",
        ),
        NATIONAL_2013,
        "任职年龄界限为七十周岁",
        {"years": ParameterSpec(70, Words("年龄界限（周岁）", "age limit, full years"), 40, 100)},
    ),
    Rule(
        "relatives",
        "law",
        "bar",
        Words("亲属回避", "relatives"),
        Words(
            "配偶、直系血亲、三代以内旁系血亲或近姻亲是企业所有人、负责人或财务人员的，不得到该企业任职。",
            "A host is barred when a spouse, a direct relative, a collateral within three generations or a close "
            "in-law owns it, leads it or keeps its books.",
        ),
        CIVIL_SERVANT_RECUSAL_2020,
        "任职回避",
        {},
    ),
    Rule(
        "duty-recusal",
        "law",
        "flag",
        Words("公务回避", "duty recusal"),
        Words(
            "本人所在单位对企业负有许可、检查或拨款职责的，提示注意回避。",
            "A warning is shown when the person's own office licenses, inspects or funds the host.",
        ),
        CIVIL_SERVANT_RECUSAL_2020,
        "公务回避",
        {},
    ),
    Rule(
        "avoid",
        "law",
        "limit",
        Words("人员互相回避", "people who avoid each other"),
        Words(
            "登记为互相回避的两人不得安排在同一企业。",
            "Two people recorded as avoiding each other may not serve at the same host.",
        ),
        CIVIL_SERVANT_RECUSAL_2020,
        "任职回避",
        {},
    ),
)

_CONDITIONS = (
    Rule(
        "full-member",
        "policy",
        "bar",
        Words("正式党员", "full Party member"),
        Words("人选须为中共正式党员；未填写的也不安排。", "A full Party member is needed; not stated bars too."),
        LOCAL,
        "人选条件",
        {},
    ),
    Rule(
        "unit-consent",
        "policy",
        "bar",
        Words("派出单位同意", "consent of the sending unit"),
        Words(
            "派出单位须同意；未填写的也不安排。",
            "The sending unit must consent; not stated bars too.",
        ),
        LOCAL,
        "人选条件",
        {},
    ),
    Rule(
        "health",
        "policy",
        "bar",
        Words("健康状况", "health"),
        Words("身体状况须能胜任；未填写的也不安排。", "Health must allow the work; not stated bars too."),
        LOCAL,
        "人选条件",
        {},
    ),
    Rule(
        "role-wanted",
        "policy",
        "bar",
        Words("岗位角色相符", "role wanted"),
        Words(
            "人选写明愿任角色的，只安排这些角色的岗位；未写明的不限。",
            "A person who named roles is placed only in these; one who named none may take any.",
        ),
        LOCAL,
        "人选条件",
        {},
    ),
    Rule(
        "must-have",
        "policy",
        "bar",
        Words("必备专长", "must-have skills"),
        Words(
            "岗位列出的必备专长，人选须逐项达到所需水平。",
            "Every must-have skill of the post is needed at the level asked.",
        ),
        LOCAL,
        "岗位条件",
        {},
    ),
    Rule(
        "distance-limit",
        "policy",
        "bar",
        Words("距离上限", "distance limit"),
        Words(
            "人选住地与企业的直线距离不得超过上限；任一方坐标未填写的不限。",
            "The straight-line distance between person and host may not exceed the limit; where a place is "
            "unknown it does not apply.",
        ),
        LOCAL,
        "岗位条件",
        {"most_km": ParameterSpec(60.0, Words("距离上限（公里）", "most, kilometres"), 0.1, 5000)},
        is_on=False,
    ),
    Rule(
        "need-shared",
        "policy",
        "bar",
        Words("至少对口一项需求", "at least one need met"),
        Words(
            "企业提出需求的，人选至少要有一项对口的专长。",
            "Where a host has stated needs, a person must have the skill for at least one of them.",
        ),
        LOCAL,
        "岗位条件",
        {},
        is_on=False,
    ),
)

_WORK = (
    Rule(
        "host-cap",
        "policy",
        "limit",
        Words("一人联企数", "hosts per person"),
        Words(
            "一人最多联系的企业数；人才库中写明个人上限的，以个人上限为准。",
            "Most hosts of one person; a person's own figure in the pool goes first.",
        ),
        LOCAL,
        "工作安排",
        {"most": ParameterSpec(3, Words("企业数上限", "most hosts"), 1, 5)},
    ),
    Rule(
        "site-days",
        "policy",
        "limit",
        Words("每月驻点天数", "days on site a month"),
        Words(
            "一人每月在各企业驻点天数之和不得超过上限；个人写明天数的，以个人为准。",
            "The days on site a month over all hosts of one person may not exceed the most; a person's own "
            "figure goes first.",
        ),
        LOCAL,
        "工作安排",
        {"most": ParameterSpec(0, Words("每月天数上限，0 为不另设上限", "most days a month; 0 sets none"), 0, 31)},
    ),
    Rule(
        "workload",
        "policy",
        "limit",
        Words("工作量", "workload"),
        Words(
            "一人所任各岗位的工作量之和不得超过上限。",
            "The work units of all posts of one person may not exceed the most.",
        ),
        LOCAL,
        "工作安排",
        {"most": ParameterSpec(100, Words("工作量上限", "most work units"), 0, 1_000_000)},
        is_on=False,
    ),
    Rule(
        "bundle-radius",
        "policy",
        "limit",
        Words("联企半径", "radius of one person's hosts"),
        Words(
            "一人联系多家企业的，任意两家之间的直线距离不得超过上限。",
            "Any two hosts of one person may not lie farther apart than the most.",
        ),
        LOCAL,
        "工作安排",
        {"most_km": ParameterSpec(30.0, Words("两家企业间距离上限（公里）", "most between two, km"), 0.1, 5000)},
        is_on=False,
    ),
    Rule(
        "team-skills",
        "policy",
        "limit",
        Words("班子专长", "skills of the team"),
        Words(
            "岗位列出的班子专长，安排到该岗位的人员中至少一人具备。",
            "Of the people placed at a post, at least one must hold each of its team skills.",
        ),
        LOCAL,
        "岗位条件",
        {},
    ),
    Rule(
        "joint-branch-size",
        "policy",
        "flag",
        Words("联合支部规模", "size of a joint branch"),
        Words(
            "一个联合支部覆盖的企业超过规定家数时提示。",
            "A warning is shown when one joint branch has more hosts than this.",
        ),
        LOCAL,
        "组织设置",
        {"most": ParameterSpec(10, Words("企业家数上限", "most hosts"), 1, 1000)},
    ),
)

REGISTER: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in (*_SERVING, *_CONDITIONS, *_WORK)})
"""Every rule by its id: the legal ones, the conditions of persons and posts, the work rules."""
