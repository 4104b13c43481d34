"""The register of eligibility and side rules: what each is, on what it stands, what may be set.

The register is the catalogue. A scenario switches its entries, sets their parameters and may
replace basis, clause and dates of validity with what the planner's own legal office says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.words import Words

RuleKind: TypeAlias = Literal["law", "policy"]
Effect: TypeAlias = Literal["bar", "flag", "approval", "limit"]
Parameter: TypeAlias = int | float | bool | str

NATIONAL_2013 = "中组发〔2013〕18号"
CIVIL_SERVANT_RECUSAL_2020 = "公务员回避规定(2020)"


@dataclass(frozen=True, slots=True)
class Rule:
    """Describe one entry of the register.

    Parameters
    ----------
    id
        Name used in scenarios, reasons and tests.
    kind
        ``law`` rules are never offered for relaxing; ``policy`` rules are.
    effect
        ``bar`` forbids a pair, ``flag`` warns, ``approval`` allows with a number, ``limit`` bounds
        what one person or host may hold and is kept by the solver.
    title
        Short name for screens.
    basis, clause
        Document and clause it stands on.
    parameters
        Names and defaults of what a scenario may set.
    is_on
        Whether it holds where a scenario is silent.
    """

    id: str
    kind: RuleKind
    effect: Effect
    title: Words
    basis: str
    clause: str
    parameters: Mapping[str, Parameter]
    is_on: bool = True


def _rule(
    id: str,
    kind: RuleKind,
    effect: Effect,
    title: Words,
    basis: str,
    clause: str,
    *,
    is_on: bool = True,
    **parameters: Parameter,
) -> Rule:
    return Rule(id, kind, effect, title, basis, clause, MappingProxyType(parameters), is_on)


LOCAL = "本地双向选择工作方案"

_RULES = (
    _rule(
        "serving-official",
        "law",
        "bar",
        Words("在职兼职限制", "officials not retired"),
        NATIONAL_2013,
        "一",
        company_post=True,
        party_post=False,
        organization_sent=False,
    ),
    _rule("cooling-off", "law", "bar", Words("任职冷却期", "cooling-off period"), NATIONAL_2013, "二", years=3),
    _rule(
        "approval-needed",
        "law",
        "approval",
        Words("审批备案", "approval or record needed"),
        NATIONAL_2013,
        "三",
        years=3,
    ),
    _rule("one-company-post", "law", "limit", Words("企业职务限一个", "one company post"), NATIONAL_2013, "四", most=1),
    _rule("two-terms", "law", "bar", Words("连续任期", "consecutive terms"), NATIONAL_2013, "五", most=2),
    _rule(
        "age-limit", "law", "bar", Words("任期届满年龄", "age at the end of the term"), NATIONAL_2013, "五", years=70
    ),
    _rule("relatives", "law", "bar", Words("亲属回避", "relatives"), CIVIL_SERVANT_RECUSAL_2020, "任职回避"),
    _rule("duty-recusal", "law", "flag", Words("公务回避", "duty recusal"), CIVIL_SERVANT_RECUSAL_2020, "公务回避"),
    _rule("full-member", "policy", "bar", Words("正式党员", "full Party member"), LOCAL, "人选条件"),
    _rule("unit-consent", "policy", "bar", Words("派出单位同意", "consent of the sending unit"), LOCAL, "人选条件"),
    _rule("health", "policy", "bar", Words("健康状况", "health"), LOCAL, "人选条件"),
    _rule("role-wanted", "policy", "bar", Words("岗位角色相符", "role wanted"), LOCAL, "人选条件"),
    _rule("must-have", "policy", "bar", Words("必备专长", "must-have skills"), LOCAL, "岗位条件"),
    _rule(
        "distance-limit",
        "policy",
        "bar",
        Words("距离上限", "distance limit"),
        LOCAL,
        "岗位条件",
        is_on=False,
        most_km=60.0,
    ),
    _rule(
        "need-shared",
        "policy",
        "bar",
        Words("至少对口一项需求", "at least one need met"),
        LOCAL,
        "岗位条件",
        is_on=False,
    ),
    _rule("host-cap", "policy", "limit", Words("一人联企数", "hosts per person"), LOCAL, "工作安排", most=3),
    _rule("site-days", "policy", "limit", Words("每月驻点天数", "days on site a month"), LOCAL, "工作安排", most=0),
    _rule("workload", "policy", "limit", Words("工作量", "workload"), LOCAL, "工作安排", is_on=False, most=100),
    _rule(
        "bundle-radius",
        "policy",
        "limit",
        Words("联企半径", "radius of one person's hosts"),
        LOCAL,
        "工作安排",
        is_on=False,
        most_km=30.0,
    ),
    _rule(
        "avoid",
        "law",
        "limit",
        Words("人员互相回避", "people who avoid each other"),
        CIVIL_SERVANT_RECUSAL_2020,
        "任职回避",
    ),
    _rule("team-skills", "policy", "limit", Words("班子专长", "skills of the team"), LOCAL, "岗位条件"),
    _rule(
        "joint-branch-size",
        "policy",
        "flag",
        Words("联合支部规模", "size of a joint branch"),
        LOCAL,
        "组织设置",
        most=10,
    ),
)

REGISTER: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _RULES})
