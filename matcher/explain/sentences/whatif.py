"""What is tried and what came of it: edits in one line each, earlier pairs lost, reasons of moves."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

WHATIF: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "edit": {
            "add_candidate": Words("人才库增加{candidate}", "add candidate {candidate}"),
            "change_candidate": Words("修改人选{candidate}：{fields}", "change candidate {candidate}: {fields}"),
            "remove_candidate": Words("从人才库去掉{candidate}", "remove candidate {candidate}"),
            "withdraw_candidate": Words("人选{candidate}退出", "candidate {candidate} withdraws"),
            "add_enterprise": Words("企业库增加{enterprise}", "add enterprise {enterprise}"),
            "change_enterprise": Words("修改企业{enterprise}：{fields}", "change enterprise {enterprise}: {fields}"),
            "remove_enterprise": Words("从企业库去掉{enterprise}", "remove enterprise {enterprise}"),
            "withdraw_enterprise": Words("企业{enterprise}退出", "enterprise {enterprise} withdraws"),
            "add_post": Words("企业{enterprise}增加岗位{post}", "add post {post} at enterprise {enterprise}"),
            "change_post": Words("修改岗位{post}：{fields}", "change post {post}: {fields}"),
            "remove_post": Words("去掉岗位{post}", "remove post {post}"),
            "set_capacity": Words("人选{candidate}的联企上限改为{value}", "candidate {candidate} may hold {value}"),
            "set_seats": Words(
                "岗位{post}的人数改为最少{least}、最多{most}", "post {post} asks for {least} at least, {most} at most"
            ),
            "set_weight": Words("“{criterion}”的权重改为{value}", "weight of {criterion}: {value}"),
            "set_objectives": Words("目标顺序改为：{objectives}", "objectives in order: {objectives}"),
            "set_preset": Words("目标顺序改为预设“{preset}”", "objectives of the preset {preset}"),
            "switch_rule": Words("规则“{rule}”{switch}", "rule “{rule}” {switch}"),
            "set_parameter": Words("规则“{rule}”的{parameter}改为{value}", "{parameter} of rule “{rule}”: {value}"),
            "set_distance": Words("人选与企业的距离上限改为{value}公里", "distance limit: {value} km"),
            "set_radius": Words("{who}的联企半径改为{value}公里", "radius of hosts of {who}: {value} km"),
            "set_number": Words("{name}改为{value}", "{name}: {value}"),
            "add_quota": Words("增加配额“{name}”", "add quota “{name}”"),
            "change_quota": Words("修改配额“{name}”：{fields}", "change quota “{name}”: {fields}"),
            "remove_quota": Words("去掉配额“{name}”", "remove quota “{name}”"),
            "pin": Words("指定{candidate}到{place}", "pin {candidate} at {place}"),
            "unpin": Words("取消指定{candidate}到{place}", "unpin {candidate} from {place}"),
            "ban": Words("禁止{candidate}到{place}", "ban {candidate} from {place}"),
            "unban": Words("取消禁止{candidate}到{place}", "lift the ban of {candidate} at {place}"),
            "waive": Words(
                "为{candidate}到{place}豁免规则“{rule}”：{reason}",
                "waive “{rule}” for {candidate} at {place}: {reason}",
            ),
            "unwaive": Words(
                "取消{candidate}到{place}的豁免（{rule}）", "withdraw the waiver of {rule} for {candidate} at {place}"
            ),
            "set_consent": Words("意愿方式改为“{consent}”", "consent: {consent}"),
            "set_answer": Words(
                "{candidate}与{place}：{side}一方的答复改为“{answer}”",
                "{candidate} and {place}: the {side}'s answer becomes “{answer}”",
            ),
        },
        "lost": {
            "gone": Words("人选或岗位已不在名单中", "the person or the post is no longer there"),
            "not-acceptable": Words("按现在的规则或答复不能配对", "rules or answers bar the pair now"),
            "banned": Words("已列入禁止配对", "the pair is banned"),
            "no-room": Words("人选或岗位已没有名额", "the person or the post has no room left"),
        },
        "replan": {
            "free": Words("重新安排：变动不计代价", "planned again: changes cost nothing"),
            "priced": Words(
                "重新安排：原有的一对，变动后契合度多得超过{price}分才动",
                "planned again: an earlier pair moves only for a gain of more than {price} points",
            ),
            "fewest": Words("重新安排：变动最少", "planned again with the fewest changes"),
        },
        "moved": {
            "candidate-gone": Words("人选已不在人才库", "the person is no longer in the pool"),
            "post-gone": Words("岗位已不存在", "the post is no longer there"),
            "withdrawn": Words("本人已没有名额", "the person has no room any more"),
            "post-closed": Words("岗位不再要人", "the post takes nobody any more"),
            "barred": Words("“{rule}”不再允许这一对", "“{rule}” bars the pair now"),
            "not-acceptable": Words("按规则或答复，这一对不再成立", "rules or answers bar the pair now"),
            "refused": Words("一方不同意", "one side refuses"),
            "banned": Words("已列入禁止配对", "the pair is banned"),
            "capacity": Words("本人的上限降到{capacity}", "the person may hold only {capacity}"),
            "seats": Words("岗位的人数上限降到{most}", "the post takes only {most}"),
            "pinned-elsewhere": Words("本人已指定到{posts}", "the person is pinned at {posts}"),
            "replaced": Words("岗位改由{people}担任", "{people} took the post"),
            "to-cover": Words("去补{posts}的缺口，否则那里缺人", "needed at {posts}, which would lack people"),
            "to-follow": Words("接替{people}在{posts}留下的位置", "took the place {people} left at {posts}"),
            "objective": Words("为使“{objective}”更好", "for the sake of “{objective}”"),
            "whole": Words("随整个方案而变", "follows from the plan as a whole"),
            "equal": Words("两个方案同样好，取了另一种安排", "both plans are equally good; another one was taken"),
            "candidate-new": Words("人选是新来的", "the person is new"),
            "post-new": Words("岗位是新设的", "the post is new"),
            "pinned": Words("这一对已指定", "the pair is pinned"),
            "allowed": Words("这一对原来不能成立", "the pair could not be before"),
        },
    }
)
