"""Texts of the page on which a plan is changed by hand."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("手工调整", "Change by hand"),
        "explained": Words(
            "每次调整都另成一版，立即核验；原方案不变，理由记入审计链。",
            "Every change makes a new version that is checked at once; the plan itself stays, the reason is kept.",
        ),
        "whole-season": Words(
            "调整方案涉及全季，只管一个党委的账号不能使用。",
            "Changing the plan concerns the whole season; accounts of one committee cannot do it.",
        ),
        "no-evidence": Words("没有求得方案，无从调整。", "There is no plan to change."),
        "change-kind": Words("怎样调整", "Change"),
        "choose-all": Words("请选齐人选和岗位，随即显示代价。", "Choose people and posts to see the cost."),
        "person": Words("人选", "Person"),
        "post": Words("岗位", "Post"),
        "pair": Words("方案里的一对", "A pair of the plan"),
        "other-pair": Words("与哪一对对调", "The other pair"),
        "by": Words("换成谁", "Replaced by"),
        "type-to-find": Words("输入姓名、编号、企业查找", "Type a name or an id"),
        "cost": Words("代价", "What it costs"),
        "objective": Words("目标", "Objective"),
        "before": Words("现在", "Now"),
        "after": Words("改后", "Then"),
        "verdict": Words("好坏", "Verdict"),
        "better": Words("较好", "better"),
        "worse": Words("较差", "worse"),
        "same": Words("不变", "the same"),
        "blocking-change": Words(
            "阻塞对由 {before} 个变为 {after} 个。", "Blocking pairs: {before} before, {after} after."
        ),
        "shortage": Words(
            "岗位 {post}：缺 {before} 人变为缺 {after} 人。", "Post {post}: {before} missing before, {after} after."
        ),
        "voids": Words(
            "方案正在审签：调整后原方案撤回，签名全部作废。",
            "The plan is under review: it will be withdrawn and its signatures voided.",
        ),
        "reason": Words("理由", "Reason"),
        "override": Words(
            "明知违反上述规定，仍要这样调整（不含法定条件）", "Keep it although these rules are broken (never law)"
        ),
        "keep-change": Words("存为新版", "Keep as a new version"),
        "changed": Words("已由方案 {plan} 另成一版。", "A new version was made from plan {plan}."),
    }
)
