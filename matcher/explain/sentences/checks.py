"""What a solve and a check came to: outcomes, broken rules, differences in stored files."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

CHECKS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "outcome": {
            "stopped": Words("按要求提前停止，保留当时最好的方案", "stopped on request; the best plan so far is kept"),
            "nothing-found": Words(
                "停止前没有找到方案，也未证明没有方案", "nothing was found before the stop, and nothing was proven"
            ),
        },
        "broken": {
            "acceptable": Words("用了双方不能接受的配对", "a pair that is not acceptable is used"),
            "capacity": Words("人选联企数超过上限", "a candidate holds more posts than allowed"),
            "seats": Words("岗位人数超过上限", "a post holds more people than allowed"),
            "quota": Words("不满足比例或数量要求", "a quota is not kept"),
            "pin": Words("指定配对没有落实", "a pin is not kept"),
            "ban": Words("用了禁止的配对", "a banned pair is used"),
            "one_post_per_host": Words("一人在同一企业任两岗", "a person holds two posts at one host"),
            "company_posts": Words("企业职务超过上限", "a person holds too many company posts"),
            "team_skills": Words("岗位班子缺少必需专长", "a team lacks a skill it must have"),
            "site_days": Words("每月驻点天数超过上限", "a person's days on site exceed the budget"),
            "workload": Words("工作量超过上限", "a person's workload exceeds the budget"),
            "bundle_radius": Words("一人联系的企业相距过远", "one person's hosts lie too far apart"),
            "avoid": Words("应互相回避的人在同一企业", "people who avoid each other serve at one host"),
            "stability": Words("有不允许的阻塞对", "a blocking pair where none is allowed"),
            "claim": Words("方案的说法与重算结果不符", "something said of the plan is not so"),
        },
        "stored": {
            "problem-digest": Words(
                "problem.npz 与 plan.json 记录的摘要不一致，两个文件不是同一方案",
                "problem.npz does not have the digest that plan.json records: the two files belong to different plans",
            ),
            "plan-digest": Words(
                "plan.json 中的配对与方案指纹不一致，内容被改动过",
                "the matches in plan.json do not have the plan's fingerprint: they were changed",
            ),
            "unknown-id": Words(
                "plan.json 中的配对用了问题中没有的编号：{pair}",
                "a match in plan.json names an id the problem does not have: {pair}",
            ),
            "ids": Words(
                "plan.json 的编号表与问题的大小不符", "the id lists of plan.json do not fit the size of the problem"
            ),
            "match": Words(
                "配对{pair}的“{key}”记为{stored}，重算为{found}",
                "match {pair}: “{key}” is stored as {stored} and recomputed as {found}",
            ),
            "number": Words(
                "“{key}”记为{stored}，重算为{found}", "“{key}” is stored as {stored} and recomputed as {found}"
            ),
            "status": Words(
                "状态记为{stored}，与所列目标的证明情况不符",
                "the status is stored as {stored}, which the proofs of the objectives do not bear out",
            ),
            "policy-digest": Words(
                "scenario.toml 与 plan.json 记录的摘要不一致，方案设置被改动过",
                "scenario.toml does not have the digest that plan.json records: the settings were changed",
            ),
            "policy-objectives": Words(
                "scenario.toml 的目标次序与匹配问题不同",
                "scenario.toml orders other objectives than the stored problem",
            ),
        },
    }
)
