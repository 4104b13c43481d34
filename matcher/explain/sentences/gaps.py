"""What a plan leaves open: causes of gaps and of blocking pairs."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

GAPS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
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
    }
)
