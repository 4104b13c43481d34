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
                "补上这里，别处就会空出同样重要的名额",
                "filling it would leave another seat of the same weight empty",
            ),
            "objective-order": Words(
                "补上会使排在前面的目标“{objective}”变差",
                "filling it would worsen an objective that comes first: {objective}",
            ),
            "side-rule": Words("为遵守“{rule}”而空缺", "left open to keep the rule “{rule}”"),
            "not-asked": Words("本次目标中没有覆盖", "coverage is not among the objectives"),
            "not-tried": Words(
                "缺口太多，已到查找上限，这一处的原因没有逐一查明",
                "not looked into: there are more gaps than the limit of trials allows",
            ),
            "not-proven": Words(
                "在限定的求解工作量内没有找到补法，也未证明补不上",
                "no way to fill it was found within the allowed effort, and none was ruled out",
            ),
        },
        "shortage": {
            "posts": Words(
                "以下{num_posts}个岗位最少共需{needed}人：{posts}；双方都能接受的人选只有{num_people}名：{people}；"
                "合计最多承担{available}个岗位",
                "{num_posts} posts need at least {needed} people: {posts}; only {num_people} are acceptable both ways: "
                "{people}; they have room for {available}",
            ),
            "candidates": Words(
                "以下{num_people}名人选最少共需{needed}个岗位：{people}；双方都能接受的岗位只有{num_posts}个：{posts}；"
                "合计最多提供{available}个名额",
                "{num_people} people need at least {needed} places: {people}; only {num_posts} posts are acceptable "
                "both ways: {posts}; they have room for {available}",
            ),
        },
        "unplaced": {
            "no-room": Words("本人联企上限为0", "the person's own limit is 0 hosts"),
            "no-room-budget": Words(
                "本人的驻点天数或工作量上限容不下任何可去的岗位",
                "the person's limit of days on site or of work leaves room for none of the posts",
            ),
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
            "scarcity": Words(
                "{people}名人选最少共需{seats}个岗位，双方都能接受的岗位只有{posts}个，合计最多提供{room}个名额",
                "{people} people ask for at least {seats} places; only {posts} posts are acceptable both ways, "
                "with room for {room}",
            ),
            "posts-full": Words(
                "可去的{posts}个岗位已全部满员，在岗人选的排位都不低于本人",
                "every acceptable post ({posts} in all) is full, and nobody there ranks below the person",
            ),
            "posts-full-wanted": Words(
                "可去的{posts}个岗位已全部满员；其中{count}个岗位更愿接收本人，但{why}",
                "every acceptable post ({posts} in all) is full; {count} would rather have the person, but: {why}",
            ),
            "priority-order": Words(
                "只安排了{load}个岗位，少于要求的最少{least}个；补足会使别处空出同样重要的名额",
                "holds {load} posts, fewer than the least {least} asked; one more would leave a seat of the same "
                "weight empty elsewhere",
            ),
            "no-objective": Words(
                "安排与否不影响本次的任何目标", "placing the person changes none of the objectives of this scenario"
            ),
            "not-asked": Words(
                "本次目标中没有覆盖，最少联企数不起作用",
                "coverage is not among the objectives, so the least load counts for nothing",
            ),
            "not-tried": Words(
                "缺口太多，已到查找上限，此人的原因没有逐一查明",
                "not looked into: there are more gaps than the limit of trials allows",
            ),
            "objective-order": Words(
                "安排会使排在前面的目标“{objective}”变差",
                "placing the person would worsen an objective that comes first: {objective}",
            ),
            "side-rule": Words("为遵守“{rule}”而未安排", "left out to keep the rule “{rule}”"),
            "not-proven": Words(
                "在限定的求解工作量内没有找到安排办法，也未证明无法安排",
                "no way to place the person was found within the allowed effort, and none was ruled out",
            ),
        },
        "blocking": {
            "excused": Words("满足这一对会失去覆盖", "honouring it would lose cover"),
            "excused-alone": Words(
                "单独满足这一对会使别处低于最少人数，须连带调动他人",
                "honouring it alone would leave somebody below the least; others would have to move as well",
            ),
            "others-arise": Words(
                "满足这一对，阻塞对并不减少（由{before}对变为{after}对）",
                "honouring it leaves no fewer blocking pairs ({before} before, {after} after)",
            ),
            "not-tried": Words(
                "阻塞对太多，已到查找上限，这一对没有逐一查明",
                "not looked into: there are more blocking pairs than the limit of trials allows",
            ),
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
        "group": {
            "stability": Words("不得有阻塞对", "no blocking pair"),
            "quota": Words("配额“{name}”", "quota “{name}”"),
            "pin": Words("指定配对 {name}", "pin {name}"),
        },
    }
)
