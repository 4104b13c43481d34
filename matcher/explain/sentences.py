"""Whole sentences with facts to fill in: causes, violations, verdicts.

A sentence is a template in both languages; its facts are named in braces and are the same in both.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.words import Language, Words

Cause: TypeAlias = Literal["uncovered", "unplaced", "blocking", "outcome", "broken", "stored"]

SENTENCES: Mapping[Cause, Mapping[str, Words]] = MappingProxyType(
    {
        "uncovered": {
            "no-candidates": Words("人才库中没有人选", "the candidate pool is empty"),
            "all-barred": Words(
                "全部{people}名人选都不符合资格规则，其中“{rule}”排除{count}名",
                "the rules bar all {people} candidates; “{rule}” alone bars {count}",
            ),
            "all-refused": Words(
                "符合资格的{people}名人选，不是本人不愿去，就是企业不愿接收",
                "of the {people} eligible candidates, each refused or was refused",
            ),
            "not-mutual": Words(
                "符合资格的{people}名人选中没有双方互相选中的（本次要求双向互选）",
                "none of the {people} eligible candidates and the host named each other (mutual choice is required)",
            ),
            "all-banned": Words("可接受的人选都被列入禁止配对", "every acceptable candidate is on the list of bans"),
            "scarcity": Words(
                "{posts}个岗位最少共需{seats}人，双方都能接受的人选只有{people}名，合计最多承担{room}个岗位",
                "{posts} posts need at least {seats} people; only {people} candidates are acceptable both ways, "
                "with room for {room}",
            ),
            "priority-order": Words(
                "可用的人选已先安排到优先级更高或同样缺人的岗位",
                "the acceptable candidates went to posts of higher or equal priority that lack people too",
            ),
            "objective-order": Words(
                "补上会使排在前面的目标“{objective}”变差",
                "filling it would worsen an objective that comes first: {objective}",
            ),
            "side-rule": Words("为遵守“{rule}”而空缺", "left open to keep the rule “{rule}”"),
            "not-proven": Words(
                "在限定的求解工作量内没有找到补法，也未证明补不上",
                "no way to fill it was found within the allowed effort, and none was ruled out",
            ),
        },
        "unplaced": {
            "no-room": Words("本人联企上限为0", "the person's own limit is 0 hosts"),
            "all-barred": Words(
                "全部{posts}个岗位都不符合资格规则，其中“{rule}”排除{count}个",
                "the rules bar all {posts} posts; “{rule}” alone bars {count}",
            ),
            "all-refused": Words(
                "符合资格的{posts}个岗位，不是本人不愿去，就是企业不愿接收",
                "of the {posts} eligible posts, each was refused or refused the person",
            ),
            "not-mutual": Words(
                "符合资格的{posts}个岗位中没有双方互相选中的（本次要求双向互选）",
                "at none of the {posts} eligible posts did both sides name each other (mutual choice is required)",
            ),
            "all-banned": Words("可去的岗位都被列入禁止配对", "every acceptable post is on the list of bans"),
            "posts-full": Words(
                "可去的{posts}个岗位已全部满员，安排的人选排位更靠前或契合度更高",
                "all {posts} acceptable posts are filled with people who rank or fit better",
            ),
            "objective-order": Words(
                "安排会使排在前面的目标“{objective}”变差",
                "placing the person would worsen an objective that comes first: {objective}",
            ),
            "side-rule": Words("为遵守“{rule}”而未安排", "left out to keep the rule “{rule}”"),
            "least-load": Words(
                "只安排了{load}个岗位，少于要求的最少{least}个",
                "holds {load} posts, fewer than the least {least} asked",
            ),
            "not-proven": Words(
                "在限定的求解工作量内没有找到安排办法，也未证明无法安排",
                "no way to place the person was found within the allowed effort, and none was ruled out",
            ),
        },
        "blocking": {
            "excused": Words("满足这一对会失去覆盖", "honouring it would lose cover"),
            "objective-order": Words(
                "稳定排在“{objective}”之后，满足这一对会使后者变差",
                "stability comes after “{objective}”, which honouring the pair would worsen",
            ),
            "not-asked": Words("本次目标中没有稳定", "stability is not among the objectives"),
            "side-rule": Words("满足这一对会违反“{rule}”", "honouring it would break the rule “{rule}”"),
            "not-proven": Words(
                "在限定的求解工作量内没有找到更稳定的方案",
                "no more stable plan was found within the allowed effort",
            ),
        },
        "outcome": {
            "stopped": Words("按要求提前停止，保留当时最好的方案", "stopped on request; the best plan so far is kept"),
            "nothing-found": Words(
                "停止前没有找到方案，也未证明没有方案", "nothing was found before the stop, and nothing was proven"
            ),
            "rules-conflict": Words("硬性规则互相冲突：{rules}", "hard rules contradict each other: {rules}"),
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
"""Kind of statement → key → template in both languages."""


def tell(kind: Cause, sentence: str, /, **facts: str | int | Words) -> Words:
    """Return a sentence with its facts filled in, in both languages.

    Raises
    ------
    KeyError
        The table does not know the key, or a fact is missing.

    Examples
    --------
    >>> tell("uncovered", "side-rule", rule=Words("禁止配对", "bans")).en
    'left open to keep the rule “bans”'
    """
    template = SENTENCES[kind][sentence]

    def fill(language: Language) -> str:
        said = {fact: value.say(language) if isinstance(value, Words) else value for fact, value in facts.items()}
        return template.say(language).format_map(said)

    return Words(fill("zh"), fill("en"))
