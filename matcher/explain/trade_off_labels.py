"""Headings and short lines of trade-offs, stress tests and sweeps."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TRADE_OFF_LABELS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "best": {
            "for-post": Words(
                "适合{enterprise} {post}的人选，代价最小的在前",
                "Who would be best at {enterprise} {post}, least loss first",
            ),
            "for-candidate": Words(
                "适合{name} {candidate}的岗位，代价最小的在前",
                "Where {name} {candidate} would be best, least loss first",
            ),
            "number": Words("序号", "No."),
            "candidate": Words("人选", "Person"),
            "post": Words("岗位", "Post"),
            "points": Words("契合度", "Points"),
            "ranks": Words("双方名次", "Ranks"),
            "moves": Words("其他人变动", "Others who move"),
            "held": Words("现有安排", "in the plan"),
            "ban-lifted": Words("须解除禁止", "a ban to lift"),
            "impossible": Words("没有这样的方案", "no plan has it"),
            "unknown": Words("未能判定", "not decided"),
            "legend": Words(
                "各列为目标的变化，绿色变好，红色变差；“≈”是两份方案之差，未证明是最小代价。"
                "双方名次：岗位在人选处的名次／人选在岗位处的名次。",
                "Columns show the change of each objective, green for better, red for worse; “≈” is the difference of "
                "two plans, not proven least. Ranks: of the post for the person / of the person for the post.",
            ),
            "unpriced": Words(
                "另有 {count} 个双方可接受而没有求解，用 --limit 放宽",
                "{count} more are acceptable but were not solved for; raise --limit",
            ),
            "nobody": Words("没有双方都可接受的", "nobody is acceptable both ways"),
        },
        "replan": {
            "title": Words("与原有安排相比", "Against the earlier plan"),
            "change": Words("变化", "Change"),
            "person": Words("人选", "Person"),
            "post": Words("岗位", "Post"),
            "why": Words("原因", "Why"),
            "given-up": Words("放弃", "given up"),
            "lost": Words("不能保留", "cannot stay"),
            "new": Words("新增", "new"),
            "bought": Words(
                "规则或排在前面的目标容不下，或换来的超过代价",
                "rules or earlier objectives leave no room for it, or it buys more than the price",
            ),
            "for-objectives": Words(
                "规则或排在变动之前的目标容不下",
                "rules, or objectives that come before changes, leave no room for it",
            ),
            "summary": Words(
                "原有 {earlier} 对：保留 {kept}，放弃 {given_up}，不能保留 {lost}；新增 {new} 对",
                "{earlier} earlier pairs: {kept} kept, {given_up} given up, {lost} cannot stay; {new} new ones",
            ),
            "proven": Words(
                "已证明：在排在变动之前的目标上同样好的方案中，没有更好的",
                "proven: no plan as good in the objectives that come before changes does better",
            ),
            "unproven": Words("尚未证明变动已是最少", "not proven that no fewer changes would do"),
            "nothing": Words("没有任何变动", "nothing changes"),
        },
        "frontier": {
            "title": Words("目标之间的取舍：每一行都是一份真实方案", "What one objective costs in another: real plans"),
            "number": Words("序号", "No."),
            "matches": Words("配对", "Matches"),
            "proof": Words("证明", "Proof"),
            "proven": Words("已证明无更优", "proven unbeaten"),
            "unproven": Words("尚未证明", "not proven"),
            "complete": Words("已证明没有别的取舍点", "proven: there is no other point"),
            "gaps": Words(
                "以下范围内可能还有取舍点，没有找到，也没有排除：",
                "more points may lie in these ranges; none was found and none ruled out:",
            ),
            "range": Words("{objective} {best} 至 {worst}", "{objective} {best} to {worst}"),
            "separator": Words("；", "; "),
            "open": Words("不限", "open"),
            "more": Words("…… 另有 {count} 处", "… and {count} more"),
        },
        "stress": {
            "title": Words("退出压力测试", "Withdrawal stress test"),
            "summary": Words(
                "逐人退出 {people} 人：{kept} 人不影响覆盖，{lost} 人必使覆盖受损，{open} 人未能判定",
                "withdrawn one by one: {people}; {kept} cost no cover, {lost} do, {open} are not decided",
            ),
            "losses": Words("退出即影响覆盖的人选", "People whose withdrawal costs cover"),
            "person": Words("人选", "Person"),
            "loss": Words("覆盖损失", "Cover lost"),
            "uncovered": Words("失去覆盖的企业", "Hosts left uncovered"),
            "moves": Words("其他人变动", "Others who move"),
            "backup": Words("后备", "Backup"),
            "fragile": Words("脆弱的企业", "Fragile hosts"),
            "host": Words("企业", "Host"),
            "alone": Words("一人退出即失去覆盖", "Uncovered by one withdrawal of"),
            "in-groups": Words("分组中失去覆盖的次数", "Groups that leave it uncovered"),
            "groups": Words("随机分组（种子 {seed}）", "Groups by chance (seed {seed})"),
            "size": Words("每组人数", "Size"),
            "count": Words("组数", "Groups"),
            "hit": Words("影响覆盖的组数", "Groups that cost cover"),
            "worst": Words("最大损失", "Greatest loss"),
            "undecided": Words("≥0（未判定）", "≥0, not decided"),
            "backups": Words(
                "后备方案（其他变动至多 {most} 次）：有 {found}，已证明没有 {none}，未判定 {open}",
                "backups of at most {most} other moves: {found} found, {none} proven to have none, {open} not decided",
            ),
            "step": Words("{candidate}→{taken}", "{candidate}→{taken}"),
            "step-from": Words("{candidate}：{left}→{taken}", "{candidate}: {left}→{taken}"),
            "none": Words("已证明没有", "proven none"),
            "nobody": Words("无需补位", "nobody needed"),
            "open": Words("未判定", "not decided"),
            "no-loss": Words("任何一人退出都不影响覆盖", "no single withdrawal costs cover"),
        },
        "sweep": {
            "title": Words("批量推演", "Sweep"),
            "number": Words("序号", "No."),
            "name": Words("方案", "Scenario"),
            "status": Words("结果", "Result"),
            "matches": Words("配对", "Matches"),
            "failed": Words("不能进行", "not possible"),
            "summary": Words(
                "完成 {done}/{tasks}（其中 {resumed} 个为此前的结果），结果在 {path}",
                "{done} of {tasks} done, {resumed} of them by an earlier run; results are in {path}",
            ),
            "go-on": Words("再次运行同一命令即可接着做", "run the same command again to go on"),
            "more": Words("…… 其余见结果文件", "… the rest is in the results file"),
        },
    }
)
"""Place → key → heading; joined into `matcher.explain.labels.LABELS`."""
