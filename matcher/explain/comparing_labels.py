"""Headings and names of comparisons."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

COMPARING: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("方案比较：括号内为与“{first}”之差", "Plans compared; in brackets the difference to {first}"),
        "figure": Words("指标", "Figure"),
        "proven": Words("（已证明）", " (proven)"),
        "same": Words("（全部相同）", "(all the same)"),
        "changes": Words("“{plan}”与“{first}”相比", "{plan} against {first}"),
        "counts": Words(
            "人员：不变 {kept}，调整 {moved}，新安排 {new}，不再安排 {gone}；"
            "配对：保留 {pairs_kept}，去掉 {left}，新增 {taken}",
            "people: {kept} kept, {moved} moved, {new} new, {gone} gone; "
            "pairs: {pairs_kept} kept, {left} left, {taken} taken",
        ),
        "person": Words("人选", "Person"),
        "fate": Words("变化", "Change"),
        "left": Words("离开的岗位及原因", "Left, and why"),
        "taken": Words("新任的岗位及原因", "Taken, and why"),
        "kept": Words("不变", "kept"),
        "moved": Words("调整", "moved"),
        "new": Words("新安排", "new"),
        "gone": Words("不再安排", "gone"),
        "reason": Words("{post} {enterprise}：{reasons}", "{post} {enterprise}: {reasons}"),
        "reason-separator": Words("；", "; "),
        "edit": Words("{reason}（改动 {number}）", "{reason} (edit {number})"),
        "edits": Words("改动 {number}：{edit}", "edit {number}: {edit}"),
        "uncovered": Words("新出现的缺口：{posts}", "newly uncovered: {posts}"),
        "covered": Words("补上的缺口：{posts}", "no longer uncovered: {posts}"),
        "gains": Words("得失（契合度分值）", "Gains, in points of suitability"),
        "sides": Words(
            "按名次：人选一侧变好 {gained}、变差 {lost}、有好有差 {mixed}；"
            "企业一侧变好 {host_gained}、变差 {host_lost}、有好有差 {host_mixed}",
            "by rank: {gained} people better off, {lost} worse, {mixed} both; {host_gained} hosts better off, "
            "{host_lost} worse, {host_mixed} both",
        ),
        "group": Words("范围", "Group"),
        "pool": Words("来源", "Pool"),
        "committee": Words("基层党委", "Committee"),
        "total": Words("合计", "Total"),
        "matches": Words("配对", "Matches"),
        "points": Words("分值", "Points"),
        "gain": Words("增减", "Gain"),
        "none": Words("（无）", "(none)"),
        "map": Words("意见不一致的配对（{count}）", "Pairs not seen alike ({count})"),
        "map-unknown": Words(
            "意见不一致的配对：仅凭方案文件夹不知道意愿和第三方意见，加上 --scenario 即可列出",
            "pairs not seen alike: the plan folders hold neither wishes nor opinions; name the --scenario",
        ),
        "pair": Words("人选 – 企业", "Person – host"),
        "sides-said": Words("双向意愿", "Wishes"),
        "opinions": Words("第三方意见", "Opinions"),
        "plans": Words("方案", "Plans"),
        "conflicts": Words("不一致之处", "What differs"),
        "said": Words("人选：{mine}；企业：{theirs}", "person: {mine}; host: {theirs}"),
        "opinion": Words("{source}：{view}", "{source}: {view}"),
        "in-plan": Words("有", "yes"),
        "not-in-plan": Words("无", "no"),
        "more": Words("……另有 {count} 项，加 --json 可看全部", "… and {count} more; --json lists them all"),
        "wished-not-planned": Words("互为第一志愿而未安排", "mutual first choice, not planned"),
        "supported-not-planned": Words("双方愿意、第三方支持而未安排", "wanted and supported, not planned"),
        "planned-opposed": Words("安排了而第三方反对", "planned though opposed"),
        "planned-unasked": Words("安排了而双方都没有点名", "planned though neither named the other"),
        "sides-differ": Words("一方愿意一方不同意", "one side wants it, the other refuses"),
        "parties-differ": Words("第三方意见相左", "third parties differ"),
        "plans-differ": Words("各方案安排不同", "plans differ"),
        "count.posts": Words("岗位数", "posts"),
        "count.seats_needed": Words("最少名额", "least seats"),
        "count.seats_filled": Words("已补最少名额", "least seats filled"),
        "count.hosts_all": Words("企业数", "hosts"),
        "count.hosts_covered": Words("已覆盖企业", "hosts covered"),
        "count.blind_spots_before": Words("原有盲点", "blind spots before"),
        "count.blind_spots_left": Words("剩余盲点", "blind spots left"),
        "count.mutual_first": Words("互为第一志愿", "mutual first choices"),
        "count.first_candidates": Words("人选第一志愿", "first choices of people"),
        "count.first_hosts": Words("企业第一志愿", "first choices of hosts"),
        "count.three_candidates": Words("人选前三志愿", "top three of people"),
        "count.three_hosts": Words("企业前三志愿", "top three of hosts"),
        "count.excused": Words("为保覆盖容许的阻塞对", "blocking pairs excused for cover"),
        "count.unplaced": Words("未安排人选", "people unplaced"),
        "count.travel_mean": Words("平均路程（米）", "mean travel, metres"),
        "count.travel_most": Words("最远路程（米）", "farthest travel, metres"),
        "count.approvals": Words("需审批配对", "approvals needed"),
        "load": Words("承担 {posts} 个岗位的人数", "people with {posts} posts"),
    }
)
"""Key → heading or name in both languages."""
