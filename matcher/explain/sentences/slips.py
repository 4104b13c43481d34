"""What one person is told of the own result; nothing here names anybody else."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

SLIPS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "slip": {
            "placed": Words("您被安排到{posts}个岗位。", "You are placed at {posts} post(s)."),
            "not-placed": Words("本次没有为您安排岗位。", "You have no post this season."),
            "rank": Words("第{rank}志愿", "rank {rank}"),
            "wishes": Words("您的意愿：{mine}；企业的意愿：{theirs}", "your wish: {mine}; the host's wish: {theirs}"),
            "measure": Words("{criterion}得{points}分：{why}", "{criterion}, {points} points: {why}"),
            "waived": Words(
                "规则“{rule}”本次为您这一对豁免", "the rule “{rule}” is waived for you at this post this season"
            ),
            "caution": Words("提示“{rule}”：{lift}", "note on “{rule}”: {lift}"),
            "side-rule": Words("为遵守方案的硬性规则而未安排", "left out to keep a hard rule of the plan"),
            "posts-full": Words("可去的岗位都已满员", "every post open to you is full"),
        },
        "fate": {
            "in-plan": Words("已安排", "yours"),
            "barred": Words("规则“{rule}”不允许（{basis}）", "barred by the rule “{rule}” ({basis})"),
            "barred-until": Words(
                "规则“{rule}”在{day}以前不允许（{basis}）", "barred until {day} by the rule “{rule}” ({basis})"
            ),
            "refused-candidate": Words("您表示不愿去", "you refused it"),
            "refused-enterprise": Words("企业表示不愿接收", "the host did not accept"),
            "not-mutual-candidate": Words("您没有选这家企业", "you did not name the host"),
            "not-mutual-enterprise": Words(
                "企业没有选您，本次要求双向互选", "the host did not name you, and mutual choice is required"
            ),
            "banned": Words("组织决定不作此安排", "the organization decided against it"),
            "no-room-candidate": Words("您的联企上限为0", "your own limit is 0 hosts"),
            "no-room-budget": Words(
                "您的驻点天数或工作量上限容不下这个岗位", "your limit of days on site or of work leaves no room for it"
            ),
            "no-room-post": Words("岗位本次不接收人选", "the post takes nobody this season"),
            "pinned-away-candidate": Words(
                "您的名额已由组织指定的岗位占用", "posts fixed by the organization take your places"
            ),
            "pinned-away-post": Words("岗位的名额已由组织指定", "the organization had fixed who takes the post"),
            "candidate-better": Words(
                "您已任满，所任岗位在您的志愿中不低于这一个", "you are full, with posts you rank no lower than this one"
            ),
            "host-better": Words(
                "岗位已满，企业对在岗人选的排序不低于您", "the post is full, and the host ranks nobody there below you"
            ),
            "side-rule": Words("为遵守规则“{rule}”而未安排", "not arranged, to keep the rule “{rule}”"),
            "blocking": Words(
                "双方都愿意，但为了全局的目标（如覆盖更多企业）没有安排",
                "both sides were willing, but the aims of the whole plan, such as cover, came first",
            ),
            "unknown": Words("没有安排", "not arranged"),
        },
    }
)
