"""Why a pair is in the plan and why another is not: criteria, causes, decisions, who may lift what."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

PAIRS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "unknown": {
            "candidate": Words("人才库中没有编号“{id}”", "there is no candidate {id}"),
            "candidate-nearest": Words(
                "人才库中没有编号“{id}”，是不是“{nearest}”？", "there is no candidate {id}; did you mean {nearest}?"
            ),
            "post": Words("没有编号为“{id}”的岗位或企业", "there is no post or enterprise {id}"),
            "post-nearest": Words(
                "没有编号为“{id}”的岗位或企业，是不是“{nearest}”？",
                "there is no post or enterprise {id}; did you mean {nearest}?",
            ),
            "no-post": Words(
                "企业“{enterprise}”没有自己的岗位（由联合支部或挂靠的企业覆盖）",
                "enterprise {enterprise} has no post of its own (it is covered by the host that carries its branch)",
            ),
            "several-posts": Words(
                "企业“{enterprise}”有几个岗位，请写明其中一个：{posts}",
                "enterprise {enterprise} has several posts; name one of {posts}",
            ),
        },
        "list": {
            "more": Words("{names}等另外{count}个", "{names} and {count} more"),
            "because": Words("{who}：{why}", "{who}: {why}"),
            "ranked": Words("{name}第{rank}位", "{name} at rank {rank}"),
        },
        "term": {
            "level": Words("{skill}（有{have}级／要{asked}级）", "{skill} ({have} of {asked})"),
            "view": Words("{source}：{view}", "{source}: {view}"),
            "needs": Words(
                "企业需求共{needed}级，专长覆盖{met}级：{skills}", "{met} of {needed} levels of need are met: {skills}"
            ),
            "needs.none": Words("企业没有写明需求，按一半计", "the host states no need; counted as one half"),
            "must_have": Words("必备专长，高一级为满分：{skills}", "must-haves with one level in reserve: {skills}"),
            "must_have.none": Words("岗位没有必备专长的要求", "the post asks for no must-have skill"),
            "industry.yes": Words("有“{line}”行业的工作经历", "has worked in the host's line, {line}"),
            "industry.no": Words("没有“{line}”行业的工作经历", "has not worked in the host's line, {line}"),
            "industry.none": Words("企业没有写明行业", "the host states no line of business"),
            "work_relation.yes": Words(
                "所在单位联系“{line}”行业", "the person's unit works with the host's line, {line}"
            ),
            "work_relation.no": Words(
                "所在单位不联系“{line}”行业", "the person's unit does not work with the host's line, {line}"
            ),
            "work_relation.none": Words("企业没有写明行业", "the host states no line of business"),
            "locality": Words(
                "直线距离{distance_km}公里，{near_km}公里得一半",
                "{distance_km} km apart in a straight line; {near_km} km counts one half",
            ),
            "locality.same": Words("同在{area}", "both in the area {area}"),
            "locality.unknown": Words(
                "住地或企业位置不明，按{near_km}公里计", "a place is not known; counted as {near_km} km"
            ),
            "language": Words("企业使用{asked}，本人会{spoken}", "the host speaks {asked}; the person speaks {spoken}"),
            "language.no": Words(
                "企业使用{asked}，本人都不会", "the host speaks {asked}; the person speaks none of it"
            ),
            "language.none": Words("企业没有语言要求", "the host names no language"),
            "party_work": Words(
                "党务工作{years}年，满{full}年得满分", "{years} years of Party work; {full} count in full"
            ),
            "stage": Words("党建阶段“{stage}”所需专长：{skills}", "skills for the host's stage ({stage}): {skills}"),
            "stage.no": Words(
                "党建阶段“{stage}”所需的专长都没有：{skills}",
                "none of the skills for the host's stage ({stage}): {skills}",
            ),
            "opinions": Words("第三方意见：{views}", "third parties: {views}"),
            "opinions.none": Words("没有第三方意见，按一半计", "no third party spoke; counted as one half"),
            "continuity.yes": Words(
                "上一届在该企业任职，已连续{terms}届", "served here last season, {terms} terms in a row"
            ),
            "continuity.no": Words("上一届不在该企业任职", "did not serve here last season"),
        },
        "absence": {
            "in-plan": Words("方案中就有这一对", "the plan holds this very pair"),
            "barred": Words(
                "{kind}规则“{rule}”不允许：{words}（依据：{basis}）",
                "barred by the {kind} rule “{rule}”: {words} (basis: {basis})",
            ),
            "barred-until": Words(
                "{kind}规则“{rule}”在{day}以前不允许：{words}（依据：{basis}）",
                "barred until {day} by the {kind} rule “{rule}”: {words} (basis: {basis})",
            ),
            "refused-candidate": Words("人选表示不愿去", "the person refused"),
            "refused-enterprise": Words("企业表示不愿接收", "the host refused"),
            "not-mutual-candidate": Words(
                "人选没有选这家企业（本次要求双向互选）", "the person did not name the host (mutual choice is required)"
            ),
            "not-mutual-enterprise": Words(
                "企业没有选这名人选（本次要求双向互选）", "the host did not name the person (mutual choice is required)"
            ),
            "banned": Words("方案制定者禁止这一对", "the planner banned the pair"),
            "banned-because": Words("方案制定者禁止这一对：{reason}", "the planner banned the pair: {reason}"),
            "no-room-candidate": Words("人选的联企上限为0", "the person's own limit is 0 hosts"),
            "no-room-budget": Words(
                "人选的驻点天数或工作量上限容不下任何可去的岗位",
                "the person's limit of days on site or of work leaves room for none of the posts",
            ),
            "no-room-post": Words("岗位人数上限为0", "the post takes nobody"),
            "pinned-candidate": Words(
                "人选的名额都由指定配对占用：{posts}", "pins take all the person's places: {posts}"
            ),
            "pinned-post": Words("岗位的名额都由指定配对占用：{people}", "pins take all places of the post: {people}"),
            "candidate-better": Words(
                "人选已任满，所任岗位在其志愿中都更靠前：{posts}（该岗位第{rank}位）",
                "the person is full, and ranks every post held above this one: {posts} (this one is rank {rank})",
            ),
            "candidate-equal": Words(
                "人选已任满，所任岗位在其志愿中与该岗位并列：{posts}（该岗位第{rank}位）",
                "the person is full, and ranks every post held level with this one: {posts} (this one is rank {rank})",
            ),
            "candidate-mixed": Words(
                "人选已任满，所任岗位在其志愿中更靠前或并列：{posts}（该岗位第{rank}位）",
                "the person is full, and ranks no post held below this one: {posts} (this one is rank {rank})",
            ),
            "host-better": Words(
                "岗位已满，现有人选在企业的排序中都更靠前：{people}（此人第{rank}位）",
                "the post is full, and the host ranks everybody there above this person: {people} (this one is rank "
                "{rank})",
            ),
            "host-equal": Words(
                "岗位已满，现有人选在企业的排序中与此人并列：{people}（此人第{rank}位）",
                "the post is full, and the host ranks everybody there level with this person: {people} (this one is "
                "rank {rank})",
            ),
            "host-mixed": Words(
                "岗位已满，现有人选在企业的排序中更靠前或并列：{people}（此人第{rank}位）",
                "the post is full, and nobody there ranks below this person: {people} (this one is rank {rank})",
            ),
            "coverage": Words(
                "名额要用来保覆盖：安排这一对，覆盖缺口增加{amount}，{places}将达不到最少人数",
                "the place is needed for cover: with the pair the shortfall grows by {amount} and {places} falls below "
                "the least",
            ),
            "coverage-unproven": Words(
                "试算中安排这一对，覆盖缺口增加{amount}，{places}达不到最少人数；没有证明别无办法",
                "in a trial with the pair the shortfall grows by {amount} and {places} falls below the least; other "
                "ways are not ruled out",
            ),
            "blocking": Words(
                "双方都更愿意要对方（阻塞对），方案容许它的原因：{why}",
                "both would rather have each other (a blocking pair); why the plan tolerates it: {why}",
            ),
            "impossible": Words(
                "已证明：安排这一对，就没有方案能满足全部硬性规则",
                "proven: with the pair no plan keeps every hard rule",
            ),
            "impossible-because": Words(
                "已证明：安排这一对，就没有方案能满足全部硬性规则（{why}）",
                "proven: with the pair no plan keeps every hard rule ({why})",
            ),
            "price": Words(
                "代价：“{objective}”由{before}变为{after}，共有{moved}人变动（已证明）",
                "the price: {objective} goes from {before} to {after}; people who change posts: {moved} (proven)",
            ),
            "gain": Words(
                "不仅没有代价，“{objective}”还由{before}变为{after}，共有{moved}人变动（已证明）",
                "no price: {objective} even goes from {before} to {after}; people who change posts: {moved} (proven)",
            ),
            "price-nearest": Words(
                "改动最少的方案：共有{moved}人变动，“{objective}”由{before}变为{after}（后面的目标未求最优，不是证明了的代价）",
                "with the fewest changes {objective} goes from {before} to {after}; people who change posts: {moved} "
                "(later objectives are not optimized: no proven price)",
            ),
            "price-unproven": Words(
                "试算：“{objective}”由{before}变为{after}，共有{moved}人变动（没有证明最优，只是两个方案之差）",
                "in a trial {objective} goes from {before} to {after}; people who change posts: {moved} (not proven "
                "best: the difference of two plans)",
            ),
            "free": Words(
                "没有代价：有一个含这一对的方案，各项目标都同样好",
                "no price: a plan with the pair is as good in every objective",
            ),
            "unknown": Words(
                "在限定的求解工作量内没有找到含这一对的方案，也未证明没有",
                "within the allowed effort no plan with the pair was found, and none was ruled out",
            ),
            "stopped": Words("试算提前停止，代价没有算出", "the trial was stopped early, so no price is known"),
            "not-priced": Words("没有试算代价", "not solved again, so no price is known"),
        },
        "decision": {
            "pinned": Words("方案制定者指定了这一对", "the planner pinned the pair"),
            "pinned-because": Words("方案制定者指定了这一对：{reason}", "the planner pinned the pair: {reason}"),
            "pin-group": Words(
                "方案制定者指定此人到这家企业，岗位由方案选定",
                "the planner pinned the person to this host; the plan chose the post",
            ),
            "waived": Words(
                "规则“{rule}”本不允许这一对（{words}），方案设置的第{number}条豁免放宽了它：{why}",
                "the rule “{rule}” would bar the pair ({words}); waiver no. {number} of the scenario lifts it: {why}",
            ),
            "rules": Words(
                "没有这一对，就没有方案能满足全部硬性规则（已证明）",
                "without it no plan keeps every hard rule (proven)",
            ),
            "rules-because": Words(
                "没有这一对，就没有方案能满足全部硬性规则（已证明；{why}）",
                "without it no plan keeps every hard rule (proven; {why})",
            ),
            "coverage": Words(
                "覆盖所必需：没有这一对，覆盖缺口增加{amount}，{places}达不到最少人数（已证明）",
                "needed for cover: without it the shortfall grows by {amount} and {places} falls below the "
                "least (proven)",
            ),
            "coverage-unproven": Words(
                "试算中没有这一对，覆盖缺口增加{amount}，{places}达不到最少人数（没有证明别无办法）",
                "in a trial without it the shortfall grows by {amount} and {places} falls below the least (not proven)",
            ),
            "mutual-first": Words("双方互为第一位", "each is the other's first"),
            "candidate-first": Words("岗位是人选的第一位", "the post is the person's first"),
            "host-first": Words("人选是企业的第一位", "the person is the host's first"),
            "kept": Words("上一届的续任", "renewed from last season"),
            "objective": Words(
                "没有这一对，“{objective}”由{before}变为{after}（已证明）",
                "without it {objective} goes from {before} to {after} (proven)",
            ),
            "objective-nearest": Words(
                "没有这一对而改动最少的方案，“{objective}”由{before}变为{after}（后面的目标未求最优）",
                "without it and with the fewest changes {objective} goes from {before} to {after} (later "
                "objectives are not optimized)",
            ),
            "objective-unproven": Words(
                "试算中没有这一对，“{objective}”由{before}变为{after}（没有证明最优，只是两个方案之差）",
                "in a trial without it {objective} goes from {before} to {after} (not proven: the difference of "
                "two plans)",
            ),
            "tie": Words(
                "没有这一对，也有各项目标同样好的方案；这是同样好的方案中选定的一个",
                "a plan without it is as good in every objective; this is the one chosen among equals",
            ),
            "unknown": Words(
                "在限定的求解工作量内没有找到不含这一对的方案，也未证明没有",
                "within the allowed effort no plan without it was found, and none was ruled out",
            ),
            "stopped": Words(
                "试算提前停止，去掉这一对的后果没有算出",
                "the trial was stopped early, so what doing without it costs is not known",
            ),
            "not-priced": Words("没有试算去掉这一对的后果", "what doing without it costs was not solved"),
        },
        "certainty": {
            "min": Words("未证明；不会少于{bound}", "not proven; at least {bound}"),
            "max": Words("未证明；不会多于{bound}", "not proven; at most {bound}"),
        },
        "lift": {
            "law": Words("法规不得放宽", "a law: nobody may lift it"),
            "fixed": Words("固定规则，不能放宽", "a fixed rule of every plan"),
            "time": Words("到{day}自然解除", "time lifts it on {day}"),
            "data": Words("资料未填写，补填后重新判断", "the record is silent: fill it in and judge again"),
            "policy": Words(
                "方案制定者可以为这一对豁免规则“{rule}”，或关闭它",
                "the planner may waive the rule “{rule}” for this pair, or switch it off",
            ),
            "parameter": Words(
                "方案制定者可以为这一对豁免规则“{rule}”，或关闭它，或修改其参数：{parameters}",
                "the planner may waive the rule “{rule}” for this pair, switch it off, or change its parameters: "
                "{parameters}",
            ),
            "unit": Words(
                "派出单位同意即可；方案制定者也可以为这一对豁免规则“{rule}”，或关闭它",
                "the sending unit may consent, or the planner may waive the rule “{rule}” for this pair or end it",
            ),
            "approval": Words("由批准机关批准或备案", "the approving organ, by an approval or a record"),
            "flag": Words("只作提示，不阻止配对；由方案制定者掌握", "a warning only; the planner decides"),
            "order": Words("方案制定者可以撤销这条指定或禁止", "the planner may withdraw the pin or ban"),
            "quota": Words("方案制定者可以修改这条配额", "the planner may change the quota"),
            "first": Words("方案制定者可以不把稳定放在首位", "the planner may put another objective before stability"),
            "side-candidate": Words("本人改变意愿即可", "the person may say otherwise"),
            "side-enterprise": Words("企业改变意愿即可", "the host may say otherwise"),
            "name-candidate": Words(
                "本人补选，或方案制定者改为不要求互选",
                "the person may name the host, or the planner may drop mutual choice",
            ),
            "name-enterprise": Words(
                "企业补选，或方案制定者改为不要求互选",
                "the host may name the person, or the planner may drop mutual choice",
            ),
        },
        "side": {
            "acceptable": Words("用了双方不能接受的配对", "it needs a pair that is not acceptable"),
            "capacity": Words("超过人选联企上限{needed}家", "more than the {needed} posts the person may hold"),
            "seats": Words("超过岗位人数上限{needed}人", "more than the {needed} people the post takes"),
            "quota": Words("不满足配额“{what}”", "the quota “{what}” would not be kept"),
            "pin": Words("要放弃指定配对：{people}与{posts}", "a pinned pair would be given up: {people} at {posts}"),
            "ban": Words("用了禁止的配对：{people}与{posts}", "a banned pair would be used: {people} at {posts}"),
            "one_post_per_host": Words(
                "一人在同一企业只任一岗：{posts}", "one person would hold two posts of one host: {posts}"
            ),
            "company_posts": Words(
                "企业职务将有{actual}个，上限{needed}个：{posts}",
                "{actual} company posts, at most {needed} allowed: {posts}",
            ),
            "team_skills": Words(
                "{posts}的班子将无人具备“{what}”", "nobody at {posts} would have a skill its team must have: {what}"
            ),
            "site_days": Words(
                "每月驻点{actual}天，上限{needed}天：{posts}",
                "{actual} days on site a month, at most {needed}: {posts}",
            ),
            "workload": Words(
                "工作量{actual}，上限{needed}：{posts}", "{actual} units of work, at most {needed}: {posts}"
            ),
            "bundle_radius": Words(
                "所联企业相距{actual}米，上限{needed}米：{posts}", "hosts {actual} m apart, at most {needed} m: {posts}"
            ),
            "avoid": Words("与{people}互相回避，不能同在一家企业", "avoids {people}, who would serve at the same host"),
        },
    }
)
