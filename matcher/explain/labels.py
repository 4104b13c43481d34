"""Headings of files and screens."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.explain.comparing_labels import COMPARING
from matcher.explain.trade_off_labels import TRADE_OFF_LABELS
from matcher.words import Words

Place: TypeAlias = Literal[
    "roster",
    "summary",
    "findings",
    "picture",
    "compare",
    "suggest",
    "dial",
    "explain",
    "slip",
    "best",
    "replan",
    "frontier",
    "stress",
    "sweep",
]

LABELS: Mapping[Place, Mapping[str, Words]] = MappingProxyType(
    {
        "roster": {
            "sheet": Words("签约花名册", "Roster"),
            "title": Words("党建指导员双向选择集中签约花名册", "Roster of the collective signing ceremony"),
            "subtitle": Words(
                "方案：{plan}　　企业{hosts}家　　人选{people}名　　配对{matches}对",
                "Plan: {plan}    hosts {hosts}    people {people}    matches {matches}",
            ),
            "number": Words("序号", "No."),
            "committee": Words("基层党委", "Committee"),
            "enterprise": Words("企业名称", "Host"),
            "kind": Words("类别", "Kind"),
            "role": Words("岗位", "Post"),
            "candidate": Words("人选姓名", "Person"),
            "pool": Words("来源类别", "Pool"),
            "unit": Words("原单位及职务", "Unit and grade"),
            "phone": Words("联系电话", "Phone"),
            "points": Words("契合度", "Fit"),
            "choices": Words("双方志愿", "Choices"),
            "remarks": Words("备注", "Remarks"),
            "signature": Words("签名", "Signature"),
            "choice": Words("人选：{candidate}\n企业：{enterprise}", "person: {candidate}\nhost: {enterprise}"),
            "ranked": Words("第{rank}志愿", "rank {rank}"),
            "kept": Words("续任", "renewal"),
            "approval-needed": Words("需审批", "approval needed"),
            "approval": Words("审批号：{number}", "approval {number}"),
            "members": Words("联合支部成员：{names}", "joint branch with {names}"),
            "member-separator": Words("、", ", "),
            "remark-separator": Words("；", "; "),
            "totals": Words("合计", "Totals"),
            "totals-text": Words(
                "签约企业{hosts}家，签约人选{people}名，配对{matches}对，平均契合度{points}",
                "{hosts} hosts, {people} people, {matches} matches, mean fit {points}",
            ),
            "empty": Words("（本方案没有配对）", "(this plan holds no match)"),
            "page": Words("第 &P 页，共 &N 页", "page &P of &N"),
            "fingerprint": Words("方案指纹 {digest}", "plan fingerprint {digest}"),
            "uncovered-sheet": Words("未覆盖岗位", "Uncovered"),
            "uncovered-title": Words("未覆盖岗位及原因", "Uncovered posts and why"),
            "missing": Words("缺员", "Missing"),
            "priority": Words("优先级", "Priority"),
            "cause": Words("原因", "Cause"),
            "barred": Words("资格排除（规则：人数）", "Barred (rule: people)"),
            "barred-item": Words("{rule}：{count}人", "{rule}: {count}"),
            "none-uncovered": Words("（没有未覆盖的岗位）", "(every post is covered)"),
        },
        "summary": {
            "plan": Words("方案", "Plan"),
            "status": Words("结果", "Result"),
            "coverage": Words("覆盖", "Coverage"),
            "coverage-text": Words(
                "企业 {covered}/{hosts} 家，最少名额 {filled}/{needed} 个",
                "{covered} of {hosts} hosts, {filled} of {needed} least seats",
            ),
            "blind": Words("盲点", "Blind spots"),
            "blind-text": Words("原有 {before} 家，剩余 {left} 家", "{before} before, {left} left"),
            "matches": Words("配对", "Matches"),
            "matches-text": Words(
                "{matches} 对，其中双方互为第一志愿 {mutual} 对", "{matches}, of them {mutual} mutual first choices"
            ),
            "first": Words("第一志愿", "First choices"),
            "three": Words("前三志愿", "Top three"),
            "sides-text": Words(
                "人选一侧 {candidates} 对，企业一侧 {hosts} 对", "{candidates} for candidates, {hosts} for hosts"
            ),
            "blocking": Words("阻塞对", "Blocking pairs"),
            "blocking-text": Words(
                "{blocking} 对，其中为保覆盖而容许的 {excused} 对", "{blocking}, of them {excused} excused for cover"
            ),
            "unplaced": Words("未安排人选", "Unplaced"),
            "unplaced-text": Words("{people} 名", "{people}"),
            "load": Words("负担", "Posts held"),
            "load-item": Words("{posts} 个岗位：{people} 名", "{posts}: {people} people"),
            "load-separator": Words("；", "; "),
            "travel": Words("路程", "Travel"),
            "travel-text": Words(
                "平均 {mean} 公里，最远 {most} 公里，合计 {total} 公里",
                "mean {mean} km, farthest {most} km, total {total} km",
            ),
            "approvals": Words("需审批", "Approvals needed"),
            "approvals-text": Words("{count} 对", "{count}"),
            "check": Words("独立核验", "Independent check"),
            "check-ok": Words("通过", "passed"),
            "check-failed": Words("未通过，{count} 处不符", "failed, {count} faults"),
            "check-none": Words("没有方案可核验", "no plan to check"),
            "objectives": Words("目标（按先后）", "Objectives in order"),
            "objectives-name": Words("目标", "Objective"),
            "value": Words("达到", "Reached"),
            "bound": Words("界限", "Bound"),
            "proven": Words("是否最优", "Proven"),
            "engine": Words("引擎", "Engine"),
            "seconds": Words("秒", "Seconds"),
            "uncovered-title": Words("未覆盖岗位（{count}）", "Uncovered posts ({count})"),
            "unplaced-title": Words("未安排人选（{count}）", "Unplaced people ({count})"),
            "blocking-title": Words("阻塞对（{count}）", "Blocking pairs ({count})"),
            "enterprise": Words("企业", "Host"),
            "role": Words("岗位", "Post"),
            "post": Words("岗位编号", "Post id"),
            "missing": Words("缺员", "Missing"),
            "cause": Words("原因", "Cause"),
            "candidate": Words("人选", "Person"),
            "ranks": Words("双方名次", "Ranks"),
            "more": Words("……另有 {count} 项，见 plan.json", "… and {count} more, see plan.json"),
            "notes": Words("说明", "Notes"),
            "files": Words("文件", "Files"),
            "unknown": Words("未知", "unknown"),
        },
        "findings": {
            "title": Words("数据问题（{count}）", "Findings ({count})"),
            "severity": Words("程度", "Severity"),
            "place": Words("位置", "Place"),
            "value": Words("内容", "Value"),
            "reason": Words("原因", "Reason"),
            "fix": Words("改法", "Fix"),
            "none": Words("没有发现问题", "nothing to report"),
            "counts": Words("错误 {errors} 处，提示 {warnings} 处", "{errors} errors, {warnings} warnings"),
        },
        "suggest": {
            "price": Words("代价", "Price"),
            "gain": Words("收益", "Gain"),
            "repair": Words("办法", "Repair"),
            "covers": Words("补上的岗位", "Covers"),
            "moves": Words("变动人数", "Moved"),
            "scale": Words(
                "代价只用于排序：1 一方补答复，2 一人、一家或派出单位各让一步，3 收回不同意或指定，"
                "4 为一对豁免一条规则或放宽一处条件，"
                "5 调整限值或配额，6 并入邻近支部，7 降低最少人数，8 停用规则；几步并用则相加。"
                "收益按覆盖缺口计，每一项都已重新求解证明。",
                "Prices only rank: 1 an answer obtained, 2 one person, host or unit gives a little, 3 a refusal or "
                "order taken back, 4 a rule waived for one pair or a condition eased, 5 a limit or quota moved, "
                "6 a branch joined, 7 a least lowered, 8 a rule switched off; steps add up. "
                "Gains are in units of the coverage objective; each was proven by solving again.",
            ),
            "none-found": Words("在限定的范围内没有找到有用的办法", "nothing that helps was found within the limits"),
            "none-open": Words("没有需要补的缺口", "nothing is open"),
            "no-plan": Words("{status}。{cause}", "{status}: {cause}"),
            "fragile": Words(
                "没有替代的人选 {people} 名（数字为其退出后失去的覆盖），全靠他们的岗位 {posts} 个，"
                "必不可少的配对 {pairs} 对：",
                "{people} people without an alternative (cover lost when they leave), {posts} posts that rest on them "
                "alone, {pairs} pairs no plan can do without:",
            ),
            "not-fragile": Words("没有哪一名人选的退出会失去覆盖", "nobody's leaving would lose cover"),
        },
        "compare": COMPARING,
        "dial": {
            "title": Words("从稳定到最大：四种方案的代价", "From stable to largest: what each plan costs"),
            "setting": Words("取向", "Setting"),
            "status": Words("结果", "Result"),
        },
        "picture": {
            "subtitle": Words(
                "覆盖企业 {covered}/{hosts} 家　人选 {people} 名　配对 {matches} 对　阻塞对 {blocking} 个",
                "hosts covered {covered} of {hosts} · people {people} · pairs {matches} · blocking pairs {blocking}",
            ),
            "both": Words("双方都选了对方", "each had ranked the other"),
            "one": Words("一方选了对方", "one had ranked the other"),
            "neither": Words("按契合度安排", "placed by suitability"),
            "unplaced": Words("未安排", "not placed"),
            "uncovered": Words("未覆盖", "not covered"),
            "others": Words("其余各方", "all others"),
        },
        "explain": {
            "title": Words("{what}：{name}", "{what}: {name}"),
            "why-title": Words("为什么有这一对", "Why this pair"),
            "why-not-title": Words("为什么没有这一对", "Why not this pair"),
            "pair": Words(
                "{candidate}（{candidate_id}）— {enterprise}（{post}）",
                "{candidate} ({candidate_id}) – {enterprise} ({post})",
            ),
            "decided": Words("决定因素", "What decided it"),
            "measures": Words("契合度从哪里来", "Where the suitability comes from"),
            "criterion": Words("评分标准", "Criterion"),
            "points": Words("得分", "Points"),
            "weight": Words("权重", "Weight"),
            "facts": Words("依据", "Facts"),
            "total": Words("契合度合计", "Suitability"),
            "sides": Words("双方的意愿", "What both sides said"),
            "side": Words("一方", "Side"),
            "said": Words("原来的表态", "Said"),
            "rank": Words("名次", "Rank"),
            "choice": Words("第{rank}志愿", "rank {rank}"),
            "candidate": Words("人选", "Person"),
            "enterprise": Words("企业", "Host"),
            "post": Words("岗位", "Post"),
            "name": Words("名称", "Name"),
            "cautions": Words("提示与审批", "Notes and approvals"),
            "caution": Words("“{rule}”：{words}（{lift}；{number}）", "{rule}: {words} ({lift}; {number})"),
            "approval": Words("批准号 {number}", "approval {number}"),
            "no-approval": Words("尚无批准号", "no number on file"),
            "passed-posts": Words("人选更想去而没有去的岗位", "Posts the person ranks higher"),
            "passed-people": Words("企业更想要而没有得到的人选", "People the host ranks higher"),
            "cause": Words("原因", "Cause"),
            "causes": Words("原因（主要的在前）", "Causes (the leading one first)"),
            "liftable": Words("{cause}（放宽：{lift}）", "{cause} [{lift}]"),
            "price": Words("安排这一对的代价", "Price of having the pair"),
            "price-ban": Words("（假定撤销禁止）", " (supposing the ban is withdrawn)"),
            "without": Words("去掉这一对的后果", "What doing without it costs"),
            "objective": Words("目标", "Objective"),
            "before": Words("现在", "Now"),
            "after": Words("变为", "Then"),
            "proven": Words("是否证明", "Proven"),
            "moves": Words("变动的人（{count}名）", "Who moves ({count})"),
            "left": Words("离开", "Leaves"),
            "taken": Words("改任", "Takes"),
            "host-title": Words("{name}（{id}）", "{name} ({id})"),
            "post-title": Words(
                "岗位{post}：{role}，最少{least}人，最多{most}人", "Post {post}: {role}, {least} to {most} people"
            ),
            "host-people": Words("现有人选", "People there"),
            "host-nobody": Words("没有人选", "nobody"),
            "uncovered": Words("缺{missing}人：{cause}", "{missing} short: {cause}"),
            "list-title": Words("其他可接受的人选（{count}）", "Other acceptable people ({count})"),
            "list-title-barred": Words(
                "其他人选（{count}，含不能配对的）", "Everybody else ({count}, barred ones included)"
            ),
            "list-note": Words(
                "目标中有阻塞对或附加规则起作用时，名单不逐一试算代价；要某一对的代价，请用 --pair 人选 岗位。",
                "where blocking pairs count or side rules bind, a list is not priced; ask for one pair by --pair.",
            ),
            "more-rows": Words(
                "……另有{count}项，用 --limit 多列几项，或见 --json", "… and {count} more: --limit or --json lists them"
            ),
            "ranks": Words("双方名次", "Ranks"),
            "posts-held": Words("所任岗位", "Posts held"),
            "wishes-title": Words("各志愿的结果（{count}）", "What became of the wishes ({count})"),
            "unplaced": Words("没有岗位：{cause}", "no post: {cause}"),
            "short": Words("岗位不足：{cause}", "too few posts: {cause}"),
            "shortages": Words("人手不够之处（互不相干）", "Where people do not suffice (each apart from the others)"),
            "gaps-uncovered": Words("未覆盖岗位（{count}）", "Posts left short ({count})"),
            "gaps-unplaced": Words("未安排人选（{count}）", "People left out ({count})"),
            "gaps-blocking": Words("容许的阻塞对（{count}）", "Blocking pairs tolerated ({count})"),
            "critical": Words("没有替代的人选（{count}）", "People without an alternative ({count})"),
            "lost": Words("退出即失去的覆盖", "Cover lost by leaving"),
            "must-pairs": Words(
                "任何方案都少不了的配对（{count}）", "Pairs no plan of this cover can do without ({count})"
            ),
            "nothing-open": Words("没有缺口，也没有阻塞对", "nothing is open"),
        },
        "slip": {
            "title": Words("双向选择结果说明", "Your result, explained"),
            "person": Words("{name}（编号{id}）：", "{name} (no. {id}):"),
            "cause": Words("原因：{cause}。", "Why: {cause}."),
            "post": Words("{enterprise}（{post}，{role}）", "{enterprise} ({post}, {role})"),
            "points": Words("契合度{points}分（满分100）", "suitability {points} of 100"),
            "wishes": Words("您的各项志愿", "Your wishes"),
            "wish": Words("志愿", "Wish"),
            "enterprise": Words("企业（岗位）", "Host (post)"),
            "fate": Words("结果", "What became of it"),
            "place": Words("{enterprise}（{post}）", "{enterprise} ({post})"),
            "no-wishes": Words("您没有填写志愿。", "You stated no wish."),
            "more": Words("另有{count}项志愿没有列出。", "{count} more wishes are not listed."),
            "refused": Words(
                "您表示不愿去的岗位有{count}个，没有安排。", "You refused {count} post(s); none of them was arranged."
            ),
            "foot": Words(
                "意愿方式：{consent}。本说明只涉及本人，不含其他人选的信息；对结果有疑问，请向组织部门反映。",
                "Consent: {consent}. This page is about you alone and holds nothing of other candidates; put questions "
                "to the organization department.",
            ),
        },
        "best": TRADE_OFF_LABELS["best"],
        "replan": TRADE_OFF_LABELS["replan"],
        "frontier": TRADE_OFF_LABELS["frontier"],
        "stress": TRADE_OFF_LABELS["stress"],
        "sweep": TRADE_OFF_LABELS["sweep"],
    }
)
"""Place of use → key → heading in both languages."""


def label(place: Place, key: str, /, **facts: str | int) -> Words:
    """Return a heading, with its facts filled in where it has any.

    Raises
    ------
    KeyError
        The table does not know the key, or a fact is missing.

    Examples
    --------
    >>> label("roster", "signature").en
    'Signature'
    >>> label("roster", "ranked", rank=2).zh
    '第2志愿'
    """
    template = LABELS[place][key]
    if not facts:
        return template
    return Words(template.zh.format_map(facts), template.en.format_map(facts))
