"""Texts that the pages of one person, of one host and of one record share."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import pool_versions
from matcher.words import Words

UNMASKING: Mapping[str, Words] = MappingProxyType(
    {
        "field": Words("项目", "Item"),
        "content": Words("内容", "Content"),
        "unmask": Words("查看完整信息", "See hidden items"),
        "unmask-help": Words(
            "查看会记入审计链：谁、何时、看了哪些项目、出于什么理由；内容不记。",
            "The audit chain keeps who saw which items, when and why; never their content.",
        ),
        "unmask-what": Words("项目", "Items"),
        "unmask-hint": Words("选择要看的项目", "Choose items"),
        "unmask-why": Words("理由", "Reason"),
        "unmask-choose": Words("选择理由", "Choose a reason"),
        "unmask-do": Words("查看并记录", "Show and record"),
        "unmask-done": Words(
            "已记入审计链。离开或刷新本页后不再显示。", "Recorded. It is gone when the page is left or reloaded."
        ),
    }
)
"""Of the box where hidden items are asked for."""

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **pool_versions.TEXTS,
        **UNMASKING,
        "choose-hint": Words("输入编号或名称", "Type an id or a name"),
        "too-many": Words(
            "最多并排 {most} 个，只显示前 {most} 个。", "At most {most} stand side by side; the first {most} are shown."
        ),
        "no-such-record": Words("这一版名单中没有：{ids}。", "Not in this version of the lists: {ids}."),
        "data": Words("基本资料", "Data"),
        "posts": Words("派驻岗位", "Posts"),
        "post": Words("岗位", "Post"),
        "all-posts": Words("全部岗位", "all posts"),
        "other-side": Words("对方", "Other side"),
        "answer": Words("意愿", "Answer"),
        "rank": Words("顺序", "Rank"),
        "opinions": Words("第三方意见", "Opinions of third parties"),
        "source": Words("意见来源", "Source"),
        "view": Words("意见", "View"),
        "reason": Words("理由", "Reason"),
        "last-season": Words("上届任职", "Last season"),
        "role": Words("角色", "Role"),
        "terms": Words("连续届数", "Terms in a row"),
        "since": Words("起", "Since"),
        "until": Words("止", "Until"),
        "in-plan": Words("方案 {id} 号的安排", "In plan No. {id}"),
        "why-none": Words("方案未再安排的原因", "Why the plan gives nothing more"),
        "open-plan": Words("看方案 {id} 号", "See plan No. {id}"),
        "no-such-plan": Words(
            "本季没有编号为 {asked} 的方案，下面按最近的方案显示。",
            "This season has no plan {asked}; the latest one is shown.",
        ),
        "cause": Words("原因", "Cause"),
        "points": Words("契合度", "Suitability"),
        "person-rank": Words("本人排第几", "Person's rank"),
        "host-rank": Words("企业排第几", "Host's rank"),
        "none": Words("没有。", "None."),
        "sheet": Words("下载打印用档案表", "Download the profile to print"),
        "sheet-help": Words(
            "用浏览器打开后打印，A4 纸；隐去的内容与本页一致。",
            "Open it in a browser and print it on A4; what is hidden here is hidden there.",
        ),
        "sheet-foot": Words(
            "{who} 打印于 {moment}。内含个人信息，请妥善保管。", "Printed by {who}, {moment}. Contains personal data."
        ),
    }
)
